"""Shares of one group beside those of another: for each band a bar from least to most, and a mark where the other stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from edau.ui.charts.scale import Linear
from edau.ui.charts.svg import picture, short

ROW, NAME, BAR, THICK, MARK = (
    46,
    16,
    30,
    8,
    11,
)  # pixels: of each band its height, and where in it things stand
FOOT = 22


@dataclass(frozen=True)
class ShareRow:
    """One band: its name; the least and the most that the share of those heard is likely to be, and the share among those
    who live there, all 0 to 1."""

    name: str
    lower: float
    upper: float
    other: float


@dataclass(frozen=True)
class SharePlot:
    """Bands under one another, on one axis from 0 to 100 percent. `low` and `high` are the words for its ends."""

    key: str
    title: str
    description: str
    rows: Sequence[ShareRow]
    low: str
    high: str


def draw(plot: SharePlot) -> SafeString:
    """The picture, as high as its bands and as wide as its column. ValueError where there is no band."""
    if not plot.rows:
        raise ValueError(f"{plot.key}: no band to draw")
    x = Linear(0, 1)
    bottom = ROW * len(plot.rows)
    body = []
    for number, row in enumerate(plot.rows):
        top = ROW * number
        start, width = x(max(0.0, row.lower)), x(min(1.0, row.upper)) - x(max(0.0, row.lower))
        at = short(x(row.other))
        body.append(f'<text y="{top + NAME}">{escape(row.name)}</text>')
        body.append(f'<line class="axis" x2="100%" y1="{top + BAR}" y2="{top + BAR}"/>')
        body.append(
            f'<rect class="heard" x="{short(start)}%" width="{short(max(width, 0.6))}%" y="{top + BAR - THICK // 2}"'
            f' height="{THICK}" rx="2"/>'
        )
        body.append(
            f'<line class="lives" x1="{at}%" x2="{at}%" y1="{top + BAR - MARK}" y2="{top + BAR + MARK}"/>'
        )
    body.append(f'<text class="ends" y="{bottom + 14}">{escape(plot.low)}</text>')
    body.append(f'<text class="ends" x="100%" y="{bottom + 14}" text-anchor="end">{escape(plot.high)}</text>')
    return picture(
        "".join(body),
        key=plot.key,
        title=plot.title,
        description=plot.description,
        cls=f"shares n{len(plot.rows)}",
    )
