import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels.geography import (
    OUTSIDE,
    link_shares,
    people_among_ranked,
    purity,
    reconstruct_count,
    share_out,
    share_out_flows,
    weighted_mean,
)

SOURCES, TARGETS = 6, 4

links = st.lists(
    st.tuples(st.integers(0, SOURCES - 1), st.integers(OUTSIDE, TARGETS - 1), st.integers(0, 2000)),
    min_size=1,
    max_size=25,
)
cells = st.lists(st.integers(0, 500), min_size=SOURCES, max_size=SOURCES)


def columns(rows):
    source, target, residents = zip(*rows, strict=True)
    return np.array(source), np.array(target), residents


def shared_out_slowly(counts, rows):
    totals = [0.0] * TARGETS
    for source, target, residents in rows:
        everyone = sum(people for area, _, people in rows if area == source)
        if target != OUTSIDE and everyone:
            totals[target] += counts[source] * residents / everyone
    return totals


@given(cells, links)
def test_sharing_out_equals_adding_up_link_by_link(counts, rows):
    source, target, residents = columns(rows)

    fast = share_out(counts, source, target, link_shares(source, residents, SOURCES), TARGETS)

    assert fast == pytest.approx(shared_out_slowly(counts, rows))


@given(cells, links)
def test_nobody_is_lost_or_counted_twice(counts, rows):
    source, target, residents = columns(rows)
    everywhere = np.where(target == OUTSIDE, TARGETS, target)
    shares = link_shares(source, residents, SOURCES)

    total = share_out(counts, source, everywhere, shares, TARGETS + 1).sum()

    lived_in = {area for area, _, people in rows if people}
    assert total == pytest.approx(sum(counts[area] for area in lived_in))


def test_many_columns_are_shared_out_at_once():
    source, target = np.array([0, 0, 1]), np.array([0, 1, 1])
    counts = np.array([[100.0, 10.0], [50.0, 5.0]])

    both = share_out(counts, source, target, [0.25, 0.75, 1.0], targets=2)

    assert both.tolist() == [[25.0, 2.5], [125.0, 12.5]]


def test_a_sum_without_one_of_its_parts_is_missing():
    source, target = np.array([0, 1, 1, 2]), np.array([0, 0, 1, 2])

    totals = share_out([80, math.nan, 20], source, target, [1.0, 0.5, 0.0, 1.0], targets=3)

    assert np.isnan(totals).tolist() == [True, False, False]
    assert totals[1:].tolist() == [0.0, 20.0]


def test_an_area_nobody_lives_in_gives_nothing_to_anyone():
    assert link_shares(np.array([0, 0, 1]), [0, 0, 5], sources=2).tolist() == [0.0, 0.0, 1.0]


@pytest.mark.parametrize(("source", "target"), [([2], [0]), ([-1], [0]), ([0], [1]), ([0], [-2])])
def test_links_to_areas_that_do_not_exist_are_refused(source, target):
    with pytest.raises(ValueError, match="outside"):
        share_out([1, 2], np.array(source), np.array(target), [1.0], targets=1)


def test_links_that_do_not_match_their_shares_are_refused():
    with pytest.raises(ValueError, match="one entry each per link"):
        share_out([1, 2], np.array([0, 1]), np.array([0, 0]), [1.0], targets=1)
    with pytest.raises(ValueError, match="negative or missing"):
        link_shares(np.array([0]), [math.nan], sources=1)


@given(
    st.lists(
        st.tuples(st.none() | st.floats(0, 100), st.integers(0, 900), st.integers(OUTSIDE, TARGETS - 1)),
        min_size=1,
        max_size=25,
    )
)
def test_a_weighted_mean_equals_the_slow_one(rows):
    value, weight, area = zip(*rows, strict=True)
    mean = weighted_mean(value, weight, np.array(area), TARGETS)

    for one in range(TARGETS):
        own = [(v, w) for v, w, a in rows if a == one]
        people = sum(w for _, w in own)
        known = sum(w for v, w in own if v is not None)
        expected = sum(v * w for v, w in own if v is not None) / known if known else math.nan
        assert mean.value[one] == pytest.approx(expected, nan_ok=True)
        assert mean.coverage[one] == pytest.approx(known / people if people else math.nan, nan_ok=True)


def test_ranks_become_the_share_of_people_in_the_areas_ranked_first():
    ranks = [1, 191, 192, 1917, math.nan]
    people = [400, 100, 250, 250, 1000]

    first = people_among_ranked(ranks, 0.1, people, np.zeros(5, dtype=int), 1, ranked=1917)

    # A tenth of 1,917 is 191.7: rank 191 is among the first tenth, rank 192 is not.
    assert (first.value.tolist(), first.coverage.tolist()) == ([0.5], [0.5])


def test_the_length_of_a_ranking_is_its_last_rank_unless_told():
    area = np.zeros(4, dtype=int)

    assert people_among_ranked([1, 2, 3, 4], 0.5, [1, 1, 1, 1], area, 1).value.tolist() == [0.5]


def test_a_fraction_in_percent_is_refused():
    with pytest.raises(ValueError, match="fraction must lie"):
        people_among_ranked([1], 10, [1], np.array([0]), 1)


def test_flows_are_split_by_where_people_live_and_where_they_go():
    flows = np.array([[10.0, 100.0], [0.0, 40.0]])
    living = np.array([[0.75, 0.25], [0.0, 1.0]])
    arriving = np.array([[1.0, 0.0], [0.5, 0.5]])

    between = share_out_flows(flows, living, arriving)

    assert between.tolist() == [[0.75 * (10 + 50), 0.75 * 50], [0.25 * (10 + 50) + 20, 0.25 * 50 + 20]]
    assert between.sum() == flows.sum()
    with pytest.raises(ValueError, match="one row per row"):
        share_out_flows(flows, living[:1], arriving)


def test_purity_is_the_share_of_neighbours_who_are_of_the_same_place():
    source, target = np.array([0, 0, 1, 2]), np.array([0, OUTSIDE, 0, 1])
    residents = [300, 100, 100, 0]

    pure = purity(source, target, residents, link_shares(source, residents, 3), targets=2)

    assert pure[0] == (300 * 0.75 + 100 * 1.0) / 400
    assert math.isnan(pure[1])


@given(st.integers(1, 500).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_a_count_is_found_again_behind_a_percentage_with_one_decimal(share):
    count, base = share

    assert reconstruct_count([round(count / base * 100, 1)], [base]).tolist() == [count]


def test_nothing_can_be_reconstructed_from_what_is_missing_or_off_the_scale():
    assert np.isnan(reconstruct_count([math.nan, 10], [100, math.nan])).tolist() == [True, True]
    assert reconstruct_count([100, 10], [7.4, 0]).tolist() == [7, 0]
    with pytest.raises(ValueError, match="outside 0 to 100"):
        reconstruct_count([101], [10])
    with pytest.raises(ValueError, match="base is negative"):
        reconstruct_count([10], [-1])
