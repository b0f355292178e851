"""Pages of prose: each is written whole in each language (page.cy.html beside page.en.html), not assembled from phrases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.portal.pages.gaps import gap_register
from edau.portal.pages.method import method_figures, tested
from edau.understand.queries.releases import live_release
from edau.understand.queries.sources import every_source


def _prose(request: HttpRequest, name: str, **context: object) -> HttpResponse:
    return render(request, f"portal/prose/{name}.{get_language()}.html", context)


@require_safe
@same_for_everyone
def about_the_data(request: HttpRequest) -> HttpResponse:
    language = get_language() or "cy"
    known = {"release": live_release(), "sources": every_source(language), "gaps": gap_register(language)}
    return _prose(request, "about_the_data", **known)


@require_safe
@same_for_everyone
def how_we_compare(request: HttpRequest) -> HttpResponse:
    language = get_language() or "cy"
    return _prose(request, "how_we_compare", figures=method_figures(), tested=tested(language))


@require_safe
@same_for_everyone
def accessibility(request: HttpRequest) -> HttpResponse:
    return _prose(request, "accessibility")


@require_safe
@same_for_everyone
def privacy(request: HttpRequest) -> HttpResponse:
    return _prose(request, "privacy")


@require_safe
@same_for_everyone
def cookies(request: HttpRequest) -> HttpResponse:
    return _prose(request, "cookies")


@require_safe
@same_for_everyone
def contact(request: HttpRequest) -> HttpResponse:
    return _prose(request, "contact")
