"""The stored figures of one area, or of all places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from edau.core.visibility import held_ids
from edau.places.models import Area
from edau.understand.models import Observation, SeriesPoint, ServicePoint, SmallAreaCounts


class ObservationRow(NamedTuple):
    """One stored figure, without the weight of a model object: pages and analyses read them by the thousand."""

    area_id: str
    indicator: str
    period: str
    value: float | None
    numerator: float | None
    denominator: float | None
    lower: float | None
    upper: float | None
    interval: str
    status: str
    reliability: str
    level: str
    vintage: int
    source_id: str


def every_observation() -> list[ObservationRow]:
    """Every observation of the live release, in the order of areas and indicators; of what is held none."""
    held = held_ids("places.Area")
    rows = Observation.objects.order_by("area", "indicator", "period").values_list(*ObservationRow._fields)
    return [ObservationRow(*row) for row in rows if row[0] not in held]


def counts_of(lsoa: Area) -> dict[str, float | None]:
    """What was counted in a small area; empty where the release has nothing about it."""
    row = SmallAreaCounts.objects.filter(lsoa=lsoa).first()
    return dict(row.counts) if row else {}


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


class ServiceRow(NamedTuple):
    """A school, surgery, library, hospital or station at a point."""

    kind: str
    name: str
    name_cy: str
    latitude: float
    longitude: float


def services_of(area: Area) -> list[ServiceRow]:
    """The service points in a place or a small area."""
    inside = "lsoa" if area.kind == "lsoa" else "place"
    rows = ServicePoint.objects.filter(**{f"{inside}_id": area.code}).order_by("kind", "name")
    return [ServiceRow(*row) for row in rows.values_list(*ServiceRow._fields)]
