"""Flows conserve people, whatever is asked of them; each answer is held against a slow twin that counts heads."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels.dependence import (
    Links,
    balance,
    flow_table,
    largest_links,
    largest_shares,
    reach,
    unlisted,
)

SIZE = 6
flows = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.integers(0, 500).map(float)), max_size=40
)


def table_of(rows):
    origins, destinations, people = zip(*rows, strict=True) if rows else ((), (), ())
    return flow_table(np.array(origins), np.array(destinations), np.array(people), SIZE)


def heads(rows, *, origin=None, destination=None, away=None):
    """How many people go from here to there, counted row by row."""
    return sum(
        people
        for start, end, people in rows
        if origin in (None, start) and destination in (None, end) and away in (None, start != end)
    )


@given(flows)
def test_all_who_leave_somewhere_arrive_somewhere(rows):
    found = balance(table_of(rows))

    assert found.leave.sum() == found.arrive.sum()
    assert found.stay.sum() + found.leave.sum() == heads(rows)


@given(flows)
def test_the_balance_is_the_one_that_counting_heads_gives(rows):
    found = balance(table_of(rows))

    for place in range(SIZE):
        assert found.stay[place] == heads(rows, origin=place, destination=place)
        assert found.leave[place] == heads(rows, origin=place, away=True)
        assert found.arrive[place] == heads(rows, destination=place, away=True)


@given(flows, st.integers(0, SIZE - 1), st.booleans(), st.integers(0, 8), st.integers(0, 30))
def test_links_rest_and_those_who_stay_make_up_the_total(rows, place, outward, k, small):
    stay = heads(rows, origin=place, destination=place)
    away = heads(rows, origin=place, away=True) if outward else heads(rows, destination=place, away=True)

    links = largest_links(table_of(rows), place, stay + away + small, outward=outward, k=k)

    assert stay + sum(links.people) + links.rest == pytest.approx(stay + away + small)
    assert len(links.places) <= k
    assert list(links.people) == sorted(links.people, reverse=True)


@given(flows, st.integers(0, SIZE - 1), st.booleans())
def test_the_largest_links_are_those_that_sorting_by_hand_gives(rows, place, outward):
    ends = [other for other in range(SIZE) if other != place]
    counted = {
        other: heads(rows, origin=place, destination=other)
        if outward
        else heads(rows, origin=other, destination=place)
        for other in ends
    }
    listed = {other for start, end, _people in rows for other in (start, end)}
    # A link of nobody is one only where the table has a row for it.
    pairs = {(start, end) for start, end, _people in rows}
    real = [o for o in ends if ((place, o) if outward else (o, place)) in pairs]
    by_hand = sorted(real, key=lambda other: (-counted[other], other))[:3]
    total = heads(rows, origin=place) if outward else heads(rows, destination=place)

    links = largest_links(table_of(rows), place, total, outward=outward, k=3)

    assert listed >= set(links.places)
    assert list(links.places) == by_hand
    assert list(links.people) == [counted[other] for other in by_hand]
    assert list(links.shares) == [counted[other] / total if total else 0 for other in by_hand]


@given(flows)
def test_reach_adds_up_the_shares_of_the_places_that_count(rows):
    totals = np.array([heads(rows, origin=place) for place in range(SIZE)], dtype=float)
    counted = np.array([True, True, False, True, True, False])

    found = reach(table_of(rows), totals, counted)

    for place in range(SIZE):
        by_hand = sum(
            heads(rows, origin=other, destination=place) / totals[other]
            for other in range(SIZE)
            if other != place and counted[other] and totals[other]
        )
        assert found[place] == pytest.approx(by_hand)


@given(flows)
def test_all_shares_of_a_place_reach_others_or_stay(rows):
    totals = np.array([heads(rows, origin=place) for place in range(SIZE)], dtype=float)
    stay = np.array([heads(rows, origin=place, destination=place) for place in range(SIZE)])
    sends = totals > 0

    found = reach(table_of(rows), totals, np.ones(SIZE, dtype=bool))

    assert found.sum() == pytest.approx(sends.sum() - (stay[sends] / totals[sends]).sum())


@given(flows)
def test_the_largest_share_goes_to_one_place_that_may_be_named(rows):
    totals = np.array([heads(rows, origin=place) for place in range(SIZE)], dtype=float)
    single = np.array([True, False, True, True, True, True])

    found = largest_shares(table_of(rows), totals, single)

    for place in range(SIZE):
        shares = [
            heads(rows, origin=place, destination=other) / totals[place]
            for other in range(SIZE)
            if other != place and single[other] and totals[place]
        ]
        assert found[place] == max(shares, default=0)


def test_what_may_not_be_named_is_part_of_the_rest():
    table = flow_table([0, 0, 0], [1, 2, 3], [50, 30, 20], 4)
    single = np.array([True, False, True, True])

    assert largest_links(table, 0, 100, outward=True, k=1, single=single) == Links(
        (2,), (30.0,), (0.3,), 70.0
    )


def test_flows_of_the_same_pair_are_one_link():
    table = flow_table([0, 0, 0], [1, 2, 1], [20, 30, 15], 3)

    assert largest_links(table, 0, 65, outward=True).people == (35.0, 30.0)


def test_a_place_that_nobody_leaves_has_no_links_and_no_rest():
    table = flow_table([1], [2], [5], 3)

    assert largest_links(table, 0, 0, outward=True) == Links((), (), (), 0.0)


def test_flows_that_hold_more_people_than_there_are_are_refused():
    table = flow_table([0, 0], [0, 1], [60, 50], 2)

    with pytest.raises(ValueError, match="more than the total of 100"):
        largest_links(table, 0, 100, outward=True)


@pytest.mark.parametrize(("listed", "left"), [(90, 10), (100, 0), (100.15, 0)])
def test_only_what_rounding_can_explain_is_forgiven(listed, left):
    assert unlisted(100, listed, flows=2) == left


def test_a_total_passed_by_more_than_rounding_is_refused():
    with pytest.raises(ValueError, match="more than the total"):
        unlisted(100, 100.2, flows=2)


@pytest.mark.parametrize(
    ("origins", "destinations", "people", "problem"),
    [
        ([0], [1, 1], [2], "one number each"),
        ([0], [3], [2], "not one of the 3"),
        ([-1], [0], [2], "not one of the 3"),
        ([0], [1], [-2], "missing or negative"),
        ([0], [1], [float("nan")], "missing or negative"),
    ],
)
def test_flows_that_make_no_sense_are_refused(origins, destinations, people, problem):
    with pytest.raises(ValueError, match=problem):
        flow_table(origins, destinations, people, 3)


def test_totals_and_flags_must_fit_the_table():
    table = flow_table([0], [1], [2], 2)

    with pytest.raises(ValueError, match="one number per place"):
        reach(table, [1.0], np.array([True, True]))
    with pytest.raises(ValueError, match="one answer per place"):
        reach(table, [1.0, 1.0], np.array([True]))
