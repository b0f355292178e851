"""The two CSV files of a matching, needs and offers, read with every fault by its line; nothing is half-read.

The form of the files is told in `docs/reference/matching.md`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from edau.connect.csv_lines import Fault, Line, Unreadable, identifier, read_lines
from edau.connect.weekly_windows import weekly_windows
from edau.connect.windows import BadWindow, Interval

NEED_COLUMNS = (
    "id", "skill", "lat", "lon", "minutes", "windows", "languages", "checks", "remote", "capacity", "priority",
)  # fmt: skip
OFFER_COLUMNS = (
    "id", "skills", "lat", "lon", "km", "windows", "languages", "checks", "remote", "capacity",
)  # fmt: skip
WEEK_MINUTES = 7 * 24 * 60
MOST_KM = 20_040  # half-way round the Earth
MOST_CAPACITY = 10_000
MOST_PRIORITY = 1_000_000
MOST_LANGUAGES, MOST_CHECKS = 8, 16  # that needs ask for: as many as a profile has bits
YES = frozenset({"yes", "true", "1", "y", "ie", "oes", "ydy"})
NO = frozenset({"no", "false", "0", "n", "na", "nac oes", "nac ydy", ""})


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need as its line tells it; `lat` and `lon` are NaN for one that can only be met remotely."""

    line: int
    id: str
    skill: str
    lat: float
    lon: float
    minutes: int
    free: tuple[Interval, ...]
    languages: tuple[str, ...]
    checks: tuple[str, ...]
    remote: bool
    capacity: int
    priority: float


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer as its line tells it; `lat` and `lon` are NaN for one that can only help remotely."""

    line: int
    id: str
    skills: tuple[str, ...]
    lat: float
    lon: float
    km: float
    free: tuple[Interval, ...]
    languages: tuple[str, ...]
    checks: tuple[str, ...]
    remote: bool
    capacity: int


@dataclass(frozen=True, slots=True)
class MatchingFiles:
    """Both files, whole."""

    needs: tuple[NeedRow, ...]
    offers: tuple[OfferRow, ...]


def read_matching(needs: Path, offers: Path) -> MatchingFiles:
    """Both files. Raises Unreadable with every fault that was found, OSError where a file cannot be opened."""
    faults: list[Fault] = []
    asked = _needs(read_lines("needs", needs, NEED_COLUMNS, NEED_COLUMNS, faults))
    given = _offers(read_lines("offers", offers, OFFER_COLUMNS, OFFER_COLUMNS, faults))
    faults += _too_many("languages", [(row.line, row.languages) for row in asked], MOST_LANGUAGES)
    faults += _too_many("checks", [(row.line, row.checks) for row in asked], MOST_CHECKS)
    if faults:
        raise Unreadable(sorted(faults, key=lambda one: (one.file, one.line)))
    return MatchingFiles(asked, given)


def _needs(lines: list[Line]) -> tuple[NeedRow, ...]:
    seen: dict[str, int] = {}
    found = []
    for line in lines:
        name, skill = identifier(line, seen), line.text("skill")
        if not skill or ";" in skill:
            line.wrong("wrong_skill", "skill")
        remote = line.read("remote", "wrong_remote", yes_or_no)
        lat, lon = _place(line, remote)
        minutes = line.read("minutes", "wrong_minutes_of_need", lambda text: whole(text, 1, WEEK_MINUTES))
        free = _free(line)
        capacity = line.read("capacity", "wrong_capacity", lambda text: whole(text, 0, MOST_CAPACITY))
        priority = line.read(
            "priority", "wrong_priority_of_need", lambda text: real(text, 0, MOST_PRIORITY), 0.0
        )
        languages, checks = _words(line, "languages"), _words(line, "checks")
        if not languages:
            line.wrong("no_language", "languages")
        if line.whole:
            words = languages, checks
            place = lat, lon
            found.append(
                NeedRow(
                    line.number,
                    name,
                    skill.casefold(),
                    *place,
                    minutes,
                    free,
                    *words,
                    remote,
                    capacity,
                    priority,
                )
            )
    return tuple(found)


def _offers(lines: list[Line]) -> tuple[OfferRow, ...]:
    seen: dict[str, int] = {}
    found = []
    for line in lines:
        name, skills = identifier(line, seen), _words(line, "skills")
        if not skills:
            line.wrong("wrong_skill", "skills")
        remote = line.read("remote", "wrong_remote", yes_or_no)
        lat, lon = _place(line, remote)
        km = line.read("km", "wrong_km", lambda text: real(text, 0, MOST_KM))
        free = _free(line)
        capacity = line.read("capacity", "wrong_capacity", lambda text: whole(text, 0, MOST_CAPACITY))
        languages, checks = _words(line, "languages"), _words(line, "checks")
        if not languages:
            line.wrong("no_language", "languages")
        if line.whole:
            found.append(
                OfferRow(line.number, name, skills, lat, lon, km, free, languages, checks, remote, capacity)
            )
    return tuple(found)


def _place(line: Line, remote: bool | None) -> tuple[float, float]:
    """Latitude and longitude; both may be empty where help is remote."""
    if remote and not line.text("lat") and not line.text("lon"):
        return math.nan, math.nan
    lat = line.read("lat", "wrong_place", lambda text: real(text, -90, 90))
    lon = line.read("lon", "wrong_place", lambda text: real(text, -180, 180))
    return lat, lon


def _free(line: Line) -> tuple[Interval, ...]:
    try:
        return weekly_windows(line.text("windows"))
    except BadWindow as bad:
        said = str(bad.params.get("text", bad.params.get("rule", "")))
        line.wrong(f"window_{bad.code}", "windows", said or line.text("windows")[:60])
        return ()


def _words(line: Line, column: str) -> tuple[str, ...]:
    """The words of a list, in lower case, each once, in their order."""
    return tuple(dict.fromkeys(word.casefold() for word in line.listed(column)))


def _too_many(column: str, rows: list[tuple[int, tuple[str, ...]]], most: int) -> list[Fault]:
    """A fault at each line that asks for a language or check beyond those that there is room for."""
    known: dict[str, int] = {}
    faults = []
    for line, words in rows:
        for word in words:
            if known.setdefault(word, len(known)) >= most:
                faults.append(Fault("needs", line, f"too_many_{column}", column, word))
    return faults


def yes_or_no(text: str) -> bool:
    """Whether a cell says yes, in either language or as a number; ValueError where it says neither."""
    word = text.strip().casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError(text)


def whole(text: str, least: int, most: int) -> int:
    """A whole number within limits; ValueError otherwise."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 12 or not least <= int(text) <= most:
        raise ValueError(text)
    return int(text)


def real(text: str, least: float, most: float) -> float:
    """A number within limits; ValueError otherwise, also for `nan` and `inf`."""
    if "_" in text:
        raise ValueError(text)
    number = float(text)
    if not least <= number <= most:
        raise ValueError(text)
    return number
