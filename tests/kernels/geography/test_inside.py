import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from edau.kernels.geography import inside

SQUARE = [(0, 0), (4, 0), (4, 4), (0, 4)]
positions = st.tuples(st.integers(-20, 20), st.integers(-20, 20))
shapes = st.lists(positions, min_size=3, max_size=12)
# Off the grid of the corners, so that no spot lies on a side that runs along it.
spots = st.lists(positions.map(lambda at: (at[0] + 0.37, at[1] + 0.41)), min_size=1, max_size=20)


def turned_round(spot, corners) -> float:
    """How often the corners go round a spot, by adding up angles: the slow way."""
    total = 0.0
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        a, b = math.atan2(ay - spot[1], ax - spot[0]), math.atan2(by - spot[1], bx - spot[0])
        total += (b - a + math.pi) % (2 * math.pi) - math.pi
    return total / (2 * math.pi)


def on_a_side(spot, corners) -> bool:
    return any(
        abs((bx - ax) * (spot[1] - ay) - (by - ay) * (spot[0] - ax)) < 1e-6
        for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True)
    )


@given(shapes, spots)
def test_a_spot_is_inside_where_the_outline_goes_round_it_an_odd_number_of_times(corners, found):
    assume(not any(on_a_side(spot, corners) for spot in found))
    x, y = np.array(found).T

    assert inside(x, y, corners).tolist() == [round(turned_round(spot, corners)) % 2 == 1 for spot in found]


@given(shapes, spots, st.integers(0, 11))
def test_where_the_drawing_begins_which_way_it_goes_and_whether_it_is_closed_are_all_one(
    corners, found, start
):
    x, y = np.array(found).T
    there = inside(x, y, corners).tolist()
    start %= len(corners)

    assert inside(x, y, [*corners[start:], *corners[:start]]).tolist() == there
    assert inside(x, y, corners[::-1]).tolist() == there
    assert inside(x, y, [*corners, corners[0]]).tolist() == there


def test_a_ray_through_a_corner_is_counted_once():
    assert inside([-1, 1, 3, 5], [2, 2, 2, 2], [(0, 2), (2, 0), (4, 2), (2, 4)]).tolist() == [
        False,
        True,
        True,
        False,
    ]


def test_a_hole_drawn_by_crossing_oneself_is_outside():
    twice_round = [(0, 0), (9, 0), (9, 9), (0, 9), (0, 0), (3, 3), (3, 6), (6, 6), (6, 3), (3, 3)]

    assert inside([1.5, 4.5], [4.4, 4.4], twice_round).tolist() == [True, False]


def test_a_spot_that_is_not_known_is_outside():
    assert inside([math.nan, 1], [1, math.nan], SQUARE).tolist() == [False, False]


@pytest.mark.parametrize("corners", [[], [(0, 0), (1, 1)], [(0, 0, 0)] * 3, [(0, 0), (1, 1), (math.nan, 2)]])
def test_what_is_no_shape_is_refused(corners):
    with pytest.raises(ValueError, match="corner"):
        inside([1], [1], corners)
