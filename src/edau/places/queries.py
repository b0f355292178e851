"""Finding areas.

There are some four thousand, they change only with a release or a hold, and every page names several. So a process
reads them once and keeps them until a stamp changes; what is held is not among them, nor named by those that lie in
it. They are shared by all threads: nobody may change them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from edau.core import stamps
from edau.core.visibility import held_ids
from edau.places.models import Area

LABEL = "places.Area"
WALES = "W92000004"
LINKS = ("authority", "health_board", "board", "community", "ward", "place")  # what an area lies in


def visible_areas() -> Mapping[str, Area]:
    """Every visible area by code, each with the areas it lies in; those that are held are left out of both."""
    return _areas(stamps.page_tag())


@lru_cache(maxsize=2)
def _areas(tag: str) -> Mapping[str, Area]:
    """`tag` stands for the live release and for what is visible."""
    held = held_ids(LABEL)
    areas = {area.code: area for area in Area.objects.order_by("code") if area.code not in held}
    for link in LINKS:
        field: Any = Area._meta.get_field(link)
        for area in areas.values():
            code = getattr(area, field.attname)
            if code in areas or code is None:
                # What assigning does, without its checks: twenty thousand of them kept the first page waiting.
                field.set_cached_value(area, areas.get(code))
            else:
                setattr(area, field.name, None)
    return MappingProxyType(areas)


@lru_cache(maxsize=2)
def _kinds(tag: str) -> Mapping[str, tuple[Area, ...]]:
    kinds: dict[str, list[Area]] = {}
    for area in _areas(tag).values():
        kinds.setdefault(area.kind, []).append(area)
    return {kind: tuple(areas) for kind, areas in kinds.items()}


def visible_area(code: str) -> Area | None:
    """The area with this code, with the areas it lies in; None if there is none or it is held."""
    return visible_areas().get(code)


def areas_by_code(codes: Iterable[str]) -> dict[str, Area]:
    """The areas with these codes that are visible, with those they lie in."""
    known = visible_areas()
    return {code: known[code] for code in codes if code in known}


def every_area(kind: str) -> list[Area]:
    """All visible areas of a kind, by code, with those they lie in."""
    return list(_kinds(stamps.page_tag()).get(kind, ()))


def areas_inside(area: Area) -> list[Area]:
    """What an authority, a board, a health board, a community or a ward is made of: its places, then its small areas.

    A community smaller than a small area holds none; then it is the small area whose middle is nearest to its own.
    """
    if area.kind == "country":
        return []
    kinds = ["place", "lsoa"] if area.kind in ("community", "ward") else ["place"]
    inside = [
        one for kind in kinds for one in every_area(kind) if getattr(one, f"{area.kind}_id") == area.code
    ]
    if not inside and area.authority_id:
        inside = _nearest_small_area(area)
    return sorted(inside, key=lambda each: (kinds.index(each.kind), -(each.population or 0)))


def _nearest_small_area(area: Area) -> list[Area]:
    if area.latitude is None or area.longitude is None:
        return []
    small_areas = [
        one
        for one in every_area("lsoa")
        if one.authority_id == area.authority_id and one.latitude is not None and one.longitude is not None
    ]
    squeeze = math.cos(math.radians(area.latitude))

    def distance(one: Area) -> float:
        return math.hypot((one.longitude - area.longitude) * squeeze, one.latitude - area.latitude)  # type: ignore[operator]

    return sorted(small_areas, key=distance)[:1]
