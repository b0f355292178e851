"""Prices for half hours: what a room is short of, and a value that no plan can beat.

Lagrangian relaxation of the rule that a cell is taken once (Held and Karp 1971, Mathematical Programming 1,
6-25; Fisher 1981, Management Science 27, 1-18). Each cell gets a price; each group takes, on its own, the
placings that are worth most to it after paying. What all groups gain together plus the sum of the prices is at
least the value of every plan, whatever the prices. They rise where too many groups come and fall where nobody
does, by the subgradient step of Held, Wolfe and Crowder (1974, Mathematical Programming 6, 62-88).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from edau.kernels.arrays import IntArray
from edau.kernels.matching.room_choices import Choices, run_ends, sums_between

#: After so many steps without a lower bound, steps become shorter by this factor.
PATIENCE = 15
SHORTER = 0.6

#: Prices are whole numbers, this many to a unit of value: sums of them are exact, on every machine.
FINE = 1_024


@dataclass(frozen=True, slots=True)
class Demand:
    """What groups would take at given prices, each on its own. All but `taken` in 1,024ths of a unit of value.

    Parameters
    ----------
    bound : int
        No plan is worth more.
    gain : array of int, shape (sections,)
        What each group keeps after paying.
    worth : array of int, shape (choices,)
        The value of each choice less its price.
    taken : array of int
        The choices that groups would take.
    """

    bound: int
    gain: IntArray
    worth: IntArray
    taken: IntArray


class Market:
    """The prices of all cells, and the lowest bound that they have shown.

    Parameters
    ----------
    choices : Choices
    times : array of int, shape (sections,)
        How many placings each group may have, on as many days.
    cells : int
        How many cells there are.
    """

    def __init__(self, choices: Choices, times: IntArray, cells: int) -> None:
        self._choices, self._times = choices, times
        self.prices: IntArray = np.zeros(cells, dtype=np.int64)
        self.bound: int | None = None
        self._pace, self._idle = 1.0, 0
        self._value = FINE * choices.value
        self._begin, self._end = run_ends(choices)
        self._rows = np.diff(choices.row_from)
        # Choices of one group on one day lie together: of those it takes one at most.
        changes = (np.diff(choices.section) != 0) | (np.diff(choices.day) != 0)
        self._first = np.concatenate(([0], np.flatnonzero(changes) + 1)).astype(np.int64)
        self._sizes = np.diff(np.concatenate((self._first, [len(choices)])))
        self._of_pair = choices.section[self._first] if len(choices) else choices.section
        self._pairs_from = np.searchsorted(self._of_pair, np.arange(len(times)))

    def demand(self) -> Demand:
        """Return what groups would take now, and note the bound that it shows.

        For one group the best is exact: the best choice of each day, and of those days the best few that are
        worth more than nothing.
        """
        gain = np.zeros(len(self._times), dtype=np.int64)
        if not len(self._choices):
            self.bound = 0
            none = np.zeros(0, dtype=np.int64)
            return Demand(0, gain, none, none)
        worth = self._value - sums_between(self._begin, self._end, self._choices.row_from, self.prices)
        best = np.maximum.reduceat(worth, self._first)
        order = np.lexsort((-best, self._of_pair))
        whose = self._of_pair[order]
        place = np.arange(len(order)) - self._pairs_from[whose]
        pairs = np.sort(order[(place < self._times[whose]) & (best[order] > 0)])
        np.add.at(gain, self._of_pair[pairs], best[pairs])
        tops = np.flatnonzero(worth == np.repeat(best, self._sizes))
        taken = tops[np.searchsorted(tops, self._first[pairs])]
        bound = int(self.prices.sum() + gain.sum())
        if self.bound is None or bound < self.bound:
            self.bound, self._idle = bound, 0
        else:
            self._idle += 1
            if self._idle > PATIENCE:
                self._pace, self._idle = self._pace * SHORTER, 0
        return Demand(bound, gain, worth, taken)

    def move(self, demand: Demand, known: int) -> bool:
        """Change the prices by one step; False where supply and demand agree and there is nothing to change.

        Parameters
        ----------
        demand : Demand
            What groups would take at the present prices.
        known : int
            The value of the best plan so far: the further the bound lies above it, the longer the step.
        """
        if not len(self._choices):
            return False
        first, many = self._choices.row_from[demand.taken], self._rows[demand.taken]
        runs = np.repeat(first - np.cumsum(many) + many, many) + np.arange(int(many.sum()))
        edge = np.zeros(len(self.prices) + 1, dtype=np.int64)
        np.add.at(edge, self._begin[runs], 1)
        np.add.at(edge, self._end[runs], -1)
        excess = np.cumsum(edge[:-1]) - 1
        excess[(self.prices == 0) & (excess < 0)] = 0
        squares = int((excess * excess).sum())
        if squares == 0:
            return False
        step = self._pace * max(demand.bound - FINE * known, FINE) / squares
        self.prices = np.maximum(self.prices + np.rint(step * excess).astype(np.int64), 0)
        return True

    def whole_bound(self) -> int:
        """The bound in units of value: values are whole, so no plan lies between. ValueError before any `demand`."""
        if self.bound is None:
            raise ValueError("nobody has been asked yet")
        return self.bound // FINE
