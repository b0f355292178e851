"""Fewer points for lines and areas, with neighbours keeping their common border.

Areas come as rings. Rings are cut into *arcs* where a border begins or ceases to be shared, each arc is
simplified once, and the rings are put together again from the same arcs: what two areas shared before, they
share after.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Hashable, Sequence

import numpy as np

from edau.kernels.arrays import BoolArray, FloatArray

#: How often the tolerance is halved for a ring that crosses itself, before every point is given back to it.
_HALVINGS = 6

#: Sides compared with all others at once, to bound the memory for long coasts.
_BLOCK = 256

#: Takes a line and a tolerance, gives the points to keep (the ends among them).
Keeper = Callable[[FloatArray, float], BoolArray]


def douglas_peucker(line: FloatArray, tolerance: float) -> BoolArray:
    """Say which points of a line to keep so that none of the others lies further than `tolerance` from it.

    Parameters
    ----------
    line : array, shape (points, 2)
        Positions in a plane (project longitude and latitude first); at least one point.
    tolerance : float
        Largest distance of a dropped point from the line that replaces its part, in the unit of the
        positions.

    Returns
    -------
    array of bool, shape (points,)
        True for the points to keep; both ends always.

    Raises
    ------
    ValueError
        If the line has no points of two numbers, or the tolerance is negative.

    Notes
    -----
    Tolerance 0 drops only points that lie exactly on the line. A line whose ends are equal is measured from
    that point. The result may cross itself where a line doubles back within the tolerance.

    References
    ----------
    Douglas, D. H. and Peucker, T. K. (1973). Algorithms for the reduction of the number of points required
    to represent a digitized line or its caricature. *Cartographica* 10(2), 112–122.

    Examples
    --------
    >>> line = np.array([[0, 0], [1, 0.1], [2, 0], [3, 2.0], [4, 0]])
    >>> douglas_peucker(line, 0.5)
    array([ True, False,  True,  True,  True])
    """
    _refuse_lines(line, tolerance)
    keep = np.zeros(len(line), dtype=np.bool_)
    keep[[0, -1]] = True
    open_parts = [(0, len(line) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        if last - first < 2:
            continue
        distance = _distance_to_segment(line[first + 1 : last], line[first], line[last])
        furthest = int(distance.argmax())
        if distance[furthest] > tolerance:
            middle = first + 1 + furthest
            keep[middle] = True
            open_parts += [(first, middle), (middle, last)]
    return keep


def visvalingam(line: FloatArray, tolerance: float) -> BoolArray:
    """Say which points of a line to keep when the least noticeable ones are dropped one after another.

    Parameters
    ----------
    line : array, shape (points, 2)
        Positions in a plane; at least one point.
    tolerance : float
        A point goes if the triangle with its two neighbours is smaller than the square of this, in the unit
        of the positions: roughly, a wiggle shorter than the tolerance.

    Returns
    -------
    array of bool, shape (points,)
        True for the points to keep; both ends always.

    Raises
    ------
    ValueError
        As `douglas_peucker`.

    Notes
    -----
    Smoother than `douglas_peucker` on coasts at small scale. The result may cross
    itself, rarely.

    References
    ----------
    Visvalingam, M. and Whyatt, J. D. (1993). Line generalisation by repeated elimination of points. *The
    Cartographic Journal* 30(1), 46–51.

    Examples
    --------
    >>> line = np.array([[0, 0], [1, 0.1], [2, 0], [3, 2.0], [4, 0]])
    >>> visvalingam(line, 0.5)
    array([ True, False,  True,  True,  True])
    """
    _refuse_lines(line, tolerance)
    points = line.tolist()
    last = len(points) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    keep = np.ones(len(points), dtype=np.bool_)
    area = [0.0] * len(points)
    queue: list[tuple[float, int]] = []
    for index in range(1, last):
        area[index] = _triangle(points[index - 1], points[index], points[index + 1])
        queue.append((area[index], index))
    heapq.heapify(queue)
    while queue:
        size, index = heapq.heappop(queue)
        if not keep[index] or size != area[index]:
            continue  # an entry from before its neighbour went
        if size >= tolerance * tolerance:
            break
        keep[index] = False
        left, right = before[index], after[index]
        after[left], before[right] = right, left
        for neighbour in (left, right):
            if 0 < neighbour < last:
                corners = points[before[neighbour]], points[neighbour], points[after[neighbour]]
                area[neighbour] = _triangle(*corners)
                heapq.heappush(queue, (area[neighbour], neighbour))
    return keep


def simplify_rings(
    rings: Sequence[FloatArray], tolerance: float, keeper: Keeper = douglas_peucker
) -> list[FloatArray]:
    """Simplify the outlines of areas so that neighbours keep a common border, with no gaps or overlaps.

    Parameters
    ----------
    rings : sequence of arrays, each of shape (points, 2)
        Closed rings (last position equal to the first), outer and inner alike, of all areas together.
        Positions in a plane; a shared border must have equal positions in both rings, so round them alike
        beforehand.
    tolerance : float
        As the keeper's, in the unit of the positions.
    keeper : callable
        `douglas_peucker` (unless told) or `visvalingam`.

    Returns
    -------
    list of arrays
        One closed ring for each ring given, in order and in its direction; positions are a subset of those
        given, the starting point may differ. Never fewer than three different positions: no area
        disappears, however small (`ring_area` tells which are too small to draw).

    Raises
    ------
    ValueError
        If a ring is not closed or has fewer than three different positions, or the tolerance is negative.

    Notes
    -----
    Points where borders of three areas meet, and where a border leaves the coast, always stay. A border
    that is not point for point the same on both sides is simplified on either side by itself, and slivers
    may open there. A ring that would come to cross itself gets points back until it does not (all of them
    at worst); two neighbours may still cross each other in a narrow place.

    References
    ----------
    As for the keeper.

    Examples
    --------
    >>> left = np.array([[0, 0], [2, 0], [2.1, 1], [2, 2], [0, 2], [0, 0]])
    >>> right = np.array([[2, 0], [4, 0], [4, 2], [2, 2], [2.1, 1], [2, 0]])
    >>> for ring in simplify_rings([left, right], 0.5):
    ...     print(ring.tolist())
    [[2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0], [2.0, 0.0]]
    [[2.0, 0.0], [4.0, 0.0], [4.0, 2.0], [2.0, 2.0], [2.0, 0.0]]
    """
    for ring in rings:
        _refuse_rings(ring)
    positions, numbered = _number_positions(rings)
    junction = _junctions(numbered, len(positions))
    cut = [_cut(ring, junction) for ring in numbered]
    kept: dict[Hashable, BoolArray] = {}
    for arcs in cut:
        for arc in arcs:
            name = _undirected(arc)
            if name not in kept:
                line = positions[list(name)]
                kept[name] = keeper(line, tolerance)
    for arcs in cut:
        _keep_three(arcs, kept, positions)
    _uncross(cut, kept, positions, tolerance, keeper)
    return [positions[_joined(arcs, kept)] for arcs in cut]


def ring_area(ring: FloatArray) -> float:
    """Return the area within a closed ring.

    Parameters
    ----------
    ring : array, shape (points, 2)
        Positions in a plane, last equal to first.

    Returns
    -------
    float
        In the square of the unit of the positions; positive if the ring runs anticlockwise, negative if
        clockwise.

    Examples
    --------
    >>> ring_area(np.array([[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]]))
    2.0
    """
    # Measured from the first point, so that large coordinates do not drown a small area in rounding.
    x, y = (ring - ring[0]).T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)


def crosses_itself(ring: FloatArray) -> bool:
    """Say whether a closed ring crosses or touches itself.

    Parameters
    ----------
    ring : array, shape (points, 2)
        Positions in a plane, last equal to first.

    Returns
    -------
    bool
        True if two sides that are not neighbours have a point in common.

    Notes
    -----
    Every side is held against every later one, a few hundred at a time: quick up to some ten thousand
    points. A side that turns back on the one before it is not found.

    Examples
    --------
    >>> crosses_itself(np.array([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]))
    True
    >>> crosses_itself(np.array([[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]))
    False
    """
    start, end = ring[:-1], ring[1:]
    low, high = np.minimum(start, end), np.maximum(start, end)
    sides = len(start)
    for first in range(0, sides, _BLOCK):
        block = slice(first, min(first + _BLOCK, sides))
        near = (low[block, None] <= high[None]).all(axis=2) & (low[None] <= high[block, None]).all(axis=2)
        one, other = np.nonzero(near)
        one = one + first
        apart = other - one
        pairs = (apart > 1) & ~((one == 0) & (apart == sides - 1))
        one, other = one[pairs], other[pairs]
        across = _side(start[one], end[one], start[other]) * _side(start[one], end[one], end[other])
        back = _side(start[other], end[other], start[one]) * _side(start[other], end[other], end[one])
        if ((across <= 0) & (back <= 0)).any():
            return True
    return False


def _side(start: FloatArray, end: FloatArray, point: FloatArray) -> FloatArray:
    """Return on which side of lines points lie: 1 left, −1 right, 0 on it."""
    along, offset = end - start, point - start
    return np.asarray(np.sign(along[:, 0] * offset[:, 1] - along[:, 1] * offset[:, 0]))


def _distance_to_segment(points: FloatArray, start: FloatArray, end: FloatArray) -> FloatArray:
    along = end - start
    length = float(along @ along)
    offset = points - start
    if length == 0:
        return np.hypot(offset[:, 0], offset[:, 1])
    # Distance to the segment, not to the endless line through it: a line may turn back beyond its ends.
    part = np.clip(offset @ along / length, 0.0, 1.0)
    gap = offset - part[:, None] * along
    return np.hypot(gap[:, 0], gap[:, 1])


def _triangle(a: list[float], b: list[float], c: list[float]) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _number_positions(rings: Sequence[FloatArray]) -> tuple[FloatArray, list[list[int]]]:
    """Return all positions, and each ring as their numbers, unclosed and without repeated points."""
    if not rings:
        return np.empty((0, 2)), []
    positions, number = np.unique(np.concatenate(rings), axis=0, return_inverse=True)
    ends = np.cumsum([len(ring) for ring in rings])[:-1]
    parts = [part.tolist() for part in np.split(number.ravel(), ends)]
    return positions.astype(np.float64), [
        [own for own, following in itertools.pairwise(part) if own != following] for part in parts
    ]


def _junctions(rings: Sequence[list[int]], positions: int) -> BoolArray:
    """Mark the positions through which rings pass with different neighbours on either side."""
    neighbours: list[frozenset[int] | None] = [None] * positions
    junction = np.zeros(positions, dtype=np.bool_)
    for ring in rings:
        for before, own, after in zip(ring[-1:] + ring[:-1], ring, ring[1:] + ring[:1], strict=True):
            pair = frozenset((before, after))
            if neighbours[own] is None:
                neighbours[own] = pair
            elif neighbours[own] != pair:
                junction[own] = True
    return junction


def _cut(ring: Sequence[int], junction: BoolArray) -> list[tuple[int, ...]]:
    """Cut a ring into arcs from junction to junction; a ring without one is cut at two points of its own."""
    at = [place for place, own in enumerate(ring) if junction[own]]
    if not at:
        # Rings of one shape must be cut alike wherever they start: at their lowest and their highest
        # position.
        at = sorted((ring.index(min(ring)), ring.index(max(ring))))
    turned = [*ring[at[0] :], *ring[: at[0]], ring[at[0]]]
    marks = [place - at[0] for place in at] + [len(ring)]
    return [tuple(turned[start : end + 1]) for start, end in itertools.pairwise(marks)]


def _undirected(arc: tuple[int, ...]) -> tuple[int, ...]:
    return min(arc, arc[::-1])


def _along(arc: tuple[int, ...], kept: dict[Hashable, BoolArray]) -> list[int]:
    """Return the kept positions of an arc in its own direction."""
    name = _undirected(arc)
    left = [own for own, keep in zip(name, kept[name].tolist(), strict=True) if keep]
    return left if name == arc else left[::-1]


def _keep_three(
    arcs: Sequence[tuple[int, ...]], kept: dict[Hashable, BoolArray], positions: FloatArray
) -> None:
    """Give a collapsed ring its furthest points back, on the shared arcs, so that neighbours agree."""
    while len(set(_joined(arcs, kept))) < 3:
        best, where = -1.0, None
        for arc in arcs:
            name = _undirected(arc)
            line = positions[list(name)]
            distance = _distance_to_segment(line, line[0], line[-1])
            distance[kept[name]] = -1.0
            if distance.max() > best:
                best, where = float(distance.max()), (name, int(distance.argmax()))
        if where is None:  # cannot be: a ring that was checked has a third position on one of its arcs
            raise ValueError("a ring has fewer than three different positions")
        kept[where[0]][where[1]] = True


def _uncross(
    rings: Sequence[Sequence[tuple[int, ...]]],
    kept: dict[Hashable, BoolArray],
    positions: FloatArray,
    tolerance: float,
    keeper: Keeper,
) -> None:
    """Give points back to the arcs of rings that have come to cross themselves, at ever finer tolerance."""
    doubtful = list(range(len(rings)))
    for halvings in range(1, _HALVINGS + 1):
        doubtful = [one for one in doubtful if crosses_itself(positions[_joined(rings[one], kept)])]
        # The last round gives every point back: a ring is then what it was.
        finer = tolerance / 2**halvings if halvings < _HALVINGS else 0.0
        touched = {_undirected(arc) for one in doubtful for arc in rings[one]}
        for name in sorted(touched):
            kept[name] |= keeper(positions[list(name)], finer)
        # A border moved for one ring is a border moved for its neighbour, which may cross it now.
        doubtful = [one for one, arcs in enumerate(rings) if any(_undirected(arc) in touched for arc in arcs)]


def _joined(arcs: Sequence[tuple[int, ...]], kept: dict[Hashable, BoolArray]) -> list[int]:
    ring = [own for arc in arcs for own in _along(arc, kept)[:-1]]
    return [*ring, ring[0]]


def _refuse_lines(line: FloatArray, tolerance: float) -> None:
    if line.ndim != 2 or line.shape[1] != 2 or not len(line):
        raise ValueError("a line needs points of two numbers")
    if not tolerance >= 0:
        raise ValueError("a tolerance cannot be negative")


def _refuse_rings(ring: FloatArray) -> None:
    if ring.ndim != 2 or ring.shape[1] != 2 or len(ring) < 4 or not np.array_equal(ring[0], ring[-1]):
        raise ValueError("a ring needs at least four points of two numbers, the last equal to the first")
    if len(np.unique(ring, axis=0)) < 3:
        raise ValueError("a ring has fewer than three different positions")
