"""Other ways to find pairs and to assign them, for the same instances in the same run."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from edau.kernels.matching.candidates import Pairs
from edau.kernels.matching.profiles import CHECK_BITS, GROUP_BITS, LANGUAGE_BITS, Needs, Offers, chord
from edau.kernels.matching.weeks import starts


class NumpyFilters:
    """All conditions but the distance, by numpy, over lists of pairs."""

    def __init__(self, offers: Offers, needs: Needs) -> None:
        self.offers, self.needs = offers, needs
        self.reach = chord(offers.km)
        self.starts = {length: starts(offers.weeks, length) for length in np.unique(needs.length).tolist()}

    def near(self, offer: np.ndarray, need: np.ndarray) -> np.ndarray:
        apart = self.offers.points[offer] - self.needs.points[need]
        return np.asarray((apart**2).sum(-1) <= self.reach[offer] ** 2)

    def fits(self, offer: np.ndarray, need: np.ndarray) -> np.ndarray:
        """Which pairs fit, distance aside."""
        has, asked = self.offers.facts[offer], self.needs.facts[need]
        fits = (has & asked & GROUP_BITS != 0) & (has & asked & LANGUAGE_BITS != 0)
        left = np.flatnonzero(fits & (asked & ~has & CHECK_BITS == 0))
        fits = np.zeros(len(offer), bool)
        lengths = self.needs.length[need[left]]
        for length, table in self.starts.items():
            these = left[lengths == length]
            fits[these] = (table[offer[these]] & self.needs.starts[need[these]]).any(-1)
        return fits


def by_numpy(offers: Offers, needs: Needs) -> int:
    """Every pair tested, in blocks: what one writes first."""
    filters, count = NumpyFilters(offers, needs), 0
    everyone = np.arange(len(offers))
    step = max(1, 2_000_000 // len(offers))
    for begin in range(0, len(needs), step):
        block = np.arange(begin, min(begin + step, len(needs)))
        offer, need = np.tile(everyone, len(block)), np.repeat(block, len(everyone))
        near = filters.near(offer, need) | (offers.remote[offer] & needs.remote[need])
        offer, need = offer[near], need[near]
        count += int(filters.fits(offer, need).sum())
    return count


def by_tree(offers: Offers, needs: Needs) -> int:
    """A tree of the needs' places, asked for what lies within each giver's reach; then numpy filters."""
    from scipy.spatial import cKDTree

    filters, count = NumpyFilters(offers, needs), 0
    tree = cKDTree(needs.points)
    for begin in range(0, len(offers), 5000):
        block = np.arange(begin, min(begin + 5000, len(offers)))
        found = tree.query_ball_point(offers.points[block], filters.reach[block] + 1e-9, return_sorted=False)
        offer = np.repeat(block, [len(one) for one in found])
        need = np.concatenate([np.asarray(one, np.int64) for one in found])
        near = filters.near(offer, need)
        count += int(filters.fits(offer[near], need[near]).sum())
    for offer, need in _remote(offers, needs):
        far = ~filters.near(offer, need)
        count += int(filters.fits(offer[far], need[far]).sum())
    return count


def _remote(offers: Offers, needs: Needs) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of one group that both accept remote help, in blocks."""
    for group in np.unique(needs.group[needs.remote]).tolist():
        giving = np.unique(offers.skill_of[offers.skill_group == group])
        giving = giving[offers.remote[giving]]
        asking = np.flatnonzero(needs.remote & (needs.group == group))
        for block in np.array_split(asking, max(1, len(asking) * len(giving) // 2_000_000)):
            yield np.tile(giving, len(block)), np.repeat(block, len(giving))


def first_come(pairs: Pairs, slots: np.ndarray, units: np.ndarray, seed: int = 3) -> np.ndarray:
    """Each need takes, in the order in which needs come, the best offers that are left."""
    left, chosen = slots.copy(), []
    for need in np.random.default_rng(seed).permutation(len(units)).tolist():
        rows = np.arange(pairs.start[need], pairs.start[need + 1])
        rows = rows[left[pairs.offer[rows]] > 0]
        best = rows[np.argsort(-pairs.value[rows], kind="stable")[: units[need]]]
        left[pairs.offer[best]] -= 1
        chosen += best.tolist()
    return np.array(chosen, np.int64)


def greedy(pairs: Pairs, slots: np.ndarray, units: np.ndarray) -> np.ndarray:
    """The best pair first, then the next that is still possible."""
    slots_left, units_left, chosen = slots.tolist(), units.tolist(), []
    need, offer = pairs.need, pairs.offer
    for row in np.argsort(-pairs.value, kind="stable").tolist():
        i, j = int(offer[row]), int(need[row])
        if slots_left[i] > 0 and units_left[j] > 0:
            slots_left[i] -= 1
            units_left[j] -= 1
            chosen.append(row)
    return np.array(chosen, np.int64)


def by_highs(pairs: Pairs, slots: np.ndarray, units: np.ndarray) -> int:
    """The best value by linear programming (HiGHS through scipy): exact, since the problem has whole solutions."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix

    count, edges = len(pairs), np.arange(len(pairs))
    rows = np.concatenate([pairs.offer, pairs.need + len(slots)])
    shape = (len(slots) + len(units), count)
    table = csr_matrix((np.ones(2 * count), (rows, np.concatenate([edges, edges]))), shape=shape)
    limits = np.concatenate([slots, units])
    found = linprog(-pairs.value.astype(float), A_ub=table, b_ub=limits, bounds=(0, 1), method="highs-ipm")
    return round(-found.fun)


def by_flow(pairs: Pairs, slots: np.ndarray, units: np.ndarray) -> int:
    """The best value as a flow of least cost (OR-tools)."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    flow, offers, needs = SimpleMinCostFlow(), len(slots), len(units)
    source, sink, total = offers + needs, offers + needs + 1, int(units.sum())
    tail = np.concatenate([np.full(offers, source), pairs.offer, np.arange(needs) + offers, [source]])
    head = np.concatenate([np.arange(offers), pairs.need + offers, np.full(needs, sink), [sink]])
    room = np.concatenate([slots, np.ones(len(pairs), np.int64), units, [total]])
    nothing = np.zeros(offers, np.int64)
    cost = np.concatenate([nothing, -pairs.value.astype(np.int64), np.zeros(needs + 1, np.int64)])
    flow.add_arcs_with_capacity_and_unit_cost(tail.astype(np.int32), head.astype(np.int32), room, cost)
    flow.set_node_supply(source, total)
    flow.set_node_supply(sink, -total)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("the flow has no solution")
    return -int(flow.optimal_cost())


def by_lapjv(pairs: Pairs, slots: np.ndarray, units: np.ndarray) -> int:
    """Units and slots as rows and columns of an assignment: what loses the rule that no pair is made twice."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    need, offer = pairs.need, pairs.offer.astype(np.int64)
    first_unit, first_slot = np.cumsum(units) - units, np.cumsum(slots) - slots
    rows, columns, edges = [], [], []
    for unit in range(int(units.max())):
        for slot in range(int(slots.max())):
            at = np.flatnonzero((units[need] > unit) & (slots[offer] > slot))
            rows.append(first_unit[need[at]] + unit)
            columns.append(first_slot[offer[at]] + slot)
            edges.append(at)
    row, column, edge = map(np.concatenate, (rows, columns, edges))
    all_units, all_slots = int(units.sum()), int(slots.sum())
    dear = int(pairs.value.max()) + 1000
    alone = np.arange(all_units)
    cost = np.concatenate([dear - pairs.value[edge], np.full(all_units, dear)]).astype(float)
    table = csr_matrix(
        (cost, (np.concatenate([row, alone]), np.concatenate([column, all_slots + alone]))),
        shape=(all_units, all_slots + all_units),
    )
    taken_row, taken_column = min_weight_full_bipartite_matching(table)
    held = taken_column < all_slots
    whose = np.repeat(np.arange(len(slots)), slots)[taken_column[held]]
    wants = np.repeat(np.arange(len(units)), units)[taken_row[held]]
    worth = dict(zip((need * len(slots) + offer).tolist(), pairs.value.tolist(), strict=True))
    return sum(worth[key] for key in set((wants * len(slots) + whose).tolist()))


def one_by_one(
    pairs: Pairs, slots: np.ndarray, units: np.ndarray, prices: np.ndarray, seed: int = 3
) -> np.ndarray:
    """Each need is answered when it comes, with what is best for it less the learned prices; nothing is taken back."""
    worth = pairs.value - prices[pairs.offer]
    left, chosen = slots.copy(), []
    for need in np.random.default_rng(seed).permutation(len(units)).tolist():
        rows = np.arange(pairs.start[need], pairs.start[need + 1])
        rows = rows[(left[pairs.offer[rows]] > 0) & (worth[rows] > 0)]
        best = rows[np.argsort(-worth[rows], kind="stable")[: units[need]]]
        left[pairs.offer[best]] -= 1
        chosen += best.tolist()
    return np.array(chosen, np.int64)
