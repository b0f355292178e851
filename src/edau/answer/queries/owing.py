"""Who owes an answer: the body that the involvement names, else the local authority of the place, else all of Wales."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from edau.listen.models import Contribution
from edau.people.choices import Sector
from edau.people.models import Organisation, Role
from edau.people.rules import MAY, Deed
from edau.places.queries import WALES, visible_area, visible_areas

AROUND = ("authority", "board", "health_board", "community", "ward", "place")  # what an area lies in


@dataclass(frozen=True)
class Ower:
    """Who owes it: an organisation by its key (empty: no body in particular), and the areas whose officers may answer."""

    organisation: str
    areas: tuple[str, ...] = ()

    @property
    def organisations(self) -> tuple[str, ...]:
        return (self.organisation,) if self.organisation else ()


def bodies_of_authorities() -> dict[str, str]:
    """The key of the organisation of each local authority, by the code of its area. One query."""
    found = Organisation.objects.filter(sector=Sector.AUTHORITY).exclude(area="").order_by("-key")
    return dict(found.values_list("area", "key"))


def authority_of(place: str) -> str:
    """The code of the authority that a place lies in, or is; empty where there is none."""
    area = visible_area(place)
    if area is None:
        return ""
    return area.code if area.kind == "authority" else area.authority_id or ""


def ower(contribution: Contribution, bodies: Mapping[str, str]) -> Ower:
    """Who owes an answer to this. `bodies` are those of `bodies_of_authorities`. No query where the involvement has been
    fetched with the contribution."""
    if contribution.involvement is not None:
        return Ower(contribution.involvement.answered_by_id)
    return ower_of_place(contribution.place, bodies)


def ower_of_place(place: str, bodies: Mapping[str, str]) -> Ower:
    """Who owes an answer to what was said of a place outside any involvement."""
    area = visible_area(place)
    around = [getattr(area, f"{link}_id") for link in AROUND] if area is not None else []
    return Ower(bodies.get(authority_of(place), ""), (place, *filter(None, around), WALES))


def owed_by(roles: Iterable[Role]) -> QuerySet[Contribution]:
    """What those who hold these roles may answer: that of their organisations and areas; everything for an officer
    everywhere. Withdrawn and held ones are among it; whoever shows words leaves them out."""
    fitting = [role for role in roles if role.part in MAY[Deed.WEIGH]]
    if any(not role.organisation_id and not role.area for role in fitting):
        return Contribution.objects.all()
    keys = {role.organisation_id for role in fitting if role.organisation_id}
    areas = {role.area for role in fitting if role.area}
    free = Q(involvement=None)
    if WALES not in areas:
        areas |= {area for area, key in bodies_of_authorities().items() if key in keys} if keys else set()
        free &= Q(place__in=_within(areas))
    return Contribution.objects.filter(Q(involvement__answered_by__in=keys) | free)


def _within(areas: set[str]) -> list[str]:
    """The codes of these areas and of all that lie in them."""
    if not areas:
        return []
    return [
        code
        for code, area in visible_areas().items()
        if code in areas or any(getattr(area, f"{link}_id") in areas for link in AROUND)
    ]
