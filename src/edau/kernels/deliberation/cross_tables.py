"""Hiding small numbers in a table of two characteristics with its totals, and finding out what can be worked out again.

A table with totals in its last row and column is a network: every row and every column is a crossing whose figures must
balance, every hidden figure an arrow between two crossings. What an onlooker can work out about a hidden figure is how much
more, and how much less, could flow along its arrow and back by other hidden ones.
"""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Iterator, Sequence

import numpy as np

from edau.kernels.arrays import FloatArray, IntArray
from edau.kernels.deliberation.suppression import HIDDEN, LEAST
from edau.kernels.indicators.intervals import Interval

Cell = tuple[int, int]
#: What may still flow from one crossing to another: `room[u][v]`.
Room = dict[int, dict[int, float]]


def with_totals(counts: Sequence[Sequence[int]] | IntArray) -> IntArray:
    """Return a table with a last row and a last column of totals.

    >>> with_totals([[1, 2], [3, 4]]).tolist()
    [[1, 2, 3], [3, 4, 7], [4, 6, 10]]
    """
    inside = np.asarray(counts, dtype=np.int64)
    rows = np.concatenate([inside, inside.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([rows, rows.sum(axis=0, keepdims=True)], axis=0)


def suppress_cross(counts: Sequence[Sequence[int]] | IntArray, *, least: int = LEAST) -> IntArray:
    """Return what may be published of a table of two characteristics, with its totals.

    Parameters
    ----------
    counts : array of int, (rows, columns)
        Without totals. Rows exclude one another, columns too.
    least : int
        Counts and totals below it, nought included, are hidden.

    Returns
    -------
    array of int, (rows + 1, columns + 1)
        Totals last; `HIDDEN` where nothing is shown.

    Raises
    ------
    ValueError
        If the table is empty, or a count is negative or not whole.

    Notes
    -----
    A grand total below `least` hides everything. Otherwise further figures are hidden until, for all that is shown,
    every small figure might be nought and might be `least` or more, and every other hidden figure could still be one of
    `least` + 1 values. Each time the figures are hidden that close the cheapest ring of rows and columns through one
    that is not safe yet, cheap meaning few people as the totals of row and column let expect (not as they are: from the
    choice of the smallest one could be told more); totals only when nothing else will do. It is not the least that
    could be hidden (that is a hard problem), but what it returns is safe by exact limits, not by rule of thumb.
    Against one who knows this rule by heart and tries it on every table, no promise is made.

    References
    ----------
    Kelly, J. P., Golden, B. L. and Assad, A. A. (1992). Cell suppression: disclosure protection for sensitive tabular
    data. *Networks* 22(4), 397–417. Gusfield, D. (1988). A graph theoretic approach to statistical data security. *SIAM
    Journal on Computing* 17(3), 552–571.

    Examples
    --------
    >>> suppress_cross([[20, 1, 9], [15, 12, 30], [8, 40, 25]]).tolist()
    [[-1, -1, 9, 30], [-1, -1, 30, 57], [8, 40, 25, 73], [43, 53, 64, 160]]
    """
    given = np.asarray(counts)
    if given.ndim != 2 or not given.size:
        raise ValueError("a cross table has rows and columns")
    if (given != given.astype(np.int64)).any():
        raise ValueError("a count is not whole")
    if (given < 0).any():
        raise ValueError("a count is negative")
    exact = with_totals(given.astype(np.int64))
    if exact[-1, -1] < least:
        return np.full_like(exact, HIDDEN)
    small = exact < least
    hide = small.copy()
    waiting = deque(_cells(hide))
    while waiting:
        # Hiding more only widens what is hidden already: a figure once safe stays safe.
        cell = waiting[0]
        lacking = _lacking(exact, hide, cell, least)
        if not lacking:
            waiting.popleft()
            continue
        up, amount = lacking
        ring = _cheapest_ring(exact, hide, cell, up, amount) or _cheapest_ring(exact, hide, cell, up, 1)
        fresh = [one for one in ring if not hide[one]] or list(_cells(~hide))
        for one in fresh:
            hide[one] = True
            waiting.append(one)
        if hide.all():
            break
    return np.where(hide, HIDDEN, exact)


def cross_bounds(published: IntArray | Sequence[Sequence[int]]) -> Interval[FloatArray]:
    """Return what can be worked out about every figure of a cross table from the published ones alone.

    Parameters
    ----------
    published : array of int, (rows + 1, columns + 1)
        Totals last, `HIDDEN` where nothing is shown, as `suppress_cross` gives it.

    Returns
    -------
    Interval of arrays, same shape
        Least and most that each figure can be; infinite where nothing bounds it. Exact: both ends can occur.

    Raises
    ------
    ValueError
        If no counts would give these figures (totals that do not add up).

    Notes
    -----
    One table that fits is found, then for each hidden figure how much could be added and taken away; whole amounts,
    since a network of whole figures has whole answers.

    References
    ----------
    As for `suppress_cross`; Ford, L. R. and Fulkerson, D. R. (1956). Maximal flow through a network. *Canadian Journal
    of Mathematics* 8, 399–404.

    Examples
    --------
    >>> found = cross_bounds([[-1, -1, 10], [-1, -1, 8], [9, 9, 18]])
    >>> found.lower.tolist()[0], found.upper.tolist()[0]
    ([1.0, 1.0, 10.0], [9.0, 9.0, 10.0])
    """
    table = np.asarray(published, dtype=np.int64)
    hide = table == HIDDEN
    fitting = _fitting(table)
    room = _room(fitting, hide)
    lower, upper = fitting.astype(np.float64), fitting.astype(np.float64)
    for cell in _cells(hide):
        lower[cell] -= _less(fitting, room, cell, math.inf)
        upper[cell] += _more(fitting, room, cell, math.inf)
    return Interval(lower, upper)


def _lacking(exact: IntArray, hide: np.ndarray, cell: Cell, least: int) -> tuple[bool, float] | None:
    """Say in which direction (upwards?) a hidden figure is too closely bound, and by how much it should move."""
    count, room = float(exact[cell]), _room(exact, hide)
    if count < least:
        if _less(exact, room, cell, count) < count:
            return False, count
        return None if _more(exact, room, cell, least - count) >= least - count else (True, least - count)
    free = _less(exact, room, cell, least) + _more(exact, room, cell, least)
    return None if free >= least else (True, float(least))


def _cells(mask: np.ndarray) -> Iterator[Cell]:
    for row, column in np.argwhere(mask):
        yield int(row), int(column)


def _arrow(shape: tuple[int, ...], cell: Cell) -> tuple[int, int]:
    """Return from where to where a figure flows: counts from row to column, totals back, the grand total on again."""
    row, column = cell[0], shape[0] + cell[1]
    is_total = (cell[0] == shape[0] - 1) != (cell[1] == shape[1] - 1)
    return (column, row) if is_total else (row, column)


def _room(exact: IntArray, hide: np.ndarray) -> Room:
    """A hidden figure can grow without end and shrink to nought."""
    room: Room = {node: {} for node in range(sum(exact.shape))}
    for cell in _cells(hide):
        start, end = _arrow(exact.shape, cell)
        room[start][end], room[end][start] = math.inf, float(exact[cell])
    return room


def _more(exact: IntArray, room: Room, cell: Cell, enough: float) -> float:
    start, end = _arrow(exact.shape, cell)
    return _flow(_without(room, start, end), end, start, enough)


def _less(exact: IntArray, room: Room, cell: Cell, enough: float) -> float:
    start, end = _arrow(exact.shape, cell)
    return _flow(_without(room, start, end), start, end, min(enough, float(exact[cell])))


def _without(room: Room, one: int, other: int) -> Room:
    """A copy in which a figure does not make room for itself."""
    copy = {node: dict(ways) for node, ways in room.items()}
    copy[one].pop(other, None)
    copy[other].pop(one, None)
    return copy


def _flow(room: Room, source: int, sink: int, enough: float) -> float:
    """How much can flow, by shortest ways first (Edmonds and Karp 1972), up to `enough`; `room` is used up."""
    flowed = 0.0
    while flowed < enough:
        came: dict[int, int] = {source: source}
        queue = deque([source])
        while queue and sink not in came:
            node = queue.popleft()
            for then, free in room[node].items():
                if free > 0 and then not in came:
                    came[then] = node
                    queue.append(then)
        if sink not in came:
            break
        way, node = [], sink
        while node != source:
            way.append((came[node], node))
            node = came[node]
        amount = min(enough - flowed, *(room[start][end] for start, end in way))
        if math.isinf(amount):
            return amount
        for start, end in way:
            room[start][end] -= amount
            room[end][start] = room[end].get(start, 0.0) + amount
        flowed += amount
    return flowed


def _fitting(table: IntArray) -> IntArray:
    """One table of whole counts that gives the published figures."""
    hide, shape = table == HIDDEN, table.shape
    sign = np.ones(shape, dtype=np.int64)
    sign[-1, :] *= -1
    sign[:, -1] *= -1
    known = np.where(hide, 0, table) * sign
    need = np.concatenate([-known.sum(axis=1), known.sum(axis=0)])  # what rows give out, what columns take in
    room = _room(np.where(hide, 0, table), hide)
    source, sink = len(need), len(need) + 1
    room[source], room[sink] = {}, {}
    for node, amount in enumerate(need.tolist()):
        if amount > 0:
            room[source][node], room[node][source] = float(amount), 0.0
        elif amount < 0:
            room[node][sink], room[sink][node] = float(-amount), 0.0
    wanted = float(need[need > 0].sum())
    if need.sum() != 0 or _flow(room, source, sink, wanted) < wanted:
        raise ValueError("no counts give these figures")
    found = table.copy()
    for cell in _cells(hide):
        start, end = _arrow(shape, cell)
        found[cell] = round(room[end][start])
    return found


def _cheapest_ring(exact: IntArray, hide: np.ndarray, cell: Cell, up: bool, amount: float) -> list[Cell]:
    """Return the figures that, hidden, let this one move by `amount` (Dijkstra 1959); empty if there is no such ring."""
    start, end = _arrow(exact.shape, cell)
    source, sink = (end, start) if up else (start, end)
    expected = exact[:, -1:] * exact[-1:, :] / exact[-1, -1]
    dear = float(exact[-1, -1]) * exact.size
    ways: dict[int, list[tuple[int, float, Cell]]] = {node: [] for node in range(sum(exact.shape))}
    for one in _cells(np.ones(exact.shape, dtype=np.bool_)):
        if one == cell:
            continue
        tail, head = _arrow(exact.shape, one)
        at_edge = one[0] == exact.shape[0] - 1 or one[1] == exact.shape[1] - 1
        cost = 0.0 if hide[one] else expected[one] + 1 + at_edge * dear
        ways[tail].append((head, cost, one))
        if exact[one] >= amount:
            ways[head].append((tail, cost, one))
    best: dict[int, float] = {source: 0}
    last: dict[int, tuple[int, Cell]] = {}
    queue = [(0.0, source)]
    while queue:
        spent, node = heapq.heappop(queue)
        if spent > best[node]:
            continue
        for then, cost, one in ways[node]:
            if spent + cost < best.get(then, math.inf):
                best[then], last[then] = spent + cost, (node, one)
                heapq.heappush(queue, (spent + cost, then))
    ring, node = [], sink
    if sink not in last:
        return []
    while node != source:
        node, one = last[node]
        ring.append(one)
    return ring
