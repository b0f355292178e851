"""Addresses of pages: the same page in each language, and the address of an area."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import urlencode

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from edau.places.models import Area
from edau.ui.links import address_in

LANGUAGES = ("cy", "en")
# What a reader had asked, and must find again in the other language.
KEPT = (
    *("q", "theme", "next", "heading", "goal", "place", "range"),
    *("round", "km", "at", "areas", "way", "within", "part", "page", "shape"),  # a drawing
    *("kind", "spoken", "rest"),  # a list of stories
    *("add", "ranks", "indicator", "size", "setting", "all"),  # a comparison
    "involvement",  # the question that somebody answers
    "period",  # a quarter or a year
    "state",  # how far what is owed on a desk is
    "body",  # whose asks
    "chart",  # one to put on a site of one's own
    "side",  # of a suggestion, for whom a connector reads it
    "organisation",  # with which hours were used
    *("begins", "ends", "print"),  # a statement
    "week",  # of a room
    "prove",  # the audit trail
    "reported",  # what became of a report
)
_ANY_AREA = "A00000000"  # has the form of a code, and stands in no address by itself
WEIGHTS = "w_"  # how much each theme counts


def area_reference(area: Area, language: str) -> str:
    """The last part of an area's address: "W38000081-pontypridd"; a board's code says its name already."""
    return area.code if area.kind == "board" else f"{area.code}-{area.slug(language)}"


def area_address(area: Area, language: str) -> str:
    return place_address(area_reference(area, language), language)


def place_address(reference: str, language: str) -> str:
    """The address of an area's page by the last part of it. A list has hundreds of them, each new to the page, so the one
    part in which they differ is put into an address that is known: asking Django anew takes a hundred times as long."""
    return address_in(language, "portal:place", _ANY_AREA).replace(_ANY_AREA, reference)


def code_of(reference: str) -> str:
    """The code in the last part of an address."""
    return reference if reference.startswith("psb-") else reference.split("-", 1)[0]


def addresses_of(request: HttpRequest) -> dict[str, str]:
    """This page's address in each language, with what the reader had asked. A view may have said so itself."""
    said: dict[str, str] | None = getattr(request, "addresses", None)
    base = said or {language: _same_page(request, language) for language in LANGUAGES}
    try:
        given = request.GET.lists()
    except TooManyFieldsSent:  # the error page about it is made here, too
        given = iter(())
    asked = [(key, value) for key, value in given if key in KEPT or key.startswith(WEIGHTS)]
    query = urlencode(asked, doseq=True)
    return {language: f"{address}?{query}" if query else address for language, address in base.items()}


def _same_page(request: HttpRequest, language: str) -> str:
    match = request.resolver_match
    if match is not None and match.view_name:
        if not (match.args or match.kwargs):
            return address_in(language, match.view_name)
        with suppress(NoReverseMatch), override(language):
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    return address_in(language, "portal:home")


def indicator_address(key: str, language: str) -> str:
    return address_in(language, "portal:indicator", key)


def address_of_sides(keys: Iterable[str], language: str, *, ranks: bool = False) -> str:
    """The address of the page that shows these areas side by side."""
    query = [("place", key) for key in keys] + ([("ranks", "1")] if ranks else [])
    return f"{address_in(language, 'portal:compare')}?{urlencode(query)}"
