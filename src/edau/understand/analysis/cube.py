"""The cube of a release: every observed area × every indicator as arrays, with what pages ask of all places at once.

Rows of the ORM are the record; this is a snapshot of them in memory, made once per release and process.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from edau.core import stamps
from edau.kernels.indicators.density import ridge, span
from edau.kernels.indicators.differences import newcombe_p
from edau.kernels.indicators.discoveries import adjust
from edau.kernels.indicators.reliability import between_place_reliability
from edau.places.queries import visible_areas
from edau.understand.queries.observations import ObservationRow, every_observation
from edau.understand.queries.releases import live_release

Floats = NDArray[np.float64]
# The share of false differences we ask for among those a page names (Benjamini–Hochberg over the page). We promise one in
# twenty at most. Newcombe's limits are an approximation: asked for exactly that, it was measured a hair above, at 5.02 %.
RATE = 0.045
POINTS = 51


@dataclass(frozen=True)
class Spread:
    """How one indicator is spread over the listed places: the axis, the height of the hill, who stands where."""

    low: float
    high: float
    heights: tuple[float, ...]
    values: Floats  # shape (places,), NaN where a place has none
    deviation: float  # standard deviation between places; 0 with fewer than two
    reliability: float  # between-place reliability: how much of the spread is real (0 to 1)

    @cached_property
    def known(self) -> list[float]:
        """The values of the places that have one, in order; sorted once a release."""
        found: list[float] = np.sort(self.values[~np.isnan(self.values)]).tolist()
        return found

    def position(self, value: float) -> float:
        """Where a value stands on the axis, in percent of its length; below 0 or above 100 it lies beyond it."""
        return 100 * (value - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Cube:
    """Everything pages ask of the whole release. `relations` is [area, indicator] → higher, similar, lower."""

    tag: str  # of the release and of what is visible: the key under which pages may keep what they made of it
    release: str
    places: tuple[str, ...]
    indicators: tuple[str, ...]
    spreads: dict[str, Spread]
    wales: dict[str, float]
    wales_counts: dict[str, tuple[float, float]]
    relations: dict[tuple[str, str], str] = field(repr=False)
    observations: dict[str, list[ObservationRow]] = field(
        repr=False
    )  # by area, in the order of the indicators
    of_indicator: dict[str, list[ObservationRow]] = field(
        repr=False
    )  # by indicator, in the order of the areas


def cube() -> Cube:
    """The cube of the live release; an empty one before the first release is loaded."""
    return _cube(stamps.page_tag())


@lru_cache(maxsize=2)
def _cube(tag: str) -> Cube:
    """`tag` stands for the live release and for what is visible: what is held is in no analysis either."""
    release = live_release()
    if release is None:
        return Cube(tag, "", (), (), {}, {}, {}, {}, {}, {})
    rows = every_observation()
    kinds = {code: area.kind for code, area in visible_areas().items()}
    places = tuple(sorted({row.area_id for row in rows if kinds[row.area_id] == "place"}))
    of_wales = [row for row in rows if kinds[row.area_id] == "country"]
    wales = {row.indicator: row.value for row in of_wales if row.value is not None}
    counts = {
        row.indicator: (row.numerator, row.denominator)
        for row in of_wales
        if row.interval == "wilson" and row.numerator is not None and row.denominator is not None
    }
    by_indicator: dict[str, list[ObservationRow]] = {}
    by_area: dict[str, list[ObservationRow]] = {}
    for row in rows:
        by_indicator.setdefault(row.indicator, []).append(row)
        by_area.setdefault(row.area_id, []).append(row)
    at = {code: i for i, code in enumerate(places)}
    spreads = {
        indicator: _spread(own, at, wales.get(indicator, math.nan))
        for indicator, own in sorted(by_indicator.items())
    }
    tested = [row for row in rows if kinds[row.area_id] != "country"]
    return Cube(
        tag=tag,
        release=release.id,
        places=places,
        indicators=tuple(spreads),
        spreads=spreads,
        wales=wales,
        wales_counts=counts,
        relations=_relations(tested, counts),
        observations=by_area,
        of_indicator=by_indicator,
    )


def _axis(values: Floats, wales: float, whole_numbers: bool) -> tuple[float, float]:
    """The ends of the axis: all but the outermost places, so that one city does not press the others into a corner.

    Counts of places are far more lopsided than shares (a hundred schools in Cardiff, two in most towns), so more of the
    long tail stands at the end of the axis; its value is written there all the same.
    """
    known = values[~np.isnan(values)]
    if not known.size:
        return span(values, wales)
    ends = np.percentile(known, [0, 97] if whole_numbers else [0.5, 99.5])
    return span(ends, math.nan if whole_numbers else wales)


def _spread(rows: list[ObservationRow], at: dict[str, int], wales: float) -> Spread:
    """The spread of one indicator; `at` is the number of each place."""
    values, variances = np.full(len(at), np.nan), np.full(len(at), np.nan)
    for row in rows:
        if row.area_id in at and row.value is not None:
            values[at[row.area_id]] = row.value
            if row.lower is not None and row.upper is not None:
                variances[at[row.area_id]] = ((row.upper - row.lower) / 3.92) ** 2
    low, high = _axis(values, wales, any(row.interval == "none:count" for row in rows))
    measured = ~np.isnan(values) & ~np.isnan(variances)
    # Without sampling error there is no noise to take away: what differs, differs.
    reliability = between_place_reliability(values[measured], variances[measured]) if measured.any() else 1.0
    heights = tuple(float(height) for height in ridge(values, low, high, POINTS))
    deviation = float(np.nanstd(values)) if np.count_nonzero(~np.isnan(values)) > 1 else 0.0
    return Spread(low, high, heights, values, deviation, float(reliability))


def _relations(
    rows: list[ObservationRow], counts: dict[str, tuple[float, float]]
) -> dict[tuple[str, str], str]:
    tested = [
        row
        for row in rows
        if row.interval == "wilson" and row.indicator in counts and row.numerator is not None
    ]
    if not tested:
        return {}
    n, d = np.array([[row.numerator, row.denominator] for row in tested], dtype=float).T
    whole_n, whole_d = np.array([counts[row.indicator] for row in tested], dtype=float).T
    codes = relations_to_wales([row.area_id for row in tested], n, d, whole_n, whole_d)
    return {(row.area_id, row.indicator): code for row, code in zip(tested, codes, strict=True)}


def relations_to_wales(areas: list[str], n: Floats, d: Floats, whole_n: Floats, whole_d: Floats) -> list[str]:
    """Whether each share is higher than, similar to or lower than the share in the rest of Wales.

    Arrays of shape (comparisons,): numerator and denominator of the area and of Wales. Comparisons of the same area
    stand on one page, so they are judged together: at most 5 % of the differences a page names are chance
    (Newcombe's interval for the difference; Benjamini and Hochberg over the page). A base of zero is "similar".
    """
    rest_n, rest_d = np.maximum(whole_n - n, 0), np.maximum(whole_d - d, 1)
    n, rest_n = np.minimum(n, d), np.minimum(rest_n, rest_d)
    p = newcombe_p(n, d, rest_n, rest_d)
    with np.errstate(divide="ignore", invalid="ignore"):
        above = n / d > rest_n / rest_d
    page = np.array(areas)
    adjusted = np.ones_like(p)
    for area in dict.fromkeys(areas):
        adjusted[page == area] = adjust(p[page == area])
    clear = adjusted <= RATE
    return [
        ("higher" if up else "lower") if told else "similar" for up, told in zip(above, clear, strict=True)
    ]
