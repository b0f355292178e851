"""What several people think is a spread: never one number for an entry, never the mark of one person."""

from __future__ import annotations

from datetime import UTC, datetime

from edau.understand.analysis.ratings import (
    Spread,
    newest_of_each,
    opinion,
    over_the_years,
    spread,
)
from edau.understand.queries.signals import RatingRow

ALYS, BRYN, CERYS = 1, 2, 3


def rating(
    number: int, rater: int, likelihood: int | None, impact: int | None, year: int = 2026
) -> RatingRow:
    at = datetime(year, 6, 1, 12, number, tzinfo=UTC)
    return RatingRow(number, "floods", rater, likelihood, impact, "", "", at)


def test_the_newest_of_each_rater_counts_and_the_older_ones_stay_history():
    ratings = [rating(1, ALYS, 1, 1), rating(2, BRYN, 5, 5), rating(3, ALYS, 4, None)]

    assert newest_of_each(ratings) == [ratings[1], ratings[2]]
    assert opinion(ratings).likelihood == Spread((4, 5))
    assert opinion(ratings).impact == Spread((5,), unknown=1)


def test_two_ratings_of_one_moment_count_in_the_order_they_were_kept():
    first, second = rating(1, ALYS, 1, 1), rating(2, ALYS, 2, 2)._replace(at=rating(1, ALYS, 1, 1).at)

    assert newest_of_each([first, second]) == [second]


def test_a_middle_is_shown_from_three_marks_on():
    assert [spread(marks).middle for marks in ([], [4], [2, 4], [2, 4, 5], [2, 3, 4, 4])] == [
        None,
        None,
        None,
        4.0,
        3.5,
    ]


def test_those_who_do_not_know_answer_but_give_no_mark():
    found = spread([None, 3, None, 5])

    assert (found.marks, found.unknown, found.raters, found.middle) == ((3, 5), 2, 4, None)


def test_the_ends_are_the_lowest_and_the_highest_mark():
    assert spread([4, 1, 3]).ends == (1, 4)
    assert spread([2]).ends == (2, 2)
    assert spread([None]).ends is None


def test_without_ratings_there_is_no_opinion_and_no_history():
    assert opinion([]).raters == 0
    assert over_the_years([]) == []


def test_each_year_shows_what_counted_when_it_ended():
    ratings = [
        rating(1, ALYS, 1, 1, year=2023),
        rating(2, BRYN, 2, 2, year=2023),
        rating(3, ALYS, 5, 5, year=2025),
        rating(4, CERYS, 3, 3, year=2025),
    ]

    assert [(each.year, each.opinion.likelihood.marks) for each in over_the_years(ratings)] == [
        (2025, (2, 3, 5)),
        (2023, (1, 2)),
    ]


def test_a_year_ends_when_it_ends_in_wales():
    at_midnight = rating(1, ALYS, 1, 1)._replace(at=datetime(2025, 12, 31, 23, 59, tzinfo=UTC))
    in_summer = rating(2, BRYN, 1, 1)._replace(at=datetime(2025, 6, 30, 23, 30, tzinfo=UTC))

    assert [each.year for each in over_the_years([in_summer, at_midnight])] == [2025]
