import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.kernels.geography import douglas_peucker, ring_area, simplify_rings, visvalingam
from edau.kernels.geography.simplify import crosses_itself

KEEPERS = pytest.mark.parametrize("keeper", [douglas_peucker, visvalingam])

positions = st.tuples(st.integers(-50, 50), st.integers(-50, 50))
lines = st.lists(positions, min_size=2, max_size=30).map(lambda points: np.array(points, dtype=float))
tolerances = st.floats(0, 30)


def distance(point, start, end):
    along = end - start
    length = along @ along
    part = min(1.0, max(0.0, (point - start) @ along / length)) if length else 0.0
    return float(np.hypot(*(point - start - part * along)))


def kept_slowly(line, tolerance):
    """The definition of Douglas and Peucker, by recursion."""
    if len(line) < 3:
        return [True] * len(line)
    far = [distance(point, line[0], line[-1]) for point in line[1:-1]]
    if max(far) <= tolerance:
        return [True, *[False] * (len(line) - 2), True]
    at = far.index(max(far)) + 1
    return kept_slowly(line[: at + 1], tolerance)[:-1] + kept_slowly(line[at:], tolerance)


def kept_one_by_one(line, tolerance):
    """The definition of Visvalingam and Whyatt: look for the smallest triangle, again and again."""
    left = list(range(len(line)))

    def area(place):
        a, b, c = (line[left[place + step]] for step in (-1, 0, 1))
        return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2

    while len(left) > 2:
        size, place = min((area(place), place) for place in range(1, len(left) - 1))
        if size >= tolerance * tolerance:
            break
        del left[place]
    return [index in left for index in range(len(line))]


def wavy_mosaic(across, down, steps=12, seed=3):
    """Neighbouring areas with crooked common borders, as rings in different directions and from any point."""
    rng = np.random.default_rng(seed)
    borders = {}

    def border(start, end):
        name = (start, end) if start < end else (end, start)
        if name not in borders:
            a, b = np.array(name[0], dtype=float), np.array(name[1], dtype=float)
            bend = np.outer(np.sin(np.linspace(0, np.pi, steps + 1)), (b - a)[::-1] * [1, -1])
            wiggle = rng.normal(0, 0.02, (steps + 1, 1)) * bend
            borders[name] = (a + np.linspace(0, 1, steps + 1)[:, None] * (b - a) + wiggle).round(6)
        return borders[name] if start < end else borders[name][::-1]

    rings = []
    for x in range(across):
        for y in range(down):
            corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
            sides = [border(a, b)[:-1] for a, b in itertools.pairwise(corners)]
            ring = np.concatenate(sides)
            ring = np.roll(ring, 5 * x + 7 * y, axis=0)
            ring = ring[::-1] if (x + y) % 2 else ring
            rings.append(np.vstack([ring, ring[:1]]))
    return rings


def sides_of(rings):
    return Counter(frozenset((tuple(a), tuple(b))) for ring in rings for a, b in itertools.pairwise(ring))


@given(lines, tolerances)
def test_douglas_peucker_keeps_what_its_definition_keeps(line, tolerance):
    assert douglas_peucker(line, tolerance).tolist() == kept_slowly(line, tolerance)


@given(lines, tolerances)
def test_no_dropped_point_lies_further_than_the_tolerance_from_what_replaced_it(line, tolerance):
    kept = np.flatnonzero(douglas_peucker(line, tolerance))

    for first, last in itertools.pairwise(kept):
        for point in line[first:last]:
            assert distance(point, line[first], line[last]) <= tolerance + 1e-9


@given(lines, tolerances)
def test_visvalingam_keeps_what_its_definition_keeps(line, tolerance):
    # Ties between equal triangles are a matter of choice: nudge the points so that there are none.
    line = line + np.random.default_rng(0).uniform(-0.1, 0.1, line.shape)

    assert visvalingam(line, tolerance).tolist() == kept_one_by_one(line, tolerance)


@KEEPERS
@given(line=lines, small=tolerances, large=tolerances)
def test_ends_stay_and_a_larger_tolerance_keeps_no_more_points(keeper, line, small, large):
    small, large = sorted((small, large))
    few, many = keeper(line, large), keeper(line, small)

    assert few[0]
    assert few[-1]
    assert few.sum() <= many.sum()


@KEEPERS
def test_a_line_of_one_or_two_points_stays_as_it_is(keeper):
    assert keeper(np.array([[1.0, 2.0]]), 5).tolist() == [True]
    assert keeper(np.array([[1.0, 2.0], [3.0, 4.0]]), 5).tolist() == [True, True]


@KEEPERS
def test_lines_without_points_and_negative_tolerances_are_refused(keeper):
    with pytest.raises(ValueError, match="points of two numbers"):
        keeper(np.empty((0, 2)), 1)
    with pytest.raises(ValueError, match="cannot be negative"):
        keeper(np.zeros((2, 2)), -1)


@KEEPERS
def test_neighbours_keep_their_common_borders(keeper):
    before = wavy_mosaic(4, 3)
    after = simplify_rings(before, 0.05, keeper)

    assert sum(map(len, after)) < sum(map(len, before)) / 2
    neighbours = 0
    for one, other in itertools.combinations(range(len(before)), 2):
        border = points_of(before[one]) & points_of(before[other])
        if len(border) > 1:  # more than a corner
            neighbours += 1
            assert points_of(after[one]) & border == points_of(after[other]) & border
            assert sides_within(after[one], border) == sides_within(after[other], border)
            assert len(sides_within(after[one], border)) >= 1
    assert neighbours == 17


def points_of(ring):
    return {tuple(point) for point in ring}


def sides_within(ring, points):
    return {side for side in sides_of([ring]) if side <= points}


@KEEPERS
@pytest.mark.parametrize("tolerance", [0.01, 0.1, 10])
def test_rings_stay_closed_in_order_in_direction_and_on_their_own_points(keeper, tolerance):
    before = wavy_mosaic(3, 3)
    after = simplify_rings(before, tolerance, keeper)

    assert len(after) == len(before)
    for old, new in zip(before, after, strict=True):
        assert new[0].tolist() == new[-1].tolist()
        assert {tuple(point) for point in new} <= {tuple(point) for point in old}
        assert np.sign(ring_area(new)) == np.sign(ring_area(old))


@KEEPERS
def test_an_area_within_another_and_the_hole_it_fills_stay_the_same(keeper):
    angle = np.linspace(0, 2 * np.pi, 61)
    circle = np.column_stack([np.cos(angle), np.sin(angle)]).round(9)
    circle[-1] = circle[0]
    turned = np.vstack([np.roll(circle[:-1], 17, axis=0), np.roll(circle[:-1], 17, axis=0)[:1]])[::-1]

    island, hole = simplify_rings([circle, turned], 0.1, keeper)

    assert 4 < len(island) < 40
    assert sides_of([island]) == sides_of([hole])


@KEEPERS
def test_no_area_disappears_however_small(keeper):
    big = np.array([[0, 0], [100, 0], [100, 100], [0, 100], [0, 0]], dtype=float)
    islet = np.array([[200, 0], [201, 0], [202, 1], [201, 1], [200, 0]], dtype=float)
    # Two arcs between the same two junctions, both flatter than the tolerance.
    lens = np.array([[100, 40], [101, 50], [100, 60], [99, 50], [100, 40]], dtype=float)

    after = simplify_rings([big, islet, lens], 50, keeper)

    assert [len({tuple(point) for point in ring}) >= 3 for ring in after] == [True, True, True]
    assert all(abs(ring_area(ring)) > 0 for ring in after)


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), tolerance=st.floats(0.01, 3))
def test_a_ring_that_does_not_cross_itself_does_not_come_to_cross_itself(seed, tolerance):
    rng = np.random.default_rng(seed)
    angle = np.sort(rng.uniform(0, 2 * np.pi, 80))
    star = np.column_stack([np.cos(angle), np.sin(angle)]) * rng.uniform(0.3, 3, (80, 1))
    star = np.vstack([star, star[:1]])
    if crosses_itself(star):
        return

    (after,) = simplify_rings([star], tolerance)

    assert not crosses_itself(after)


def test_points_are_given_back_where_a_ring_would_cross_itself():
    ring = [(-3, -7), (2, -8), (0, -1), (3, -2), (5, 1), (2, 0), (7, 3), (2, 3), (-3, -5), (-3, -7)]
    ring = np.array(ring, dtype=float)
    there, back = ring[:7], ring[6:]
    plain = np.vstack([there[douglas_peucker(there, 2.0)][:-1], back[douglas_peucker(back, 2.0)]])

    (after,) = simplify_rings([ring], 2.0)

    assert crosses_itself(plain)
    assert not crosses_itself(after)


@given(st.lists(positions, min_size=3, max_size=9, unique=True))
def test_crossing_is_found_just_where_two_sides_meet(points):
    ring = np.array([*points, points[0]], dtype=float)
    sides = list(itertools.pairwise(ring))

    def turn(a, b, c):
        return np.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))

    def within(a, b, c):
        return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])

    def meet(one, other):
        (a, b), (c, d) = one, other
        if turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0:
            return True
        ends = [(a, b, c), (a, b, d), (c, d, a), (c, d, b)]
        return any(turn(*corners) == 0 and within(*corners) for corners in ends)

    apart = [
        (i, j) for i in range(len(sides)) for j in range(i + 2, len(sides)) if (i, j) != (0, len(sides) - 1)
    ]
    assert crosses_itself(ring) == any(meet(sides[i], sides[j]) for i, j in apart)


def test_rings_that_are_none_are_refused():
    with pytest.raises(ValueError, match="last equal to the first"):
        simplify_rings([np.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=float)], 1)
    with pytest.raises(ValueError, match="fewer than three different"):
        simplify_rings([np.array([[0, 0], [1, 0], [1, 0], [0, 0]], dtype=float)], 1)


def test_no_rings_give_no_rings():
    assert simplify_rings([], 1) == []


def test_the_area_of_a_small_ring_far_from_the_origin_is_not_drowned():
    ring = np.array([[0, 0], [1e-4, 0], [1e-4, 1e-4], [0, 1e-4], [0, 0]]) + 1e6

    assert ring_area(ring) == pytest.approx(1e-8, rel=1e-2)
    assert ring_area(ring[::-1]) == pytest.approx(-1e-8, rel=1e-2)
