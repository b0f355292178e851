"""What people said: lists, search, one story, and a feed. Read by everyone, the same for everyone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.listen.queries.contributions import readable, with_additions
from edau.listen.queries.themes import CONTRIBUTION
from edau.portal.exports.stories_feed import feed_of
from edau.portal.forms.stories import FilterForm
from edau.portal.pages.stories import follow_address, list_page, report_address, story_page
from edau.portal.queries.stories import Filters, listed, newest
from edau.portal.views.following import page_asked
from edau.thread.directions import Way


@require_safe
@same_for_everyone
def every_story(request: HttpRequest) -> HttpResponse:
    """What everyone may read, the newest first, as far as a reader's filters let through; or what a search found."""
    language, filters = get_language() or "cy", Filters.asked(request.GET.dict())
    page = list_page(listed(filters, page_asked(request)), filters, language)
    context = {
        "page": page,
        "filters": filters,
        "form": FilterForm(filters, language),
        "synthetic": page.synthetic,
    }
    return render(request, "portal/stories.html", context)


@require_safe
@same_for_everyone
def story(request: HttpRequest, story: str) -> HttpResponse:
    """One story: its words, what was added, how it came, where it belongs, what was answered."""
    language = get_language() or "cy"
    found = (
        readable()
        .select_related("involvement", "recording")
        .prefetch_related(with_additions())
        .filter(pk=story)
        .first()
    )
    if found is None:
        raise Http404
    page = story_page(found, language)
    context = {
        "page": page,
        "back": follow_address(CONTRIBUTION, found.pk, language, Way.BACK),
        "on": follow_address(CONTRIBUTION, found.pk, language, Way.ON),
        "report": report_address(CONTRIBUTION, found.pk, language),
        "synthetic": page.synthetic,
    }
    return render(request, "portal/story.html", context)


@require_safe
@same_for_everyone
def stories_feed(request: HttpRequest) -> HttpResponse:
    """The newest stories as an Atom feed."""
    origin = f"{request.scheme}://{request.get_host()}"
    text = feed_of(newest(), origin, get_language() or "cy")
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
