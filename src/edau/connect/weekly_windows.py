"""Lists of weekly windows in one cell of a table: windows of RFC 5545, joined by semicolons.

A window is a start, a length and a rule, their parts joined by semicolons, too, in any order::

    DTSTART=20261123T180000;DURATION=PT2H;FREQ=WEEKLY;BYDAY=MO,WE

No other sign stands between windows: a new one begins where a part is named a second time. ``=`` and ``:`` after a name
are the same, ``RRULE=`` may stand before the rule, and DTEND in the place of DURATION. Times are local.

Only what is the same every week comes down to a week: FREQ=WEEKLY or DAILY, every one of them, by weekday. When such a
rule ends (UNTIL, COUNT) is a matter of dates and asked when one is proposed; one that ends before it begins is refused.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import lru_cache

from edau.connect.windows import BadWindow, Interval, Window, check, occurrences, read_entry

_PARTS = ("DTSTART", "DURATION", "DTEND")
_RULE = ("FREQ", "INTERVAL", "BYDAY", "WKST", "UNTIL", "COUNT")
_OTHER = ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYHOUR", "BYMINUTE", "BYSECOND")
_DURATION = re.compile(r"P(?:(\d{1,2})W)?(?:(\d{1,2})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,5})M)?)?", re.IGNORECASE)
_LOCAL = re.compile(r"\b(DTSTART|DTEND);(?:TZID=Europe/London|VALUE=DATE-TIME)(?=[:=])", re.IGNORECASE)
_PART = re.compile(r"(?:RRULE[:=])?([A-Za-z]+)[:=](.+)", re.IGNORECASE)


def weekly_windows(text: str) -> tuple[Interval, ...]:
    """The intervals of the week in which a list of windows is free.

    Raises BadWindow: with the codes of `connect.windows`, and `bad_window` (no window, or a part that is none),
    `not_weekly` (a rule that is not the same every week), `not_local` (a time in another zone).
    """
    windows = (tuple(sorted(parts.items())) for parts in _split(text))
    return tuple(interval for window in windows for interval in _weekly(window))


def _split(text: str) -> list[dict[str, str]]:
    """The parts of each window by name."""
    windows: list[dict[str, str]] = []
    for part in re.split(r"[;\s]+", _LOCAL.sub(r"\1", text)):
        if not part:
            continue
        name, value = _part(part)
        if not windows or name in windows[-1]:
            windows.append({})
        windows[-1][name] = value
    if not windows:
        raise BadWindow("bad_window", text="")
    return windows


@lru_cache(maxsize=4096)  # a long table has the same few parts and windows over and over
def _part(part: str) -> tuple[str, str]:
    """The name and the value of a part."""
    match = _PART.fullmatch(part)
    name = match[1].upper() if match else ""
    if name in _OTHER:
        raise BadWindow("not_weekly", text=part[:60])
    if match is None or name not in _PARTS + _RULE:
        raise BadWindow("not_local" if "TZID" in part.upper() else "bad_window", text=part[:60])
    return name, match[2]


@lru_cache(maxsize=4096)
def _weekly(named: tuple[tuple[str, str], ...]) -> list[Interval]:
    parts = dict(named)
    rule = ";".join(f"{name}={parts[name].upper()}" for name in _RULE if name in parts)
    for name in ("DTSTART", "DTEND"):
        if parts.get(name, "").upper().endswith("Z"):
            raise BadWindow("not_local", text=parts[name][:60])
    if parts.get("FREQ", "").upper() not in ("WEEKLY", "DAILY", "") or not _every_week(parts):
        raise BadWindow("not_weekly", text=rule[:60])
    if "FREQ" not in parts:
        raise BadWindow("bad_rule", text=rule[:60])
    start = read_entry({"start": parts.get("DTSTART", ""), "minutes": 30}).start
    check(window := Window(start, _minutes(parts, start), rule))
    endless = ";".join(part for part in rule.split(";") if not part.startswith(("UNTIL=", "COUNT=")))
    # A week that begins after every weekday of the rule has come once.
    monday = datetime.combine(start.date(), time()) + timedelta(days=14 - start.weekday())
    times = occurrences(replace(window, rule=endless), monday, monday + timedelta(days=7))
    begun = [begin for begin, _end in times if begin >= monday]
    if not begun:
        raise BadWindow("never", text=rule[:60])
    minutes = [(begin.weekday(), begin.hour * 60 + begin.minute) for begin in begun]
    return [(day, minute, minute + window.minutes) for day, minute in minutes]


def _every_week(parts: dict[str, str]) -> bool:
    """Whether no rule counts weeks or days, or names the first or last weekday of something."""
    return parts.get("INTERVAL", "1") == "1" and not re.search(r"\d", parts.get("BYDAY", ""))


def _minutes(parts: dict[str, str], start: datetime) -> int:
    if ("DURATION" in parts) == ("DTEND" in parts):
        raise BadWindow("bad_minutes", text=parts.get("DURATION", ""))
    if "DURATION" in parts:
        return _minutes_of(parts["DURATION"])
    end = read_entry({"start": parts["DTEND"], "minutes": 30}).start
    return int((end - start).total_seconds()) // 60


def _minutes_of(duration: str) -> int:
    """The minutes of a duration of RFC 5545 (`PT2H30M`, `P1D`)."""
    match = _DURATION.fullmatch(duration)
    if match is None or not any(match.groups()):
        raise BadWindow("bad_minutes", text=duration[:60])
    weeks, days, hours, minutes = (int(each or 0) for each in match.groups())
    return ((weeks * 7 + days) * 24 + hours) * 60 + minutes
