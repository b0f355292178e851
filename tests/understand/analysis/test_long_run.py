"""Where a series began and where it stands, without letting one odd year or month speak for it."""

from __future__ import annotations

import pytest

from edau.understand.analysis.long_run import End, long_run
from edau.understand.analysis.trends import Point


def years(values: list[float | None], first: int = 1990) -> list[Point]:
    return [Point(f"{first + i}-01-01/P1Y", value, None, None, None) for i, value in enumerate(values)]


def months(count: int) -> list[Point]:
    return [
        Point(f"{2023 + i // 12}-{i % 12 + 1:02}-01/P1M", float(i), None, None, None) for i in range(count)
    ]


def test_a_short_series_is_told_by_its_two_ends():
    run = long_run(years([8.0, 7.0, 3.0]))

    assert (run.then, run.now, run.periods) == (
        End("1990-01-01/P1Y", "1990-01-01/P1Y", 8.0),
        End("1992-01-01/P1Y", "1992-01-01/P1Y", 3.0),
        1,
    )


def test_a_long_one_by_the_means_of_ten_periods_at_each_end():
    run = long_run(years([float(i) for i in range(40)]))

    assert (run.then.first[:4], run.then.last[:4], run.then.mean) == ("1990", "1999", 4.5)
    assert (run.now.first[:4], run.now.last[:4], run.now.mean) == ("2020", "2029", 34.5)
    assert run.periods == 10


def test_months_by_whole_years_so_that_august_is_not_held_against_december():
    run = long_run(months(30))

    assert (run.then.mean, run.now.mean, run.periods) == (5.5, 23.5, 12)
    assert (run.now.first, run.now.last) == ("2024-07-01/P1M", "2025-06-01/P1M")


def test_missing_periods_are_left_out():
    run = long_run(years([None, 5.0, None, 6.0, None]))

    assert (run.then.mean, run.now.mean) == (5.0, 6.0)


@pytest.mark.parametrize("points", [[], years([5.0]), years([5.0, None]), months(23)])
def test_what_has_no_two_ends_is_not_told(points):
    assert long_run(points) is None
