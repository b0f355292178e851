"""What downloads and the open interface ask of the tables: figures of many areas at once, in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Q

from edau.places.models import Area, Boundary
from edau.places.queries import every_area
from edau.portal.queries.series import WALES
from edau.understand.analysis.cube import Cube
from edau.understand.analysis.figures import (
    Figure,
    figures_of,
    figures_of_authority,
    figures_of_services,
    figures_of_small_area,
)
from edau.understand.analysis.trends import trends_of
from edau.understand.catalogue import catalogue
from edau.understand.models import Release, SeriesPoint, ServicePoint, SmallAreaCounts
from edau.understand.queries.observations import SeriesRow, series_of

AreaFigure = tuple[Area, Figure]


class PublishedPoint(NamedTuple):
    """One point of an authority's series as its publisher gave it; `wales` is the value of Wales in that period."""

    series: str
    area_id: str
    period: str
    value: float | None
    lower: float | None
    upper: float | None
    status: str
    wales: float | None


def figures_of_areas(areas: Iterable[Area], indicators: Collection[str], cube: Cube) -> list[AreaFigure]:
    """The figures of these areas, as their pages show them, in the order of the areas and then of the indicators' keys.

    What an authority publishes stands under the authority, once, however many of its places are asked for.
    """
    areas = list(areas)
    small = _SmallAreas([area.code for area in areas if area.kind == "lsoa"])
    of_authority = {key for key in indicators if catalogue().indicators[key].series}
    authorities = _every_authority(cube.tag) if of_authority else {}
    found: list[AreaFigure] = []
    told: set[str] = set()
    for area in areas:
        found += [(area, figure) for figure in _own_figures(area, indicators, small, cube)]
        authority = area if area.kind in ("authority", "country") else area.authority
        if authority is not None and authority.code not in told:
            told.add(authority.code)
            figures = authorities.get(authority.code, {})
            found += [(authority, figures[key]) for key in sorted(of_authority & figures.keys())]
    return found


class _SmallAreas:
    """What was counted in each of these small areas, and how many of each kind of service stand there."""

    def __init__(self, codes: Collection[str]) -> None:
        self.counts: dict[str, Mapping[str, float | None]] = {}
        self.services: dict[str, Counter[str]] = {code: Counter() for code in codes}
        if codes:
            self.counts = dict(
                SmallAreaCounts.objects.filter(lsoa__in=codes).values_list("lsoa_id", "counts")
            )
            for code, kind in ServicePoint.objects.filter(lsoa__in=codes).values_list("lsoa_id", "kind"):
                self.services[code][kind] += 1


def _own_figures(area: Area, indicators: Collection[str], small: _SmallAreas, cube: Cube) -> list[Figure]:
    if area.kind == "lsoa":
        figures = {
            **figures_of_small_area(area, small.counts.get(area.code, {}), cube),
            **figures_of_services(small.services[area.code], area.population, cube),
        }
    else:
        rows = [row for row in cube.observations.get(area.code, ()) if row.indicator in indicators]
        figures = figures_of(area, rows, cube)
    return [figure for key, figure in sorted(figures.items()) if key in indicators]


@lru_cache(maxsize=2)
def _every_authority(tag: str) -> Mapping[str, Mapping[str, Figure]]:
    """The figures that are the last period of a series, of every visible authority and of Wales, by area and indicator."""
    codes = [area.code for kind in ("authority", "country") for area in every_area(kind)]
    points: dict[str, list[SeriesRow]] = {code: [] for code in {*codes, WALES}}
    for point in series_of(points):
        points[point.area_id].append(point)
    series = catalogue().series.values()
    return {
        code: figures_of_authority(
            trends_of(code, WALES, [*points[code], *(points[WALES] if code != WALES else ())], series)
        )
        for code in codes
    }


def points_of(areas: Collection[str], series: Collection[str]) -> list[PublishedPoint]:
    """Every point of these series of these areas, oldest first, each with the value of Wales; without empty series."""
    wanted = SeriesPoint.objects.filter(area__in={*areas, WALES}, series__in=list(series))
    rows = list(
        wanted.order_by("series", "area", "period").values_list(
            "series", "area_id", "period", "value", "lower", "upper", "status"
        )
    )
    wales = {(key, period): value for key, area, period, value, *_limits in rows if area == WALES}
    known = {(row[0], row[1]) for row in rows if row[3] is not None}
    return [
        PublishedPoint(*row, wales=None if row[1] == WALES else wales.get((row[0], row[2])))
        for row in rows
        if row[1] in areas and (row[0], row[1]) in known
    ]


def how_many_points(areas: Collection[str], series: Collection[str], periods: Iterable[str] = ()) -> int:
    """How many points `points_of` would give in these periods (or those that begin so), counted by the database."""
    wanted = SeriesPoint.objects.filter(area__in=list(areas), series__in=list(series))
    begins = list(periods)
    within = Q() if not begins else Q(pk__in=[])
    for one in begins:
        within |= Q(period=one) | Q(period__startswith=f"{one}-") | Q(period__startswith=f"{one}/")
    groups = wanted.values("series", "area").annotate(
        known=Count("value"), asked=Count("pk", filter=within) if begins else Count("pk")
    )
    return sum(group["asked"] for group in groups if group["known"])


def rings_of_each(codes: Collection[str]) -> dict[str, list[Any]]:
    """The outline of each of these areas, as rings of (longitude, latitude); those without one are left out."""
    return dict(Boundary.objects.filter(area__in=codes).values_list("area_id", "rings"))


@lru_cache(maxsize=2)
def release_described(tag: str) -> Mapping[str, Any]:
    """The live release with its description: id, version, and the tables it is made of; empty before there is one."""
    release = Release.objects.filter(is_live=True).first()
    return {"id": release.id, "version": release.version, **release.description} if release else {}
