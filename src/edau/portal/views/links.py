"""How a place depends on others."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.portal.api.files import formats_of, table_file
from edau.portal.exports.links import links_table
from edau.portal.pages.links import links_page
from edau.portal.views.areas import area_or_404, moved
from edau.ui.links import address_in
from edau.understand.analysis.cube import cube
from edau.understand.analysis.depend import dependence_of


@require_safe
@same_for_everyone
def links(request: HttpRequest, reference: str) -> HttpResponse:
    """What is said of the place, its three axes, its largest links each way. For other areas: the places in them."""
    area, language = area_or_404(reference), get_language() or "cy"
    if elsewhere := moved(request, area, reference, "portal:links", language):
        return elsewhere
    whole = cube()
    page = links_page(area, dependence_of(area.code), whole.tag, whole.release, language)
    address = address_in(language, "portal:links_csv", reference)
    formats = formats_of(address, page.title, language)
    return render(request, "portal/links.html", {"page": page, "downloads": formats})


@require_safe
@same_for_everyone
def links_csv(request: HttpRequest, reference: str) -> HttpResponse:
    """The links of a place as a file."""
    area, language = area_or_404(reference), get_language() or "cy"
    table = links_table(area, dependence_of(area.code), cube().release)
    word = _("links")  # the last part of the file's name
    return table_file(request, f"edau-{area.slug(language)}-{word}", table)
