"""One record of a file into what it stands for, with every code in it checked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from edau.catalogue import Bilingual, Record
from edau.understand.catalogue.fields import (
    GAP_PLACEHOLDERS,
    PLACEHOLDERS,
    both,
    checked,
    national,
    official_text,
    optional_both,
    optional_national,
    optional_template,
    short,
    strength,
    template,
)
from edau.understand.catalogue.records import (
    Gap,
    Goal,
    Indicator,
    Milestone,
    NationalIndicator,
    Series,
    Theme,
    Way,
    Whole,
)

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
AREA_KINDS = frozenset(
    {"country", "authority", "health_board", "board", "place", "community", "ward", "lsoa"}
)


def slug(dataset: str, indicator: str) -> str:
    """The key of a series: "employment-rate" and "Employment rate" → "employment-rate/employment-rate"."""
    return f"{dataset}/{re.sub(r'[^a-z0-9]+', '-', indicator.lower()).strip('-')}"


def theme(record: Record) -> Theme:
    """A theme: under what heading figures stand."""
    return Theme(
        key=record.text("key"),
        order=record.whole_number("order"),
        name=both(record, "name"),
        intro=both(record, "intro"),
        official_title=optional_both(record, "official_title"),
        checked=checked(record),
    )


def goal(record: Record) -> Goal:
    """One of the seven goals of the Act."""
    return Goal(
        record.text("key"),
        record.whole_number("n", least=1),
        official_text(record, "title"),
        official_text(record, "description"),
    )


def way(record: Record) -> Way:
    """One of the five ways of working."""
    return Way(
        record.text("key"),
        record.text("section"),
        official_text(record, "title"),
        official_text(record, "description"),
    )


def national_indicator(record: Record, goals: Mapping[str, Goal]) -> NationalIndicator:
    """One of the fifty indicators of section 10."""
    return NationalIndicator(
        number=record.whole_number("n", least=1),
        text=official_text(record, "text"),
        unit=record.text("unit"),
        goals=record.choices("goals", goals),
        goals_link=record.choice("goals_link", {"own", "official"}),
    )


def milestone(record: Record, numbers: Mapping[int, NationalIndicator]) -> Milestone:
    """One of the national milestones, for an indicator that the statute has."""
    return Milestone(
        number=record.whole_number("n", least=1),
        indicator=national(record, "indicator", numbers),
        wave=record.whole_number("wave", least=1),
        text=official_text(record, "text"),
    )


def series(
    record: Record,
    themes: Mapping[str, Theme],
    words: Mapping[str, Mapping[str, Bilingual]],
    numbers: Mapping[int, NationalIndicator],
) -> Series:
    """A series; its key says its data set."""
    key = record.text("key")
    if not re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", key):
        raise record.fail(
            "key", "should be a data set and a figure, in small letters: data-set/name-of-figure"
        )
    return Series(
        key=key,
        dataset=key.partition("/")[0],
        name=both(record, "name"),
        short=short(record),
        note=both(record, "note"),
        checked=checked(record),
        unit=record.choice("unit", SERIES_UNITS),
        decimals=record.whole_number("decimals"),
        polarity=record.choice("polarity", POLARITIES),
        theme=record.choice("theme", themes),
        source=record.text("source"),
        interval=record.choice("interval", INTERVALS),
        on_page=None if record.take("on_page", None) is None else record.whole_number("on_page", least=1),
        national_indicator=optional_national(record, numbers),
        near_national_indicators=record.choices("near_national_indicators", numbers),
        caveats=record.choices("caveats", words["caveats"]),
    )


def gap(record: Record, themes: Mapping[str, Theme]) -> Gap:
    """An entry in the register of what is not known; it must name the kinds of area it applies to."""
    kinds = frozenset(record.choices("kinds", AREA_KINDS))
    below = record.take("population_below", None)
    gap = Gap(
        code=record.text("code"),
        kinds=kinds,
        population_below=None if below is None else record.whole_number("population_below", least=1),
        theme=record.choice("theme", themes),
        text=template(record, "text", GAP_PLACEHOLDERS),
        fill=template(record, "fill", GAP_PLACEHOLDERS),
        on_page=record.flag("on_page"),
        checked=checked(record),
    )
    if not kinds:
        raise record.fail("kinds", "should name at least one kind of area")
    return gap


def indicator(
    record: Record,
    themes: Mapping[str, Theme],
    goals: Mapping[str, Goal],
    numbers: Mapping[int, NationalIndicator],
    series: Mapping[str, Series],
    wholes: Mapping[str, Whole],
    words: Mapping[str, Mapping[str, Bilingual]],
) -> Indicator:
    """An indicator; where its sentence says a share, it must say of what."""
    whole = record.optional_choice("whole", wholes)
    indicator = Indicator(
        key=record.text("key"),
        name=both(record, "name"),
        official_title=record.flag("official_title"),
        short=short(record),
        definition=both(record, "definition"),
        why=both(record, "why"),
        sentence=template(record, "sentence", PLACEHOLDERS),
        sentence_none=optional_template(record, "sentence_none"),
        sentence_one=optional_template(record, "sentence_one"),
        sentence_two=optional_template(record, "sentence_two"),
        strength=strength(record),
        checked=checked(record),
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
        national_indicator=optional_national(record, numbers),
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
