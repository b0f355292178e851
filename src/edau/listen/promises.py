"""What each level of the ladder promises and asks of the body that promises it, and what the law says of consulting, from the
catalogue. Read once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable

from edau.catalogue import Bilingual, CatalogueError, Record, read, root
from edau.listen.choices import Level

PROMISES, LAW = "words/promises.yaml", "statute/consultation.yaml"
RUNGS = range(1, 9)  # of Arnstein's ladder


@dataclass(frozen=True, slots=True)
class LevelPromise:
    """One level: its promise, what it requires, the rungs of Arnstein's ladder, the step of the IAP2 Spectrum."""

    key: str
    promises: Bilingual
    requires: Bilingual
    arnstein: tuple[int, ...]
    iap2: Bilingual


@dataclass(frozen=True, slots=True)
class Law:
    """What the law asks: the least number of weeks for a plan and where that stands; the four tests and their cases."""

    weeks: int
    weeks_source: Bilingual
    weeks_says: Bilingual
    weeks_checked: bool
    tests: Mapping[str, Bilingual]
    tests_source: Bilingual
    tests_checked: bool


@cache
def promises() -> Mapping[str, LevelPromise]:
    """The levels by key, the lowest first."""
    return read_promises(root())


@cache
def law() -> Law:
    """The law as it ships with Edau."""
    return read_law(root())


def is_short(opened: date, closes: date) -> bool:
    """Whether people have less time between these days than the law gives them for a plan."""
    return (closes - opened).days < 7 * law().weeks


def read_promises(folder: Traversable) -> Mapping[str, LevelPromise]:
    """Reads `words/promises.yaml`; each level is there once and in its order, else CatalogueError."""
    record = Record(PROMISES, read(folder, PROMISES))
    found = {}
    for one in record.each("levels"):
        level = LevelPromise(
            key=one.choice("key", Level.values),
            promises=Bilingual(*one.both("promises")),
            requires=Bilingual(*one.both("requires")),
            arnstein=one.choices("arnstein", RUNGS),
            iap2=Bilingual(*one.both("iap2")),
        )
        one.close()
        found[level.key] = level
    record.close()
    if list(found) != Level.values:
        raise CatalogueError(PROMISES, "levels", f"should be, in this order: {', '.join(Level.values)}")
    return found


def read_law(folder: Traversable) -> Law:
    """Reads `statute/consultation.yaml`; CatalogueError at the first thing that is wrong."""
    record = Record(LAW, read(folder, LAW))
    plans, fair = record.inner("plans"), record.inner("fair")
    tests = fair.inner("tests")
    made = Law(
        weeks=plans.whole_number("weeks", least=1),
        weeks_source=Bilingual(*plans.both("source")),
        weeks_says=Bilingual(*plans.both("says")),
        weeks_checked=plans.flag("checked"),
        tests={name: Bilingual(*tests.both(name)) for name in ("formative", "reasons", "time", "weighed")},
        tests_source=Bilingual(*fair.both("source")),
        tests_checked=fair.flag("checked"),
    )
    for each in (tests, fair, plans, record):
        each.close()
    return made
