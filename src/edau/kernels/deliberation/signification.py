"""Where people place what they told: triads (three shares), dyads (two shares), and the zones they fall in.

A triad is a triangle whose corners ``a`` (top), ``b`` (left) and ``c`` (right) are three things that all may be true
to some degree; an answer is three shares in percent that sum to 100. Answers come as three linked numbers, as a point
on a canvas, or as one of seven zones.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from edau.kernels.arrays import FloatArray, IntArray, Numbers, as_floats

#: The seven zones of a triad: corners, edges between two corners, the middle.
ZONES = ("a", "b", "c", "ab", "bc", "ac", "centre")
#: The three zones of a dyad, as they are read from left to right (never mirrored).
DYAD_ZONES = ("left", "middle", "right")
#: The number of an answer that has no zone because it is missing.
NO_ZONE = -1

CORNER = 60  # percent: from here on one corner speaks for the answer
EDGE = 20  # percent: below it the third corner plays no part
OFF_SUM = 0.1  # points by which three shares may miss 100, as rounding on a touch screen does
OUTSIDE = 1.0  # points by which a finger may miss the triangle

_GRAIN = 1000  # comparisons are made in whole thousandths of a point
_HEIGHT = math.sqrt(3) / 2  # of a triangle with sides of one

# The whole shares nearest to the centre of gravity of each zone that sum to 100.
_MIDDLES = {
    "a": (74, 13, 13),
    "b": (13, 74, 13),
    "c": (13, 13, 74),
    "ab": (44, 44, 12),
    "bc": (12, 44, 44),
    "ac": (44, 12, 44),
    "centre": (34, 33, 33),
}


def shares_of_zone(zone: str) -> tuple[int, int, int]:
    """Return the shares that stand for an answer given as a zone.

    Parameters
    ----------
    zone : str
        One of `ZONES`.

    Returns
    -------
    tuple of three int
        Percent of ``a``, ``b``, ``c``; they sum to 100 and lie nearest the zone's centre of gravity. The centre
        cannot be split into three equal whole numbers: its ``a`` is one point too large.

    Raises
    ------
    ValueError
        If there is no such zone.

    Examples
    --------
    >>> shares_of_zone("ab")
    (44, 44, 12)
    """
    if zone not in _MIDDLES:
        raise ValueError(f"no such zone: {zone}")
    return _MIDDLES[zone]


def zone_of(a: float, b: float, c: float) -> str:
    """Return the zone of one answer, by the rule of `zone_numbers`.

    >>> zone_of(60, 40, 0), zone_of(59, 41, 0), zone_of(50, 30, 20)
    ('a', 'ab', 'centre')
    """
    number = int(zone_numbers([[a, b, c]])[0])
    if number == NO_ZONE:
        raise ValueError("a share is missing")
    return ZONES[number]


def zone_numbers(shares: FloatArray | IntArray | Sequence[Sequence[float]]) -> IntArray:
    """Return the zone of every answer as a number that points into `ZONES`.

    Parameters
    ----------
    shares : array (n, 3)
        Percent of ``a``, ``b``, ``c``, each row summing to 100.

    Returns
    -------
    array of int, (n,)
        `NO_ZONE` for a row with a missing share.

    Raises
    ------
    ValueError
        If a share is negative, or three shares miss 100 by more than `OFF_SUM`.

    Notes
    -----
    A corner holds an answer from 60 on, 60 included. Without a corner, an edge holds it if the share of the third
    corner is below 20, 20 excluded. Everything else is the centre, so (60, 20, 20) is a corner, (59, 21, 20) the
    centre and (59, 22, 19) an edge. At most one share reaches 60 and, without a corner, at most one is below 20:
    the zones are disjoint and cover the triangle. Shares are first rounded to a thousandth of a point, so that
    59.9999999 from a canvas is 60.

    References
    ----------
    The zones of SenseMaker exports (Stanbridge, P., *sensemakerhelpersr*), whose right corner leaves out 60 itself;
    here the three corners are alike.

    Examples
    --------
    >>> zone_numbers([[80, 10, 10], [34, 33, 33], [float("nan")] * 3]).tolist()
    [0, 6, -1]
    """
    rows = _checked(shares)
    missing = np.asarray(np.isnan(rows).any(axis=1))
    grains = np.rint(np.where(missing[:, None], 0.0, rows) * _GRAIN).astype(np.int64)
    corner, thin = grains >= CORNER * _GRAIN, grains < EDGE * _GRAIN
    # The edge opposite to a is bc, to b is ac, to c is ab.
    edge = np.array([ZONES.index("bc"), ZONES.index("ac"), ZONES.index("ab")])[thin.argmax(axis=1)]
    zones = np.where(thin.any(axis=1), edge, ZONES.index("centre"))
    zones = np.where(corner.any(axis=1), corner.argmax(axis=1), zones)
    numbers: IntArray = np.where(missing, NO_ZONE, zones).astype(np.int64)
    return numbers


def whole_shares(shares: FloatArray | IntArray | Sequence[Sequence[float]]) -> IntArray:
    """Return shares as whole percents that sum to exactly 100 (largest remainders; of equal ones the first).

    Parameters
    ----------
    shares : array (n, 3)
        As for `zone_numbers`, nothing missing.

    Returns
    -------
    array of int, (n, 3)

    Raises
    ------
    ValueError
        As for `zone_numbers`, and if a share is missing.

    Examples
    --------
    >>> whole_shares([[33.4, 33.3, 33.3], [0, 99.5, 0.5]]).tolist()
    [[34, 33, 33], [0, 100, 0]]
    """
    rows = _checked(shares)
    if np.isnan(rows).any():
        raise ValueError("a share is missing")
    # Rounded first: 0.1 + 0.2 must not win a remainder by its seventeenth digit.
    grains = np.rint(rows / rows.sum(axis=1, keepdims=True) * 100 * _GRAIN).astype(np.int64)
    whole, rest = grains // _GRAIN, grains % _GRAIN
    lacking = 100 - whole.sum(axis=1)
    order = np.argsort(-rest, axis=1, kind="stable")
    ranks = np.argsort(order, axis=1, kind="stable")
    filled: IntArray = whole + (ranks < lacking[:, None])
    return filled


def shares_of_canvas(x: float | Numbers, y: float | Numbers) -> FloatArray:
    """Return the shares of points on the canvas of an equilateral triangle with sides of one.

    Parameters
    ----------
    x, y : float or array (n,)
        From the left corner (0, 0) to the right corner (1, 0), upwards to the top (1/2, √3/2). In a picture whose
        y runs downwards, the caller turns it round.

    Returns
    -------
    array (n, 3)
        Percent of top ``a``, left ``b``, right ``c``; a row of NaN where x or y is missing. One point gives one row.

    Raises
    ------
    ValueError
        If a point lies outside the triangle by more than `OUTSIDE` points. A point a little outside is moved to
        the nearest edge in proportion (negative shares become 0, the others sum to 100 again).

    Notes
    -----
    top = y / (√3/2), right = x − top/2, left = 1 − top − right.

    Examples
    --------
    >>> shares_of_canvas([0.5, 0.25], [0.0, 0.0]).round(6).tolist()
    [[0.0, 50.0, 50.0], [0.0, 75.0, 25.0]]
    """
    across, up = np.broadcast_arrays(np.atleast_1d(as_floats(x)), np.atleast_1d(as_floats(y)))
    top = up / _HEIGHT
    right = across - top / 2
    rows = np.stack([top, 1 - top - right, right], axis=1) * 100
    if (rows < -OUTSIDE).any():
        raise ValueError("a point lies outside the triangle")
    rows = np.clip(rows, 0.0, None)
    total = rows.sum(axis=1, keepdims=True)
    missing = np.isnan(rows).any(axis=1, keepdims=True)
    closed: FloatArray = np.where(missing, np.nan, rows / total * 100)
    return closed


def canvas_of_shares(
    shares: FloatArray | IntArray | Sequence[Sequence[float]],
) -> tuple[FloatArray, FloatArray]:
    """Return where shares lie on the canvas of `shares_of_canvas`.

    Parameters
    ----------
    shares : array (n, 3)
        As for `zone_numbers`.

    Returns
    -------
    tuple of two arrays (n,)
        x and y; NaN where a share is missing.

    Examples
    --------
    >>> x, y = canvas_of_shares([[100, 0, 0], [0, 0, 100]])
    >>> x.tolist(), y.round(4).tolist()
    ([0.5, 1.0], [0.866, 0.0])
    """
    rows = _checked(shares)
    rows = rows / rows.sum(axis=1, keepdims=True)
    missing = np.isnan(rows).any(axis=1)
    x = np.where(missing, np.nan, rows[:, 2] + rows[:, 0] / 2)
    y = np.where(missing, np.nan, rows[:, 0] * _HEIGHT)
    return x, y


def dyad_zone_numbers(right: float | Numbers) -> IntArray:
    """Return the zone of every dyad answer as a number that points into `DYAD_ZONES`.

    Parameters
    ----------
    right : float or array (n,)
        Percent of the right pole, 0 to 100: 0 is wholly left.

    Returns
    -------
    array of int, (n,)
        0 left, 1 middle, 2 right; `NO_ZONE` where missing.

    Raises
    ------
    ValueError
        If a share is not between 0 and 100.

    Notes
    -----
    As at the corners of a triad, a pole holds an answer from 60 on, 60 included: right ≥ 60, left ≥ 60 (that is,
    right ≤ 40), otherwise the middle. Compared in whole thousandths of a point.

    Examples
    --------
    >>> [DYAD_ZONES[number] for number in dyad_zone_numbers([0, 40, 41, 59, 60, 100])]
    ['left', 'left', 'middle', 'middle', 'right', 'right']
    """
    place = np.atleast_1d(as_floats(right))
    if ((place < 0) | (place > 100)).any():
        raise ValueError("a share lies between 0 and 100")
    missing = np.isnan(place)
    grains = np.rint(np.where(missing, 0.0, place) * _GRAIN).astype(np.int64)
    zones = 1 + (grains >= CORNER * _GRAIN).astype(np.int64) - (grains <= (100 - CORNER) * _GRAIN)
    return np.where(missing, NO_ZONE, zones).astype(np.int64)


def _checked(shares: FloatArray | IntArray | Sequence[Sequence[float]]) -> FloatArray:
    rows: FloatArray = np.asarray(shares, dtype=np.float64).reshape(-1, 3)
    if (rows < 0).any():
        raise ValueError("a share is negative")
    if (np.abs(rows.sum(axis=1) - 100) > OFF_SUM + 1e-9).any():
        raise ValueError("three shares sum to 100")
    return rows
