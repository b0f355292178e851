"""Everything the page of one area stands on, fetched in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from edau.places.models import Area, Locality
from edau.places.queries import areas_inside
from edau.portal.queries.series import authority_figures, authority_trends
from edau.understand.analysis.cube import Cube, cube
from edau.understand.analysis.figures import (
    Figure,
    figures_of,
    figures_of_services,
    figures_of_small_area,
)
from edau.understand.analysis.trends import Trend
from edau.understand.models import Source
from edau.understand.queries.observations import counts_of, services_of
from edau.understand.queries.sources import sources_by_key

WITH_FIGURES = ("place", "lsoa", "authority", "health_board", "board", "country")


@dataclass(frozen=True)
class Evidence:
    """Figures by indicator, series, what lies inside, and sources of one area. `counts` only for a small area."""

    cube: Cube
    figures: Mapping[str, Figure]
    trends: tuple[Trend, ...]
    counts: Mapping[str, float | None]
    inside: tuple[Area, ...]
    villages: tuple[Locality, ...]
    sources: Mapping[str, Source]


def evidence_of(area: Area) -> Evidence:
    """Fetches what the page of an area shows."""
    whole = cube()
    counts = counts_of(area) if area.kind == "lsoa" else {}
    if area.kind == "lsoa":
        services = Counter(service.kind for service in services_of(area))
        own = {
            **figures_of_small_area(area, counts, whole),
            **figures_of_services(services, area.population, whole),
        }
    else:
        own = figures_of(area, whole.observations.get(area.code, ()), whole)
    authority = area if area.kind in ("authority", "country") else area.authority
    trends: tuple[Trend, ...] = ()
    of_authority: Mapping[str, Figure] = {}
    if authority is not None and area.kind in WITH_FIGURES:
        trends = authority_trends(whole.tag, authority.code)
        of_authority = authority_figures(whole.tag, authority.code)
    return Evidence(
        cube=whole,
        figures={**own, **of_authority},
        trends=trends,
        counts=counts,
        inside=tuple(areas_inside(area)) if area.kind not in ("place", "lsoa") else (),
        villages=tuple(area.localities.order_by("name")) if area.kind == "lsoa" else (),
        sources=sources_by_key(whole.release),
    )
