"""Feasible pairs: the quick way beside one question after another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.kernels.matching.candidates import candidates
from edau.kernels.matching.profiles import facts, lines
from edau.kernels.matching.values import Weights, points, terms
from tests.kernels.matching.instances import instance, slow_pairs

WEIGHTS = Weights()


def listed(pairs) -> list[tuple[int, int]]:
    return list(zip(pairs.need.tolist(), pairs.offer.tolist(), strict=True))


@settings(max_examples=8)
@given(st.integers(0, 10_000))
def test_the_pairs_found_are_those_that_meet_every_condition(seed):
    offers, needs = instance(seed, offers=14, needs=12)

    assert listed(candidates(offers, needs, WEIGHTS)) == sorted(slow_pairs(offers, needs))


def test_a_common_time_over_sunday_midnight_is_a_common_time():
    from edau.kernels.matching.weeks import from_intervals

    offers, needs = instance(0, offers=1, needs=1, groups=1)
    free, asked = from_intervals([(6, 1380, 1560)]), from_intervals([(6, 1410, 1440), (0, 0, 60)])
    offers = replace(
        offers,
        lat=np.array([51.6]),
        lon=np.array([-3.2]),
        km=np.array([5.0]),
        weeks=free[None],
        capacity=np.array([1]),
        facts=np.array([facts([0], [0], [])], np.uint64),
        skill_of=np.array([0]),
        skill_group=np.array([0]),
        skill=np.array([0]),
    )
    needs = replace(
        needs,
        lat=np.array([51.61]),
        lon=np.array([-3.2]),
        weeks=asked[None],
        group=np.array([0]),
        facts=np.array([facts([0], [0], [])], np.uint64),
    )
    fits = [len(candidates(offers, replace(needs, length=np.array([k])), WEIGHTS)) for k in (1, 3, 4)]

    assert fits == [1, 1, 0]


def test_blocked_pairs_are_out_and_nothing_else():
    offers, needs = instance(3, offers=60, needs=60)
    free = candidates(offers, needs, WEIGHTS)
    out = listed(free)[::3]

    left = candidates(offers, needs, WEIGHTS, blocked=[*out, (0, 0)])

    assert listed(left) == [pair for pair in listed(free) if pair not in {*out, (0, 0)}]
    worth = dict(zip(listed(free), free.value.tolist(), strict=True))
    assert left.value.tolist() == [worth[pair] for pair in listed(left)]


def test_a_tie_takes_away_only_what_was_unexpected():
    offers, needs = instance(3, offers=60, needs=60)
    free = candidates(offers, needs, WEIGHTS)
    found = terms(offers, needs, free.offer.astype(int), free.need, WEIGHTS)
    known = candidates(offers, needs, WEIGHTS, tied=listed(free))

    crosses = found.unexpected == 1
    assert crosses.any()
    assert not crosses.all()
    assert (free.value - known.value)[~crosses].max() == 0
    assert set((free.value - known.value)[crosses].tolist()) == {int(WEIGHTS.unexpected)}


@pytest.mark.parametrize(
    "name", ["similarity", "nearness", "choice", "waiting", "reciprocity", "unexpected", "helped"]
)
def test_more_weight_never_makes_a_pair_worth_less_and_counts_by_its_term(name):
    offers, needs = instance(5, offers=50, needs=50)
    little = candidates(offers, needs, WEIGHTS)
    much = candidates(offers, needs, replace(WEIGHTS, **{name: getattr(WEIGHTS, name) + 300}))
    found = terms(offers, needs, little.offer.astype(int), little.need, WEIGHTS)
    term = getattr(found, name) if name != "helped" else np.ones(len(little))

    rise = much.value - little.value
    assert (rise >= 0).all()
    assert np.abs(rise - 300 * term).max() <= 1
    assert (points(found, WEIGHTS) == little.value).all()


def test_terms_are_shares():
    offers, needs = instance(5, offers=50, needs=50)
    pairs = candidates(offers, needs, WEIGHTS)
    found = terms(offers, needs, pairs.offer.astype(int), pairs.need, WEIGHTS)

    for name in ("similarity", "nearness", "choice", "unexpected"):
        term = getattr(found, name)
        assert term.min() >= 0
        assert term.max() <= 1
    assert (found.similarity >= 0.5).all()  # the same group is half-way to the same skill
    assert (found.choice > 0).all()


def test_nobody_and_nothing():
    offers, needs = instance(1, offers=3, needs=3)
    no_offers = replace(
        offers,
        **{
            name: value[:0]
            for name, value in vars(offers).items()
            if isinstance(value, np.ndarray) and name != "points"
        },
    )

    assert len(candidates(no_offers, needs, WEIGHTS)) == 0
    assert candidates(no_offers, needs, WEIGHTS).start.tolist() == [0, 0, 0, 0]


def test_a_profile_is_one_line_of_the_cache():
    packed = lines(np.zeros((5, 7), np.uint64), np.full(5, facts([0, 41], [7], [15]), np.uint64))

    assert packed.strides == (64, 8)
    assert packed.ctypes.data % 64 == 0
    assert int(packed[3, 7]) == (1 << 0) | (1 << 1) | (1 << 47) | (1 << 63)


@pytest.mark.parametrize("wrong", [([-1], [], []), ([], [8], []), ([], [], [16])])
def test_facts_without_a_bit_are_refused(wrong):
    with pytest.raises(ValueError, match="no bit"):
        facts(*wrong)


@pytest.mark.parametrize("wrong", [{"nearness": -1}, {"helped": 2_000_000}, {"remote": 1.5}])
def test_weights_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match=r"weight|share"):
        Weights(**wrong)
