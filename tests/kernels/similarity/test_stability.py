"""How often a neighbour stays among the nearest."""

from __future__ import annotations

import numpy as np
import pytest

from edau.kernels.similarity.distance import Space, all_distances
from edau.kernels.similarity.neighbours import nearest
from edau.kernels.similarity.stability import Draws, draw, overlap, stability
from tests.kernels.similarity.test_distance import distance_slowly, made


def stability_slowly(space: Space, draws: Draws, subject: int, weights: list[float], k: int) -> list[float]:
    """Every draw as a space of its own, every distance by the slow twin, every ranking by sorting."""
    stayed = np.zeros(space.places)
    for score, weight in zip(draws.score, draws.weight, strict=True):
        shaken = np.where(np.isfinite(space.score), score, np.nan)
        one = Space(shaken, space.noise, space.theme, weight)
        far = [(distance_slowly(one, subject, j, weights), j) for j in range(space.places) if j != subject]
        for _, j in sorted(far)[:k]:
            stayed[j] += 1
    return (stayed / len(draws.weight)).tolist()


@pytest.mark.parametrize("missing", [0.0, 0.25])
def test_it_is_that_of_the_slow_twin(missing):
    space = made(11, places=9, missing=missing)
    draws = draw(space, draws=25)
    for subject in range(9):
        fast = stability(space, draws, subject, [1, 2, 0.5], k=3)
        assert fast.tolist() == stability_slowly(space, draws, subject, [1, 2, 0.5], 3)


class TestDraws:
    def test_the_same_seed_gives_the_same_draws_and_another_gives_others(self):
        space = made(12)
        one, same, other = draw(space, seed=1), draw(space, seed=1), draw(space, seed=2)
        assert (one.score == same.score).all()
        assert (one.weight == same.weight).all()
        assert (one.score != other.score).any()

    def test_three_quarters_of_each_theme_are_kept_and_no_theme_vanishes(self):
        theme = np.repeat([0, 1, 2], [8, 1, 4])
        space = Space(np.zeros((3, 13)), np.zeros((3, 13)), theme, np.ones(13))
        weight = draw(space, draws=50).weight
        kept = np.stack([(weight[:, theme == t] > 0).sum(axis=1) for t in range(3)], axis=1)
        assert np.unique(kept, axis=0).tolist() == [[6, 1, 3]]
        assert {tuple(np.flatnonzero(row)) for row in weight}.__len__() > 25
        for t in range(3):
            assert weight[:, theme == t].sum(axis=1) == pytest.approx(np.ones(50))

    def test_noise_is_as_large_as_each_score_is_uncertain(self):
        space = made(13, places=4)
        shaken = draw(space, draws=4000).score - space.score
        assert shaken.std(axis=0) == pytest.approx(space.noise, rel=0.1)
        assert (draw(space, draws=3, noise=False).score == space.score).all()

    @pytest.mark.parametrize(("draws", "kept"), [(0, 0.5), (5, 0), (5, 1.1)])
    def test_draws_that_draw_nothing_are_refused(self, draws, kept):
        with pytest.raises(ValueError, match="draws keep"):
            draw(made(14), draws=draws, kept=kept)


class TestStability:
    def test_in_each_draw_just_k_are_the_nearest(self):
        space = made(15)
        assert stability(space, draw(space), 2, [1, 1, 1], k=4).sum() == pytest.approx(4)

    def test_certain_figures_and_all_variables_leave_no_doubt(self):
        space = made(16)
        certain = Space(space.score, np.zeros_like(space.noise), space.theme, space.weight)
        stable = stability(certain, draw(certain, kept=1.0), 0, [1, 1, 1], k=5)
        own = all_distances(certain, [1, 1, 1])[0]
        own[0] = np.nan
        assert np.flatnonzero(stable == 1).tolist() == sorted(nearest(own, 5).tolist())
        assert set(stable.tolist()) == {0, 1}

    def test_it_is_judged_among_those_who_take_part(self):
        space = made(17)
        among = np.zeros(12, dtype=bool)
        among[[1, 2, 3]] = True
        stable = stability(space, draw(space), 0, [1, 1, 1], k=3, among=among)
        assert stable.tolist() == [0, 1, 1, 1] + [0] * 8

    def test_nobody_else_and_no_neighbours_give_nothing(self):
        space = made(18)
        draws = draw(space, draws=5)
        nobody = np.zeros(12, dtype=bool)
        assert stability(space, draws, 0, [1, 1, 1], among=nobody).tolist() == [0] * 12
        assert stability(space, draws, 0, [1, 1, 1], k=0).tolist() == [0] * 12

    def test_more_noise_makes_neighbours_less_stable(self):
        rng = np.random.default_rng(19)
        score = rng.standard_normal((60, 6))
        theme, weight = np.array([0, 0, 0, 1, 2, 2]), np.ones(6)
        kept = [
            overlap(space, draw(space, draws=40), [1, 1, 1]).mean()
            for space in (
                Space(score, np.full(score.shape, noise), theme, weight) for noise in (0.05, 0.3, 1.5)
            )
        ]
        assert kept == sorted(kept, reverse=True)
        assert kept[0] > 0.6 > kept[2]


def test_overlap_is_the_mean_stability_of_the_nearest():
    space = made(20)
    draws = draw(space, draws=30)
    apart = all_distances(space, [1, 1, 1])
    np.fill_diagonal(apart, np.nan)
    expected = [
        np.mean([stability(space, draws, i, [1, 1, 1], k=4)[j] for j in np.argsort(apart[i])[:4]])
        for i in range(12)
    ]
    assert overlap(space, draws, [1, 1, 1], k=4) == pytest.approx(expected)
