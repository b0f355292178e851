"""What the catalogue holds, as typed, unchangeable records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from edau.catalogue import Bilingual


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
