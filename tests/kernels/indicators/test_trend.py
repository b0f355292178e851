"""Rising, steady or falling: never more sure than the figures, and quick to see what is plain."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels import Finding
from edau.kernels.indicators.trend import apart, mann_kendall_p, student_p, student_reach, trend

YEARS = list(range(2012, 2022))


def test_a_line_through_known_errors_has_the_slope_of_the_textbook():
    # Weighted least squares by hand: weights 1, 1/4, 1, 1/4 about the weighted mean time 1.2.
    finding = trend([0, 1, 2, 3], [1, 3, 3, 5], [1, 4, 1, 4])

    spread = 1 * 1.2**2 + 0.25 * 0.2**2 + 1 * 0.8**2 + 0.25 * 1.8**2
    slope = (1 * -1.2 * 1 + 0.25 * -0.2 * 3 + 1 * 0.8 * 3 + 0.25 * 1.8 * 5) / spread
    assert finding["slope"] == pytest.approx(slope)
    assert finding["p"] == pytest.approx(math.erfc(slope * math.sqrt(spread) / math.sqrt(2)))


def test_a_scatter_beyond_the_known_errors_counts_against_a_trend():
    line = [0.0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    wobble = [8.0, -8] * 5
    values = [a + b for a, b in zip(line, wobble, strict=True)]

    assert trend(YEARS, line, [0.25] * 10).code == "rising"
    assert trend(YEARS, values, [0.25] * 10).code == "steady"


@given(
    st.lists(st.floats(-20, 20), min_size=4, max_size=12),
    st.lists(st.floats(0.1, 9), min_size=12, max_size=12),
)
def test_the_limits_of_a_slope_leave_out_nought_just_where_a_direction_is_named(values, variances):
    finding = trend(range(len(values)), values, variances[: len(values)])

    outside = finding["lower"] > 0 or finding["upper"] < 0
    assert outside == (finding.code in ("rising", "falling")) or finding["p"] == pytest.approx(0.05, abs=1e-6)


@given(st.lists(st.integers(-9, 9).map(float), min_size=5, max_size=12))
def test_turned_upside_down_what_rises_falls(values):
    other = {"rising": "falling", "falling": "rising", "steady": "steady"}
    years = range(len(values))

    assert trend(years, [-v for v in values]).code == other[trend(years, values).code]
    assert (
        trend(years, [-v for v in values], [1.0] * len(values)).code
        == (other[trend(years, values, [1.0] * len(values)).code])
    )


@given(st.lists(st.integers(0, 30), min_size=2, max_size=6, unique=True))
def test_the_exact_probability_is_that_of_trying_every_order(values):
    def score(order):
        return sum((b > a) - (b < a) for a, b in itertools.combinations(order, 2))

    own = score(values)
    every = [abs(score(order)) >= abs(own) for order in itertools.permutations(values)]

    assert mann_kendall_p(own, values) == pytest.approx(sum(every) / len(every))


@given(st.lists(st.integers(0, 12).map(float), min_size=5, max_size=25))
def test_mann_kendall_agrees_with_scipy(values):
    stats = pytest.importorskip("scipy.stats")
    ties = len(set(values)) < len(values)
    score = sum(int(np.sign(b - a)) for a, b in itertools.combinations(values, 2))
    if len(set(values)) == 1:
        assert mann_kendall_p(score, values) == 1.0
        return
    years = list(range(len(values)))

    if ties:
        # scipy has no correction for continuity, so its variance is asked for and corrected here.
        z = stats.kendalltau(years, values, method="asymptotic")
        deviation = abs(score) / stats.norm.isf(z.pvalue / 2) if score else math.inf
        expected = 2 * stats.norm.sf(max(0, abs(score) - 1) / deviation) if score else 1.0
        assert mann_kendall_p(score, values) == pytest.approx(expected, abs=1e-9)
    else:
        assert mann_kendall_p(score, values) == pytest.approx(
            stats.kendalltau(years, values, method="exact").pvalue
        )


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 10, 31])
def test_students_t_agrees_with_scipy(freedom):
    stats = pytest.importorskip("scipy.stats")

    for t in (0.0, 0.3, 1.0, 2.2, 5.0, 40.0):
        assert student_p(t, freedom) == pytest.approx(2 * stats.t.sf(t, freedom), abs=1e-12)
        assert student_p(-t, freedom) == student_p(t, freedom)
    assert student_reach(freedom) == pytest.approx(stats.t.isf(0.025, freedom))


@pytest.mark.parametrize(("t", "freedom"), [(12.706, 1), (4.303, 2), (3.182, 3), (2.228, 10), (2.042, 30)])
def test_students_t_agrees_with_the_printed_tables(t, freedom):
    assert student_p(t, freedom) == pytest.approx(0.05, abs=4e-5)


@pytest.mark.parametrize(("points", "least"), [(0, 5), (1, 5), (4, 5)])
def test_a_short_series_has_no_direction(points, least):
    finding = trend(YEARS[:points], [1.0, 2, 3, 4][:points])

    assert finding == Finding("too_short", {"points": points, "least": least})


def test_four_points_are_enough_where_their_errors_are_known():
    assert trend(YEARS[:4], [1, 2, 3, 4], [0.01] * 4).code == "rising"


def test_points_without_limits_leave_the_others_to_the_weighted_test_if_they_are_enough():
    variances = [0.01] * 4 + [math.nan] * 6
    values = [1, 2, 3, 4, 1, 1, 1, 1, 1, 1]

    assert trend(YEARS, values, variances)["points"] == 4
    assert trend(YEARS, values, [0.01] * 3 + [math.nan] * 7)["method"] == "mann_kendall"


def test_missing_values_are_left_out():
    finding = trend(YEARS, [1, math.nan, 2, 3, math.nan, 4, 5, 6, math.nan, 7])

    assert (finding.code, finding["points"], finding["first"], finding["last"]) == ("rising", 7, 2012, 2021)


def test_a_flat_series_is_steady():
    assert trend(YEARS, [5.0] * 10).code == "steady"
    assert trend(YEARS, [5.0] * 10, [1.0] * 10).code == "steady"


def test_of_periods_that_overlap_only_some_are_used_counted_from_the_last():
    assert apart(YEARS, 3).tolist() == [0, 3, 6, 9]
    assert apart(YEARS, 1).tolist() == list(range(10))
    assert trend(YEARS, [60 + i / 10 for i in range(10)], [0.01] * 10, span=3)["points"] == 4


@pytest.mark.parametrize(
    ("times", "values", "variances", "problem"),
    [
        ([1, 2], [1], None, "one number each"),
        ([2, 1], [1, 2], None, "must rise"),
        ([1, 2], [1, 2], [1, -1], "negative"),
    ],
)
def test_a_series_that_makes_no_sense_is_refused(times, values, variances, problem):
    with pytest.raises(ValueError, match=problem):
        trend(times, values, variances)


def test_where_nothing_moves_a_direction_is_named_at_most_one_time_in_twenty():
    random = np.random.default_rng(11)
    variances = np.array([0.5, 1, 2, 1, 0.5, 1, 2, 1, 0.5, 1])
    said = [trend(YEARS, random.normal(50, np.sqrt(variances)), variances).code for _ in range(3_000)]
    bare = [trend(YEARS, random.normal(50, 1, 10)).code for _ in range(2_000)]

    assert 1 - said.count("steady") / 3_000 <= 0.055
    assert 1 - bare.count("steady") / 2_000 <= 0.055


def test_a_movement_of_twice_the_noise_is_nearly_always_seen():
    random = np.random.default_rng(12)
    truth = np.linspace(50, 54, 10)
    said = [trend(YEARS, random.normal(truth, 1), [1.0] * 10).code for _ in range(500)]

    assert said.count("rising") >= 450
    assert said.count("falling") == 0
