"""Keeping when something is free: the week that belongs to an offer or a need, compiled as it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from edau.connect.analysis.weeks import compile_week
from edau.connect.choices import TermTime
from edau.connect.models import FreeWeek
from edau.connect.refusals import Refusal, Refused
from edau.connect.windows import (
    DAY,
    EARLIEST,
    LATEST,
    LONGEST,
    SHORTEST,
    BadWindow,
    entry,
    read_entries,
)
from edau.core import clock

MOST_DAYS = 366  # exceptions of a kind
AHEAD = timedelta(days=2 * 366)  # no later does it begin: every time up to then is counted off


@dataclass(frozen=True)
class Times:
    """When something is free. `windows` as `connect.windows` reads them; `off` are dates, `on` (date, first minute,
    minutes) in addition."""

    windows: Sequence[dict[str, Any]]
    begins: date | None = None
    ends: date | None = None
    bank_holidays: bool = True
    terms: str = TermTime.ALWAYS
    off: Sequence[date] = ()
    on: Sequence[tuple[date, int, int]] = ()


def keep_week(times: Times | None, week: FreeWeek | None = None) -> FreeWeek | None:
    """The week of these times, saved; `week` is the one to change. None for no times at all: at any time. Raises Refused
    (bad_time with the code of what is wrong as `why`). Call it in the deed's own transaction."""
    if times is None or not (times.windows or times.on):
        if week is not None:
            week.delete()
        return None
    week = week or FreeWeek()
    week.begins, week.ends = times.begins, times.ends
    week.bank_holidays, week.terms = times.bank_holidays, _terms(times.terms)
    try:
        if times.begins is not None and times.begins > clock.today() + AHEAD:
            raise BadWindow("never")
        if times.ends is not None and times.ends.year >= LATEST:
            raise BadWindow("never")
        week.windows = [entry(window) for window in read_entries(list(times.windows))]
        week.off = sorted({day.isoformat() for day in times.off})
        week.on = sorted(
            [day.isoformat(), minute, minutes] for day, minute, minutes in map(_besides, times.on)
        )
        if max(len(week.off), len(week.on)) > MOST_DAYS:
            raise BadWindow("too_many", most=MOST_DAYS)
        compile_week(week)
    except BadWindow as bad:
        raise Refused(Refusal.BAD_TIME, why=bad.code, **bad.params) from None
    week.save()
    return week


def _besides(given: tuple[date, int, int]) -> tuple[date, int, int]:
    day, minute, minutes = given
    if not EARLIEST <= day.year < LATEST:
        raise BadWindow("bad_start")
    if not (0 <= minute < DAY and SHORTEST <= minutes <= LONGEST):
        raise BadWindow("bad_minutes", least=SHORTEST, most=LONGEST)
    return given


def _terms(given: str) -> str:
    if given not in TermTime.values:
        raise Refused(Refusal.BAD_TIME, why="bad_terms")
    return given
