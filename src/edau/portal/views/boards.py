"""The thirteen boards, who sits with each, and the bodies themselves."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from edau.core import clock
from edau.core.freshness import same_for_everyone
from edau.portal.pages.boards import board_list, board_page, organisation_page


@require_safe
@same_for_everyone
def every_board(request: HttpRequest) -> HttpResponse:
    """The boards, by name."""
    return render(request, "portal/boards.html", {"boards": board_list(get_language() or "cy")})


@require_safe
@same_for_everyone
def board(request: HttpRequest, board: str) -> HttpResponse:
    """Who sits with a board, by standing, each with the section of the Act that says so."""
    page = board_page(board, get_language() or "cy")
    if page is None:
        raise Http404
    return render(request, "portal/board.html", {"page": page})


@require_safe
def organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    """A body: its boards, what it asks and answers, what it owes. What is overdue changes with the day, so this page is
    made each time."""
    today = clock.today()
    page = organisation_page(organisation, get_language() or "cy", today)
    if page is None:
        raise Http404
    context = {"page": page, "key": organisation, "year": today.year, "synthetic": page.synthetic}
    return render(request, "portal/organisation.html", context)
