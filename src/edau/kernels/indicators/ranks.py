"""The rank of each place with its interval: how far a rank could move with the uncertainty of the values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from edau.kernels.arrays import FloatArray, Numbers, as_floats

DRAWS: Final = 5_000

#: Values drawn at a time: a few tens of megabytes, however many places there are.
_AT_ONCE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class RankIntervals:
    """Ranks with their limits, arrays of shape (places,): 1 is the first; NaN where the value is not known.

    `rank` is that of the values as they are (those that are equal share their mean rank). `first_fifth` is the
    probability that a place is among the first fifth.
    """

    rank: FloatArray
    lower: FloatArray
    upper: FloatArray
    first_fifth: FloatArray


def rank_intervals(
    values: Numbers,
    variances: Numbers,
    *,
    seed: int,
    highest_first: bool = True,
    draws: int = DRAWS,
    confidence: float = 0.95,
) -> RankIntervals:
    """Return the rank of each place and the interval in which it lies, by Monte Carlo draws.

    Parameters
    ----------
    values : array, shape (places,)
        One value per place, in any unit.
    variances : array, shape (places,)
        Sampling variance of each value, in the square of that unit (`variance_from_interval`); 0 where it is
        certain.
    seed : int
        The same seed gives the same interval.
    highest_first : bool
        Rank 1 is the highest value, unless told otherwise.
    draws : int
        5,000 unless told.
    confidence : float
        0.95 unless told.

    Returns
    -------
    RankIntervals
        A place whose value or variance is missing takes no part and is NaN throughout.

    Raises
    ------
    ValueError
        If the shapes differ, a variance is negative, there is no draw, or the confidence is not between 0 and 1.

    Notes
    -----
    Every draw gives each place a value from a normal distribution round its own and ranks them; the limits are
    quantiles of a place's ranks over the draws. The published rank alone says far too much: for twenty-two
    authorities the interval of a survey figure often spans most of them. The limits are for one place at a time,
    not for all at once. Values that are equal and certain share their mean rank in each draw.

    References
    ----------
    Goldstein, H. and Spiegelhalter, D. J. (1996). League tables and their limitations: statistical issues in
    comparisons of institutional performance. *Journal of the Royal Statistical Society A* 159(3), 385–443.

    Examples
    --------
    >>> found = rank_intervals([70.0, 50.0, 49.0], [1.0, 4.0, 4.0], seed=1)
    >>> found.rank.tolist(), found.lower.tolist(), found.upper.tolist()
    ([1.0, 2.0, 3.0], [1.0, 2.0, 2.0], [1.0, 3.0, 3.0])
    """
    value, variance = as_floats(values), as_floats(variances)
    if value.shape != variance.shape or value.ndim != 1:
        raise ValueError("values and variances need one number each per place")
    if (variance < 0).any():
        raise ValueError("a variance is negative")
    if draws < 1 or not 0 < confidence < 1:
        raise ValueError("ranks need a draw, and a confidence between 0 and 1")
    found = RankIntervals(*(np.full(value.shape, np.nan) for _ in range(4)))
    known = np.isfinite(value) & np.isfinite(variance)
    if not known.any():
        return found
    sign = -1.0 if highest_first else 1.0
    # Differences as small as a float's last bit are no differences.
    exact = np.round(sign * value[known], 12)
    ranks = _drawn_ranks(exact, np.sqrt(variance[known]), draws, seed)
    tail = 100 * (1 - confidence) / 2
    found.rank[known] = mean_ranks(exact[np.newaxis])[0]
    found.lower[known], found.upper[known] = np.percentile(
        ranks, [tail, 100 - tail], axis=0, method="nearest"
    )
    found.first_fifth[known] = (ranks <= max(1.0, known.sum() / 5)).mean(axis=0)
    return found


def mean_ranks(rows: FloatArray) -> FloatArray:
    """Return the rank of each value within its row, lowest first; equal values share their mean rank.

    Parameters
    ----------
    rows : array, shape (rows, values)
        No value may be missing.

    Returns
    -------
    array of float64, same shape
        From 1 to the number of values.

    Examples
    --------
    >>> mean_ranks(np.array([[3.0, 1.0, 3.0]])).tolist()
    [[2.5, 1.0, 2.5]]
    """
    order = np.argsort(rows, axis=1, kind="stable")
    ordered = np.take_along_axis(rows, order, axis=1)
    first = np.ones(rows.shape, dtype=np.bool_)
    first[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    places = np.arange(rows.shape[1])
    # Where the run of equal values that each one is in begins, and where it ends.
    begins = np.maximum.accumulate(np.where(first, places, 0), axis=1)
    last = np.ones(rows.shape, dtype=np.bool_)
    last[:, :-1] = first[:, 1:]
    ends = np.minimum.accumulate(np.where(last, places, rows.shape[1])[:, ::-1], axis=1)[:, ::-1]
    ranks = np.empty(rows.shape)
    np.put_along_axis(ranks, order, (begins + ends) / 2 + 1, axis=1)
    return ranks


def _drawn_ranks(values: FloatArray, deviations: FloatArray, draws: int, seed: int) -> FloatArray:
    random = np.random.default_rng(seed)
    step = max(1, _AT_ONCE // values.size)
    parts = [
        mean_ranks(random.normal(values, deviations, size=(min(step, draws - done), values.size)))
        for done in range(0, draws, step)
    ]
    return np.concatenate(parts)
