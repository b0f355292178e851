"""Statistics of shares that sum to a whole: log ratios, their centre, and whether two groups differ.

Shares cannot be averaged or compared as if each could vary alone. Their log ratios can (Aitchison 1986).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from edau.kernels.arrays import FloatArray, IntArray
from edau.kernels.findings import Finding

#: Percent that stand for nought: half of what a finger, or a step of the slider, can tell apart (1 %).
FLOOR = 0.5
#: Fewer in a group are not compared: what a group of four said would be told of four people.
LEAST_IN_GROUP = 5

_BLOCK = 512  # rows of the matrix of distances held at a time

Rows = FloatArray | IntArray | Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class EnergyTest:
    """How far apart two groups lie, and how often chance would put them as far apart.

    Parameters
    ----------
    statistic : float
        nm / (n + m) times the energy distance; 0 when the two groups lie alike.
    p : float
        Share of the splits at least as far apart, the split as it is included.
    splits : int
        How many were looked at.
    exact : bool
        Whether these were all there are.
    """

    statistic: float
    p: float
    splits: int
    exact: bool


def closed(shares: Rows, floor: float = FLOOR) -> FloatArray:
    """Return compositions without noughts that sum to 1.

    Parameters
    ----------
    shares : array (n, parts)
        Percent (or any unit in which a row's parts sum to 100).
    floor : float
        What lies below it is lifted to it, in the same unit, then the row is closed again.

    Returns
    -------
    array (n, parts)
        NaN in a row with a missing part.

    Raises
    ------
    ValueError
        If a part is negative, the floor is not positive or a row has fewer than two parts.

    Notes
    -----
    An answer in a corner or on an edge is an answer: dropping it, as some tools do, drops the clearest voices, and a
    nought replaced by 0.00001 lets one such voice drag the mean of all. Half of what can be told apart does neither.

    References
    ----------
    Martín-Fernández, J. A., Barceló-Vidal, C. and Pawlowsky-Glahn, V. (2003). Dealing with zeros and missing values in
    compositional data sets using nonparametric imputation. *Mathematical Geology* 35(3), 253–278.

    Examples
    --------
    >>> closed([[100, 0, 0]]).round(4).tolist()
    [[0.9901, 0.005, 0.005]]
    """
    rows = np.asarray(shares, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[1] < 2:
        raise ValueError("a composition has two parts or more")
    if (rows < 0).any() or not floor > 0:
        raise ValueError("parts are not negative, and the floor is positive")
    lifted = np.maximum(rows, floor)
    parts: FloatArray = lifted / lifted.sum(axis=1, keepdims=True)
    return parts


def ilr(shares: Rows, floor: float = FLOOR) -> FloatArray:
    """Return isometric log ratios: coordinates in which ordinary distances make sense.

    Parameters
    ----------
    shares, floor
        As for `closed`.

    Returns
    -------
    array (n, parts − 1)
        The k-th coordinate sets the geometric mean of the first k parts against the next one. All parts equal: 0.

    Raises
    ------
    ValueError
        As for `closed`.

    References
    ----------
    Egozcue, J. J., Pawlowsky-Glahn, V., Mateu-Figueras, G. and Barceló-Vidal, C. (2003). Isometric logratio
    transformations for compositional data analysis. *Mathematical Geology* 35(3), 279–300.

    Examples
    --------
    >>> ilr([[40, 40, 20], [100, 0, 0]]).round(3).tolist()
    [[0.0, 0.566], [3.746, 2.163]]
    """
    logs = np.log(closed(shares, floor))
    coordinates: FloatArray = logs @ _basis(logs.shape[1])
    return coordinates


def centre(shares: Rows, floor: float = FLOOR) -> FloatArray:
    """Return the geometric mean of compositions, in percent; NaN of none. Rows with a missing part are left out.

    >>> centre([[80, 10, 10], [10, 80, 10]]).round(1).tolist()
    [42.5, 42.5, 15.0]
    """
    logs = np.log(closed(shares, floor))
    logs = logs[~np.isnan(logs).any(axis=1)]
    if not len(logs):
        return np.full(logs.shape[1], np.nan)
    parts = np.exp(logs.mean(axis=0))
    mean: FloatArray = parts / parts.sum() * 100
    return mean


def energy_test(one: Rows, other: Rows, *, seed: int, permutations: int = 999) -> EnergyTest:
    """Test whether two groups of points come from one distribution, by their energy distance.

    Parameters
    ----------
    one, other : array (n, d), (m, d)
        Points, such as `ilr` gives; nothing missing.
    seed : int
        Of the draws: the same seed gives the same p.
    permutations : int
        How many random splits. When there are no more splits than that at all, each is looked at once and p is exact.

    Returns
    -------
    EnergyTest
        p = (1 + splits as far apart) / (1 + permutations); exact: splits as far apart / all splits, the split as it
        is being one of them. All points alike: statistic 0, p 1.

    Raises
    ------
    ValueError
        If a group is empty, the dimensions differ, something is missing, or `permutations` is below 1.

    Notes
    -----
    Energy distance = 2 E|X − Y| − E|X − X'| − E|Y − Y'|. All splits are summed at once by a product of matrices, in
    n² × permutations steps; the distances are held block by block.

    References
    ----------
    Székely, G. J. and Rizzo, M. L. (2004). Testing for equal distributions in high dimension. *InterStat* 5. Phipson, B.
    and Smyth, G. K. (2010). Permutation p-values should never be zero. *Statistical Applications in Genetics and
    Molecular Biology* 9(1), 39.

    Examples
    --------
    >>> energy_test([[0.0], [0.1]], [[5.0], [5.2], [5.1]], seed=1).p
    0.1
    """
    first, second = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if first.ndim != 2 or second.ndim != 2 or first.shape[1] != second.shape[1]:
        raise ValueError("two groups of points in the same space are needed")
    if not (len(first) and len(second)):
        raise ValueError("a group is empty")
    if permutations < 1:
        raise ValueError("at least one permutation")
    if len(first) > len(second):
        first, second = second, first
    points = np.concatenate([first, second])
    if not np.isfinite(points).all():
        raise ValueError("a number is missing")
    size, count = len(first), len(points)
    exact = math.comb(count, size) <= permutations
    members = _all_splits(count, size) if exact else _random_splits(count, size, permutations, seed)
    statistic = _statistics(points, members, size)
    # A split that is as far apart may come out smaller by a rounding error.
    as_far = statistic >= statistic[0] - 1e-9 * max(float(np.abs(statistic).max()), 1e-300)
    return EnergyTest(
        float(max(statistic[0], 0.0)), float(as_far.mean()), len(statistic) - (not exact), exact
    )


def compare_groups(
    one: Rows,
    other: Rows,
    *,
    seed: int,
    permutations: int = 999,
    level: float = 0.05,
    least: int = LEAST_IN_GROUP,
) -> Finding:
    """Say whether two groups answered a triad (or dyad) differently.

    Parameters
    ----------
    one, other : array (n, parts), (m, parts)
        Shares in percent. Rows with a missing part are left out.
    seed, permutations
        As for `energy_test`.
    level : float
        Above it chance is explanation enough.
    least : int
        A smaller group is not compared.

    Returns
    -------
    Finding
        ``differ`` or ``no_clear_difference`` with ``statistic``, ``p``, ``splits``, ``exact`` (0 or 1), ``n_one`` and
        ``n_other``; or ``not_compared`` with the reason ``small_group`` and ``least`` (never the size of the group).

    Examples
    --------
    >>> compare_groups([[80, 10, 10]] * 9, [[10, 10, 80]] * 9, seed=3).code
    'differ'
    >>> compare_groups([[80, 10, 10]] * 4, [[10, 10, 80]] * 9, seed=3).code
    'not_compared'
    """
    first, second = ilr(one), ilr(other)
    first, second = first[~np.isnan(first).any(axis=1)], second[~np.isnan(second).any(axis=1)]
    if min(len(first), len(second)) < max(least, 1):
        return Finding("not_compared", reasons=(Finding("small_group", {"least": least}),))
    found = energy_test(first, second, seed=seed, permutations=permutations)
    params = {
        "statistic": found.statistic,
        "p": found.p,
        "splits": found.splits,
        "exact": int(found.exact),
        "n_one": len(first),
        "n_other": len(second),
    }
    return Finding("differ" if found.p <= level else "no_clear_difference", params)


@lru_cache(maxsize=8)
def _basis(parts: int) -> FloatArray:
    basis = np.zeros((parts, parts - 1))
    for k in range(1, parts):
        basis[:k, k - 1] = 1 / k
        basis[k, k - 1] = -1
        basis[:, k - 1] *= math.sqrt(k / (k + 1))
    basis.setflags(write=False)
    return basis


def _all_splits(count: int, size: int) -> FloatArray:
    """Every split as a column of noughts and ones, the split as it is first."""
    chosen = np.array(list(itertools.combinations(range(count), size)))
    members = np.zeros((count, len(chosen)))
    members[chosen.T, np.arange(len(chosen))] = 1
    return members


def _random_splits(count: int, size: int, permutations: int, seed: int) -> FloatArray:
    """The split as it is, then random ones."""
    start = np.zeros((permutations + 1, count))
    start[:, :size] = 1
    start[1:] = np.random.default_rng(seed).permuted(start[1:], axis=1)
    return np.ascontiguousarray(start.T)


def _statistics(points: FloatArray, members: FloatArray, size: int) -> FloatArray:
    count = len(points)
    reach, within = np.empty(count), np.zeros(members.shape[1])
    for start in range(0, count, _BLOCK):
        block = slice(start, start + _BLOCK)
        squares = np.zeros((len(points[block]), count))
        for column in points.T:
            squares += np.square(column[block, None] - column[None, :])
        distances = np.sqrt(squares, out=squares)
        reach[block] = distances.sum(axis=1)
        within += np.einsum("ij,ij->j", members[block], distances @ members)
    from_group = reach @ members
    rest = count - size
    between = (from_group - within) / (size * rest)
    inside = within / size**2
    outside = (reach.sum() - 2 * from_group + within) / rest**2
    statistics: FloatArray = (2 * between - inside - outside) * size * rest / count
    return statistics
