"""The series of the authorities and of Wales: which way each has moved, and a short look ahead or the reason for none.

All areas of a series are judged together, so everything is worked out at once and kept until a stamp changes.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from edau.core import stamps
from edau.kernels.findings import Finding
from edau.kernels.indicators import projection, trend
from edau.kernels.indicators.intervals import Interval
from edau.kernels.indicators.reliability import variance_from_interval
from edau.places.queries import every_area
from edau.understand.catalogue import Series, catalogue
from edau.understand.periods import begins, length, years_later
from edau.understand.queries.observations import SeriesRow, series_of

Floats = NDArray[np.float64]

RECENT = 10  # years that "rising" speaks of: older ones say little about where things are going
YEARLY = (0.75, 1.25)  # how far apart (in years) the periods of a yearly series begin
BOUNDS = {"percent": (0.0, 100.0), "score": (0.0, 10.0)}  # what a figure of this unit cannot pass


@dataclass(frozen=True)
class Step:
    """One period ahead: the forecast and the limits that should hold what comes eight times in ten."""

    period: str
    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Ahead:
    """One series of one area.

    `points` are its published values, oldest first, the last of them known. `direction` is `rising`, `steady`,
    `falling` or `too_short` over the last ten years; `outlook` is `projected` or `refused`, with how the method did
    in the past (see `kernels.indicators.projection`); `steps` are empty where it was refused.
    """

    series: Series
    points: tuple[SeriesRow, ...]
    direction: Finding
    outlook: Finding
    steps: tuple[Step, ...]

    @property
    def last(self) -> SeriesRow:
        """The last published value."""
        return self.points[-1]


def ahead_of(area: str) -> tuple[Ahead, ...]:
    """Every series of an authority or of Wales that has a value, in the order of the catalogue; none for other areas."""
    return _every(stamps.page_tag()).get(area, ())


@lru_cache(maxsize=2)
def _every(tag: str) -> Mapping[str, tuple[Ahead, ...]]:
    """`tag` stands for the live release and for what is visible."""
    areas = [area.code for kind in ("country", "authority") for area in every_area(kind)]
    rows: dict[str, list[SeriesRow]] = defaultdict(list)
    for row in series_of(areas):
        rows[row.series].append(row)
    found: dict[str, list[Ahead]] = defaultdict(list)
    for series in catalogue().series.values():
        for area, one in look_ahead(series, rows[series.key]).items():
            found[area].append(one)
    return {area: tuple(each) for area, each in found.items()}


def look_ahead(series: Series, rows: Iterable[SeriesRow]) -> dict[str, Ahead]:
    """One series of all its areas: those without a value are left out."""
    points: dict[str, list[SeriesRow]] = defaultdict(list)
    for row in rows:
        if row.value is not None:
            points[row.area_id].append(row)
    for own in points.values():
        own.sort(key=lambda row: begins(row.period))
    if not points:
        return {}
    codes = list(points)
    table = yearly_table([points[code] for code in codes])
    if table is None:
        reason = Finding("not_yearly")
        nothing = np.full((len(codes), 1), math.nan)
        outlook = projection.Projection(Finding("refused", {}, (reason,)), nothing, nothing, nothing)
    else:
        floor, ceiling = _bounds(series, table)
        outlook = projection.project(table, floor=floor, ceiling=ceiling)
    return {
        code: Ahead(
            series, tuple(points[code]), direction_of(points[code]), *_outlook(outlook, at, points[code])
        )
        for at, code in enumerate(codes)
    }


def direction_of(points: list[SeriesRow]) -> Finding:
    """Which way a series has moved over the last ten years. Of figures that come more often than once a year only
    those of the same season are held against each other."""
    times = np.array([begins(point.period) for point in points])
    recent = times > times[-1] - RECENT + 0.5
    values, lower, upper = (
        np.array([math.nan if value is None else value for value in column], dtype=float)
        for column in zip(*((p.value, p.lower, p.upper) for p in points), strict=True)
    )
    variances = variance_from_interval(Interval(lower, upper))
    span = max(1.0, max(length(point.period) for point in points))
    return trend.trend(times[recent], values[recent], variances[recent], span=span)


def yearly_table(series: list[list[SeriesRow]]) -> Floats | None:
    """Series side by side, a column for each year up to the last of any; of each only what stands without a gap to its
    end. None where the periods do not come once a year."""
    last = max(begins(own[-1].period) for own in series)
    first = min(begins(own[0].period) for own in series)
    steps = np.diff(sorted({begins(row.period) for own in series for row in own}))
    if steps.size and not YEARLY[0] <= float(np.median(steps)) <= YEARLY[1]:
        return None
    table = np.full((len(series), round(last - first) + 1), math.nan)
    for at, own in enumerate(series):
        for row in own:
            table[at, table.shape[1] - 1 - round(last - begins(row.period))] = row.value
    unbroken = np.cumprod(np.isfinite(table[:, ::-1]), axis=1)[:, ::-1].astype(bool)
    # A series that ended before the others has no run that reaches the last column, and so no look ahead.
    return np.where(unbroken, table, math.nan)


def _outlook(
    found: projection.Projection, at: int, points: list[SeriesRow]
) -> tuple[Finding, tuple[Step, ...]]:
    if found.finding.code == "refused":
        return found.finding, ()
    last = points[-1].period
    steps = tuple(
        Step(years_later(last, ahead), float(middle), float(lower), float(upper))
        for ahead, (middle, lower, upper) in enumerate(
            zip(found.middle[at], found.lower[at], found.upper[at], strict=True), start=1
        )
        if math.isfinite(middle)
    )
    if not steps:
        return Finding("refused", found.finding.params, (Finding("gap"),)), ()
    return found.finding, steps


def _bounds(series: Series, table: Floats) -> tuple[float, float]:
    """What the figures of a series cannot pass: what has never been negative anywhere is taken to be an amount."""
    positive = bool((table[np.isfinite(table)] >= 0).all())
    return BOUNDS.get(series.unit, (0.0 if positive else -math.inf, math.inf))
