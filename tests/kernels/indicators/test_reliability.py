import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels import Finding
from edau.kernels.indicators import (
    Interval,
    between_place_reliability,
    grade,
    graded,
    share_variance,
    variance_from_interval,
    wilson,
)


def share_with_half_width(half_width, level="OA", people=50_000, **more):
    return grade("proportion", people, 20 - half_width, 20 + half_width, level, people, **more)


@pytest.mark.parametrize(
    ("half_width", "letter"),
    [(0.1, "A"), (1.5, "A"), (1.51, "B"), (3.0, "B"), (3.01, "C"), (6.0, "C"), (6.01, "D"), (20, "D")],
)
def test_a_share_is_graded_by_the_half_width_of_its_interval(half_width, letter):
    assert share_with_half_width(half_width) == letter


@pytest.mark.parametrize(("half_width", "letter"), [(0.25, "A"), (0.5, "B"), (1.0, "C"), (1.01, "D")])
def test_a_published_mean_is_graded_by_its_half_width_against_its_middle(half_width, letter):
    assert grade("mean", None, 5 - half_width, 5 + half_width, "LA", 60_000) == letter


@pytest.mark.parametrize(("level", "letter"), [("OA", "A"), ("LSOA", "B"), ("MSOA", "C")])
def test_a_best_fit_of_larger_areas_is_capped_however_narrow_its_interval(level, letter):
    assert share_with_half_width(0.1, level=level) == letter


@pytest.mark.parametrize(("people", "letter"), [(1_999, "D"), (2_000, "B"), (None, "D"), (math.nan, "D")])
def test_a_small_place_gets_no_best_fit_of_areas_of_its_own_size(people, letter):
    assert grade("proportion", 30_000, 19, 21, "LSOA", people) == letter


@pytest.mark.parametrize("level", ["LSOA", "MSOA"])
def test_an_area_made_of_whole_areas_is_not_capped(level):
    assert share_with_half_width(0.1, level=level, people=1_600, nested=True) == "A"


@pytest.mark.parametrize(
    ("kind", "level", "letter"),
    [
        ("count", "point", "B"),
        ("count", "OA", "B"),
        ("index", "LSOA", "B"),
        ("mean", "LA", "A"),
        ("ratio", "MSOA", "C"),
        ("modelled", "OA", "C"),
        ("modelled", "LA", "C"),
    ],
)
def test_a_number_without_an_interval_is_graded_by_where_it_comes_from(kind, level, letter):
    assert grade(kind, None, None, None, level, 30_000) == letter
    assert grade(kind, math.nan, math.nan, math.nan, level, 30_000) == letter


@pytest.mark.parametrize(("base", "letter"), [(0, "D"), (29, "D"), (30, "C"), (99, "C"), (100, "A")])
def test_a_share_of_very_few_is_capped_by_its_base(base, letter):
    assert grade("proportion", base, 1, 2, "OA", 30_000) == letter


def test_the_reasons_are_the_rules_that_led_to_just_this_grade():
    finding = graded("proportion", 50_000, 13, 27, "MSOA", 1_500)

    assert finding == Finding(
        "D",
        reasons=(
            Finding("half_width_points", {"half_width": 7.0}),
            Finding("small_place", {"population": 1500.0}),
        ),
    )


def test_unknown_kinds_levels_and_crossed_limits_are_refused():
    with pytest.raises(ValueError, match="unknown kind: share"):
        grade("share", 100, 1, 2, "OA", 3_000)
    with pytest.raises(ValueError, match="unknown level: ward"):
        grade("count", 100, 1, 2, "ward", 3_000)
    with pytest.raises(ValueError, match="lies above"):
        grade("proportion", 100, 2, 1, "OA", 3_000)


@given(st.floats(0, 10), st.floats(0, 10), st.sampled_from(["OA", "LSOA", "MSOA"]))
def test_a_wider_interval_never_gets_a_better_grade(one, other, level):
    narrow, wide = sorted((one, other))

    assert share_with_half_width(narrow, level=level) <= share_with_half_width(wide, level=level)


def test_reliability_is_the_part_of_the_variation_that_is_not_uncertainty():
    # Variance of the values 100, of which 25 is sampling.
    assert between_place_reliability([10, 20, 30], [25, 25, 25]) == 0.75
    assert between_place_reliability([10, 20, 30], [0, 25, 50]) == 0.75


def test_places_that_differ_less_than_their_uncertainty_cannot_be_told_apart():
    assert between_place_reliability([10, 11, 12], [25, 25, 25]) == 0.0


def test_certain_values_are_wholly_reliable_unless_they_are_all_the_same():
    assert between_place_reliability([1, 2], [0, 0]) == 1.0
    assert between_place_reliability([2, 2], [0, 0]) == 0.0


def test_places_without_value_or_variance_are_left_out():
    assert between_place_reliability([10, 20, 30, math.nan, 7], [25, 25, 25, 25, math.nan]) == 0.75
    assert math.isnan(between_place_reliability([10, math.nan], [25, 25]))


def test_reliability_refuses_negative_variances_and_rows_that_do_not_match():
    with pytest.raises(ValueError, match="negative"):
        between_place_reliability([1, 2], [1, -1])
    with pytest.raises(ValueError, match="one number each"):
        between_place_reliability([1, 2], [1, 1, 1])


def test_reliability_finds_the_variance_that_places_were_drawn_with():
    rng = np.random.default_rng(7)
    true = rng.normal(50, 4, 5000)
    sampling = rng.uniform(4, 28, 5000)

    found = between_place_reliability(rng.normal(true, np.sqrt(sampling)), sampling)

    assert found == pytest.approx(16 / (16 + 16), abs=0.02)


def test_none_out_of_twenty_is_not_certain():
    assert share_variance([0, 0], [20, 0])[0] == pytest.approx(2 / 24 * 22 / 24 / 24)
    assert math.isnan(share_variance([0], [0])[0])


@given(st.integers(300, 100_000), st.floats(0.1, 0.9))
def test_the_variance_of_a_share_is_the_one_its_interval_implies(base, share):
    count = round(base * share)
    limits = wilson([count], [base])

    implied = variance_from_interval(Interval(limits.lower, limits.upper))

    assert share_variance([count], [base]) == pytest.approx(implied, rel=0.03)
