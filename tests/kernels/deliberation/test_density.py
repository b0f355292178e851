import math

import numpy as np
import pytest

from edau.kernels.deliberation import triangle_density
from edau.kernels.deliberation.density import SIDE, _cell_numbers, _kernel


def test_fewer_than_thirty_answers_have_no_density():
    assert triangle_density([[40, 30, 30]] * 29) is None
    assert triangle_density([[40, 30, 30]] * 29 + [[math.nan] * 3]) is None
    assert triangle_density(np.empty((0, 3)), least_points=0) is None
    assert triangle_density([[40, 30, 30]] * 30) is not None


def test_the_cells_fill_the_triangle_and_every_answer_lies_in_its_cell():
    cells = triangle_density([[40, 30, 30]] * 30).corners
    shares = np.array([(a, b, 100 - a - b) for a in range(101) for b in range(101 - a)])
    own = cells[_cell_numbers(shares)]

    assert cells.shape == (SIDE**2, 3, 3)
    assert cells.sum(axis=2) == pytest.approx(100)
    assert (shares >= own.min(axis=1) - 1e-9).all()
    assert (shares <= own.max(axis=1) + 1e-9).all()


def test_no_answer_is_spread_out_of_the_triangle():
    rng = np.random.default_rng(1)
    found = triangle_density(rng.dirichlet([1, 1, 1], 500) * 100, least_near=0)

    assert found.mass.sum() == pytest.approx(1)
    assert found.level.max() == 1
    assert found.level.min() >= 0


def test_answers_spread_evenly_are_as_dense_at_the_sides_and_corners_as_within():
    spread, _ = _kernel()

    assert (spread @ np.ones(SIDE**2)) == pytest.approx(np.ones(SIDE**2), abs=0.02)


def test_two_heaps_are_two_heaps():
    found = triangle_density([[50, 50, 0]] * 40 + [[20, 20, 60]] * 40)
    middles = found.corners.mean(axis=1)
    edge, other, between = (
        found.level[np.abs(middles - place).sum(axis=1).argmin()]
        for place in ([49, 49, 2], [20, 20, 60], [35, 35, 30])
    )

    assert min(edge, other) > 0.3
    assert between < 0.1


def test_a_few_apart_from_all_others_leave_no_bump():
    found = triangle_density([[80, 10, 10]] * 60 + [[10, 10, 80]] * 4)
    far = found.corners.mean(axis=1)[:, 2] > 60

    assert found.mass[far].max() == 0
    assert triangle_density([[80, 10, 10]] * 60 + [[10, 10, 80]] * 5).mass[far].max() > 0


def test_the_density_turns_with_the_triangle():
    rng = np.random.default_rng(4)
    shares = rng.dirichlet([2, 3, 4], 200) * 100
    own, turned = triangle_density(shares), triangle_density(shares[:, [1, 0, 2]])
    order = {
        tuple(middle): number for number, middle in enumerate(turned.corners.mean(axis=1).round(6).tolist())
    }
    match = [order[b, a, c] for a, b, c in own.corners.mean(axis=1).round(6).tolist()]

    assert turned.mass[match] == pytest.approx(own.mass, abs=1e-12)
