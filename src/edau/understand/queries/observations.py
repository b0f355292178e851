"""The stored figures of one area, or of all places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from edau.core.visibility import held_ids
from edau.places.models import Area
from edau.places.queries import hide_held
from edau.understand.models import Observation, SeriesPoint, ServicePoint, SmallAreaCounts


def observations_of(area: Area) -> list[Observation]:
    """Every observation of an area, in the order of the indicators' keys."""
    return list(Observation.objects.filter(area=area).order_by("indicator", "period"))


def counts_of(lsoa: Area) -> dict[str, float | None]:
    """What was counted in a small area; empty where the release has nothing about it."""
    row = SmallAreaCounts.objects.filter(lsoa=lsoa).first()
    return dict(row.counts) if row else {}


def observations_of_indicator(indicator: str, kinds: Iterable[str] = ("place",)) -> list[Observation]:
    """Every visible area's observation of one indicator, with its area."""
    rows = Observation.objects.filter(indicator=indicator, area__kind__in=list(kinds))
    held = held_ids("places.Area")
    visible = [row for row in rows.select_related("area", "area__authority") if row.area_id not in held]
    for row in visible:
        hide_held(row.area, held)
    return visible


class SeriesRow(NamedTuple):
    """One point of a series. A page reads a thousand of them, so they come without the weight of model objects."""

    series: str
    area_id: str
    period: str
    value: float | None
    lower: float | None
    upper: float | None


def series_of(areas: Iterable[str]) -> list[SeriesRow]:
    """Every point of every series of these areas, oldest first."""
    rows = SeriesPoint.objects.filter(area__in=list(areas)).order_by("series", "area", "period")
    return [SeriesRow(*row) for row in rows.values_list(*SeriesRow._fields)]


def services_of(area: Area) -> list[ServicePoint]:
    """The service points in a place or a small area."""
    inside = {"lsoa": area} if area.kind == "lsoa" else {"place": area}
    return list(ServicePoint.objects.filter(**inside).order_by("kind", "name"))
