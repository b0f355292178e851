"""What is stored about small areas, for many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from edau.core import stamps
from edau.understand.models import ServicePoint, SmallAreaCounts
from edau.understand.queries.observations import ServiceRow


def every_small_area_count() -> list[tuple[str, dict[str, float | None]]]:
    """What was counted in each small area, by code: bases, numerators and ranks by the keys of the release."""
    return list(SmallAreaCounts.objects.order_by("lsoa").values_list("lsoa_id", "counts"))


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
