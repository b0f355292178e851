"""From cells to areas: counts are shared out by residents, shares recomputed from sums, ranks never averaged.

Areas are named here by their position: `source` and `target` are index arrays of *links*, one link for each
pair of a small area (the source) and a place (the target) that holds some of its residents. A target of −1
means "in no place".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from edau.kernels.arrays import FloatArray, IntArray, Numbers, as_floats

OUTSIDE = -1


@dataclass(frozen=True, slots=True)
class Covered:
    """A value per area together with the part of its people for whom a figure exists.

    Parameters
    ----------
    value : array, shape (areas,)
        NaN where nothing is known.
    coverage : array, shape (areas,)
        Between 0 and 1: the part of the weight that had a value.
    """

    value: FloatArray
    coverage: FloatArray


def link_shares(source: IntArray, residents: Numbers, sources: int) -> FloatArray:
    """Return, for each link, the share of its small area's residents whom it stands for.

    Parameters
    ----------
    source : array of int, shape (links,)
        Small area of each link, 0 to `sources` − 1. The links of one area must hold all its residents (a
        link to `OUTSIDE` for those in no place), or the shares come out too large.
    residents : array, shape (links,)
        People of each link.
    sources : int
        Number of small areas.

    Returns
    -------
    array of float64, shape (links,)
        Shares that add up to 1 for each small area with residents, and are 0 for one without.

    Raises
    ------
    ValueError
        If residents are negative or missing, or an index lies outside the small areas.

    Examples
    --------
    >>> link_shares(np.array([0, 0, 1]), [300, 100, 250], sources=2)
    array([0.75, 0.25, 1.  ])
    """
    people = as_floats(residents)
    if not (people >= 0).all():
        raise ValueError("residents are negative or missing")
    _refuse_strangers(source, sources, least=0)
    total = np.bincount(source, weights=people, minlength=sources)[source]
    return np.divide(people, total, out=np.zeros_like(people), where=total > 0)


def share_out(
    counts: Numbers, source: IntArray, target: IntArray, shares: Numbers, targets: int
) -> FloatArray:
    """Share the counts of small areas out to the places that hold their residents, and add them up.

    Parameters
    ----------
    counts : array, shape (sources,) or (sources, columns)
        Counts (people, households…) of each small area; never percentages, means or ranks.
    source, target : array of int, shape (links,)
        Small area and place of each link; links to `OUTSIDE` are dropped.
    shares : array, shape (links,)
        Part of the small area's count that each link takes (see `link_shares`); 1 where areas nest.
    targets : int
        Number of places.

    Returns
    -------
    array of float64, shape (targets,) or (targets, columns)
        Counts per place, not rounded. A place without any link gets 0.

    Raises
    ------
    ValueError
        If shapes do not fit or an index lies outside its range.

    Notes
    -----
    A missing count (NaN) makes every place that takes a part of it missing: a sum without one of its parts
    would pass for the whole. A share of zero takes nothing, missing or not.

    Examples
    --------
    >>> links = np.array([0, 0, 1]), np.array([0, OUTSIDE, 0])
    >>> share_out([80, 50], *links, shares=[0.75, 0.25, 1.0], targets=2)
    array([110.,   0.])
    """
    cells, part = as_floats(counts), as_floats(shares)
    if not source.shape == target.shape == part.shape:
        raise ValueError("source, target and shares need one entry each per link")
    _refuse_strangers(source, len(cells), least=0)
    _refuse_strangers(target, targets, least=OUTSIDE)
    inside = (target != OUTSIDE) & (part != 0)
    source, target, part = source[inside], target[inside], part[inside]
    totals = np.zeros((targets, *cells.shape[1:]))
    np.add.at(totals, target, cells[source] * part.reshape(-1, *[1] * (cells.ndim - 1)))
    return totals


def weighted_mean(values: Numbers, weights: Numbers, area: IntArray, areas: int) -> Covered:
    """Average a per-head figure of small parts over areas, each part counting by its people.

    Parameters
    ----------
    values : array, shape (parts,)
        A figure that may be averaged (minutes, pounds a head, a percentage whose base is `weights`). Not
        ranks.
    weights : array, shape (parts,)
        People (or households) of each part.
    area : array of int, shape (parts,)
        Area of each part; `OUTSIDE` drops the part.
    areas : int
        Number of areas.

    Returns
    -------
    Covered
        The mean over the parts with a value, and the part of the people they hold.

    Raises
    ------
    ValueError
        If weights are negative or missing, shapes do not fit, or an index lies outside the areas.

    Notes
    -----
    Parts without a value are left out, and the coverage says so: it is for the caller to refuse a mean that
    rests on too few. An area without people has neither mean nor coverage (NaN).

    Examples
    --------
    >>> mean = weighted_mean([10, 20, np.nan], [300, 100, 100], np.array([0, 0, 0]), areas=1)
    >>> mean.value, mean.coverage
    (array([12.5]), array([0.8]))
    """
    value, weight = as_floats(values), as_floats(weights)
    if not value.shape == weight.shape == area.shape:
        raise ValueError("values, weights and area need one entry each per part")
    if not (weight >= 0).all():
        raise ValueError("weights are negative or missing")
    _refuse_strangers(area, areas, least=OUTSIDE)
    inside = area != OUTSIDE
    value, weight, area = value[inside], weight[inside], area[inside]
    known = np.isfinite(value)
    everyone = np.bincount(area, weights=weight, minlength=areas)
    counted = np.bincount(area[known], weights=weight[known], minlength=areas)
    total = np.bincount(area[known], weights=(value * weight)[known], minlength=areas)
    with np.errstate(divide="ignore", invalid="ignore"):
        return Covered(
            np.where(counted > 0, total / counted, np.nan), np.where(everyone > 0, counted / everyone, np.nan)
        )


def people_among_ranked(
    ranks: Numbers,
    fraction: float,
    weights: Numbers,
    area: IntArray,
    areas: int,
    *,
    ranked: int | None = None,
) -> Covered:
    """Return the share of an area's people who live in the small areas ranked first.

    Parameters
    ----------
    ranks : array, shape (parts,)
        Rank (1 is first) of the small area in which each part lies.
    fraction : float
        How much of the ranking counts as first: 0.1 for "the first tenth".
    weights : array, shape (parts,)
        People of each part.
    area : array of int, shape (parts,)
        Area of each part; `OUTSIDE` drops the part.
    areas : int
        Number of areas.
    ranked : int, optional
        How many small areas were ranked; the largest rank given, if left out.

    Returns
    -------
    Covered
        Share of people between 0 and 1, and the part of the people whose small area has a rank.

    Raises
    ------
    ValueError
        If `fraction` is not between 0 and 1, or as for `weighted_mean`.

    Notes
    -----
    This is what a ranking allows one to say of a larger area. A mean of ranks is not: the distance between
    two ranks has no size.

    Examples
    --------
    >>> first = people_among_ranked([1, 150, 1900], 0.1, [500, 300, 200], np.array([0, 0, 0]), 1, ranked=1917)
    >>> first.value
    array([0.8])
    """
    if not 0 < fraction <= 1:
        raise ValueError(f"fraction must lie between 0 and 1, not {fraction}")
    rank = as_floats(ranks)
    last = float(ranked) if ranked is not None else float(np.nanmax(rank, initial=0.0))
    first = np.where(np.isfinite(rank), (rank <= last * fraction).astype(np.float64), np.nan)
    return weighted_mean(first, weights, area, areas)


def share_out_flows(
    flows: FloatArray, origin_shares: FloatArray, destination_shares: FloatArray
) -> FloatArray:
    """Turn flows between small areas into flows between places.

    Parameters
    ----------
    flows : array, shape (sources, sources)
        People going from the row's small area to the column's.
    origin_shares : array, shape (sources, targets)
        Part of each small area's departures that each place takes (by residents, say).
    destination_shares : array, shape (sources, targets)
        Part of each small area's arrivals that each place takes (by addresses or jobs, say).

    Returns
    -------
    array, shape (targets, targets)
        Expected people from the row's place to the column's.

    Raises
    ------
    ValueError
        If shapes do not fit.

    Notes
    -----
    It assumes that within a small area everybody travels alike, whichever place they live in: the smaller
    the place in its small area, the rougher the answer (see `purity`). Where the shares of each small area
    add up to 1, no traveller is lost.

    Examples
    --------
    >>> share_out_flows(np.array([[0.0, 100.0], [0.0, 0.0]]), np.array([[0.75, 0.25], [0, 1]]), np.eye(2))
    array([[ 0., 75.],
           [ 0., 25.]])
    """
    if not (flows.shape[0] == len(origin_shares) and flows.shape[1] == len(destination_shares)):
        raise ValueError(
            "flows need one row per row of origin_shares and one column per row of destination_shares"
        )
    return np.asarray(origin_shares.T @ flows @ destination_shares, dtype=np.float64)


def purity(
    source: IntArray, target: IntArray, residents: Numbers, shares: Numbers, targets: int
) -> FloatArray:
    """Return how much of "its" small areas each place is: 1 where they hold nobody else.

    Parameters
    ----------
    source, target : array of int, shape (links,)
        Small area and place of each link; links to `OUTSIDE` are dropped.
    residents : array, shape (links,)
        People of each link.
    shares : array, shape (links,)
        Part of the small area's residents in each link (see `link_shares`).
    targets : int
        Number of places.

    Returns
    -------
    array of float64, shape (targets,)
        Mean share over the place's residents, between 0 and 1; NaN for a place without residents.

    Examples
    --------
    >>> purity(np.array([0, 0, 1]), np.array([0, 1, 0]), [300, 100, 100], [0.75, 0.25, 1.0], targets=2)
    array([0.8125, 0.25  ])
    """
    _refuse_strangers(source, int(source.max(initial=0)) + 1, least=0)
    return weighted_mean(shares, residents, target, targets).value


def reconstruct_count(percent: Numbers, base: Numbers) -> FloatArray:
    """Return the whole number of people behind a published percentage.

    Parameters
    ----------
    percent : array
        Percentages, 0 to 100, as published.
    base : array, same shape
        People or households they are percentages of.

    Returns
    -------
    array of float64
        Whole counts between 0 and the base; NaN where the percentage or base is missing.

    Raises
    ------
    ValueError
        If a percentage lies outside 0 to 100 or a base is negative.

    Notes
    -----
    Exact as long as the base is smaller than half of the percentage's last decimal allows (500 people for
    one decimal); above that it is the nearest that can be known, and its status is "estimate".

    Examples
    --------
    >>> reconstruct_count([12.5, 33.3], [40, 3])
    array([5., 1.])
    """
    part, total = as_floats(percent), as_floats(base)
    if ((part < 0) | (part > 100)).any():
        raise ValueError("a percentage lies outside 0 to 100")
    if (total < 0).any():
        raise ValueError("a base is negative")
    return np.minimum(np.floor(part * total / 100 + 0.5), total)


def _refuse_strangers(index: IntArray, size: int, *, least: int) -> None:
    if index.size and not (least <= index.min() and index.max() < size):
        raise ValueError(f"an index lies outside {least} to {size - 1}")
