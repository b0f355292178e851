"""Bars under one another, each under its words: how many chose what. What is not shown is a pale stitched line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from edau.ui.charts.svg import picture, short

ROW, WORDS, THICK = 46, 16, 16  # pixels: a row, its words, its bar


@dataclass(frozen=True)
class Bar:
    """One row: its words, its share of all from 0 to 1 (None where it is not shown), and that share in words."""

    name: str
    share: float | None
    said: str


@dataclass(frozen=True)
class BarPlot:
    """Some bars, in the order given."""

    key: str
    title: str
    description: str
    bars: Sequence[Bar]


def draw(plot: BarPlot) -> SafeString:
    """The picture: as wide as its column, a row of 46 pixels for each bar. Raises ValueError where there is none."""
    if not plot.bars:
        raise ValueError(f"{plot.key}: no bar to draw")
    body = [_row(bar, number * ROW) for number, bar in enumerate(plot.bars)]
    return picture(
        "".join(body),
        key=plot.key,
        title=plot.title,
        description=plot.description,
        cls=f"barplot n{len(plot.bars)}",
    )


def _row(bar: Bar, top: int) -> str:
    words = (
        f'<text y="{top + WORDS}">{escape(bar.name)}</text>'
        f'<text x="100%" y="{top + WORDS}" text-anchor="end">{escape(bar.said)}</text>'
    )
    y = top + WORDS + 6
    if bar.share is None:
        return f'{words}<line class="none" x2="100%" y1="{y + THICK // 2}" y2="{y + THICK // 2}"/>'
    share = short(min(100.0, max(0.0, 100 * bar.share)))
    return f'{words}<rect class="bar" y="{y}" width="{share}%" height="{THICK}"/>'
