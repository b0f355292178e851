"""What a place has: its page. Fetch, ask, render."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.places.queries import visible_area
from edau.portal.addresses import area_address, area_reference, code_of
from edau.portal.pages.strengths import strengths_page
from edau.ui.links import address_in, address_of


@require_safe
@same_for_everyone
def place_strengths(request: HttpRequest, reference: str) -> HttpResponse:
    """What people in a place can do and share, and what is needed there."""
    area, language = visible_area(code_of(reference)), get_language() or "cy"
    if area is None:
        raise Http404
    if reference != area_reference(area, language):
        return redirect(
            address_in(language, "portal:place_strengths", area_reference(area, language)), permanent=True
        )
    request.addresses = {  # type: ignore[attr-defined]
        code: address_in(code, "portal:place_strengths", area_reference(area, code)) for code in ("cy", "en")
    }
    page = strengths_page(area, language)
    context = {
        "idle": address_of("portal:idle", area_reference(area, language)),
        "page": page,
        "name": area.name(language),
        "back": area_address(area, language),
        "synthetic": page.synthetic,
    }
    return render(request, "portal/strengths.html", context)
