import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.kernels.deliberation import (
    HIDDEN,
    LEAST,
    Published,
    bounds,
    joint_bounds,
    safe_to_publish,
    suppress,
    suppress_but_few,
)

tables = st.lists(st.one_of(st.integers(0, 6), st.integers(0, 60)), min_size=1, max_size=8)
steps = st.sampled_from([1, 5])


def every_table(published, most):
    """The attacker who tries every table of counts up to `most` (the obvious way)."""
    ranges = [
        range(most + 1) if count == HIDDEN else range(count, count + published.step)
        for count in published.counts.tolist()
    ]
    for table in itertools.product(*ranges):
        if published.total in (HIDDEN, sum(table)):
            yield table


@given(tables, steps)
@settings(max_examples=50)
def test_nothing_small_is_shown_and_nothing_hidden_can_be_worked_out(counts, step):
    published = suppress(counts, step=step)
    known = bounds(published)

    for number, count in enumerate(counts):
        shown = published.counts[number] != HIDDEN
        assert not (shown and count < LEAST)
        assert known.lower[number] <= count <= known.upper[number]
        if not shown:
            assert known.lower[number] == 0
            assert known.upper[number] >= LEAST
    assert published.total in ((sum(counts),) if sum(counts) >= LEAST else (HIDDEN,))


@given(tables)
@settings(max_examples=50)
def test_hidden_bands_are_never_known_to_be_all_small(counts):
    published = suppress(counts)
    hidden = ~published.shown
    if published.total == HIDDEN or not hidden.any() or hidden.all():
        return

    assert hidden.sum() >= 2
    assert published.total - published.counts[published.shown].sum() >= 4 * hidden.sum() + 5


@given(tables)
@settings(max_examples=50)
def test_only_what_must_be_is_hidden(counts):
    published = suppress(counts)
    given_up = [band for band, count in enumerate(counts) if not published.shown[band] and count >= LEAST]

    assert published.shown.all() or published.total == HIDDEN or min(counts) < LEAST
    # The last band given up was needed: without it there was too little room.
    if given_up and published.total != HIDDEN:
        hidden = [
            count for band, count in enumerate(counts) if not published.shown[band] and band != given_up[-1]
        ]
        assert sum(hidden) < 4 * len(hidden) + 5


@given(st.lists(st.integers(0, 9), min_size=1, max_size=3), steps)
@settings(max_examples=40)
def test_the_limits_are_those_that_trying_every_table_finds(counts, step):
    published = suppress(counts, step=step)
    if published.total == HIDDEN:
        assert np.isinf(bounds(published).upper).all()
        return
    tables = np.array(list(every_table(published, sum(counts))))

    assert bounds(published).lower.tolist() == tables.min(axis=0).tolist()
    assert bounds(published).upper.tolist() == tables.max(axis=0).tolist()


@pytest.mark.parametrize("few", [0, 1, 2, 3, 4])
def test_nobody_looks_like_a_few(few):
    published = suppress([20 - few, 60, 30, few])

    assert published.counts.tolist() == [HIDDEN, 60, 30, HIDDEN]
    assert bounds(published).upper.tolist() == [20, 60, 30, 20]


@pytest.mark.parametrize("order", [None, [2, 0, 1]])
@pytest.mark.parametrize("total", [*range(5, 24, 3), 40])
@pytest.mark.parametrize("step", [1, 5])
def test_one_who_knows_the_rule_and_tries_it_on_every_table_is_left_with_five_values(total, order, step):
    seen = {}
    for one in range(total + 1):
        for other in range(total + 1 - one):
            table = (one, other, total - one - other)
            seen.setdefault(tuple(suppress(table, order=order, step=step).counts.tolist()), []).append(table)

    for published, candidates in seen.items():
        for band, shown in enumerate(published):
            assert shown != HIDDEN or len({table[band] for table in candidates}) >= LEAST


def test_one_who_knows_the_rule_fares_no_better_with_four_bands():
    total, seen = 22, {}
    for three in itertools.product(range(total + 1), repeat=3):
        if sum(three) <= total:
            table = (*three, total - sum(three))
            seen.setdefault(tuple(suppress(table).counts.tolist()), []).append(table)

    for published, candidates in seen.items():
        for band, shown in enumerate(published):
            assert shown != HIDDEN or len({table[band] for table in candidates}) >= LEAST


@pytest.mark.parametrize("order", [None, [2, 0, 1]])
@pytest.mark.parametrize("total", [*range(5, 30, 3), 40])
def test_where_few_are_shown_as_few_the_same_attacker_is_left_with_five_values_too(total, order):
    seen = {}
    for one in range(total + 1):
        for other in range(total + 1 - one):
            table = (one, other, total - one - other)
            seen.setdefault(tuple(suppress_but_few(table, order=order).counts.tolist()), []).append(table)

    for published, candidates in seen.items():
        for band, shown in enumerate(published):
            assert shown >= LEAST or len({table[band] for table in candidates}) >= LEAST


@given(tables)
@settings(max_examples=50)
def test_of_few_it_is_seen_that_they_are_few_and_no_more(counts):
    published = suppress_but_few(counts)
    if published.total == HIDDEN or not published.shown.any():
        return
    known = bounds(published)

    assert (~published.shown).sum() == (
        min(counts) < LEAST
    )  # one larger band is given up, if there are small ones
    for band, count in enumerate(counts):
        assert known.lower[band] <= count <= known.upper[band]
        if count < LEAST:
            assert (known.lower[band], known.upper[band]) == (0, LEAST - 1)


def test_bands_are_given_up_in_the_order_told_whatever_their_size():
    assert suppress([50, 12, 1, 30]).counts.tolist() == [HIDDEN, 12, HIDDEN, 30]
    assert suppress([50, 12, 1, 30], order=[3, 2, 1, 0]).counts.tolist() == [50, 12, HIDDEN, HIDDEN]
    with pytest.raises(ValueError, match="each band once"):
        suppress([50, 12, 1], order=[0, 0, 1])


def test_everybody_in_one_band_is_not_shown():
    assert suppress([50, 0, 0]).counts.tolist() == [HIDDEN] * 3
    assert suppress([50, 0, 0]).total == 50


def test_a_single_band_is_its_total():
    assert suppress([9]).counts.tolist() == [9]
    assert (suppress([4]).counts.tolist(), suppress([4]).total) == ([HIDDEN], HIDDEN)


@pytest.mark.parametrize("counts", [[], [-1, 3], [1.5, 3], [[1, 2]]])
def test_what_is_no_table_is_refused(counts):
    with pytest.raises(ValueError, match=r"band|negative|whole"):
        suppress(counts)
    with pytest.raises(ValueError, match="1 or more"):
        suppress([7], step=0)


def test_figures_that_no_counts_give_are_refused():
    with pytest.raises(ValueError, match="no counts"):
        bounds(Published(np.array([10, 20]), 29))
    with pytest.raises(ValueError, match="no counts"):
        bounds(Published(np.array([10, HIDDEN]), 9))


def nested(most=8, bands=3):
    return st.lists(
        st.integers(0, most).flatmap(lambda whole: st.tuples(st.just(whole), st.integers(0, whole))),
        min_size=2,
        max_size=bands,
    )


@given(nested(), steps, steps)
@settings(max_examples=25)
def test_what_two_tables_tell_together_is_what_trying_every_pair_finds(cells, step, other_step):
    parent = suppress([whole for whole, _ in cells], step=step)
    child = suppress([part for _, part in cells], step=other_step)
    if HIDDEN in (parent.total, child.total):
        return
    most = parent.total
    pairs = np.array(
        [
            (whole, part)
            for whole in every_table(parent, most)
            for part in every_table(child, most)
            if all(p >= c for p, c in zip(whole, part, strict=True))
        ]
    )
    apart = pairs[:, 0] - pairs[:, 1]
    found = joint_bounds(parent, child)

    for limits, tried in [(found.parent, pairs[:, 0]), (found.child, pairs[:, 1]), (found.difference, apart)]:
        assert limits.lower.tolist() == tried.min(axis=0).tolist()
        assert limits.upper.tolist() == tried.max(axis=0).tolist()
    assert found.together.holds(float(apart.sum(axis=1).min()))


@given(
    st.lists(st.integers(0, 40), min_size=2, max_size=6),
    st.integers(0, 5),
    steps,
    st.sampled_from([1, 2, 3, 4]),
)
@settings(max_examples=40)
def test_one_to_four_people_more_can_never_be_told_apart(counts, band, step, newcomers):
    after = list(counts)
    after[band % len(counts)] += newcomers
    before_table, after_table = suppress(counts, step=step), suppress(after, step=step)

    # So few newcomers are known by the totals alone: the earlier table stands.
    if before_table.total != HIDDEN:
        assert not safe_to_publish(after_table, before_table)


@given(
    st.lists(st.integers(0, 40), min_size=2, max_size=6),
    st.lists(st.integers(0, 40), min_size=6, max_size=6),
    steps,
)
@settings(max_examples=50)
def test_two_tables_that_pass_leave_every_small_difference_open(counts, newcomers, step):
    after = [one + more for one, more in zip(counts, newcomers, strict=False)]
    parent, child = suppress(after, step=step), suppress(counts, step=step)
    if not safe_to_publish(parent, child) or after == counts:
        return
    found = joint_bounds(parent, child).difference

    for band, apart in enumerate(np.array(after) - counts):
        assert found.lower[band] <= apart <= found.upper[band]
        if apart < LEAST:
            assert found.upper[band] - found.lower[band] >= LEAST - 1


def test_the_same_people_again_may_be_shown_again():
    assert safe_to_publish(suppress([20, 31, 3, 4]), suppress([20, 31, 3, 4]))


def test_a_place_less_one_small_area_is_caught_and_thresholds_let_a_large_one_pass():
    place, without = [40, 61, 22], [38, 58, 22]

    assert not safe_to_publish(suppress(place), suppress(without))
    assert not safe_to_publish(suppress(place, step=5), suppress(without, step=5))
    assert safe_to_publish(suppress([40, 61, 22], step=5), suppress([30, 41, 13], step=5))


def test_a_hidden_total_leaves_everything_open():
    found = joint_bounds(suppress([20, 30]), suppress([1, 2]))

    assert found.child.upper.tolist() == [20, 30]
    assert safe_to_publish(suppress([20, 30]), suppress([1, 2]))


def test_tables_that_cannot_be_part_and_whole_are_refused():
    with pytest.raises(ValueError, match=r"both tables|no counts"):
        joint_bounds(suppress([10, 20]), suppress([11, 19]))
    with pytest.raises(ValueError, match="same bands"):
        joint_bounds(suppress([10, 20]), suppress([10, 20, 9]))
