"""Offers sorted by group of skills, class of reach and cell of the map, so that few have to be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from edau.kernels.arrays import FloatArray, IntArray
from edau.kernels.geography.projection import EARTH_RADIUS_KM
from edau.kernels.matching.profiles import Offers, chord
from edau.kernels.matching.values import Weights, best_likeness

#: Givers are kept apart by how far they go, so that a need does not look 40 km round for those who go 2.
CLASSES_KM: Final = (4.0, 8.0, 16.0, 40.0)

CELL_KM: Final = 4.0

#: No table of cells is larger; where places lie far apart cells grow.
_MOST_CELLS: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of (offer, group) in the order of the grid, and where each cell begins.

    Parameters
    ----------
    shape : array of int64
        How many classes of reach, rows and columns of cells.
    south, west, cell_lat, cell_lon : float
        The corner of the first cell and the size of one, in degrees.
    reach : array of float, shape (classes,)
        The farthest that anybody of a class goes, in km.
    cell_start, mutual_start, mutual_rows : array of int64
        See `loops.grid_pairs`.
    offer, spots, remote, sector, likeness, worth
        By row, see there.
    """

    shape: IntArray
    south: float
    west: float
    cell_lat: float
    cell_lon: float
    reach: FloatArray
    cell_start: IntArray
    mutual_start: IntArray
    mutual_rows: IntArray
    offer: IntArray
    spots: FloatArray
    remote: NDArray[np.bool_]
    sector: IntArray
    likeness: FloatArray
    worth: FloatArray


def build(offers: Offers, likeness: FloatArray, weights: Weights, groups: int) -> Grid:
    """Sort the offers that have room for a task into a grid.

    Parameters
    ----------
    offers : Offers
    likeness : array
        See `values.best_likeness`.
    weights : Weights
        Only what reciprocity counts.
    groups : int
        How many groups of skills the needs have; those of the offers may be more.
    """
    groups = max(groups, int(offers.skill_group.max(initial=0)) + 1)
    key = np.sort(offers.skill_of * groups + offers.skill_group)
    key = key[np.diff(key, prepend=-1) > 0]
    key = key[offers.capacity[key // groups] > 0]
    offer, group = key // groups, key % groups
    best = best_likeness(offers, likeness, offer, group)

    placed = np.asarray(np.isfinite(offers.lat) & np.isfinite(offers.lon))
    lat, lon = offers.lat[placed], offers.lon[placed]
    south, west = float(lat.min(initial=90.0)), float(lon.min(initial=180.0))
    north, east = float(lat.max(initial=south)), float(lon.max(initial=west))
    cell, degree = CELL_KM, np.radians(1) * EARTH_RADIUS_KM
    flat = max(float(np.cos(np.radians((south + north) / 2))), 0.01)
    classes = len(CLASSES_KM) + 1
    while True:
        cell_lat, cell_lon = cell / degree, cell / degree / flat
        high, wide = int((north - south) / cell_lat) + 1, int((east - west) / cell_lon) + 1
        if groups * classes * high * wide <= _MOST_CELLS or high * wide == 1:
            break
        cell *= 2

    of_class = np.searchsorted(CLASSES_KM, offers.km)
    reach = np.array([offers.km[placed & (of_class == c)].max(initial=-1.0) for c in range(classes)])
    has_place = placed[offer]
    column, row = np.zeros(len(offer), np.int64), np.zeros(len(offer), np.int64)
    column[has_place] = ((offers.lon[offer[has_place]] - west) / cell_lon).astype(np.int64)
    row[has_place] = ((offers.lat[offer[has_place]] - south) / cell_lat).astype(np.int64)
    at = ((group * classes + of_class[offer]) * high + row) * wide + column
    last = groups * classes * high * wide
    order = np.argsort(
        np.where(has_place, at, last), kind="stable"
    )  # those without a place stand behind all cells
    at, offer, group = at[order], offer[order], group[order]
    cells = np.bincount(at[: int(has_place.sum())], minlength=last)

    mutual = np.flatnonzero(offers.remote[offer])
    mutual = mutual[np.argsort(group[mutual], kind="stable")]
    spots = np.column_stack([offers.points[offer], chord(offers.km)[offer]])
    return Grid(
        shape=np.array([classes, high, wide]),
        south=south,
        west=west,
        cell_lat=cell_lat,
        cell_lon=cell_lon,
        reach=reach,
        cell_start=np.concatenate([[0], np.cumsum(cells)]).astype(np.int64),
        mutual_start=np.concatenate([[0], np.cumsum(np.bincount(group[mutual], minlength=groups))]).astype(
            np.int64
        ),
        mutual_rows=mutual.astype(np.int64),
        offer=offer.astype(np.int64),
        spots=np.ascontiguousarray(spots),
        remote=offers.remote[offer].astype(bool),
        sector=offers.sector[offer].astype(np.int64),
        likeness=best[order],
        worth=weights.reciprocity * offers.reciprocity[offer],
    )


def boxes(grid: Grid, lat: FloatArray, lon: FloatArray) -> IntArray:
    """Return the cells within reach of each point, for each class: shape (points, classes, 4).

    Returns
    -------
    array of int64
        First and last column, first and last row; for a point without a place, and for a class that nobody is in,
        the last row is before the first.

    Notes
    -----
    A cap of angular radius r about latitude φ spans ± arcsin(sin r / cos φ) of longitude while it holds no pole; where
    it holds one, or passes the line of 180°, all columns are looked at.
    """
    classes, high, wide = grid.shape.tolist()
    found = np.zeros((len(lat), classes, 4), np.int64)
    found[:, :, 3] = -1
    placed = np.isfinite(lat) & np.isfinite(lon)
    angle = np.maximum(grid.reach, 0.0) / EARTH_RADIUS_KM * (1 + 1e-9) + 1e-12
    for c in range(classes):
        if grid.reach[c] < 0:
            continue
        up = np.degrees(angle[c])
        with np.errstate(invalid="ignore", divide="ignore"):
            width = np.sin(min(angle[c], np.pi / 2)) / np.cos(np.radians(lat))
            side = np.degrees(np.arcsin(np.minimum(width, 1.0)))
            around = (np.abs(lat) + up >= 90) | (lon - side < -180) | (lon + side > 180)
            first_x = np.where(around, 0, np.floor((lon - side - grid.west) / grid.cell_lon))
            last_x = np.where(around, wide - 1, np.floor((lon + side - grid.west) / grid.cell_lon))
            first_y = np.floor((lat - up - grid.south) / grid.cell_lat)
            last_y = np.floor((lat + up - grid.south) / grid.cell_lat)
        inside = placed & (last_x >= 0) & (first_x < wide) & (last_y >= 0) & (first_y < high)
        sides = (np.maximum(first_x, 0), np.minimum(last_x, wide - 1))
        for i, side_of in enumerate((*sides, np.maximum(first_y, 0), np.minimum(last_y, high - 1))):
            found[inside, c, i] = side_of[inside].astype(np.int64)
    return found
