"""The nearest places, and why they are near: in which themes two places are alike and in which they differ."""

from __future__ import annotations

import numpy as np

from edau.kernels.arrays import BoolArray, FloatArray, IntArray, Numbers, as_floats
from edau.kernels.findings import Finding
from edau.kernels.similarity.distance import theme_shares

#: How many themes are named on either side.
NAMED = 3

#: Two places are alike in a theme where they lie less than half as far apart as two places taken at random.
ALIKE_BELOW = 1.0

_ROUNDING = 1e-12


def nearest(distances: Numbers, k: int, among: BoolArray | None = None) -> IntArray:
    """Return the positions of the `k` smallest distances, smallest first.

    Parameters
    ----------
    distances : array, shape (places,)
        NaN and infinite ones are never near.
    k : int
        At least 0; fewer come back where there are fewer.
    among : array of bool, shape (places,), optional
        Who takes part; everyone unless told.

    Returns
    -------
    array of int
        Of two equally near the one that comes first.

    Examples
    --------
    >>> nearest([3.0, 1.0, np.nan, 1.0], 3)
    array([1, 3, 0])
    """
    far = as_floats(distances)
    taking_part = np.isfinite(far) if among is None else np.isfinite(far) & among
    there = np.flatnonzero(taking_part)
    return np.asarray(there[np.argsort(far[there], kind="stable")[: max(k, 0)]], dtype=np.int64)


def explain(squared: FloatArray, known: BoolArray, weights: Numbers) -> Finding:
    """Say in which themes two places are alike and in which they differ.

    Parameters
    ----------
    squared, known : array, shape (themes,)
        As in `distance.ByTheme`, for the two places.
    weights : array, shape (themes,)
        As for `distance.combine`.

    Returns
    -------
    Finding
        Code ``distance`` with `distance`. Its reasons are up to three ``alike``, the nearest first, then up to
        three ``different``, the largest part of the squared distance first, then ``missing`` for each theme that
        cannot be compared. Each has `theme`, its position; the first two have `share`, its part of the squared
        distance over the themes that can be compared.

    Notes
    -----
    A theme is ``alike`` where it adds no more than an even part of that distance, and the two lie less than half as
    far apart in it as two places taken at random. It is ``different`` where it adds more than an even part. No
    theme is both; themes without weight are neither. Two places with no distance are alike in everything.

    Examples
    --------
    >>> known = np.array([True, True, True, False])
    >>> finding = explain(np.array([0.1, 0.9, 0.2, 2.0]), known, [1, 1, 1, 1])
    >>> [(reason.code, reason["theme"], round(reason["share"], 2)) for reason in finding.reasons[:3]]
    [('alike', 0, 0.08), ('alike', 2, 0.17), ('different', 1, 0.75)]
    >>> finding.reasons[3]
    Finding(code='missing', params=mappingproxy({'theme': 3}), reasons=())
    """
    weight = theme_shares(weights, len(squared))
    parts = np.where(known, weight * squared, 0.0)
    total, even = float(parts.sum()), float(weight[known].sum())
    share = parts / total if total > 0 else np.zeros(len(parts))
    there = [t for t in range(len(weight)) if weight[t] > 0 and known[t]]
    # With unequal weights an even part is the part that the theme's weight would lead one to expect.
    more = {t: share[t] > weight[t] / even + _ROUNDING for t in there}
    alike = sorted((t for t in there if not more[t] and squared[t] < ALIKE_BELOW), key=lambda t: squared[t])
    different = sorted((t for t in there if more[t]), key=lambda t: -share[t])
    named = [("alike", t) for t in alike[:NAMED]] + [("different", t) for t in different[:NAMED]]
    missing = [t for t in range(len(weight)) if weight[t] > 0 and not known[t]]
    return Finding(
        "distance",
        {"distance": float(np.sqrt((weight * squared).sum()))},
        (
            *(Finding(code, {"theme": t, "share": float(share[t])}) for code, t in named),
            *(Finding("missing", {"theme": t}) for t in missing),
        ),
    )
