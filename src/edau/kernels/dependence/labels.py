"""From measures of places to axes, a score and one label, and how far the label hangs on the weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from edau.kernels.arrays import FloatArray, IntArray, Numbers, as_floats
from edau.kernels.findings import Finding


def percentile_ranks(values: Numbers) -> FloatArray:
    """Return where each value stands among the known ones, from 0 (lowest) to 1 (highest), ends excluded.

    Parameters
    ----------
    values : array, shape (places,)
        One measure, in any unit.

    Returns
    -------
    array of float64, shape (places,)
        (mean rank − ½) / number of known values; equal values share their mean rank. NaN stays NaN.

    Raises
    ------
    ValueError
        If `values` has not one dimension.

    References
    ----------
    Hazen, A. (1914). Storage to be provided in impounding reservoirs for municipal water supply.
    *Transactions of the American Society of Civil Engineers* 77, 1539–1640 (the plotting position).

    Examples
    --------
    >>> percentile_ranks([30, 10, 20, 20]).tolist()
    [0.875, 0.125, 0.5, 0.5]
    """
    value = as_floats(values)
    if value.ndim != 1:
        raise ValueError("percentile ranks need one measure at a time")
    ranks = np.full(value.shape, np.nan)
    known = np.isfinite(value)
    if known.any():
        _, which, many = np.unique(value[known], return_inverse=True, return_counts=True)
        last = np.cumsum(many)
        ranks[known] = ((last - many / 2) / known.sum())[which]
    return ranks


def axis_ranks(measures: Sequence[Sequence[Numbers]]) -> FloatArray:
    """Return each place's rank on each axis: the mean of the percentile ranks of the axis's measures.

    Parameters
    ----------
    measures : sequence of axes, each a sequence of arrays of shape (places,)
        All turned so that more means that a place relies less on others.

    Returns
    -------
    array of float64, shape (places, axes)
        Between 0 and 1; NaN where a measure of the axis is missing.

    Raises
    ------
    ValueError
        If there is no axis, or an axis without a measure.

    Notes
    -----
    A mean of ranks and not of values: one city must not set the scale for everyone, and measures in people
    and in per cent can stand side by side. Each measure of an axis counts alike.

    Examples
    --------
    >>> axis_ranks([[[1, 2]], [[5, 3], [4, 8]]]).tolist()
    [[0.25, 0.5], [0.75, 0.5]]
    """
    if not measures or not all(len(axis) for axis in measures):
        raise ValueError("each axis needs a measure")
    ranks = [np.mean([percentile_ranks(one) for one in axis], axis=0) for axis in measures]
    return np.stack(ranks, axis=1)


def drawn_weights(axes: int, draws: int, seed: int, concentration: float = 1.0) -> FloatArray:
    """Return random weights of the axes, each draw adding up to 1.

    Parameters
    ----------
    axes, draws : int
        How many weights in a draw, and how many draws.
    seed : int
        The same seed gives the same draws.
    concentration : float
        Of the symmetric Dirichlet distribution: 1 makes every way of weighing equally likely, more draws the
        weights together towards equal ones.

    Returns
    -------
    array of float64, shape (draws, axes)

    Raises
    ------
    ValueError
        If a number is not above 0.

    Examples
    --------
    >>> drawn_weights(3, 2000, seed=1).mean(axis=0).round(1).tolist()
    [0.3, 0.3, 0.3]
    """
    if axes < 1 or draws < 1 or not concentration > 0:
        raise ValueError("axes, draws and concentration must be above 0")
    return np.random.default_rng(seed).dirichlet([concentration] * axes, size=draws)


def label_shares(axes: FloatArray, weights: FloatArray, cuts: Sequence[float]) -> FloatArray:
    """Return how often each place gets each label when the axes are weighed in many ways.

    Parameters
    ----------
    axes : array, shape (places, axes)
        Ranks between 0 and 1 (see `axis_ranks`).
    weights : array, shape (draws, axes)
        See `drawn_weights`.
    cuts : sequence of float
        Rising limits between the labels: a score below the first gets label 0, one at a cut the higher label.

    Returns
    -------
    array of float64, shape (places, labels)
        Shares that add up to 1 for a place; NaN where a rank of it is missing.

    Raises
    ------
    ValueError
        If the cuts do not rise.

    Notes
    -----
    This is the uncertainty of the weights alone. It does not hold the error of the figures, and it is not the
    probability that the label is "true": no label of this kind is true or false.

    References
    ----------
    Saisana, M., Saltelli, A. and Tarantola, S. (2005). Uncertainty and sensitivity analysis techniques as
    tools for the quality assessment of composite indicators. *Journal of the Royal Statistical Society A*
    168(2), 307–323.

    Examples
    --------
    >>> weights = np.array([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0], [0.1, 0.9]])
    >>> label_shares(np.array([[0.9, 0.1]]), weights, [0.4, 0.8]).tolist()
    [[0.5, 0.25, 0.25]]
    """
    limits = as_floats(list(cuts))
    if (np.diff(limits) <= 0).any():
        raise ValueError("the cuts between labels must rise")
    ranks = as_floats(axes)
    # Rounded, so that a place exactly at a cut does not flicker with the last bit of a weighted sum.
    labels: IntArray = np.digitize(np.round(ranks @ weights.T, 12), limits)
    shares = np.stack([(labels == one).mean(axis=1) for one in range(limits.size + 1)], axis=1)
    shares[~np.isfinite(ranks).all(axis=1)] = np.nan
    return shares


def label_of(shares: Numbers, names: Sequence[str], clear: float = 0.7) -> Finding:
    """Say which label a place gets, or between which two it lies.

    Parameters
    ----------
    shares : array, shape (labels,)
        One row of `label_shares`.
    names : sequence of str
        The codes of the labels, lowest first.
    clear : float
        From this share on a label stands alone.

    Returns
    -------
    Finding
        ``clear`` with ``label`` and its share ``p``; ``between`` with ``lower`` and ``upper`` (the two most
        likely labels, in their order), ``p_lower`` and ``p_upper``; ``not_known`` where the shares are missing.

    Raises
    ------
    ValueError
        If there is not one share for each name.

    Examples
    --------
    >>> label_of([0.1, 0.85, 0.05], ["low", "middle", "high"])["label"]
    'middle'
    >>> finding = label_of([0.05, 0.6, 0.35], ["low", "middle", "high"])
    >>> finding.code, finding["lower"], finding["upper"]
    ('between', 'middle', 'high')
    """
    share = as_floats(shares)
    if share.shape != (len(names),):
        raise ValueError("labels need one share each")
    if not np.isfinite(share).all():
        return Finding("not_known")
    best = int(np.argmax(share))
    if share[best] >= clear:
        return Finding("clear", {"label": names[best], "p": float(share[best])})
    low, high = sorted(int(one) for one in np.argsort(-share, kind="stable")[:2])
    return Finding(
        "between",
        {
            "lower": names[low],
            "upper": names[high],
            "p_lower": float(share[low]),
            "p_upper": float(share[high]),
        },
    )
