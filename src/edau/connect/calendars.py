"""Free times as calendars (iCalendar, RFC 5545): read from what people bring, and written for their own programs.

Every event of a calendar that is brought is a time that is free. Times in other zones become local ones; a day without times
is a whole day; EXDATE takes a day away. Nothing is half read: the first event that cannot be stops it, by its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur

from edau.connect.choices import TermTime
from edau.connect.models import FreeWeek
from edau.connect.queries.availability import HERE, ONE_DAY, open_parts, terms_for
from edau.connect.windows import (
    DAY,
    LATEST,
    LOOK_AHEAD,
    MOST,
    BadWindow,
    Window,
    check,
    entry,
    occurrences,
    read_entries,
)
from edau.core import clock

LARGEST = 200_000  # bytes
PRODUCT = "-//Edau//Connect//EN"
Local = tuple[datetime, datetime]  # by the clock here, without a zone
Taken = tuple[datetime, datetime]  # in UTC
_FOLD = re.compile(r"(?:(?<!\n)\r\n|(?<![\r\n])\n)(?:\r?\n)*[ \t]")
_OWN_ZONE = re.compile("vtimezone", re.IGNORECASE)


class BadCalendar(ValueError):
    """A calendar that cannot be read: a code, and the number of the event it is about (0: the whole file)."""

    def __init__(self, code: str, number: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.number = number


@dataclass(frozen=True)
class Brought:
    """What a calendar says: windows as a free week keeps them, days that are taken away, and days that are added."""

    windows: tuple[dict[str, Any], ...]
    off: tuple[date, ...]
    on: tuple[tuple[date, int, int], ...]


def read_calendar(content: bytes) -> Brought:
    """The free times of a calendar. Events that have gone by are left out.

    Raises BadCalendar: too_large, not_a_calendar, no_events, too_many, and by the event the codes of BadWindow.
    """
    if len(content) > LARGEST:
        raise BadCalendar("too_large")
    try:
        # Zones are known by their names. The rules of one that a file brings would be searched from its first year on, second
        # by second if it says so, and be kept for everybody: they are not read.
        text = _OWN_ZONE.sub("X-ZONE", _FOLD.sub("", content.decode("utf-8-sig")))
        calendars = Calendar.from_ical(text, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OSError):
        raise BadCalendar("not_a_calendar") from None
    if not events:
        raise BadCalendar("no_events" if calendars else "not_a_calendar")
    windows: list[dict[str, Any]] = []
    off: set[date] = set()
    besides: set[tuple[date, int, int]] = set()
    for number, event in enumerate(events, start=1):
        try:
            window = _window(event)
            if not window.rule and window.start.date() < clock.today():
                continue
            windows.append(entry(check(window)))
            off |= {_local(each).date() for each in _dates(event, "EXDATE")}
            besides |= {_besides(_local(each), window.minutes) for each in _dates(event, "RDATE")}
        except BadWindow as bad:
            raise BadCalendar(bad.code, number) from None
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError):
            raise BadCalendar("bad_start", number) from None
        if len(windows) > MOST:
            raise BadCalendar("too_many", number)
    if not windows:
        raise BadCalendar("never")
    return Brought(tuple(windows), tuple(sorted(off)), tuple(sorted(besides)))


def write_calendar(
    week: FreeWeek, *, name: str, key: str, address: str = "", busy: Sequence[Taken] = ()
) -> bytes:
    """The free times of a week as a calendar, with `name` for each event; the same bytes for the same week on the same day.
    `key` makes the events' own ids, which do not lead back to anybody. `busy` is when it is taken (in UTC).

    For 53 weeks from today the calendar says day by day what `availability.free_on` does, less what is busy: a time that is
    not wholly free is left out (EXDATE), with what remains of it as an event of its own. What depends on bank holidays or
    terms ends there, since nobody knows them further. Two queries at most, none where no terms count.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    terms, taken = terms_for(week), [_by_the_clock(span) for span in busy]
    for number, window in enumerate(read_entries(week.windows), start=1):
        for event in _of_window(week, window, terms, taken, f"{key}-{number}", name, address):
            calendar.add_component(event)
    for number, (day, minute, minutes) in enumerate(week.on, start=1):
        start = datetime.combine(date.fromisoformat(day), time()) + timedelta(minutes=minute)
        whole = (start, start + timedelta(minutes=minutes))
        for event in _of_span(whole, _less([whole], taken), f"{key}-on-{number}", name, address):
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _of_window(
    week: FreeWeek,
    window: Window,
    terms: Sequence[tuple[date, date]],
    taken: Sequence[Local],
    uid: str,
    name: str,
    address: str,
) -> Iterable[Event]:
    """The event of a window, less the times that are not wholly free, and one for each part of these that is."""
    since = datetime.combine(clock.today(), time())
    until = since + LOOK_AHEAD
    broken: dict[datetime, list[Local]] = {}
    for begin, end in occurrences(window, since, until):
        left = _less(open_parts(week, begin, end, terms), taken)
        if left != [(begin, end)]:
            broken[begin] = left
    if window.rule:
        off = (datetime.combine(date.fromisoformat(day), window.start.time()) for day in week.off)
        left_out = {*broken, *(start for start in off if not since <= start < until)}
        depends = week.terms != TermTime.ALWAYS or not week.bank_holidays
        known = until.date() - ONE_DAY if depends else None
        ends = min(filter(None, (week.ends, known)), default=None)
        event = _event(name, f"{uid}@edau", window.start, window.minutes, address)
        event.add("rrule", vRecur.from_ical(_ending(window, ends)))
        for start in sorted(left_out):
            event.add("exdate", start.replace(tzinfo=HERE))
        yield event
    elif not broken:
        yield _event(name, f"{uid}@edau", window.start, window.minutes, address)
    for left in broken.values():
        yield from _parts(left, uid, name, address)


def _of_span(whole: Local, left: list[Local], uid: str, name: str, address: str) -> Iterable[Event]:
    """A span as one event where all of it is left, else one for each part of it that is."""
    if left == [whole]:
        yield _event(name, f"{uid}@edau", whole[0], _minutes(whole), address)
    else:
        yield from _parts(left, uid, name, address)


def _parts(left: Iterable[Local], uid: str, name: str, address: str) -> Iterable[Event]:
    for part in left:
        yield _event(name, f"{uid}-{part[0]:%Y%m%dT%H%M}@edau", part[0], _minutes(part), address)


def _minutes(span: Local) -> int:
    return int((span[1] - span[0]).total_seconds()) // 60


def _by_the_clock(span: Taken) -> Local:
    """A span in local time. Where the clocks go back in it, it is an hour longer rather than shorter."""
    begin, end = (moment.astimezone(HERE).replace(tzinfo=None) for moment in span)
    return begin, max(end, begin + (span[1] - span[0]))


def _less(parts: Iterable[Local], taken: Iterable[Local]) -> list[Local]:
    """What remains of some spans without others, in their order."""
    found = list(parts)
    for busy_from, busy_until in taken:
        left = []
        for begin, end in found:
            if busy_from >= end or busy_until <= begin:
                left.append((begin, end))
                continue
            left += [(one, two) for one, two in ((begin, busy_from), (busy_until, end)) if one < two]
        found = left
    return found


def _event(name: str, uid: str, start: datetime, minutes: int, address: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")))  # the same bytes for the same week
    event.add("summary", name)
    event.add("dtstart", start.replace(tzinfo=HERE))
    # By the clock, not by what passes: an evening is as long on the night the clocks change.
    event.add("dtend", (start + timedelta(minutes=minutes)).replace(tzinfo=HERE))
    event.add("transp", "TRANSPARENT")  # free, not busy
    if address:
        event.add("url", address)
    return event


def _ending(window: Window, ends: date | None) -> str:
    """A rule that stops with its week. RFC 5545 wants the end in UTC where the beginning has a zone, and either an end or a
    count: what is counted keeps its count where that runs out before."""
    rule = window.rule
    parts = [part for part in rule.split(";") if not part.startswith("UNTIL=")]
    until = next((part[6:] for part in rule.split(";") if part.startswith("UNTIL=")), "")
    last = datetime.strptime(until[:8], "%Y%m%d").date() if until else None
    last = min(filter(None, (last, ends)), default=None)
    if last is None:
        return ";".join(parts)
    if any(part.startswith("COUNT=") for part in parts):
        after = datetime.combine(last + ONE_DAY, time()) + timedelta(minutes=window.minutes - 1)
        if next(iter(occurrences(window, after, datetime(LATEST + 200, 1, 1))), None) is None:
            return ";".join(parts)
        parts = [part for part in parts if not part.startswith("COUNT=")]
    moment = datetime.combine(last, time(23, 59, 59), tzinfo=HERE).astimezone(ZoneInfo("UTC"))
    return ";".join([*parts, f"UNTIL={moment:%Y%m%dT%H%M%SZ}"])


def _window(event: Any) -> Window:
    begin = event.get("DTSTART")
    if begin is None:
        raise BadWindow("bad_start")
    start = _local(begin.dt)
    if event.get("DTEND") is not None:
        minutes = int((_local(event["DTEND"].dt) - start).total_seconds()) // 60
    elif event.get("DURATION") is not None:
        minutes = int(event["DURATION"].dt.total_seconds()) // 60
    else:
        minutes = 0 if isinstance(begin.dt, datetime) else DAY
    rules = event.get("RRULE")
    if isinstance(rules, list):
        raise BadWindow("bad_rule")
    rule = rules.to_ical().decode() if rules is not None else ""
    return Window(start, minutes, rule)


def _local(moment: date | datetime) -> datetime:
    """Wall-clock time here, without a zone; of a day, its beginning."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    if moment.tzinfo is not None:
        moment = moment.astimezone(HERE).replace(tzinfo=None)
    return moment.replace(second=0, microsecond=0)


def _dates(event: Any, name: str) -> Iterable[date | datetime]:
    given = event.get(name)
    for some in given if isinstance(given, list) else [given] if given is not None else []:
        for each in some.dts:
            yield each.dt[0] if isinstance(each.dt, tuple) else each.dt


def _besides(start: datetime, minutes: int) -> tuple[date, int, int]:
    return start.date(), start.hour * 60 + start.minute, minutes
