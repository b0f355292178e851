"""A line over time with its 95 % band, and Wales beside it as a dashed line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString

from edau.ui.charts.scale import Linear, around
from edau.ui.charts.svg import LETTER, NARROWEST, picture, short

TOP, HEIGHT = 24, 120  # pixels: where the drawing begins, how high it is; a label fits above and one below
AXIS, FIGURES = 170, 190  # pixels: the heights of the axis and of the times under it
LABEL_GAP = 19  # pixels between two labels at the right-hand end

Scale = Callable[[float], float]


@dataclass(frozen=True)
class Moment:
    """One period: where it stands in time (a number that grows with it) and its values; None leaves a gap."""

    time: float
    value: float | None
    lower: float | None = None
    upper: float | None = None
    reference: float | None = None


@dataclass(frozen=True)
class TrendChart:
    """A line. `first` and `last` name the ends of the time axis; the labels are those of the last values.
    `breaks` are the times from which the publisher measured otherwise: the lines stop there and begin
    anew."""

    key: str
    title: str
    description: str
    moments: tuple[Moment, ...]
    first: str
    last: str
    label: str
    reference_label: str = ""
    breaks: tuple[float, ...] = ()


def draw(chart: TrendChart) -> SafeString:
    """The picture of a line, 200 pixels high and as wide as its column. A single period is drawn as a point.

    Raises ValueError where no moment has a value: there is nothing to draw, and the page should say so in
    words.
    """
    moments = chart.moments
    low, high = around(v for m in moments for v in (m.value, m.lower, m.upper, m.reference))
    y = Linear(low, high, TOP + HEIGHT, TOP)
    first, last = moments[0].time, moments[-1].time
    x = Linear(first, last) if last > first else Linear(first - 1, last)  # a single period stands at the end
    own = [(m.time, m.value) for m in moments]
    wales = [(m.time, m.reference) for m in moments]
    known = [(t, v) for t, v in own if v is not None]
    if not known:
        raise ValueError(f"{chart.key}: no value to draw")

    drawn = [_band(run, x, y) for run in _banded(moments, chart.breaks)]
    broken = [short(x(at)) for at in chart.breaks if first < at <= last]
    drawn += [f'<path class="break" d="M{at} {TOP}V{AXIS}"/>' for at in broken]
    drawn += [_line("ref", run, x, y) for run in _runs(wales, chart.breaks)]
    drawn += [_line("own", run, x, y) for run in _runs(own, chart.breaks)]
    body = [
        f'<svg y="0" width="100%" height="{AXIS}" viewBox="0 0 100 {AXIS}" preserveAspectRatio="none">',
        *drawn,
        "</svg>",
        f'<line class="axis" x2="100%" y1="{AXIS}" y2="{AXIS}"/>',
        f'<text y="{FIGURES}">{escape(chart.first)}</text>' if chart.first != chart.last else "",
        f'<text x="100%" y="{FIGURES}" text-anchor="end">{escape(chart.last)}</text>',
        f'<circle class="dot" cx="{short(x(known[-1][0]))}%" cy="{short(y(known[-1][1]))}" r="5"/>',
    ]
    longest = max(len(chart.label), len(chart.reference_label))
    here, there = _label_heights(own, wales, x, y, 100 - 100 * min(0.6, longest * LETTER / NARROWEST))
    body.append(f'<text class="last halo" x="100%" y="{here}" text-anchor="end">{escape(chart.label)}</text>')
    if there is not None and chart.reference_label:
        label = escape(chart.reference_label)
        body.append(f'<text class="halo" x="100%" y="{there}" text-anchor="end">{label}</text>')
    return picture("".join(body), key=chart.key, title=chart.title, description=chart.description, cls="line")


Point = tuple[float, float]


def _runs(points: Iterable[tuple[float, float | None]], breaks: Sequence[float] = ()) -> list[list[Point]]:
    """The unbroken stretches of a series: a line must not cross a gap as if somebody had measured there."""
    runs: list[list[Point]] = [[]]
    before: float | None = None
    for time, value in points:
        broken = before is not None and any(before < at <= time for at in breaks)
        if value is None or broken:
            runs.append([])
        if value is not None:
            runs[-1].append((time, value))
        before = time
    return [run for run in runs if run]


def _line(cls: str, run: Sequence[Point], x: Scale, y: Scale) -> str:
    """A run as a path; a run of one point has no length, and its round cap makes it a dot."""
    steps = "L".join(f"{short(x(time))} {short(y(value))}" for time, value in run)
    lone = len(run) == 1
    return f'<path class="{cls}{" lone" if lone else ""}" d="M{steps}{"h0" if lone else ""}"/>'


def _banded(moments: Sequence[Moment], breaks: Sequence[float]) -> list[list[Moment]]:
    """The stretches that have an interval."""
    by_time = {m.time: m for m in moments}
    both = [(m.time, 0.0 if m.lower is not None and m.upper is not None else None) for m in moments]
    return [[by_time[time] for time, _zero in run] for run in _runs(both, breaks)]


def _band(run: Sequence[Moment], x: Scale, y: Scale) -> str:
    upper = [f"{short(x(m.time))} {short(y(m.upper))}" for m in run if m.upper is not None]
    lower = [f"{short(x(m.time))} {short(y(m.lower))}" for m in run if m.lower is not None]
    if len(run) == 1:
        return f'<path class="whisker" d="M{upper[0]}L{lower[0]}"/>'
    return f'<path class="band" d="M{"L".join(upper)}L{"L".join(reversed(lower))}Z"/>'


def _label_heights(
    own: Sequence[tuple[float, float | None]],
    wales: Sequence[tuple[float, float | None]],
    x: Scale,
    y: Scale,
    left: float,
) -> tuple[int, int | None]:
    """The heights of the two labels at the end of the lines, free of the lines and of each other.

    What lies under the labels is what the lines do to the right of `left` (percent of the axis). The
    label of the line that ends higher stands above all of that, the other below all of it.
    """
    mine, theirs = _heights_from(left, own, x, y), _heights_from(left, wales, x, y)
    if not theirs:
        return round(min(mine) - 9), None
    top, bottom = min(mine + theirs) - 9, max(mine + theirs) + 19
    bottom = max(bottom, top + LABEL_GAP)
    return (round(top), round(bottom)) if mine[-1] <= theirs[-1] else (round(bottom), round(top))


def _heights_from(
    left: float, points: Sequence[tuple[float, float | None]], x: Scale, y: Scale
) -> list[float]:
    """The heights of a line right of `left`, and where it crosses `left`; the last one is where it ends."""
    known = [(x(time), y(value)) for time, value in points if value is not None]
    heights = [height for place, height in known if place >= left]
    for (a, at_a), (b, at_b) in pairwise(known):
        if a < left < b:
            heights.insert(0, at_a + (at_b - at_a) * (left - a) / (b - a))
    return heights or [height for _place, height in known[-1:]]
