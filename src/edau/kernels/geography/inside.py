"""Whether spots lie inside a shape that somebody drew."""

from __future__ import annotations

import numpy as np

from edau.kernels.arrays import BoolArray, FloatArray, Numbers, as_floats

LEAST_CORNERS = 3


def inside(x: Numbers, y: Numbers, corners: FloatArray | Numbers) -> BoolArray:
    """Say which spots lie inside a polygon.

    Parameters
    ----------
    x, y : array, shape (spots,)
        Where the spots are; a spot with a missing coordinate lies outside.
    corners : array, shape (corners, 2)
        The corners in their order, x then y, in the same plane (degrees will do for a small country). The last is joined
        to the first; it may be named again.

    Returns
    -------
    array of bool, shape (spots,)

    Raises
    ------
    ValueError
        If there are fewer than three corners, or one is not a number.

    Notes
    -----
    Even–odd rule: a spot is inside if a ray from it to the right crosses the outline an odd number of times, so of a
    shape that crosses itself the parts that are gone round twice lie outside. A corner counts to the side that ends
    above it, so that a ray through a corner is counted once. A spot on the outline itself may fall on either side.

    References
    ----------
    Shimrat, M. (1962). Algorithm 112: position of point relative to polygon. *Communications of the ACM* 5(8), 434;
    corrected by Hacker, R. (1962), 5(12), 606.

    Examples
    --------
    >>> square = [(0, 0), (4, 0), (4, 4), (0, 4)]
    >>> inside([1, 5, 3], [1, 1, 3], square)
    array([ True, False,  True])
    """
    shape = np.asarray(corners, dtype=float)
    if shape.ndim != 2 or shape.shape[1] != 2 or len(shape) < LEAST_CORNERS:
        raise ValueError("a shape has at least three corners, each with x and y")
    if not np.isfinite(shape).all():
        raise ValueError("a corner is not a number")
    spot_x, spot_y = as_floats(x)[:, None], as_floats(y)[:, None]
    (from_x, from_y), (to_x, to_y) = shape.T, np.roll(shape, -1, axis=0).T
    spans = (from_y > spot_y) != (to_y > spot_y)
    # A level side spans no spot, whatever its quotient comes to.
    with np.errstate(divide="ignore", invalid="ignore"):
        meets = from_x + (spot_y - from_y) / (to_y - from_y) * (to_x - from_x)
        crossings = np.count_nonzero(spans & (spot_x < meets), axis=1)
    return np.asarray(crossings % 2 == 1)
