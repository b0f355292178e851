"""Keep one thing from counting twice: variables that go together share one weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from edau.kernels.arrays import FloatArray, IntArray, as_floats

#: Beyond this rank correlation two variables share one weight …
PAIR_ABOVE = 0.8

#: … and beyond this the later of the two tells nothing of its own and is dropped.
DROP_ABOVE = 0.95


@dataclass(frozen=True, slots=True)
class Pruned:
    """What is left of the variables.

    Parameters
    ----------
    weight : array, shape (variables,)
        Of each variable within its theme: the variables of a theme add up to 1. 0 for one that was dropped.
    group : array of int, shape (variables,)
        Variables with the same number share one weight; −1 for one that was dropped.
    dropped : tuple of (int, int)
        Each variable that was dropped, with the earlier one that stands for it.
    correlation : array, shape (variables, variables)
        Spearman's rank correlations.
    """

    weight: FloatArray
    group: IntArray
    dropped: tuple[tuple[int, int], ...]
    correlation: FloatArray


def rank_correlation(values: FloatArray) -> FloatArray:
    """Return Spearman's rank correlation of every pair of columns.

    Parameters
    ----------
    values : array, shape (places, variables)
        NaN where missing: a pair of columns is compared over the places that have both.

    Returns
    -------
    array, shape (variables, variables)
        Between −1 and 1, 1 on the diagonal; 0 where fewer than three places have both or one column does not vary.

    References
    ----------
    Spearman, C. (1904). The proof and measurement of association between two things. *American Journal of
    Psychology* 15(1), 72–101. Tied values get the mean of their ranks.

    Examples
    --------
    >>> rank_correlation(np.array([[1, 10, 3], [2, 20, 2], [3, 400, 1], [4, 401, np.nan]]))
    array([[ 1.,  1., -1.],
           [ 1.,  1., -1.],
           [-1., -1.,  1.]])
    """
    table = as_floats(values)
    columns = table.shape[1]
    found = np.eye(columns)
    for i in range(columns):
        for j in range(i):
            both = np.isfinite(table[:, i]) & np.isfinite(table[:, j])
            found[i, j] = found[j, i] = _correlation(_ranks(table[both, i]), _ranks(table[both, j]))
    return found


def prune(values: FloatArray, theme: IntArray) -> Pruned:
    """Give each variable its weight within its theme, so that what goes together counts once.

    Parameters
    ----------
    values : array, shape (places, variables)
        NaN where missing.
    theme : array of int, shape (variables,)
        Theme of each variable.

    Returns
    -------
    Pruned
        A variable correlated beyond `DROP_ABOVE` with an earlier one of its theme is dropped. Those correlated
        beyond `PAIR_ABOVE`, in one theme or across themes, share one weight: each of a pair counts half, each of
        three linked ones a third. Themes always count the same, so a pair across two themes loses weight against
        the other variables of each.

    Raises
    ------
    ValueError
        If there is not one theme for each variable.

    Examples
    --------
    >>> table = np.array([[1, 2, 9], [2, 1, 1], [3, 4, 5], [4, 3, 4], [5, 6, 8], [6, 7, 2], [7, 5, 7]])
    >>> prune(table, np.array([0, 0, 0])).weight
    array([0.25, 0.25, 0.5 ])
    """
    table = as_floats(values)
    if theme.shape != (table.shape[1],):
        raise ValueError("each variable needs one theme")
    correlation = rank_correlation(table)
    strong = np.abs(correlation)
    dropped: list[tuple[int, int]] = []
    kept: list[int] = []
    for i in range(len(theme)):
        twins = [j for j in kept if theme[j] == theme[i] and strong[i, j] > DROP_ABOVE]
        if twins:
            dropped.append((i, twins[0]))
        else:
            kept.append(i)
    group = _groups(strong > PAIR_ABOVE, kept)
    size = np.bincount(group[kept], minlength=len(theme)) if kept else np.zeros(0, dtype=np.int64)
    weight = np.zeros(len(theme))
    weight[kept] = 1 / size[group[kept]]
    total = np.bincount(theme, weights=weight)
    return Pruned(weight / total[theme], group, tuple(dropped), correlation)


def _groups(linked: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], kept: Sequence[int]) -> IntArray:
    """Number the groups of variables that are linked, directly or through others, in the order of their first."""
    group = np.full(len(linked), -1, dtype=np.int64)
    number = 0
    for start in kept:
        if group[start] >= 0:
            continue
        waiting = [start]
        while waiting:
            i = waiting.pop()
            group[i] = number
            waiting += [j for j in kept if linked[i, j] and group[j] < 0]
        number += 1
    return group


def _ranks(values: FloatArray) -> FloatArray:
    _, place, times = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(times)
    return np.asarray((last - (times - 1) / 2)[place])


def _correlation(a: FloatArray, b: FloatArray) -> float:
    if len(a) < 3:
        return 0.0
    a, b = a - a.mean(), b - b.mean()
    spread = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return min(1.0, max(-1.0, float((a * b).sum()) / spread)) if spread else 0.0
