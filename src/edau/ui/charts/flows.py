"""Flows: the links of one place as tapered arcs on a map that is just large enough to hold them.

An arc is wide where people set out and ends in a point where they arrive (Holten and van Wijk 2009 found readers tell
directions by tapered lines more surely than by arrowheads).
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString

from edau.ui.charts.paths import Affine, Point, Ring, thinned_path
from edau.ui.charts.svg import picture, short

WIDTH, LOWEST, HIGHEST = (
    340,
    230,
    460,
)  # units of the drawing, which is never shown much smaller than they are
MARGIN, TOP = 46, 26  # what stays free round the outermost spots, for arcs and labels
ROOM = 60  # what stays free besides on a side where arcs leave the map
LEAST_SPAN = 0.09  # degrees of latitude, ten kilometres: links within a town's own surroundings are not blown up further
WIDEST, NARROWEST = (
    60,
    1.5,
)  # units: the width of an arc for all the people there are, and of the thinnest one
BEND = 0.16  # how far an arc bows out, as a part of its length
LETTER, LINE = 8.2, 17  # units: what a letter of a label takes, and how high a line of it is
ROUNDS = 3  # how often each label looks for its place
SPECK = 1.2  # units: details of the coast smaller than this are left out

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class End:
    """The other end of a link: its spot, its label, and its share of all people (0 to 1)."""

    longitude: float
    latitude: float
    label: str
    share: float


@dataclass(frozen=True)
class Beyond:
    """A link with no spot of its own, drawn to the edge of the map: `side` is east, north or west."""

    side: str
    label: str
    share: float


@dataclass(frozen=True)
class FlowMap:
    """The links of one place (`here`, at its spot), all going out (`outward`) or all coming in. `land` holds the rings
    of the areas that the map is drawn on, as (longitude, latitude)."""

    key: str
    title: str
    description: str
    here: str
    longitude: float
    latitude: float
    outward: bool
    ends: Sequence[End]
    beyond: Sequence[Beyond] = ()
    land: Iterable[Sequence[Ring]] = ()


def draw(chart: FlowMap) -> SafeString:
    """The picture. Without any link it shows the place alone."""
    spots = [(chart.longitude, chart.latitude), *((end.longitude, end.latitude) for end in chart.ends)]
    place, height = _frame(spots, {one.side for one in chart.beyond})
    here = place(chart.longitude, chart.latitude)
    ends = [(place(end.longitude, end.latitude), end.label, end.share) for end in chart.ends]
    edges = [(_edge(one.side, here, height), one.label, one.share) for one in chart.beyond]

    ways = [
        ((here, spot) if chart.outward else (spot, here), share) for spot, _label, share in (*ends, *edges)
    ]
    arcs = [_arc(start, finish, share) for (start, finish), share in ways]
    circles = [f'<circle cx="{short(x, 0)}" cy="{short(y, 0)}" r="4"/>' for (x, y), _label, _share in ends]
    marked = [(here, chart.here), *((spot, label) for spot, label, _share in (*ends, *edges))]
    labels = _labels(marked, [box for way, _share in ways for box in _along(*way)], height)
    x, y = here
    body = (
        f'<path class="land" d="{_land(chart.land, place, height)}"/>'
        f'<g class="dots">{"".join(arcs)}{"".join(circles)}</g>'
        f'<circle class="spot" cx="{short(x, 0)}" cy="{short(y, 0)}" r="7"/>'
        f"{''.join(labels)}"
    )
    return picture(
        body,
        key=chart.key,
        title=chart.title,
        description=chart.description,
        cls="wales",
        view_box=f"0 0 {WIDTH} {height}",
    )


def _frame(spots: Sequence[Point], sides: Container[str]) -> tuple[Affine, int]:
    """Where a spot lies on the drawing, and how high the drawing is: all spots within the margins, at one scale, with
    room for arcs that leave the map on these sides."""
    left, right = (MARGIN + (ROOM if side in sides else 0) for side in ("west", "east"))
    top = TOP + (ROOM if "north" in sides else 0)
    west, east = min(at[0] for at in spots), max(at[0] for at in spots)
    south, north = min(at[1] for at in spots), max(at[1] for at in spots)
    squeeze = math.cos(math.radians((south + north) / 2))
    across, up = max((east - west) * squeeze, LEAST_SPAN), max(north - south, LEAST_SPAN)
    scale = min((WIDTH - left - right) / across, (HIGHEST - top - MARGIN) / up)
    height = max(LOWEST, min(HIGHEST, round(up * scale + top + MARGIN)))
    middle_x, middle_y = (WIDTH + left - right) / 2, (height + top - MARGIN) / 2
    x, y = squeeze * scale, -scale
    return Affine(x, middle_x - (west + east) / 2 * x, y, middle_y - (south + north) / 2 * y), height


def _edge(side: str, here: Point, height: int) -> Point:
    """The point at the edge of the map that stands for what lies beyond it."""
    x, y = here
    if side == "north":
        return x + (30 if x < WIDTH / 2 else -30), 20
    low = min(max(y + (26 if y < height / 2 else -26), 40), height - 30)
    return (10 if side == "west" else WIDTH - 10), low


def _arc(start: Point, finish: Point, share: float) -> str:
    """A tapered arc, bowed to the right of its way so that two that meet head-on part."""
    (x0, y0), (x1, y1) = start, finish
    dx, dy = x1 - x0, y1 - y0
    length = math.hypot(dx, dy) or 1.0
    across_x, across_y = -dy / length, dx / length
    half = max(NARROWEST, WIDEST * share) / 2
    bow_x, bow_y = (x0 + x1) / 2 + across_x * length * BEND, (y0 + y1) / 2 + across_y * length * BEND
    points = [
        (x0 + across_x * half, y0 + across_y * half),
        (bow_x + across_x * half / 2, bow_y + across_y * half / 2),
        (x1, y1),
        (bow_x - across_x * half / 2, bow_y - across_y * half / 2),
        (x0 - across_x * half, y0 - across_y * half),
    ]
    a, b, c, d, e = (f"{short(x)} {short(y)}" for x, y in points)
    return f'<path d="M{a}Q{b} {c}Q{d} {e}z"/>'


def _along(start: Point, finish: Point) -> list[Box]:
    """Small boxes along the middle of an arc, for labels to keep off."""
    (x0, y0), (x1, y1) = start, finish
    bow_x, bow_y = (x0 + x1) / 2 - (y1 - y0) * BEND, (y0 + y1) / 2 + (x1 - x0) * BEND
    boxes = []
    for step in range(1, 20):
        t = step / 20
        x = (1 - t) ** 2 * x0 + 2 * t * (1 - t) * bow_x + t**2 * x1
        y = (1 - t) ** 2 * y0 + 2 * t * (1 - t) * bow_y + t**2 * y1
        boxes.append((x - 2, y - 2, x + 2, y + 2))
    return boxes


def _labels(marked: Sequence[tuple[Point, str]], arcs: Sequence[Box], height: int) -> list[str]:
    """Labels beside their spots, each where it covers least: of the other labels, the spots, the arcs, the edge.

    They are set one after the other, and then each again now that the others stand.
    """
    fixed: list[Box] = [*((x - 6, y - 6, x + 6, y + 6) for (x, y), _label in marked), *arcs]
    chosen: dict[int, tuple[Box, str]] = {}
    for at in list(range(len(marked))) * ROUNDS:
        spot, label = marked[at]
        taken = fixed + [box for other, (box, _text) in chosen.items() if other != at]
        options = [
            (
                _box(side, x, y, len(label) * LETTER),
                f'x="{short(x, 0)}" y="{short(y, 0)}" text-anchor="{side}"',
            )
            for side, x, y in _beside(spot)
        ]
        chosen[at] = min(options, key=lambda option: _cost(option[0], taken, height))
    return [
        f'<text class="halo" {chosen[at][1]}>{escape(label)}</text>'
        for at, (_spot, label) in enumerate(marked)
    ]


def _beside(spot: Point) -> tuple[tuple[str, float, float], ...]:
    """Where a label may stand beside a spot (the side it hangs from, and its foot), what looks best first."""
    x, y = spot
    return (
        ("start", x + 10, y + 5),
        ("end", x - 10, y + 5),
        ("middle", x, y - 10),
        ("middle", x, y + 22),
        ("start", x + 7, y - 9),
        ("end", x - 7, y - 9),
        ("start", x + 7, y + 20),
        ("end", x - 7, y + 20),
        ("middle", x, y - 24),
        ("middle", x, y + 36),
        ("start", x, y - 24),
        ("end", x, y - 24),
        ("start", x, y + 36),
        ("end", x, y + 36),
    )


def _box(side: str, x: float, y: float, wide: float) -> Box:
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[side]
    return left, y - LINE + 4, left + wide, y + 4


def _cost(box: Box, taken: Sequence[Box], height: int) -> float:
    """How much of what is drawn already a label would cover; what would be cut off counts a hundredfold."""
    left, top, right, bottom = box
    cut = max(0.0, -left) + max(0.0, right - WIDTH) + max(0.0, -top) + max(0.0, bottom - height)
    covered = 0.0
    for west, north, east, south in taken:
        if west < right and left < east and north < bottom and top < south:
            covered += (min(right, east) - max(left, west)) * (min(bottom, south) - max(top, north))
    return covered + 100 * cut


def _land(areas: Iterable[Sequence[Ring]], place: Affine, height: int) -> str:
    """The land within the frame as one path; what lies outside is cut off and costs no bytes."""
    frame = (-4.0, -4.0, WIDTH + 4.0, height + 4.0)
    rings = []
    for area in areas:
        for ring in area:
            points = [place(*at[:2]) for at in ring]
            kept = clipped(points, frame)
            if len(kept) > 2:
                rings.append([*kept, kept[0]])
    return thinned_path(rings, lambda x, y: (x, y), SPECK)


def clipped(ring: Sequence[Point], frame: Box) -> list[Point]:
    """What of a ring lies within a frame (Sutherland and Hodgman 1974); empty where nothing does.

    >>> clipped([(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)], (1, 1, 9, 9))
    [(1.0, 1.0), (4.0, 1.0), (4, 4), (1.0, 4.0)]
    """
    points = list(ring[:-1]) if len(ring) > 1 and ring[0] == ring[-1] else list(ring)
    for axis, limit, sign in ((0, frame[0], 1), (1, frame[1], 1), (0, frame[2], -1), (1, frame[3], -1)):
        kept: list[Point] = []
        for before, after in pairwise([points[-1], *points] if points else []):
            inside, was = sign * (after[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
            if inside != was:
                part = (limit - before[axis]) / (after[axis] - before[axis])
                kept.append(
                    (before[0] + part * (after[0] - before[0]), before[1] + part * (after[1] - before[1]))
                )
            if inside:
                kept.append(after)
        points = kept
    return points
