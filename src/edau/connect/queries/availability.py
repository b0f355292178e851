"""When something is free on a day: its windows, less the days on which it is not, with what is free besides.

The clocks count: minutes are minutes that truly pass. On the night in March on which an hour is left out, what is free from
00:30 to 03:00 by the clock is free for 90 minutes; on that in October, for 210.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from edau.connect.choices import TermTime
from edau.connect.models import FreeWeek, SchoolTerm
from edau.connect.windows import joined, read_entries, runs
from edau.places.queries import visible_area

HERE = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)
LOOK_ON = 8  # days after the one that is asked for, into which a run may go on

Span = tuple[datetime, datetime]


def free_on(
    week: FreeWeek, day: date, *, authority: str = "", terms: Sequence[tuple[date, date]] | None = None
) -> list[tuple[int, int]]:
    """The runs that are free on a day: (first minute after midnight by the clock, minutes that pass), in their order.

    A run that came over midnight begins at 0; one that goes on past midnight is whole, a week at most. `authority` is the
    code whose school terms count, where the week asks for them; without it, that of whom or what the week belongs to. What
    depends on terms is not free on a day of which no term says what it is. Up to two queries, none where no terms count or
    where the terms are given.
    """
    until = day + timedelta(days=LOOK_ON)
    first, last = datetime.combine(day, time()), datetime.combine(until, time())
    terms = terms_for(week, authority) if terms is None else terms
    free = [
        piece
        for span in runs(read_entries(week.windows), first, last)
        for piece in _by_days(span, first, last)
        if _open_on(week, piece[0].date(), terms)
    ]
    free += _besides(week, first, last)
    found = []
    for begin, end in joined(sorted(free)):
        if begin < first + ONE_DAY:
            run = _passing(begin, end)
            if run is not None:
                found.append(run)
    return found


@cache
def _bank_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv="WLS")


def is_bank_holiday(day: date) -> bool:
    """Whether it is a bank holiday in Wales. No query."""
    return day in _bank_holidays()


def terms_of(authority: str) -> list[tuple[date, date]]:
    """The school terms of an authority that have been entered: first and last day, in their order. One query."""
    return list(
        SchoolTerm.objects.filter(authority=authority).order_by("begins").values_list("begins", "ends")
    )


def in_terms(day: date, terms: Sequence[tuple[date, date]]) -> bool | None:
    """Whether a day is in one of these terms; None before the first and after the last, of which nothing is known."""
    if not terms or not terms[0][0] <= day <= terms[-1][1]:
        return None
    return any(begins <= day <= ends for begins, ends in terms)


def authority_of(area: str) -> str:
    """The code of the authority in which an area lies; its own where it is one, and empty where there is none."""
    found = visible_area(area)
    if found is None:
        return ""
    return found.code if found.kind == "authority" else (found.authority_id or "")


def terms_for(week: FreeWeek, authority: str = "") -> list[tuple[date, date]]:
    """The terms that a week depends on, none where it asks for none; of this authority, or of that of whom or what it belongs
    to. Two queries at most."""
    if week.terms == TermTime.ALWAYS:
        return []
    return terms_of(authority or authority_of(_area_of(week)))


def open_parts(
    week: FreeWeek, begin: datetime, end: datetime, terms: Sequence[tuple[date, date]]
) -> list[Span]:
    """What is left of a span of a week's windows (local time, no zone) once the days are gone on which it is not open."""
    days = (piece for piece in _by_days((begin, end), begin, end) if _open_on(week, piece[0].date(), terms))
    return joined(days)


def _area_of(week: FreeWeek) -> str:
    for name, way in (("asset", "area"), ("need", "area"), ("capability", "party")):
        owner = getattr(week, name, None)
        if owner is not None:
            return str(owner.party.area if way == "party" else owner.area)
    return ""


def _open_on(week: FreeWeek, day: date, terms: Sequence[tuple[date, date]]) -> bool:
    if (week.begins and day < week.begins) or (week.ends and day > week.ends):
        return False
    if day.isoformat() in week.off or (not week.bank_holidays and is_bank_holiday(day)):
        return False
    if week.terms == TermTime.ALWAYS:
        return True
    return in_terms(day, terms) is (week.terms == TermTime.TERM)


def _besides(week: FreeWeek, first: datetime, last: datetime) -> list[Span]:
    found = []
    for day, minute, minutes in week.on:
        begin = datetime.combine(date.fromisoformat(day), time()) + timedelta(minutes=minute)
        end = begin + timedelta(minutes=minutes)
        if begin < last and end > first:
            found.append((max(begin, first), end))
    return found


def _by_days(span: Span, first: datetime, last: datetime) -> Iterable[Span]:
    """A span cut at each midnight, without what lies outside."""
    begin, end = max(span[0], first), min(span[1], last)
    while begin < end:
        midnight = datetime.combine(begin.date() + ONE_DAY, time())
        yield begin, min(end, midnight)
        begin = midnight


def _passing(begin: datetime, end: datetime) -> tuple[int, int] | None:
    """First minute by the clock and the minutes that pass; None for what lies in the hour that is left out."""
    starts, ends = _moment(begin), _moment(end)
    minutes = int((ends - starts).total_seconds()) // 60
    if minutes <= 0:
        return None
    local = starts.astimezone(HERE)
    return local.hour * 60 + local.minute, minutes


def _moment(local: datetime) -> datetime:
    """The moment a clock shows this time; of a time that is left out, the moment at which the clocks go forward."""
    moment = local.replace(tzinfo=HERE).astimezone(UTC)
    back = moment.astimezone(HERE).replace(tzinfo=None)
    if back != local:  # it does not exist: the hour is left out
        gap = local.replace(tzinfo=HERE, fold=0).utcoffset(), local.replace(tzinfo=HERE, fold=1).utcoffset()
        before = gap[0] or timedelta()
        after = gap[1] or timedelta()
        shift = abs(after - before)
        on_the_hour = local.replace(minute=0)
        return (on_the_hour + shift).replace(tzinfo=HERE).astimezone(UTC)
    return moment
