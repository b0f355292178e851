"""The home page: one question, one search, the map of every place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.places.queries import areas_by_code
from edau.portal.addresses import area_address
from edau.portal.pages.heard import question, questions_open
from edau.portal.pictures.figures import map_of_places
from edau.portal.pictures.found import found_drawn
from edau.portal.queries.search import find

# A valley town, a slate town and a market town, to show what may be typed.
EXAMPLES = ("W38000081", "W37000076", "W37000100")


@require_safe
@same_for_everyone
def home(request: HttpRequest) -> HttpResponse:
    """The question; with `?q=` also its answer. Nothing typed is kept."""
    language = get_language() or "cy"
    answer = find(request.GET.get("q", ""), language)
    if answer.asked:
        context = {"answer": answer, "found": found_drawn(answer.found, language)}
        return render(request, "portal/found.html", context)
    examples = [
        (area_address(area, language), area.name(language)) for area in areas_by_code(EXAMPLES).values()
    ]
    asked = next(iter(questions_open()), None)
    context = {
        "map": map_of_places(language),
        "examples": examples,
        "question": question(asked, language) if asked is not None else None,
        "synthetic": asked is not None and asked.synthetic,
    }
    return render(request, "portal/home.html", context)
