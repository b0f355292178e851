"""Reasons, checked by working them out again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from edau.kernels.matching.assignment import Problem, solve
from edau.kernels.matching.candidates import candidates
from edau.kernels.matching.profiles import CHECK_BITS, LANGUAGE_BITS
from edau.kernels.matching.values import TERMS, Weights, terms
from edau.kernels.matching.why import CONDITIONS, WIDER, unmet, why_pair, why_unmet
from tests.kernels.matching.instances import instance

WEIGHTS = Weights()


def only(needs, row: int):
    """One need, as if it were the only one."""
    return replace(
        needs,
        **{name: value[row : row + 1] for name, value in vars(needs).items() if name != "points"},
    )


def able(offers, need, **changes) -> int:
    """How many offers fit a need that was changed."""
    return len(candidates(offers, replace(need, **changes), WEIGHTS))


def relaxed(offers, need, code: str) -> int:
    """How many could with one condition gone, by searching anew."""
    if code == "without_language":
        return able(replace(offers, facts=offers.facts | LANGUAGE_BITS), need)
    if code == "without_checks":
        return able(offers, need, facts=need.facts & ~CHECK_BITS)
    if code == "without_distance":
        everyone = replace(offers, remote=np.ones(len(offers), bool))
        return able(everyone, need, remote=np.ones(1, bool))
    name = code.removeprefix("with_")
    week = WIDER.get(name, np.full(7, (1 << 48) - 1, np.uint64))
    return able(offers, need, weeks=need.weeks | week)


@pytest.mark.parametrize("seed", range(4))
def test_every_reason_and_every_change_holds_when_worked_out_again(seed):
    offers, needs = instance(seed, offers=30, needs=30)
    pairs = candidates(offers, needs, WEIGHTS)
    chosen = solve(Problem.of(pairs, offers.capacity, needs.capacity)).chosen
    seen = set()
    for row in unmet(needs.capacity, pairs.need[chosen]).tolist():
        need, reason = only(needs, row), why_unmet(offers, needs, row)
        could = able(offers, need)
        assert (reason.code == "outbid") == (could > 0)
        assert could == (reason["left"] if reason.code == "outbid" else 0)
        for change in reason.reasons:
            assert change["count"] == relaxed(offers, need, change.code) > could
        seen.add(reason.code)

    assert len(seen) >= 3


def test_the_first_condition_that_left_nobody_is_named():
    offers, needs = instance(7, offers=40, needs=30)
    lone = replace(needs, group=np.full(len(needs), 9))

    assert why_unmet(offers, lone, 0).code == "skill"
    assert why_unmet(offers, lone, 0)["left"] == 40

    full = replace(offers, capacity=np.zeros(40, int))
    row = next(row for row in range(30) if why_unmet(offers, needs, row).code == "outbid")
    assert why_unmet(full, needs, row).code == "capacity"
    assert why_unmet(offers, needs, row, blocked=[(row, offer) for offer in range(40)]).code == "blocked"
    assert why_unmet(offers, needs, row, blocked=[(row + 1, offer) for offer in range(40)]).code == "outbid"


def test_conditions_are_asked_in_their_published_order():
    assert CONDITIONS == ("skill", "language", "checks", "distance", "time", "blocked", "capacity")


def test_a_suggestion_says_which_terms_brought_its_points_heaviest_first():
    offers, needs = instance(5, offers=50, needs=50)
    pairs = candidates(offers, needs, WEIGHTS)
    found = terms(offers, needs, pairs.offer.astype(int), pairs.need, WEIGHTS)

    for row in range(len(pairs)):
        reason = why_pair(found, WEIGHTS, row)
        brought = [part["points"] for part in reason.reasons]
        assert abs(WEIGHTS.helped + sum(brought) - pairs.value[row]) <= 0.5
        assert reason["points"] == pytest.approx(WEIGHTS.helped + sum(brought))
        assert brought == sorted(brought, reverse=True)
        assert {part.code for part in reason.reasons} <= set(TERMS)
        assert all(part["points"] > 0 for part in reason.reasons)
