import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.kernels.deliberation import centre, closed, compare_groups, energy_test, ilr

triads = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(
    lambda two: (min(two), abs(two[0] - two[1]), 100 - max(two))
)


def plain_energy(one, other):
    """The textbook's sums, pair by pair."""

    def mean(first, second):
        return sum(math.dist(x, y) for x in first for y in second) / (len(first) * len(second))

    apart = 2 * mean(one, other) - mean(one, one) - mean(other, other)
    return apart * len(one) * len(other) / (len(one) + len(other))


def plain_p(one, other):
    """Every split, one after another."""
    points = [tuple(point) for point in (*one, *other)]
    own = plain_energy(one, other)
    as_far = []
    for chosen in itertools.combinations(range(len(points)), len(one)):
        inside = [points[i] for i in chosen]
        outside = [points[i] for i in range(len(points)) if i not in chosen]
        as_far.append(plain_energy(inside, outside) >= own - 1e-9)
    return sum(as_far) / len(as_far)


@given(st.lists(triads, min_size=1, max_size=20))
@settings(max_examples=30)
def test_log_ratios_are_those_of_the_formula_for_three_parts(rows):
    for (a, b, c), found in zip(closed(rows), ilr(rows), strict=True):
        assert found[0] == pytest.approx(math.log(a / b) / math.sqrt(2), abs=1e-12)
        assert found[1] == pytest.approx(math.sqrt(2 / 3) * math.log(math.sqrt(a * b) / c), abs=1e-12)


@given(triads, triads)
@settings(max_examples=30)
def test_distances_between_log_ratios_are_aitchisons(one, other):
    x, y = closed([one, other])
    aitchison = math.sqrt(
        sum(
            (math.log(x[i] / x[j]) - math.log(y[i] / y[j])) ** 2
            for i, j in itertools.combinations(range(3), 2)
        )
        / 3
    )

    assert math.dist(*ilr([one, other])) == pytest.approx(aitchison, abs=1e-9)


def test_corners_and_edges_stay_in_and_do_not_run_away():
    rows = ilr([[100, 0, 0], [50, 50, 0], [0.4, 99.2, 0.4]])

    assert np.isfinite(rows).all()
    assert np.abs(rows).max() < 4.5
    # A nought and a share below what a finger can tell are the same.
    assert closed([[99.6, 0.4, 0]])[0][1] == closed([[99.6, 0.4, 0]])[0][2]


def test_one_corner_does_not_drag_the_centre_of_all():
    middle = [[34, 33, 33]] * 99

    assert centre([*middle, [100, 0, 0]]) == pytest.approx(centre(middle), abs=1.2)
    assert np.isnan(centre(np.empty((0, 3)))).all()
    assert centre([[50, 25, 25], [math.nan] * 3]) == pytest.approx([50, 25, 25])


@pytest.mark.parametrize("rows", [[[-1, 50, 51]], [[1], [2]], [1, 2, 3]])
def test_what_is_no_composition_is_refused(rows):
    with pytest.raises(ValueError, match=r"composition|not negative"):
        closed(rows)


groups = st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=1, max_size=4)


@given(groups, groups)
@settings(max_examples=40)
def test_small_groups_are_tested_by_every_split_there_is(one, other):
    found = energy_test(one, other, seed=0)

    assert found.exact
    assert found.splits == math.comb(len(one) + len(other), len(one))
    assert found.statistic == pytest.approx(plain_energy(one, other), abs=1e-9)
    assert found.p == pytest.approx(plain_p(one, other))


def test_random_splits_come_near_the_exact_answer():
    rng = np.random.default_rng(5)
    one, other = rng.normal(0, 1, (6, 2)), rng.normal(0.8, 1, (6, 2))
    exact = energy_test(one, other, seed=1, permutations=2000)
    drawn = energy_test(one, other, seed=1, permutations=900)

    assert (exact.exact, drawn.exact) == (True, False)
    assert (exact.splits, drawn.splits) == (math.comb(12, 6), 900)
    assert drawn.p == pytest.approx(exact.p, abs=4 * math.sqrt(exact.p * (1 - exact.p) / 900))


def test_the_statistic_over_many_blocks_is_that_of_the_textbook():
    rng = np.random.default_rng(3)
    one, other = rng.normal(size=(40, 2)), rng.normal(0.3, 1, size=(500, 2))
    distances = np.linalg.norm(
        np.concatenate([one, other])[:, None] - np.concatenate([one, other])[None], axis=2
    )
    plain = (
        (2 * distances[:40, 40:].mean() - distances[:40, :40].mean() - distances[40:, 40:].mean())
        * 40
        * 500
        / 540
    )

    assert energy_test(one, other, seed=1, permutations=19).statistic == pytest.approx(plain)


def test_groups_of_one_kind_get_every_p_about_equally_often():
    rng = np.random.default_rng(11)
    found = []
    for seed in range(300):
        points = rng.normal(size=(24, 2))
        found.append(energy_test(points[:12], points[12:], seed=seed, permutations=39).p)

    # Of 300 some 15 at or below 0.05, some 150 at or below a half (bounds: four standard deviations).
    assert 2 <= sum(p <= 0.05 for p in found) <= 30
    assert 115 <= sum(p <= 0.5 for p in found) <= 185


def test_p_is_never_nought_and_the_same_seed_says_the_same():
    rng = np.random.default_rng(2)
    one, other = rng.normal(0, 1, (40, 2)), rng.normal(9, 1, (40, 2))

    assert energy_test(one, other, seed=4, permutations=99).p == pytest.approx(0.01)
    near = rng.normal(0.2, 1, (40, 2))
    assert energy_test(one, near, seed=4) == energy_test(one, near, seed=4)


def test_points_that_are_all_alike_differ_in_nothing():
    found = energy_test([[1.0, 1.0]] * 20, [[1.0, 1.0]] * 30, seed=1, permutations=99)

    assert (found.statistic, found.p) == (0.0, 1.0)


def test_the_order_of_the_two_groups_does_not_matter():
    rng = np.random.default_rng(8)
    one, other = rng.normal(size=(5, 2)), rng.normal(1, 1, size=(4, 2))

    assert energy_test(one, other, seed=1).p == energy_test(other, one, seed=1).p


@pytest.mark.parametrize(
    ("one", "other", "permutations"),
    [
        ([[1.0]], np.empty((0, 1)), 9),
        ([[1.0]], [[1.0, 2.0]], 9),
        ([[math.nan]], [[1.0]], 9),
        ([[1.0]], [[2.0]], 0),
    ],
)
def test_what_cannot_be_tested_is_refused(one, other, permutations):
    with pytest.raises(ValueError, match=r"empty|same space|missing|permutation"):
        energy_test(one, other, seed=1, permutations=permutations)


def test_groups_are_compared_in_words_and_a_small_one_is_not_named_by_its_size():
    alike = compare_groups([[40, 30, 30], [30, 40, 30]] * 10, [[40, 30, 30], [30, 40, 30]] * 8, seed=1)
    small = compare_groups([[40, 30, 30]] * 4 + [[math.nan] * 3], [[40, 30, 30]] * 30, seed=1)

    assert (alike.code, alike["n_one"], alike["n_other"]) == ("no_clear_difference", 20, 16)
    assert small.code == "not_compared"
    assert [(reason.code, dict(reason.params)) for reason in small.reasons] == [("small_group", {"least": 5})]
