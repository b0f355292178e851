"""A strip between two ends: how many answers lie where, as narrow bars over a line, the three parts of it marked below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from edau.ui.charts.svg import picture, short

BIN = 5  # percent: as wide as one bar
TOP, AXIS = 8, 66  # pixels
FIRST, SECOND = 86, 106  # pixels: the words of the left end, and below them those of the right
PARTS = ((0.0, 40.0), (40.0, 60.0), (60.0, 100.0))  # left, middle, right


@dataclass(frozen=True)
class StripPlot:
    """One strip. `places` are answers in percent from left to right; `hidden` says of the left, middle and right part
    whether nothing is told of it; `unsaid` says why where nothing at all is."""

    key: str
    title: str
    description: str
    ends: tuple[str, str]
    places: Sequence[int] = ()
    hidden: tuple[bool, bool, bool] = (False, False, False)
    unsaid: str = ""


def draw(plot: StripPlot) -> SafeString:
    """The picture, 112 pixels high and as wide as its column."""
    body = [
        f'<rect class="unsaid" x="{short(low)}%" y="{TOP}" width="{short(high - low)}%" height="{AXIS - TOP}"/>'
        for (low, high), hidden in zip(PARTS, plot.hidden, strict=True)
        if hidden
    ]
    body += _bars(plot.places)
    body.append(f'<line class="axis" x2="100%" y1="{AXIS}" y2="{AXIS}"/>')
    body += [
        f'<line class="axis" x1="{short(at)}%" x2="{short(at)}%" y1="{AXIS}" y2="{AXIS + 5}"/>'
        for at in (40, 60)
    ]
    body.append(f'<text y="{FIRST}">{escape(plot.ends[0])}</text>')
    body.append(f'<text x="100%" y="{SECOND}" text-anchor="end">{escape(plot.ends[1])}</text>')
    if plot.unsaid:
        body.append(f'<text class="halo" x="50%" y="40" text-anchor="middle">{escape(plot.unsaid)}</text>')
    return picture("".join(body), key=plot.key, title=plot.title, description=plot.description, cls="strip")


def bins(places: Sequence[int]) -> list[int]:
    """How many places lie in each bar; 100 belongs to the last, and 40 to the part on its left as 60 does to that on its
    right, so that no bar lies in two parts.

    >>> bins([0, 40, 41, 60, 100])[0], bins([40])[7], bins([41])[8], bins([60])[12], bins([100])[19]
    (1, 1, 1, 1, 1)
    """
    counts = [0] * (100 // BIN)
    for at in places:
        middle = 40
        number = (at - 1 if at == middle else at) // BIN
        counts[min(number, len(counts) - 1)] += 1
    return counts


def _bars(places: Sequence[int]) -> list[str]:
    counts = bins(places)
    most = max(counts)
    found = []
    for number, count in enumerate(counts):
        if not count:
            continue
        height = max(2.0, (AXIS - TOP) * count / most)
        across = f'x="{short(number * BIN + 0.4)}%" width="{short(BIN - 0.8)}%"'
        found.append(f'<rect class="bar" {across} y="{short(AXIS - height)}" height="{short(height)}"/>')
    return found
