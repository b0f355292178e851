"""The two CSV files of a season's round, rooms and requests, read with every fault by its line; nothing is half-read.

The form of the files is told in `docs/reference/rooms.md`. Times are half hours; days are written as calendars write
them (RFC 5545: MO TU WE TH FR SA SU) or by their Welsh names (LL MA ME IA GW SA SU).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from edau.connect.csv_lines import Fault, Line, Unreadable, identifier, read_lines

__all__ = ["DAYS", "RoundFiles", "Unreadable", "clock", "read_round"]

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WELSH_DAYS = ("LL", "MA", "ME", "IA", "GW", "SA", "SU")
_DAY_AT = {name: i for names in (DAYS, WELSH_DAYS) for i, name in enumerate(names)}

SPACE_COLUMNS = ("id", "name", "part_of", "persons", "open")
SPACE_NEEDS = ("id", "persons", "open")
REQUEST_COLUMNS = (
    "id", "name", "spaces", "persons", "minutes", "times", "primary", "secondary", "from", "to", "priority", "locked",
)  # fmt: skip
REQUEST_NEEDS = ("id", "persons", "minutes")

MOST_PERSONS = 1_000_000
MOST_PRIORITY = 1_000

_WINDOW = re.compile(r"([A-Z]{2})(?:-([A-Z]{2}))?\s+(\d{1,2}:\d{2})-(\d{1,2}:\d{2})", re.IGNORECASE)
_LOCK = re.compile(r"(.+?)\s+([A-Z]{2})\s+(\d{1,2}:\d{2})-(\d{1,2}:\d{2})", re.IGNORECASE)


@dataclass(frozen=True)
class SpaceRow:
    """A room as its line tells it; `open` has seven numbers whose bits are half hours, Monday first."""

    id: str
    name: str
    part_of: str | None
    persons: int
    open: tuple[int, ...]


@dataclass(frozen=True)
class LockedRow:
    """One locked meeting: where, which day (0 is Monday), from which half hour, how many."""

    space: str
    day: int
    start: int
    length: int


@dataclass(frozen=True)
class RequestRow:
    """A request as its line tells it; lengths in half hours."""

    id: str
    name: str
    spaces: tuple[str, ...]
    persons: int
    shortest: int
    longest: int
    times: int
    primary: tuple[int, ...]
    secondary: tuple[int, ...]
    dates: tuple[date, date] | None
    priority: float
    locks: tuple[LockedRow, ...]


@dataclass(frozen=True)
class RoundFiles:
    """Both files, whole."""

    spaces: tuple[SpaceRow, ...]
    requests: tuple[RequestRow, ...]


def read_round(spaces: Path, requests: Path) -> RoundFiles:
    """Both files. Raises Unreadable with every fault that was found, OSError where a file cannot be opened."""
    faults: list[Fault] = []
    rooms = _rooms(read_lines("spaces", spaces, SPACE_COLUMNS, SPACE_NEEDS, faults), faults)
    known = {row.id for row in rooms}
    whole = not faults  # a room whose own line is wrong is not missing as well
    asked = read_lines("requests", requests, REQUEST_COLUMNS, REQUEST_NEEDS, faults)
    groups = _requests(asked, known if whole else None, faults)
    if faults:
        raise Unreadable(faults)
    return RoundFiles(tuple(rooms), tuple(groups))


def _rooms(lines: list[Line], faults: list[Fault]) -> list[SpaceRow]:
    seen: dict[str, int] = {}
    found = []
    for line in lines:
        name = identifier(line, seen)
        persons = line.read("persons", "wrong_persons", _persons)
        hours = line.read("open", "wrong_window", week_of)
        if hours is not None and not any(hours) and not line.text("part_of"):
            line.wrong("never_open", "open")
        if line.whole:
            found.append(SpaceRow(name, line.text("name"), line.text("part_of") or None, persons, hours))
    by_id = {row.id: row for row in found}
    broken = False
    for line in lines:
        whole = line.text("part_of")
        if whole and whole not in seen:
            line.wrong("unknown_space", "part_of")
            broken = True
        elif whole and _comes_round(line.text("id"), by_id):
            line.wrong("part_of_itself", "part_of")
            broken = True
    if not lines and not faults:
        faults.append(Fault("spaces", 1, "no_lines"))
    return found if broken else [_open_as_its_whole(row, by_id) for row in found]


def _comes_round(name: str, by_id: Mapping[str, SpaceRow]) -> bool:
    """Whether the way up from this room comes back to it."""
    above, passed = by_id.get(name), set()
    while above is not None and above.part_of is not None and above.id not in passed:
        passed.add(above.id)
        if above.part_of == name:
            return True
        above = by_id.get(above.part_of)
    return False


def _open_as_its_whole(row: SpaceRow, by_id: Mapping[str, SpaceRow]) -> SpaceRow:
    """A part that says nothing of its own is open when what it is a part of is."""
    hours, above = row.open, row
    while not any(hours) and above.part_of in by_id:
        above = by_id[str(above.part_of)]
        hours = above.open
    return SpaceRow(row.id, row.name, row.part_of, row.persons, hours)


def _requests(lines: list[Line], known: set[str] | None, faults: list[Fault]) -> list[RequestRow]:
    """The requests; `known` are the rooms there are, None where that cannot be told."""
    seen: dict[str, int] = {}
    found = []
    for line in lines:
        name = identifier(line, seen)
        persons = line.read("persons", "wrong_persons", _persons)
        shortest, longest = line.read("minutes", "wrong_minutes", _lengths) or (0, 0)
        times = line.read("times", "wrong_times", _times, 1)
        primary = line.read("primary", "wrong_window", week_of)
        secondary = line.read("secondary", "wrong_window", week_of)
        priority = line.read("priority", "wrong_priority", _priority, 1.0)
        dates = _dates(line)
        spaces = line.listed("spaces")
        if len(set(spaces)) < len(spaces):
            line.wrong("repeated_space", "spaces")
        locks = []
        for part in line.listed("locked"):
            try:
                locks.append(_lock(part))
            except ValueError:
                line.wrong("wrong_lock", "locked", part)
        named = [("spaces", space) for space in spaces] + [("locked", lock.space) for lock in locks]
        for column, space in named:
            if known is not None and space not in known:
                line.wrong("unknown_space", column, space)
        if line.whole:
            found.append(
                RequestRow(
                    name,
                    line.text("name"),
                    tuple(spaces),
                    persons,
                    shortest,
                    longest,
                    times,
                    primary,
                    secondary,
                    dates,
                    priority,
                    tuple(locks),
                )
            )
    if not lines and not faults:
        faults.append(Fault("requests", 1, "no_lines"))
    return found


def _whole_number(text: str) -> int:
    """ASCII digits and nothing else."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError(text)
    return int(text)


def _persons(text: str) -> int:
    persons = _whole_number(text)
    if not 1 <= persons <= MOST_PERSONS:
        raise ValueError(text)
    return persons


def _times(text: str) -> int:
    times = _whole_number(text)
    if not 1 <= times <= len(DAYS):
        raise ValueError(text)
    return times


def _lengths(text: str) -> tuple[int, int]:
    """`90` or `60-120`, in half hours."""
    shortest, dash, longest = text.partition("-")
    ends = [_whole_number(end.strip()) for end in ((shortest, longest) if dash else (shortest, shortest))]
    if any(end % 30 for end in ends) or not 30 <= ends[0] <= ends[1] <= 24 * 60:
        raise ValueError(text)
    return ends[0] // 30, ends[1] // 30


def _priority(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,4}([.][0-9]{1,4})?", text):
        raise ValueError(text)
    try:
        priority = float(Decimal(text))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not 0 < priority <= MOST_PRIORITY:
        raise ValueError(text)
    return priority


def _dates(line: Line) -> tuple[date, date] | None:
    """The first and last day; both or neither."""
    ends = []
    for column in ("from", "to"):
        text = line.text(column)
        if text:
            ends.append(line.read(column, "wrong_date", _date))
    if len(ends) == 1:
        line.wrong("half_dates", "to" if line.text("from") else "from")
    if len(ends) < 2 or None in ends:
        return None
    if ends[1] < ends[0]:
        line.wrong("dates_backwards", "to")
    return ends[0], ends[1]


def _date(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def week_of(text: str) -> tuple[int, ...]:
    """`MO-FR 18:00-21:30; SA 09:00-12:00` as seven numbers whose bits are half hours, Monday first.

    Raises ValueError where a part makes no sense: no such day, not on the half hour, an end that is not after its start.
    """
    week = [0] * len(DAYS)
    for part in (part.strip() for part in text.split(";")):
        if not part:
            continue
        found = _WINDOW.fullmatch(part)
        if not found:
            raise ValueError(part)
        first = _day(found[1])
        last = _day(found[2]) if found[2] else first
        if last < first:
            raise ValueError(part)
        start, end = _half_hours(found[3], found[4])
        for day in range(first, last + 1):
            week[day] |= (1 << end) - (1 << start)
    return tuple(week)


def _lock(text: str) -> LockedRow:
    """`hall MO 18:00-20:00`."""
    found = _LOCK.fullmatch(text)
    if not found:
        raise ValueError(text)
    start, end = _half_hours(found[3], found[4])
    return LockedRow(found[1], _day(found[2]), start, end - start)


def _day(text: str) -> int:
    if text.upper() not in _DAY_AT:
        raise ValueError(text)
    return _DAY_AT[text.upper()]


def _half_hours(start: str, end: str) -> tuple[int, int]:
    ends = []
    for text in (start, end):
        hours, minutes = (int(part) for part in text.split(":"))
        if minutes not in (0, 30) or hours > 24 or (hours == 24 and minutes):
            raise ValueError(text)
        ends.append(2 * hours + minutes // 30)
    if ends[1] <= ends[0]:
        raise ValueError(f"{start}-{end}")
    return ends[0], ends[1]


def clock(half_hour: int) -> str:
    """36 → "18:00"."""
    return f"{half_hour // 2:02d}:{30 * (half_hour % 2):02d}"
