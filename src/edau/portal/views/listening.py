"""What the pages of involvements share: finding the one an address names, and saying why something may not be done."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from edau.core.answers import Answer
from edau.listen.models import Involvement
from edau.listen.queries.contributions import published_involvement


def involvement_or_404(key: str) -> Involvement:
    """An involvement that everyone may read; a draft, and what is held, is not found."""
    found = published_involvement(key)
    if found is None:
        raise Http404
    return found


def refused(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The page that says why something may not be done here."""
    return render(request, "portal/listening_refused.html", {"reason": answer.reason}, status=403)
