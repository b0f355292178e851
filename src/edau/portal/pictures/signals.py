"""The series an entry of the register rests on, and what raters think of it, each as picture, sentence and table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from edau.language.numbers import number, period, shortest
from edau.places.models import Area
from edau.places.queries import visible_area
from edau.portal.queries.series import authority_trends
from edau.portal.words.series import series_text
from edau.ui.charts import ratings as dots
from edau.ui.charts import trend as lines
from edau.ui.rows import Heading
from edau.ui.tables import Table
from edau.understand.analysis.long_run import End, long_run
from edau.understand.analysis.ratings import Opinion, Spread, YearOfOpinion
from edau.understand.analysis.trends import Point, Trend
from edau.understand.catalogue import Bilingual, Series, catalogue
from edau.understand.choices import MARKS
from edau.understand.signal_catalogue import signal_words

LEAST_FOR_A_LINE = 3  # two points make a line that only looks like a trend
# Units that stand in the figure itself, or need no words behind the name.
SAID_BY_THE_FIGURE = ("percent", "pounds", "ratio", "count", "place", "celsius", "millimetres")


@dataclass(frozen=True)
class SeriesBlock:
    """One series of one area: its name with its unit, sentence, table, how far it can be trusted, and from three values
    on its picture."""

    name: str
    picture: SafeString | str
    sentence: str
    table: Table
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Dots:
    """One of the two spreads: in words, and as a picture where anybody gave a mark."""

    sentence: str
    picture: SafeString | str


@dataclass(frozen=True)
class OpinionBlock:
    """Both spreads side by side, never joined, with the table behind them."""

    likelihood: Dots
    impact: Dots
    table: Table


@lru_cache(maxsize=500)
def series_block(tag: str, key: str, series: str, area: str, language: str) -> SeriesBlock | None:
    """The series for an area, drawn whole; None where it has no figures for it. `key` makes the ids of the entry."""
    named = visible_area(area)
    trend = next((one for one in authority_trends(tag, area) if one.series.key == series), None)
    if named is None or trend is None:
        return None
    with override(language):
        return _series_block(trend, named, key, language)


def _series_block(trend: Trend, area: Area, key: str, language: str) -> SeriesBlock:
    series, name = trend.series, area.name(language)
    unit = catalogue().word("units", series.unit, language)
    title = series.name.say(language)
    known = sum(point.value is not None for point in trend.points)
    return SeriesBlock(
        name=title if series.unit in SAID_BY_THE_FIGURE else f"{title} ({unit})",
        picture=_line(trend, name, key, language) if known >= LEAST_FOR_A_LINE else "",
        sentence=_sentence(trend, name, language),
        table=_series_table(trend, name, key, language),
        notes=(
            series.note.say(language),
            catalogue().word("intervals", series.interval, language),
            *(catalogue().word("caveats", caveat, language) for caveat in series.caveats),
        ),
    )


def _line(trend: Trend, name: str, key: str, language: str) -> SafeString:
    """Every period, not only the last few: what matters here is the long run."""
    points, last = trend.points, trend.last
    first = period(points[0].period, language, short=True)
    latest = period(points[-1].period, language, short=True)
    label = series_text(trend.series, last.value, language)
    wales = series_text(trend.series, last.wales, language) if last.wales is not None else ""
    words = {"name": name, "value": label, "first": first, "last": latest}
    title = _("%(name)s, %(first)s to %(last)s; now %(value)s.") % words
    if wales:
        title = f"{title} {_('Wales')}: {wales}."
    return lines.draw(
        lines.TrendChart(
            key=f"s-{key}",
            title=title,
            description=trend.series.name.say(language),
            moments=tuple(
                lines.Moment(_year(point), point.value, point.lower, point.upper, point.wales)
                for point in points
            ),
            first=first,
            last=latest,
            label=label,
            reference_label=f"{_('Wales')} {wales}" if wales else "",
        )
    )


def _year(point: Point) -> float:
    """The beginning of an ISO 8601 period as years."""
    year, month = int(point.period[:4]), int(point.period[5:7] or 1)
    return year + (month - 1) / 12


def _sentence(trend: Trend, name: str, language: str) -> str:
    """Where the series began and where it stands, without a verdict: that needs a test this sentence does not make."""
    series, run = trend.series, long_run(trend.points)
    if run is None:
        words = {
            "area": name,
            "period": period(trend.last.period, language),
            "value": series_text(series, trend.last.value, language),
        }
        return _("%(area)s, %(period)s: %(value)s.") % words
    words = {
        "area": name,
        "then": series_text(series, run.then.mean, language),
        "now": series_text(series, run.now.mean, language),
        "first": _when(run.then, language),
        "last": _when(run.now, language),
        "count": number(run.periods),
    }
    if run.periods == 1:
        return _("%(area)s: %(then)s (%(first)s), then %(now)s (%(last)s).") % words
    return (
        _(
            "%(area)s: %(then)s on average over the first %(count)s periods (%(first)s),"
            " %(now)s over the last %(count)s (%(last)s)."
        )
        % words
    )


def _when(end: End, language: str) -> str:
    first, last = (period(each, language, short=True) for each in (end.first, end.last))
    return first if first == last else f"{first} – {last}"


def _series_table(trend: Trend, name: str, key: str, language: str) -> Table:
    """Every period, newest first; the interval and Wales only where there are any."""
    series, beside = trend.series, any(point.wales is not None for point in trend.points)
    columns = [Heading(_("Period")), Heading(name, numeric=True)]
    columns += [Heading(_("Interval (95%)"), numeric=True)] if trend.has_interval else []
    columns += [Heading(_("Wales"), numeric=True)] if beside else []
    cells = []
    for point in reversed(trend.points):
        row = [period(point.period, language), series_text(series, point.value, language)]
        row += [_interval(series, point, language)] if trend.has_interval else []
        row += [series_text(series, point.wales, language)] if beside else []
        cells.append(row)
    return Table(key=f"t-{key}", caption=f"{series.name.say(language)}, {name}", columns=columns, cells=cells)


def _interval(series: Series, point: Point, language: str) -> str:
    if point.lower is None or point.upper is None:
        return ""
    return _("%(lower)s to %(upper)s") % {
        "lower": series_text(series, point.lower, language),
        "upper": series_text(series, point.upper, language),
    }


def opinion_block(opinion: Opinion, key: str, named: str, language: str) -> OpinionBlock | None:
    """What raters think of an entry; None where nobody has rated it. `named` tells its table from those of others."""
    if not opinion.raters:
        return None
    words = signal_words()
    likelihood = _dots(opinion.likelihood, _("How likely it is"), words.likelihood, f"l-{key}", language)
    impact = _dots(opinion.impact, _("How much it would change"), words.impact, f"i-{key}", language)
    return OpinionBlock(likelihood, impact, _marks_table(opinion, key, named))


def _dots(spread: Spread, label: str, words: Mapping[int, Bilingual], key: str, language: str) -> Dots:
    sentence = spread_sentence(spread, label, words, language)
    if not spread.marks:
        return Dots(sentence, "")
    counts = tuple(spread.marks.count(mark) for mark in MARKS)
    return Dots(
        sentence,
        dots.draw(
            dots.RatingPlot(
                key=key,
                title=sentence,
                description=_("One dot for each person. 1 is %(lowest)s, 5 is %(highest)s.")
                % {"lowest": words[1].say(language), "highest": words[5].say(language)},
                counts=counts,  # type: ignore[arg-type]
                lowest=words[1].say(language),
                highest=words[5].say(language),
                middle=spread.middle,
            )
        ),
    )


def spread_sentence(spread: Spread, label: str, words: Mapping[int, Bilingual], language: str) -> str:
    """A spread in words: its middle and its ends, or under three marks the marks alone."""
    text = {"label": label, "marks": ", ".join(map(str, spread.marks)), "count": number(len(spread.marks))}
    if spread.middle is not None and spread.ends is not None:
        near = sorted({int(spread.middle), int(spread.middle + 0.5)})
        text |= {
            "middle": shortest(spread.middle),
            "words": " – ".join(words[mark].say(language) for mark in near),
            "low": str(spread.ends[0]),
            "high": str(spread.ends[1]),
        }
        said = (
            _(
                "%(label)s: the middle of %(count)s marks is %(middle)s (%(words)s);"
                " the lowest is %(low)s, the highest %(high)s."
            )
            % text
        )
    elif spread.marks:
        said = _("%(label)s: %(marks)s. With fewer than three marks there is no middle.") % text
    else:
        said = _("%(label)s: nobody has given a mark.") % text
    if spread.unknown:
        unknown = ngettext(
            "%(count)s person does not know.", "%(count)s people do not know.", spread.unknown
        ) % {"count": number(spread.unknown)}
        return f"{said} {unknown}"
    return said


def _marks_table(opinion: Opinion, key: str, named: str) -> Table:
    columns = [Heading(_("Question")), *(Heading(str(mark), numeric=True) for mark in MARKS)]
    rows = []
    for label, spread in (
        (_("How likely it is"), opinion.likelihood),
        (_("How much it would change"), opinion.impact),
    ):
        counts = [number(spread.marks.count(mark)) for mark in MARKS]
        rows.append((label, *counts, number(spread.unknown)))
    return Table(
        key=f"r-{key}",
        caption=_("%(name)s: how many people gave each mark") % {"name": named},
        columns=[*columns, Heading(_("Do not know"), numeric=True)],
        cells=rows,
    )


def years_table(years: list[YearOfOpinion], key: str) -> Table:
    """What counted at the end of each year in which somebody rated: how many people, the middles and the ends."""
    return Table(
        key=f"y-{key}",
        caption=_("What raters thought, year by year"),
        columns=[
            Heading(_("Year")),
            Heading(_("People"), numeric=True),
            Heading(_("How likely it is: middle"), numeric=True),
            Heading(_("lowest to highest"), numeric=True),
            Heading(_("How much it would change: middle"), numeric=True),
            Heading(_("lowest to highest"), numeric=True),
        ],
        cells=[
            (
                str(each.year),
                number(each.opinion.raters),
                *_middle_and_ends(each.opinion.likelihood),
                *_middle_and_ends(each.opinion.impact),
            )
            for each in years
        ],
        fold=True,
    )


def _middle_and_ends(spread: Spread) -> tuple[str, str]:
    middle = "–" if spread.middle is None else shortest(spread.middle)
    return middle, f"{spread.ends[0]}–{spread.ends[1]}" if spread.ends else "–"
