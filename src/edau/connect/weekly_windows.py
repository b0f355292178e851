"""Lists of weekly windows in one cell of a table: windows of RFC 5545, joined by semicolons.

A window is a start, a length and a rule, their parts joined by semicolons, too, in any order::

    DTSTART=20261123T180000;DURATION=PT2H;FREQ=WEEKLY;BYDAY=MO,WE

No other sign stands between windows: a new one begins where a part is named a second time. ``=`` and ``:`` after a name
are the same, ``RRULE=`` may stand before the rule, and DTEND in the place of DURATION. Times are local. Without a rule a
window is there once.

What the windows of a cell come down to in a week is read as the free week of an offer is (`connect.windows`): a stretch
counts that is truly free without a break in some week. On which dates is asked when one is proposed.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

from edau.connect.windows import (
    LOOK_AHEAD,
    MOST,
    TOO_FINE,
    BadWindow,
    Interval,
    Window,
    check,
    intervals,
    read_entry,
)

THREE_WEEKS = timedelta(weeks=3)

_PARTS = ("DTSTART", "DURATION", "DTEND")
_RULE = ("FREQ", "INTERVAL", "BYMONTH", "BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST", "UNTIL", "COUNT")
_OTHER = (
    "BYYEARDAY",
    "BYWEEKNO",
    "BYHOUR",
    "BYMINUTE",
    "BYSECOND",
)  # told as what it is: no rule for us
_DURATION = re.compile(r"P(?:(\d{1,2})W)?(?:(\d{1,2})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,5})M)?)?", re.IGNORECASE)
_LOCAL = re.compile(r"\b(DTSTART|DTEND);(?:TZID=Europe/London|VALUE=DATE-TIME)(?=[:=])", re.IGNORECASE)
_ENDLESS = re.compile(r"FREQ=(?:WEEKLY|DAILY)(?:;BYDAY=[A-Z,]+)?(?:;WKST=[A-Z]+)?")
_PART = re.compile(r"(?:RRULE[:=])?([A-Za-z]+)[:=](.+)", re.IGNORECASE)


@lru_cache(maxsize=4096)  # a long table has the same few cells and windows over and over
def weekly_windows(text: str) -> tuple[Interval, ...]:
    """The intervals of the week in which a list of windows is free.

    Raises BadWindow: with the codes of `connect.windows`, and `bad_window` (no window, or a part that is none), `not_local`
    (a time in another zone).
    """
    windows = [_window(tuple(sorted(parts.items()))) for parts in _split(text)]
    if len(windows) > MOST:
        raise BadWindow("too_many", most=MOST)
    starts = [window.start.date() for window in windows]
    if all(
        _ENDLESS.fullmatch(window.rule) for window in windows
    ):  # once all have begun, one week is as the next
        return tuple(intervals(windows, max(starts), max(starts) + THREE_WEEKS))
    return tuple(intervals(windows, min(starts), max(starts) + LOOK_AHEAD))


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


@lru_cache(maxsize=4096)
def _part(part: str) -> tuple[str, str]:
    """The name and the value of a part."""
    match = _PART.fullmatch(part)
    name = match[1].upper() if match else ""
    if name in _OTHER:
        raise BadWindow("too_fine" if name in TOO_FINE else "bad_rule", text=part[:60])
    if match is None or name not in _PARTS + _RULE:
        raise BadWindow("not_local" if "TZID" in part.upper() else "bad_window", text=part[:60])
    return name, match[2]


@lru_cache(maxsize=4096)
def _window(named: tuple[tuple[str, str], ...]) -> Window:
    parts = dict(named)
    for name in ("DTSTART", "DTEND"):
        if parts.get(name, "").upper().endswith("Z"):
            raise BadWindow("not_local", text=parts[name][:60])
    rule = ";".join(f"{name}={parts[name].upper()}" for name in _RULE if name in parts)
    start = read_entry({"start": parts.get("DTSTART", ""), "minutes": 30}).start
    return check(Window(start, _minutes(parts, start), rule))


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
