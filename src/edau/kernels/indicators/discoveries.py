"""Many tests at once: which of them still count, if only so many may be false."""

from __future__ import annotations

import numpy as np

from edau.kernels.arrays import BoolArray, FloatArray, Numbers, as_floats


def adjust(p: Numbers) -> FloatArray:
    """Return Benjamini and Hochberg's adjusted probabilities, which never fall as p rises.

    Parameters
    ----------
    p : array, shape (tests,)
        Probabilities between 0 and 1; NaN for a test that was not made.

    Returns
    -------
    array of float64, shape (tests,)
        For each test the smallest rate of false discoveries at which it counts as one; NaN where p is.

    Raises
    ------
    ValueError
        If a probability lies outside 0 to 1.

    Notes
    -----
    Tests that were not made do not count. The rate is held for independent tests and for tests that rise
    and fall together, as the themes of one place mostly do.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate: a practical and powerful
    approach to multiple testing. *Journal of the Royal Statistical Society B* 57(1), 289–300.

    Examples
    --------
    >>> adjust([0.01, 0.04, 0.03, np.nan]).round(4)
    array([0.03, 0.04, 0.04,  nan])
    """
    probability = as_floats(p)
    if ((probability < 0) | (probability > 1)).any():
        raise ValueError("a probability lies outside 0 to 1")
    made = np.flatnonzero(~np.isnan(probability))
    falling = made[np.argsort(-probability[made], kind="stable")]
    ranks = np.arange(len(made), 0, -1)
    adjusted = np.full(probability.shape, np.nan)
    adjusted[falling] = np.minimum.accumulate(np.minimum(probability[falling] * len(made) / ranks, 1.0))
    return adjusted


def benjamini_hochberg(p: Numbers, rate: float = 0.05) -> BoolArray:
    """Say which of many tests count as discoveries if at most `rate` of those may be false.

    Parameters
    ----------
    p : array, shape (tests,)
        Probabilities between 0 and 1; NaN for a test that was not made.
    rate : float
        Between 0 and 1; 0.05 unless told.

    Returns
    -------
    array of bool, shape (tests,)
        True for discoveries; never for a test that was not made.

    Raises
    ------
    ValueError
        If a probability or the rate lies outside 0 to 1.

    Notes
    -----
    As for `adjust`.

    References
    ----------
    As for `adjust`.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.5, np.nan])
    array([ True, False, False, False, False])
    """
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must lie between 0 and 1, not {rate}")
    return np.asarray(adjust(p) <= rate)
