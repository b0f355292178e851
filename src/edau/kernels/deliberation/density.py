"""Where answers gather in a triangle: a smooth density over small triangles, for thirty answers and more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from edau.kernels.arrays import BoolArray, FloatArray, IntArray
from edau.kernels.deliberation.signification import canvas_of_shares
from edau.kernels.deliberation.suppression import LEAST

#: With fewer answers the points themselves say more.
LEAST_POINTS = 30
#: Small triangles along a side.
SIDE = 20
#: Standard deviation of the bump of one answer, as a part of the side: six points of a hundred.
WIDTH = 0.06

_HEIGHT = math.sqrt(3) / 2


@dataclass(frozen=True, slots=True, eq=False)
class TriangleDensity:
    """A density over the small triangles of a triad.

    Parameters
    ----------
    corners : array (cells, 3, 3)
        The three corners of each cell as shares in percent of ``a``, ``b``, ``c``.
    mass : array (cells,)
        Share of all answers (0–1) that the smooth density puts in each cell; 0 where fewer than five answers are
        near. All cells have the same size, so mass is density.
    level : array (cells,)
        Mass over the largest mass: 0–1, for drawing.
    """

    corners: FloatArray
    mass: FloatArray
    level: FloatArray


def triangle_density(
    shares: FloatArray | IntArray | Sequence[Sequence[float]],
    *,
    least_points: int = LEAST_POINTS,
    least_near: int = LEAST,
) -> TriangleDensity | None:
    """Return where answers gather, or None if there are too few.

    Parameters
    ----------
    shares : array (n, 3)
        Percent of ``a``, ``b``, ``c``. Rows with a missing share are left out.
    least_points : int
        With fewer answers there is no density.
    least_near : int
        A cell is left empty unless so many answers lie within two widths of it: a bump made by fewer would point at
        them.

    Returns
    -------
    TriangleDensity or None

    Raises
    ------
    ValueError
        If shares are negative or do not sum to 100.

    Notes
    -----
    Answers are counted by cell (`SIDE` along a side), and the counts spread by a normal bump of `WIDTH`, folded back at
    the sides so that answers on edges and in corners, where many are, are not spread out of the triangle. (Folding draws
    a heap that lies within two widths of a corner into the corner.) Before
    anything is left empty the masses sum to 1. No contours: each cell is drawn with its level.

    References
    ----------
    Silverman, B. W. (1986). *Density Estimation for Statistics and Data Analysis*. Chapman and Hall, section 2.10
    (reflection at the boundary).

    Examples
    --------
    >>> found = triangle_density([[47, 32, 21]] * 40)
    >>> found.corners[found.level.argmax()].tolist()
    [[45.0, 30.0, 25.0], [50.0, 30.0, 20.0], [45.0, 35.0, 20.0]]
    >>> triangle_density([[47, 32, 21]] * 29) is None
    True
    """
    x, y = canvas_of_shares(shares)
    rows = np.asarray(shares, dtype=np.float64).reshape(-1, 3)[~(np.isnan(x) | np.isnan(y))]
    if len(rows) < least_points or not len(rows):
        return None
    corners, _ = _grid()
    spread, near = _kernel()
    counts = np.bincount(_cell_numbers(rows), minlength=len(corners)).astype(np.float64)
    mass: FloatArray = np.where(near @ counts >= least_near, spread @ counts / len(rows), 0.0)
    top = float(mass.max())
    return TriangleDensity(corners, mass, mass / top if top > 0 else mass)


@lru_cache(maxsize=1)
def cell_corners() -> tuple[tuple[tuple[float, float, float], ...], ...]:
    """Return the corners of every cell, in the order of `TriangleDensity`, as tuples: they are always the same ones, so that
    whoever draws them can keep what was drawn.

    >>> cell_corners()[0]
    ((0.0, 0.0, 100.0), (5.0, 0.0, 95.0), (0.0, 5.0, 95.0))
    """
    corners, _ = _grid()
    return tuple(tuple((a, b, c) for a, b, c in cell) for cell in corners.tolist())


def _cell_numbers(shares: FloatArray) -> IntArray:
    """Return the cell of each answer, numbered as `_grid` numbers them."""
    # A point on a line between cells belongs to the one further from a or b; a corner to its last cell.
    scaled = np.rint(shares / shares.sum(axis=1, keepdims=True) * SIDE * 1e6) / 1e6
    a = np.clip(scaled[:, 0].astype(np.int64), 0, SIDE - 1)
    b = np.clip(scaled[:, 1].astype(np.int64), 0, SIDE - 1 - a)
    upright = (scaled[:, 0] - a) + (scaled[:, 1] - b) <= 1
    down = ~upright & (a + b < SIDE - 1)
    _, numbers = _grid()
    found: IntArray = numbers[a, b, down.astype(np.int64)]
    return found


@lru_cache(maxsize=1)
def _grid() -> tuple[FloatArray, IntArray]:
    """Corners of the cells in percent, and the number of the cell at (a, b, whether its tip points down)."""
    corners: list[list[tuple[int, int]]] = []
    numbers = np.full((SIDE, SIDE, 2), -1, dtype=np.int64)
    for a in range(SIDE):
        for b in range(SIDE - a):
            numbers[a, b, 0] = len(corners)
            corners.append([(a, b), (a + 1, b), (a, b + 1)])
            if a + b < SIDE - 1:
                numbers[a, b, 1] = len(corners)
                corners.append([(a + 1, b), (a, b + 1), (a + 1, b + 1)])
    two = np.array(corners, dtype=np.float64)
    three: FloatArray = np.concatenate([two, SIDE - two.sum(axis=2, keepdims=True)], axis=2) * (100 / SIDE)
    three.setflags(write=False)
    return three, numbers


@lru_cache(maxsize=1)
def _kernel() -> tuple[FloatArray, FloatArray]:
    """How much of an answer in one cell lies in another, and which cells are near one another."""
    corners, _ = _grid()
    x, y = canvas_of_shares(corners.mean(axis=1))
    here = np.stack([x, y], axis=1)
    spread = np.zeros((len(here), len(here)))
    for image in _images(here):
        spread += np.exp(-_squares(here, image) / (2 * WIDTH**2))
    spread /= spread.sum(axis=0, keepdims=True)
    near: BoolArray = _squares(here, here) <= (2 * WIDTH) ** 2
    return spread, near.astype(np.float64)


def _squares(one: FloatArray, other: FloatArray) -> FloatArray:
    across, up = (one[:, None, axis] - other[None, :, axis] for axis in (0, 1))
    squares: FloatArray = across * across + up * up
    return squares


def _images(points: FloatArray) -> list[FloatArray]:
    """The triangle's points, and their mirror images in all triangles that touch it."""
    corners = np.array([[0.5, _HEIGHT], [0.0, 0.0], [1.0, 0.0]])
    found = [(corners, points)]
    seen = {_place(corners)}
    fresh = found
    for _ in range(3):  # by three mirrors one comes half round a corner
        following = []
        for triangle, inside in fresh:
            for one in range(3):
                start, way = triangle[one], triangle[(one + 1) % 3] - triangle[one]
                image = _mirrored(triangle, start, way)
                if _place(image) not in seen:
                    seen.add(_place(image))
                    following.append((image, _mirrored(inside, start, way)))
        found, fresh = found + following, following
    return [inside for _, inside in found]


def _place(triangle: FloatArray) -> tuple[float, float]:
    middle = triangle.mean(axis=0).round(6) + 0.0
    return float(middle[0]), float(middle[1])


def _mirrored(points: FloatArray, start: FloatArray, way: FloatArray) -> FloatArray:
    along = ((points - start) @ way / (way @ way))[:, None] * way
    mirrored: FloatArray = 2 * (start + along) - points
    return mirrored
