"""Where a reader of an area's page can go on from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from edau.places.models import Area
from edau.portal.addresses import address_of_sides, area_reference
from edau.portal.queries.evidence import WITH_FIGURES
from edau.ui.links import address_in


@dataclass(frozen=True)
class Way:
    """One way on: its address, its words, and what is to be found there."""

    address: str
    title: str
    text: str


def ways_on(area: Area, language: str) -> Iterable[Way]:
    """The ways on from an area, those that speak of it first. Only ways that lead somewhere for this kind of area."""
    name, reference = area.name(language), area_reference(area, language)

    def to(view: str) -> str:
        return address_in(language, view, reference)

    if area.kind == "place":
        yield Way(
            to("portal:like"), _("Places like this one"), _("Which they are, why, and how sure that is.")
        )
        yield Way(
            to("portal:bright"), _("Bright spots"), _("Who is like you, differs clearly, and could be asked.")
        )
        yield Way(
            to("portal:links"),
            _("Links with other places"),
            _("Where people go to work, and what is shared."),
        )
    if area.kind in WITH_FIGURES:
        yield Way(
            address_of_sides([area.code], language),
            _("Compare"),
            _("%(name)s side by side with others.") % {"name": name},
        )
    authority = area if area.kind in ("authority", "country") else area.authority
    if authority is not None:
        yield Way(
            address_in(language, "portal:ahead", area_reference(authority, language)),
            _("A look ahead"),
            _("%(name)s: rising, steady or falling, and how far past guesses were right.")
            % {"name": authority.name(language)},
        )
    if area.kind != "lsoa":
        yield Way(
            f"{address_in(language, 'portal:asks')}?{urlencode({'place': area.code})}",
            _("Who is asking people what here"),
            _("One calendar of all bodies: now, to come, and lately."),
        )
    if area.kind in ("place", "lsoa"):
        query = urlencode({"at": area.code, "km": "3"})
        yield Way(
            f"{address_in(language, 'portal:draw')}?{query}",
            _("Draw your own place"),
            _("A valley, an estate, the villages round a school."),
        )
