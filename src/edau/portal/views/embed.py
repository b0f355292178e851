"""A chart that other sites may put into a frame: the only page that allows it."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.places.queries import visible_area
from edau.portal.addresses import area_reference, code_of
from edau.portal.api.links import embed_address
from edau.portal.embedded import embedded
from edau.portal.queries.evidence import evidence_of


@require_safe
@same_for_everyone  # type: ignore[arg-type]
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
@xframe_options_exempt
def embed(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """One chart with its sentence, its source and the way back. It sets no cookie and tells nobody who looks at it."""
    language = get_language() or "cy"
    area = visible_area(code_of(reference))
    if area is None:
        raise Http404
    if reference != area_reference(area, language):
        return redirect(embed_address(area, key, language), permanent=True)
    request.addresses = {code: embed_address(area, key, code) for code in ("cy", "en")}  # type: ignore[attr-defined]
    chart = embedded(area, key, evidence_of(area), language)
    if chart is None:
        raise Http404
    return render(request, "portal/embed.html", {"chart": chart})
