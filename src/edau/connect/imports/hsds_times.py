"""Schedules of HSDS as windows: a weekday with opening and closing hours (versions 1 and 2), or a rule (version 3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from edau.connect.imports.hsds_tables import Row
from edau.connect.windows import DAY, EARLIEST, LATEST, BadWindow, Window, check, entry

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY")
CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::[0-5]\d)?(?:Z|[+-]\d\d:?\d\d)?")
COLUMNS = ("interval", "byday", "bymonthday", "count", "wkst")
Wrong = Callable[[Row, str, str], None]


def window_of(row: Row, today: date, wrong: Wrong) -> dict[str, Any] | None:
    """The window of a schedule as a free week keeps it; None where it says no hours (it is closed, or only described), or
    where `wrong` was told what cannot be read. Half hours are counted: a window begins and ends within what is open."""
    opens, closes = row.text("opens_at"), row.text("closes_at")
    if not opens and not closes:
        return None
    first, last = _minutes(opens), _minutes(closes)
    for column, minutes in (("opens_at", first), ("closes_at", last)):
        if minutes is None:
            wrong(row, "bad_time", column)
    if first is None or last is None:
        return None
    if opens == closes == "00:00:00":
        last = DAY
    length = last - first if last > first else last + DAY - first
    begins = _begins(row, today, wrong)
    rule = _rule(row, wrong)
    if begins is None or rule is None:
        return None
    day = _first_day(begins, rule)
    window = Window(datetime.combine(day, time()) + timedelta(minutes=first), length, rule)
    try:
        return entry(check(window))
    except BadWindow as bad:
        wrong(row, bad.code, "opens_at" if bad.code == "bad_minutes" else "freq")
        return None


def _minutes(text: str) -> int | None:
    found = CLOCK.fullmatch(text)
    if found is None:
        return None
    minutes = int(found[1]) * 60 + int(found[2])
    return minutes if minutes <= DAY else None


def _begins(row: Row, today: date, wrong: Wrong) -> date | None:
    """The day from which on it holds: what was said, or today."""
    text = row.text("dtstart", "valid_from")
    if not text:
        return today
    column = "dtstart" if row.text("dtstart") else "valid_from"
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        wrong(row, "bad_day", column)
        return None
    if not EARLIEST <= day.year < LATEST:
        wrong(row, "bad_start", column)
        return None
    return day


def _rule(row: Row, wrong: Wrong) -> str | None:
    """The rule; empty for a single time. None where it cannot be read."""
    weekday = row.text("weekday")
    if weekday:
        code = _weekday(weekday)
        if code is None:
            wrong(row, "bad_weekday", "weekday")
            return None
        return f"FREQ=WEEKLY;BYDAY={code}"
    frequency = row.text("freq").upper()
    if not frequency:
        if row.text("dtstart", "valid_from"):
            return ""
        wrong(row, "no_day", "weekday")
        return None
    if frequency not in FREQUENCIES:
        wrong(row, "bad_rule", "freq")
        return None
    parts = [f"FREQ={frequency}"]
    for column in COLUMNS:
        if text := row.text(column).upper().replace(" ", ""):
            parts.append(f"{column.upper()}={text}")
    until = row.text("until", "valid_to")
    if until and not row.text("count"):
        try:
            parts.append(f"UNTIL={date.fromisoformat(until[:10]):%Y%m%d}T235959")
        except ValueError:
            wrong(row, "bad_day", "until" if row.text("until") else "valid_to")
            return None
    return ";".join(parts)


def _weekday(text: str) -> str | None:
    """MO for 1, Monday, mon or MO."""
    if text.isdecimal() and len(text) < 4:
        return DAYS[int(text) - 1] if 1 <= int(text) <= 7 else None
    folded = text.lower()
    return next(
        (DAYS[at] for at, name in enumerate(FULL) if len(folded) >= 2 and name.startswith(folded)), None
    )


def _first_day(begins: date, rule: str) -> date:
    """The first day on or after `begins` that a weekly rule names."""
    found = re.search(r"FREQ=WEEKLY.*BYDAY=([A-Z,]+)", rule)
    if found is None:
        return begins
    wanted = {DAYS.index(code) for code in found[1].split(",") if code in DAYS}
    days = (begins + timedelta(days=after) for after in range(7))
    return next((day for day in days if day.weekday() in wanted), begins)
