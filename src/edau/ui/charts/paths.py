"""Shapes on the ground turned into paths on paper, in as few bytes as the eye allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

Point = tuple[float, float]
Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Affine:
    """A place on the drawing: each coordinate stretched and moved. Maps of one small country need no more."""

    stretch_x: float = 1.0
    move_x: float = 0.0
    stretch_y: float = 1.0
    move_y: float = 0.0

    def __call__(self, x: float, y: float) -> Point:
        return x * self.stretch_x + self.move_x, y * self.stretch_y + self.move_y


def path(rings: Iterable[Ring], place: Affine, grain: int = 1, least: int = 3) -> str:
    """Rings of (longitude, latitude) as one path, in relative steps on a grid of `grain` units of the drawing; a ring
    that keeps `least` points or fewer vanishes. Drawn afresh for every page, so the arithmetic stands in one line.

    >>> path([[(0, 0), (0, 10), (10, 10), (10, 0), (0, 0)]], Affine())
    'M0 0l0 10 10 0 0-10-10 0z'
    """
    kx, cx, ky, cy = (
        value / grain for value in (place.stretch_x, place.move_x, place.stretch_y, place.move_y)
    )
    out = []
    for ring in rings:
        points = [(round(at[0] * kx + cx) * grain, round(at[1] * ky + cy) * grain) for at in ring]
        out.append(
            _closed([at for at, before in zip(points, [None, *points], strict=False) if at != before], least)
        )
    return "".join(out)


def thinned_path(
    rings: Iterable[Ring], place: Callable[[float, float], Point], tolerance: float, least: int = 3
) -> str:
    """The same with every point left out that the line passes within `tolerance` units of the drawing: half the bytes
    of a fine grid and smoother to look at, but slow, so for shapes that are drawn once and kept."""
    out = []
    for ring in rings:
        points = [place(*at[:2]) for at in ring]
        # A ring begins where it ends, so it is thinned in two halves.
        half = len(points) // 2
        kept = thinned(points[: half + 1], tolerance) + thinned(points[half:], tolerance)[1:]
        out.append(_closed(_on_grid(kept, 1), least))
    return "".join(out)


def thinned(points: Sequence[Point], tolerance: float) -> list[Point]:
    """A line with fewer points (Douglas and Peucker, 1973): ends stay, and no point that is left out lies further than
    `tolerance` from the new line.

    >>> thinned([(0, 0), (1, 0.1), (2, 0), (3, 5), (4, 0)], 0.5)
    [(0, 0), (2, 0), (3, 5), (4, 0)]
    """
    if len(points) < 3:
        return list(points)
    keep, spans = {0, len(points) - 1}, [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        furthest, at = _furthest(points, first, last)
        if furthest > tolerance:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def _furthest(points: Sequence[Point], first: int, last: int) -> tuple[float, int]:
    """How far from the line through two points of a row the furthest point between them lies (from the point itself
    where the two are one), and which it is. The arithmetic stands in the loop: a call for each of fifty thousand points
    kept the first page waiting."""
    (x, y), (end_x, end_y) = points[first], points[last]
    dx, dy = end_x - x, end_y - y
    length = hypot(dx, dy)
    furthest, found = 0.0, first
    for at in range(first + 1, last):
        px, py = points[at]
        far = abs(dy * (px - x) - dx * (py - y)) / length if length else hypot(px - x, py - y)
        if far >= furthest:
            furthest, found = far, at
    return furthest, found


def _on_grid(points: Iterable[Point], grain: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for x, y in points:
        at = (round(x / grain) * grain, round(y / grain) * grain)
        if not out or at != out[-1]:
            out.append(at)
    return out


def _closed(points: Sequence[tuple[int, int]], least: int) -> str:
    if len(points) <= least:
        return ""
    steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(points))
    return f"M{points[0][0]} {points[0][1]}l{steps}z".replace(" -", "-")
