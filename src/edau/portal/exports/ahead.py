"""The series of an authority with their look ahead as a table for a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edau.places.models import Area
from edau.portal.api.files import table_of_lines
from edau.portal.words import ahead as ahead_words
from edau.understand.analysis.ahead import Ahead
from edau.understand.catalogue import catalogue
from edau.understand.formats.table import Table, both
from edau.understand.queries.sources import sources_by_key

COLUMNS = (
    *(
        "area",
        "area_name",
        "series",
        "series_name",
        "period",
        "kind",
        "value",
        "unit",
        "lower",
        "upper",
        "level",
    ),
    *("direction", "method", "held", "tests", "refused", "publisher", "source", "table", "licence"),
)


def ahead_table(authority: Area | None, series: Sequence[Ahead], release: str) -> Table:
    """What was published and what lies ahead, one period of one series to a row, as a table for any format."""
    return table_of_lines(
        f"ahead-{authority.code if authority else ''}",
        both(gettext_lazy("A look ahead")),
        lambda language: ahead_rows(authority, series, release, language),
        COLUMNS,
        key=("series", "kind", "period"),
        measures=("value", "lower", "upper"),
        time="period",
    )


def ahead_rows(
    authority: Area | None, series: Sequence[Ahead], release: str, language: str
) -> Iterator[list[Any]]:
    """Every published value, then what lies ahead; each row says which it is, and what its limits are."""
    yield [
        _("code"), _("area"), _("series"), _("name"), _("period"), _("kind"), _("value"), _("unit"), _("lower limit"),
        _("upper limit"), _("what the limits hold, per cent"), _("direction"), _("method"),
        _("held in the past, per cent"), _("tests"), _("why there is no look ahead"),
        _("publisher"), _("source"), _("table"), _("licence"),
    ]  # fmt: skip
    if authority is None:
        return
    sources = sources_by_key(release)
    for one in series:
        source, finding = sources.get(one.series.source), one.outlook
        told = (
            [source.publisher(language), source.title(language), source.table, source.licence]
            if source
            else [""] * 4
        )
        who = [authority.code, authority.name(language), one.series.key, one.series.name.say(language)]
        unit = catalogue().word("units", one.series.unit, language)
        way = ahead_words.direction(one)
        hits = round(100 * float(finding["hit_rate"]), 1) if "hit_rate" in finding.params else None
        method = ahead_words.method(str(finding["method"])) if finding.code == "projected" else ""
        why = ahead_words.refusal(one) if finding.code == "refused" else ""
        past = [method, hits, finding.params.get("tested"), why]
        for point in one.points:
            level = 95 if point.lower is not None else None
            values = [point.period, _("published"), point.value, unit, point.lower, point.upper, level]
            yield [*who, *values, way, *past, *told]
        for step in one.steps:
            level = round(100 * float(finding["nominal"]))
            limits = [
                _significant(step.value),
                unit,
                _significant(step.lower),
                _significant(step.upper),
                level,
            ]
            yield [*who, step.period, _("look ahead"), *limits, way, *past, *told]


def _significant(value: float) -> float:
    """Four figures: more would be a claim.

    >>> _significant(20160.38), _significant(3.24617)
    (20160.0, 3.246)
    """
    return float(f"{value:.4g}")
