"""Types of places: groups around a middle. Types are soft, so each place is told how strongly it belongs to its own.

Neighbours come first: two places on either side of a border between types may be nearer to each other than to the
middles of their types.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from edau.kernels.arrays import FloatArray, IntArray, as_floats

#: Numbers of types that are tried.
COUNTS = (4, 5, 6, 7, 8)

#: A number of types is stable from this mean adjusted Rand index on.
STABLE = 0.7

#: Part of the variance that the components keep.
VARIANCE = 0.9

RUNS = 100
RESAMPLES = 60
STARTS = 8
_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Grouping:
    """Points in groups, numbered from the largest group down.

    Parameters
    ----------
    group : array of int, shape (points,)
        Group of each point: the one whose centre is nearest.
    centre : array, shape (groups, dimensions)
    """

    group: IntArray
    centre: FloatArray


@dataclass(frozen=True, slots=True)
class Membership:
    """How each point belongs to its group.

    Parameters
    ----------
    next_group : array of int, shape (points,)
        The group whose centre is second nearest.
    own, other : array, shape (points,)
        Distance to the centre of its own group and of the next.
    strength : array, shape (points,)
        1 − own / other: 1 at the centre, 0 half-way to the next.
    """

    next_group: IntArray
    own: FloatArray
    other: FloatArray
    strength: FloatArray


@dataclass(frozen=True, slots=True)
class Stability:
    """How well a number of groups can be found again: the mean adjusted Rand index, and that of each resample."""

    groups: int
    mean: float
    each: FloatArray


def components(values: FloatArray, weight: FloatArray, variance: float = VARIANCE) -> FloatArray:
    """Return the principal components that together hold a part of the variance.

    Parameters
    ----------
    values : array, shape (points, variables)
        Scores; NaN counts as the mean of the points.
    weight : array, shape (variables,)
        How much each variable's squared differences count.
    variance : float
        Part of the weighted variance to keep, above 0 and at most 1.

    Returns
    -------
    array, shape (points, components)
        Centred, largest first; the sign is such that each component's largest loading is positive. One component
        of zeros where the points do not differ.

    References
    ----------
    Jolliffe, I. T. (2002). *Principal Component Analysis*, 2nd ed. Springer, section 6.1.1.

    Examples
    --------
    >>> components(np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]), np.ones(2)).round(3)
    array([[-2.236],
           [ 0.   ],
           [ 2.236]])
    """
    if not 0 < variance <= 1:
        raise ValueError("components keep a part of the variance, above 0 and at most 1")
    table = as_floats(values)
    known = np.isfinite(table)
    there = known.sum(axis=0)
    mean = np.divide(
        np.where(known, table, 0.0).sum(axis=0), there, out=np.zeros(len(there)), where=there > 0
    )
    centred = np.where(known, table - mean, 0.0) * np.sqrt(as_floats(weight))
    left, size, right = np.linalg.svd(centred, full_matrices=False)
    held = np.cumsum(size**2)
    if not held.size or held[-1] <= 1e-20:
        return np.zeros((len(table), 1))
    number = int(np.searchsorted(held, variance * held[-1] * (1 - 1e-12))) + 1
    sign = np.sign(right[np.arange(number), np.abs(right[:number]).argmax(axis=1)])
    return np.asarray(left[:, :number] * size[:number] * sign)


def k_means(points: FloatArray, groups: int, rng: np.random.Generator, starts: int = STARTS) -> Grouping:
    """Group points around means: the best of several starts by k-means++.

    Parameters
    ----------
    points : array, shape (points, dimensions)
        Without missing numbers.
    groups : int
        At least 1 and at most the number of different points.
    rng : numpy.random.Generator
    starts : int

    Returns
    -------
    Grouping
        The one with the smallest sum of squared distances to the centres.

    Raises
    ------
    ValueError
        If there are fewer different points than groups.

    References
    ----------
    Lloyd, S. P. (1982). Least squares quantization in PCM. *IEEE Transactions on Information Theory* 28(2),
    129–137. Arthur, D. and Vassilvitskii, S. (2007). k-means++: the advantages of careful seeding. *SODA '07*,
    1027–1035.
    """
    if groups < 1 or len(np.unique(points, axis=0)) < groups:
        raise ValueError("there are fewer different points than groups")
    best, least = np.zeros((groups, points.shape[1])), np.inf
    for _ in range(starts):
        centre, loss = _lloyd(points, _seeds(points, groups, rng))
        if loss < least:
            best, least = centre, loss
    return _in_order(points, best)


def consensus(points: FloatArray, groups: int, seed: int = 2026, runs: int = RUNS) -> Grouping:
    """Group points by the vote of many runs of k-means from different starts.

    Parameters
    ----------
    points, groups
        As for `k_means`.
    seed : int
        The same seed gives the same groups.
    runs : int
        Runs, each from a single start.

    Returns
    -------
    Grouping
        Every run's groups are matched to those of the run with the smallest loss by what they have in common; each
        point goes to the group that most runs put it in; the centres are the means of these groups, settled once
        more, so that the nearest centre is each point's own.

    Raises
    ------
    ValueError
        As `k_means`.

    References
    ----------
    Dudoit, S. and Fridlyand, J. (2003). Bagging to improve the accuracy of a clustering procedure.
    *Bioinformatics* 19(9), 1090–1099 (matching and voting; here over starts, not resamples).
    """
    if groups < 1 or len(np.unique(points, axis=0)) < groups:
        raise ValueError("there are fewer different points than groups")
    rng = np.random.default_rng(seed)
    found = [_lloyd(points, _seeds(points, groups, rng)) for _ in range(runs)]
    reference = _assigned(points, min(found, key=lambda run: run[1])[0])
    votes = np.zeros((len(points), groups), dtype=np.int64)
    for centre, _ in found:
        own = _assigned(points, centre)
        matched = _matched(own, reference, groups)
        votes[np.arange(len(points)), matched[own]] += 1
    settled, _ = _lloyd(points, _means(points, votes.argmax(axis=1), groups, points[:groups]))
    return _in_order(points, settled)


def adjusted_rand(a: IntArray, b: IntArray) -> float:
    """Return the adjusted Rand index of two groupings of the same points.

    Parameters
    ----------
    a, b : array of int, shape (points,)
        From 0 up; the numbers themselves do not matter.

    Returns
    -------
    float
        1 for the same groups, about 0 for chance, below 0 for less than chance. 1 where both put all points in one
        group or each in its own.

    Raises
    ------
    ValueError
        If the shapes differ.

    References
    ----------
    Hubert, L. and Arabie, P. (1985). Comparing partitions. *Journal of Classification* 2, 193–218.

    Examples
    --------
    >>> round(adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])), 3)
    0.571
    """
    if a.shape != b.shape:
        raise ValueError("both groupings need the same points")
    table = np.zeros((int(a.max(initial=-1)) + 1, int(b.max(initial=-1)) + 1))
    np.add.at(table, (a, b), 1)
    together = _pairs(table).sum()
    in_a, in_b = _pairs(table.sum(axis=1)).sum(), _pairs(table.sum(axis=0)).sum()
    every = _pairs(np.array(float(len(a))))
    expected = in_a * in_b / every if every else 0.0
    most = (in_a + in_b) / 2
    return float((together - expected) / (most - expected)) if most != expected else 1.0


def bootstrap_stability(
    points: FloatArray, groups: int, seed: int = 2026, resamples: int = RESAMPLES
) -> Stability:
    """Return how well a number of groups is found again from resamples of the points.

    Parameters
    ----------
    points, groups, seed
        As for `consensus`.
    resamples : int
        Each draws as many points as there are, with replacement; its centres then group all points.

    Returns
    -------
    Stability
        Adjusted Rand index of each resample's grouping of all points against that of the points themselves.

    References
    ----------
    Fang, Y. and Wang, J. (2012). Selection of the number of clusters via the bootstrap method. *Computational
    Statistics & Data Analysis* 56(3), 468–477. Hennig, C. (2007). Cluster-wise assessment of cluster stability.
    *Computational Statistics & Data Analysis* 52(1), 258–271.
    """
    rng = np.random.default_rng([seed, groups])
    base = consensus(points, groups, seed).group
    each = np.zeros(resamples)
    for one in range(resamples):
        sample = points[rng.integers(0, len(points), len(points))]
        while len(np.unique(sample, axis=0)) < groups:
            sample = points[rng.integers(0, len(points), len(points))]
        each[one] = adjusted_rand(base, _assigned(points, k_means(sample, groups, rng).centre))
    return Stability(groups, float(each.mean()), each)


def choose(tried: list[Stability], stable: float = STABLE) -> int | None:
    """Return the largest number of groups that is stable; None where none is.

    Examples
    --------
    >>> tried = [Stability(4, 0.9, np.array([0.9])), Stability(5, 0.72, np.array([0.72]))]
    >>> choose(tried), choose(tried, stable=0.95)
    (5, None)
    """
    return max((one.groups for one in tried if one.mean >= stable), default=None)


def membership(points: FloatArray, grouping: Grouping) -> Membership:
    """Return how each point belongs to its group.

    Parameters
    ----------
    points : array, shape (points, dimensions)
    grouping : Grouping
        Of these points, with at least two groups.

    Returns
    -------
    Membership

    Examples
    --------
    >>> line = np.array([[0.0], [1.0], [4.0]])
    >>> membership(line, Grouping(np.array([0, 0, 1]), np.array([[0.5], [4.0]]))).strength.round(3)
    array([0.875, 0.833, 1.   ])
    """
    distance = np.sqrt(_squares(points, grouping.centre))
    order = np.argsort(distance, axis=1, kind="stable")
    rows = np.arange(len(points))
    own, other = distance[rows, order[:, 0]], distance[rows, order[:, 1]]
    strength = 1 - np.divide(own, other, out=np.ones_like(own), where=other > 0)
    return Membership(order[:, 1], own, other, strength)


def _squares(points: FloatArray, centre: FloatArray) -> FloatArray:
    """Squared distances, shape (points, centres), added up dimension by dimension (see `distance`)."""
    total = np.zeros((len(points), len(centre)))
    for axis in range(points.shape[1]):
        total += np.square(points[:, axis, None] - centre[None, :, axis])
    return total


def _assigned(points: FloatArray, centre: FloatArray) -> IntArray:
    return np.asarray(_squares(points, centre).argmin(axis=1), dtype=np.int64)


def _means(points: FloatArray, group: IntArray, groups: int, before: FloatArray) -> FloatArray:
    """The mean of each group; where a group has lost all points, its centre of before."""
    size = np.bincount(group, minlength=groups)
    sums = np.stack(
        [np.bincount(group, weights=points[:, axis], minlength=groups) for axis in range(points.shape[1])],
        axis=1,
    )
    return np.where(size[:, None] > 0, sums / np.maximum(size, 1)[:, None], before)


def _seeds(points: FloatArray, groups: int, rng: np.random.Generator) -> FloatArray:
    """k-means++: each further seed is drawn with a chance that grows with its squared distance from the nearest."""
    chosen = [int(rng.integers(len(points)))]
    nearest = _squares(points, points[chosen[:1]])[:, 0]
    while len(chosen) < groups:
        limits = np.cumsum(nearest)
        chosen.append(
            min(int(np.searchsorted(limits, rng.random() * limits[-1], side="right")), len(points) - 1)
        )
        nearest = np.minimum(nearest, _squares(points, points[chosen[-1:]])[:, 0])
    return points[chosen]


def _lloyd(points: FloatArray, centre: FloatArray) -> tuple[FloatArray, float]:
    group = np.full(len(points), -1)
    for _ in range(_ROUNDS):
        squares = _squares(points, centre)
        moved = squares.argmin(axis=1)
        if (moved == group).all():
            break
        group = moved
        centre = _means(points, group, len(centre), centre)
    return centre, float(_squares(points, centre).min(axis=1).sum())


def _in_order(points: FloatArray, centre: FloatArray) -> Grouping:
    """Number groups from the largest down; of two as large, the one with the earlier first point comes first."""
    group = _assigned(points, centre)
    size = np.bincount(group, minlength=len(centre))
    first = [int(np.flatnonzero(group == g)[0]) if size[g] else len(points) for g in range(len(centre))]
    order = np.array(sorted(range(len(centre)), key=lambda g: (-int(size[g]), first[g])))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return Grouping(place[group], centre[order])


def _matched(own: IntArray, reference: IntArray, groups: int) -> IntArray:
    """For each group of one grouping the group of the other it has most in common with, each taken once."""
    common = np.zeros((groups, groups))
    np.add.at(common, (own, reference), 1)
    match = np.zeros(groups, dtype=np.int64)
    for _ in range(groups):
        a, b = np.unravel_index(int(common.argmax()), common.shape)
        match[a] = b
        common[a, :], common[:, b] = -1, -1
    return match


def _pairs(number: FloatArray) -> FloatArray:
    return number * (number - 1) / 2
