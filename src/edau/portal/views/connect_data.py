"""Open data of Connect: services and places, rooms and their empty half hours, the list of skills, counts. Never people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from edau.connect.analysis.counting import counted
from edau.connect.hsds import VERSION
from edau.connect.queries.counting import givers, wanted
from edau.connect.skos import skos
from edau.core.freshness import same_for_everyone
from edau.portal.api import asking, connecting
from edau.portal.api.answers import accepted, json_answer, open_data
from edau.portal.api.harvest import human_page
from edau.portal.exports.impact import counts_table
from edau.portal.exports.tables import CSV, csv_file
from edau.understand.formats.records import records

LISTED = ("page", "per_page", "lang")
FED = ("afterTimestamp", "afterId", "lang")


def _answer(request: HttpRequest, allowed: tuple[str, ...], make: Callable[..., Any]) -> HttpResponse:
    given = asking.parameters(request, allowed)
    language = asking.language(given)
    return json_answer(request, make(given, connecting.site(_origin(request), language)), language)


@same_for_everyone
@open_data
def hsds(request: HttpRequest) -> HttpResponse:
    """Which version of the specification this is, and where it is described."""

    def about(_given: Any, where: Any) -> dict[str, str]:
        return {
            "version": VERSION,
            "profile": human_page(where.origin, where.language),
            "openapi_url": f"{where.origin}{reverse('api:openapi')}?lang={where.language}",
        }

    return _answer(request, ("lang",), about)


@same_for_everyone
@open_data
def services(request: HttpRequest) -> HttpResponse:
    """What organisations share, page by page."""
    return _answer(request, ("organization_id", "full", *LISTED), connecting.services)


@same_for_everyone
@open_data
def service(request: HttpRequest, service: str) -> HttpResponse:
    """One of them with everything that belongs to it."""
    return _answer(request, ("lang",), lambda _given, where: connecting.one_service(service, where))


@same_for_everyone
@open_data
def organizations(request: HttpRequest) -> HttpResponse:
    """The organisations that share something."""
    return _answer(request, LISTED, connecting.organizations)


@same_for_everyone
@open_data
def service_at_locations(request: HttpRequest) -> HttpResponse:
    """What is shared at which place, and when."""
    return _answer(request, LISTED, connecting.at_locations)


@same_for_everyone
@open_data
def facility_uses(request: HttpRequest) -> HttpResponse:
    """The feed of rooms."""
    return _answer(request, FED, connecting.facility_uses)


@same_for_everyone
@open_data
def slots(request: HttpRequest) -> HttpResponse:
    """The feed of their half hours."""
    return _answer(request, FED, connecting.slots)


@same_for_everyone
@open_data
def skills(request: HttpRequest) -> HttpResponse:
    """The list of everyday skills and of kinds of asset (SKOS), in both languages at once."""
    language = asking.language(asking.parameters(request, ("lang",)))
    base = f"{_origin(request)}{reverse('api:skills')}#"
    return json_answer(request, skos(base), language, "application/ld+json")


@same_for_everyone
@open_data
def counts(request: HttpRequest) -> HttpResponse:
    """How many offer and need something, by authority and group of skills."""
    given = asking.parameters(request, ("format", "lang"))
    language, form = asking.language(given), asking.choice(given, "format", ("json", "csv"))
    with override(language):
        table = counts_table(counted(givers(), wanted()))
        if form == "csv":
            accepted(request, CSV)
            response = csv_file("edau-connect-counts.csv", table, language, for_programs=True)
            response.headers["Content-Language"] = language
            return response
        body = records(table, language)
    body["links"] = {
        one: f"{_origin(request)}{reverse('api:connect')}?format={one}&lang={language}"
        for one in ("json", "csv")
    }
    return json_answer(request, body, language)


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
