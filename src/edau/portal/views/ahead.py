"""The series of an authority, which way they have gone, and a short look ahead."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.portal.api.files import formats_of, table_file
from edau.portal.api.links import embed_code_of_ahead
from edau.portal.exports.ahead import ahead_table
from edau.portal.pages.ahead import ahead_block, ahead_page, authority_of
from edau.portal.views.areas import area_or_404, moved
from edau.ui.links import address_in
from edau.understand.analysis.ahead import ahead_of
from edau.understand.analysis.cube import cube


@require_safe
@same_for_everyone
def ahead(request: HttpRequest, reference: str) -> HttpResponse:
    """Every series of an authority or of Wales; a place shows those of its authority, and says so."""
    area, language = area_or_404(reference), get_language() or "cy"
    if elsewhere := moved(request, area, reference, "portal:ahead", language):
        return elsewhere
    whole = cube()
    page = ahead_page(area, whole.tag, whole.release, language)
    authority = authority_of(area)
    address = address_in(language, "portal:ahead_csv", reference)
    formats = formats_of(address, page.title, language) if authority else None
    chart = request.GET.get("chart", "")
    block = ahead_block(authority.code, chart, whole.release, language) if authority and chart else None
    context: dict[str, object] = {"page": page, "downloads": formats}
    if authority and block:
        title = f"{block.name}: {authority.name(language)}"
        context["embed"] = embed_code_of_ahead(authority, block.key, title, language)
    return render(request, "portal/ahead.html", context)


@require_safe
@same_for_everyone
def ahead_csv(request: HttpRequest, reference: str) -> HttpResponse:
    """The series of an area's authority with their look ahead as CSV."""
    area, language = area_or_404(reference), get_language() or "cy"
    authority = authority_of(area)
    table = ahead_table(authority, ahead_of(authority.code) if authority else (), cube().release)
    word = _("ahead")  # the last part of the file's name
    return table_file(request, f"edau-{area.slug(language)}-{word}", table)
