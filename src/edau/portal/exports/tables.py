"""Tables to take away: the same figures as on the page, with everything that makes them citable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from edau.language.alphabet import sort_names
from edau.places.models import Area
from edau.portal.pages.indicator import AreaRow
from edau.portal.pages.profile import OF_BEST_FIT
from edau.portal.queries.evidence import Evidence
from edau.portal.queries.open_data import AreaFigure, PublishedPoint, points_of
from edau.portal.words.release import release_line, said, source_lines
from edau.understand.analysis.cube import cube
from edau.understand.analysis.figures import figures_of
from edau.understand.catalogue import Bilingual, Indicator, catalogue
from edau.understand.formats.csv_text import csv_text, lines_text
from edau.understand.formats.table import Column, Row, SourceLine, Table, both
from edau.understand.models import Source

CSV = "text/csv; charset=utf-8; header=present"
MARK = "\ufeff"  # what spreadsheets look for, so that ŵ and ŷ arrive whole
INTERVALS = {
    "wilson": _("Wilson’s interval (95%)"),
    "published": _("interval (95%) that was published with the figure"),
    "none:count": _("no interval: a count, not a sample"),
    "none:index": _("no interval: a share of residents in areas whose order is fixed"),
    "none:modelled": _("no interval: an estimate from a model"),
    "none:administrative": _("no interval: from the records of services"),
    "none:no_denominator": _("no interval: only the percentage was published"),
}


def csv_file(
    name: str, table: Table | Iterable[Sequence[Any]], language: str = "", *, for_programs: bool = False
) -> HttpResponse:
    """A CSV file in UTF-8: a table in this language or else in that of the page, or lines.

    It begins with the mark that spreadsheets look for. Programs get none, and headings that are the same in both
    languages.
    """
    text = "" if for_programs else MARK
    if isinstance(table, Table):
        text += csv_text(table, language or get_language() or "cy", plain_headings=for_programs)
    else:
        text += lines_text(table)
    response = HttpResponse(text, content_type=CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def figures(area: Area, evidence: Evidence, language: str, theme: str = "") -> Table:
    """Every figure of an area, or of one theme. Withheld values are empty, with their status."""
    authority = area.authority or area
    chosen = [
        (authority if figure.level == "LA" else area, figure)
        for _key, figure in sorted(evidence.figures.items())
        if not theme or figure.indicator.theme == theme
    ]
    return table_of_figures(chosen, evidence.sources)


def observations(
    rows: Iterable[AreaRow], indicator: Indicator, sources: Mapping[str, Source], language: str
) -> Table:
    """Every area's figure of one indicator, in the alphabetical order of the language."""
    whole = cube()
    chosen = [
        (area, figure)
        for area, row in sort_names(rows, language=language, name=lambda each: each[0].name(language))
        for figure in figures_of(area, [row], whole).values()
    ]
    return table_of_figures(chosen, sources)


def trends(area: Area, evidence: Evidence, language: str) -> Table:
    """The series of an area's authority beside those of Wales."""
    authority = area if area.kind in ("authority", "country") else (area.authority or area)
    points = points_of([authority.code], [trend.series.key for trend in evidence.trends])
    return table_of_series(points, {authority.code: authority}, evidence.sources)


def table_of_figures(
    chosen: Sequence[AreaFigure], sources: Mapping[str, Source], title: Bilingual | None = None
) -> Table:
    """Figures of areas as a table, one to a row; what a page withholds is withheld here, with its status."""
    areas = {area.code: area for area, _figure in chosen}
    indicators = {figure.indicator.key: figure.indicator for _area, figure in chosen}
    used = source_lines(sources, (figure.source for _area, figure in chosen))
    columns = _figure_columns(areas, indicators, used)
    return Table(
        name=_name_of(areas, indicators),
        title=title or title_of(areas.values(), [one.name for one in indicators.values()]),
        columns=columns,
        rows=[_figure_row(area, figure) for area, figure in chosen],
        key=("place", "indicator", "period"),
        release=release_line(),
        sources=used,
        notes=_notes(chosen),
        place="place",
        metric="indicator",
        time="period",
        measures=("value", "lower", "upper"),
        status="status",
        unit="unit",
    )


def table_of_series(
    points: Sequence[PublishedPoint],
    areas: Mapping[str, Area],
    sources: Mapping[str, Source],
    title: Bilingual | None = None,
) -> Table:
    """Published series of authorities as a table, one period to a row."""
    known = catalogue().series
    chosen = {point.series: known[point.series] for point in points if point.series in known}
    points = [point for point in points if point.series in known]
    shown = {point.area_id: areas[point.area_id] for point in points}
    used = source_lines(sources, (known[point.series].source for point in points))
    words = catalogue().words
    return Table(
        name=_name_of(shown, chosen),
        title=title or title_of(shown.values(), [one.name for one in chosen.values()]),
        columns=(
            *_place_columns(shown),
            Column("series", both(_("series")), codes={key: one.name for key, one in chosen.items()}),
            Column("series_name", both(_("name")), words_of="series"),
            Column("period", both(_("period"))),
            Column("value", both(_("value")), "number"),
            Column("unit", both(_("unit")), codes=words["units"], in_words=True),
            Column("lower", both(_("lower limit (95%)")), "number"),
            Column("upper", both(_("upper limit (95%)")), "number"),
            Column("wales", both(_("Wales")), "number"),
            *_source_columns(used),
            Column("status", both(_("status")), codes=words["statuses"], listed=True),
            Column("status_words", both(_("status in words")), words_of="status"),
        ),
        rows=[
            (
                *(point.area_id, point.series, point.period, point.value, known[point.series].unit),
                *(point.lower, point.upper, point.wales, known[point.series].source, point.status),
            )
            for point in points
        ],
        key=("place", "series", "period"),
        release=release_line(),
        sources=used,
        notes=tuple(
            dict.fromkeys(
                note
                for one in chosen.values()
                for note in (one.note, *(words["caveats"][code] for code in one.caveats))
            )
        ),
        place="place",
        metric="series",
        time="period",
        measures=("value", "lower", "upper"),
        status="status",
        unit="unit",
    )


def title_of(areas: Iterable[Area], measures: Sequence[Bilingual]) -> Bilingual:
    """What a table is called: by its one measure, by its one area, by both, or by how many of each."""
    areas = list(areas)
    names = [Bilingual(cy=area.name_cy, en=area.name_en) for area in areas]
    if len(measures) == 1 and len(names) == 1:
        return said(_("%(measure)s: %(area)s"), measure=measures[0], area=names[0])
    if len(measures) == 1:
        return measures[0]
    if len(names) == 1:
        return said(_("%(area)s: figures"), area=names[0])
    return said(_("Measures: %(measures)s. Areas: %(areas)s."), measures=len(measures), areas=len(names))


def _figure_columns(
    areas: Mapping[str, Area], indicators: Mapping[str, Indicator], used: Sequence[SourceLine]
) -> tuple[Column, ...]:
    words = catalogue().words
    labels = catalogue().verdicts
    relations = {code: Bilingual(**label["label"]) for code, label in labels.items()}
    return (
        *_place_columns(areas),
        Column("indicator", both(_("indicator")), codes={key: one.name for key, one in indicators.items()}),
        Column("indicator_name", both(_("name")), words_of="indicator"),
        Column("period", both(_("period"))),
        Column("value", both(_("value")), "number"),
        Column("unit", both(_("unit")), codes=words["units"], in_words=True),
        Column("numerator", both(_("numerator")), "number"),
        Column("denominator", both(_("denominator")), "number"),
        Column("lower", both(_("lower limit (95%)")), "number"),
        Column("upper", both(_("upper limit (95%)")), "number"),
        Column(
            "interval",
            both(_("interval")),
            codes={code: both(text) for code, text in INTERVALS.items()},
            listed=True,
        ),
        Column("status", both(_("status")), codes=words["statuses"], listed=True),
        Column("reliability", both(_("reliability")), codes=words["reliability"], listed=True),
        Column("level", both(_("level")), codes=words["levels"], listed=True),
        Column("vintage", both(_("year of the geography")), "integer"),
        Column("wales", both(_("Wales")), "number"),
        Column("relation", both(_("beside Wales")), codes=relations, listed=True),
        *_source_columns(used),
        Column("interval_words", both(_("interval in words")), words_of="interval"),
        Column("status_words", both(_("status in words")), words_of="status"),
        Column("reliability_words", both(_("reliability in words")), words_of="reliability"),
        Column("level_words", both(_("level in words")), words_of="level"),
        Column("relation_words", both(_("beside Wales, in words")), words_of="relation"),
    )


def _figure_row(area: Area, figure: Any) -> Row:
    shown = not figure.withheld

    def as_named(value: float | None) -> float | None:
        """In the unit that the name and the pages speak of: 129 for every 100, though 1.29 is stored."""
        per = figure.indicator.per
        return value if value is None or per == 1 else round(value * per, 9)

    return (
        area.code,
        figure.indicator.key,
        figure.period,
        as_named(figure.value) if shown else None,
        figure.indicator.unit,
        figure.numerator if shown else None,
        figure.denominator if shown else None,
        as_named(figure.lower) if shown else None,
        as_named(figure.upper) if shown else None,
        figure.interval,
        figure.status,
        figure.reliability,
        figure.level,
        figure.vintage,
        as_named(figure.wales),
        figure.relation,
        figure.source,
    )


def _place_columns(areas: Mapping[str, Area]) -> tuple[Column, ...]:
    names = {code: Bilingual(cy=area.name_cy, en=area.name_en) for code, area in areas.items()}
    return (
        Column("place", both(_("code")), codes=names),
        Column("place_name", both(_("area")), words_of="place"),
    )


def _source_columns(used: Sequence[SourceLine]) -> tuple[Column, ...]:
    def words(of: Callable[[SourceLine], Bilingual]) -> dict[str, Bilingual]:
        return {source.key: of(source) for source in used}

    return (
        Column(
            "publisher", both(_("publisher")), words_of="source", codes=words(lambda source: source.publisher)
        ),
        Column("source", both(_("source")), codes=words(lambda source: source.title), in_words=True),
        Column(
            "table",
            both(_("table")),
            words_of="source",
            codes=words(lambda source: Bilingual(source.table, source.table)),
        ),
        Column(
            "licence",
            both(_("licence")),
            words_of="source",
            codes=words(lambda source: Bilingual(source.licence.name, source.licence.name)),
        ),
    )


def _notes(chosen: Sequence[AreaFigure]) -> tuple[Bilingual, ...]:
    """What to bear in mind, each thing once. Where no area was fitted from small ones, nothing about fitting."""
    words = catalogue().words["caveats"]
    codes: dict[str, None] = {}
    for area, figure in chosen:
        for code in figure.indicator.caveats:
            if area.kind == "place" or code not in OF_BEST_FIT:
                codes[code] = None
    return tuple(words[code] for code in codes)


def _name_of(areas: Mapping[str, Area], measures: Mapping[str, Any]) -> str:
    """A file name: letters, digits and hyphens."""
    area = next(iter(areas.values())).slug_en if len(areas) == 1 else ""
    measure = next(iter(measures)).replace("/", "-").replace("_", "-") if len(measures) == 1 else ""
    return "-".join(filter(None, [area, measure])) or "figures"
