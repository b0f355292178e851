"""The register, and the series behind one entry, as tables to take away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from edau.places.queries import every_area, visible_areas
from edau.portal.exports.tables import table_of_series
from edau.portal.queries.open_data import points_of
from edau.portal.words.release import release_line, said
from edau.understand.analysis.ratings import Spread, opinion
from edau.understand.catalogue import Bilingual
from edau.understand.choices import HORIZONS
from edau.understand.formats.table import Cell, Column, Table, both
from edau.understand.models import Signal, Source
from edau.understand.queries.signals import ratings_of
from edau.understand.signal_catalogue import signal_words

JOIN = "; "
SPREAD = ("marks", "unknown", "middle", "lowest", "highest")


def register(signals: Iterable[Signal]) -> Table:
    """Every entry with its texts in both languages, its source and the spread of its ratings; never a single rating's
    rater."""
    words = signal_words()
    return Table(
        name="signals",
        title=both(_("Trends and signals")),
        columns=(
            Column("signal", both(_("code"))),
            Column("kind", both(_("kind")), codes=words.kinds, in_words=True),
            Column("heading", both(_("heading")), codes=words.headings, in_words=True),
            Column("title_cy", both(_("title in Welsh"))),
            Column("title_en", both(_("title in English"))),
            Column("what_cy", both(_("text in Welsh"))),
            Column("what_en", both(_("text in English"))),
            Column("horizons", both(_("years it speaks of")), codes=_joined(words.horizons), in_words=True),
            Column("areas", both(_("areas"))),
            Column("goals", both(_("goals"))),
            Column("series", both(_("series"))),
            Column("source_cy", both(_("source in Welsh"))),
            Column("source_en", both(_("source in English"))),
            Column("publisher_cy", both(_("publisher in Welsh"))),
            Column("publisher_en", both(_("publisher in English"))),
            Column("address", both(_("address"))),
            Column("published", both(_("published"))),
            Column("licence", both(_("licence"))),
            Column("raters", both(_("people who rated it")), "integer"),
            *_spread_columns("likelihood", _("How likely it is")),
            *_spread_columns("impact", _("How much it would change")),
        ),
        rows=[_row(signal) for signal in signals],
        key=("signal",),
        release=release_line(),
    )


def series_of_entry(signal: Signal, sources: Mapping[str, Source]) -> Table:
    """Every period of the series behind an entry, of Wales and of each visible authority."""
    areas = {area.code: area for kind in ("country", "authority") for area in every_area(kind)}
    points = points_of(areas, [signal.series])
    title = Bilingual(cy=signal.said("title", "cy")[0], en=signal.said("title", "en")[0])
    return table_of_series(points, areas, sources, title=title)


def _row(signal: Signal) -> tuple[Cell, ...]:
    areas, thought = visible_areas(), opinion(ratings_of(signal.key))
    return (
        signal.key,
        signal.kind,
        signal.heading,
        signal.title_cy,
        signal.title_en,
        signal.what_cy,
        signal.what_en,
        JOIN.join(code for code in HORIZONS if code in signal.horizons),
        JOIN.join(code for code in signal.areas if code in areas),
        JOIN.join(signal.goals),
        signal.series,
        signal.source_cy,
        signal.source_en,
        signal.publisher_cy,
        signal.publisher_en,
        signal.source_address,
        signal.source_date,
        signal.licence,
        thought.raters,
        *_spread_cells(thought.likelihood),
        *_spread_cells(thought.impact),
    )


def _joined(words: Mapping[str, Bilingual]) -> dict[str, Bilingual]:
    """Words for every run of the codes, since an entry may speak of several ranges of years."""
    runs = {}
    codes = list(words)
    for chosen in range(1, 2 ** len(codes)):
        run = [code for at, code in enumerate(codes) if chosen >> at & 1]
        runs[JOIN.join(run)] = Bilingual(
            cy=JOIN.join(words[code].cy for code in run), en=JOIN.join(words[code].en for code in run)
        )
    return runs


def _spread_columns(key: str, label: Any) -> list[Column]:
    titles = (_("marks"), _("do not know"), _("middle"), _("lowest"), _("highest"))
    return [
        Column(
            f"{key}_{name}",
            said(_("%(question)s: %(what)s"), question=both(label), what=both(title)),
            "string" if name == "marks" else "number",
        )
        for name, title in zip(SPREAD, titles, strict=True)
    ]


def _spread_cells(spread: Spread) -> tuple[Cell, ...]:
    low, high = spread.ends or (None, None)
    return JOIN.join(map(str, spread.marks)), spread.unknown, spread.middle, low, high
