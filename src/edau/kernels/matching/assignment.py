"""Who helps whom: all needs and offers weighed together, by auction, with a bound that says how good the answer is.

Each need is as many units as it wants helpers, each offer as many slots as it can take tasks, and no offer meets one
need twice: a transportation problem. Expanding it into one row and column for each unit and slot, and handing that to a
solver of assignments, would lose that last rule. The units bid for slots (Bertsekas 1988) at prices that start at what
a slot costs and only rise while somebody outbids somebody; slots of one giver are alike but for their cost, so that
the k-th task can cost more than the one before it. The prices left at the end prove how far from the best the answer
can be at most: by weak duality no assignment is worth more than all prices above cost and all best profits together.

The answer is within `eps` points a unit of the best, mostly far closer, and the bound says so; where `eps` times the
units is less than the least difference between two assignments, it *is* the best.

References
----------
Bertsekas, D. P. (1988). The auction algorithm: a distributed relaxation method for the assignment problem.
*Annals of Operations Research* 14, 105–123.
Bertsekas, D. P. & Castañon, D. A. (1989). The auction algorithm for the transportation problem. *Annals of Operations
Research* 20, 67–96 (similar persons and similar objects).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from edau.kernels.arrays import FloatArray, IntArray
from edau.kernels.matching import loops
from edau.kernels.matching.candidates import Pairs
from edau.kernels.matching.compiled import available, loop

#: From so many pairs on, compiling is worth its while.
MANY: Final = 3_000

#: Points that a bid adds at least. More is little quicker, and leaves a wider gap to the bound.
EPS: Final = 1

#: Bids after which a round stops, whatever it has found by then.
MOST_BIDS: Final = 200_000_000

#: How often needs with several helpers may make up their minds again.
_ROUNDS: Final = 12

#: How often prices are brought down towards what others would give.
_STEPS: Final = 6


@dataclass(frozen=True, slots=True)
class Problem:
    """Pairs with their values, and how much everyone wants and can do.

    Parameters
    ----------
    pairs : Pairs
    slots : array of int, shape (offers,)
        How many tasks each giver can take on. More than there are pairs for it is no different from as many.
    units : array of int, shape (needs,)
        How many helpers each need wants.
    carried : array of int, shape (offers,)
        Tasks carried already.
    workload : int
        What a task costs for each that its giver carries before it: the k-th of all costs (k - 1) × workload.
    """

    pairs: Pairs
    slots: IntArray
    units: IntArray
    carried: IntArray
    workload: int = 0

    @classmethod
    def of(
        cls,
        pairs: Pairs,
        slots: IntArray,
        units: IntArray,
        *,
        carried: IntArray | None = None,
        workload: int = 0,
    ) -> Problem:
        """A problem with nothing carried, unless said; capacities below nought are refused with `ValueError`."""
        slots, units = np.asarray(slots, np.int64), np.asarray(units, np.int64)
        none = np.zeros(len(slots), np.int64)
        done = none if carried is None else np.asarray(carried, np.int64)
        if min(slots.min(initial=0), units.min(initial=0), done.min(initial=0), workload) < 0:
            raise ValueError("capacities and costs are nought or more")
        wanted = np.minimum(units, np.diff(pairs.start))
        able = np.minimum(slots, np.bincount(pairs.offer, minlength=len(slots)))
        return cls(pairs, able, wanted, done, workload)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An assignment with its certificate.

    Parameters
    ----------
    chosen : array of int64
        The pairs that were chosen, as rows of the pairs, rising.
    value : int
        What the chosen pairs are worth together, before any cost of workload.
    cost : int
        The cost of the workload.
    bound : int
        No assignment has more value less cost than this.
    scarcity : array of float, shape (offers,)
        How much more than its cost one more task of each giver was worth to somebody: what others would give for it.
    finished : bool
        False where the bids ran out; the assignment holds all the same, and the bound, too.
    """

    chosen: IntArray
    value: int
    cost: int
    bound: int
    scarcity: FloatArray
    finished: bool

    @property
    def gap(self) -> float:
        """The share of the bound by which the answer could be short of the best at most; 0 where nothing can be."""
        return (self.bound - (self.value - self.cost)) / self.bound if self.bound else 0.0


def solve(
    problem: Problem,
    *,
    eps: int = EPS,
    compile: bool | None = None,
    most_bids: int = MOST_BIDS,
) -> Outcome:
    """Assign offers to needs for the most value less cost.

    Parameters
    ----------
    problem : Problem
    eps : int
        Points that a bid adds at least: the answer is within as many a unit of the best.
    compile : bool, optional
        True: compiled loops. False: plain Python. Else as the size of the problem suggests. The answer is the same.
    most_bids : int
        Bids after which to stop: what runs over still gives an assignment that holds.

    Returns
    -------
    Outcome
    """
    if compile is None:
        compile = len(problem.pairs) > MANY and available()
    state = _State(problem, compile)
    left = most_bids
    for _round in range(_ROUNDS):
        # All units at first; then those whom another unit of their own need stood in the way of.
        state.lower()
        if not state.discontented(eps):
            break
        left -= state.bid(eps, left)
        if left <= 0:
            return state.outcome(finished=False)
    return state.outcome(finished=True)


class _State:
    """The auction as it stands: lists for plain Python, arrays for compiled code, the same loops for both."""

    def __init__(self, problem: Problem, compile: bool) -> None:
        self.problem, self.compile = problem, compile
        pairs, units, slots = problem.pairs, int(problem.units.sum()), int(problem.slots.sum())
        number = np.arange(slots) - np.repeat(np.cumsum(problem.slots) - problem.slots, problem.slots)
        cost = (np.repeat(problem.carried, problem.slots) + number) * problem.workload
        self.start, self.offer, self.value = map(self._own, (pairs.start, pairs.offer, pairs.value))
        self.unit_start, self.slot_start = map(self._own, (_ends(problem.units), _ends(problem.slots)))
        self.unit_need = self._own(np.repeat(np.arange(len(problem.units)), problem.units))
        self.cost, self.price = self._own(cost), self._own(cost.copy())
        nobody = np.full(max(units, slots), -1, np.int64)
        self.holder = self._own(nobody[:slots].copy())
        self.edge_of, self.slot_of = (self._own(nobody[:units].copy()) for _ in range(2))
        self.waiting = self._own(np.zeros(units, np.int64))
        self.queue = 0

    def _own(self, values: Any) -> Any:
        return np.ascontiguousarray(values) if self.compile else values.tolist()

    def _loop(self, name: str) -> Callable[..., Any]:
        if not self.compile:
            plain: Callable[..., Any] = getattr(loops, name)
            return plain
        return loop(name)

    def lower(self) -> None:
        self._loop("lower")(self.price, self.cost, self.holder)

    def discontented(self, eps: int) -> bool:
        """Whether any unit wants to bid; from here on they wait."""
        self.queue = self._loop("discontented")(
            self.start,
            self.offer,
            self.value,
            self.unit_start,
            self.slot_start,
            self.price,
            self.holder,
            self.edge_of,
            self.slot_of,
            self.waiting,
            eps,
        )
        return self.queue > 0

    def bid(self, eps: int, most: int) -> int:
        """Let all who wait bid; how many bids that took."""
        bids: int = self._loop("bid")(
            self.start,
            self.offer,
            self.value,
            self.unit_start,
            self.unit_need,
            self.slot_start,
            self.price,
            self.holder,
            self.edge_of,
            self.slot_of,
            self.waiting,
            self.queue,
            eps,
            most,
        )
        return bids

    def outcome(self, *, finished: bool) -> Outcome:
        problem, pairs = self.problem, self.problem.pairs
        price, cost = np.asarray(self.price, np.int64), np.asarray(self.cost, np.int64)
        best = self._own(np.zeros(int(problem.units.max(initial=0)) + 1, np.int64))
        profits = self._loop("profits")(
            self.start, self.offer, self.value, self.unit_start, self.slot_start, self.price, best
        )
        edge_of = np.asarray(self.edge_of, np.int64)
        chosen = np.sort(edge_of[edge_of >= 0])
        tasks = np.bincount(pairs.offer[chosen], minlength=len(problem.slots))
        return Outcome(
            chosen=chosen,
            value=int(pairs.value[chosen].sum(dtype=np.int64)),
            cost=problem.workload * int((tasks * problem.carried + tasks * (tasks - 1) // 2).sum()),
            bound=int(profits) + int((price - cost).sum()),
            scarcity=self._scarcity(price, cost),
            finished=finished,
        )

    def _scarcity(self, price: IntArray, cost: IntArray) -> FloatArray:
        """By giver: what others would give for one more task, beyond its cost; nought where there is a slot to spare.

        Whoever bids alone bids all it would gain, so that prices end at the highest that hold. They are brought down
        to what somebody else would give, a step at a time, since a giver who is cheaper makes others less sought.
        """
        found = np.zeros(len(self.problem.slots), np.int64)
        has = np.flatnonzero(self.problem.slots > 0)
        if not len(has):
            return found.astype(float)
        first = _ends(self.problem.slots)[has]
        dearest = np.zeros_like(found)
        dearest[has] = np.maximum.reduceat(cost, first)
        full = np.minimum.reduceat(np.asarray(self.holder, np.int64), first) >= 0
        found[has] = np.where(full, np.minimum.reduceat(price - cost, first), 0)
        dear = self._own(dearest)
        for _step in range(_STEPS):
            claim = self._own(np.zeros_like(found))
            self._loop("claims")(
                self.start,
                self.offer,
                self.value,
                self.unit_start,
                self.edge_of,
                self.slot_of,
                self.cost,
                dear,
                self._own(found),
                claim,
            )
            lower = np.minimum(found, np.asarray(claim, np.int64))
            if (lower == found).all():
                break
            found = lower
        return found.astype(float)


def _ends(counts: IntArray) -> IntArray:
    """Where each of several stretches begins, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def share_out(
    pairs: Pairs,
    slots: IntArray,
    units: IntArray,
    *,
    workload: int,
    at_most: float,
    carried: IntArray | None = None,
    eps: int = EPS,
    compile: bool | None = None,
) -> Outcome:
    """Assign for the most value, then spread the work over more givers as far as that costs little.

    Parameters
    ----------
    pairs, slots, units, carried
        See `Problem`.
    workload : int
        See `Problem`. It is lowered by quarters down to a quarter, then left out, until no more is lost than is allowed.
    at_most : float
        The share of the bound that sharing the work out may cost, 0 to 1.
    eps, compile
        See `solve`.

    Returns
    -------
    Outcome
        Its `cost` is 0 and its `bound` one on the plain value, whichever workload was kept, so that `gap` tells the
        whole of what was given up.
    """
    at_first = workload
    best = solve(Problem.of(pairs, slots, units), eps=eps, compile=compile)
    while workload and at_most > 0:
        even = solve(
            Problem.of(pairs, slots, units, carried=carried, workload=workload), eps=eps, compile=compile
        )
        if even.value >= (1 - at_most) * best.bound:
            return Outcome(even.chosen, even.value, 0, best.bound, even.scarcity, even.finished)
        workload = workload * 3 // 4 if workload > at_first / 4 else 0
    return best
