"""What came of offers and needs: everything that was done, as rows without a name, for counting.

How near somebody was is measured between the points that stand for two small areas: where people truly live is read for
matching and for nothing that is shown. Five queries, whatever the numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from edau.connect.choices import HELPED
from edau.connect.models import Need, Party, Proposal
from edau.connect.skills import Nature, asset_kinds
from edau.core.visibility import held_ids, visible
from edau.places.choices import Kind
from edau.places.models import Area
from edau.places.queries import visible_areas

WALKING_KM = 2.0
EARTH_KM = 6371.0088


class Help(NamedTuple):
    """One time that somebody helped or lent. `authority` is the code of that in which the need lay, empty where none is
    known; `room_minutes` is None unless a room was used; `near` is None where it cannot be told, or was done from afar."""

    authority: str
    first_person: bool
    room_minutes: int | None
    near: bool | None
    wanted_welsh: bool
    in_welsh: bool
    synthetic: bool


@dataclass(frozen=True)
class Came:
    """What came of it all: the authority of each need that is met, everything that was done, and where people take part."""

    met: list[str]
    helps: list[Help]
    authorities: tuple[str, ...]
    synthetic: bool


def what_came() -> Came:
    """Everything that was done so far and is not out of sight."""
    areas = visible_areas()
    out_of_sight = held_ids("connect.Need")
    met = list(visible(Need.objects.exclude(met=None)).values_list("area", "synthetic"))
    helps = [_help(row, areas) for row in _done() if row["need_id"] not in out_of_sight]
    parties = Party.objects.order_by("area").values_list("area", flat=True).distinct()
    return Came(
        met=[authority_in(area, areas) for area, _synthetic in met],
        helps=helps,
        authorities=tuple(sorted({authority_in(area, areas) for area in parties} - {""})),
        synthetic=any(synthetic for _area, synthetic in met) or any(one.synthetic for one in helps),
    )


def authority_in(code: str, areas: Mapping[str, Area]) -> str:
    """The code of the authority of an area; empty where none is known."""
    area = areas.get(code)
    if area is None:
        return ""
    return area.code if area.kind == Kind.AUTHORITY else (area.authority_id or "")


COLUMNS = (
    *("need_id", "need__area", "need__language", "need__languages", "need__latitude", "need__longitude"),
    *("need__remote", "capability__remote", "capability__party__area", "capability__party__organisation"),
    *("asset__kind", "asset__area", "minutes", "first", "in_welsh", "synthetic", "capability_id"),
)


def _done() -> list[dict[str, Any]]:
    found = visible(Proposal.objects.filter(stage__in=HELPED))
    return list(found.order_by("pk").values(*COLUMNS))


def _help(row: dict[str, Any], areas: Mapping[str, Area]) -> Help:
    of_person = row["capability_id"] is not None and row["capability__party__organisation"] is None
    kind = asset_kinds().get(row["asset__kind"] or "")
    is_room = kind is not None and kind.nature == Nature.SPACE
    wanted = (row["need__languages"] or [row["need__language"]])[0]
    return Help(
        authority=authority_in(row["need__area"], areas),
        first_person=bool(row["first"]) and of_person,
        room_minutes=(row["minutes"] or 0) if is_room else None,
        near=_near(row, areas),
        wanted_welsh=wanted == "cy",
        in_welsh=bool(row["in_welsh"]),
        synthetic=bool(row["synthetic"]),
    )


def _near(row: dict[str, Any], areas: Mapping[str, Area]) -> bool | None:
    """Whether the two small areas lie within walking distance; None where it may have been done from afar."""
    if row["need__remote"] and row["capability__remote"]:
        return None
    there = _middle(row["capability__party__area"] or row["asset__area"] or "", areas)
    here = _middle(row["need__area"], areas)
    if here is None or there is None:
        return None
    return kilometres(here, there) <= WALKING_KM


def _middle(code: str, areas: Mapping[str, Area]) -> tuple[float, float] | None:
    area = areas.get(code)
    if area is None or area.latitude is None or area.longitude is None:
        return None
    return area.latitude, area.longitude


def kilometres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The way as the crow flies between two points (latitude, longitude in degrees, WGS84), by the haversine formula."""
    lat_here, lon_here, lat_there, lon_there = map(math.radians, (*here, *there))
    height = math.sin((lat_there - lat_here) / 2) ** 2
    width = math.cos(lat_here) * math.cos(lat_there) * math.sin((lon_there - lon_here) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(height + width))
