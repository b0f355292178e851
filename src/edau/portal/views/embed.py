"""A chart that other sites may put into a frame: the only pages that allow it."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.places.models import Area
from edau.portal.addresses import LANGUAGES, area_reference
from edau.portal.api.links import embed_address
from edau.portal.pages.ahead import authority_of
from edau.portal.pages.embedded import Embedded, embedded
from edau.portal.pages.embedded_subjects import embedded_ahead, embedded_links, embedded_ratings
from edau.portal.queries.evidence import evidence_of
from edau.portal.views.areas import area_or_404
from edau.ui.links import address_in
from edau.understand.queries.signals import visible_signal

# Any site may frame these, and only these.
FRAMED = {"frame-ancestors": ["*"]}


@require_safe
@same_for_everyone  # type: ignore[arg-type]
@csp_replace(FRAMED)  # type: ignore[arg-type]
@xframe_options_exempt
def embed(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """One chart with its sentence, its source and the way back. It sets no cookie and tells nobody who looks at it."""
    language = get_language() or "cy"
    area = area_or_404(reference)
    if reference != area_reference(area, language):
        return redirect(embed_address(area, key, language), permanent=True)
    request.addresses = {code: embed_address(area, key, code) for code in ("cy", "en")}  # type: ignore[attr-defined]
    return _framed(request, embedded(area, key, evidence_of(area), language))


@require_safe
@same_for_everyone  # type: ignore[arg-type]
@csp_replace(FRAMED)  # type: ignore[arg-type]
@xframe_options_exempt
def embed_links(request: HttpRequest, reference: str, direction: str) -> HttpResponse:
    """The map of a place's links to work in one direction."""
    area = area_or_404(reference)
    if elsewhere := _elsewhere(request, area, reference, "portal:embed_links", direction):
        return elsewhere
    return _framed(request, embedded_links(area, direction, get_language() or "cy"))


@require_safe
@same_for_everyone  # type: ignore[arg-type]
@csp_replace(FRAMED)  # type: ignore[arg-type]
@xframe_options_exempt
def embed_ahead(request: HttpRequest, reference: str, series: str) -> HttpResponse:
    """One series of an authority with its look ahead. The chart of a place is that of its authority."""
    area = area_or_404(reference)
    if elsewhere := _elsewhere(request, authority_of(area) or area, reference, "portal:embed_ahead", series):
        return elsewhere
    return _framed(request, embedded_ahead(area, series, get_language() or "cy"))


@require_safe
@same_for_everyone  # type: ignore[arg-type]
@csp_replace(FRAMED)  # type: ignore[arg-type]
@xframe_options_exempt
def embed_signal(request: HttpRequest, signal: str) -> HttpResponse:
    """What raters think of an entry of the register."""
    entry = visible_signal(signal)
    return _framed(request, embedded_ratings(entry, get_language() or "cy") if entry else None)


def _framed(request: HttpRequest, chart: Embedded | None) -> HttpResponse:
    if chart is None:
        raise Http404
    return render(request, "portal/embed.html", {"chart": chart})


def _elsewhere(
    request: HttpRequest, area: Area, reference: str, view: str, chart: str
) -> HttpResponse | None:
    """Leads to the one address of a chart in this language; None where the request is there already."""
    addresses = {code: address_in(code, view, area_reference(area, code), chart) for code in LANGUAGES}
    language = get_language() or "cy"
    if reference != area_reference(area, language):
        return redirect(addresses[language], permanent=True)
    request.addresses = addresses  # type: ignore[attr-defined]
    return None
