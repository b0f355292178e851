"""Tables as files: the same figures as on the page, with everything that makes them citable."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from edau.language.alphabet import sort_names
from edau.places.models import Area
from edau.portal.indicator_page import AreaRow
from edau.portal.queries.evidence import Evidence
from edau.understand.catalogue import Indicator, catalogue
from edau.understand.models import Source

Table = Iterable[list[Any]]


def csv_file(name: str, rows: Table) -> HttpResponse:
    """A CSV file, in UTF-8 with the mark that spreadsheets look for, so that ŵ and ŷ arrive whole."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(response, lineterminator="\r\n").writerows([_plain(value) for value in row] for row in rows)
    return response


def _plain(value: Any) -> Any:
    """No cell may begin like a formula: spreadsheets would run it."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if formula else value


def _heading() -> list[str]:
    return [
        _("code"),
        _("area"),
        _("indicator"),
        _("name"),
        _("period"),
        _("value"),
        _("unit"),
        _("numerator"),
        _("denominator"),
        _("lower limit (95%)"),
        _("upper limit (95%)"),
        _("interval"),
        _("status"),
        _("reliability"),
        _("level"),
        _("year of the geography"),
        _("Wales"),
        _("beside Wales"),
        _("publisher"),
        _("source"),
        _("table"),
        _("licence"),
    ]


def figures(area: Area, evidence: Evidence, language: str, theme: str = "") -> Iterator[list[Any]]:
    """Every figure of an area, or of one theme. Withheld values are empty, with their status."""
    yield _heading()
    authority = area.authority or area
    for key, figure in sorted(evidence.figures.items()):
        indicator = figure.indicator
        if theme and indicator.theme != theme:
            continue
        named = authority if figure.level == "LA" else area
        shown = not figure.withheld
        yield [
            named.code,
            named.name(language),
            key,
            indicator.name.say(language),
            figure.period,
            figure.value if shown else None,
            _unit(indicator, language),
            figure.numerator if shown else None,
            figure.denominator if shown else None,
            figure.lower if shown else None,
            figure.upper if shown else None,
            figure.interval,
            figure.status,
            figure.reliability,
            figure.level,
            figure.vintage,
            figure.wales,
            figure.relation,
            *_source(evidence.sources.get(figure.source), language),
        ]


def observations(
    rows: Iterable[AreaRow], indicator: Indicator, sources: Mapping[str, Source], language: str
) -> Iterator[list[Any]]:
    """Every area's figure of one indicator, in the alphabetical order of the language."""
    yield _heading()
    for area, row in sort_names(rows, language=language, name=lambda each: each[0].name(language)):
        shown = row.status != "u"
        yield [
            area.code,
            area.name(language),
            indicator.key,
            indicator.name.say(language),
            row.period,
            row.value if shown else None,
            _unit(indicator, language),
            row.numerator if shown else None,
            row.denominator if shown else None,
            row.lower if shown else None,
            row.upper if shown else None,
            row.interval,
            row.status,
            row.reliability,
            row.level,
            row.vintage,
            None,
            "",
            *_source(sources.get(row.source_id), language),
        ]


def trends(area: Area, evidence: Evidence, language: str) -> Iterator[list[Any]]:
    """The series of an area's authority beside those of Wales."""
    yield [
        _("code"),
        _("area"),
        _("series"),
        _("name"),
        _("period"),
        _("value"),
        _("unit"),
        _("lower limit (95%)"),
        _("upper limit (95%)"),
        _("Wales"),
        _("publisher"),
        _("source"),
        _("table"),
        _("licence"),
    ]
    authority = area if area.kind in ("authority", "country") else (area.authority or area)
    for trend in evidence.trends:
        unit = catalogue().word("units", trend.series.unit, language)
        source = _source(evidence.sources.get(trend.series.source), language)
        for point in trend.points:
            values = [point.period, point.value, unit, point.lower, point.upper, point.wales]
            yield [
                authority.code,
                authority.name(language),
                trend.series.key,
                trend.series.name.say(language),
                *values,
                *source,
            ]


def _unit(indicator: Indicator, language: str) -> str:
    return catalogue().word("units", indicator.unit, language)


def _source(source: Source | None, language: str) -> list[str]:
    if source is None:
        return ["", "", "", ""]
    return [source.publisher(language), source.title(language), source.table, source.licence]
