"""Free weeks compiled to the masks of half hours that matching compares."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from edau.connect.models.weeks import DAYS, FreeWeek
from edau.connect.windows import LOOK_AHEAD, BadWindow, intervals, read_entries
from edau.core import clock
from edau.kernels.matching.weeks import from_intervals, longest_run, to_intervals


def compile_week(week: FreeWeek) -> None:
    """Fills the seven masks of a free week, and its longest run, from its windows; saves nothing.

    Looked at are the 53 weeks from its first day, or from today. Raises BadWindow: for a window that cannot be, for an end
    before the beginning (`bad_days`), and where nothing of at least half an hour comes in that time (`never`).
    """
    windows = read_entries(week.windows)
    since = max(filter(None, (clock.today(), week.begins)))
    until = since + LOOK_AHEAD
    if week.ends is not None:
        if week.begins is not None and week.ends < week.begins:
            raise BadWindow("bad_days")
        until = min(until, week.ends + timedelta(days=1))
    found = intervals(windows, since, until) if until > since else []
    if windows and not found:
        raise BadWindow("never", rule=windows[0].rule[:80])
    masks = from_intervals(found)
    for day, mask in zip(DAYS, masks.tolist(), strict=True):
        setattr(week, day, mask)
    week.longest = int(longest_run(masks))


def words_of(week: FreeWeek) -> NDArray[np.uint64]:
    """The masks of a free week as the kernels take them: shape (7,)."""
    return np.array(week.days, dtype=np.uint64)


def free_times(week: FreeWeek) -> list[tuple[int, int, int]]:
    """The stretches of an ordinary week that are free: (weekday, first minute, last minute), Monday 0; over midnight the last
    is above 1440."""
    return to_intervals(words_of(week))
