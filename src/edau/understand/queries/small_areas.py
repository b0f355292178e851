"""What is stored about small areas, for many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from edau.core import stamps
from edau.places.models import Area
from edau.places.queries import every_area
from edau.understand.models import ServicePoint, SmallAreaCounts, SmallAreaShare
from edau.understand.queries.observations import ServiceRow


def every_small_area_count() -> list[tuple[str, dict[str, float | None]]]:
    """What was counted in each small area, by code: bases, numerators and ranks by the keys of the release."""
    return list(SmallAreaCounts.objects.order_by("lsoa").values_list("lsoa_id", "counts"))


def small_areas_of(area: Area) -> frozenset[str]:
    """The codes of the small areas that any of an area's residents live in: of a listed place all that it has a part of,
    of a larger area those that lie in it. Empty for communities and wards, which have no figures of their own."""
    if area.kind == "lsoa":
        return frozenset({area.code})
    if area.kind == "place":
        return _of_places(stamps.page_tag()).get(area.code, frozenset())
    return _of_larger(stamps.page_tag(), area.kind, area.code)


@lru_cache(maxsize=2)
def _of_places(tag: str) -> Mapping[str, frozenset[str]]:
    parts: dict[str, set[str]] = {}
    rows = SmallAreaShare.objects.filter(place__isnull=False, residents__gt=0).values_list(
        "place_id", "lsoa_id"
    )
    for place, small_area in rows:
        parts.setdefault(place, set()).add(small_area)
    return {place: frozenset(codes) for place, codes in parts.items()}


@lru_cache(maxsize=64)
def _of_larger(tag: str, kind: str, code: str) -> frozenset[str]:
    within = {"authority": "authority_id", "health_board": "health_board_id", "board": "board_id"}
    return frozenset(
        one.code
        for one in every_area("lsoa")
        if kind == "country" or (kind in within and getattr(one, within[kind]) == code)
    )


def services_in(small_areas: Iterable[str]) -> list[ServiceRow]:
    """The service points in any of these small areas."""
    known = _services(stamps.page_tag())
    return [service for code in small_areas for service in known.get(code, ())]


@lru_cache(maxsize=2)
def _services(tag: str) -> Mapping[str, list[ServiceRow]]:
    """The service points of each small area. A page asks for hundreds of them, and they change with a release only."""
    by_area: dict[str, list[ServiceRow]] = {}
    rows = ServicePoint.objects.exclude(lsoa=None).order_by("lsoa", "kind", "name")
    for code, *row in rows.values_list("lsoa_id", *ServiceRow._fields):
        by_area.setdefault(code, []).append(ServiceRow(*row))
    return by_area
