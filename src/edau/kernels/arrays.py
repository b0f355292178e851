"""The array types that kernels speak, and the one rule that scalars in give floats out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

#: Anything that becomes a one- or many-dimensional array of numbers (a bare number does not count).
Numbers = NDArray[np.float64] | NDArray[np.int64] | Sequence[float]


def as_floats(values: float | Numbers) -> FloatArray:
    """Return `values` as a float64 array; a bare number becomes an array without dimensions.

    Parameters
    ----------
    values : float or array
        Numbers of any shape. ``None`` inside a sequence becomes NaN, our mark of a missing number.

    Returns
    -------
    array of float64, same shape

    Examples
    --------
    >>> as_floats([1, None, 3])
    array([ 1., nan,  3.])
    """
    return np.asarray(values, dtype=np.float64)
