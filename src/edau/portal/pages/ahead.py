"""The series of an authority as a page: the last figure, which way it has gone, and a short look ahead or why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.language.alphabet import sort_names
from edau.language.numbers import period
from edau.places.models import Area
from edau.places.queries import every_area, visible_area
from edau.portal.addresses import area_reference
from edau.portal.pages.profile import Line
from edau.portal.words import ahead as ahead_words
from edau.portal.words.series import series_text
from edau.ui.charts import fan
from edau.ui.rows import Heading
from edau.ui.tables import Table
from edau.understand.analysis.ahead import Ahead, ahead_of
from edau.understand.catalogue import catalogue
from edau.understand.periods import begins
from edau.understand.queries.observations import SeriesRow
from edau.understand.queries.sources import sources_by_key

LONGEST_LINE = 12  # published periods that are drawn; the file has them all
SIGNED = ("percent", "pounds")  # units whose sign stands beside each value
LEAST_LINE = 3  # a line of fewer periods would show a direction that nobody has tested


@dataclass(frozen=True)
class SeriesBlock:
    """One series: heading, picture, what is said, table, what it measures, source; whether it looks ahead or says why not."""

    key: str
    name: str
    picture: SafeString
    sentences: tuple[str, ...]
    table: Table
    note: str
    source: str
    looks_ahead: bool


@dataclass(frozen=True)
class ThemeBlock:
    """The series of one theme."""

    name: str
    blocks: tuple[SeriesBlock, ...]


@dataclass(frozen=True)
class AheadPage:
    """Everything the template needs, in words of one language. Where no authority is meant only `choices` is filled."""

    name: str
    reference: str
    crumbs: tuple[Line, ...]
    title: str
    whose: str
    lead: str
    themes: SafeString | str
    choices: tuple[Line, ...]


def authority_of(area: Area) -> Area | None:
    """Whose series an area's page shows: its own, or those of its local authority."""
    return area if area.kind in ("authority", "country") else area.authority


def ahead_page(area: Area, tag: str, release: str, language: str) -> AheadPage:
    """The page of an area in one language."""
    name, authority = area.name(language), authority_of(area)
    series = ahead_of(authority.code) if authority else ()
    above = [one for one in (area.authority, area) if one is not None]
    return AheadPage(
        name=name,
        reference=area_reference(area, language),
        crumbs=tuple(
            Line(one.name(language), "", area_reference(one, language)) for one in dict.fromkeys(above)
        ),
        title=_("%(name)s: the last ten years and a short look ahead") % {"name": name},
        whose=ahead_words.whose(area, authority, language) if authority and series else "",
        lead=ahead_words.summary(series)
        if series
        else _("Such series are published for local authorities and for Wales."),
        themes=themes_drawn(tag, release, authority.code, language) if authority and series else "",
        choices=() if series else tuple(_choices(language)),
    )


def _choices(language: str) -> Iterator[Line]:
    authorities = sort_names(
        every_area("authority"), language=language, name=lambda each: each.name(language)
    )
    for each in (*every_area("country"), *authorities):
        yield Line(each.name(language), "", area_reference(each, language))


@lru_cache(maxsize=64)
def themes_drawn(tag: str, release: str, authority: str, language: str) -> SafeString:
    """The series of an authority by theme, drawn: every place in it shows the same, so they are made once until a stamp
    changes."""
    area = visible_area(authority)
    if area is None:
        return SafeString("")
    with override(language):
        name, series = area.name(language), ahead_of(authority)
        lines = [one for one in series if len(one.points) >= LEAST_LINE]
        themes = []
        for theme in catalogue().themes.values():
            own = [one for one in lines if one.series.theme == theme.key]
            if own:
                blocks = tuple(_block(one, name, release, language) for one in own)
                themes.append(ThemeBlock(theme.name.say(language), blocks))
        short = [one for one in series if len(one.points) < LEAST_LINE]
        context = {"themes": themes, "short": _short_table(short, name, release, language) if short else None}
        return render_to_string("portal/ahead_themes.html", context)


def ahead_block(authority: str, key: str, release: str, language: str) -> SeriesBlock | None:
    """One series of an authority by the key of its block; None where it has none that is drawn."""
    area = visible_area(authority)
    found = next(
        (one for one in ahead_of(authority) if _key(one) == key and len(one.points) >= LEAST_LINE), None
    )
    return _block(found, area.name(language), release, language) if area is not None and found else None


def _key(one: Ahead) -> str:
    return one.series.key.replace("/", "-")


def _block(one: Ahead, name: str, release: str, language: str) -> SeriesBlock:
    source = sources_by_key(release).get(one.series.source)
    when = period(one.last.period, language, short=True)
    return SeriesBlock(
        key=_key(one),
        name=one.series.short.say(language),
        picture=_picture(one, name, language),
        sentences=(
            f"{ahead_words.last_figure(one, language)} {ahead_words.direction_sentence(one)}",
            ahead_words.outlook(one, language),
        ),
        table=_table(one, name, language),
        note=one.series.note.say(language),
        source=f"{source.title(language)}, {when}" if source else when,
        looks_ahead=bool(one.steps),
    )


def _picture(one: Ahead, name: str, language: str) -> SafeString:
    past = one.points[-LONGEST_LINE:]
    label = series_text(one.series, one.last.value, language)
    words = {
        "name": name,
        "first": period(past[0].period, language, short=True),
        "last": period(one.last.period, language, short=True),
        "value": label,
    }
    end = one.steps[-1] if one.steps else None
    title = _("%(name)s, %(first)s to %(last)s; now %(value)s.") % words
    start = begins(one.last.period)
    return fan.draw(
        fan.Fan(
            key=f"f-{_key(one)}",
            title=f"{title} {ahead_words.direction(one)}.",
            description=one.series.name.say(language) + (f". {_span(one, language)}" if end else ""),
            past=[_moment(point) for point in past],
            ahead=[
                fan.Moment(start + at, s.value, s.lower, s.upper) for at, s in enumerate(one.steps, start=1)
            ],
            first=words["first"],
            last=words["last"],
            label=label,
            end=period(end.period, language, short=True) if end else "",
            end_label=series_text(one.series, end.value, language) if end else "",
        )
    )


def _span(one: Ahead, language: str) -> str:
    """The end of the fan in words."""
    end = one.steps[-1]
    return _("Ahead, %(period)s: %(value)s, from %(lower)s to %(upper)s.") % {
        "period": period(end.period, language, short=True),
        "value": series_text(one.series, end.value, language),
        "lower": series_text(one.series, end.lower, language),
        "upper": series_text(one.series, end.upper, language),
    }


def _moment(point: SeriesRow) -> fan.Moment:
    return fan.Moment(begins(point.period), point.value or 0.0, point.lower, point.upper)


def _table(one: Ahead, name: str, language: str) -> Table:
    """What is drawn, newest first: the look ahead, marked as such, above what was published."""
    series = one.series
    columns = [
        Heading(_("Period")),
        Heading(name, numeric=True),
        Heading(_("Range"), numeric=True),
        Heading(_("Kind")),
    ]
    ahead = [
        (step.period, step.value, step.lower, step.upper, _("look ahead")) for step in reversed(one.steps)
    ]
    past = [
        (point.period, point.value, point.lower, point.upper, _("published"))
        for point in reversed(one.points[-LONGEST_LINE:])
    ]
    cells = [
        [
            period(when, language),
            series_text(series, value, language),
            _range(one, lower, upper, language),
            kind,
        ]
        for when, value, lower, upper, kind in ahead + past
    ]
    if not any(cell[2] for cell in cells):
        del columns[2]
        cells = [[*cell[:2], cell[3]] for cell in cells]
    unit = "" if series.unit in SIGNED else f" ({catalogue().word('units', series.unit, language)})"
    caption = f"{series.name.say(language)}, {name}{unit}"
    return Table(f"t-{series.key.replace('/', '-')}", caption, columns, cells)


def _range(one: Ahead, lower: float | None, upper: float | None, language: str) -> str:
    if lower is None or upper is None:
        return ""
    return _("%(lower)s to %(upper)s") % {
        "lower": series_text(one.series, lower, language),
        "upper": series_text(one.series, upper, language),
    }


def _short_table(series: list[Ahead], name: str, release: str, language: str) -> Table:
    """Series of so few periods that there is no line to draw."""
    sources = sources_by_key(release)
    columns = (
        Heading(_("Series")),
        Heading(name, numeric=True),
        Heading(_("Range"), numeric=True),
        Heading(_("Period")),
        Heading(_("Source")),
    )
    cells = []
    for one in series:
        source = sources.get(one.series.source)
        cells.append(
            (
                one.series.name.say(language),
                _with_unit(one, language),
                _range(one, one.last.lower, one.last.upper, language),
                period(one.last.period, language, short=True),
                source.title(language) if source else "",
            )
        )
    return Table("short", _("Series with too few years: the last figure"), columns, cells, fold=True)


def _with_unit(one: Ahead, language: str) -> str:
    text = series_text(one.series, one.last.value, language)
    if one.series.unit in SIGNED:
        return text
    return f"{text} ({catalogue().word('units', one.series.unit, language)})"
