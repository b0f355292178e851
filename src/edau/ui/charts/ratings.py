"""Marks from 1 to 5 as stacked dots: one for each person, with the middle as a dashed line where it may be shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from edau.ui.charts.scale import Linear
from edau.ui.charts.svg import picture, short

AXIS, WORDS = 50, 68  # pixels: the heights of the axis and of the words under it
LOWEST, HIGHEST = 42, 7  # pixels: the heights of the first dot and of the last one that fits
STEP, RADIUS = 11.0, 5  # pixels: dots stand on one another, closer where there are many


@dataclass(frozen=True)
class RatingPlot:
    """How many people gave each mark: `counts` for 1 to 5. `lowest` and `highest` are the words for 1 and for 5."""

    key: str
    title: str
    description: str
    counts: tuple[int, int, int, int, int]
    lowest: str
    highest: str
    middle: float | None = None


def draw(plot: RatingPlot) -> SafeString:
    """The picture, as high as a hill and as wide as its column.

    Raises ValueError where nobody gave a mark: there is nothing to draw, and the page should say so in words.
    """
    most = max(plot.counts)
    if not most:
        raise ValueError(f"{plot.key}: no mark to draw")
    x = Linear(1, 5, 10, 90)
    step = min(STEP, (LOWEST - HIGHEST) / max(1, most - 1))
    body = [f'<line class="axis" x2="100%" y1="{AXIS}" y2="{AXIS}"/>']
    for mark, count in enumerate(plot.counts, start=1):
        at = short(x(mark))
        body.append(f'<line class="axis" x1="{at}%" x2="{at}%" y1="{AXIS}" y2="{AXIS + 4}"/>')
        body += [
            f'<circle class="head" cx="{at}%" cy="{short(LOWEST - level * step)}" r="{RADIUS}"/>'
            for level in range(count)
        ]
    if plot.middle is not None:
        at = short(x(plot.middle))
        body.append(f'<line class="ref" x1="{at}%" x2="{at}%" y1="0" y2="{AXIS}"/>')
    body.append(f'<text y="{WORDS}">1 {escape(plot.lowest)}</text>')
    body.append(f'<text x="100%" y="{WORDS}" text-anchor="end">5 {escape(plot.highest)}</text>')
    return picture("".join(body), key=plot.key, title=plot.title, description=plot.description, cls="hill")
