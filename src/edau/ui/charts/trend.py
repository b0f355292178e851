"""A line over time with its 95 % band, and Wales beside it as a dashed line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from edau.ui.charts.svg import picture, short

TOP, HEIGHT = 16, 136  # pixels: where the drawing begins, and how high it is
LABEL_GAP = 20  # pixels between two labels at the right-hand end


@dataclass(frozen=True)
class Moment:
    """One period: where it stands in time (a number that grows with it), and its values; None leaves a gap."""

    time: float
    value: float | None
    lower: float | None = None
    upper: float | None = None
    reference: float | None = None


@dataclass(frozen=True)
class TrendChart:
    """A line. `first` and `last` name the ends of the time axis; the labels are those of the last values."""

    key: str
    title: str
    description: str
    moments: tuple[Moment, ...]
    first: str
    last: str
    label: str
    reference_label: str = ""


def draw(chart: TrendChart) -> SafeString:
    """The picture of a line, 190 pixels high and as wide as its column. A single period is drawn as a point."""
    moments = chart.moments
    low, high = _ends(moments)
    begin, end = moments[0].time, moments[-1].time
    length = (end - begin) or 1.0

    def x(time: float) -> float:
        return 100 * (time - begin) / length if end > begin else 100.0

    def y(value: float) -> float:
        return 100 - 100 * (value - low) / (high - low)

    paths = [f'<path class="band" d="{band}"/>' for band in _bands(moments, x, y)]
    paths += [_path("ref", run, x, y) for run in _runs((m.time, m.reference) for m in moments)]
    paths += [_path("own", run, x, y) for run in _runs((m.time, m.value) for m in moments)]
    body = [
        f'<svg y="{TOP}" width="100%" height="{HEIGHT}" viewBox="0 0 100 100" preserveAspectRatio="none">{"".join(paths)}</svg>',
        '<line class="axis" x2="100%" y1="158" y2="158"/>',
        f'<text y="178">{escape(chart.first)}</text>' if chart.first != chart.last else "",
        f'<text x="100%" y="178" text-anchor="end">{escape(chart.last)}</text>',
    ]
    own = [m for m in moments if m.value is not None][-1]
    reference = [m for m in moments if m.reference is not None][-1:]
    own_y = TOP + HEIGHT * y(own.value) / 100  # type: ignore[arg-type]
    body.append(f'<circle class="dot" cx="{short(x(own.time))}%" cy="{short(own_y)}" r="5"/>')
    other_y = TOP + HEIGHT * y(reference[0].reference) / 100 if reference else None  # type: ignore[arg-type]
    own_label, other_label = _label_places(own_y, other_y)
    body.append(f'<text class="last halo" x="100%" y="{own_label}" text-anchor="end">{escape(chart.label)}</text>')
    if other_label is not None and chart.reference_label:
        body.append(f'<text class="halo" x="100%" y="{other_label}" text-anchor="end">{escape(chart.reference_label)}</text>')
    return picture("".join(body), key=chart.key, title=chart.title, description=chart.description, cls="line")


def _ends(moments: Sequence[Moment]) -> tuple[float, float]:
    values = [v for m in moments for v in (m.value, m.lower, m.upper, m.reference) if v is not None]
    low, high = min(values), max(values)
    air = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return low - air, high + air


def _runs(points: Iterable[tuple[float, float | None]]) -> list[list[tuple[float, float]]]:
    """The unbroken stretches of a series: a line must not cross a gap as if somebody had measured there."""
    runs: list[list[tuple[float, float]]] = [[]]
    for time, value in points:
        if value is None:
            runs.append([])
        else:
            runs[-1].append((time, value))
    return [run for run in runs if run]


def _path(cls: str, run, x, y) -> str:  # type: ignore[no-untyped-def]
    steps = "L".join(f"{short(x(time))} {short(y(value))}" for time, value in run)
    return f'<path class="{cls}" d="M{steps}"/>'


def _bands(moments: Sequence[Moment], x, y) -> list[str]:  # type: ignore[no-untyped-def]
    bands, run = [], []
    for moment in (*moments, Moment(0, None)):
        if moment.lower is not None and moment.upper is not None:
            run.append(moment)
        elif run:
            there = "L".join(f"{short(x(m.time))} {short(y(m.upper))}" for m in run)  # type: ignore[arg-type]
            back = "L".join(f"{short(x(m.time))} {short(y(m.lower))}" for m in reversed(run))  # type: ignore[arg-type]
            bands.append(f"M{there}L{back}Z")
            run = []
    return bands


def _label_places(own: float, other: float | None) -> tuple[int, int | None]:
    """The heights of the two labels at the end: each on its own side of its line, never on top of each other."""
    if other is None:
        return round(max(14, own - 10)), None
    upper, lower = min(own, other) - 10, max(own, other) + 22
    upper, lower = max(14.0, upper), min(150.0, lower)
    if lower - upper < LABEL_GAP:
        upper = lower - LABEL_GAP
    return (round(upper), round(lower)) if own <= other else (round(lower), round(upper))
