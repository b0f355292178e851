"""Replies, for everyone: one with the words that it answers, and all those of an involvement."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from edau.answer.queries.replies import published_reply
from edau.core.freshness import same_for_everyone
from edau.portal.pages.reply import replies_page, reply_page
from edau.portal.views.listening import involvement_or_404


@require_safe
@same_for_everyone
def reply(request: HttpRequest, reply: str) -> HttpResponse:
    """One answer in both languages, what came of it, and which words it answers."""
    found = published_reply(reply)
    if found is None:
        raise Http404
    page = reply_page(found, get_language() or "cy")
    return render(request, "portal/reply.html", {"page": page, "synthetic": found.synthetic})


@require_safe
@same_for_everyone
def replies(request: HttpRequest, involvement: str) -> HttpResponse:
    """The answers that were given in an involvement; what can be traced beside whether it mattered."""
    found = involvement_or_404(involvement)
    page = replies_page(found, request.GET.get("page", "1"), get_language() or "cy")
    return render(request, "portal/replies.html", {"page": page, "synthetic": found.synthetic})
