"""What the catalogue says of trends and signals: the words of the register, and the entries that ship with Edau.

Read once and kept. A file that is wrong is refused with its name and the field to mend (`CatalogueError`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType
from urllib.parse import urlsplit

from edau.catalogue import Record, names, read, root
from edau.understand.catalogue import Bilingual, catalogue
from edau.understand.choices import HEADINGS, HORIZONS, KINDS, MARKS

AREA_CODE = re.compile(r"[A-Z][0-9]{8}|psb-[a-z0-9-]+")
DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_KEY = 60


@dataclass(frozen=True, slots=True)
class Words:
    """The words for the codes of the register, in the order in which they are shown."""

    kinds: Mapping[str, Bilingual]
    kind_meanings: Mapping[str, Bilingual]
    headings: Mapping[str, Bilingual]
    horizons: Mapping[str, Bilingual]
    likelihood: Mapping[int, Bilingual]
    impact: Mapping[int, Bilingual]


@dataclass(frozen=True, slots=True)
class GivenSource:
    """Where an entry that rests on no series is from. `address` may be empty, `date` is ISO 8601 of any precision."""

    title: Bilingual
    publisher: Bilingual
    address: str
    date: str
    licence: str


@dataclass(frozen=True, slots=True)
class Starter:
    """One entry that ships with Edau. With a series its source is the series' own, so `source` is None."""

    key: str
    kind: str
    heading: str
    title: Bilingual
    what: Bilingual
    checked: bool
    horizons: tuple[str, ...]
    areas: tuple[str, ...]
    goals: tuple[str, ...]
    series: str
    source: GivenSource | None


@cache
def signal_words() -> Words:
    """The words of the register that ship with Edau."""
    return read_words(root())


@cache
def starters() -> Mapping[str, Starter]:
    """The entries that ship with Edau, by key."""
    return read_starters(root())


def read_words(folder: Traversable) -> Words:
    """Reads `words/signals.yaml`; every code must have its words, and no other."""
    record = Record("words/signals.yaml", read(folder, "words/signals.yaml"))
    kinds, meanings = _worded(record, "kinds", KINDS), _worded(record, "kind_meanings", KINDS)
    headings, horizons = _worded(record, "headings", HEADINGS), _worded(record, "horizons", HORIZONS)
    likelihood, impact = _marked(record, "likelihood"), _marked(record, "impact")
    record.close()
    return Words(kinds, meanings, headings, horizons, likelihood, impact)


def read_starters(folder: Traversable) -> Mapping[str, Starter]:
    """Reads every file of `signals/`; each is named after its key."""
    found = {}
    for file in names(folder, "signals"):
        record = Record(file, read(folder, file))
        one = _starter(record)
        if file != f"signals/{one.key}.yaml":
            raise record.fail("key", f"is “{one.key}”, but the file is called {file}")
        found[one.key] = one
    return MappingProxyType(found)


def _worded(record: Record, name: str, codes: tuple[str, ...]) -> Mapping[str, Bilingual]:
    inner = record.inner(name)
    found = {code: Bilingual(*inner.both(code)) for code in codes}
    inner.close()
    return MappingProxyType(found)


def _marked(record: Record, name: str) -> Mapping[int, Bilingual]:
    inner = record.inner(name)
    by_text = Record(inner.file, {str(mark): words for mark, words in inner.values.items()}, inner.where)
    found = {mark: Bilingual(*by_text.both(str(mark))) for mark in MARKS}
    by_text.close()
    return MappingProxyType(found)


def _starter(record: Record) -> Starter:
    key = record.text("key")
    if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        raise record.fail("key", f"should be small letters and hyphens, {LONGEST_KEY} at most")
    series = record.optional_choice("series", catalogue().series)
    given = None if record.take("source", None) is None else _source(record.inner("source"))
    if (series is None) == (given is None):
        raise record.fail("source", "should be given if, and only if, there is no series")
    areas = tuple(str(code) for code in record.take("areas"))
    if not areas or not all(AREA_CODE.fullmatch(code) for code in areas):
        raise record.fail("areas", "should be a list of codes of areas such as W92000004")
    wording = record.inner("wording")
    one = Starter(
        key=key,
        kind=record.choice("kind", KINDS),
        heading=record.choice("heading", HEADINGS),
        title=Bilingual(*record.both("title")),
        what=Bilingual(*record.both("what")),
        checked=wording.flag("checked"),
        horizons=record.choices("horizons", HORIZONS),
        areas=areas,
        goals=record.choices("goals", catalogue().goals),
        series=series or "",
        source=given,
    )
    wording.close()
    record.close()
    if not one.horizons:
        raise record.fail("horizons", "should name at least one range of years")
    return one


def _source(record: Record) -> GivenSource:
    address, day = record.optional_text("address") or "", record.text("date")
    if address and (urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).netloc):
        raise record.fail("address", "should begin with https://")
    if not DATE.fullmatch(day):
        raise record.fail("date", "should be a year or a day, such as 2021 or 2021-12-14")
    source = GivenSource(
        title=Bilingual(*record.both("title")),
        publisher=Bilingual(*record.both("publisher")),
        address=address,
        date=day,
        licence=record.text("licence"),
    )
    record.close()
    return source
