"""Periods as numbers."""

import pytest

from edau.understand.periods import begins, length, years_later


@pytest.mark.parametrize(
    ("period", "year"),
    [("2022", 2022), ("2022-07", 2022.5), ("2022-07-01/P1Y", 2022.5), ("2021-01-01/P3Y", 2021)],
)
def test_a_period_begins_with_its_first_day(period, year):
    assert begins(period) == year


def test_the_days_of_a_year_are_in_order_and_fill_it():
    days = [begins(f"2021-{month:02d}-{day:02d}") for month in range(1, 13) for day in (1, 15, 28)]

    assert days == sorted(days)
    assert 2021.98 < days[-1] < 2022


@pytest.mark.parametrize(
    ("period", "years"),
    [("2022", 0), ("2020-01-01/P3Y", 3), ("2020-01-01/P6M", 0.5), ("2020-01-01/P1Y6M", 1.5)],
)
def test_a_period_lasts_as_long_as_it_says(period, years):
    assert length(period) == years


@pytest.mark.parametrize(
    ("period", "years", "later"),
    [
        ("2022-01-01/P3Y", 2, "2024-01-01/P3Y"),
        ("2022-04-01/P1Y", 5, "2027-04-01/P1Y"),
        ("2025-04-30", 1, "2026-04"),
        ("2024-02-29", 1, "2025-02"),
        ("2021", 3, "2024"),
    ],
)
def test_years_later_the_period_is_of_the_same_kind_but_nobody_knows_the_day(period, years, later):
    assert years_later(period, years) == later


def test_what_is_no_period_is_refused():
    with pytest.raises(ValueError, match="does not begin with a date"):
        begins("soon")
