"""Strands: a record at the left, and knots for all that is tied to it, step by step to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from edau.ui.charts.svg import picture, short

WIDTH, LEFT, STEP = 340, 12, 104  # units of the drawing, which is never shown much smaller than they are
TOP, LOWEST = 12, 60
APART, MOST = 13, 30  # between two knots of a column, and how many a column has room for
FOOT = 30  # for the words under a column


@dataclass(frozen=True)
class Knot:
    """One record: the number of the knot of the column before that it hangs on; `open` where only a machine says so."""

    above: int = 0
    open: bool = False


@dataclass(frozen=True)
class Strands:
    """The columns from the first step on (the record itself stands before them), and the words under each, its own first."""

    key: str
    title: str
    description: str
    columns: Sequence[Sequence[Knot]]
    labels: Sequence[str]


def draw(chart: Strands) -> SafeString:
    """The picture; of a column with more than thirty knots the first thirty. ValueError where labels do not fit columns."""
    if len(chart.labels) != len(chart.columns) + 1:
        raise ValueError("each column has a label, and so has the record itself")
    drawn = [column[:MOST] for column in chart.columns]
    tallest = max((len(column) for column in drawn), default=1)
    height = max(LOWEST, TOP * 2 + APART * (tallest - 1))
    before, lines, knots = [height / 2], [], [_knot(LEFT, height / 2, 8)]
    for number, column in enumerate(drawn, start=1):
        x = LEFT + STEP * number
        here = [height / 2 + APART * (at - (len(column) - 1) / 2) for at in range(len(column))]
        for knot, y in zip(column, here, strict=True):
            if knot.above < len(before):  # what hangs on a knot that is not drawn hangs in the air
                lines.append(_line(x - STEP, before[knot.above], x, y, dashed=knot.open))
            knots.append(_knot(x, y, 4.5, hollow=knot.open))
        before = here
    words = [
        f'<text x="{LEFT - 8 if at == 0 else LEFT + STEP * at}" y="{short(height + FOOT - 8)}"'
        f"{'' if at == 0 else _hung(at, len(chart.labels))}>{escape(label)}</text>"
        for at, label in enumerate(chart.labels)
    ]
    return picture(
        f'<g class="thread">{"".join(lines)}</g>{"".join(knots)}{"".join(words)}',
        key=chart.key,
        title=chart.title,
        description=chart.description,
        cls="strands",
        view_box=f"0 0 {WIDTH} {short(height + FOOT)}",
    )


def _hung(at: int, columns: int) -> str:
    """Where the words of a column hang from: the last must not leave the drawing."""
    return ' text-anchor="end" dx="12"' if at == 3 and columns == 4 else ' text-anchor="middle"'


def _line(x0: float, y0: float, x1: float, y1: float, *, dashed: bool) -> str:
    start, end, middle = f"{short(x0)} {short(y0)}", f"{short(x1)} {short(y1)}", short((x0 + x1) / 2)
    proposed = ' class="proposed"' if dashed else ""
    return f'<path{proposed} d="M{start}C{middle} {short(y0)} {middle} {short(y1)} {end}"/>'


def _knot(x: float, y: float, radius: float, *, hollow: bool = False) -> str:
    return f'<circle class="{"open" if hollow else "knot"}" cx="{short(x)}" cy="{short(y)}" r="{short(radius)}"/>'
