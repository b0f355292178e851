"""Offers and needs counted by authority and group of skills, so that nobody can be worked out.

Numbers below five are hidden with as many others as it takes, totals are not told, and what is told is rounded down to fives:
so these numbers give nothing away beside those of smaller areas, which are rounded in the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from edau.connect.queries.counting import Given
from edau.connect.queries.impact import authority_in
from edau.connect.queries.offers import by_fives
from edau.connect.skills import groups
from edau.kernels.deliberation import HIDDEN, suppress
from edau.places.queries import visible_areas


@dataclass(frozen=True)
class Cell:
    """A group of skills (its key) in an authority; None where a number is not shown."""

    authority: str
    group: str
    offer: int | None
    need: int | None


@dataclass(frozen=True)
class Counted:
    """Every group of skills in every authority in which somebody offers or needs something."""

    cells: tuple[Cell, ...]
    synthetic: bool


def counted(offers: Iterable[Given], needs: Iterable[Given]) -> Counted:
    """The cells that may be published, by authority and number of group."""
    offers, needs, areas = list(offers), list(needs), visible_areas()
    known = {one.area: authority_in(one.area, areas) for one in (*offers, *needs)}
    given, wanted = (Counter((known[one.area], one.group) for one in rows) for rows in (offers, needs))
    authorities = sorted(set(known.values()) - {""})
    cells = []
    for authority in authorities:
        offer, need = (_told(authority, counts) for counts in (given, wanted))
        cells += [Cell(authority, key, offer[one.number], need[one.number]) for key, one in groups().items()]
    return Counted(tuple(cells), any(one.synthetic for one in (*offers, *needs)))


def _told(authority: str, counts: Counter[tuple[str, int]]) -> dict[int, int | None]:
    """The numbers of one authority by group."""
    numbers = [group.number for group in groups().values()]
    published = suppress([counts[authority, number] for number in numbers]).counts.tolist()
    return {
        number: None if count == HIDDEN else by_fives(count)
        for number, count in zip(numbers, published, strict=True)
    }
