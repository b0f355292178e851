"""Weeks as masks of half hours, safe over midnight: free times, their starts, and back to intervals.

A week is a circle of 336 half hours, from Monday 00:00 to Sunday 24:00 and on to Monday again. It is kept as seven
words of 64 bits, one for each day, Monday first: bit t of word d is the half hour that begins t half hours after
midnight of day d; the upper sixteen bits of each word are always 0.

To ask "is there a common run of k half hours?" of millions of pairs, each week is *eroded* beforehand: bit p of
`starts(week, k)` says that one can begin at p and stay for k half hours. Erosion commutes with intersection,
``starts(a & b, k) == starts(a, k) & starts(b, k)``, so that one AND answers for a pair. The circle makes a run from
Sunday 23:00 to Monday 01:00 a run like any other.

Times are local wall-clock times of an ordinary week: the hour that is left out or doubled when the clocks change
concerns a date and not the week, and so do holidays; both are asked when a date is proposed.

References
----------
Serra, J. (1982). *Image Analysis and Mathematical Morphology*. Academic Press, chapter II (erosion by a segment).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from edau.kernels.arrays import IntArray

Words = NDArray[np.uint64]

DAYS: Final = 7
DAY: Final = 48
WEEK: Final = DAYS * DAY
MINUTES: Final = 30

_DAY_BITS: Final = np.uint64((1 << DAY) - 1)

#: (weekday, start, end): weekday 0 is Monday, minutes after its midnight; past midnight the end is above 1440.
Interval = tuple[int, int, int]


def half_hours(minutes: int) -> int:
    """Return how many half hours a task of so many minutes takes: 45 minutes take two.

    Parameters
    ----------
    minutes : int
        1 to 10,080 (a week).

    Raises
    ------
    ValueError
        If it is none, or longer than a week.
    """
    if not 1 <= minutes <= WEEK * MINUTES:
        raise ValueError("a task takes from one minute to a week")
    return -(-minutes // MINUTES)


def from_intervals(intervals: Iterable[Interval]) -> Words:
    """Return the week in which the given intervals are free.

    Parameters
    ----------
    intervals : iterable of (weekday, start, end)
        Weekday 0 to 6, minutes after its midnight; ``0 <= start < 1440`` and ``start < end <= start + 10080``.
        An interval that runs past midnight, also past Sunday's, has an end above 1440. They may overlap; what
        touches is one stretch: 18:00–18:15 and 18:15–18:30 make a half hour.

    Returns
    -------
    array of uint64, shape (7,)
        Only half hours that lie wholly inside what is free count: 18:10–19:20 is 18:30–19:00.

    Raises
    ------
    ValueError
        For an interval that is none.

    Examples
    --------
    >>> to_intervals(from_intervals([(6, 23 * 60, 25 * 60 + 20)]))  # Sunday 23:00 to Monday 01:20
    [(6, 1380, 1500)]
    """
    return _from_runs(merged(intervals))


def merged(intervals: Iterable[Interval]) -> list[tuple[int, int]]:
    """Return the free stretches of a week in minutes from Monday 00:00, sorted, joined where they touch.

    Notes
    -----
    What runs past Sunday midnight is cut there and begins again at 0; `from_intervals` says what is refused.
    """
    whole = DAYS * 1440
    pieces = []
    for weekday, start, end in intervals:
        if not (0 <= weekday < DAYS and 0 <= start < 1440 and start < end <= start + whole):
            raise ValueError(f"not an interval of a week: {(weekday, start, end)}")
        begin, stop = weekday * 1440 + start, weekday * 1440 + end
        pieces.append((begin, min(stop, whole)))
        if stop > whole:
            pieces.append((0, stop - whole))
    joined: list[tuple[int, int]] = []
    for begin, stop in sorted(pieces):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], stop))
        else:
            joined.append((begin, stop))
    return joined


def _from_runs(runs: list[tuple[int, int]]) -> Words:
    bits = 0
    for begin, stop in runs:
        first, last = -(-begin // MINUTES), stop // MINUTES
        if last > first:
            bits |= (1 << last) - (1 << first)
    return np.array([(bits >> (DAY * day)) & int(_DAY_BITS) for day in range(DAYS)], dtype=np.uint64)


def to_intervals(week: Words) -> list[Interval]:
    """Return the free stretches of a week as (weekday, start, end), by their start; one that passes midnight is whole.

    Parameters
    ----------
    week : array of uint64, shape (7,)

    Returns
    -------
    list of (weekday, start minute, end minute)
        Ends past midnight are above 1440. A week that is free throughout is ``[(0, 0, 10080)]``.

    Examples
    --------
    >>> to_intervals(from_intervals([(0, 0, 60), (6, 1410, 1440)]))
    [(6, 1410, 1500)]
    """
    free = flags(week)
    if free.all():
        return [(0, 0, WEEK * MINUTES)]
    begins = np.flatnonzero(free & ~np.roll(free, 1))
    found = []
    for begin in begins.tolist():
        length = int(np.argmin(np.roll(free, -begin)))
        day, slot = divmod(begin, DAY)
        found.append((day, slot * MINUTES, (slot + length) * MINUTES))
    return found


def flags(weeks: Words) -> NDArray[np.bool_]:
    """Return weeks as booleans, one for each of the 336 half hours: shape (..., 7) becomes (..., 336)."""
    bits = (np.asarray(weeks, np.uint64)[..., None] >> np.arange(DAY, dtype=np.uint64)) & np.uint64(1)
    return bits.astype(bool).reshape(*np.shape(weeks)[:-1], WEEK)


def from_flags(free: NDArray[np.bool_]) -> Words:
    """Return booleans of half hours as weeks: shape (..., 336) becomes (..., 7). The way back from `flags`."""
    by_day = np.asarray(free, bool).reshape(*np.shape(free)[:-1], DAYS, DAY)
    powers = np.uint64(1) << np.arange(DAY, dtype=np.uint64)
    return np.asarray(np.where(by_day, powers, np.uint64(0)).sum(-1, dtype=np.uint64))


def _later(weeks: Words, steps: int) -> Words:
    """The week in which each half hour stands where it began `steps` half hours earlier, round the circle."""
    days, rest = divmod(steps, DAY)
    near = np.roll(weeks, -days, axis=-1) if days else weeks
    if not rest:
        return near
    # The last bits of a day come from the first of the next; Sunday's come from Monday's.
    next_day = np.roll(near, -1, axis=-1)
    moved = (near >> np.uint64(rest)) | (next_day << np.uint64(DAY - rest))
    return np.asarray(moved & _DAY_BITS)


def starts(weeks: Words, length: int) -> Words:
    """Return where one can begin and stay free for `length` half hours: erosion round the circle of the week.

    Parameters
    ----------
    weeks : array of uint64, shape (..., 7)
    length : int
        Half hours, 1 to 336.

    Returns
    -------
    array of uint64, shape (..., 7)
        ``starts(weeks, 1)`` is `weeks` itself.

    Raises
    ------
    ValueError
        For a length below 1 or above a week.

    Notes
    -----
    Doubles the run that is known at each step, so that it takes ``log2(length)`` steps.
    """
    if not 1 <= length <= WEEK:
        raise ValueError("a run is from one half hour to a week long")
    found, have = np.array(weeks, np.uint64), 1
    while have < length:
        step = min(have, length - have)
        found &= _later(found, step)
        have += step
    return found


def longest_run(weeks: Words) -> IntArray:
    """Return the longest run of free half hours round the circle: 0 to 336, shape (...) from (..., 7)."""
    free = flags(weeks)
    # How many half hours up to each are free without a break, over two turns of the circle.
    twice = np.concatenate([free, free], axis=-1)
    place = np.arange(2 * WEEK)
    last_taken = np.maximum.accumulate(np.where(twice, -1, place), axis=-1)
    return np.asarray(np.minimum((place - last_taken).max(-1), WEEK), dtype=np.int64)


def count(weeks: Words) -> IntArray:
    """Return how many half hours of each week are free: shape (...) from (..., 7)."""
    return np.asarray(np.bitwise_count(np.asarray(weeks, np.uint64)).sum(-1, dtype=np.int64))
