"""The outline of several areas together, where neighbours share their border point by point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from edau.ui.charts.paths import Ring

Corner = tuple[float, float]


def union(areas: Iterable[Ring]) -> list[list[Corner]]:
    """The rings of all areas as one shape: a side that two of them share lies inside, and goes.

    What is left is walked from corner to corner into closed rings: the outer ones and those of holes. Where simplified
    neighbours do not quite meet, the gap stays as a thin hole.

    >>> union([[(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)], [(1, 0), (1, 1), (2, 1), (2, 0), (1, 0)]])
    [[(0, 0), (0, 1), (1, 1), (2, 1), (2, 0), (1, 0), (0, 0)]]
    """
    sides: dict[tuple[Corner, Corner], tuple[Corner, Corner]] = {}
    for ring in areas:
        corners = [(at[0], at[1]) for at in ring]
        for start, end in pairwise(corners):
            side = (start, end) if start < end else (end, start)
            if start == end:
                continue
            if side in sides:
                del sides[side]
            else:
                sides[side] = (start, end)
    return _rings(sides.values())


def _rings(sides: Iterable[tuple[Corner, Corner]]) -> list[list[Corner]]:
    """Sides walked into rings, each in the direction it was drawn as far as that goes."""
    beside: dict[Corner, list[Corner]] = defaultdict(list)
    order = list(sides)
    for start, end in order:
        beside[start].append(end)
        beside[end].append(start)
    rings = []
    for start, end in order:
        if end not in beside[start]:
            continue
        ring = [start]
        here, onward = start, end
        while True:
            beside[here].remove(onward)
            beside[onward].remove(here)
            ring.append(onward)
            here = onward
            if here == start or not beside[here]:
                break
            onward = beside[here][0]
        rings.append(ring)
    return rings
