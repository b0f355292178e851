"""Up to five areas side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.portal.addresses import address_of_sides
from edau.portal.api.links import downloads
from edau.portal.pages.compare import compare_page
from edau.portal.pages.sides import DRAWN, MOST, Side, side_of
from edau.portal.queries.search import Answer, find
from edau.understand.analysis.cube import cube


@require_safe
@same_for_everyone
def compare(request: HttpRequest) -> HttpResponse:
    """`?place=` for each area, the first of them the one that the others are held against; `?add=` looks for another."""
    language = get_language() or "cy"
    asked = list(dict.fromkeys(request.GET.getlist("place")))
    sides = [side for key in asked[:MOST] if (side := side_of(key, language))]
    answer = find(request.GET.get("add", ""), language)
    choices, added = _choices(answer, sides, language)
    if added is not None:
        sides.append(added)
    page = compare_page(sides, cube(), language, ranks=request.GET.get("ranks") == "1")
    context: dict[str, Any] = {
        "page": page,
        "asked": "" if added else answer.asked,
        "choices": choices,
        "trouble": _trouble(asked, sides, answer, added, choices),
        "suggestions": () if added else answer.suggestions,
    }
    listed = [key for key in page.keys if not DRAWN.fullmatch(key)]
    if listed:
        context["downloads"] = downloads(page.title, language, place=listed)
    return render(request, "portal/compare.html", context)


def _choices(
    answer: Answer, sides: list[Side], language: str
) -> tuple[list[tuple[str, str, str]], Side | None]:
    """What a search for another area comes to: links to choose from, or the one that was certainly meant."""
    if not answer.asked or len(sides) >= MOST:
        return [], None
    there = {side.key for side in sides}
    found = [one for one in answer.found if one.code not in there]
    sure = [one for one in found if one.exact]
    if len(sure) == 1 or (sure and sure[0].kind == "place"):
        return [], side_of(sure[0].code, language)
    keys = [side.key for side in sides]
    return [
        (
            address_of_sides([*keys, one.code], language),
            one.name,
            ": ".join(filter(None, [one.kind_label, one.where])),
        )
        for one in found
    ], None


def _trouble(
    asked: list[str],
    sides: list[Side],
    answer: Answer,
    added: Side | None,
    choices: list[tuple[str, str, str]],
) -> str:
    if len(asked) > MOST or (answer.asked and len(sides) >= MOST and added is None):
        return _("Five can be compared at a time. Take one away first.")
    if len(asked) > len(sides) - (added is not None):
        return _(
            "One of the places in this link is not here, or has no figures of its own. The others are shown."
        )
    if answer.asked and added is None and not choices:
        if answer.found:
            return _("“%(asked)s” is here already.") % {"asked": answer.asked}
        return _("We know no place in Wales called “%(asked)s”.") % {"asked": answer.asked}
    return ""
