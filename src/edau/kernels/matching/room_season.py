"""The weeks of a season: on which dates a weekly meeting falls, and which stretches of weeks are alike.

Two groups can share Monday at six if one meets in autumn and the other in spring. A season is therefore cut, for
each weekday, where some group begins or ends; between two cuts every week is like the next, so that a table of
half hours is kept for each stretch and not for each date. Where all groups ask for the same dates there is one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from edau.kernels.matching.hierarchy import DAYS

#: First and last day, both in.
Dates = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Season:
    """The stretches of weeks of each weekday.

    Parameters
    ----------
    dates : (date, date) or None
        First and last day of the whole season; None where nobody named any: one week that stands for all.
    cuts : tuple of tuple of int
        For each weekday the weeks (counted from the season's first Monday) at which a stretch begins, and the
        week after its last. A weekday that does not occur in the season has fewer than two.
    """

    dates: Dates | None
    cuts: tuple[tuple[int, ...], ...]

    def stretches(self, day: int) -> int:
        """How many stretches this weekday has."""
        return max(len(self.cuts[day]) - 1, 0)

    def weeks(self, day: int) -> tuple[int, ...]:
        """How often this weekday occurs in each of its stretches."""
        cuts = self.cuts[day]
        return tuple(after - before for before, after in itertools.pairwise(cuts))

    def span(self, dates: Dates | None, day: int) -> tuple[int, int] | None:
        """The stretches that these dates cover on this weekday: the first, and the one after the last.

        None where the weekday does not occur between them. None for `dates` means the whole season. The dates
        must be among those that the season was made of.
        """
        if self.dates is None:
            return 0, 1
        weeks = _weeks(dates or self.dates, day, self.dates[0])
        if weeks is None:
            return None
        return self.cuts[day].index(weeks[0]), self.cuts[day].index(weeks[1])


def season_of(asked: Iterable[Dates | None]) -> Season:
    """Return the season that covers all these dates.

    Parameters
    ----------
    asked : iterable of (date, date) or None
        First and last day of each group, both in; None for a group that meets all season long.

    Raises
    ------
    ValueError
        If a last day is before its first.

    Examples
    --------
    >>> autumn, spring = (date(2026, 9, 7), date(2026, 12, 18)), (date(2027, 1, 4), date(2027, 3, 26))
    >>> season_of([autumn, spring, None]).weeks(0)
    (15, 2, 12)
    >>> season_of([None]).weeks(0)
    (1,)
    """
    named = {dates for dates in asked if dates is not None}
    if any(last < first for first, last in named):
        raise ValueError("a last day is before its first")
    if not named:
        return Season(None, ((0, 1),) * DAYS)
    whole = (min(first for first, _last in named), max(last for _first, last in named))
    cuts = []
    for day in range(DAYS):
        ends = {week for dates in (*named, whole) for week in _weeks(dates, day, whole[0]) or ()}
        cuts.append(tuple(sorted(ends)))
    return Season(whole, tuple(cuts))


def _weeks(dates: Dates, day: int, start: date) -> tuple[int, int] | None:
    """The week of the first such weekday between two dates and the week after the last one's."""
    first = dates[0] + timedelta(days=(day - dates[0].weekday()) % DAYS)
    last = dates[1] - timedelta(days=(dates[1].weekday() - day) % DAYS)
    if first > last:
        return None
    monday = start - timedelta(days=start.weekday())
    return (first - monday).days // DAYS, (last - monday).days // DAYS + 1
