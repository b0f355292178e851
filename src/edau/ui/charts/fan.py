"""A line over time that opens into a fan: what was published, then what a method says and how far off it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from edau.ui.charts.scale import Linear, around
from edau.ui.charts.svg import LETTER, NARROWEST, picture, short

TOP, HEIGHT = 24, 120  # pixels: where the drawing begins, how high it is; a label fits above
AXIS, FIGURES = 170, 190  # pixels: the heights of the axis and of the times under it


@dataclass(frozen=True)
class Moment:
    """One period: where it stands in time, its value, and its limits where it has any."""

    time: float
    value: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Fan:
    """A line and its fan, oldest first. `ahead` may be empty: then nobody looks ahead. `first` and `last` name the times
    of the first and the last published value, `end` that of the end of the fan; `label` and `end_label` are the values
    there."""

    key: str
    title: str
    description: str
    past: Sequence[Moment]
    ahead: Sequence[Moment]
    first: str
    last: str
    label: str
    end: str = ""
    end_label: str = ""


def draw(chart: Fan) -> SafeString:
    """The picture, 200 pixels high and as wide as its column.

    Raises ValueError where there is no published value, or where one ahead is without limits.
    """
    past, ahead = list(chart.past), list(chart.ahead)
    if not past:
        raise ValueError(f"{chart.key}: no value to draw")
    if any(moment.lower is None or moment.upper is None for moment in ahead):
        raise ValueError(f"{chart.key}: what lies ahead needs its limits")
    low, high = around(v for m in past + ahead for v in (m.value, m.lower, m.upper))
    y = Linear(low, high, TOP + HEIGHT, TOP)
    begin, finish = past[0].time, (past + ahead)[-1].time
    x = Linear(begin, finish) if finish > begin else Linear(begin - 1, finish)
    now = past[-1]

    drawn = [_band(run, x, y) for run in _banded(past)]
    if ahead:
        # The fan opens from the last figure, whose own error the method's errors hold already.
        start = Moment(now.time, now.value, now.value, now.value)
        at = short(x(now.time))
        drawn += [
            _band([start, *ahead], x, y),
            f'<path class="break" d="M{at} {TOP}V{AXIS}"/>',
            _line("ref", [now, *ahead], x, y),
        ]
    drawn.append(_line("own", past, x, y))
    end = x(now.time)
    body = [
        f'<svg y="0" width="100%" height="{AXIS}" viewBox="0 0 100 {AXIS}" preserveAspectRatio="none">',
        *drawn,
        "</svg>",
        f'<line class="axis" x2="100%" y1="{AXIS}" y2="{AXIS}"/>',
        *_times(chart, end, bool(ahead)),
        f'<circle class="dot" cx="{short(end)}%" cy="{short(y(now.value))}" r="5"/>',
    ]
    body.append(_label("last halo", chart.label, end, _height_over(past, chart.label, end, x, y)))
    if ahead:
        body.append(_label("halo", chart.end_label, 100, _height_over(ahead, chart.end_label, 100, x, y)))
    return picture("".join(body), key=chart.key, title=chart.title, description=chart.description, cls="line")


def _times(chart: Fan, end: float, has_ahead: bool) -> list[str]:
    """The times under the axis: the first, the last published (left of its line), the end of the fan. One that would
    run into another is left out."""
    texts = []
    if len(chart.past) > 1 and _wide(chart.first) + _wide(chart.last) < end:
        texts.append(f'<text y="{FIGURES}">{escape(chart.first)}</text>')
    texts.append(f'<text x="{short(end)}%" y="{FIGURES}" text-anchor="end">{escape(chart.last)}</text>')
    if has_ahead and _wide(chart.end) < 100 - end:
        texts.append(f'<text x="100%" y="{FIGURES}" text-anchor="end">{escape(chart.end)}</text>')
    return texts


def _label(cls: str, text: str, at: float, height: float) -> str:
    return (
        f'<text class="{cls}" x="{short(at)}%" y="{short(height, 0)}" text-anchor="end">{escape(text)}</text>'
    )


def _height_over(moments: Sequence[Moment], label: str, at: float, x: Linear, y: Linear) -> float:
    """Above all that is drawn under a label which ends at this place of the axis."""
    left = at - _wide(label)
    under = [moment for moment in moments if x(moment.time) >= left] or list(moments[-1:])
    # A line that comes in from the left stands at most as high as the moment before.
    before = [moment for moment in moments if x(moment.time) < left][-1:]
    tops = [moment.upper if moment.upper is not None else moment.value for moment in (*before, *under)]
    return max(15.0, y(max(tops)) - 9)


def _wide(label: str) -> float:
    """What a label takes of the narrowest drawing, in percent."""
    return 100 * (len(label) + 1) * LETTER / NARROWEST


def _line(cls: str, run: Sequence[Moment], x: Linear, y: Linear) -> str:
    steps = "L".join(f"{short(x(moment.time))} {short(y(moment.value))}" for moment in run)
    lone = len(run) == 1
    return f'<path class="{cls}{" lone" if lone else ""}" d="M{steps}{"h0" if lone else ""}"/>'


def _banded(moments: Sequence[Moment]) -> list[list[Moment]]:
    """The unbroken stretches that have limits."""
    runs: list[list[Moment]] = [[]]
    for moment in moments:
        if moment.lower is None or moment.upper is None:
            runs.append([])
        else:
            runs[-1].append(moment)
    return [run for run in runs if run]


def _band(run: Sequence[Moment], x: Linear, y: Linear) -> str:
    upper = [f"{short(x(m.time))} {short(y(m.upper))}" for m in run if m.upper is not None]
    lower = [f"{short(x(m.time))} {short(y(m.lower))}" for m in run if m.lower is not None]
    if len(run) == 1:
        return f'<path class="whisker" d="M{upper[0]}L{lower[0]}"/>'
    return f'<path class="band" d="M{"L".join(upper)}L{"L".join(reversed(lower))}Z"/>'
