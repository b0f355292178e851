"""Small areas by where they are: with their middle within a distance or inside a shape, and the one that holds a spot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from edau.core import stamps
from edau.kernels.geography import haversine, inside
from edau.places.drawn import MOST_SMALL_AREAS
from edau.places.models import Boundary
from edau.places.queries import every_area

LEAST_KM, MOST_KM = 0.5, 50.0
CANDIDATES = 12  # a spot lies in one of the small areas whose middles are nearest


@dataclass(frozen=True)
class Middles:
    """The middles of all visible small areas: codes in order, degrees as arrays of shape (small areas,)."""

    codes: tuple[str, ...]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]


def small_areas_within(lon: float, lat: float, km: float) -> tuple[str, ...]:
    """The small areas whose middle lies within `km` kilometres on the ground, by code; whole ones, never parts.

    Empty where no middle is that near. A small area without a known spot is never in.
    """
    middles = _middles(stamps.page_tag())
    near = haversine(middles.lon, middles.lat, lon, lat) <= km  # NaN is not near
    return tuple(middles.codes[at] for at in np.flatnonzero(near))


def small_areas_inside(corners: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    """The small areas whose middle lies inside a shape of (longitude, latitude) corners, by code; whole ones, never parts.

    A small area without a known spot is never in. ValueError for fewer than three corners.
    """
    middles = _middles(stamps.page_tag())
    return tuple(
        middles.codes[at] for at in np.flatnonzero(inside(middles.lon, middles.lat, np.array(corners)))
    )


def small_area_at(lon: float, lat: float) -> str | None:
    """The small area that holds a spot; near the coast, where outlines are simplified, the one with the nearest middle.

    None where there are no small areas at all.
    """
    middles = _middles(stamps.page_tag())
    far = haversine(middles.lon, middles.lat, lon, lat)
    known = np.flatnonzero(np.isfinite(far))
    nearest = [middles.codes[at] for at in known[np.argsort(far[known], kind="stable")][:CANDIDATES]]
    rings = dict(Boundary.objects.filter(area__in=nearest).values_list("area_id", "rings"))
    return next(
        (code for code in nearest if _holds(rings.get(code, ()), lon, lat)), next(iter(nearest), None)
    )


def widest_radius(lon: float, lat: float, most: int = MOST_SMALL_AREAS) -> float:
    """The widest radius in half kilometres that takes in at most `most` small areas; 0 where even the least does not."""
    middles = _middles(stamps.page_tag())
    far = np.sort(haversine(middles.lon, middles.lat, lon, lat))
    beyond = far[most] if far.size > most else math.inf
    return min(MOST_KM, (math.ceil(2 * beyond) - 1) / 2 if math.isfinite(beyond) else MOST_KM)


def _holds(rings: Sequence[Sequence[Sequence[float]]], lon: float, lat: float) -> bool:
    """Whether a spot lies inside rings, those of holes among them (even–odd rule: a ray to the east crosses the outline
    an odd number of times)."""
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
                crossings += 1
    return crossings % 2 == 1


@lru_cache(maxsize=2)
def _middles(tag: str) -> Middles:
    """`tag` stands for the live release and for what is visible."""
    areas = every_area("lsoa")
    at = [
        (math.nan, math.nan)
        if area.longitude is None or area.latitude is None
        else (area.longitude, area.latitude)
        for area in areas
    ]
    lon, lat = np.array(at, dtype=float).reshape(-1, 2).T
    return Middles(tuple(area.code for area in areas), lon, lat)
