"""Whom something that was said concerns: the bodies of its involvement, and the areas in and around its place."""

from __future__ import annotations

from dataclasses import dataclass

from edau.listen.models import Contribution, Involvement
from edau.places.queries import LINKS, visible_area


@dataclass(frozen=True)
class Concerned:
    """Organisations by key and areas by code, as the rules ask for them."""

    organisations: frozenset[str]
    areas: frozenset[str]


def concerned(involvement: Involvement | None, place: str = "") -> Concerned:
    """Who asks and who answers; the areas of the involvement, the place, and all that these lie in. A query where there is
    an involvement whose areas have not been fetched."""
    bodies: set[str] = set()
    codes = {place} if place else set()
    if involvement is not None:
        bodies = {key for key in (involvement.asked_by_id, involvement.answered_by_id) if key}
        codes |= {area.code for area in involvement.areas.all()}
    return Concerned(frozenset(bodies), frozenset().union(*(around(code) for code in codes)))


def concerned_by(contribution: Contribution) -> Concerned:
    """The same of something that was said."""
    return concerned(contribution.involvement, contribution.place)


def around(code: str) -> frozenset[str]:
    """An area and every area it lies in."""
    area = visible_area(code)
    above = [getattr(area, f"{link}_id") for link in LINKS] if area is not None else []
    return frozenset([code, *(each for each in above if each)])
