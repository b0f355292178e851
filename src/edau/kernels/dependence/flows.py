"""Flows of people between places: who stays, leaves and arrives, and the largest links of a place each way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from edau.kernels.arrays import BoolArray, FloatArray, IntArray, Numbers, as_floats

#: Half of the last figure that a published flow keeps (0.1 people): what one flow can be off by.
ROUNDING: Final = 0.05


@dataclass(frozen=True, slots=True)
class FlowTable:
    """An origin–destination table with each pair once; make it by `flow_table`.

    Parameters
    ----------
    origins, destinations : array of int, shape (flows,)
        Numbers of the places, from 0; sorted by origin, then destination.
    people : array of float, shape (flows,)
        People who go from the one to the other. Those who stay have the same origin and destination.
    size : int
        How many places there are, those without any flow included.
    """

    origins: IntArray
    destinations: IntArray
    people: FloatArray
    size: int


@dataclass(frozen=True, slots=True)
class Balance:
    """Who stays in, leaves and arrives at each place: arrays of people, shape (places,)."""

    stay: FloatArray
    leave: FloatArray
    arrive: FloatArray


@dataclass(frozen=True, slots=True)
class Links:
    """The largest links of one place in one direction, largest first.

    `places` are the numbers of the other ends, `people` how many go each way, `shares` their part of all
    (0 to 1). `rest` is the people of all other links together, so that the people and the rest, with those
    who stay, make up the total.
    """

    places: tuple[int, ...]
    people: tuple[float, ...]
    shares: tuple[float, ...]
    rest: float


def flow_table(origins: Numbers, destinations: Numbers, people: Numbers, size: int) -> FlowTable:
    """Return a table of flows in which each pair of places stands once.

    Parameters
    ----------
    origins, destinations : array of whole numbers, shape (flows,)
        Places by number, from 0 up to `size` less 1.
    people : array, shape (flows,)
        People; flows of the same pair are added up.
    size : int
        How many places there are.

    Returns
    -------
    FlowTable

    Raises
    ------
    ValueError
        If the shapes differ, a place is not one of `size`, or the people are negative or missing.

    Examples
    --------
    >>> table = flow_table([0, 0, 1], [1, 1, 0], [10, 5, 2], 2)
    >>> table.origins.tolist(), table.destinations.tolist(), table.people.tolist()
    ([0, 1], [1, 0], [15.0, 2.0])
    """
    start, end = (np.asarray(one, dtype=np.int64) for one in (origins, destinations))
    number = as_floats(people)
    if not start.shape == end.shape == number.shape or number.ndim != 1:
        raise ValueError("origins, destinations and people need one number each per flow")
    if number.size and (min(start.min(), end.min()) < 0 or max(start.max(), end.max()) >= size):
        raise ValueError(f"a flow names a place that is not one of the {size}")
    if not (number >= 0).all() or not np.isfinite(number).all():
        raise ValueError("the people of a flow are missing or negative")
    pairs, which = np.unique(start * size + end, return_inverse=True)
    total = as_floats(np.bincount(which, weights=number, minlength=pairs.size))
    return FlowTable(pairs // size, pairs % size, total, size)


def balance(table: FlowTable) -> Balance:
    """Return who stays in, leaves and arrives at each place.

    Parameters
    ----------
    table : FlowTable

    Returns
    -------
    Balance
        Arrays of shape (places,); 0 where there is no flow.

    Notes
    -----
    People are conserved: all who leave somewhere arrive somewhere, so `leave` and `arrive` have the same sum,
    and with `stay` it is the sum of the table.

    Examples
    --------
    >>> found = balance(flow_table([0, 0, 1], [0, 1, 0], [40, 10, 5], 2))
    >>> found.stay.tolist(), found.leave.tolist(), found.arrive.tolist()
    ([40.0, 0.0], [10.0, 5.0], [5.0, 10.0])
    """
    own = table.origins == table.destinations
    away = ~own

    def total(ends: IntArray, which: BoolArray) -> FloatArray:
        return as_floats(np.bincount(ends[which], weights=table.people[which], minlength=table.size))

    return Balance(total(table.origins, own), total(table.origins, away), total(table.destinations, away))


def unlisted(total: float, listed: float, flows: int) -> float:
    """Return how many people are in none of the listed flows of a place: those in flows too small to list.

    Parameters
    ----------
    total : float
        People by the published total.
    listed : float
        People of the flows that are listed, those who stay included.
    flows : int
        How many flows that is; each is rounded to a tenth.

    Returns
    -------
    float
        0 where the listed flows make up the total but for rounding.

    Raises
    ------
    ValueError
        If more people are listed than there are: then the flows do not belong to the total.

    Examples
    --------
    >>> unlisted(100.0, 97.5, 3), unlisted(100.0, 100.1, 3)
    (2.5, 0.0)
    """
    left = round(total - listed, 6)  # a hair of float arithmetic is no person
    if left < -ROUNDING * (flows + 1):
        raise ValueError(f"the flows hold {listed} people, more than the total of {total}")
    return max(0.0, left)


def reach(table: FlowTable, totals: Numbers, counted: BoolArray) -> FloatArray:
    """Return the weighted in-degree of each place: the shares of other places' people who go to it, added up.

    Parameters
    ----------
    table : FlowTable
    totals : array, shape (places,)
        All people of each place who go anywhere, those who stay included; the share is a share of these.
    counted : array of bool, shape (places,)
        The places whose people count: not the rest of the country, which is no one place.

    Returns
    -------
    array of float64, shape (places,)
        1.5 means as many as all of one place and half of another. 0 where nobody comes.

    Raises
    ------
    ValueError
        If the shapes do not fit the table.

    Notes
    -----
    Each place that sends people speaks with its own share, so that a hub of villages is seen as one, and not
    only the neighbour of a city. A place without a total sends nobody.

    References
    ----------
    Nystuen, J. D. and Dacey, M. F. (1961). A graph theory interpretation of nodal regions. *Papers of the
    Regional Science Association* 7(1), 29–42. Barrat, A. et al. (2004). The architecture of complex weighted
    networks. *PNAS* 101(11), 3747–3752 (strength of a node).

    Examples
    --------
    >>> table = flow_table([0, 1, 2, 2], [0, 0, 0, 1], [90, 40, 30, 10], 3)
    >>> reach(table, [100, 80, 60], np.array([True, True, True])).round(3).tolist()
    [1.0, 0.167, 0.0]
    """
    share = _shares(table, totals)
    used = (table.origins != table.destinations) & _flags(counted, table.size)[table.origins]
    return as_floats(np.bincount(table.destinations[used], weights=share[used], minlength=table.size))


def largest_shares(table: FlowTable, totals: Numbers, single: BoolArray) -> FloatArray:
    """Return the largest share of each place's people who go to one other place.

    Parameters
    ----------
    table : FlowTable
    totals : array, shape (places,)
        As for `reach`.
    single : array of bool, shape (places,)
        The places that count as one place to go to.

    Returns
    -------
    array of float64, shape (places,)
        Between 0 (nobody goes to any of them) and 1.

    Raises
    ------
    ValueError
        If the shapes do not fit the table.

    Notes
    -----
    This is the share of the "dominant flow" by which places are assigned to a centre (see `reach`).

    Examples
    --------
    >>> table = flow_table([0, 0, 0], [0, 1, 2], [50, 30, 20], 3)
    >>> largest_shares(table, [100, 10, 10], np.array([True, False, True])).tolist()
    [0.2, 0.0, 0.0]
    """
    share = _shares(table, totals)
    used = (table.origins != table.destinations) & _flags(single, table.size)[table.destinations]
    largest = np.zeros(table.size)
    np.maximum.at(largest, table.origins[used], share[used])
    return largest


def largest_links(
    table: FlowTable, place: int, total: float, *, outward: bool, k: int = 5, single: BoolArray | None = None
) -> Links:
    """Return the k largest links of a place in one direction, and the rest.

    Parameters
    ----------
    table : FlowTable
    place : int
        Number of the place.
    total : float
        All its people in this direction, those who stay included (at home and at work in the same place).
    outward : bool
        True for where its people go, False for where those who come are from.
    k : int
        How many links, 5 unless told.
    single : array of bool, shape (places,), optional
        The places that may be named as a link; the others are part of the rest. All unless told.

    Returns
    -------
    Links
        Fewer than `k` where there are fewer. Those who stay are no link and are not in the rest.

    Raises
    ------
    ValueError
        If the listed flows hold more people than the total (see `unlisted`).

    Notes
    -----
    Of two links of the same size the one with the smaller number comes first. With a total of nobody the
    shares are 0.

    Examples
    --------
    >>> table = flow_table([0, 0, 0, 0], [0, 1, 2, 3], [50, 30, 15, 4], 4)
    >>> largest_links(table, 0, 100, outward=True, k=2)
    Links(places=(1, 2), people=(30.0, 15.0), shares=(0.3, 0.15), rest=5.0)
    """
    near, far = (table.origins, table.destinations) if outward else (table.destinations, table.origins)
    mine = np.flatnonzero(near == place)
    stay = float(table.people[mine[far[mine] == place]].sum())
    away = mine[far[mine] != place]
    left = unlisted(total, stay + float(table.people[away].sum()), mine.size)
    named = away if single is None else away[_flags(single, table.size)[far[away]]]
    order = named[np.lexsort((far[named], -table.people[named]))][: max(0, k)]
    people = [float(one) for one in table.people[order]]
    return Links(
        tuple(int(one) for one in far[order]),
        tuple(people),
        tuple(one / total if total else 0.0 for one in people),
        float(table.people[away].sum()) - sum(people) + left,
    )


def _shares(table: FlowTable, totals: Numbers) -> FloatArray:
    """The share of its origin's people that each flow is; 0 where the total is nobody or not known."""
    total = as_floats(totals)
    if total.shape != (table.size,):
        raise ValueError("totals need one number per place")
    base = total[table.origins]
    return np.divide(table.people, base, out=np.zeros_like(table.people), where=base > 0)


def _flags(flags: BoolArray, size: int) -> BoolArray:
    found = np.asarray(flags, dtype=np.bool_)
    if found.shape != (size,):
        raise ValueError("flags need one answer per place")
    return found
