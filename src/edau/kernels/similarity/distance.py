"""How far two places lie apart in what they are like: theme by theme, then all themes together.

What is not known costs what it would cost on average. Scores have mean 0 and standard deviation 1, so another place whose
score is missing is expected to lie z² + 1 (squared) from the score z of the place that asks: nobody is near because
little is known of it, nor shut out. What is missing of the place that asks is skipped: every other place is charged
the same 2, the mean over all pairs, and the order rests on what is known. So a distance is that *from* one place; between
two places with all scores it is the same both ways.

Sums are added up variable by variable, never by a matrix product: the same scores give the same distances, to the
last digit, on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from edau.kernels.arrays import BoolArray, FloatArray, IntArray, Numbers, as_floats

#: The squared difference that stands in for a score which the place that asks has not.
SKIPPED = 2.0

#: Two places can be compared in a theme where at least this part of its weight is known of both.
LEAST_KNOWN = 0.5

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Space:
    """Places by their scores, and how the scores weigh.

    Parameters
    ----------
    score, noise : array, shape (places, variables)
        As made by `transforms`; NaN where missing.
    theme : array of int, shape (variables,)
        Theme of each variable, from 0 up, none left out.
    weight : array, shape (variables,)
        Within the theme; only proportions matter.

    Raises
    ------
    ValueError
        If the shapes do not fit, a weight is negative, or a theme has none.
    """

    score: FloatArray
    noise: FloatArray
    theme: IntArray
    weight: FloatArray

    def __post_init__(self) -> None:
        variables = self.score.shape[1]
        if self.noise.shape != self.score.shape or not self.theme.shape == self.weight.shape == (variables,):
            raise ValueError("score, noise, theme and weight do not fit one another")
        if (self.weight < 0).any() or not (np.bincount(self.theme, weights=self.weight) > 0).all():
            raise ValueError("every theme needs a variable with weight, and none may weigh less than nothing")

    @property
    def places(self) -> int:
        """How many places there are."""
        return len(self.score)

    @property
    def themes(self) -> int:
        """How many themes there are."""
        return int(self.theme.max()) + 1

    @property
    def unknown(self) -> FloatArray:
        """1 where a score is missing, else 0, shape (places, variables)."""
        return np.where(np.isfinite(self.score), 0.0, 1.0)

    @property
    def knows(self) -> BoolArray:
        """Whether at least `LEAST_KNOWN` of a theme's weight is known of a place, shape (places, themes)."""
        weight = within_themes(self.theme, self.weight)
        known = np.zeros((self.places, self.themes))
        for v, t in enumerate(self.theme.tolist()):
            known[:, t] += (1 - self.unknown[:, v]) * weight[v]
        return np.asarray(known >= LEAST_KNOWN - _ROUNDING)


@dataclass(frozen=True, slots=True)
class ByTheme:
    """How far places lie from one of them in each theme.

    Parameters
    ----------
    squared : array, shape (places, themes)
        Weighted mean of squared differences, expected ones where a score is missing: 0 for the same, about 2 for
        two places taken at random.
    known : array of bool, shape (places, themes)
        Whether at least `LEAST_KNOWN` of the theme's weight is known of both.
    """

    squared: FloatArray
    known: BoolArray


def theme_distances(space: Space, subject: int) -> ByTheme:
    """Return how far each place lies from one of them in each theme.

    Parameters
    ----------
    space : Space
    subject : int
        Position of the place.

    Returns
    -------
    ByTheme

    Examples
    --------
    >>> score = np.array([[0.0, 1.0, 2.0], [1.0, 3.0, np.nan]])
    >>> space = Space(score, np.zeros((2, 3)), np.array([0, 0, 1]), np.array([1.0, 1.0, 1.0]))
    >>> found = theme_distances(space, 0)
    >>> found.squared
    array([[0. , 0. ],
           [2.5, 5. ]])
    >>> found.known
    array([[ True,  True],
           [ True, False]])
    """
    score, unknown = filled(space.score), space.unknown
    weight = within_themes(space.theme, space.weight)
    squared = np.zeros((space.places, space.themes))
    known = np.zeros((space.places, space.themes))
    for v, t in enumerate(space.theme.tolist()):
        if unknown[subject, v]:
            squared[:, t] += SKIPPED * weight[v]
            continue
        squared[:, t] += (np.square(score[:, v] - score[subject, v]) + unknown[:, v]) * weight[v]
        known[:, t] += (1 - unknown[:, v]) * weight[v]
    squared[subject] = 0.0
    return ByTheme(squared, known >= LEAST_KNOWN - _ROUNDING)


def combine(squared: FloatArray, weights: Numbers) -> FloatArray:
    """Return distances over all themes.

    Parameters
    ----------
    squared : array, shape (..., themes)
        Squared distances by theme.
    weights : array, shape (themes,)
        How much each theme counts; not all zero. Only their proportions matter.

    Returns
    -------
    array, shape (...)
        √(weighted mean of the squared distances): in standard deviations, about 1.4 for two places taken at random.

    Raises
    ------
    ValueError
        If a weight is negative or missing, all are zero, or there is not one for each theme.

    Examples
    --------
    >>> combine(np.array([[1.0, 0.5], [2.0, 0.0]]), [1, 1]).round(3)
    array([0.866, 1.   ])
    """
    share = theme_shares(weights, squared.shape[-1])
    total = np.zeros(squared.shape[:-1])
    for t, part in enumerate(share.tolist()):
        total += part * squared[..., t]
    return np.sqrt(total)


def theme_shares(weights: Numbers, themes: int) -> FloatArray:
    """Return the weights of the themes as shares that add up to 1; errors as `combine`."""
    weight = as_floats(weights)
    if weight.shape != (themes,):
        raise ValueError("each theme needs one weight")
    if not (np.isfinite(weight) & (weight >= 0)).all() or not weight.any():
        raise ValueError("weights must be numbers from 0 up, and one of them more than that")
    return np.asarray(weight / weight.sum())


def within_themes(theme: IntArray, weight: FloatArray) -> FloatArray:
    """Return the weights of variables so that those of each theme add up to 1.

    Parameters
    ----------
    theme : array of int, shape (variables,)
    weight : array, shape (..., variables)

    Returns
    -------
    array, shape (..., variables)
        0 throughout in a theme without weight.

    Examples
    --------
    >>> within_themes(np.array([0, 0, 1]), np.array([1.0, 3.0, 5.0]))
    array([0.25, 0.75, 1.  ])
    """
    total = np.zeros_like(weight)
    for t in np.unique(theme):
        total[..., theme == t] = weight[..., theme == t].sum(axis=-1, keepdims=True)
    return np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)


def all_distances(space: Space, weights: Numbers) -> FloatArray:
    """Return the distance of every pair of places.

    Parameters
    ----------
    space : Space
    weights : array, shape (themes,)
        As for `combine`.

    Returns
    -------
    array, shape (places, places)
        Each row from one place, what `combine` makes of its `theme_distances`; 0 on the diagonal.
    """
    score, unknown = filled(space.score), space.unknown
    share = theme_shares(weights, space.themes)[space.theme] * within_themes(space.theme, space.weight)
    total = np.zeros((space.places, space.places))
    for v, part in enumerate(share.tolist()):
        apart = np.square(score[:, v, None] - score[None, :, v]) + unknown[None, :, v]
        total += np.where(unknown[:, v, None] > 0, SKIPPED, apart) * part
    np.fill_diagonal(total, 0.0)
    return np.sqrt(total)


def filled(score: FloatArray) -> FloatArray:
    """Return scores with the mean of all places, 0, where one is missing."""
    return np.where(np.isfinite(score), score, 0.0)
