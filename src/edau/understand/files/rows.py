"""The rows of a release's tables, typed; fields in the order of the columns."""

from __future__ import annotations

from typing import NamedTuple


class AreaRow(NamedTuple):
    code: str
    kind: str
    vintage: int
    name_en: str
    name_cy: str
    name_cy_source: str
    name_cy_checked: bool
    loc_cy: str
    of_cy: str
    name_official: str
    population: int | None
    households: int | None
    lat: float | None
    lon: float | None
    area_km2: float | None
    small_areas: int | None
    authority: str
    health_board: str
    board: str
    community: str
    ward: str
    place: str
    place_share: float | None
    parent: str
    travel_to_work: str


class ObservationRow(NamedTuple):
    area: str
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
    source: str


class LsoaCountsRow(NamedTuple):
    """`counts` by column: bases, numerators and ranks (`None` where the source has no value)."""

    lsoa: str
    counts: dict[str, float | int | None]


class LsoaPlaceRow(NamedTuple):
    lsoa: str
    place: str
    residents: int


class SeriesRow(NamedTuple):
    series: str
    area: str
    period: str
    value: float | None
    lower: float | None
    upper: float | None
    status: str


class FlowRow(NamedTuple):
    origin: str
    destination: str
    people: float


class ServiceRow(NamedTuple):
    kind: str
    name: str
    name_cy: str
    lat: float
    lon: float
    place: str
    lsoa: str
    source: str


class LocalityRow(NamedTuple):
    id: str
    name: str
    name_cy: str
    name_source: str
    lat: float
    lon: float
    lsoa: str
    place: str


class OutcodeRow(NamedTuple):
    outcode: str
    live: bool
    note: str


class NeighbourRow(NamedTuple):
    """`alike` and `different` are keys of themes, joined by |."""

    place: str
    neighbour: str
    rank: int
    distance: float
    stability: float
    alike: str
    different: str


class TypeRow(NamedTuple):
    place: str
    type: str
    strength: float
    next_type: str


class SourceRow(NamedTuple):
    key: str
    publisher_en: str
    publisher_cy: str
    title_en: str
    title_cy: str
    table: str
    published: str
    licence: str
    licence_url: str
    attribution_en: str
    attribution_cy: str
    repository: str
    commit: str
    path: str
