import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from edau.kernels import Finding
from edau.kernels.indicators import (
    Interval,
    adjust,
    benjamini_hochberg,
    compare_many,
    compare_published,
    compare_shares,
    compare_with_fixed,
    compare_with_rest,
    newcombe,
    newcombe_p,
    wilson,
)

shares = st.integers(1, 5_000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
probabilities = st.lists(st.floats(0, 1, allow_subnormal=False), min_size=1, max_size=40)


def plain_newcombe(count_a, base_a, count_b, base_b):
    a, b = wilson(count_a, base_a), wilson(count_b, base_b)
    share_a, share_b = count_a / base_a, count_b / base_b
    lower = share_a - share_b - math.sqrt((share_a - a.lower) ** 2 + (b.upper - share_b) ** 2)
    upper = share_a - share_b + math.sqrt((a.upper - share_a) ** 2 + (share_b - b.lower) ** 2)
    return lower, upper


def plain_discoveries(p, rate):
    """Find the largest k whose k-th smallest probability passes; it and all smaller ones are discoveries."""
    passed = -1.0
    for k, probability in enumerate(sorted(p), start=1):
        if probability * len(p) / k <= rate:
            passed = probability
    return [probability <= passed for probability in p]


@pytest.mark.parametrize(
    ("a", "b", "lower", "upper"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_newcombe_agrees_with_the_table_of_1998(a, b, lower, upper):
    interval = newcombe(*a, *b)

    assert (round(interval.lower, 4), round(interval.upper, 4)) == (lower, upper)


@given(shares, shares)
def test_the_difference_lies_in_its_interval_and_turns_round_when_the_groups_swap(a, b):
    forth, back = newcombe(*a, *b), newcombe(*b, *a)

    assert -1 <= forth.lower <= a[0] / a[1] - b[0] / b[1] <= forth.upper <= 1
    assert (forth.lower, forth.upper) == pytest.approx((-back.upper, -back.lower), abs=1e-12)


@given(st.lists(st.tuples(shares, shares), min_size=1, max_size=20))
def test_newcombe_over_arrays_equals_the_formula_one_by_one(rows):
    columns = np.array([[*a, *b] for a, b in rows]).T
    interval = newcombe(*columns)
    slow = [plain_newcombe(*a, *b) for a, b in rows]

    assert interval.lower == pytest.approx([lower for lower, _ in slow], abs=1e-12)
    assert interval.upper == pytest.approx([upper for _, upper in slow], abs=1e-12)


@settings(max_examples=50)
@given(shares, shares)
def test_the_probability_is_the_error_level_at_which_the_interval_reaches_zero(a, b):
    p = float(newcombe_p(*a, *b))
    assume(1e-9 < p < 1 - 1e-9)
    interval = newcombe(*a, *b, confidence=1 - p)

    assert min(abs(interval.lower), abs(interval.upper)) == pytest.approx(0, abs=1e-6)


@settings(max_examples=50)
@given(shares, shares)
def test_verdict_interval_and_probability_never_contradict_each_other(a, b):
    finding = compare_shares(*a, *b)
    assume(abs(finding["p"] - 0.05) > 1e-9)

    if finding.code == "similar":
        assert finding["lower"] <= 0 <= finding["upper"]
        assert finding["p"] > 0.05
    else:
        assert finding.code == ("higher" if finding["lower"] > 0 else "lower")
        assert finding["p"] < 0.05


def test_cities_of_very_different_shares_have_a_probability_of_zero_and_equal_ones_of_one():
    p = newcombe_p([500_000, 1, 0], [1_000_000, 2, 0], [100_000, 2, 1], [1_000_000, 4, 3])

    assert p.tolist()[:2] == [0.0, 1.0]
    assert math.isnan(p[2])


def test_groups_that_cannot_be_compared_say_why():
    assert compare_shares(0, 0, 3, 10) == Finding("not_compared", reasons=(Finding("empty_base"),))
    assert compare_shares(math.nan, 10, 3, 10) == Finding("not_compared", reasons=(Finding("missing"),))
    assert compare_shares(4, 9, 3, 10, smallest_base=10) == Finding(
        "not_compared", reasons=(Finding("small_base", {"base": 9, "least": 10}),)
    )


def test_a_place_is_compared_with_the_rest_of_its_country():
    finding = compare_with_rest(60, 100, 300, 1000)

    assert finding == Finding("higher", {**compare_shares(60, 100, 240, 900).params, "share_whole": 0.3})


def test_a_place_that_is_the_whole_has_no_rest_to_be_compared_with():
    assert compare_with_rest(3, 10, 3, 10) == Finding("not_compared", reasons=(Finding("empty_base"),))


def test_a_part_larger_than_its_whole_is_refused():
    with pytest.raises(ValueError, match="larger than its whole"):
        compare_with_rest(3, 20, 5, 10)


def test_one_difference_in_forty_that_chance_would_bring_is_not_named():
    barely = (61, 100, 46, 100)
    assert compare_shares(*barely).code == "higher"

    page = np.array([barely] + [(50, 100, 50, 100)] * 39).T
    first, *others = compare_many(*page)

    assert (first.code, first.reasons) == ("similar", (Finding("many_comparisons", {"comparisons": 40}),))
    assert {other.code for other in others} == {"similar"}


def test_comparisons_that_were_not_made_do_not_count_among_the_many():
    barely = (61, 100, 46, 100)
    page = np.array([barely] + [(0, 0, 50, 100), (math.nan, 100, 50, 100), (1, 2, 50, 100)] * 13).T

    codes = [found.code for found in compare_many(*page, smallest_base=10)]

    assert codes == ["higher"] + ["not_compared"] * 39


@settings(max_examples=50)
@given(st.lists(st.tuples(shares, shares), min_size=1, max_size=15))
def test_a_page_of_comparisons_names_just_the_discoveries(rows):
    columns = np.array([[*a, *b] for a, b in rows]).T
    named = [found.code != "similar" for found in compare_many(*columns)]

    assert named == benjamini_hochberg(newcombe_p(*columns)).tolist()


def test_at_most_one_in_twenty_places_like_the_rest_is_called_different():
    rng = np.random.default_rng(19)
    places, people = 4000, 1200
    counts = rng.binomial(people, 0.2, size=(2, places))
    bases = np.full(places, people)

    wrong = np.mean(newcombe_p(counts[0], bases, counts[1], bases) <= 0.05)

    assert wrong <= 0.055


def test_published_values_are_compared_by_their_own_limits():
    higher = compare_published(7.8, Interval(7.6, 8.0), 7.4, Interval(7.3, 7.5))
    similar = compare_published(7.5, Interval(7.3, 7.7), 7.4, Interval(7.3, 7.5))
    missing = compare_published(7.5, Interval(math.nan, math.nan), 7.4, Interval(7.3, 7.5))

    assert (higher.code, similar.code) == ("higher", "similar")
    assert higher["lower"] == pytest.approx(0.4 - math.hypot(0.2, 0.1))
    assert missing == Finding("not_compared", reasons=(Finding("missing"),))


@given(shares, shares)
def test_newcombe_is_the_comparison_of_two_wilson_intervals(a, b):
    finding = compare_published(a[0] / a[1], wilson(*a), b[0] / b[1], wilson(*b))
    interval = newcombe(*a, *b)

    assert (finding["lower"], finding["upper"]) == (interval.lower, interval.upper)


@pytest.mark.parametrize(
    ("value", "code"),
    [(0.3, "higher"), (0.4, "similar"), (0.45, "similar"), (0.5, "similar"), (0.6, "lower")],
)
def test_a_fixed_value_is_met_anywhere_in_the_interval_ends_included(value, code):
    assert compare_with_fixed(Interval(0.4, 0.5), value).code == code


def test_nothing_is_said_against_a_missing_target():
    assert compare_with_fixed(Interval(0.4, 0.5), math.nan).code == "not_compared"


def test_the_example_of_benjamini_and_hochberg_finds_four():
    # The fifteen probabilities of the paper's section 3.2 (heart attack patients); at 0.05 the first four
    # are named.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    p += [0.4262, 0.5719, 0.6528, 0.7590, 1.0]

    assert benjamini_hochberg(p).tolist() == [True] * 4 + [False] * 11


@given(probabilities, st.sampled_from([0.0, 0.01, 0.05, 0.2, 1.0]))
def test_discoveries_equal_those_of_the_slow_search(p, rate):
    assert benjamini_hochberg(p, rate).tolist() == plain_discoveries(p, rate)


@given(probabilities)
def test_adjusted_probabilities_rise_with_the_plain_ones_and_never_lie_below_them(p):
    adjusted = adjust(p)
    order = np.argsort(p, kind="stable")

    assert (np.diff(adjusted[order]) >= 0).all()
    assert (adjusted >= np.array(p) * (1 - 1e-12)).all()
    assert (adjusted <= 1).all()


@given(probabilities, st.randoms(use_true_random=False))
def test_tests_that_were_not_made_change_nothing_for_the_others(p, random):
    mixed = [*p, math.nan, math.nan]
    random.shuffle(mixed)
    adjusted = adjust(mixed)

    assert np.isnan(adjusted).tolist() == np.isnan(mixed).tolist()
    assert sorted(adjusted[~np.isnan(adjusted)]) == sorted(adjust(p))


def test_probabilities_off_the_scale_are_refused():
    with pytest.raises(ValueError, match="outside 0 to 1"):
        adjust([0.5, 1.5])
    with pytest.raises(ValueError, match="rate must lie"):
        benjamini_hochberg([0.5], rate=5)
