"""Where a drawing begins: the spot of a postcode or of a named place, and the small areas round it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.utils.translation import gettext as _

from edau.core import stamps
from edau.places import postcodes
from edau.places.analysis import (
    LEAST_KM,
    MOST_KM,
    small_area_at,
    small_areas_within,
    widest_radius,
)
from edau.places.choices import Kind
from edau.places.drawn import MOST_SMALL_AREAS
from edau.places.models import Area, Locality
from edau.places.queries import areas_by_code, every_area, visible_area
from edau.portal.queries.neighbours import rings_of
from edau.portal.queries.search import Found, find, postcode_file
from edau.understand.queries.releases import live_release_id

Ring = Sequence[Sequence[float]]
TOO_LARGE_FOR_A_MIDDLE = ("country",)  # the middle of Wales is nobody's place
TOWNS = ("place", "locality")
CALLED_AFTER_TOWNS = ("community", "ward")


@dataclass(frozen=True)
class Spot:
    """A spot to draw round. `reference` finds it again; `area` is the area or village it is named after.

    For a postcode `reference` is the postcode, which stays in the address of a preview and is never stored: what is
    kept is `kept_as`, the code of the small area it lies in.
    """

    reference: str
    kept_as: str
    names: Mapping[str, str]
    kind: str  # a kind of area, "locality" or "postcode"
    where: str  # the code of the authority it lies in; empty for an authority itself
    longitude: float
    latitude: float
    small_area: str | None

    @property
    def kind_label(self) -> str:
        """What kind of spot it is, in words."""
        if self.kind == "postcode":
            return _("postcode")
        return str((Kind.PLACE if self.kind == "locality" else Kind(self.kind)).label)


@dataclass(frozen=True)
class Spots:
    """What somebody may mean by a name: one spot or several to choose from; or nothing, with near misses."""

    asked: str
    spots: tuple[Spot, ...] = ()
    suggestions: tuple[str, ...] = ()
    trouble: str = ""  # as `search.Answer`: "no_such_postcode", "nothing"
    sure: bool = True  # whether the first may be taken without asking


@dataclass(frozen=True)
class Drawn:
    """The small areas round a spot. `trouble` is "" or "too_many"; then `most_km` is the widest radius that is not."""

    small_areas: tuple[str, ...]
    trouble: str = ""
    most_km: float = 0.0


def spots_of(asked: str, language: str) -> Spots:
    """What may be meant by a postcode, half of one, or a name in either language and any mutated form.

    Several of one name are all offered, but not the community or ward that is called after the town in it.
    """
    asked = " ".join(asked.replace("\0", "").split())[:200]
    if postcodes.normalise(asked) or postcodes.is_outcode(asked):
        spot = _postcode_spot(asked)
        return Spots(asked, (spot,)) if spot else Spots(asked, trouble="no_such_postcode")
    answer = find(asked, language)
    exact = [one for one in answer.found if one.exact] or answer.found
    spots = {spot.reference: spot for one in exact for spot in _spots_found(one)}
    towns = {(spot.names["en"], spot.where) for spot in spots.values() if spot.kind in TOWNS}
    chosen = [
        spot
        for spot in spots.values()
        if spot.kind not in CALLED_AFTER_TOWNS or (spot.names["en"], spot.where) not in towns
    ]
    sure = bool(chosen) and exact[0].exact and _is_clear(chosen)
    trouble = "" if chosen else answer.trouble or "nothing"
    return Spots(asked, tuple(chosen), answer.suggestions, trouble, sure)


def _is_clear(spots: Sequence[Spot]) -> bool:
    """Whether the first may be taken without asking: the only one, or the only town (or authority) of that very name."""
    kinds = [spot.kind for spot in spots]
    return len(kinds) == 1 or (kinds[0] in ("place", "authority") and kinds.count(kinds[0]) == 1)


def spot_at(reference: str) -> Spot | None:
    """The spot with this reference: the code of an area, the id of a village, or a postcode."""
    spot = _postcode_spot(reference)
    if spot is not None:
        return spot
    area = visible_area(reference)
    if area is not None:
        return _area_spot(area)
    village = (
        Locality.objects.filter(id=reference).first()
        if re.fullmatch(r"[A-Za-z0-9]{1,24}", reference)
        else None
    )
    return _village_spot(village) if village is not None and visible_area(village.lsoa_id) else None


def drawn_round(spot: Spot, km: float | None) -> Drawn:
    """The whole small areas whose middle lies within `km` of a spot; the one that holds the spot where none does, and
    where no radius is given. ValueError for a radius nobody may ask for."""
    if km is not None and not LEAST_KM <= km <= MOST_KM:
        raise ValueError(f"{km} km")
    near = small_areas_within(spot.longitude, spot.latitude, km) if km is not None else ()
    if len(near) > MOST_SMALL_AREAS:
        return Drawn((), "too_many", widest_radius(spot.longitude, spot.latitude))
    if near:
        return Drawn(near)
    holding = spot.small_area or small_area_at(spot.longitude, spot.latitude)
    return Drawn((holding,) if holding else ())


def _spots_found(one: Found) -> list[Spot]:
    if one.kind == "locality":
        titles = {one.name, one.other_name or one.name}
        villages = Locality.objects.filter(
            Q(name__in=titles) | Q(name_cy__in=titles), Q(place=one.code) | Q(lsoa=one.code)
        ).order_by("id")
        return [spot for village in villages if (spot := _village_spot(village))]
    area = visible_area(one.code)
    spot = _area_spot(area) if area is not None else None
    return [spot] if spot else []


def _area_spot(area: Area) -> Spot | None:
    if area.longitude is None or area.latitude is None or area.kind in TOO_LARGE_FOR_A_MIDDLE:
        return None
    elsewhere = area.authority is not None and area.authority.code != area.code
    return Spot(
        reference=area.code,
        kept_as=area.code,
        names={"cy": area.name_cy, "en": area.name_en},
        kind=area.kind,
        where=area.authority.code if area.authority is not None and elsewhere else "",
        longitude=area.longitude,
        latitude=area.latitude,
        small_area=area.code if area.kind == "lsoa" else None,
    )


def _village_spot(village: Locality) -> Spot | None:
    holding = areas_by_code([village.lsoa_id]).get(village.lsoa_id)
    if holding is None:
        return None
    return Spot(
        reference=village.id,
        kept_as=village.id,
        names={"cy": village.name_cy or village.name, "en": village.name},
        kind="locality",
        where=holding.authority.code if holding.authority else "",
        longitude=village.longitude,
        latitude=village.latitude,
        small_area=holding.code,
    )


def _postcode_spot(asked: str) -> Spot | None:
    """The spot of a postcode or the middle of half a one; None if it is neither or not in Wales."""
    release = live_release_id()
    if not release:
        return None
    located: postcodes.Located | postcodes.OutcodeCentre | None = None
    name = ""
    if postcodes.normalise(asked):
        found = postcode_file(release).find(asked)
        located, name = found, found.postcode if found else ""
    elif postcodes.is_outcode(asked):
        half = postcode_file(release).outcode_centre(asked)
        located, name = half, half.outcode if half else ""
    holding = visible_area(located.lsoa) if located else None
    if located is None or holding is None:
        return None
    return Spot(
        reference=name,
        kept_as=holding.code,
        names={"cy": name, "en": name},
        kind="postcode",
        where=holding.authority.code if holding.authority else "",
        longitude=located.lon,
        latitude=located.lat,
        small_area=holding.code,
    )


def outlines_of_small_areas() -> Mapping[str, list[Ring]]:
    """The outline of every visible small area by code; shared and kept until a stamp changes."""
    return _outlines(stamps.page_tag())


@lru_cache(maxsize=2)
def _outlines(tag: str) -> Mapping[str, list[Ring]]:
    return {area.code: rings_of(area, tag) for area in every_area("lsoa")}
