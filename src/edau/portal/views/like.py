"""Places like one, and those among them that differ clearly."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.places.models import Area
from edau.places.queries import visible_area
from edau.portal.addresses import area_reference, code_of
from edau.portal.bright_page import bright_page
from edau.portal.like_page import like_page, wish_of
from edau.ui.links import address_in
from edau.understand.analysis.cube import cube
from edau.understand.analysis.similar import takes_part


@require_safe
@same_for_everyone
def like(request: HttpRequest, reference: str) -> HttpResponse:
    """The nearest neighbours of a place, under the reader's own weights and filters if they have any."""
    area, language = _place(reference), get_language() or "cy"
    if area is None:
        return _elsewhere(request, reference, "portal:like")
    moved = _moved(request, area, reference, "portal:like", language)
    if moved:
        return moved
    page = like_page(area, wish_of(request.GET.dict()), language)
    return render(request, "portal/like.html", {"page": page})


@require_safe
@same_for_everyone
def bright(request: HttpRequest, reference: str) -> HttpResponse:
    """Places surely like this one that have clearly more, or less, of what somebody cares about."""
    area, language = _place(reference), get_language() or "cy"
    if area is None:
        return _elsewhere(request, reference, "portal:bright")
    moved = _moved(request, area, reference, "portal:bright", language)
    if moved:
        return moved
    page = bright_page(area, request.GET.get("indicator", ""), request.GET.get("way", ""), cube(), language)
    return render(request, "portal/bright.html", {"page": page})


def _place(reference: str) -> Area | None:
    """The listed place of this address; None for an area of another kind."""
    area = visible_area(code_of(reference))
    if area is None:
        raise Http404
    return area if takes_part(area.code) else None


def _elsewhere(request: HttpRequest, reference: str, view: str) -> HttpResponse:
    """An area that is not compared: the page of the town it is part of may help, and says why."""
    area, language = visible_area(code_of(reference)), get_language() or "cy"
    if area is None:
        raise Http404
    moved = _moved(request, area, reference, view, language)
    if moved:
        return moved
    place = area.place
    link = (area_reference(place, language), place.name(language)) if place else None
    return render(request, "portal/like_none.html", {"place": link})


def _moved(request: HttpRequest, area: Area, reference: str, view: str, language: str) -> HttpResponse | None:
    addresses = {code: address_in(code, view, area_reference(area, code)) for code in ("cy", "en")}
    if reference != area_reference(area, language):
        query = request.META.get("QUERY_STRING", "")
        return redirect(addresses[language] + (f"?{query}" if query else ""), permanent=True)
    request.addresses = addresses  # type: ignore[attr-defined]
    return None
