"""Following a record of the thread, backwards and forwards, for whoever reads."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from edau.portal.pages.following import follow_page
from edau.thread.actions import End
from edau.thread.directions import Way
from edau.thread.following import follow as follow_thread
from edau.thread.following import was_withdrawn
from edau.thread.records import label_of, reader_of, slug_of
from edau.ui.charts.strands import MOST
from edau.ui.links import address_in

GONE = 410


@never_cache  # officers may see on it what was meant for them alone
@require_safe
def follow(request: HttpRequest, what: str, record: str) -> HttpResponse:
    """Why a record is here, or what came of it: only what this reader may see."""
    language = get_language() or "cy"
    label = label_of(what)
    if label is None:
        raise Http404
    way = Way.ON if request.GET.get("way") == Way.ON else Way.BACK
    reader = reader_of(request.user)
    found = follow_thread(End(label, record), way, language, reader=reader, page=page_asked(request))
    request.addresses = {  # type: ignore[attr-defined]
        each: address_in(each, "portal:follow", slug_of(label, each), record) for each in ("cy", "en")
    }
    if found is None:
        if was_withdrawn(End(label, record), reader):
            return _gap(request)
        raise Http404
    page = follow_page(found, language)
    caption = _("Each knot is one record; a column is one step. An open knot was proposed by a machine.")
    drawn = _("Of a long column the first %(count)s are drawn.") % {"count": MOST}
    context = {
        "page": page,
        "query": f"way={way}&",
        "caption": f"{caption} {drawn}" if any(len(level) > MOST for level in found.levels) else caption,
        "synthetic": page.synthetic,
    }
    return render(request, "portal/following.html", context)


def _gap(request: HttpRequest) -> HttpResponse:
    """The gap that a withdrawn record leaves: that something was here, and nothing of what. 410 tells search engines to
    forget the address."""
    response = render(request, "portal/following_gap.html", status=GONE)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def page_asked(request: HttpRequest) -> int:
    """The page of a list that an address asks for; the first where it asks for none that can be."""
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
