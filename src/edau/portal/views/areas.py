"""What every page below the address of an area does first: find the area, and lead to its one address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from edau.places.models import Area
from edau.places.queries import visible_area
from edau.portal.addresses import LANGUAGES, area_reference, code_of
from edau.ui.links import address_in


def area_or_404(reference: str) -> Area:
    """The visible area of an address; Http404 where there is none or it is held."""
    area = visible_area(code_of(reference))
    if area is None:
        raise Http404
    return area


def moved(request: HttpRequest, area: Area, reference: str, view: str, language: str) -> HttpResponse | None:
    """Leads to the address of a page in this language, with what was asked; None where the request is there already.

    Then the page knows its twin in the other language.
    """
    addresses = {code: address_in(code, view, area_reference(area, code)) for code in LANGUAGES}
    if reference != area_reference(area, language):
        query = request.META.get("QUERY_STRING", "")
        return redirect(addresses[language] + (f"?{query}" if query else ""), permanent=True)
    request.addresses = addresses  # type: ignore[attr-defined]
    return None
