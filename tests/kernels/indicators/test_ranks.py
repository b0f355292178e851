"""A rank with its interval: as wide as the values are uncertain, and right as often as it says."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels.indicators.ranks import mean_ranks, rank_intervals

rows = st.lists(st.lists(st.integers(-4, 4).map(float), min_size=5, max_size=5), min_size=1, max_size=6)


@given(rows)
def test_equal_values_share_the_mean_of_their_places(values):
    ranks = mean_ranks(np.array(values))

    for row, found in zip(values, ranks, strict=True):
        for value, rank in zip(row, found, strict=True):
            below = sum(other < value for other in row)
            level = sum(other == value for other in row)
            assert rank == below + (level + 1) / 2


@given(rows)
def test_mean_ranks_agree_with_scipy(values):
    stats = pytest.importorskip("scipy.stats")

    assert mean_ranks(np.array(values)).tolist() == stats.rankdata(values, axis=1).tolist()


def test_values_that_are_certain_have_a_rank_without_an_interval():
    found = rank_intervals([30, 10, 20, 20], [0, 0, 0, 0], seed=1)

    assert found.rank.tolist() == [1, 4, 2.5, 2.5]
    assert found.lower.tolist() == found.upper.tolist() == [1, 4, 2.5, 2.5]


def test_the_lowest_value_comes_first_where_that_is_asked_for():
    assert rank_intervals([30, 10, 20], [0, 0, 0], seed=1, highest_first=False).rank.tolist() == [3, 1, 2]


def test_two_places_are_swapped_as_often_as_their_normal_distributions_say():
    # The difference of two has standard deviation 1, and the values lie one apart: swapped in 15.87% of draws.
    found = rank_intervals([1.0, 0.0], [0.5, 0.5], seed=2, draws=100_000, confidence=0.6)

    assert found.first_fifth == pytest.approx([0.8413, 0.1587], abs=0.005)
    assert (found.lower.tolist(), found.upper.tolist()) == ([1, 2], [1, 2])
    wide = rank_intervals([1.0, 0.0], [0.5, 0.5], seed=2, draws=20_000, confidence=0.95)
    assert (wide.lower.tolist(), wide.upper.tolist()) == ([1, 1], [2, 2])


def test_places_that_differ_by_far_less_than_their_errors_can_hold_any_rank():
    values = np.linspace(50, 50.1, 22)

    found = rank_intervals(values, np.full(22, 4.0), seed=3)

    assert (found.upper - found.lower).min() >= 19


def test_the_interval_holds_the_true_rank_as_often_as_it_says():
    random = np.random.default_rng(4)
    held = []
    for _ in range(60):
        true = random.normal(50, 3, 22)
        variances = random.uniform(1, 9, 22)
        found = rank_intervals(random.normal(true, np.sqrt(variances)), variances, seed=5, draws=800)
        ranks = mean_ranks(-true[np.newaxis])[0]
        held.append((found.lower <= ranks) & (ranks <= found.upper))

    # Drawing round what was seen widens the spread a second time, so the limits are a little too wide at worst.
    assert 0.9 <= np.mean(held) <= 1


def test_the_chance_to_be_in_the_first_fifth_adds_up_to_that_fifth():
    found = rank_intervals(np.arange(10.0), np.full(10, 4.0), seed=6)

    assert found.first_fifth.sum() == pytest.approx(2)


def test_a_place_without_a_value_takes_no_part():
    found = rank_intervals([3, math.nan, 1, 2], [0, 0, 0, math.nan], seed=1)

    assert found.rank[[0, 2]].tolist() == [1, 2]
    assert np.isnan(found.rank[[1, 3]]).all()
    assert np.isnan(rank_intervals([math.nan], [1], seed=1).lower).all()


def test_the_same_seed_gives_the_same_interval_however_many_are_drawn_at_a_time(monkeypatch):
    values, variances = np.linspace(0, 5, 40), np.full(40, 4.0)
    once = rank_intervals(values, variances, seed=7, draws=500)
    monkeypatch.setattr("edau.kernels.indicators.ranks._AT_ONCE", 40 * 7)

    again = rank_intervals(values, variances, seed=7, draws=500)

    assert (once.lower.tolist(), once.upper.tolist()) == (again.lower.tolist(), again.upper.tolist())


@pytest.mark.parametrize(
    ("values", "variances", "more", "problem"),
    [
        ([1, 2], [1], {}, "one number each"),
        ([1], [-1], {}, "negative"),
        ([1], [1], {"draws": 0}, "a draw"),
        ([1], [1], {"confidence": 95}, "between 0 and 1"),
    ],
)
def test_ranks_of_nothing_sensible_are_refused(values, variances, more, problem):
    with pytest.raises(ValueError, match=problem):
        rank_intervals(values, variances, seed=1, **more)
