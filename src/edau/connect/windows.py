"""Windows of time: when something is free, as RFC 5545 says it, read and spread out over weeks.

A window has a first start in local wall-clock time, a length in minutes, and perhaps a rule by which it comes again
(RFC 5545, section 3.3.10). Everything here is wall-clock time without a zone; what the clocks do to a date is asked of the
date (`connect.queries.availability`).

Refused, each with a code: what is no start (`bad_start`), a length below half an hour or above a week (`bad_minutes`), a
rule that cannot be read (`bad_rule`), one that goes by hours, minutes or seconds (`too_fine`), one that never comes
(`never`), and too many windows (`too_many`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from dateutil.rrule import rrule, rrulestr

SHORTEST, LONGEST = 30, 7 * 24 * 60  # minutes
MOST = 60  # windows of one week: three a day and more to spare
MOST_TIMES = 800  # of one window within the weeks that are looked at
HALF_HOUR, DAY, WEEK = 30, 1440, 7 * 1440
LOOK_AHEAD = timedelta(weeks=53)
# What a rule may say, by how often it comes. Only rules that must come again before long (the 29th of February is the rarest
# day): of one that never does, the years to 9999 would be searched.
_ALWAYS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "WKST"})
PARTS = {
    "DAILY": _ALWAYS,
    "WEEKLY": _ALWAYS,
    "MONTHLY": _ALWAYS | {"BYMONTHDAY", "BYSETPOS"},
    "YEARLY": _ALWAYS | {"BYMONTHDAY", "BYSETPOS"},
}
MOST_COUNTED = 1_000  # times of a rule that says how many: a daily one of nearly three years
MOST_APART = {"DAILY": 60, "WEEKLY": 26, "MONTHLY": 11, "YEARLY": 1}
LONGEST_RULE = 200
TOO_FINE = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
EARLIEST, LATEST = 2000, 2100  # years

_DAYS = "(?:MO|TU|WE|TH|FR|SA|SU)"
_WEEKDAYS = re.compile(f"{_DAYS}(?:,{_DAYS}){{0,6}}")
_NTH_DAYS = re.compile(f"(?:[+-]?[1-5])?{_DAYS}(?:,(?:[+-]?[1-5])?{_DAYS}){{0,9}}")
_NTH_DAYS_OF_YEAR = re.compile(
    f"(?:[+-]?(?:[1-9]|[1-4]\\d|5[0-3]))?{_DAYS}(?:,(?:[+-]?(?:[1-9]|[1-4]\\d|5[0-3]))?{_DAYS}){{0,9}}"
)
_MONTHS = re.compile(r"(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2])){0,11}")
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of the months, at their longest
_MONTH_DAYS = re.compile(r"-?(?:[1-9]|[12]\d|3[01])(?:,-?(?:[1-9]|[12]\d|3[01])){0,9}")
_NTH = re.compile(r"-?[1-4]")
_UNTIL = re.compile(r"\d{8}(?:T\d{6}Z?)?")

#: (weekday, start, end): weekday 0 is Monday, minutes after its midnight; past midnight the end is above 1440.
Interval = tuple[int, int, int]


class BadWindow(ValueError):
    """A window that cannot be: a code, and what it was about."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` (local wall-clock time, no zone), for so many minutes; with a rule, again and again."""

    start: datetime
    minutes: int
    rule: str = ""


def read_entries(given: Any) -> tuple[Window, ...]:
    """The windows of a free week as it keeps them. Raises BadWindow."""
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise BadWindow("bad_start")
    if len(given) > MOST:
        raise BadWindow("too_many", most=MOST)
    return tuple(read_entry(one) for one in given)


def read_entry(given: Mapping[str, Any]) -> Window:
    """One window from {"start": "2026-11-24T18:00", "minutes": 120, "rule": "FREQ=WEEKLY"}. Raises BadWindow."""
    if not isinstance(given, Mapping):
        raise BadWindow("bad_start")
    start, minutes, rule = given.get("start"), given.get("minutes"), given.get("rule", "")
    if not isinstance(minutes, int) or isinstance(minutes, bool):
        raise BadWindow("bad_minutes", least=SHORTEST, most=LONGEST)
    if not isinstance(rule, str):
        raise BadWindow("bad_rule")
    return check(Window(_start(start), minutes, _plain(rule)))


def entry(window: Window) -> dict[str, str | int]:
    """A window as a free week keeps it."""
    return {
        "start": window.start.isoformat(timespec="minutes"),
        "minutes": window.minutes,
        "rule": window.rule,
    }


def check(window: Window) -> Window:
    """The window itself, where it can be; raises BadWindow."""
    if not EARLIEST <= window.start.year < LATEST:
        raise BadWindow("bad_start")
    if not SHORTEST <= window.minutes <= LONGEST:
        raise BadWindow("bad_minutes", least=SHORTEST, most=LONGEST)
    if window.rule:
        rule = _rule(window)
        if next(iter(rule), None) is None:
            raise BadWindow("never", rule=window.rule[:80])
    return window


def occurrences(window: Window, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """When a window begins and ends, of those times that touch the span, in their order; MOST_TIMES at most."""
    length = timedelta(minutes=window.minutes)
    if not window.rule:
        if window.start < until and window.start + length > since:
            yield window.start, window.start + length
        return
    rule = _rule(window, near=since - length)
    for begin in islice(rule.xafter(since - length, count=None, inc=False), MOST_TIMES):
        if begin >= until:
            return
        yield begin, begin + length


def runs(windows: Iterable[Window], since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """What is free between two moments, joined where it touches; what reaches over either end is whole."""
    times = sorted(each for window in windows for each in occurrences(window, since, until))
    return joined(times)


def joined(times: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Sorted spans of time, joined where they overlap or touch."""
    found: list[tuple[datetime, datetime]] = []
    for begin, end in times:
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def intervals(windows: Iterable[Window], since: date, until: date) -> list[Interval]:
    """What is free in a week of that time, as stretches of whole half hours round the circle of a week.

    A stretch is there because it truly is free without a break in at least one week; two that only different weeks have are
    never put together: of those that overlap or touch, the longer one is kept. So nothing is promised that is never so.
    """
    found: set[tuple[int, int]] = set()
    for begin, end in runs(windows, datetime.combine(since, time()), datetime.combine(until, time())):
        first = begin.weekday() * DAY + begin.hour * 60 + begin.minute
        last = first + int((end - begin).total_seconds()) // 60
        first, last = -(-first // HALF_HOUR) * HALF_HOUR, last // HALF_HOUR * HALF_HOUR
        if last - first >= WEEK:
            return [(0, 0, WEEK)]
        if last > first:
            found.add((first % WEEK, last - first))
    kept: list[tuple[int, int]] = []
    for start, length in sorted(found, key=lambda one: (-one[1], one[0])):
        if all(_apart(start, length, *other) for other in kept):
            kept.append((start, length))
    return [(start // DAY, start % DAY, start % DAY + length) for start, length in sorted(kept)]


def _apart(start: int, length: int, other: int, its_length: int) -> bool:
    """Whether two stretches on the circle of a week neither overlap nor touch."""
    return (start - other) % WEEK > its_length and (other - start) % WEEK > length


def _start(given: Any) -> datetime:
    if not isinstance(given, str):
        raise BadWindow("bad_start")
    text = given.strip().removesuffix("Z")
    for pattern in ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M"):
        try:
            return datetime.strptime(text, pattern).replace(second=0)  # wall-clock time
        except ValueError:
            continue
    raise BadWindow("bad_start")


def _plain(rule: str) -> str:
    return "".join(rule.split()).upper().removeprefix("RRULE:")


def _rule(window: Window, near: datetime | None = None) -> rrule:
    """The rule of a window. One that began long before `near` is counted off from shortly before that."""
    text = _plain(window.rule)
    parts = [part.partition("=") for part in text.split(";")]
    values = {name: value for name, _sign, value in parts}
    if TOO_FINE & values.keys() or values.get("FREQ") in ("HOURLY", "MINUTELY", "SECONDLY"):
        raise BadWindow("too_fine", rule=text[:80])
    if len(text) > LONGEST_RULE or len(values) != len(parts) or not _can_be(values, window.start.date()):
        raise BadWindow("bad_rule", rule=text[:80])
    if "UNTIL" in values:
        # Wall-clock time throughout: an end that is told in another zone is taken as it stands; a day is whole.
        ends = values["UNTIL"].removesuffix("Z")
        values["UNTIL"] = ends if "T" in ends else f"{ends}T235959"
    if "BYDAY" in values:
        values["BYDAY"] = _all_numbered(values["BYDAY"], 53 if _by_year(values) else 5)
    start = window.start if near is None else _shortly_before(near, window.start, values)
    try:
        made = rrulestr(";".join(f"{name}={value}" for name, value in values.items()), dtstart=start)
    except (ValueError, OverflowError):  # an end on a day that there is not
        raise BadWindow("bad_rule", rule=text[:80]) from None
    return made  # one rule without more makes no set of them


def _shortly_before(near: datetime, start: datetime, values: Mapping[str, str]) -> datetime:
    """The last beginning of a round of days or of weeks that is not after `near`, so that nobody counts off every day since
    the year 2000. What is counted (COUNT) begins where it begins; months are few."""
    days = {"DAILY": 1, "WEEKLY": 7}.get(values["FREQ"], 0) * int(values.get("INTERVAL", "1"))
    if not days or "COUNT" in values or near <= start:
        return start
    return start + (near - start) // timedelta(days=days) * timedelta(days=days)


def _can_be(values: Mapping[str, str], start: date) -> bool:
    """Whether a rule has only parts that may stand together, each as it should be; then it comes again within months."""
    often = values.get("FREQ", "")
    if often not in PARTS or values.keys() - PARTS[often] or {"COUNT", "UNTIL"} <= values.keys():
        return False
    every, count = values.get("INTERVAL", "1"), values.get("COUNT", "1")
    if not _whole(every, MOST_APART[often]) or not _whole(count, MOST_COUNTED):
        return False
    of_months = often == "MONTHLY" or (often == "YEARLY" and "BYMONTH" in values)
    of_years = _NTH_DAYS_OF_YEAR if _by_year(values) else _WEEKDAYS
    patterns = {
        "UNTIL": _UNTIL,
        "BYDAY": _NTH_DAYS if of_months else of_years,
        "BYMONTH": _MONTHS,
        "WKST": _WEEKDAYS,
        "BYMONTHDAY": _MONTH_DAYS,
        "BYSETPOS": _NTH,
    }
    if not all(pattern.fullmatch(values[name]) for name, pattern in patterns.items() if name in values):
        return False
    if "BYDAY" in values and "BYMONTHDAY" in values:  # Friday the 13th may be years away
        return False
    if "BYMONTH" in values and often != "YEARLY" and int(every) > 1:  # every sixth month may never be a June
        return False
    if often in ("MONTHLY", "YEARLY") and "BYDAY" not in values and not _has_days(values, start):
        return False
    if "BYSETPOS" in values and not _WEEKDAYS.fullmatch(values.get("BYDAY", "")):
        return False
    return not (often == "DAILY" and "BYDAY" in values and int(every) > 1)


def _by_year(values: Mapping[str, str]) -> bool:
    """Whether its numbered weekdays are those of a year, not of a month."""
    return values["FREQ"] == "YEARLY" and "BYMONTH" not in values


def _all_numbered(days: str, most: int) -> str:
    """Weekdays as they were named; where some have a number and some have none ("the first Monday and every Friday"), all
    with numbers, for dateutil would look for days that are both."""
    named = days.split(",")
    plain = [one for one in named if one.isalpha()]
    if not plain or len(plain) == len(named):
        return days
    numbered = [one for one in named if not one.isalpha()]
    return ",".join([*numbered, *(f"{number}{one}" for one in plain for number in range(1, most + 1))])


def _has_days(values: Mapping[str, str], start: date) -> bool:
    """Whether any of its months ever has any of its days: no February has a 30th. Where it names none, they are those of its
    first day."""
    months = [int(one) for one in values.get("BYMONTH", "").split(",") if one]
    if not months:
        months = [start.month] if values["FREQ"] == "YEARLY" and "BYMONTHDAY" not in values else [1]
    longest = max(_LENGTHS[month - 1] for month in months)
    return any(abs(int(one)) <= longest for one in values.get("BYMONTHDAY", str(start.day)).split(","))


def _whole(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and 1 <= int(text) <= most
