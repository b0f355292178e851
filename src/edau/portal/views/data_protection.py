"""Data protection: the privacy notice made from the recorded purposes, and a template for an impact assessment."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.listen.queries.contributions import published
from edau.people.purposes import purposes
from edau.portal.pages.data_protection import controllers


@require_safe
@same_for_everyone
def notice(request: HttpRequest) -> HttpResponse:
    """Who answers for the data of each involvement, what for, by which right, for how long, and what people may ask."""
    language = get_language() or "cy"
    listed = controllers(published(), language)
    context = {
        "purposes": purposes(),
        "controllers": listed,
        "synthetic": any(one.synthetic for one in listed),
    }
    return render(request, f"portal/prose/data_protection.{language}.html", context)


@require_safe
@same_for_everyone
def dpia(request: HttpRequest) -> HttpResponse:
    """A data protection impact assessment, filled in as far as the software can know, for a controller to complete."""
    language = get_language() or "cy"
    return render(request, f"portal/prose/dpia.{language}.html", {"purposes": purposes()})
