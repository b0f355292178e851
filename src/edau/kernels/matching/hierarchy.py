"""Rooms that are parts of rooms: using a hall uses both its halves, and using a half takes the hall.

A tree of spaces comes down to its smallest parts: a space *is* the set of smallest parts under it, and two
spaces get in each other's way exactly when those sets meet. One free-or-taken table over the smallest parts is
then all there is to keep, whichever space of the tree is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: Half hours in a day, and days in a week (0 is Monday).
HALF_HOURS = 48
DAYS = 7

#: For each day a number whose bit t says whether the half hour that begins at t / 2 o'clock is in.
Week = tuple[int, int, int, int, int, int, int]

NO_TIME: Week = (0,) * 7
ALL_TIME: Week = ((1 << HALF_HOURS) - 1,) * 7


@dataclass(frozen=True, slots=True)
class Space:
    """A room, a half of one, a hall: anything that one group at a time can be in.

    Parameters
    ----------
    id : str
        Unique in its round.
    persons : int
        How many it holds.
    open : Week
        When it can be given out.
    part_of : str, optional
        The space that this one is a part of.
    """

    id: str
    persons: int
    open: Week
    part_of: str | None = None


def smallest_parts(spaces: Sequence[Space]) -> tuple[tuple[int, ...], ...]:
    """Return for each space the positions, among the smallest parts, of those it is made of.

    Parameters
    ----------
    spaces : sequence of Space
        In any order; a part may stand before its whole.

    Returns
    -------
    tuple of tuple of int
        One for each space, ascending. The smallest parts (spaces that have no parts) are numbered from 0 in
        the order in which they are given. A space whose parts do not fill it is treated as if they did: it
        cannot be used beside any of them.

    Raises
    ------
    ValueError
        If an id comes twice, a `part_of` names no space, or a space is a part of itself by any way round.

    Examples
    --------
    >>> smallest_parts([Space("hall", 90, ALL_TIME), Space("a", 40, ALL_TIME, "hall"), Space("b", 40, ALL_TIME, "hall")])
    ((0, 1), (0,), (1,))
    """
    at = {space.id: i for i, space in enumerate(spaces)}
    if len(at) < len(spaces):
        raise ValueError("two spaces have the same id")
    wholes = {space.part_of for space in spaces if space.part_of is not None}
    if not wholes <= set(at):
        raise ValueError(f"no space is called {sorted(wholes - set(at))[0]!r}")
    found: list[list[int]] = [[] for _ in spaces]
    leaf = 0
    for i, space in enumerate(spaces):
        above = ancestors(spaces, at, i)
        if space.id in wholes:
            continue
        for j in (i, *above):
            found[j].append(leaf)
        leaf += 1
    return tuple(tuple(parts) for parts in found)


def ancestors(spaces: Sequence[Space], at: dict[str, int], i: int) -> list[int]:
    """Return the positions of the spaces that space `i` is a part of, nearest first.

    Raises
    ------
    ValueError
        If the way up comes back to where it has been.
    """
    way = [i]
    while (whole := spaces[way[-1]].part_of) is not None:
        if at[whole] in way:
            raise ValueError(f"the space {whole!r} is a part of itself")
        way.append(at[whole])
    return way[1:]
