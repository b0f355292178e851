"""The series of an authority, which way they have gone, and a short look ahead."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.places.queries import visible_area
from edau.portal.addresses import area_reference, code_of
from edau.portal.ahead_exports import ahead_table
from edau.portal.ahead_page import ahead_page, authority_of
from edau.portal.api.files import formats_of, table_file
from edau.ui.links import address_in
from edau.understand.analysis.ahead import ahead_of
from edau.understand.analysis.cube import cube


@require_safe
@same_for_everyone
def ahead(request: HttpRequest, reference: str) -> HttpResponse:
    """Every series of an authority or of Wales; a place shows those of its authority, and says so."""
    area, language = visible_area(code_of(reference)), get_language() or "cy"
    if area is None:
        raise Http404
    addresses = {code: address_in(code, "portal:ahead", area_reference(area, code)) for code in ("cy", "en")}
    if reference != area_reference(area, language):
        return redirect(addresses[language], permanent=True)
    request.addresses = addresses  # type: ignore[attr-defined]
    whole = cube()
    page = ahead_page(area, whole.tag, whole.release, language)
    authority = authority_of(area)
    address = address_in(language, "portal:ahead_csv", reference)
    formats = formats_of(address, page.title, language) if authority else None
    return render(request, "portal/ahead.html", {"page": page, "downloads": formats})


@require_safe
@same_for_everyone
def ahead_csv(request: HttpRequest, reference: str) -> HttpResponse:
    """The series of an area's authority with their look ahead as CSV."""
    area, language = visible_area(code_of(reference)), get_language() or "cy"
    if area is None:
        raise Http404
    authority = authority_of(area)
    table = ahead_table(authority, ahead_of(authority.code) if authority else (), cube().release)
    word = _("ahead")  # the last part of the file's name
    return table_file(request, f"edau-{area.slug(language)}-{word}", table)
