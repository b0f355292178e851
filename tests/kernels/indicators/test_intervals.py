import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from edau.kernels.indicators import Interval, byar, exact_poisson, normal_quantile, wilson

Z = 1.959963984540054

shares = st.integers(1, 100_000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


def plain_wilson(count, base):
    """The textbook's words, one number at a time."""
    middle = 2 * count + Z * Z
    reach = Z * math.sqrt(Z * Z + 4 * count * (1 - count / base))
    below = 2 * (base + Z * Z)
    return (middle - reach) / below, (middle + reach) / below


def poisson_up_to(count, expected):
    return sum(math.exp(-expected) * expected**k / math.factorial(k) for k in range(count + 1))


@pytest.mark.parametrize(
    ("count", "base", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_agrees_with_newcombes_table_of_1998(count, base, lower, upper):
    interval = wilson(count, base)

    assert (round(interval.lower, 4), round(interval.upper, 4)) == (lower, upper)


def test_none_or_all_of_a_group_reach_the_very_ends_of_the_scale():
    assert wilson(0, 7).lower == 0.0
    assert wilson(7, 7).upper == 1.0


def test_an_empty_or_missing_base_gives_no_interval():
    interval = wilson([0, math.nan, 3, 3], [0, 10, math.nan, 10])

    assert np.isnan(interval.lower).tolist() == [True, True, True, False]
    assert np.isnan(interval.upper).tolist() == [True, True, True, False]


def test_two_numbers_in_give_two_floats_out():
    interval = wilson(3, 10)

    assert (type(interval.lower), type(interval.upper)) == (float, float)
    assert type(byar(3, base=100, per=1000).lower) is float


def test_one_base_serves_many_counts():
    assert wilson([1, 2], 10).lower.tolist() == [wilson(1, 10).lower, wilson(2, 10).lower]
    assert wilson(1, [10, 20]).lower.tolist() == [wilson(1, 10).lower, wilson(1, 20).lower]


@pytest.mark.parametrize(("count", "base"), [(-1, 10), (1, -10), (11, 10)])
def test_impossible_shares_are_refused(count, base):
    with pytest.raises(ValueError, match=r"negative|larger than its base"):
        wilson(count, base)


@pytest.mark.parametrize("confidence", [0, 1, 95, math.nan])
def test_a_confidence_that_is_no_level_is_refused(confidence):
    with pytest.raises(ValueError, match="confidence must lie between 0 and 1"):
        normal_quantile(confidence)


@given(shares)
def test_wilson_holds_the_share_and_stays_on_the_scale(share):
    count, base = share
    interval = wilson(count, base)

    assert 0 <= interval.lower <= count / base <= interval.upper <= 1


@given(shares)
def test_wilson_mirrors_when_those_with_and_those_without_are_swapped(share):
    count, base = share
    own, mirror = wilson(count, base), wilson(base - count, base)

    assert own.lower == pytest.approx(1 - mirror.upper, abs=1e-12)
    assert own.upper == pytest.approx(1 - mirror.lower, abs=1e-12)


@given(shares, st.integers(2, 50))
def test_wilson_narrows_with_more_people_and_widens_with_more_confidence(share, times):
    count, base = share

    assert wilson(count * times, base * times).half_width < wilson(count, base).half_width
    assert wilson(count, base, confidence=0.99).half_width > wilson(count, base).half_width


@given(st.lists(shares, min_size=1, max_size=20))
def test_wilson_over_arrays_equals_the_textbook_one_by_one(rows):
    counts, bases = zip(*rows, strict=True)
    interval = wilson(counts, bases)
    slow = [plain_wilson(count, base) for count, base in rows]

    assert interval.lower == pytest.approx([lower for lower, _ in slow], abs=1e-12)
    assert interval.upper == pytest.approx([upper for _, upper in slow], abs=1e-12)


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [(0, 0.0, 3.689), (1, 0.025, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390), (20, 12.217, 30.888)],
)
def test_exact_poisson_agrees_with_the_printed_tables(count, lower, upper):
    interval = exact_poisson(count)

    assert (round(interval.lower, 3), round(interval.upper, 3)) == (lower, upper)


@given(st.integers(1, 60), st.sampled_from([0.8, 0.95, 0.998]))
def test_exact_limits_leave_just_the_promised_error_in_each_tail(count, confidence):
    interval = exact_poisson(count, confidence)

    assert 1 - poisson_up_to(count - 1, interval.lower) == pytest.approx((1 - confidence) / 2, abs=1e-10)
    assert poisson_up_to(count, interval.upper) == pytest.approx((1 - confidence) / 2, abs=1e-10)


def test_byar_gives_the_values_of_its_formula_from_ten_events_on():
    # Computed to forty digits apart from the code under test.
    interval = byar([10, 15, 65, 1045])

    assert interval.lower.round(4).tolist() == [4.7874, 8.3893, 50.1632, 982.5932]
    assert interval.upper.round(4).tolist() == [18.3915, 24.7416, 82.8491, 1110.3312]


def test_byar_is_exact_below_ten_events():
    small = np.arange(10)

    assert byar(small).lower.tolist() == exact_poisson(small).lower.tolist()
    assert byar(small).upper.tolist() == exact_poisson(small).upper.tolist()


@given(st.integers(10, 2000))
def test_byar_keeps_within_two_permille_of_the_exact_limits(count):
    approximate, exact = byar(count), exact_poisson(count)

    assert approximate.lower == pytest.approx(exact.lower, rel=2e-3)
    assert approximate.upper == pytest.approx(exact.upper, rel=2e-3)


@given(st.integers(0, 1000), st.integers(1, 10**6))
def test_byar_holds_the_rate_and_scales_with_its_unit(count, base):
    interval, bare = byar(count, base, per=100_000), byar(count)

    assert 0 <= interval.lower <= count / base * 100_000 <= interval.upper
    assert interval.upper == pytest.approx(bare.upper * 100_000 / base)


def test_a_rate_of_nobody_has_no_interval():
    interval = byar([3, 3, math.nan], [0, 100, 100])

    assert np.isnan(interval.lower).tolist() == [True, False, True]


def test_negative_events_are_refused():
    with pytest.raises(ValueError, match="negative"):
        byar(-1)
    with pytest.raises(ValueError, match="negative"):
        exact_poisson([2, -1])


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_an_interval_holds_what_lies_between_its_limits(one, other, value):
    assume(one <= other)

    assert Interval(one, other).holds(value) is (one <= value <= other)
    assert Interval(math.nan, math.nan).holds(value) is False
