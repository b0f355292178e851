"""The stored figures of one area, or of all places."""

from __future__ import annotations

from collections.abc import Iterable

from edau.places.models import Area
from edau.understand.models import Flow, Observation, SeriesPoint, ServicePoint, SmallAreaCounts


def observations_of(area: Area) -> list[Observation]:
    """Every observation of an area, in the order of the indicators' keys."""
    return list(Observation.objects.filter(area=area).order_by("indicator", "period"))


def counts_of(lsoa: Area) -> dict[str, float | None]:
    """What was counted in a small area; empty where the release has nothing about it."""
    row = SmallAreaCounts.objects.filter(lsoa=lsoa).first()
    return dict(row.counts) if row else {}


def observations_of_indicator(indicator: str, kinds: Iterable[str] = ("place",)) -> list[Observation]:
    """Every area's observation of one indicator, with its area."""
    return list(
        Observation.objects.filter(indicator=indicator, area__kind__in=list(kinds)).select_related(
            "area", "area__authority"
        )
    )


def series_of(areas: Iterable[str], series: Iterable[str]) -> list[SeriesPoint]:
    """The points of these series for these areas, oldest first."""
    return list(
        SeriesPoint.objects.filter(area__in=list(areas), series__in=list(series)).order_by("series", "area", "period")
    )


def services_of(area: Area) -> list[ServicePoint]:
    """The service points in a place or a small area."""
    inside = {"lsoa": area} if area.kind == "lsoa" else {"place": area}
    return list(ServicePoint.objects.filter(**inside).order_by("kind", "name"))


def largest_flows(area: Area, kind: str, most: int = 5) -> tuple[list[Flow], list[Flow]]:
    """The largest flows between this place and the other listed places: (into it, out of it)."""
    listed = Area.objects.filter(kind="place").values("code")
    into = Flow.objects.filter(kind=kind, destination=area.code, origin__in=listed).exclude(origin=area.code)
    out_of = Flow.objects.filter(kind=kind, origin=area.code, destination__in=listed).exclude(destination=area.code)
    return list(into.order_by("-people")[:most]), list(out_of.order_by("-people")[:most])
