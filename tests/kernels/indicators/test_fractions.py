import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels.indicators import closeness, nearest_fraction
from edau.kernels.indicators.fractions import LADDER


@pytest.mark.parametrize(
    ("share", "code", "k", "n", "near"),
    [
        (0.01, "one_in", 1, 100, "exactly"),
        (0.07, "one_in", 1, 15, "about"),
        (0.194, "one_in", 1, 5, "about"),
        (0.2, "one_in", 1, 5, "exactly"),
        (0.22, "one_in", 1, 5, "just_over"),
        (0.25, "quarter", 1, 4, "exactly"),
        (0.3333, "third", 1, 3, "exactly"),
        (0.36, "third", 1, 3, "more_than"),
        (0.37, "several_in", 2, 5, "less_than"),
        (0.41, "several_in", 2, 5, "about"),
        (0.455, "half", 1, 2, "less_than"),
        (0.48, "half", 1, 2, "just_under"),
        (0.52, "half", 1, 2, "just_over"),
        (0.664, "two_thirds", 2, 3, "about"),
        (0.75, "three_quarters", 3, 4, "exactly"),
        (0.8173, "several_in", 4, 5, "just_over"),
        (0.96, "several_in", 19, 20, "about"),
    ],
)
def test_a_share_is_said_as_the_fraction_nearest_to_it(share, code, k, n, near):
    finding = nearest_fraction(share)

    assert (finding.code, finding["k"], finding["n"], finding["closeness"]) == (code, k, n, near)


@pytest.mark.parametrize(
    ("share", "code"),
    [
        (0, "none"),
        (1e-7, "very_few"),
        (0.0099, "very_few"),
        (0.97, "nearly_all"),
        (0.9999999, "nearly_all"),
        (1, "all"),
        (math.nan, "missing"),
    ],
)
def test_only_nobody_is_none_and_only_everybody_is_all(share, code):
    assert nearest_fraction(share).code == code


@pytest.mark.parametrize("share", [19.4, -0.1, 1.0001])
def test_a_percentage_is_refused(share):
    with pytest.raises(ValueError, match="between 0 and 1"):
        nearest_fraction(share)


@given(st.floats(0.01, 0.9699))
def test_no_other_fraction_of_the_ladder_is_nearer(share):
    finding = nearest_fraction(share)

    assert abs(share - finding["fraction"]) == min(abs(share - rung.share) for rung in LADDER)
    assert finding["fraction"] == finding["k"] / finding["n"]


@given(st.floats(0.01, 0.9699))
def test_over_and_more_are_above_the_fraction_and_under_and_less_below(share):
    finding = nearest_fraction(share)
    above, below = {"just_over", "more_than"}, {"just_under", "less_than"}

    if finding["closeness"] in above:
        assert share > finding["fraction"]
    elif finding["closeness"] in below:
        assert share < finding["fraction"]
    else:
        assert share == pytest.approx(finding["fraction"], abs=0.01, rel=0.06)


@given(st.floats(0.01, 0.9699), st.floats(0.01, 0.9699))
def test_the_fraction_never_falls_as_the_share_rises(one, other):
    small, large = sorted((one, other))

    assert nearest_fraction(small)["fraction"] <= nearest_fraction(large)["fraction"]


def test_what_counts_as_exact_shrinks_with_the_fraction():
    assert closeness(0.0104, 0.01) == "about"
    assert closeness(0.5004, 0.5) == "exactly"
