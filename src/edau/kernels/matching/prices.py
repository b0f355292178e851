"""What earlier rounds taught about whose time is sought after, so that an answer at once need not be greedy.

Whoever answers each need as it comes spends rare people on easy needs. The auction leaves a price at every giver: what
one more task of theirs was worth to others. Taken off the values of pairs, it keeps a rare giver for those who have
nobody else, without anybody having to wait. A price says how thin the supply is around a giver. It is no score of a
person, is shown to nobody, and fades when it is not renewed.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from edau.kernels.arrays import FloatArray, IntArray
from edau.kernels.matching.candidates import Pairs

#: How much of a learned price the newest round makes up, once there have been more than so few.
NEWEST: Final = 1 / 3


def learn(earlier: FloatArray, rounds: IntArray, scarcity: FloatArray) -> tuple[FloatArray, IntArray]:
    """Return prices and rounds after one more round.

    Parameters
    ----------
    earlier : array of float, shape (offers,)
        What was learned before; 0 for a new offer.
    rounds : array of int, shape (offers,)
        From how many rounds.
    scarcity : array of float, shape (offers,)
        Of the newest round (see `assignment.Outcome`).

    Returns
    -------
    (array of float, array of int)
        The mean of the first three rounds; from then on the newest counts a third and older ones fade.

    Examples
    --------
    >>> prices, rounds = learn(np.array([0.0, 90.0]), np.array([0, 5]), np.array([60.0, 0.0]))
    >>> prices, rounds
    (array([60., 60.]), array([1, 6]))
    """
    newest = np.maximum(1 / (np.asarray(rounds) + 1), NEWEST)
    return np.asarray(earlier + (scarcity - earlier) * newest), np.asarray(rounds + 1)


def discounted(pairs: Pairs, prices: FloatArray) -> NDArray[np.float64]:
    """Return the values of pairs less the learned price of their offer; one below nought is better left to others."""
    return np.asarray(pairs.value - np.asarray(prices, float)[pairs.offer])


def suggested(pairs: Pairs, prices: FloatArray, need: int, most: int) -> IntArray:
    """Return up to `most` pairs of one need to suggest at once, the best first, as rows of the pairs.

    Notes
    -----
    By value less learned price; of equals the earlier offer. Pairs below nought are left out.
    """
    rows = np.arange(pairs.start[need], pairs.start[need + 1])
    worth = pairs.value[rows] - np.asarray(prices, float)[pairs.offer[rows]]
    order = np.argsort(-worth, kind="stable")
    return np.asarray(rows[order][worth[order] > 0][:most])
