"""Figures of different kinds on one scale."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels.similarity.transforms import (
    Prior,
    beta_prior,
    other_scores,
    share_scores,
    shrink,
    size_scores,
    yeo_johnson,
    yeo_johnson_power,
)

COUNTS = st.lists(
    st.integers(1, 5000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))),
    min_size=2,
    max_size=30,
)


def prior_slowly(pairs: list[tuple[int, int]]) -> tuple[float, float]:
    """The moments of a beta distribution, one place after another."""
    shares = [count / base for count, base in pairs]
    mean = sum(shares) / len(shares)
    variance = sum((share - mean) ** 2 for share in shares) / (len(shares) - 1)
    chance = sum(mean * (1 - mean) / base for _, base in pairs) / len(pairs)
    between = variance - chance
    return mean, max(1, mean * (1 - mean) / between - 1) if between > 0 else math.inf


def transform_slowly(value: float, power: float) -> float:
    """Yeo and Johnson's four cases, as printed."""
    if value >= 0:
        return math.log(value + 1) if power == 0 else ((value + 1) ** power - 1) / power
    return -math.log(1 - value) if power == 2 else -((1 - value) ** (2 - power) - 1) / (2 - power)


class TestShares:
    @given(COUNTS)
    def test_the_prior_is_that_of_the_moments_taken_one_by_one(self, pairs):
        count, base = np.array(pairs, dtype=float).T
        prior = beta_prior(count, base)
        mean, strength = prior_slowly(pairs)
        assert prior.mean == pytest.approx(mean)
        if not math.isinf(strength) and strength < 1e6:
            assert prior.strength == pytest.approx(strength, rel=1e-6)

    @given(COUNTS)
    def test_a_shrunk_share_lies_between_its_own_and_the_mean(self, pairs):
        count, base = np.array(pairs, dtype=float).T
        prior = beta_prior(count, base)
        own, shrunk = count / base, shrink(count, base, prior)
        low, high = np.minimum(own, prior.mean), np.maximum(own, prior.mean)
        assert ((low - 1e-12 <= shrunk) & (shrunk <= high + 1e-12)).all()

    def test_the_fewer_people_the_more_a_share_is_shrunk(self):
        shrunk = shrink([0, 0, 0], [10, 100, 1000], Prior(0.2, 100))
        assert shrunk.round(3).tolist() == [0.182, 0.1, 0.018]

    def test_none_and_all_have_a_score_like_any_other(self):
        scores = share_scores([0, 100, 20, 40], [100, 100, 100, 100])
        assert np.isfinite(scores.score).all()
        assert scores.score.argmin() == 0
        assert scores.score.argmax() == 1

    def test_a_smaller_base_makes_a_score_less_certain(self):
        scores = share_scores([20, 200, 600, 100], [100, 1000, 1000, 1000])
        assert scores.noise[0] > scores.noise[1] > 0

    def test_missing_stays_missing_and_an_empty_base_counts_as_missing(self):
        scores = share_scores([10, np.nan, 0, 30], [100, 100, 0, 100])
        assert np.isnan(scores.score).tolist() == [False, True, True, False]
        assert np.isnan(scores.noise).tolist() == [False, True, True, False]

    def test_places_that_chance_alone_tells_apart_get_the_same_score(self):
        assert share_scores([5, 5, 6, np.nan], [50, 50, 50, 50]).score.tolist()[:3] == [0, 0, 0]

    def test_nobody_anywhere_tells_no_two_places_apart(self):
        scores = share_scores([0, 0, 0], [50, 80, 90])
        assert (scores.score.tolist(), scores.noise.tolist()) == ([0, 0, 0], [0, 0, 0])

    @pytest.mark.parametrize(
        ("count", "base", "problem"),
        [([-1], [2], "negative"), ([3], [2], "larger"), ([1, 1], [2], "one number each")],
    )
    def test_impossible_counts_are_refused(self, count, base, problem):
        with pytest.raises(ValueError, match=problem):
            share_scores(count, base)


class TestYeoJohnson:
    @given(st.floats(-50, 50), st.sampled_from([-2.0, -0.5, 0.0, 0.7, 1.0, 2.0, 3.0]))
    def test_it_is_the_printed_formula(self, value, power):
        assert yeo_johnson([value], power)[0] == pytest.approx(
            transform_slowly(value, power), rel=1e-9, abs=1e-9
        )

    @given(st.lists(st.floats(-20, 20), min_size=3, max_size=20, unique=True), st.floats(-1, 3))
    def test_it_keeps_the_order(self, values, power):
        order = np.argsort(values)
        assert (np.diff(yeo_johnson(np.array(values)[order], power)) >= 0).all()

    def test_the_power_is_where_no_other_is_more_likely(self):
        values = np.random.default_rng(1).lognormal(size=200)
        found = yeo_johnson_power(values)

        def likelihood(power: float) -> float:
            lean = (np.sign(values) * np.log1p(np.abs(values))).sum()
            return -len(values) / 2 * math.log(yeo_johnson(values, power).var()) + (power - 1) * lean

        tried = np.linspace(-5, 5, 2001)
        assert found == pytest.approx(tried[np.argmax([likelihood(power) for power in tried])], abs=0.005)

    def test_it_is_that_of_scipy(self):
        stats = pytest.importorskip("scipy.stats")
        values = np.random.default_rng(2).gamma(2, size=150) - 1
        transformed, power = stats.yeojohnson(values)
        assert yeo_johnson_power(values) == pytest.approx(power, abs=1e-4)
        assert yeo_johnson(values, power) == pytest.approx(transformed)

    def test_one_value_alone_has_no_power(self):
        with pytest.raises(ValueError, match="two different"):
            yeo_johnson_power([3, 3, np.nan])


class TestScores:
    @pytest.mark.parametrize("scores", [size_scores, other_scores])
    def test_they_have_mean_0_and_standard_deviation_1(self, scores):
        values = np.append(np.random.default_rng(3).lognormal(size=80), np.nan)
        found = scores(values).score
        assert (round(float(np.nanmean(found)), 9), round(float(np.nanstd(found)), 9)) == (0, 1)
        assert np.isnan(found).tolist() == [False] * 80 + [True]

    def test_shares_too(self):
        rng = np.random.default_rng(4)
        base = rng.integers(500, 5000, 100)
        found = share_scores(rng.binomial(base, rng.uniform(0.1, 0.6, 100)), base).score
        assert (round(float(found.mean()), 9), round(float(found.std()), 9)) == (0, 1)

    @pytest.mark.parametrize("scores", [size_scores, other_scores])
    def test_values_that_are_all_the_same_score_0(self, scores):
        assert scores([7, 7, 7]).score.tolist() == [0, 0, 0]

    def test_nothing_known_stays_nothing(self):
        assert np.isnan(other_scores([np.nan, np.nan]).score).all()

    @pytest.mark.parametrize("scores", [size_scores, other_scores])
    def test_an_error_is_carried_to_the_common_scale(self, scores):
        values, step = np.array([1.0, 2.0, 5.0, 9.0, 20.0]), 1e-4
        noise = scores(values, np.full(5, step)).noise
        # What one place's score moves by when its value moves, the scale of all places staying as it is.
        if scores is size_scores:
            logs = np.log(values)
            moved = (np.log(values + step) - logs) / logs.std()
        else:
            power = yeo_johnson_power(values)
            plain = yeo_johnson(values, power)
            moved = (yeo_johnson(values + step, power) - plain) / plain.std()
        assert noise == pytest.approx(moved, rel=1e-3)

    def test_impossible_errors_are_refused(self):
        with pytest.raises(ValueError, match="negative"):
            other_scores([1, 2], [-1, 0])
        with pytest.raises(ValueError, match="one number each"):
            size_scores([1, 2], [0])
