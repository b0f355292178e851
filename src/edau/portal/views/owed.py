"""Reply debt in public. What is overdue changes with the day and not only with what is done, so these pages are built each
time they are asked for: no browser may hold yesterday's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from edau.answer.queries.debt import ledger
from edau.core import clock
from edau.portal.api.files import formats_of, table_file
from edau.portal.exports.owed import debt_table
from edau.portal.exports.owed_feed import feed
from edau.portal.pages.owed import owed_page
from edau.ui.links import address_of

ATOM = "application/atom+xml; charset=utf-8"
ask_each_time = cache_control(public=True, max_age=0, must_revalidate=True)


@require_safe
@ask_each_time
def owed(request: HttpRequest) -> HttpResponse:
    """Answers that are owed and given, by involvement, body and place."""
    page = owed_page(ledger(clock.today()), get_language() or "cy")
    downloads = formats_of(
        address_of("portal:owed_csv"), _("Answers owed"), get_language() or "cy", cube=False
    )
    context = {"page": page, "downloads": downloads, "synthetic": page.synthetic}
    return render(request, "portal/owed.html", context)


@require_safe
@ask_each_time
def owed_csv(request: HttpRequest) -> HttpResponse:
    """The same as CSV, or in another format."""
    name = _("answers-owed")
    return table_file(request, f"edau-{name}", debt_table(ledger(clock.today())))


@require_safe
@ask_each_time
def owed_feed(request: HttpRequest) -> HttpResponse:
    """What is overdue and what has been answered, as Atom."""
    origin = f"{request.scheme}://{request.get_host()}"
    body = feed(origin=origin, language=get_language() or "cy", today=clock.today())
    return HttpResponse(body, content_type=ATOM)
