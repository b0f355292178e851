"""Weeks of half hours: the fast masks beside lists of booleans, over midnight and over Sunday's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.kernels.matching.weeks import (
    WEEK,
    count,
    flags,
    from_flags,
    from_intervals,
    half_hours,
    longest_run,
    starts,
    to_intervals,
)
from tests.kernels.matching.instances import slow_starts

weeks = st.lists(st.tuples(st.integers(0, WEEK - 1), st.integers(1, WEEK)), max_size=5).map(
    lambda runs: _free(runs)
)
intervals = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 10080)).map(
        lambda one: (one[0], one[1], one[1] + one[2])
    ),
    max_size=5,
)


def _free(runs: list[tuple[int, int]]) -> np.ndarray:
    free = np.zeros(WEEK, bool)
    for begin, length in runs:
        free[np.arange(begin, begin + length) % WEEK] = True
    return free


def by_minute(given: list[tuple[int, int, int]]) -> np.ndarray:
    """Minute by minute; a half hour is free where all its thirty minutes are."""
    minutes = np.zeros(7 * 1440, bool)
    for day, start, end in given:
        minutes[np.arange(day * 1440 + start, day * 1440 + end) % len(minutes)] = True
    return minutes.reshape(WEEK, 30).all(1)


@settings(max_examples=30)
@given(weeks, st.integers(1, 60))
def test_where_one_can_start_is_where_every_half_hour_after_it_is_free(free, length):
    assert (flags(starts(from_flags(free), length)) == slow_starts(free, length)).all()


@settings(max_examples=30)
@given(weeks, weeks, st.integers(1, WEEK))
def test_common_starts_are_the_starts_of_the_common_time(one, other, length):
    one, other = from_flags(one), from_flags(other)
    assert (starts(one & other, length) == (starts(one, length) & starts(other, length))).all()


@given(intervals)
def test_only_half_hours_that_lie_wholly_in_free_time_count(given_intervals):
    assert (flags(from_intervals(given_intervals)) == by_minute(given_intervals)).all()


@given(weeks)
def test_a_week_comes_back_from_its_intervals_each_of_them_whole(free):
    week = from_flags(free)
    intervals = to_intervals(week)

    assert (from_intervals(intervals) == week).all()
    runs = int((free & ~np.roll(free, 1)).sum())
    assert len(intervals) == (runs or int(free.all()))


@given(weeks)
def test_the_longest_run_is_the_longest_that_has_a_start(free):
    week, longest = from_flags(free), int(longest_run(from_flags(free)))

    assert count(week) == free.sum()
    assert longest == 0 or starts(week, longest).any()
    assert longest == WEEK or not starts(week, longest + 1).any()


def test_a_night_from_sunday_to_monday_is_one_run():
    night = from_intervals([(6, 22 * 60, 26 * 60)])

    assert to_intervals(night) == [(6, 1320, 1560)]
    assert longest_run(night) == 8
    assert to_intervals(starts(night, 8)) == [(6, 1320, 1350)]
    assert not starts(night, 9).any()


def test_touching_pieces_make_a_half_hour_and_crooked_ends_do_not():
    assert to_intervals(from_intervals([(2, 615, 630), (2, 600, 615)])) == [(2, 600, 630)]
    assert to_intervals(from_intervals([(2, 610, 640)])) == []


def test_many_weeks_at_once_are_each_as_one():
    random = np.random.default_rng(4)
    free = random.random((5, 3, WEEK)) < 0.7
    together = starts(from_flags(free), 3)

    assert together.shape == (5, 3, 7)
    assert (together[2, 1] == starts(from_flags(free[2, 1]), 3)).all()
    assert longest_run(from_flags(free)).shape == (5, 3)


@pytest.mark.parametrize(("minutes", "slots"), [(1, 1), (30, 1), (31, 2), (45, 2), (10080, 336)])
def test_a_task_takes_whole_half_hours(minutes, slots):
    assert half_hours(minutes) == slots


@pytest.mark.parametrize("minutes", [0, -30, 10081])
def test_a_task_of_no_time_or_of_more_than_a_week_is_refused(minutes):
    with pytest.raises(ValueError, match="week"):
        half_hours(minutes)


@pytest.mark.parametrize("wrong", [(7, 0, 60), (0, 1440, 1500), (0, 60, 60), (0, 60, 30), (0, 0, 10081)])
def test_what_is_no_interval_is_refused(wrong):
    with pytest.raises(ValueError, match="interval"):
        from_intervals([wrong])


@pytest.mark.parametrize("length", [0, 337])
def test_a_run_of_no_length_or_longer_than_the_week_is_refused(length):
    with pytest.raises(ValueError, match="run"):
        starts(np.zeros(7, np.uint64), length)
