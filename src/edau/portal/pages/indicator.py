"""The page of an indicator, the list of them, and the goals of the Act, put together from the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from edau.language.alphabet import sort_names
from edau.language.numbers import number, period
from edau.places.models import Area
from edau.portal.addresses import area_reference
from edau.portal.pictures.figures import indicator_map, spread_of_places
from edau.portal.words.phrases import phrases
from edau.understand.analysis.cube import Cube
from edau.understand.catalogue import Indicator, OfficialText, Wording, catalogue, official
from edau.understand.models import Source
from edau.understand.queries.observations import ObservationRow
from edau.understand.wording import shown, verdict

LEAST_RELIABILITY = 0.5  # below it most of what differs between places is chance, and a map would show noise
CLASSES = 5
AreaRow = tuple[Area, ObservationRow]


@dataclass(frozen=True)
class PlaceLine:
    reference: str
    name: str
    authority: str
    value: str
    interval: str
    verdict: str
    reliability: str


@dataclass(frozen=True)
class ClassLine:
    group: int
    text: str


@dataclass(frozen=True)
class IndicatorPage:
    """Everything the template of an indicator's page needs."""

    key: str
    name: str
    official_title: bool
    theme: str
    definition: str
    why: str
    facts: tuple[
        tuple[str, str, str], ...
    ]  # label, text, and the language of the text where it is not the page's
    goals: tuple[Wording, ...]
    notes: tuple[str, ...]
    picture: SafeString | str
    sentence: str
    map: SafeString | str
    classes: tuple[ClassLine, ...]
    no_map: str
    places: tuple[PlaceLine, ...]
    attribution: str


def indicator_page(
    indicator: Indicator,
    rows: Sequence[AreaRow],
    cube: Cube,
    sources: Mapping[str, Source],
    language: str,
) -> IndicatorPage:
    """The page of one indicator. An authority's indicator has no figures of places: it says so and has no table."""
    known, source = catalogue(), sources.get(indicator.source)
    spread, wales = cube.spreads.get(indicator.key), cube.wales.get(indicator.key)
    withheld = [row for _area, row in rows if row.status == "u"]
    usable = [each for each in rows if each[1].status != "u" and each[1].value is not None]
    wales_text = shown(indicator, wales) if wales is not None and indicator.unit != "count" else ""
    picture, classes, no_map = _map(indicator, usable, cube, language)
    facts = [
        (_("Wales"), wales_text),
        (_("When"), period(indicator.period, language)),
        (_("Counted at"), known.word("levels", indicator.level, language)),
        (_("Source"), _source_text(source, language)),
        (_("Licence"), source.licence if source else indicator.licence),
        (_("Next review of this text"), period(indicator.review.isoformat(), language)),
    ]
    return IndicatorPage(
        key=indicator.key,
        name=indicator.name.say(language),
        official_title=indicator.official_title,
        theme=known.themes[indicator.theme].name.say(language),
        definition=indicator.definition.say(language),
        why=indicator.why.say(language),
        facts=tuple((label, text, "") for label, text in facts if text) + _table(source),
        goals=tuple(official(known.goals[goal].title, language) for goal in indicator.goals),
        notes=(
            *(known.word("caveats", c, language) for c in indicator.caveats),
            known.word("intervals", indicator.interval, language),
        ),
        picture=spread_of_places(indicator, spread, wales, wales_text, len(usable))
        if spread and usable
        else "",
        sentence=_sentence(indicator, usable, len(withheld)),
        map=picture,
        classes=classes,
        no_map=no_map,
        places=tuple(_place_lines(indicator, rows, cube, language)),
        attribution=source.attribution(language) if source else "",
    )


def _source_text(source: Source | None, language: str) -> str:
    if source is None:
        return ""
    return f"{source.title(language)}, {source.publisher(language)}"


def _table(source: Source | None) -> tuple[tuple[str, str, str], ...]:
    """The publisher's own name for the table, which exists in English only."""
    return ((_("Table"), source.table, "en"),) if source and source.table else ()


def _sentence(indicator: Indicator, usable: Sequence[AreaRow], withheld: int) -> str:
    """Where most places stand: the middle half, never a list from best to worst."""
    if not usable:
        return _("There are no figures for towns and villages: this is published for whole authorities only.")
    low, middle, high = np.percentile([row.value for _area, row in usable], [25, 50, 75])
    words = {
        "count": number(len(usable)),
        "low": shown(indicator, float(low)),
        "middle": shown(indicator, float(middle)),
        "high": shown(indicator, float(high)),
    }
    text = (
        _("Half of the %(count)s places lie between %(low)s and %(high)s; the middle one has %(middle)s.")
        % words
    )
    if withheld:
        text += " " + _("For %(count)s places under 2,000 people no figure is shown.") % {
            "count": number(withheld)
        }
    return text


def _place_lines(
    indicator: Indicator, rows: Iterable[AreaRow], cube: Cube, language: str
) -> Iterable[PlaceLine]:
    for area, row in sort_names(rows, language=language, name=lambda each: each[0].name(language)):
        relation = cube.relations.get((area.code, indicator.key), "not_compared")
        value = None if row.status == "u" else row.value
        interval = ""
        if value is not None and row.lower is not None and row.upper is not None:
            ends = {"lower": shown(indicator, row.lower), "upper": shown(indicator, row.upper)}
            interval = phrases(language).between % ends
        yield PlaceLine(
            reference=area_reference(area, language),
            name=area.name(language),
            authority=area.authority.name(language) if area.authority else "",
            value="–" if value is None else shown(indicator, value),
            interval=interval,
            verdict="" if value is None or relation == "not_compared" else verdict(relation, language),
            reliability="" if value is None else row.reliability,
        )


def _map(
    indicator: Indicator, usable: Sequence[AreaRow], cube: Cube, language: str
) -> tuple[SafeString | str, tuple[ClassLine, ...], str]:
    """A map in at most five classes of equal size, or the reason why there is none."""
    spread = cube.spreads.get(indicator.key)
    if spread is None or len(usable) < CLASSES:
        return "", (), ""
    if spread.reliability < LEAST_RELIABILITY:
        return (
            "",
            (),
            _(
                "No map: most of the difference between places is chance, so a map would show patterns that are not there."
            ),
        )
    values = {area.code: float(row.value) for area, row in usable if row.value is not None}
    quantiles = np.quantile(list(values.values()), np.linspace(0, 1, CLASSES + 1)[1:-1])
    cuts = sorted({float(cut) for cut in quantiles if float(cut) < max(values.values())})
    title = _("Map of Wales: %(name)s") % {"name": indicator.name.say(language)}
    picture = indicator_map(
        {area.code: area for area, _row in usable}, values, key="map", title=title, cuts=cuts
    )
    return picture, tuple(_class_lines(indicator, cuts)), ""


def _class_lines(indicator: Indicator, cuts: Sequence[float]) -> Iterable[ClassLine]:
    texts = [shown(indicator, cut) for cut in cuts]
    for group in range(len(cuts) + 1):
        if group == 0:
            text = _("up to %(high)s") % {"high": texts[0]} if texts else ""
        elif group == len(cuts):
            text = _("over %(low)s") % {"low": texts[-1]}
        else:
            text = _("over %(low)s, up to %(high)s") % {"low": texts[group - 1], "high": texts[group]}
        yield ClassLine(group, text)


def theme_lists(language: str) -> list[dict[str, object]]:
    """Every indicator under its theme."""
    known = catalogue()
    return [
        {
            "key": theme.key,
            "name": theme.name.say(language),
            "intro": theme.intro.say(language),
            "official_title": theme.official_title.say(language) if theme.official_title else "",
            "indicators": [
                {"key": one.key, "name": one.name.say(language)} for one in known.of_theme(theme.key)
            ],
        }
        for theme in known.themes.values()
    ]


def _held_here(number: int, language: str) -> list[dict[str, object]]:
    """Our indicators that are this national one, or come near it, with the words that say which."""
    return [
        {
            "key": one.key,
            "name": one.name.say(language),
            "same": one.national_indicator == number,
        }
        for one in catalogue().indicators.values()
        if one.national_indicator == number or number in one.near_national_indicators
    ]


def goal_blocks(language: str) -> dict[str, object]:
    """The words of the Act and of the Welsh Ministers, each marked as official only where it was seen to be."""

    def say(text: OfficialText) -> Wording:
        return official(text, language)

    known = catalogue()
    return {
        "goals": [
            {"number": g.number, "title": say(g.title), "description": say(g.description)}
            for g in known.goals.values()
        ],
        "ways": [
            {"section": w.section, "title": say(w.title), "description": say(w.description)}
            for w in known.ways.values()
        ],
        "indicators": [
            {"number": one.number, "text": say(one.text), "held": _held_here(one.number, language)}
            for one in known.national_indicators.values()
        ],
        "notice": known.notices["unofficial"].say(language),
        "milestones": [
            {"number": m.number, "indicator": m.indicator, "text": say(m.text)}
            for m in known.milestones.values()
        ],
    }
