"""What lies round an area, for the background of its picture."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from edau.core.visibility import held_ids
from edau.places.models import Area, Boundary
from edau.places.queries import LABEL

Ring = Sequence[Sequence[float]]
Box = tuple[float, float, float, float]  # west, south, east, north
MARGIN = 0.12  # of the area's own size: as much as the picture shows round it


def rings_of(area: Area, tag: str) -> list[Ring]:
    """The outline of an area; empty where none is known."""
    return next((outline for code, _box, outline in _outlines(tag, area.kind) if code == area.code), [])


def rings_round(area: Area, rings: list[Ring], tag: str) -> list[Ring]:
    """The outlines of the areas of the same kind that reach into the picture of an area with these rings."""
    if not rings or area.kind not in ("place", "lsoa"):
        return []
    west, south, east, north = _box(rings)
    across, up = (east - west) * MARGIN, (north - south) * MARGIN
    # The picture is square: a long thin place leaves room on both sides.
    side = max(0.0, (north - south) - (east - west)) / 2
    frame = (west - across - side, south - up, east + across + side, north + up)
    return [ring for code, outline in _near(tag, area.kind, frame) if code != area.code for ring in outline]


def _near(tag: str, kind: str, frame: Box) -> list[tuple[str, list[Ring]]]:
    """The outlines whose box meets a frame."""
    west, south, east, north = _boxes(tag, kind)
    meets = (west <= frame[2]) & (frame[0] <= east) & (south <= frame[3]) & (frame[1] <= north)
    outlines = _outlines(tag, kind)
    return [(code, rings) for code, _box, rings in (outlines[at] for at in np.flatnonzero(meets))]


@lru_cache(maxsize=8)
def _boxes(tag: str, kind: str) -> NDArray[np.float64]:
    """West, south, east and north of every outline, in their order."""
    return np.array([box for _code, box, _rings in _outlines(tag, kind)], dtype=float).reshape(-1, 4).T


@lru_cache(maxsize=8)
def _outlines(tag: str, kind: str) -> tuple[tuple[str, Box, list[Ring]], ...]:
    """Every visible outline of a kind with its box: read once, since each page would read its neighbours again."""
    held = held_ids(LABEL)
    rows = Boundary.objects.filter(area__kind=kind).order_by("area_id").values_list("area_id", "rings")
    return tuple((code, _box(rings), rings) for code, rings in rows if rings and code not in held)


def _box(rings: list[Ring]) -> Box:
    points = [point for ring in rings for point in ring]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)
