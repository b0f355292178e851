"""How each place depends on others: its jobs, its services, who comes and goes; one description where the figures bear it.

Every place is ranked among all others, so everything is worked out at once and kept until a stamp changes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from edau.core import stamps
from edau.kernels.dependence import flows as kernel
from edau.kernels.dependence import labels as ranking
from edau.kernels.findings import Finding
from edau.places.models import Area
from edau.places.queries import every_area, visible_areas
from edau.understand.analysis.cube import Cube, cube
from edau.understand.dependence import DependenceModel, dependence_model
from edau.understand.files.schema import OUTSIDE
from edau.understand.queries.flows import FlowRow, every_flow
from edau.understand.queries.observations import ObservationRow

Floats = NDArray[np.float64]

FIT, CONTAINED, IN_OUT = "msoa_purity", "self_containment_pct", "jobs_in_out_ratio"
WALES = "W92000004"
PERIOD = "2021-03-21"  # of all flows: the day of the census, and for moves the year before it
WORK_SOURCE, MOVES_SOURCE = "census2021_odwp01ew", "census2021_odmg01ew"


@dataclass(frozen=True)
class Link:
    """One end of a flow: the code of a place or of another country, the people, their share of all (0 to 1)."""

    code: str
    people: float
    share: float


@dataclass(frozen=True)
class Direction:
    """Where people go, or where they come from: the largest links, then the rest; with `stay` they are the `total`.

    `elsewhere` are those with their other end in Wales outside every listed place, `rest` those of all smaller links.
    """

    links: tuple[Link, ...]
    stay: float
    elsewhere: float
    rest: float
    total: float


@dataclass(frozen=True)
class ServiceCount:
    """The points of one kind in a place, for every 1,000 residents here and in Wales."""

    indicator: str
    count: float
    rate: float
    wales_rate: float | None
    period: str
    source: str


@dataclass(frozen=True)
class AxisRank:
    """A place on one axis, from relying on others (0) to serving them (1); its measures by name."""

    key: str
    rank: float
    measures: Mapping[str, float]


@dataclass(frozen=True)
class Dependence:
    """What is known of how one place depends on others.

    `standing` is `own` (the figures are those of the place), `around` (those of the area around it) or `services`
    (travel figures say more about others than about the place, and are left out). `label` is `clear`, `between` or
    `not_known`; `shares` how many of the ways of weighing say each label. `work_out` and the rest are None where the
    flows are left out, or do not add up to the published totals.
    """

    place: str
    fit: float | None
    standing: str
    services: tuple[ServiceCount, ...]
    axes: tuple[AxisRank, ...]
    score: float | None
    label: Finding
    shares: Mapping[str, float]
    compared: int
    work_out: Direction | None
    work_in: Direction | None
    moves_out: Direction | None
    moves_in: Direction | None


@dataclass(frozen=True)
class Everyone:
    """All places with what was found of each; `table` is the matrix of axis ranks behind the labels."""

    places: Mapping[str, Dependence]
    ranked: tuple[str, ...]
    table: Floats


def dependence_of(place: str) -> Dependence | None:
    """How a listed place depends on others; None for any other area, and for one that is held."""
    return everyone().places.get(place)


def everyone() -> Everyone:
    """Every listed place."""
    return _everyone(stamps.page_tag())


@lru_cache(maxsize=2)
def _everyone(tag: str) -> Everyone:
    """`tag` stands for the live release and for what is visible."""
    return describe(
        dependence_model(), every_area("place"), cube(), every_flow("work"), every_flow("migration")
    )


def describe(
    model: DependenceModel,
    places: Sequence[Area],
    whole: Cube,
    work: Iterable[FlowRow],
    moves: Iterable[FlowRow],
) -> Everyone:
    """Describes every place by a model: rows to arrays, arrays to kernels, kernels to findings."""
    figures = {
        area.code: {row.indicator: row for row in whole.observations.get(area.code, ())} for area in places
    }
    travel = _Network(work)
    homes = _Network(moves)
    fits = {code: _value(own.get(FIT)) for code, own in figures.items()}
    measures = _measures(model, places, figures, travel)
    ranked = tuple(
        code
        for code in measures
        if fits[code] >= model.around and all(math.isfinite(value) for value in measures[code].values())
    )
    axes = _axes(model, [measures[code] for code in ranked])
    weights = ranking.drawn_weights(len(model.axes), model.draws, model.seed, model.concentration)
    shares = ranking.label_shares(axes, weights, model.cuts)
    at = {code: number for number, code in enumerate(ranked)}
    wales = visible_areas().get(WALES)
    people = wales.population if wales else None
    described = {}
    for area in places:
        own, number = figures[area.code], at.get(area.code)
        standing = _standing(model, fits[area.code], number)
        row = shares[number] if number is not None else np.full(len(model.labels), math.nan)
        codes = [label.code for label in model.labels]
        out, into = (None, None) if standing == "services" else travel.of_work(area.code, own, model.links)
        gone, come = (None, None) if standing == "services" else homes.of_moves(area.code, model.links)
        described[area.code] = Dependence(
            place=area.code,
            fit=fits[area.code] if math.isfinite(fits[area.code]) else None,
            standing=standing,
            services=_services(model, area, own, whole.wales, people),
            axes=_axis_ranks(model, axes[number], measures[area.code]) if number is not None else (),
            score=float(axes[number].mean()) if number is not None else None,
            label=ranking.label_of(row, codes, model.clear),
            shares=dict(zip(codes, (float(share) for share in row), strict=True))
            if number is not None
            else {},
            compared=len(ranked),
            work_out=out,
            work_in=into,
            moves_out=gone,
            moves_in=come,
        )
    return Everyone(described, ranked, axes)


class _Network:
    """The flows of one kind as a table of numbered ends."""

    def __init__(self, rows: Iterable[FlowRow]) -> None:
        flows = list(rows)
        self.codes = sorted({OUTSIDE} | {end for row in flows for end in (row.origin, row.destination)})
        self.at = {code: number for number, code in enumerate(self.codes)}
        self.table = kernel.flow_table(
            [self.at[row.origin] for row in flows],
            [self.at[row.destination] for row in flows],
            [row.people for row in flows],
            len(self.codes),
        )
        self.balance = kernel.balance(self.table)
        # Only what has a name of its own is a link; Wales outside the listed places is no one place.
        self.single = np.array([code != OUTSIDE for code in self.codes])

    def of_work(
        self, place: str, own: Mapping[str, ObservationRow], links: int
    ) -> tuple[Direction | None, Direction | None]:
        """Where the people of a place work, and where those who work there live."""
        all_out, all_in = _work_totals(own)
        return (
            self._direction(place, all_out, links, outward=True),
            self._direction(place, all_in, links, outward=False),
        )

    def of_moves(self, place: str, links: int) -> tuple[Direction | None, Direction | None]:
        """Where people moved to from a place in a year, and from where to it. Moves within it are known, too."""
        at = self.at.get(place)
        if at is None:
            return None, None
        stay = float(self.balance.stay[at])
        # No total was published for moves: those too small to list are in no figure here.
        return (
            self._direction(place, stay + float(self.balance.leave[at]), links, outward=True),
            self._direction(place, stay + float(self.balance.arrive[at]), links, outward=False),
        )

    def _direction(self, place: str, total: float, links: int, *, outward: bool) -> Direction | None:
        at = self.at.get(place)
        if at is None or not math.isfinite(total):
            return None
        try:
            found = kernel.largest_links(self.table, at, total, outward=outward, k=links, single=self.single)
        except ValueError:  # more people in the flows than there are: they belong to other figures
            return None
        stay = float(self.balance.stay[at])
        elsewhere = self._people(place, OUTSIDE) if outward else self._people(OUTSIDE, place)
        named = tuple(
            Link(self.codes[end], people, share)
            for end, people, share in zip(found.places, found.people, found.shares, strict=True)
        )
        # The sum of what is shown: the published total but for rounding.
        whole = stay + sum(found.people) + found.rest
        return Direction(named, stay, elsewhere, max(0.0, found.rest - elsewhere), whole)

    def _people(self, origin: str, destination: str) -> float:
        pair = (self.table.origins == self.at[origin]) & (self.table.destinations == self.at[destination])
        return float(self.table.people[pair].sum())


def _work_totals(own: Mapping[str, ObservationRow]) -> tuple[float, float]:
    """All who live in a place and travel to work, and all who travel to work in it: the published sums, flows too small
    to list included. NaN where they are not known."""
    contained, in_out = own.get(CONTAINED), own.get(IN_OUT)
    if contained is None or in_out is None:
        return math.nan, math.nan
    return _float(contained.denominator), _float(contained.numerator) + _float(in_out.numerator)


def _measures(
    model: DependenceModel,
    places: Sequence[Area],
    figures: Mapping[str, Mapping[str, ObservationRow]],
    travel: _Network,
) -> dict[str, dict[str, float]]:
    """Every measure of every place, NaN where it is not known; all run from relying on others to serving them."""
    totals = travel.balance.stay + travel.balance.leave
    for area in places:
        published = _work_totals(figures[area.code])[0]
        if area.code in travel.at and math.isfinite(published):
            totals[travel.at[area.code]] = published
    listed = np.zeros(len(travel.codes), dtype=bool)
    listed[[travel.at[area.code] for area in places if area.code in travel.at]] = True
    reach = kernel.reach(travel.table, totals, listed)
    largest = kernel.largest_shares(travel.table, totals, travel.single)
    found = {}
    for area in places:
        own, at = figures[area.code], travel.at.get(area.code)
        counts = [_value(own.get(key)) for key in model.services]
        found[area.code] = {
            "in_out": _value(own.get(IN_OUT)),
            "contained": _value(own.get(CONTAINED)),
            "kinds": float(sum(count > 0 for count in counts)),
            "points": 1000 * sum(counts) / area.population if area.population else math.nan,
            "reach": float(reach[at]) if at is not None else math.nan,
            "unconcentrated": 1 - float(largest[at]) if at is not None else math.nan,
        }
    return found


def _axes(model: DependenceModel, measures: Sequence[Mapping[str, float]]) -> Floats:
    """The ranks of places on each axis, shape (places, axes)."""
    return ranking.axis_ranks(
        [
            [np.array([one[name] for one in measures], dtype=float) for name in axis.measures]
            for axis in model.axes
        ]
    )


def _axis_ranks(model: DependenceModel, ranks: Floats, measures: Mapping[str, float]) -> tuple[AxisRank, ...]:
    return tuple(
        AxisRank(axis.key, float(rank), {name: measures[name] for name in axis.measures})
        for axis, rank in zip(model.axes, ranks, strict=True)
    )


def _standing(model: DependenceModel, fit: float, number: int | None) -> str:
    if number is None or not fit >= model.around:
        return "services"
    return "own" if fit >= model.own else "around"


def _services(
    model: DependenceModel,
    area: Area,
    own: Mapping[str, ObservationRow],
    wales: Mapping[str, float],
    people: float | None,
) -> tuple[ServiceCount, ...]:
    """The services of a place by kind, in the order of the model; those that are not known are left out. `people` is
    how many live in Wales."""
    found = []
    for key in model.services:
        row = own.get(key)
        if row is None or row.value is None or not area.population:
            continue
        wales_rate = 1000 * wales[key] / people if people and key in wales else None
        rate = 1000 * row.value / area.population
        found.append(ServiceCount(key, row.value, rate, wales_rate, row.period, row.source_id))
    return tuple(found)


def _value(row: ObservationRow | None) -> float:
    return math.nan if row is None else _float(row.value)


def _float(value: float | None) -> float:
    return math.nan if value is None else float(value)
