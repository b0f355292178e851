"""How a place depends on others."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.places.queries import visible_area
from edau.portal.addresses import area_reference, code_of
from edau.portal.api.files import formats_of, table_file
from edau.portal.links_exports import links_table
from edau.portal.links_page import links_page
from edau.ui.links import address_in
from edau.understand.analysis.cube import cube
from edau.understand.analysis.depend import dependence_of


@require_safe
@same_for_everyone
def links(request: HttpRequest, reference: str) -> HttpResponse:
    """What is said of the place, its three axes, its largest links each way. For other areas: the places in them."""
    area, language = visible_area(code_of(reference)), get_language() or "cy"
    if area is None:
        raise Http404
    addresses = {code: address_in(code, "portal:links", area_reference(area, code)) for code in ("cy", "en")}
    if reference != area_reference(area, language):
        return redirect(addresses[language], permanent=True)
    request.addresses = addresses  # type: ignore[attr-defined]
    whole = cube()
    page = links_page(area, dependence_of(area.code), whole.tag, whole.release, language)
    address = address_in(language, "portal:links_csv", reference)
    formats = formats_of(address, page.title, language)
    return render(request, "portal/links.html", {"page": page, "downloads": formats})


@require_safe
@same_for_everyone
def links_csv(request: HttpRequest, reference: str) -> HttpResponse:
    """The links of a place as a file."""
    area, language = visible_area(code_of(reference)), get_language() or "cy"
    if area is None:
        raise Http404
    table = links_table(area, dependence_of(area.code), cube().release)
    word = _("links")  # the last part of the file's name
    return table_file(request, f"edau-{area.slug(language)}-{word}", table)
