"""The hill of all places with up to five of them on it, each a pin with a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from edau.ui.charts.hill import HEIGHT, WIDTH, ridge_path
from edau.ui.charts.svg import picture, short

CLOSE = 7.0  # percent of the axis: nearer than this two heads would cover each other on a telephone
STEP = 17  # pixels: how much lower the next head is hung then
TOP, GROUND = 11, 92


@dataclass(frozen=True)
class Pin:
    """Where a place stands in percent of the axis (below 0 or above 100 it lies beyond), and its letter."""

    at: float
    letter: str


@dataclass(frozen=True)
class Pins:
    """One hill: `heights` 0 to 1 at equal steps, the pins, and labels for the ends of the axis."""

    key: str
    title: str
    heights: tuple[float, ...]
    pins: Sequence[Pin]
    ends: tuple[str, str]


def draw(chart: Pins) -> SafeString:
    """The picture. Heads that would cover each other hang one below the other; the letters say whose they are."""
    parts = [
        f'<svg y="52" width="100%" height="40" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f'<path class="up" d="{ridge_path(chart.heights)}"/></svg>'
        f'<line class="axis" x2="100%" y1="{GROUND}" y2="{GROUND}"/>'
        f'<text y="110">{escape(chart.ends[0])}</text>'
        f'<text x="100%" y="110" text-anchor="end">{escape(chart.ends[1])}</text>'
    ]
    hung: list[tuple[float, int]] = []
    for pin in sorted(chart.pins, key=lambda one: one.at):
        at = max(2.0, min(98.0, pin.at))
        taken = {level for place, level in hung if at - place < CLOSE}
        level = next(free for free in range(len(chart.pins)) if free not in taken)
        hung.append((at, level))
        x, y = short(at), TOP + STEP * level
        parts.append(
            f'<line class="pin" x1="{x}%" x2="{x}%" y1="{y}" y2="{GROUND}"/><circle class="head" cx="{x}%" cy="{y}" r="9"/>'
            f'<text class="letter" x="{x}%" y="{y + 5}" text-anchor="middle">{escape(pin.letter)}</text>'
        )
    return picture("".join(parts), key=chart.key, title=chart.title, cls="hill pins")
