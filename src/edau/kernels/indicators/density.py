"""The shape of a distribution over places, ready to be drawn: a ridge, and the span it stands on."""

from __future__ import annotations

import math

import numpy as np

from edau.kernels.arrays import FloatArray, Numbers, as_floats


def ridge(values: Numbers, low: float, high: float, points: int = 51) -> FloatArray:
    """Return the smoothed density of values at equal steps from `low` to `high`, with height 1 at the mode.

    Parameters
    ----------
    values : array, shape (places,)
        One value per place. NaN and values outside `low` to `high` are left out.
    low, high : float
        Ends of the axis, in the unit of the values.
    points : int
        Number of steps, ends included; at least 2.

    Returns
    -------
    array of float64, shape (points,)
        Heights between 0 and 1. All zero without any value.

    Raises
    ------
    ValueError
        If `high` is not above `low`, or there are fewer than two points.

    Notes
    -----
    A Gaussian kernel with Silverman's bandwidth, and never narrower than one step, so that a single value
    gives a bump that can be seen. Density that would fall beyond an end of the axis is folded back: a share
    that many places have near zero must not seem rare there.

    References
    ----------
    Silverman, B. W. (1986). *Density Estimation for Statistics and Data Analysis*. Chapman and Hall, p. 48
    (equation 3.31) for the bandwidth and p. 30 for the folding.

    Examples
    --------
    >>> ridge([4, 5, 6], low=0, high=10, points=11).round(2)
    array([0.  , 0.01, 0.07, 0.34, 0.79, 1.  , 0.79, 0.34, 0.07, 0.01, 0.  ])
    """
    if not low < high:
        raise ValueError("the axis needs its high end above its low end")
    if points < 2:
        raise ValueError("a ridge needs at least two points")
    value = as_floats(values).ravel()
    value = value[(value >= low) & (value <= high)]
    axis = np.linspace(low, high, points)
    if not value.size:
        return np.zeros(points)
    width = max(_bandwidth(value), (high - low) / (points - 1))
    folded = np.concatenate([value, 2 * low - value, 2 * high - value])
    heights = np.exp(-0.5 * np.square((axis[:, None] - folded[None, :]) / width)).sum(axis=1)
    return np.asarray(heights / heights.max())


def span(values: Numbers, reference: float = math.nan) -> tuple[float, float]:
    """Return round ends of an axis that shows every value and the reference.

    Parameters
    ----------
    values : array
        One value per place; NaN is left out.
    reference : float
        A value that must be on the axis too (that of Wales); NaN for none.

    Returns
    -------
    tuple of float
        Low and high end, each a multiple of 1, 2 or 5 times a power of ten, at most ten steps apart. (0, 1)
        without any value.

    Notes
    -----
    The axis starts at zero where that costs it less than a third of its length, and does not cross zero
    unless a value does. A single value gets an axis of its own size around it.

    Examples
    --------
    >>> span([12.3, 31.0, np.nan], reference=19.4)
    (12.0, 32.0)
    >>> span([3, 41])
    (0.0, 45.0)
    """
    known = np.append(as_floats(values).ravel(), reference)
    known = known[np.isfinite(known)]
    if not known.size:
        return 0.0, 1.0
    low, high = float(known.min()), float(known.max())
    if low == high:
        low, high = (low - abs(low) / 2, high + abs(high) / 2) if low else (0.0, 1.0)
    if 0 < low < (high - low) / 2:
        low = 0.0
    if (low - high) / 2 < high < 0:
        high = 0.0
    step = _round_step((high - low) / 10)
    return math.floor(round(low / step, 9)) * step, math.ceil(round(high / step, 9)) * step


def _bandwidth(value: FloatArray) -> float:
    if value.size < 2:
        return 0.0
    quarter, three_quarters = np.quantile(value, [0.25, 0.75])
    spreads = [float(value.std(ddof=1)), float(three_quarters - quarter) / 1.34]
    # Quartiles that differ by rounding alone do not tell how wide the values are spread.
    spread = min((one for one in spreads if one > 1e-9 * spreads[0]), default=0.0)
    return 0.9 * spread * math.pow(value.size, -0.2)


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least * (1 - 1e-9))
