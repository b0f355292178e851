"""The catalogue as typed, unchangeable records: what figures mean and what the Act says, in both languages.

Read once and kept. A file that is wrong is refused with its name and the field to mend (`CatalogueError`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from string import Formatter
from types import MappingProxyType
from typing import Any, TypeVar

from edau.catalogue import LANGUAGES, CatalogueError, Record, names, read, root

T = TypeVar("T")

UNITS = frozenset({"percent", "count", "minutes", "ratio", "score", "pounds", "tonnes", "years", "place"})
SERIES_UNITS = UNITS | {
    *("per_1000_people", "per_10000_people", "per_100000_people", "per_million_people", "per_1000_homes"),
    *("kwh", "million_pounds", "vehicles_a_day", "nights", "businesses", "celsius", "millimetres"),
}
KINDS = frozenset({"count", "proportion", "rate", "ratio", "mean", "index", "modelled"})
LEVELS = frozenset({"OA", "LSOA", "MSOA", "LA", "point"})
INTERVALS = frozenset(
    {"wilson", "published"}
    | {f"none:{reason}" for reason in ("count", "index", "modelled", "administrative", "no_denominator")}
)
POLARITIES = frozenset({"none", "up", "down"})
BASES = frozenset({"persons", "persons_5", "households", "persons_16", "employed_16"})
STRENGTHS = frozenset({"above", "below", "none", "present"})
AREA_KINDS = frozenset(
    {"country", "authority", "health_board", "board", "place", "community", "ward", "lsoa"}
)
GENDERS = frozenset({"m", "f"})
SHORT_LENGTH = 34
PLACEHOLDERS = frozenset(
    {"value", "share", "Share", "fraction", "Fraction", "verdict", "wales", "count", "place", "loc", "of"}
)
FIGURES = frozenset({"value", "share", "fraction", "verdict", "wales", "count"})
GAP_PLACEHOLDERS = frozenset({"place", "loc", "of", "authority", "authority_loc"})
WORD_FILES = ("caveats", "intervals", "levels", "reliability", "statuses", "units", "kinds", "questions")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same thing said in Welsh and in English, each in its own words."""

    cy: str
    en: str

    def say(self, language: str) -> str:
        """The text in one language; `KeyError` for a language that is neither cy nor en."""
        return {"cy": self.cy, "en": self.en}[language]


@dataclass(frozen=True, slots=True)
class Strength:
    """A sentence about what is there, and when it may be said.

    `when` is ``above`` or ``below`` (significantly, against Wales), ``none`` (the figure is nought) or
    ``present`` (there is some of it: at least `at_least`, or anything above nought).
    """

    when: str
    sentence: Bilingual
    at_least: float | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """The people or homes a share is a share of, with the forms that grammar asks for.

    `the` is "yr aelwydydd", `of_the` "o’r aelwydydd" / "of households"; `plural` the English noun; `after`
    what stands behind the name of the place ("… who live {loc} and travel to work"); `gender` of the Welsh
    numeral.
    """

    the: str
    of_the: Bilingual
    plural: str
    after: Bilingual | None
    gender: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measure: its names, what it means, why it matters, and how its figures may be used and said.

    `checked` says whether somebody qualified has read the Welsh. `per` multiplies the stored value for
    display (a ratio of 1.29 with `per` 100 is shown as 129). `national_indicator` is the number of the
    statutory indicator that this is; `near_national_indicators` those that it only comes near. `series`
    names the authority series of which this is the last period.
    """

    key: str
    name: Bilingual
    official_title: bool
    short: Bilingual
    definition: Bilingual
    why: Bilingual
    sentence: Bilingual
    sentence_none: Bilingual | None
    sentence_one: Bilingual | None
    sentence_two: Bilingual | None
    strength: Strength | None
    checked: bool
    theme: str
    order: int
    on_page: bool
    unit: str
    kind: str
    decimals: int
    per: int
    whole: Whole | None
    base: str | None
    polarity: str
    goals: tuple[str, ...]
    goals_link: str
    national_indicator: int | None
    near_national_indicators: tuple[int, ...]
    period: str
    level: str
    interval: str
    source: str
    licence: str
    series: str | None
    caveats: tuple[str, ...]
    review: date

    @property
    def of(self) -> Bilingual | None:
        """The base in words, "o’r aelwydydd" / "of households"; None where the figure is not a share."""
        return self.whole.of_the if self.whole else None


@dataclass(frozen=True, slots=True)
class Series:
    """One figure of the authorities and of Wales over time. `on_page`: its order on place pages, or None."""

    key: str
    dataset: str
    name: Bilingual
    short: Bilingual
    note: Bilingual
    checked: bool
    unit: str
    decimals: int
    polarity: str
    theme: str
    source: str
    interval: str
    on_page: int | None
    national_indicator: int | None
    near_national_indicators: tuple[int, ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    key: str
    order: int
    name: Bilingual
    intro: Bilingual
    official_title: Bilingual | None
    checked: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Something we do not know: said on the page of every area it applies to, with what would fill it."""

    code: str
    kinds: frozenset[str]
    population_below: int | None
    theme: str
    text: Bilingual
    fill: Bilingual
    on_page: bool
    checked: bool

    def applies(self, kind: str, population: float | None) -> bool:
        """Whether the gap is one for an area of this kind and size; an unknown size counts as a small one."""
        if kind not in self.kinds:
            return False
        return self.population_below is None or population is None or population < self.population_below


@dataclass(frozen=True, slots=True)
class OfficialText:
    """Words of the Act or of the Welsh Ministers; checked only in a language whose flag is literally true.

    `cy_label` is our own plain Welsh, to stand beside the English where the official Welsh was not seen.
    """

    en: str
    en_checked: bool
    cy: str | None
    cy_checked: bool
    cy_label: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Wording:
    """What to show of an official text: `text` in `lang`, and our own plain words, `label`, where needed.

    `official` is true only where the wording was seen in an official source. `notice` is "disgrifiad
    answyddogol" / "unofficial description" where what stands in the reader's language is not official
    wording.
    """

    text: str
    lang: str
    official: bool
    label: str | None
    notice: str | None


@dataclass(frozen=True, slots=True)
class Goal:
    key: str
    number: int
    title: OfficialText
    description: OfficialText


@dataclass(frozen=True, slots=True)
class Way:
    key: str
    section: str
    title: OfficialText
    description: OfficialText


@dataclass(frozen=True, slots=True)
class NationalIndicator:
    """One of the 50 of section 10. Its link to the goals is our own until the official one could be read."""

    number: int
    text: OfficialText
    unit: str
    goals: tuple[str, ...]
    goals_link: str


@dataclass(frozen=True, slots=True)
class Milestone:
    number: int
    indicator: int
    wave: int
    text: OfficialText


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything in the catalogue. Mappings keep the order of the files (themes, statute) or of the key."""

    themes: Mapping[str, Theme]
    goals: Mapping[str, Goal]
    ways: Mapping[str, Way]
    national_indicators: Mapping[int, NationalIndicator]
    milestones: Mapping[int, Milestone]
    series: Mapping[str, Series]
    indicators: Mapping[str, Indicator]
    gaps: Mapping[str, Gap]
    words: Mapping[str, Mapping[str, Bilingual]]
    wholes: Mapping[str, Whole]
    fractions: Mapping[str, Any]
    verdicts: Mapping[str, Any]
    notices: Mapping[str, Bilingual]
    official_titles: Mapping[str, tuple[str, ...]]
    banned: Mapping[str, tuple[str, ...]]

    def of_theme(self, theme: str, *, on_page: bool | None = None) -> tuple[Indicator, ...]:
        """The indicators of a theme in order; with `on_page`, only those that are (or are not) on pages."""
        found = (
            one for one in self.indicators.values() if one.theme == theme and on_page in (None, one.on_page)
        )
        return tuple(sorted(found, key=lambda one: one.order))

    def series_on_page(self) -> tuple[Series, ...]:
        """The series that the page of a place shows for its authority, in order."""
        found = [(one.on_page, one) for one in self.series.values() if one.on_page is not None]
        return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))

    def gaps_for(self, kind: str, population: float | None) -> tuple[Gap, ...]:
        """What is not known about an area of this kind and size, in the order of the register."""
        return tuple(gap for gap in self.gaps.values() if gap.applies(kind, population))

    def word(self, kind: str, code: str, language: str) -> str:
        """The words for a code: `word("caveats", "census_lockdown", "cy")`. `KeyError` if there are none."""
        return self.words[kind][code].say(language)


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships with Edau, read once."""
    return read_catalogue(root())


def official(text: OfficialText, language: str) -> Wording:
    """What a reader in `language` is shown of an official text.

    Official Welsh where it was seen; else our own plain Welsh as `label`, marked "disgrifiad answyddogol",
    with the English quoted (`lang` is "en"). English that was not seen in a source is shown, but never as
    official.
    """
    notice = catalogue().notices["unofficial"].say(language)
    if language == "cy":
        if text.cy and text.cy_checked:
            return Wording(text.cy, "cy", official=True, label=None, notice=None)
        return Wording(text.en, "en", official=text.en_checked, label=text.cy_label, notice=notice)
    return Wording(
        text.en, "en", official=text.en_checked, label=None, notice=None if text.en_checked else notice
    )


def slug(dataset: str, indicator: str) -> str:
    """The key of a series: "employment-rate" and "Employment rate" → "employment-rate/employment-rate"."""
    return f"{dataset}/{re.sub(r'[^a-z0-9]+', '-', indicator.lower()).strip('-')}"


def read_catalogue(folder: Traversable) -> Catalogue:
    """Read and check the catalogue below `folder`; `CatalogueError` at the first thing that is wrong."""
    words = {kind: _words(folder, kind) for kind in WORD_FILES}
    wholes = _wholes(folder)
    themes = {one.key: one for one in _each(folder, "themes.yaml", _theme)}
    goals = {one.key: one for one in _each(folder, "statute/goals.yaml", _goal)}
    measures = _each(
        folder, "statute/national_indicators.yaml", lambda record: _national_indicator(record, goals)
    )
    numbers = {one.number: one for one in measures}
    milestones = _each(folder, "statute/milestones.yaml", lambda record: _milestone(record, numbers))
    series = {
        one.key: one
        for one in _each(folder, "series.yaml", lambda record: _series(record, themes, words, numbers))
    }
    indicators = {}
    for file in names(folder, "indicators"):
        record = Record(file, read(folder, file))
        one = _indicator(record, themes, goals, numbers, series, wholes, words)
        if file != f"indicators/{one.key}.yaml":
            raise record.fail("key", f"is “{one.key}”, but the file is called {file}")
        indicators[one.key] = one
    gaps = {one.code: one for one in _each(folder, "gaps.yaml", lambda record: _gap(record, themes))}
    return Catalogue(
        themes=MappingProxyType(dict(sorted(themes.items(), key=lambda pair: pair[1].order))),
        goals=MappingProxyType(goals),
        ways=MappingProxyType({one.key: one for one in _each(folder, "statute/ways.yaml", _way)}),
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
    found = {str(code): _both(record, code) for code in record.values}
    return MappingProxyType(found)


def _wholes(folder: Traversable) -> Mapping[str, Whole]:
    record = Record("words/wholes.yaml", read(folder, "words/wholes.yaml"))
    found = {}
    for key in record.values:
        one = record.inner(key)
        found[key] = Whole(
            the=one.text("the_cy"),
            of_the=_both(one, "of_the"),
            plural=one.text("plural_en"),
            after=_optional_both(one, "after"),
            gender=one.choice("gender_cy", GENDERS),
        )
        one.close()
    return MappingProxyType(found)


def _theme(record: Record) -> Theme:
    return Theme(
        key=record.text("key"),
        order=record.whole_number("order"),
        name=_both(record, "name"),
        intro=_both(record, "intro"),
        official_title=_optional_both(record, "official_title"),
        checked=_checked(record),
    )


def _official(record: Record, name: str) -> OfficialText:
    inner = record.inner(name)
    text = OfficialText(
        en=inner.text("en"),
        en_checked=inner.take("en_checked") is True,
        cy=inner.optional_text("cy"),
        cy_checked=inner.take("cy_checked") is True,
        cy_label=inner.text("cy_label"),
        note=inner.optional_text("note"),
    )
    inner.close()
    if text.cy_checked and not text.cy:
        raise inner.fail("cy_checked", "is true, but there is no Welsh text")
    return text


def _goal(record: Record) -> Goal:
    return Goal(
        record.text("key"),
        record.whole_number("n", least=1),
        _official(record, "title"),
        _official(record, "description"),
    )


def _way(record: Record) -> Way:
    return Way(
        record.text("key"),
        record.text("section"),
        _official(record, "title"),
        _official(record, "description"),
    )


def _national_indicator(record: Record, goals: Mapping[str, Goal]) -> NationalIndicator:
    return NationalIndicator(
        number=record.whole_number("n", least=1),
        text=_official(record, "text"),
        unit=record.text("unit"),
        goals=record.choices("goals", goals),
        goals_link=record.choice("goals_link", {"own", "official"}),
    )


def _milestone(record: Record, numbers: Mapping[int, NationalIndicator]) -> Milestone:
    return Milestone(
        number=record.whole_number("n", least=1),
        indicator=_national(record, "indicator", numbers),
        wave=record.whole_number("wave", least=1),
        text=_official(record, "text"),
    )


def _series(
    record: Record,
    themes: Mapping[str, Theme],
    words: Mapping[str, Mapping[str, Bilingual]],
    numbers: Mapping[int, NationalIndicator],
) -> Series:
    key = record.text("key")
    if not re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", key):
        raise record.fail(
            "key", "should be a data set and a figure, in small letters: data-set/name-of-figure"
        )
    return Series(
        key=key,
        dataset=key.partition("/")[0],
        name=_both(record, "name"),
        short=_short(record),
        note=_both(record, "note"),
        checked=_checked(record),
        unit=record.choice("unit", SERIES_UNITS),
        decimals=record.whole_number("decimals"),
        polarity=record.choice("polarity", POLARITIES),
        theme=record.choice("theme", themes),
        source=record.text("source"),
        interval=record.choice("interval", INTERVALS),
        on_page=None if record.take("on_page", None) is None else record.whole_number("on_page", least=1),
        national_indicator=_optional_national(record, numbers),
        near_national_indicators=record.choices("near_national_indicators", numbers),
        caveats=record.choices("caveats", words["caveats"]),
    )


def _gap(record: Record, themes: Mapping[str, Theme]) -> Gap:
    kinds = frozenset(record.choices("kinds", AREA_KINDS))
    below = record.take("population_below", None)
    gap = Gap(
        code=record.text("code"),
        kinds=kinds,
        population_below=None if below is None else record.whole_number("population_below", least=1),
        theme=record.choice("theme", themes),
        text=_template(record, "text", GAP_PLACEHOLDERS),
        fill=_template(record, "fill", GAP_PLACEHOLDERS),
        on_page=record.flag("on_page"),
        checked=_checked(record),
    )
    if not kinds:
        raise record.fail("kinds", "should name at least one kind of area")
    return gap


def _indicator(
    record: Record,
    themes: Mapping[str, Theme],
    goals: Mapping[str, Goal],
    numbers: Mapping[int, NationalIndicator],
    series: Mapping[str, Series],
    wholes: Mapping[str, Whole],
    words: Mapping[str, Mapping[str, Bilingual]],
) -> Indicator:
    whole = record.optional_choice("whole", wholes)
    indicator = Indicator(
        key=record.text("key"),
        name=_both(record, "name"),
        official_title=record.flag("official_title"),
        short=_short(record),
        definition=_both(record, "definition"),
        why=_both(record, "why"),
        sentence=_template(record, "sentence", PLACEHOLDERS),
        sentence_none=_optional_template(record, "sentence_none"),
        sentence_one=_optional_template(record, "sentence_one"),
        sentence_two=_optional_template(record, "sentence_two"),
        strength=_strength(record),
        checked=_checked(record),
        theme=record.choice("theme", themes),
        order=record.whole_number("order"),
        on_page=record.flag("on_page"),
        unit=record.choice("unit", UNITS),
        kind=record.choice("kind", KINDS),
        decimals=record.whole_number("decimals"),
        per=record.whole_number("per", default=1, least=1),
        whole=wholes[whole] if whole else None,
        base=record.optional_choice("base", BASES),
        polarity=record.choice("polarity", POLARITIES),
        goals=record.choices("goals", goals),
        goals_link=record.choice("goals_link", {"own", "official"}),
        national_indicator=_optional_national(record, numbers),
        near_national_indicators=record.choices("near_national_indicators", numbers, default=[]),
        period=record.text("period"),
        level=record.choice("level", LEVELS),
        interval=record.choice("interval", INTERVALS),
        source=record.text("source"),
        licence=record.text("licence"),
        series=record.optional_choice("series", series),
        caveats=record.choices("caveats", words["caveats"]),
        review=record.day("review"),
    )
    if "{share}" in indicator.sentence.cy.lower() and indicator.whole is None:
        raise record.fail("whole", "must say what the share is a share of, because the sentence uses {share}")
    record.close()
    return indicator


def _strength(record: Record) -> Strength | None:
    if record.take("strength") is None:
        return None
    inner = record.inner("strength")
    least = inner.take("at_least", None)
    if least is not None and not isinstance(least, (int, float)):
        raise inner.fail("at_least", "should be a number")
    sentence = Bilingual(inner.text("cy"), inner.text("en"))
    _check_placeholders(inner, sentence, PLACEHOLDERS)
    strength = Strength(inner.choice("when", STRENGTHS), sentence, least)
    inner.close()
    return strength


def _national(record: Record, name: str, numbers: Mapping[int, NationalIndicator]) -> int:
    number = record.whole_number(name, least=1)
    if number not in numbers:
        raise record.fail(name, f"is {number}, which is not the number of a national indicator")
    return number


def _optional_national(record: Record, numbers: Mapping[int, NationalIndicator]) -> int | None:
    if record.take("national_indicator", None) is None:
        return None
    return _national(record, "national_indicator", numbers)


def _checked(record: Record) -> bool:
    """Whether somebody qualified has read the Welsh: `wording: {checked: true}`."""
    inner = record.inner("wording")
    checked = inner.flag("checked")
    inner.close()
    return checked


def _both(record: Record, name: str) -> Bilingual:
    return Bilingual(*record.both(name))


def _optional_both(record: Record, name: str) -> Bilingual | None:
    return None if record.take(name, None) is None else _both(record, name)


def _short(record: Record) -> Bilingual:
    short = _both(record, "short")
    for language in LANGUAGES:
        if len(short.say(language)) > SHORT_LENGTH:
            raise record.fail(f"short.{language}", f"is longer than {SHORT_LENGTH} characters")
    return short


def _template(record: Record, name: str, allowed: frozenset[str]) -> Bilingual:
    both = _both(record, name)
    _check_placeholders(record, both, allowed, name)
    return both


def _optional_template(record: Record, name: str) -> Bilingual | None:
    return None if record.take(name, None) is None else _template(record, name, PLACEHOLDERS)


def _check_placeholders(record: Record, both: Bilingual, allowed: frozenset[str], name: str = "") -> None:
    """Braces must name what a sentence can be given, and both languages must carry the same figures."""
    figures = []
    for language in LANGUAGES:
        field = f"{name}.{language}" if name else language
        try:
            used = {one for _, one, _, _ in Formatter().parse(both.say(language)) if one is not None}
        except ValueError as error:
            raise record.fail(field, f"has a brace that is not closed or not opened ({error})") from error
        if unknown := used - allowed:
            raise record.fail(field, f"uses {{{sorted(unknown)[0]}}}, which is not known")
        figures.append({one.lower() for one in used} & FIGURES)
    if figures[0] != figures[1]:
        raise record.fail(name or "cy", "does not carry the same figures in both languages")
