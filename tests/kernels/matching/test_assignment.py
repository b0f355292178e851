"""Who helps whom: the auction beside linear programming, its bound, and how evenly the work is shared."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from edau.kernels.matching.assignment import Problem, share_out, solve
from edau.kernels.matching.candidates import Pairs, candidates
from edau.kernels.matching.prices import discounted, learn, suggested
from edau.kernels.matching.values import Weights
from tests.kernels.matching.instances import instance


def problem(seed: int, workload: int = 0, size: int = 60) -> Problem:
    offers, needs = instance(seed, offers=size, needs=size + 20)
    pairs = candidates(offers, needs, Weights())
    return Problem.of(pairs, offers.capacity, needs.capacity, workload=workload)


def best_of(one: Problem) -> float:
    """The best there is, by linear programming: a transportation problem has whole solutions of itself."""
    optimize, sparse = pytest.importorskip("scipy.optimize"), pytest.importorskip("scipy.sparse")
    count, offers, edges = len(one.pairs), len(one.slots), np.arange(len(one.pairs))
    rows = np.concatenate([one.pairs.offer, one.pairs.need + offers])
    table = sparse.csr_matrix((np.ones(2 * count), (rows, np.concatenate([edges, edges]))))
    limits = np.concatenate([one.slots, one.units])[: table.shape[0]]
    found = optimize.linprog(
        -one.pairs.value.astype(float), A_ub=table, b_ub=limits, bounds=(0, 1), method="highs"
    )
    return float(-found.fun)


@pytest.mark.parametrize("seed", range(6))
def test_the_auction_is_as_good_as_linear_programming_and_its_bound_holds(seed):
    one = problem(seed)
    found, best = solve(one), best_of(one)

    assert found.finished
    assert 0.9995 * best <= found.value <= best + 0.5
    assert best <= found.bound + 0.5
    assert 0 <= found.gap < 0.003


@pytest.mark.parametrize("seed", range(6))
def test_nobody_does_more_than_they_can_and_no_pair_is_made_twice(seed):
    one = problem(seed)
    chosen = solve(one).chosen

    assert len(set(chosen.tolist())) == len(chosen)
    assert (np.bincount(one.pairs.offer[chosen], minlength=len(one.slots)) <= one.slots).all()
    assert (np.bincount(one.pairs.need[chosen], minlength=len(one.units)) <= one.units).all()


def test_two_helpers_for_a_sofa_are_two_people():
    sofa = Pairs(np.array([0, 2]), np.array([0, 1], np.int32), np.array([900, 100], np.int32))

    found = solve(Problem.of(sofa, np.array([5, 1]), np.array([2])))

    assert found.chosen.tolist() == [0, 1]
    assert found.value == 1000


def test_a_rare_giver_is_kept_for_whoever_has_nobody_else():
    # Both can garden for the first; only offer 0 can for the second.
    pairs = Pairs(np.array([0, 2, 3]), np.array([0, 1, 0], np.int32), np.array([1500, 1400, 1200], np.int32))

    found = solve(Problem.of(pairs, np.array([1, 1]), np.array([1, 1])))

    assert found.chosen.tolist() == [1, 2]
    assert found.scarcity.tolist() == pytest.approx([100, 0], abs=2)


def test_a_workload_spreads_tasks_and_is_counted_as_a_cost():
    # Offer 0 is a little better for all three, and could do all of it.
    pairs = Pairs(
        np.array([0, 2, 4, 6]),
        np.array([0, 1, 0, 1, 0, 1], np.int32),
        np.array([1100, 1000] * 3, np.int32),
    )
    slots, units = np.array([3, 3]), np.array([1, 1, 1])

    alone = solve(Problem.of(pairs, slots, units))
    even = solve(Problem.of(pairs, slots, units, workload=80))

    assert np.bincount(pairs.offer[alone.chosen]).tolist() == [3]
    assert sorted(np.bincount(pairs.offer[even.chosen]).tolist()) == [1, 2]
    assert (even.value, even.cost) == (3200, 80)
    assert even.value - even.cost <= even.bound <= 3200 - 80 + 3


def test_tasks_carried_already_count_as_if_they_were_first():
    pairs = Pairs(np.array([0, 2]), np.array([0, 1], np.int32), np.array([1100, 1000], np.int32))
    busy = Problem.of(pairs, np.array([1, 1]), np.array([1]), carried=np.array([2, 0]), workload=60)

    assert solve(busy).chosen.tolist() == [1]


@pytest.mark.parametrize("seed", range(5))
def test_sharing_out_never_has_fewer_people_helping_and_costs_no_more_than_was_allowed(seed):
    one = problem(seed)
    plain = solve(one)
    even = share_out(one.pairs, one.slots, one.units, workload=150, at_most=0.02)

    helping = [len(set(one.pairs.offer[found.chosen].tolist())) for found in (plain, even)]
    assert helping[1] >= helping[0]
    assert even.value >= 0.98 * plain.bound
    assert even.bound >= plain.value
    assert even.cost == 0


def test_sharing_out_that_may_cost_nothing_is_the_best_value():
    one = problem(2)

    even = share_out(one.pairs, one.slots, one.units, workload=150, at_most=0.0)

    assert even.value == solve(one).value


def test_an_auction_that_runs_out_of_bids_says_so_and_its_answer_holds():
    one = problem(1)
    cut = solve(one, most_bids=20)

    assert not cut.finished
    assert 0 < cut.value <= solve(one).bound <= cut.bound
    assert (np.bincount(one.pairs.offer[cut.chosen], minlength=len(one.slots)) <= one.slots).all()


def test_one_more_task_of_a_giver_is_worth_no_more_than_their_price():
    one = problem(3, size=20)
    found, dear = solve(one), 0

    for giver in range(len(one.slots)):
        slots = one.slots.copy()
        slots[giver] += 1
        more = solve(Problem.of(one.pairs, slots, one.units)).value - found.value
        assert more <= found.scarcity[giver] + one.units.sum()
        dear += more > one.units.sum()

    assert dear >= 2


def test_nothing_to_assign():
    empty = Pairs(np.array([0, 0]), np.zeros(0, np.int32), np.zeros(0, np.int32))
    found = solve(Problem.of(empty, np.array([1]), np.array([1])))

    assert (found.value, found.bound, found.gap, len(found.chosen)) == (0, 0, 0.0, 0)
    assert found.scarcity.tolist() == [0.0]


def test_capacities_below_nought_are_refused():
    one = problem(1)
    with pytest.raises(ValueError, match="nought"):
        Problem.of(one.pairs, one.slots - 10, one.units)


def test_a_learned_price_leaves_a_rare_giver_to_whoever_has_nobody_else():
    pairs = Pairs(np.array([0, 2, 3]), np.array([0, 1, 0], np.int32), np.array([1500, 1400, 1200], np.int32))
    scarcity = solve(Problem.of(pairs, np.array([1, 1]), np.array([1, 1]))).scarcity
    prices, rounds = learn(np.zeros(2), np.zeros(2, int), scarcity)

    assert suggested(pairs, np.zeros(2), 0, most=2).tolist() == [0, 1]
    assert suggested(pairs, prices + np.array([50, 0]), 0, most=2).tolist() == [1, 0]
    assert suggested(pairs, prices + 2000, 0, most=2).tolist() == []
    assert discounted(pairs, prices).tolist() == (pairs.value - prices[pairs.offer]).tolist()
    assert rounds.tolist() == [1, 1]


def test_a_price_that_is_not_renewed_fades():
    prices, rounds = np.array([90.0]), np.array([6])
    for _ in range(12):
        prices, rounds = learn(prices, rounds, np.zeros(1))

    assert 0 < prices[0] < 1
    assert rounds[0] == 18


def test_a_need_that_waits_longer_is_met_first():
    offers, needs = instance(4, offers=40, needs=90)
    patient = replace(needs, waiting=np.zeros(len(needs)))
    pairs = candidates(offers, patient, Weights())
    chosen = solve(Problem.of(pairs, offers.capacity, needs.capacity)).chosen
    without = sorted(set(pairs.need.tolist()) - set(pairs.need[chosen].tolist()))

    waiting = np.zeros(len(needs))
    waiting[without[0]] = 1
    urgent = candidates(offers, replace(needs, waiting=waiting), replace(Weights(), waiting=5000))
    chosen = solve(Problem.of(urgent, offers.capacity, needs.capacity)).chosen

    assert without[0] in urgent.need[chosen].tolist()
