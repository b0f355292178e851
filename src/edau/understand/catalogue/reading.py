"""The files of the catalogue, read and checked as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

from edau.catalogue import LANGUAGES, Bilingual, CatalogueError, Record, names, read, root
from edau.understand.catalogue import making
from edau.understand.catalogue.fields import both, optional_both
from edau.understand.catalogue.records import Catalogue, Whole

T = TypeVar("T")
GENDERS = frozenset({"m", "f"})
WORD_FILES = ("caveats", "intervals", "levels", "reliability", "statuses", "units", "kinds", "questions")


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships with Edau, read once."""
    return read_catalogue(root())


def read_catalogue(folder: Traversable) -> Catalogue:
    """Read and check the catalogue below `folder`; `CatalogueError` at the first thing that is wrong."""
    words = {kind: _words(folder, kind) for kind in WORD_FILES}
    wholes = _wholes(folder)
    themes = {one.key: one for one in _each(folder, "themes.yaml", making.theme)}
    goals = {one.key: one for one in _each(folder, "statute/goals.yaml", making.goal)}
    measures = _each(
        folder, "statute/national_indicators.yaml", lambda record: making.national_indicator(record, goals)
    )
    numbers = {one.number: one for one in measures}
    milestones = _each(folder, "statute/milestones.yaml", lambda record: making.milestone(record, numbers))
    series = {
        one.key: one
        for one in _each(folder, "series.yaml", lambda record: making.series(record, themes, words, numbers))
    }
    indicators = {}
    for file in names(folder, "indicators"):
        record = Record(file, read(folder, file))
        one = making.indicator(record, themes, goals, numbers, series, wholes, words)
        if file != f"indicators/{one.key}.yaml":
            raise record.fail("key", f"is “{one.key}”, but the file is called {file}")
        indicators[one.key] = one
    gaps = {one.code: one for one in _each(folder, "gaps.yaml", lambda record: making.gap(record, themes))}
    return Catalogue(
        themes=MappingProxyType(dict(sorted(themes.items(), key=lambda pair: pair[1].order))),
        goals=MappingProxyType(goals),
        ways=MappingProxyType({one.key: one for one in _each(folder, "statute/ways.yaml", making.way)}),
        national_indicators=MappingProxyType(numbers),
        milestones=MappingProxyType({one.number: one for one in milestones}),
        series=MappingProxyType(series),
        indicators=MappingProxyType(indicators),
        gaps=MappingProxyType(gaps),
        words=MappingProxyType(words),
        wholes=MappingProxyType(wholes),
        fractions=MappingProxyType(read(folder, "words/fractions.yaml")),
        verdicts=MappingProxyType(read(folder, "words/verdicts.yaml")),
        notices=_words(folder, "notices"),
        official_titles=_listed(folder, "words/official_titles.yaml"),
        banned=_listed(folder, "words/banned.yaml"),
    )


def _each(folder: Traversable, file: str, make: Callable[[Record], T]) -> list[T]:
    """The records of a file that holds a list of them; each must name itself (key, code or n) once."""
    values = read(folder, file)
    if not isinstance(values, list) or not values:
        raise CatalogueError(file, "", "should be a list of records")
    made, seen = [], set()
    for position, value in enumerate(values, start=1):
        name = next((value[one] for one in ("key", "code", "n") if one in (value or ())), position)
        record = Record(file, value, str(name))
        if name in seen:
            raise CatalogueError(file, str(name), "is there twice")
        seen.add(name)
        made.append(make(record))
        record.close()
    return made


def _listed(folder: Traversable, file: str) -> Mapping[str, tuple[str, ...]]:
    """A file of one list per language."""
    record = Record(file, read(folder, file))
    lists = {language: tuple(str(one) for one in record.take(language)) for language in LANGUAGES}
    record.close()
    return MappingProxyType(lists)


def _words(folder: Traversable, kind: str) -> Mapping[str, Bilingual]:
    """A file of words by code."""
    record = Record(f"words/{kind}.yaml", read(folder, f"words/{kind}.yaml"))
    found = {str(code): both(record, code) for code in record.values}
    return MappingProxyType(found)


def _wholes(folder: Traversable) -> Mapping[str, Whole]:
    record = Record("words/wholes.yaml", read(folder, "words/wholes.yaml"))
    found = {}
    for key in record.values:
        one = record.inner(key)
        found[key] = Whole(
            the=one.text("the_cy"),
            of_the=both(one, "of_the"),
            plural=one.text("plural_en"),
            after=optional_both(one, "after"),
            gender=one.choice("gender_cy", GENDERS),
        )
        one.close()
    return MappingProxyType(found)
