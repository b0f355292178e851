"""Ranks, weights and labels: equal to what doing it by hand gives, and as sure as they say."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels import Finding
from edau.kernels.dependence import axis_ranks, drawn_weights, label_of, label_shares, percentile_ranks

CUTS = [0.25, 0.5, 0.75]
NAMES = ["dependent", "largely_dependent", "largely_independent", "independent"]
values = st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=30)


@given(values)
def test_a_percentile_rank_is_the_share_below_and_half_of_those_level(given_values):
    ranks = percentile_ranks(given_values)

    for value, rank in zip(given_values, ranks, strict=True):
        below = sum(other < value for other in given_values)
        level = sum(other == value for other in given_values)
        assert rank == pytest.approx((below + level / 2) / len(given_values))


@given(values)
def test_percentile_ranks_agree_with_scipy(given_values):
    stats = pytest.importorskip("scipy.stats")

    expected = (stats.rankdata(given_values) - 0.5) / len(given_values)

    assert percentile_ranks(given_values) == pytest.approx(expected)


@given(values)
def test_percentile_ranks_only_look_at_the_order(given_values):
    assert percentile_ranks(given_values).tolist() == percentile_ranks(np.exp(given_values)).tolist()


def test_a_missing_value_has_no_rank_and_takes_nobody_s_place():
    ranks = percentile_ranks([3, math.nan, 1])

    assert (ranks[0], ranks[2], math.isnan(ranks[1])) == (0.75, 0.25, True)
    assert np.isnan(percentile_ranks([math.nan, math.nan])).all()


def test_an_axis_is_the_mean_of_its_measures_and_unknown_without_one_of_them():
    axes = axis_ranks([[[10, 20, 30]], [[1, 2, math.nan], [4, 3, 9]]])

    assert axes[:, 0].tolist() == pytest.approx([1 / 6, 1 / 2, 5 / 6])
    assert axes[:2, 1].tolist() == pytest.approx([(1 / 4 + 1 / 2) / 2, (3 / 4 + 1 / 6) / 2])
    assert math.isnan(axes[2, 1])


def test_an_axis_without_a_measure_is_refused():
    with pytest.raises(ValueError, match="needs a measure"):
        axis_ranks([[[1, 2]], []])


def test_weights_add_up_and_every_way_of_weighing_is_as_likely():
    weights = drawn_weights(3, 40_000, seed=3)

    assert weights.sum(axis=1) == pytest.approx(1)
    # Of a flat distribution over weights of three, the share with one of them over a half is 3/4.
    assert (weights.max(axis=1) > 0.5).mean() == pytest.approx(0.75, abs=0.01)


def test_the_same_seed_gives_the_same_weights_and_more_concentration_brings_them_together():
    assert (drawn_weights(3, 50, seed=3) == drawn_weights(3, 50, seed=3)).all()
    assert drawn_weights(3, 500, seed=3, concentration=50).std() < drawn_weights(3, 500, seed=3).std() / 4


@pytest.mark.parametrize("wrong", [(0, 10, 1.0), (3, 0, 1.0), (3, 10, 0.0)])
def test_weights_of_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match="above 0"):
        drawn_weights(wrong[0], wrong[1], seed=1, concentration=wrong[2])


ranks = st.lists(st.lists(st.floats(0.01, 0.99), min_size=3, max_size=3), min_size=1, max_size=8)


@given(ranks)
def test_shares_of_labels_are_those_of_weighing_one_draw_at_a_time(rows):
    weights = drawn_weights(3, 60, seed=9)

    shares = label_shares(np.array(rows), weights, CUTS)

    for row, share in zip(rows, shares, strict=True):
        labels = []
        for weight in weights:
            score = round(float(np.array(row) @ weight), 12)
            labels.append(sum(score >= cut for cut in CUTS))
        assert share.tolist() == pytest.approx([labels.count(one) / 60 for one in range(4)])


@given(ranks)
def test_shares_of_labels_add_up_to_one(rows):
    shares = label_shares(np.array(rows), drawn_weights(3, 60, seed=9), CUTS)

    assert shares.sum(axis=1) == pytest.approx(1)


@given(st.floats(0.01, 0.99))
def test_a_place_that_stands_the_same_on_every_axis_has_one_label_whatever_the_weights(rank):
    shares = label_shares(np.array([[rank] * 3]), drawn_weights(3, 60, seed=9), CUTS)

    assert sorted(shares[0].tolist()) == [0, 0, 0, 1]


def test_the_share_of_a_label_is_the_one_that_geometry_gives():
    # Ranks 1, 0, 0: the score is the first weight, whose chance to pass s is (1 - s)².
    shares = label_shares(np.array([[1.0, 0.0, 0.0]]), drawn_weights(3, 200_000, seed=5), CUTS)

    passed = [1.0, 0.75**2, 0.5**2, 0.25**2, 0.0]
    assert shares[0] == pytest.approx([a - b for a, b in pairwise(passed)], abs=0.005)


def test_a_place_without_a_rank_has_no_label():
    shares = label_shares(np.array([[0.5, math.nan, 0.5]]), drawn_weights(3, 20, seed=1), CUTS)

    assert np.isnan(shares).all()
    assert label_of(shares[0], NAMES) == Finding("not_known")


def test_cuts_that_do_not_rise_are_refused():
    with pytest.raises(ValueError, match="must rise"):
        label_shares(np.array([[0.5]]), np.array([[1.0]]), [0.5, 0.5])


@pytest.mark.parametrize(
    ("shares", "finding"),
    [
        ([0, 0.1, 0.2, 0.7], Finding("clear", {"label": "independent", "p": 0.7})),
        (
            [0, 0.1, 0.21, 0.69],
            Finding(
                "between",
                {"lower": "largely_independent", "upper": "independent", "p_lower": 0.21, "p_upper": 0.69},
            ),
        ),
        (
            [0.4, 0.1, 0.5, 0],
            Finding(
                "between",
                {"lower": "dependent", "upper": "largely_independent", "p_lower": 0.4, "p_upper": 0.5},
            ),
        ),
    ],
)
def test_a_label_stands_alone_from_seven_in_ten_on(shares, finding):
    assert label_of(shares, NAMES) == finding


def test_labels_need_a_share_each():
    with pytest.raises(ValueError, match="one share each"):
        label_of([0.5, 0.5], NAMES)
