"""What goes together counts once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels.similarity.pruning import prune, rank_correlation


def ranks_slowly(values: list[float]) -> list[float]:
    """The rank of each value: how many are smaller, and half of those that are the same."""
    return [sum(o < v for o in values) + (sum(o == v for o in values) + 1) / 2 for v in values]


def spearman_slowly(a: list[float], b: list[float]) -> float:
    one, two = np.array(ranks_slowly(a)), np.array(ranks_slowly(b))
    return float(np.corrcoef(one, two)[0, 1]) if one.std() and two.std() else 0.0


def noisy(columns: int, rows: int = 400, seed: int = 5) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((rows, columns))


class TestRankCorrelation:
    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=25))
    def test_it_is_that_of_the_ranks_counted_one_by_one(self, pairs):
        table = np.array(pairs, dtype=float)
        slow = spearman_slowly(table[:, 0].tolist(), table[:, 1].tolist())
        assert rank_correlation(table)[0, 1] == pytest.approx(slow)

    def test_it_is_that_of_scipy(self):
        stats = pytest.importorskip("scipy.stats")
        table = noisy(4, 60).round(1)
        assert rank_correlation(table) == pytest.approx(stats.spearmanr(table).statistic)

    def test_only_places_with_both_are_compared(self):
        table = np.array([[1, 1], [2, 2], [3, 3], [np.nan, -9], [9, np.nan]])
        assert rank_correlation(table)[0, 1] == 1

    def test_too_few_places_and_a_column_that_does_not_vary_have_none(self):
        assert rank_correlation(np.array([[1.0, 2.0], [2.0, 3.0]]))[0, 1] == 0
        assert rank_correlation(np.array([[1.0, 2.0], [1.0, 3.0], [1.0, 4.0]]))[0, 1] == 0


class TestPrune:
    def test_independent_variables_weigh_the_same_within_their_theme(self):
        found = prune(noisy(5), np.array([0, 0, 0, 1, 1]))
        assert found.weight.round(12).tolist() == [round(1 / 3, 12)] * 3 + [0.5, 0.5]
        assert (found.group.tolist(), found.dropped) == ([0, 1, 2, 3, 4], ())

    def test_a_pair_shares_one_weight_whichever_way_it_leans(self):
        table = noisy(3)
        table[:, 1] = -table[:, 0] + 0.4 * table[:, 1]
        found = prune(table, np.array([0, 0, 0]))
        assert 0.8 < -found.correlation[0, 1] < 0.95
        assert (found.group.tolist(), found.weight.round(12).tolist()) == ([0, 0, 1], [0.25, 0.25, 0.5])

    def test_a_pair_across_themes_counts_half_in_each(self):
        table = noisy(4)
        table[:, 2] = table[:, 0] + 0.4 * table[:, 2]
        found = prune(table, np.array([0, 0, 1, 1]))
        assert found.weight.round(12).tolist() == [round(one, 12) for one in (1 / 3, 2 / 3, 1 / 3, 2 / 3)]

    def test_a_theme_of_a_single_variable_keeps_its_whole_weight_even_in_a_pair(self):
        table = noisy(3)
        table[:, 2] = table[:, 0] + 0.4 * table[:, 2]
        assert prune(table, np.array([0, 0, 1])).weight[2] == 1

    def test_a_near_copy_is_dropped_from_its_theme_but_stays_in_another(self):
        table = noisy(3)
        table[:, 1] = table[:, 0] + 0.05 * table[:, 1]
        in_one = prune(table, np.array([0, 0, 0]))
        assert (in_one.dropped, in_one.group.tolist()) == (((1, 0),), [0, -1, 1])
        assert in_one.weight.tolist() == [0.5, 0, 0.5]
        assert prune(table, np.array([0, 1, 0])).dropped == ()

    def test_three_in_a_chain_share_one_weight(self):
        table = noisy(4)
        table[:, 1] = table[:, 0] + 0.6 * table[:, 1]
        table[:, 2] = table[:, 1] + 0.6 * table[:, 2]
        found = prune(table, np.array([0, 0, 0, 0]))
        assert abs(found.correlation[0, 2]) < 0.8
        assert found.weight.round(12).tolist() == [round(1 / 6, 12)] * 3 + [0.5]

    @given(st.integers(2, 8), st.integers(0, 1000))
    def test_the_weights_of_every_theme_add_up_to_1(self, columns, seed):
        rng = np.random.default_rng(seed)
        theme = np.sort(rng.permutation(np.arange(columns) % 2))
        table = rng.standard_normal((30, columns)) + 2 * rng.standard_normal((30, 1))
        weight = prune(table, theme).weight
        assert np.bincount(theme, weights=weight) == pytest.approx([1, 1])

    def test_each_variable_needs_a_theme(self):
        with pytest.raises(ValueError, match="one theme"):
            prune(noisy(2), np.array([0]))
