"""A week of half hours on a page: a picture, a table by three hours, and a sentence. For idle rooms, and for whatever else
is counted by the half hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from edau.ui.charts.week_grid import (
    BLOCK,
    DAY,
    Counts,
    Stretch,
    WeekPlot,
    blocks,
    draw,
    empty_days,
    fullest,
    shown,
)
from edau.ui.rows import Heading
from edau.ui.tables import Table


@dataclass(frozen=True)
class WeekGrid:
    """What a page shows: `sentence` says the same in words. `table` has a row for each day."""

    svg: SafeString
    table: Table
    sentence: str


def week_grid(key: str, title: str, counts: Counts, *, nothing: str) -> WeekGrid:
    """A week of counts, seven rows of 48, in the language that is active. `title` names the picture and the table;
    `nothing` is the sentence where there is none at all. ValueError for what is no week."""
    best = fullest(counts)
    sentence = _sentence(best, empty_days(counts)) if best is not None else nothing
    plot = WeekPlot(
        key, title, sentence, counts, short_days(), [clock(slot) for slot in range(0, DAY + 1, BLOCK)]
    )
    return WeekGrid(draw(plot), _table(f"{key}-table", title, counts), sentence)


def clock(slot: int) -> str:
    """The time at which a half hour of a day begins: 37 is 18:30, 48 is 24:00."""
    return f"{slot // 2:02d}:{30 * (slot % 2):02d}"


def long_days() -> list[str]:
    """The days as a sentence names them: "on Monday"."""
    return [
        _("on Monday"),
        _("on Tuesday"),
        _("on Wednesday"),
        _("on Thursday"),
        _("on Friday"),
        _("on Saturday"),
        _("on Sunday"),
    ]


def short_days() -> list[str]:
    """The days in few letters."""
    return [
        pgettext("short day", "Mon"),
        pgettext("short day", "Tue"),
        pgettext("short day", "Wed"),
        pgettext("short day", "Thu"),
        pgettext("short day", "Fri"),
        pgettext("short day", "Sat"),
        pgettext("short day", "Sun"),
    ]


def _sentence(best: Stretch, empty: Sequence[int]) -> str:
    days = long_days()
    words = {
        "count": best.count,
        "day": days[best.day],
        "start": clock(best.start),
        "end": clock(best.end),
    }
    said = _("Most at once: %(count)s, %(day)s from %(start)s to %(end)s.") % words
    if empty and len(empty) < len(days):
        named = ", ".join(days[number] for number in empty)
        said = f"{said} " + _("None: %(days)s.") % {"days": named}
    return said


def _table(key: str, caption: str, counts: Counts) -> Table:
    first, last = shown(counts)
    heads = [f"{clock(block * BLOCK)}–{clock((block + 1) * BLOCK)}" for block in range(first, last)]
    rows = [
        [name, *(_span(*row[block]) for block in range(first, last))]
        for name, row in zip(short_days(), blocks(counts), strict=True)
    ]
    columns = [Heading(_("Day")), *(Heading(head, numeric=True) for head in heads)]
    return Table(key, caption, columns, rows)


def _span(least: int, most: int) -> str:
    return str(most) if least == most else f"{least}–{most}"
