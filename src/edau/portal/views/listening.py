"""What the pages of involvements share: finding the one an address names, and saying why something may not be done."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from edau.core.answers import Answer
from edau.listen.choices import Stage
from edau.listen.models import Involvement
from edau.listen.queries.contributions import published_involvement
from edau.portal.forms.asking import FORBIDDEN


def involvement_or_404(key: str) -> Involvement:
    """An involvement that everyone may read; a draft, and what is held, is not found."""
    found = published_involvement(key)
    if found is None:
        raise Http404
    return found


def chosen_of(choices: Sequence[Involvement], wanted: str) -> Involvement | None:
    """The one of several that the address names, else the first; None of none."""
    return next((one for one in choices if one.pk == wanted), choices[0] if choices else None)


def any_involvement(key: str) -> Involvement:
    """Also a draft: whoever asks for one is asked first what they may do with it. What is held is in no reader’s sight."""
    one = Involvement.objects.select_related("asked_by", "answered_by").filter(pk=key).first()
    if one is None or (one.stage == Stage.PUBLISHED and published_involvement(key) is None):
        raise Http404
    return one


def refused(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The page that says why something may not be done here."""
    return render(request, "portal/listening_refused.html", {"reason": answer.reason}, status=FORBIDDEN)
