"""Several areas as one shape: what they share goes, what is left closes."""

from __future__ import annotations

from itertools import pairwise

from edau.ui.charts.union import union


def square(x: int, y: int) -> list[tuple[int, int]]:
    return [(x, y), (x, y + 1), (x + 1, y + 1), (x + 1, y), (x, y)]


def area(ring) -> float:
    """Twice the area with its sign (shoelace formula)."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def test_one_area_is_itself():
    assert union([square(0, 0)]) == [square(0, 0)]


def test_neighbours_lose_the_side_they_share():
    (ring,) = union([square(0, 0), square(1, 0)])

    assert len(ring) == 7
    assert abs(area(ring)) == 2 * 2
    assert {(1, 0), (1, 1)} not in [{a, b} for a, b in pairwise(ring)]


def test_a_ring_of_eight_leaves_the_hole_in_its_middle():
    rings = union(square(x, y) for x in range(3) for y in range(3) if (x, y) != (1, 1))

    assert sorted(abs(area(ring)) for ring in rings) == [2, 18]


def test_what_lies_apart_stays_apart():
    assert len(union([square(0, 0), square(5, 5)])) == 2


def test_corners_that_only_touch_make_closed_rings():
    rings = union([square(0, 0), square(1, 1)])

    assert all(ring[0] == ring[-1] for ring in rings)
    assert sum(abs(area(ring)) for ring in rings) == 4


def test_of_nothing_there_is_nothing():
    assert union([]) == []
