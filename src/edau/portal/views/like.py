"""Places like one, and those among them that differ clearly."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.places.models import Area
from edau.portal.addresses import area_reference
from edau.portal.pages.bright import bright_page
from edau.portal.pages.like import like_page, wish_of
from edau.portal.views.areas import area_or_404, moved
from edau.understand.analysis.cube import cube
from edau.understand.analysis.similar import takes_part


@require_safe
@same_for_everyone
def like(request: HttpRequest, reference: str) -> HttpResponse:
    """The nearest neighbours of a place, under the reader's own weights and filters if they have any."""
    area, language = _place(reference), get_language() or "cy"
    if area is None:
        return _elsewhere(request, reference, "portal:like")
    if elsewhere := moved(request, area, reference, "portal:like", language):
        return elsewhere
    page = like_page(area, wish_of(request.GET.dict()), language)
    return render(request, "portal/like.html", {"page": page})


@require_safe
@same_for_everyone
def bright(request: HttpRequest, reference: str) -> HttpResponse:
    """Places surely like this one that have clearly more, or less, of what somebody cares about."""
    area, language = _place(reference), get_language() or "cy"
    if area is None:
        return _elsewhere(request, reference, "portal:bright")
    if elsewhere := moved(request, area, reference, "portal:bright", language):
        return elsewhere
    page = bright_page(area, request.GET.get("indicator", ""), request.GET.get("way", ""), cube(), language)
    return render(request, "portal/bright.html", {"page": page})


def _place(reference: str) -> Area | None:
    """The listed place of this address; None for an area of another kind."""
    area = area_or_404(reference)
    return area if takes_part(area.code) else None


def _elsewhere(request: HttpRequest, reference: str, view: str) -> HttpResponse:
    """An area that is not compared: the page of the town it is part of may help, and says why."""
    area, language = area_or_404(reference), get_language() or "cy"
    if elsewhere := moved(request, area, reference, view, language):
        return elsewhere
    place = area.place
    link = (area_reference(place, language), place.name(language)) if place else None
    return render(request, "portal/like_none.html", {"place": link})
