"""Everything the page of one area stands on, fetched in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edau.places.models import Area
from edau.places.queries import areas_inside, boundaries_of
from edau.portal.queries.neighbours import rings_round
from edau.understand.analysis.cube import Cube, cube
from edau.understand.analysis.figures import Figure, figures_of, figures_of_authority, figures_of_small_area
from edau.understand.analysis.trends import Trend, trends_of
from edau.understand.catalogue import catalogue
from edau.understand.models import ServicePoint, Source
from edau.understand.queries.observations import counts_of, observations_of, series_of, services_of
from edau.understand.queries.sources import sources_by_key

WALES = "W92000004"
WITH_FIGURES = ("place", "lsoa", "authority", "health_board", "board", "country")


@dataclass(frozen=True)
class Evidence:
    """Figures by indicator, series, services, outlines and sources of one area. `counts` only for a small area."""

    cube: Cube
    figures: Mapping[str, Figure]
    trends: tuple[Trend, ...]
    counts: Mapping[str, float | None]
    services: tuple[ServicePoint, ...]
    rings: list[list[list[float]]]
    near: list[list[list[float]]]
    inside: tuple[Area, ...]
    sources: Mapping[str, Source]


def evidence_of(area: Area) -> Evidence:
    """Fetches what the page of an area shows."""
    whole, known = cube(), catalogue()
    counts = counts_of(area) if area.kind == "lsoa" else {}
    if area.kind == "lsoa":
        own = figures_of_small_area(area, counts, whole)
    else:
        own = figures_of(area, observations_of(area), whole)
    trends: tuple[Trend, ...] = ()
    authority = area if area.kind in ("authority", "country") else area.authority
    if authority is not None and area.kind in WITH_FIGURES:
        wanted = [one for one in known.series.values() if one.on_page or one.key in _series_of_indicators()]
        points = series_of([authority.code, WALES])
        trends = tuple(trends_of(authority.code, WALES, points, wanted))
    rings = boundaries_of([area.code]).get(area.code, [])
    return Evidence(
        cube=whole,
        figures={**own, **figures_of_authority(trends)},
        trends=trends,
        counts=counts,
        services=tuple(services_of(area)) if area.kind in ("place", "lsoa") else (),
        rings=rings,
        near=rings_round(area, rings, whole.release),
        inside=tuple(areas_inside(area)) if area.kind not in ("place", "lsoa") else (),
        sources=sources_by_key(whole.release),
    )


def _series_of_indicators() -> frozenset[str]:
    return frozenset(one.series for one in catalogue().indicators.values() if one.series)
