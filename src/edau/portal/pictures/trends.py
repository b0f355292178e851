"""The series of an authority as blocks of its page and of every page of a place in it.

All towns of an authority show the same blocks, so they are made once for it and each language, until a stamp changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.language.numbers import period
from edau.places.models import Area
from edau.places.queries import visible_area
from edau.portal.pictures.figures import LONGEST_LINE, series_line
from edau.portal.queries.series import authority_trends
from edau.portal.words.series import series_text
from edau.ui.rows import Heading, body, head
from edau.understand.analysis.trends import Trend
from edau.understand.catalogue import Series, catalogue
from edau.understand.models import Source
from edau.understand.queries.sources import sources_by_key
from edau.understand.wording import verdict


@dataclass(frozen=True)
class TrendBlock:
    """One series of the authority: heading, picture, sentence, table, source."""

    key: str
    name: str
    area: str
    note: str
    sentence: str
    picture: str
    table: SafeString
    source: str


@lru_cache(maxsize=64)
def trends_drawn(tag: str, release: str, authority: str, language: str) -> SafeString:
    """The blocks of an authority (or of Wales) in the order of the catalogue, drawn; empty where it is not visible."""
    area = visible_area(authority)
    if area is None:
        return SafeString("")
    order = {series.key: i for i, series in enumerate(catalogue().series_on_page())}
    trends = [trend for trend in authority_trends(tag, authority) if trend.series.key in order]
    trends.sort(key=lambda trend: order[trend.series.key])
    with override(language):
        blocks = [_block(trend, area, language, sources_by_key(release)) for trend in trends]
        return render_to_string("portal/trends.html", {"trends": blocks})


def _block(trend: Trend, area: Area, language: str, sources: Mapping[str, Source]) -> TrendBlock:
    """A series as picture, sentence and table."""
    series, name, last = trend.series, area.name(language), trend.last
    source = sources.get(series.source)
    when = period(last.period, language, short=True)
    return TrendBlock(
        key=series.key,
        name=series.short.say(language),
        area=name,
        note=series.note.say(language),
        sentence=_trend_sentence(trend, name, language),
        picture=series_line(
            trend,
            name,
            _("Wales"),
            language,
            series_text(series, last.value, language),
            series_text(series, last.wales, language) if last.wales is not None else "",
        ),
        table=_trend_table(trend, name, language),
        source=f"{source.title(language)}, {when}" if source else when,
    )


def _trend_table(trend: Trend, name: str, language: str) -> SafeString:
    """The periods that are drawn, newest first; the download has them all."""
    series = trend.series
    columns = [
        Heading(_("Period")),
        Heading(name, numeric=True),
        Heading(_("Interval (95%)"), numeric=True),
        Heading(_("Wales"), numeric=True),
    ]
    rows = [
        (
            period(point.period, language),
            series_text(series, point.value, language),
            _series_interval(series, point.lower, point.upper, language),
            series_text(series, point.wales, language),
        )
        for point in reversed(trend.points[-LONGEST_LINE:])
    ]
    if not trend.has_interval:
        del columns[2]
        rows = [(row[0], row[1], row[3]) for row in rows]  # type: ignore[misc]
    return head(columns) + body(columns, rows)


def _trend_sentence(trend: Trend, name: str, language: str) -> str:
    last, series = trend.last, trend.series
    words = {
        "area": name,
        "value": series_text(series, last.value, language),
        "period": period(last.period, language),
    }
    if last.wales is None:
        return _("%(area)s, %(period)s: %(value)s.") % words
    words |= {
        "wales": series_text(series, last.wales, language),
        "verdict": verdict(trend.relation, language),
    }
    if trend.relation == "not_compared":
        return _("%(area)s, %(period)s: %(value)s. Wales: %(wales)s.") % words
    return _("%(area)s, %(period)s: %(value)s, %(verdict)s (%(wales)s).") % words


def _series_interval(series: Series, lower: float | None, upper: float | None, language: str) -> str:
    if lower is None or upper is None:
        return ""
    return _("%(lower)s to %(upper)s") % {
        "lower": series_text(series, lower, language),
        "upper": series_text(series, upper, language),
    }
