"""Types of places: found again, or not told."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels.similarity.types import (
    Grouping,
    Stability,
    adjusted_rand,
    bootstrap_stability,
    choose,
    components,
    consensus,
    k_means,
    membership,
)

GROUPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=15)


def blobs(groups: int, each: int = 25, apart: float = 8.0, seed: int = 6) -> tuple[np.ndarray, np.ndarray]:
    """Points round corners of a cube, in an order of chance, with the corner each belongs to."""
    rng = np.random.default_rng(seed)
    corners = apart * np.array([[i & 1, i >> 1 & 1, i >> 2 & 1] for i in range(groups)])
    own = rng.permutation(np.repeat(np.arange(groups), each))
    return corners[own] + rng.standard_normal((groups * each, 3)), own


def rand_slowly(a: list[int], b: list[int]) -> float:
    """Hubert and Arabie's index, by asking every pair of points."""
    pairs = list(combinations(range(len(a)), 2))
    in_a, in_b = [a[i] == a[j] for i, j in pairs], [b[i] == b[j] for i, j in pairs]
    both = sum(x and y for x, y in zip(in_a, in_b, strict=True))
    expected = sum(in_a) * sum(in_b) / len(pairs)
    most = (sum(in_a) + sum(in_b)) / 2
    return (both - expected) / (most - expected) if most != expected else 1.0


class TestAdjustedRand:
    @given(GROUPS)
    def test_it_is_that_of_all_pairs_asked_one_by_one(self, pairs):
        a, b = np.array(pairs).T
        assert adjusted_rand(a, b) == pytest.approx(rand_slowly(a.tolist(), b.tolist()))

    @given(GROUPS, st.permutations(range(4)))
    def test_the_numbers_of_the_groups_do_not_matter(self, pairs, names):
        a, b = np.array(pairs).T
        assert adjusted_rand(np.array(names)[a], b) == pytest.approx(adjusted_rand(a, b))

    def test_it_is_that_of_sklearn(self):
        metrics = pytest.importorskip("sklearn.metrics")
        rng = np.random.default_rng(7)
        a, b = rng.integers(0, 5, 80), rng.integers(0, 3, 80)
        assert adjusted_rand(a, b) == pytest.approx(metrics.adjusted_rand_score(a, b))

    def test_different_points_cannot_be_compared(self):
        with pytest.raises(ValueError, match="same points"):
            adjusted_rand(np.array([0, 1]), np.array([0, 1, 1]))


class TestComponents:
    def test_all_of_them_keep_every_distance(self):
        table = np.random.default_rng(8).standard_normal((20, 5))
        weight = np.array([1, 2, 0.5, 1, 3])
        found = components(table, weight, variance=1.0)
        for i, j in combinations(range(20), 2):
            expected = (weight * np.square(table[i] - table[j])).sum()
            assert np.square(found[i] - found[j]).sum() == pytest.approx(expected)

    def test_they_keep_just_the_variance_that_was_asked_for(self):
        rng = np.random.default_rng(9)
        table = rng.standard_normal((500, 3)) * [10, 3, 0.1]
        assert [components(table, np.ones(3), part).shape[1] for part in (0.5, 0.95, 0.9999999)] == [1, 2, 3]

    def test_they_are_those_of_the_covariance_matrix(self):
        table = np.random.default_rng(10).standard_normal((40, 4)) @ np.diag([4, 3, 2, 1])
        values = np.linalg.eigvalsh(np.cov(table.T))[::-1]
        assert components(table, np.ones(4), 1.0).var(axis=0, ddof=1) == pytest.approx(values)

    def test_a_missing_number_counts_as_the_mean(self):
        table = np.array([[1.0, 2.0], [3.0, np.nan], [5.0, 4.0]])
        full = np.array([[1.0, 2.0], [3.0, 3.0], [5.0, 4.0]])
        assert (components(table, np.ones(2)) == components(full, np.ones(2))).all()

    def test_points_that_do_not_differ_have_one_component_of_nothing(self):
        assert components(np.ones((3, 2)), np.ones(2)).tolist() == [[0], [0], [0]]

    def test_a_part_that_is_none_is_refused(self):
        with pytest.raises(ValueError, match="part of the variance"):
            components(np.ones((3, 2)), np.ones(2), 0)


class TestGroups:
    def best_slowly(self, points: np.ndarray, groups: int) -> float:
        """The smallest loss over every way to put a few points into groups."""
        least = np.inf
        for code in range(groups ** len(points)):
            own = np.array([code // groups**i % groups for i in range(len(points))])
            loss = sum(
                np.square(points[own == g] - points[own == g].mean(axis=0)).sum() for g in set(own.tolist())
            )
            least = min(least, loss)
        return float(least)

    @pytest.mark.parametrize("seed", range(4))
    def test_k_means_finds_the_best_of_all_groupings_of_a_few_points(self, seed):
        points = np.random.default_rng(seed).standard_normal((8, 2))
        found = k_means(points, 3, np.random.default_rng(0), starts=30)
        loss = np.square(points - found.centre[found.group]).sum()
        assert loss == pytest.approx(self.best_slowly(points, 3))

    @pytest.mark.parametrize("groups", [2, 4, 6])
    def test_consensus_finds_groups_that_are_there(self, groups):
        points, own = blobs(groups)
        assert adjusted_rand(consensus(points, groups).group, own) == 1

    def test_it_is_the_same_each_time(self):
        points, _ = blobs(5, apart=1.5)
        one, two = consensus(points, 5), consensus(points, 5)
        assert (one.group == two.group).all()
        assert (one.centre == two.centre).all()

    def test_each_point_is_in_the_group_whose_centre_is_nearest(self):
        points, _ = blobs(5, apart=1.5)
        found = consensus(points, 5)
        far = np.array([[np.square(point - centre).sum() for centre in found.centre] for point in points])
        assert (far.argmin(axis=1) == found.group).all()

    def test_groups_are_numbered_from_the_largest_down(self):
        rng = np.random.default_rng(11)
        points = np.concatenate([rng.normal(at, 0.1, (size, 1)) for at, size in ((0, 5), (5, 20), (9, 10))])
        assert np.bincount(consensus(points, 3).group).tolist() == [20, 10, 5]

    @pytest.mark.parametrize("order", list(permutations(range(3))))
    def test_the_order_of_the_points_does_not_matter_where_groups_are_clear(self, order):
        parts = [
            np.full((size, 1), at) + np.arange(size)[:, None] / 100
            for at, size in ((0.0, 9), (5.0, 6), (9.0, 3))
        ]
        points = np.concatenate([parts[i] for i in order])
        sizes = np.bincount(consensus(points, 3).group).tolist()
        assert sizes == [9, 6, 3]

    @pytest.mark.parametrize("make", [lambda p, k: k_means(p, k, np.random.default_rng(0)), consensus])
    def test_more_groups_than_points_are_refused(self, make):
        with pytest.raises(ValueError, match="fewer different points"):
            make(np.array([[1.0], [1.0], [2.0]]), 3)


class TestChoice:
    def test_groups_that_are_there_are_found_again_and_one_more_is_not(self):
        points, _ = blobs(4)
        assert bootstrap_stability(points, 4, resamples=20).mean == pytest.approx(1, abs=0.01)
        assert bootstrap_stability(points, 6, resamples=20).mean < 0.9

    def test_noise_has_no_stable_types(self):
        points = np.random.default_rng(12).standard_normal((150, 6))
        tried = [bootstrap_stability(points, k, resamples=10) for k in (4, 6, 8)]
        assert choose(tried) is None

    def test_the_most_that_are_stable_are_chosen(self):
        def of(groups: int, mean: float) -> Stability:
            return Stability(groups, mean, np.array([mean]))

        assert choose([of(4, 0.9), of(5, 0.6), of(6, 0.7), of(7, 0.69)]) == 6
        assert choose([]) is None


class TestMembership:
    def test_it_is_1_in_the_middle_and_0_half_way(self):
        line = np.array([[0.0], [2.0], [4.0], [1.0]])
        found = membership(line, Grouping(np.array([0, 0, 1, 0]), np.array([[0.0], [4.0]])))
        assert found.strength.tolist() == [1, 0, 1, pytest.approx(2 / 3)]
        assert found.next_group.tolist() == [1, 1, 0, 1]
        assert (found.own.tolist(), found.other.tolist()) == ([0, 2, 0, 1], [4, 2, 4, 3])

    def test_the_next_group_is_that_of_the_second_nearest_centre(self):
        points, _ = blobs(4, apart=2)
        grouping = consensus(points, 4)
        found = membership(points, grouping)
        for i, point in enumerate(points):
            order = np.argsort([np.square(point - centre).sum() for centre in grouping.centre])
            assert (grouping.group[i], found.next_group[i]) == (order[0], order[1])
