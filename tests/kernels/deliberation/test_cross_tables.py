import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.kernels.deliberation import HIDDEN, LEAST, cross_bounds, suppress_cross, with_totals


def tables(most=40, size=4):
    cell = st.one_of(st.integers(0, 6), st.integers(0, most))
    return st.tuples(st.integers(1, size), st.integers(1, size)).flatmap(
        lambda shape: st.lists(
            st.lists(cell, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
        )
    )


def every_table(published, most):
    """The attacker who tries every table of counts up to `most`."""
    inside = published[:-1, :-1]
    ranges = [np.arange(most + 1) if cell == HIDDEN else np.array([cell]) for cell in inside.ravel().tolist()]
    cells = np.stack(np.meshgrid(*ranges, indexing="ij"), axis=-1).reshape(-1, *inside.shape)
    rows = np.concatenate([cells, cells.sum(axis=2, keepdims=True)], axis=2)
    tried = np.concatenate([rows, rows.sum(axis=1, keepdims=True)], axis=1)
    return tried[((published == HIDDEN) | (published == tried)).all(axis=(1, 2))]


@given(tables())
@settings(max_examples=60)
def test_nothing_small_is_shown_and_nothing_hidden_can_be_worked_out(counts):
    exact, published = with_totals(counts), suppress_cross(counts)
    known = cross_bounds(published)
    hidden = published == HIDDEN

    assert (published[~hidden] == exact[~hidden]).all()
    assert hidden[exact < LEAST].all()
    assert ((known.lower <= exact) & (exact <= known.upper)).all()
    small = exact < LEAST
    assert (known.lower[small] == 0).all()
    assert (known.upper[small] >= LEAST).all()
    assert (known.upper[hidden] - known.lower[hidden] >= LEAST).all()


small_tables = st.one_of(
    st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=2),
    st.lists(st.lists(st.integers(0, 1), min_size=3, max_size=3), min_size=2, max_size=2),
)


@given(small_tables, st.lists(st.booleans(), min_size=12, max_size=12))
@settings(max_examples=60)
def test_the_limits_are_those_that_trying_every_table_finds(counts, mask):
    exact = with_totals(counts)
    hide = np.array(mask[: exact.size]).reshape(exact.shape)
    hide[-1, -1] = False  # a bound on everything, so that there is an end to trying
    published = np.where(hide, HIDDEN, exact)
    found = every_table(published, int(exact[-1, -1]))
    known = cross_bounds(published)

    assert known.lower.tolist() == found.min(axis=0).tolist()
    assert known.upper.tolist() == found.max(axis=0).tolist()


def test_hiding_the_small_number_alone_is_not_enough_and_the_limits_show_it():
    naive = with_totals([[20, 1, 9], [15, 12, 30], [8, 40, 25]])
    naive[0, 1] = HIDDEN
    known = cross_bounds(naive)

    assert (known.lower[0, 1], known.upper[0, 1]) == (1, 1)


def test_two_hidden_in_a_row_are_not_enough_when_the_columns_tell():
    naive = with_totals([[20, 1, 9], [15, 12, 30], [8, 40, 25]])
    naive[0, 1] = naive[0, 2] = HIDDEN

    assert cross_bounds(naive).upper[0, 1] == 1
    assert (suppress_cross([[20, 1, 9], [15, 12, 30], [8, 40, 25]]) == HIDDEN).sum() == 4


def test_a_table_without_small_numbers_is_shown_whole():
    counts = [[20, 11], [5, 30]]

    assert suppress_cross(counts).tolist() == with_totals(counts).tolist()


def test_so_few_people_that_nothing_is_shown():
    assert (suppress_cross([[1, 1], [0, 2]]) == HIDDEN).all()
    assert (suppress_cross([[1, 1], [0, 2]]).shape) == (3, 3)


def test_an_area_without_people_hides_its_neighbours_too():
    published = suppress_cross([[30, 20], [0, 0], [25, 15]])
    known = cross_bounds(published)

    assert published[1].tolist() == [HIDDEN] * 3
    assert known.upper[1].min() >= LEAST


def test_a_large_table_is_hidden_safely_too():
    rng = np.random.default_rng(7)
    counts = rng.poisson(rng.gamma(1.0, 12.0, size=(9, 7)))
    published = suppress_cross(counts)
    known = cross_bounds(published)
    hidden = published == HIDDEN

    assert (known.upper[hidden] - known.lower[hidden] >= LEAST).all()
    assert 0 < hidden.sum() < hidden.size


def test_totals_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="no counts"):
        cross_bounds([[5, 5, 11], [6, 6, 12], [11, 11, 23]])
    with pytest.raises(ValueError, match="no counts"):
        cross_bounds([[HIDDEN, 9, 8], [6, 6, 12], [11, 15, 20]])


@pytest.mark.parametrize("counts", [[], [[]], [[-1, 2]], [[1.5]], [1, 2]])
def test_what_is_no_table_is_refused(counts):
    with pytest.raises(ValueError, match=r"rows and columns|negative|whole"):
        suppress_cross(counts)
