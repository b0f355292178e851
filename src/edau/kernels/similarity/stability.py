"""How far a neighbour can be relied on: how often it is still among the nearest when the figures are shaken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from edau.kernels.arrays import BoolArray, FloatArray, IntArray, Numbers
from edau.kernels.similarity.distance import Space, all_distances, filled, theme_shares, within_themes
from edau.kernels.similarity.neighbours import nearest

#: Draws, the part of the variables each of them keeps, and how many neighbours count as the nearest.
DRAWS = 200
KEPT = 0.75
NEAREST = 10


@dataclass(frozen=True, slots=True)
class Draws:
    """The shaken figures of all places, the same for whoever asks.

    Parameters
    ----------
    score : array, shape (draws, places, variables)
        Scores with noise added; 0 where one is missing.
    weight : array, shape (draws, variables)
        Weights that add up to 1 in each theme, 0 for variables that a draw leaves out.
    """

    score: FloatArray
    weight: FloatArray


def draw(
    space: Space, *, draws: int = DRAWS, kept: float = KEPT, noise: bool = True, seed: int = 2026
) -> Draws:
    """Shake the figures of all places.

    Parameters
    ----------
    space : Space
    draws : int
    kept : float
        Part of the variables of each theme that a draw keeps, rounded, at least one: no theme vanishes. Variables
        without weight are not counted.
    noise : bool
        Whether scores are shaken, too, by normal noise of their own uncertainty.
    seed : int
        The same seed gives the same draws.

    Returns
    -------
    Draws

    Raises
    ------
    ValueError
        If `kept` is not above 0 and at most 1, or there is no draw.

    Notes
    -----
    The published figures hold their own chance already, so adding as much again asks a little too much of a
    neighbour rather than too little.

    References
    ----------
    Meinshausen, N. and Bühlmann, P. (2010). Stability selection. *Journal of the Royal Statistical Society B*
    72(4), 417–473 (the idea: keep what stays under subsampling).
    """
    if not 0 < kept <= 1 or draws < 1:
        raise ValueError("draws keep a part of the variables, and there is at least one of them")
    rng = np.random.default_rng(seed)
    weight = np.zeros((draws, len(space.weight)))
    for one in range(draws):
        for t in range(space.themes):
            chosen = _chosen(np.flatnonzero((space.theme == t) & (space.weight > 0)), kept, rng)
            weight[one, chosen] = space.weight[chosen]
    # Variables lie outermost in memory: distances are added up variable by variable.
    shaken = np.repeat(filled(space.score).T[:, None, :], draws, axis=1)
    if noise:
        # What is missing stays at the mean: there is nothing to shake.
        noise_of_known = np.where(space.unknown > 0, 0.0, filled(space.noise))
        shaken += rng.standard_normal(shaken.shape) * noise_of_known.T[:, None, :]
    return Draws(np.moveaxis(shaken, 0, -1), within_themes(space.theme, weight))


def stability(
    space: Space,
    draws: Draws,
    subject: int,
    weights: Numbers,
    k: int = NEAREST,
    among: BoolArray | None = None,
) -> FloatArray:
    """Return the share of draws in which each place is among the nearest of one of them.

    Parameters
    ----------
    space : Space
    draws : Draws
        Of that space.
    subject : int
        Position of the place whose neighbours they are.
    weights : array, shape (themes,)
        Of the themes.
    k : int
        How many count as the nearest.
    among : array of bool, shape (places,), optional
        Who may be a neighbour; everyone unless told.

    Returns
    -------
    array of float64, shape (places,)
        0 to 1; 0 for the place itself and for those that do not take part.

    Examples
    --------
    >>> score = np.array([[0.0], [0.1], [5.0]])
    >>> space = Space(score, np.full((3, 1), 0.01), np.array([0]), np.array([1.0]))
    >>> stability(space, draw(space, draws=20), 0, [1], k=1)
    array([0., 1., 0.])
    """
    taking_part = np.ones(space.places, dtype=bool) if among is None else among.copy()
    taking_part[subject] = False
    found = np.zeros(space.places)
    others = np.flatnonzero(taking_part)
    if not others.size or k < 1:
        return found
    score, unknown = np.moveaxis(draws.score, -1, 0), space.unknown
    share = theme_shares(weights, space.themes)[space.theme] * draws.weight
    everyone = others.size == space.places - 1
    distance = np.zeros((len(share), space.places if everyone else others.size))
    # What the place itself has not is the same for all others, and left out here.
    for v in np.flatnonzero(share.any(axis=0) & (unknown[subject] == 0)).tolist():
        theirs = score[v] if everyone else score[v][:, others]
        apart = np.square(theirs - score[v, :, subject, None])
        apart += unknown[:, v] if everyone else unknown[others, v]
        apart *= share[:, v, None]
        distance += apart
    if everyone:
        distance = np.delete(distance, subject, axis=1)
    last = min(k, others.size) - 1
    # Squared distances have the same order as distances.
    limit = np.partition(distance, last, axis=1)[:, last]
    found[others] = (distance <= limit[:, None]).mean(axis=0)
    return found


def overlap(space: Space, draws: Draws, weights: Numbers, k: int = NEAREST) -> FloatArray:
    """Return the mean share of each place's nearest that stay the nearest over the draws.

    Parameters
    ----------
    space, draws, weights, k
        As for `stability`.

    Returns
    -------
    array, shape (places,)
        0 to 1; NaN for a place without another.
    """
    distance = all_distances(space, weights)
    np.fill_diagonal(distance, np.nan)
    kept = np.full(space.places, np.nan)
    for i in range(space.places):
        own: IntArray = nearest(distance[i], k)
        if own.size:
            kept[i] = stability(space, draws, i, weights, k)[own].mean()
    return kept


def _chosen(variables: IntArray, kept: float, rng: np.random.Generator) -> IntArray:
    number = max(1, round(kept * len(variables)))
    return np.sort(rng.permutation(variables)[:number])
