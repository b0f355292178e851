"""An authority's published series beside that of Wales, and how its last value stands."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from edau.kernels.indicators.comparison import compare_published
from edau.kernels.indicators.intervals import Interval
from edau.understand.catalogue import Series
from edau.understand.queries.observations import SeriesRow


@dataclass(frozen=True)
class Point:
    """One period of a series: the authority's value with its published limits, and Wales's value."""

    period: str
    value: float | None
    lower: float | None
    upper: float | None
    wales: float | None


@dataclass(frozen=True)
class Trend:
    """A series of one area, oldest first. `relation` is how its last value stands beside that of Wales: higher, similar
    or lower where both have published limits, else not_compared."""

    series: Series
    points: tuple[Point, ...]
    relation: str

    @property
    def has_interval(self) -> bool:
        return any(point.lower is not None for point in self.points)

    @property
    def last(self) -> Point:
        """The last period that has a value; there is always one."""
        return next(point for point in reversed(self.points) if point.value is not None)


def trends_of(area: str, country: str, points: Iterable[SeriesRow], wanted: Iterable[Series]) -> list[Trend]:
    """The wanted series of an area, in that order; those without any value are left out."""
    rows: dict[str, dict[str, dict[str, SeriesRow]]] = defaultdict(lambda: defaultdict(dict))
    for point in points:
        rows[point.series][point.area_id][point.period] = point
    found = []
    for series in wanted:
        own, wales = rows[series.key][area], rows[series.key][country]
        line = tuple(
            Point(
                p,
                own[p].value,
                own[p].lower,
                own[p].upper,
                wales[p].value if p in wales and area != country else None,
            )
            for p in sorted(own)
        )
        if any(point.value is not None for point in line):
            found.append(
                Trend(series, line, _relation(line, own, wales) if area != country else "not_compared")
            )
    return found


def _relation(line: tuple[Point, ...], own: dict[str, SeriesRow], wales: dict[str, SeriesRow]) -> str:
    last = next(point.period for point in reversed(line) if point.value is not None)
    if last not in wales:
        return "not_compared"
    return compare_published(
        _value(own[last]), _limits(own[last]), _value(wales[last]), _limits(wales[last])
    ).code


def _value(point: SeriesRow) -> float:
    return math.nan if point.value is None else point.value


def _limits(point: SeriesRow) -> Interval[float]:
    if point.lower is None or point.upper is None:
        return Interval(math.nan, math.nan)
    return Interval(point.lower, point.upper)
