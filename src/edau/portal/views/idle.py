"""Idle hours: when the rooms and spaces of a place are open and nobody uses them."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from edau.connect.queries.idle import monday_of
from edau.core import clock
from edau.core.freshness import same_for_everyone
from edau.places.queries import visible_area
from edau.portal.addresses import area_address, area_reference, code_of
from edau.portal.pages.idle import idle_page
from edau.ui.links import address_in, address_of

AHEAD = timedelta(weeks=53)


@require_safe
@same_for_everyone
def idle(request: HttpRequest, reference: str) -> HttpResponse:
    """A week in an area: this one, or the week of another day that is asked for."""
    area, language = visible_area(code_of(reference)), get_language() or "cy"
    if area is None:
        raise Http404
    if reference != area_reference(area, language):
        return redirect(address_in(language, "portal:idle", area_reference(area, language)), permanent=True)
    request.addresses = {  # type: ignore[attr-defined]
        each: address_in(each, "portal:idle", area_reference(area, each)) for each in ("cy", "en")
    }
    today = clock.today()
    above = area.authority if area.kind != "authority" else None
    page = idle_page(area, monday_of(_asked(request, today)), today)
    context = {
        "page": page,
        "name": area.name(language),
        "back": area_address(area, language),
        "above": (above.name(language), address_of("portal:idle", area_reference(above, language)))
        if above
        else None,
        "synthetic": page.synthetic,
    }
    return render(request, "portal/idle.html", context)


def _asked(request: HttpRequest, today: date) -> date:
    text = request.GET.get("week", "")
    if not text:
        return today
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if abs(asked - today) > AHEAD:
        raise Http404
    return asked
