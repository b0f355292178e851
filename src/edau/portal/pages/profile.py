"""The page of one area as data: what is said, in which order, with what evidence. Words come from the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from edau.language.numbers import number, period
from edau.places.models import Area
from edau.portal.pictures.figures import hill
from edau.portal.words.measures import Measure, measures
from edau.portal.words.phrases import phrases
from edau.ui.links import address_of
from edau.ui.rows import Form, Heading, body, escaped, form
from edau.understand.analysis.cube import Cube
from edau.understand.analysis.figures import Figure
from edau.understand.catalogue import Theme, catalogue
from edau.understand.models import Source
from edau.understand.wording import Fact, Names, gap, names_of, sentence, shown, strength, strengths, verdict

MOST_STRENGTHS = 5
OF_BEST_FIT = ("place_fit", "small_area_shared_out", "wider_area")
WITH_UNIT_WORDS = ("minutes", "years", "tonnes", "score")
FINDINGS = 2  # sentences at the head of a theme
HILL = '<div class="hillrow"><p class="what"><a href="%s">%s</a></p><p class="say">%s</p><div class="pic">%s</div></div>'


@dataclass(frozen=True)
class Line:
    """A label and a value; `reference` links it to the page of an area, `lang` is set where it is in the other language."""

    label: str
    value: str
    reference: str = ""
    lang: str = ""

    @property
    def drawn(self) -> SafeString:
        """The value as HTML."""
        value = escape(self.value)
        if self.reference:
            drawn = f'<a href="{escape(address_of("portal:place", self.reference))}">{value}</a>'
        else:
            drawn = (
                f'<span lang="{escape(self.lang)}">{value}</span>' if self.lang else f"<span>{value}</span>"
            )
        return mark_safe(drawn)  # noqa: S308


class Row(NamedTuple):
    """One measure: as a picture with a verdict, and as a line of the table."""

    key: str
    address: str
    label: str
    name: str
    verdict: str
    value: str
    interval: str
    wales: str
    reliability: str
    source: str
    picture: str = ""


@dataclass(frozen=True)
class ThemeBlock:
    """One theme: its finding in words, its pictures, its table, and what to bear in mind."""

    key: str
    name: str
    official_title: str
    finding: str
    hills: SafeString
    lines: tuple[Row, ...]
    caption: str
    table: SafeString
    download: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class StrengthLine:
    value: str
    sentence: str
    source: str


@dataclass(frozen=True)
class GapLine:
    text: str
    fill: str


@dataclass(frozen=True)
class Reader:
    """For whom the page is made: the language, the area's names, and what its sources are called."""

    language: str
    kind: str
    names: Mapping[str, Names]
    authority: Mapping[str, Names]
    sources: Mapping[str, Source]
    said: dict[tuple[str, str], str] = field(default_factory=dict)

    def says_source(self, key: str, when: str) -> str:
        """ "Public libraries in Wales, 2024"; a title that names the year needs no date beside it."""
        if (key, when) not in self.said:  # sixty figures of a page have the same source
            self.said[key, when] = self._source(key, when)
        return self.said[key, when]

    def _source(self, key: str, when: str) -> str:
        source = self.sources.get(key)
        date = period(when, self.language, short=True)
        if source is None:
            return date
        title = source.title(self.language)
        return title if when[:4] in title else f"{title}, {date}"


def reader_of(area: Area, language: str, sources: Mapping[str, Source]) -> Reader:
    return Reader(language, area.kind, names_of(area), names_of(area.authority or area), sources)


def fact_of(figure: Figure, reader: Reader, cube: Cube) -> Fact:
    """A figure ready to be said. Figures of level LA are the authority's, and named so."""
    indicator, spread = figure.indicator, cube.spreads.get(figure.indicator.key)
    known = not figure.withheld and figure.value is not None
    distinctness = 0.0
    if known and spread and figure.wales is not None and spread.deviation > 0:
        distinctness = abs(figure.value - figure.wales) / spread.deviation  # type: ignore[operator]
    return Fact(
        indicator=indicator,
        names=reader.authority if figure.level == "LA" else reader.names,
        value=shown(indicator, figure.value) if known else None,  # type: ignore[arg-type]
        number=figure.value if known else None,
        fraction=figure.fraction if known and indicator.whole else None,
        relation=figure.relation,
        wales=shown(indicator, figure.wales) if figure.wales is not None and _comparable(figure) else None,
        counted=number(figure.numerator) if figure.numerator is not None else None,
        caveats=indicator.caveats,
        reliability=figure.reliability,
        distinctness=distinctness,
    )


def _comparable(figure: Figure) -> bool:
    """Whether the value of Wales says anything beside this one: a count of all Wales does not."""
    return figure.indicator.unit != "count"


def facts_of(figures: Mapping[str, Figure], reader: Reader, cube: Cube) -> dict[str, Fact]:
    """All figures of a page ready to be said, by indicator."""
    return {key: fact_of(figure, reader, cube) for key, figure in figures.items()}


def strength_lines(
    figures: Mapping[str, Figure], facts: Mapping[str, Fact], reader: Reader
) -> list[StrengthLine]:
    """What is here already: chosen by the catalogue's rule from these figures, at most five."""
    return [
        StrengthLine(
            value=str(fact.value),
            sentence=strength(fact, reader.language),
            source=_strength_source(figures[fact.indicator.key], fact, reader),
        )
        for fact in strengths([facts[key] for key in figures], MOST_STRENGTHS)
    ]


def _strength_source(figure: Figure, fact: Fact, reader: Reader) -> str:
    source = reader.says_source(figure.source, figure.period)
    return (
        _("%(source)s. Wales: %(wales)s.") % {"source": source, "wales": fact.wales}
        if fact.wales
        else f"{source}."
    )


def theme_blocks(
    figures: Mapping[str, Figure], facts: Mapping[str, Fact], reader: Reader, cube: Cube
) -> list[ThemeBlock]:
    """The themes that have any figure, in the catalogue's order."""
    blocks, known, columns = [], measures(reader.language), _columns(reader)
    for theme, keys in _contents():
        own = [figures[key] for key in keys if key in figures]
        if own:
            blocks.append(_theme_block(theme, own, facts, reader, cube, known, columns))
    return blocks


@cache
def _contents() -> tuple[tuple[Theme, tuple[str, ...]], ...]:
    """The themes with the indicators in each, both in the catalogue's order."""
    known = catalogue()
    return tuple(
        (theme, tuple(one.key for one in known.of_theme(theme.key))) for theme in known.themes.values()
    )


def _theme_block(
    theme: Theme,
    figures: list[Figure],
    facts: Mapping[str, Fact],
    reader: Reader,
    cube: Cube,
    known: Mapping[str, Measure],
    columns: Form,
) -> ThemeBlock:
    language = reader.language
    too_small = [known[figure.indicator.key].name for figure in figures if figure.withheld == "too_small"]
    figures = [figure for figure in figures if figure.withheld != "too_small"]
    say, words = phrases(language), {"theme": theme.name.say(language), "name": reader.names[language].name}
    lines = tuple(
        _row(figure, facts[figure.indicator.key], known[figure.indicator.key], reader, cube)
        for figure in figures
    )
    return ThemeBlock(
        key=theme.key,
        name=theme.name.say(language),
        official_title=theme.official_title.say(language) if theme.official_title else "",
        finding=_finding(figures, facts, theme, language),
        hills=_hills([line for line in lines if line.picture]),
        lines=lines,
        caption=say.table_of % words,
        table=_table(lines, columns),
        download=say.download % words,
        notes=(*_too_small(too_small), *_notes(figures, reader.kind, language)),
    )


def _hills(drawn: Sequence[Row]) -> SafeString:
    """The drawn measures, each with its label, its verdict and its hill; in Python, for the same reason as `ui.rows`."""
    texts = iter(escaped([text for line in drawn for text in (line.address, line.label, line.verdict)]))
    return mark_safe(  # noqa: S308
        "\n".join(
            HILL % (address, label, verdict, line.picture)
            for line, address, label, verdict in zip(drawn, texts, texts, texts, strict=True)
        )
    )


def _columns(reader: Reader) -> Form:
    """The columns of the tables of a page: the same under every theme."""
    say = phrases(reader.language)
    return form(
        (
            Heading(say.measure),
            Heading(reader.names[reader.language].name, numeric=True),
            Heading(say.interval, numeric=True),
            Heading(say.wales, numeric=True),
            Heading(say.reliability),
            Heading(say.source),
        )
    )


def _table(lines: Sequence[Row], columns: Form) -> SafeString:
    rows = [
        (line.name, line.value, line.interval, line.wales, line.reliability, line.source) for line in lines
    ]
    return columns.head + body(columns, rows, [line.address for line in lines])


def _finding(figures: list[Figure], facts: Mapping[str, Fact], theme: Theme, language: str) -> str:
    """What most sets the place apart in this theme; where nothing does, the theme's own first line and its first figure."""
    shown_ones = [figure for figure in figures if not figure.withheld and figure.value is not None]
    apart = [figure for figure in shown_ones if figure.relation in ("higher", "lower")]
    apart.sort(key=lambda figure: -facts[figure.indicator.key].distinctness)
    telling = [figure for figure in shown_ones if figure.indicator.on_page] or shown_ones
    chosen = (apart or telling)[:FINDINGS]
    if not chosen:
        return theme.intro.say(language)
    return " ".join(sentence(facts[figure.indicator.key], language) for figure in chosen)


def _row(figure: Figure, fact: Fact, measure: Measure, reader: Reader, cube: Cube) -> Row:
    indicator, language = figure.indicator, reader.language
    drawn = indicator.on_page and not figure.withheld and figure.level != "LA"
    if indicator.unit == "count" and reader.kind != "place":
        drawn = False  # how many surgeries an authority has says nothing beside how many a town has
    of_authority = f" ({reader.authority[language].name})" if figure.level == "LA" else ""
    return Row(
        key=indicator.key,
        address=measure.address,
        label=measure.label,
        name=measure.name + of_authority,
        verdict=verdict(figure.relation, language) if figure.relation != "not_compared" else "",
        value=_value_or_reason(figure, fact, language),
        interval=interval_text(figure, language),
        wales=str(fact.wales or ""),
        reliability="" if figure.withheld else figure.reliability,
        source=reader.says_source(figure.source, figure.period),
        picture=hill(figure, fact, reader.names[language].name, cube, language) if drawn else "",
    )


def _too_small(names: Sequence[str]) -> Iterable[str]:
    """One line for all that may not be shown, instead of a row of dashes for each."""
    if names:
        yield _("Not shown, because too few people live here: %(names)s.") % {"names": "; ".join(names)}


def _value_or_reason(figure: Figure, fact: Fact, language: str) -> str:
    if fact.value is None:
        return _("no figure")
    value = fact.value if isinstance(fact.value, str) else fact.value.cy
    unit = figure.indicator.unit
    return f"{value} {catalogue().word('units', unit, language)}" if unit in WITH_UNIT_WORDS else value


def interval_text(figure: Figure, language: str) -> str:
    """ "23.9–25.4%"; empty where there is none, or the figure is withheld."""
    if figure.withheld or figure.lower is None or figure.upper is None:
        return ""
    lower, upper = shown(figure.indicator, figure.lower), shown(figure.indicator, figure.upper)
    return phrases(language).between % {"lower": lower, "upper": upper}


def _notes(figures: list[Figure], kind: str, language: str) -> tuple[str, ...]:
    """What to bear in mind, each thing once: the measures' own caveats, then how intervals were made or why not."""
    known = catalogue()
    caveats = dict.fromkeys(code for figure in figures for code in figure.indicator.caveats)
    if kind != "place":  # other areas are made of whole small areas: nothing was fitted or shared out
        caveats = {code: None for code in caveats if code not in OF_BEST_FIT}
    intervals = dict.fromkeys(figure.interval for figure in figures)
    return (
        *(known.word("caveats", code, language) for code in caveats),
        *(known.word("intervals", code, language) for code in intervals),
    )


def gap_lines(area: Area, reader: Reader) -> list[GapLine]:
    """What is not known about this area, from the register of gaps."""
    known = catalogue().gaps_for(area.kind, area.population)
    return [
        GapLine(*gap(one, reader.names, reader.language, reader.authority)) for one in known if one.on_page
    ]
