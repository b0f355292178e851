"""Which polygon holds a point."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer

GRID = 27700  # British National Grid, in metres
DEGREES = 4326


def locate(lon: ArrayLike, lat: ArrayLike, polygons: ArrayLike) -> NDArray[np.intp]:
    """Return the index of the first polygon that each point lies within, −1 where none does.

    `lon` and `lat` have shape (points,), `polygons` (polygons,), all in the same coordinates. A point without
    coordinates (NaN) and a point on a border are in no polygon.
    """
    points = shapely.points(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
    found = np.full(len(points), -1, dtype=np.intp)
    which, where = shapely.STRtree(np.asarray(polygons)).query(points, predicate="within")
    last_first = np.argsort(-where, kind="stable")  # so that the first polygon is written last, and stays
    found[which[last_first]] = where[last_first]
    return found


def nearest(lon: ArrayLike, lat: ArrayLike, polygons: ArrayLike, metres: float) -> NDArray[np.intp]:
    """Return the index of the polygon nearest to each point (both in degrees) if it is within `metres`, else
    −1."""
    points = on_the_grid(shapely.points(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)))
    found = np.full(len(points), -1, dtype=np.intp)
    which, where = shapely.STRtree(on_the_grid(polygons)).query_nearest(
        points, max_distance=metres, all_matches=False
    )
    found[which] = where
    return found


def on_the_grid(polygons: ArrayLike) -> NDArray[np.object_]:
    """Return polygons in degrees as polygons in metres of the British National Grid."""
    return _transformed(polygons, DEGREES, GRID)


def in_degrees(polygons: ArrayLike) -> NDArray[np.object_]:
    """Return polygons in metres of the British National Grid as polygons in degrees (longitude, latitude)."""
    return _transformed(polygons, GRID, DEGREES)


def _transformed(polygons: ArrayLike, before: int, after: int) -> NDArray[np.object_]:
    transform = Transformer.from_crs(before, after, always_xy=True).transform
    moved = shapely.transform(np.asarray(polygons), lambda xy: np.column_stack(transform(xy[:, 0], xy[:, 1])))
    return np.asarray(moved, dtype=object)
