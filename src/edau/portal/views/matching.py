"""How matching works: the published weights in plain words, with an example worked through."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.portal.pages.matching_method import method_of, worked_example


@require_safe
@same_for_everyone
def how_matching_works(request: HttpRequest) -> HttpResponse:
    """Written whole in each language; the weights and the example are worked out from the published file."""
    language = get_language() or "cy"
    context = {"method": method_of(language), "example": worked_example()}
    return render(request, f"portal/prose/how_matching_works.{language}.html", context)
