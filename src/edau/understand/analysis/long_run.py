"""Where a long series began and where it stands: two averages, so that one odd year does not speak for a century."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edau.understand.analysis.trends import Point

MANY = 30  # periods from which ten at each end are averaged
ENDS = 10
MONTHS = 12  # months are averaged over a year at each end: August is not compared with December


@dataclass(frozen=True)
class End:
    """One end of a series: the mean of its periods with a value, the first and the last of them."""

    first: str
    last: str
    mean: float


@dataclass(frozen=True)
class LongRun:
    """Both ends of a series. `periods` is how many each stands for (1: a single value)."""

    then: End
    now: End
    periods: int


def long_run(points: Sequence[Point]) -> LongRun | None:
    """Both ends of a series, `points` oldest first; missing values are left out. None with fewer than two values, or
    where months do not fill a year at each end."""
    known = [(point.period, point.value) for point in points if point.value is not None]
    periods = _periods(known)
    if len(known) < 2 * periods:
        return None
    return LongRun(then=_end(known[:periods]), now=_end(known[-periods:]), periods=periods)


def _periods(known: Sequence[tuple[str, float]]) -> int:
    if any(period.endswith("/P1M") for period, _value in known):
        return MONTHS
    return ENDS if len(known) >= MANY else 1


def _end(known: Sequence[tuple[str, float]]) -> End:
    return End(known[0][0], known[-1][0], sum(value for _period, value in known) / len(known))
