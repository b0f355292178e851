"""How far two places lie apart."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels.similarity.distance import (
    Space,
    all_distances,
    combine,
    theme_distances,
    within_themes,
)


def made(seed: int, places: int = 12, missing: float = 0.0) -> Space:
    rng = np.random.default_rng(seed)
    theme = np.array([0, 0, 0, 1, 2, 2])
    score = rng.standard_normal((places, 6))
    score[rng.random(score.shape) < missing] = np.nan
    return Space(score, np.abs(rng.normal(0, 0.2, score.shape)), theme, rng.uniform(0.1, 1, 6))


def distance_slowly(space: Space, i: int, j: int, weights: list[float]) -> float:
    """The distance from one place to another as one would say it aloud, theme by theme and variable by variable."""
    if i == j:
        return 0.0
    total = 0.0
    for t in range(space.themes):
        variables = [v for v in range(len(space.theme)) if space.theme[v] == t]
        whole = sum(space.weight[v] for v in variables)
        apart = 0.0
        for v in variables:
            own, other = space.score[i, v], space.score[j, v]
            if math.isnan(own):
                squared = 2.0
            elif math.isnan(other):
                squared = own**2 + 1
            else:
                squared = (own - other) ** 2
            apart += space.weight[v] / whole * squared
        total += weights[t] / sum(weights) * apart
    return math.sqrt(total)


WEIGHTS = st.lists(st.floats(0, 5), min_size=3, max_size=3).filter(lambda weights: sum(weights) > 0.1)


@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.2, 0.6]), WEIGHTS)
def test_distances_are_those_of_the_slow_twin(seed, missing, weights):
    space = made(seed, missing=missing)
    slow = [[distance_slowly(space, i, j, weights) for j in range(12)] for i in range(12)]

    fast = all_distances(space, weights)

    assert fast == pytest.approx(np.array(slow))
    assert combine(theme_distances(space, 3).squared, weights) == pytest.approx(fast[3])


@given(st.integers(0, 10_000), WEIGHTS)
def test_between_places_of_which_everything_is_known_it_is_a_distance(seed, weights):
    apart = all_distances(made(seed), weights)

    assert (apart == apart.T).all()
    assert (np.diag(apart) == 0).all()
    assert (apart[:, None, :] <= apart[:, :, None] + apart[None, :, :] + 1e-9).all()


@given(st.integers(0, 10_000))
def test_only_the_proportions_of_weights_matter(seed):
    space = made(seed, missing=0.2)
    assert all_distances(space, [1, 2, 3]) == pytest.approx(all_distances(space, [10, 20, 30]))


def test_a_theme_without_weight_changes_nothing():
    space = made(1)
    moved = space.score.copy()
    moved[:, 3] *= 100
    other = Space(moved, space.noise, space.theme, space.weight)
    assert (all_distances(space, [1, 0, 1]) == all_distances(other, [1, 0, 1])).all()


def test_a_theme_counts_the_same_however_many_variables_it_has():
    # One place differs by 1 in the only variable of a theme, the other by 1 in all three of another.
    score = np.array([[0.0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0], [1, 1, 1, 0, 0, 0]])
    theme = np.array([0, 0, 0, 1, 2, 2])
    apart = all_distances(Space(score, np.zeros((3, 6)), theme, np.ones(6)), [1, 1, 1])
    assert apart[0, 1] == apart[0, 2] == pytest.approx(math.sqrt(1 / 3))


def test_two_places_taken_at_random_lie_about_1_4_apart():
    apart = all_distances(made(2, places=1500), [1, 1, 1])
    assert math.sqrt(np.square(apart[np.triu_indices(1500, 1)]).mean()) == pytest.approx(
        math.sqrt(2), abs=0.05
    )


class TestMissing:
    def test_what_is_missing_of_another_costs_what_it_costs_on_average(self):
        space = made(3, places=4000)
        unknown = space.score.copy()
        unknown[1, :] = np.nan
        with_gap = theme_distances(Space(unknown, space.noise, space.theme, space.weight), 0)
        average = theme_distances(space, 0).squared[2:].mean(axis=0)
        assert with_gap.squared[1] == pytest.approx(average, rel=0.1)

    def test_what_is_missing_of_the_one_that_asks_is_the_same_for_all_others(self):
        space = made(4)
        space.score[0, 3] = np.nan
        found = theme_distances(space, 0)
        assert found.squared[1:, 1].tolist() == [2.0] * 11
        assert found.squared[0].tolist() == [0, 0, 0]

    def test_a_theme_is_known_from_half_of_its_weight_on(self):
        score = np.array([[0.0, 0.0], [0.0, np.nan], [np.nan, np.nan]])
        halves = Space(score, np.zeros((3, 2)), np.array([0, 0]), np.array([0.5, 0.5]))
        less = Space(score, np.zeros((3, 2)), np.array([0, 0]), np.array([0.4, 0.6]))
        assert halves.knows[:, 0].tolist() == [True, True, False]
        assert less.knows[:, 0].tolist() == [True, False, False]
        assert theme_distances(halves, 0).known[:, 0].tolist() == [True, True, False]
        assert theme_distances(halves, 2).known[:, 0].tolist() == [False, False, False]


class TestRefusals:
    @pytest.mark.parametrize("weights", [[1, 1], [0, 0, 0], [1, -1, 1], [1, np.nan, 1], [1, np.inf, 1]])
    def test_weights_that_mean_nothing(self, weights):
        with pytest.raises(ValueError, match="weight"):
            all_distances(made(5), weights)

    def test_shapes_that_do_not_fit(self):
        with pytest.raises(ValueError, match="do not fit"):
            Space(np.zeros((3, 2)), np.zeros((3, 3)), np.array([0, 0]), np.ones(2))

    def test_a_theme_without_a_variable(self):
        with pytest.raises(ValueError, match="every theme"):
            Space(np.zeros((3, 2)), np.zeros((3, 2)), np.array([0, 2]), np.ones(2))


def test_weights_within_a_theme_that_has_none_stay_none():
    assert within_themes(np.array([0, 0, 1]), np.array([[1.0, 1.0, 0.0]])).tolist() == [[0.5, 0.5, 0.0]]
