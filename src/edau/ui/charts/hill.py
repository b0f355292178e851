"""The hill: all places as a ridge, one place as a pin with its interval, Wales as a dashed line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import NamedTuple

from django.utils.safestring import SafeString

from edau.ui.charts.svg import anchor, picture, short

WIDTH, HEIGHT = 200, 100  # of the ridge's own box, which is stretched to the page
AIR = 6  # what stays free above the mode


class Mark(NamedTuple):
    """A value on the axis: its place in percent of the axis (below 0 or above 100 it lies beyond), and its label."""

    at: float
    label: str


class Hill(NamedTuple):
    """One hill. `heights` are 0 to 1 at equal steps; `interval` the ends of the pin's foot in percent of the axis
    (without one the pin has no foot: a count has no margin); `ends` labels for the ends of the axis. A pin
    beyond the axis stands at its end, and its head is an arrow that points further. Where a value may not be
    shown, say why in `unsaid`: the ridge is then pale and stitched, and no pin is drawn."""

    key: str
    title: str
    description: str
    heights: tuple[float, ...]
    pin: Mark | None = None
    reference: Mark | None = None
    interval: tuple[float, float] | None = None
    ends: tuple[str, str] | None = None
    unsaid: str = ""


def draw(hill: Hill) -> SafeString:
    """The picture of a hill, 74 pixels high and as wide as its column; its labels stand on it."""
    parts = [_ground(hill.heights, bool(hill.unsaid))]
    if hill.reference:
        parts.append(_reference(hill.reference))
    if hill.ends:
        low, high = (escape(end) for end in hill.ends)
        parts.append(f'<text y="70">{low}</text><text x="100%" y="70" text-anchor="end">{high}</text>')
    if hill.unsaid:
        parts.append(f'<text class="halo" x="50%" y="40" text-anchor="middle">{escape(hill.unsaid)}</text>')
    elif hill.pin:
        parts.append(_pin(hill.pin, hill.interval))
    return picture("".join(parts), key=hill.key, title=hill.title, description=hill.description, cls="hill")


@lru_cache(maxsize=512)
def _ground(heights: tuple[float, ...], unsaid: bool) -> str:
    """The ridge on its axis: the same for every place, so made once."""
    return (
        f'<svg y="12" width="100%" height="40" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f'<path class="up{" unsaid" if unsaid else ""}" d="{ridge_path(heights)}"/></svg>'
        '<line class="axis" x2="100%" y1="52" y2="52"/>'
    )


@lru_cache(maxsize=1024)
def _reference(mark: Mark) -> str:
    """The dashed line: that of Wales, on every hill of an indicator."""
    at = _inside(mark.at)
    x = short(at)
    return (
        f'<line class="ref" x1="{x}%" x2="{x}%" y1="14" y2="56"/>'
        f'<text class="halo" x="{x}%" y="70" text-anchor="{anchor(at, mark.label)}">{escape(mark.label)}</text>'
    )


def _pin(pin: Mark, interval: tuple[float, float] | None) -> str:
    at = _inside(pin.at)
    x, foot = short(at), ""
    if interval:
        low, high = (short(_inside(end)) for end in interval)
        foot = f'<line class="foot" x1="{low}%" x2="{high}%" y1="52" y2="52"/>'
    return (
        f'<line class="pin" x1="{x}%" x2="{x}%" y1="22" y2="52"/>{foot}{_head(pin.at, x)}'
        f'<text class="here halo" x="{x}%" y="13" text-anchor="{anchor(at, pin.label)}">{escape(pin.label)}</text>'
    )


def _head(percent: float, x: str) -> str:
    if 0 <= percent <= 100:
        return f'<circle class="head" cx="{x}%" cy="24" r="6"/>'
    arrow = "M3-7l-10 7 10 7z" if percent < 0 else "M-3-7l10 7-10 7z"
    return f'<svg x="{x}%" y="24" overflow="visible"><path class="head" d="{arrow}"/></svg>'


@lru_cache(maxsize=512)
def ridge_path(heights: Sequence[float]) -> str:
    """The outline of the ridge, in relative steps of whole units: the same for every place, so made once.

    >>> ridge_path((0.0, 1.0, 0.5))
    'M0 100l100-94 100 47V100H0z'
    """
    step = WIDTH / (len(heights) - 1)
    xs = [round(step * i) for i in range(len(heights))]
    ys = [round(HEIGHT - height * (HEIGHT - AIR)) for height in heights]
    points = list(zip(xs, ys, strict=True))
    steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(points))
    return f"M0 {ys[0]}l{steps}V{HEIGHT}H0z".replace(" -", "-")


def _inside(percent: float) -> float:
    return max(1.0, min(99.0, percent))
