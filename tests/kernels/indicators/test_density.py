import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels.indicators import ridge, span

values = st.lists(st.floats(0, 100, allow_subnormal=False), min_size=1, max_size=40)


@given(values)
def test_a_ridge_stands_between_nought_and_one_and_reaches_one(places):
    heights = ridge(places, 0, 100)

    assert heights.shape == (51,)
    assert heights.min() >= 0
    assert heights.max() == 1


@given(values)
def test_a_ridge_turns_round_with_its_values(places):
    forth = ridge(places, 0, 100)
    back = ridge([100 - value for value in places], 0, 100)

    assert forth == pytest.approx(back[::-1], abs=1e-9)


def test_two_groups_of_places_make_two_hills():
    heights = ridge([20] * 30 + [21] * 30 + [70] * 20 + [71] * 20, 0, 100, points=101)

    hills = [step for step in range(1, 100) if heights[step - 1] < heights[step] >= heights[step + 1]]
    assert len(hills) == 2
    assert abs(hills[0] - 20.5) <= 1
    assert abs(hills[1] - 70.5) <= 1


def test_many_places_at_the_end_of_the_scale_do_not_look_rare():
    spread = np.linspace(0, 100, 501)

    # Equally common everywhere: without folding the ends would be half as high as the middle.
    assert ridge(spread, 0, 100).min() > 0.95


def test_a_single_value_makes_a_bump_that_can_be_seen():
    heights = ridge([40], 0, 100, points=11)

    assert heights.argmax() == 4
    assert 0.5 < heights[3] < 1


def test_missing_and_outlying_values_are_left_out():
    assert ridge([40, math.nan, 1000], 0, 100).tolist() == ridge([40], 0, 100).tolist()
    assert ridge([math.nan], 0, 100).tolist() == [0.0] * 51


def test_an_axis_without_length_or_steps_is_refused():
    with pytest.raises(ValueError, match="high end above"):
        ridge([1], 5, 5)
    with pytest.raises(ValueError, match="two points"):
        ridge([1], 0, 5, points=1)


@pytest.mark.parametrize(
    ("places", "reference", "ends"),
    [
        ([12.3, 31.0], 19.4, (12, 32)),
        ([3, 41], math.nan, (0, 45)),
        ([12.3, 31.0], 60, (0, 60)),
        ([0.12, 0.31], math.nan, (0.12, 0.32)),
        ([-3, 5], math.nan, (-3, 5)),
        ([-41, -3], math.nan, (-45, 0)),
        ([7], math.nan, (3, 11)),
        ([0, 0], math.nan, (0, 1)),
        ([math.nan], math.nan, (0, 1)),
    ],
)
def test_an_axis_has_round_ends_that_hold_every_value_and_wales(places, reference, ends):
    assert span(places, reference) == pytest.approx(ends)


@given(st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=1, max_size=10))
def test_no_value_falls_off_its_axis(places):
    low, high = span(places)
    slack = (high - low) * 1e-6

    assert low < high
    assert low - slack <= min(places)
    assert max(places) <= high + slack
