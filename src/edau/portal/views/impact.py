"""What came of Connect: needs met, first-time helpers, hours of empty rooms, help nearby, Welsh needs met in Welsh."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edau.connect.analysis.impact import impact as counted
from edau.connect.queries.impact import what_came
from edau.core import clock
from edau.core.freshness import same_for_everyone
from edau.language.numbers import day
from edau.portal.api.files import formats_of, table_file
from edau.portal.exports.impact import impact_table
from edau.portal.pages.impact import impact_page
from edau.ui.links import address_of


@require_safe
@same_for_everyone
def impact(request: HttpRequest) -> HttpResponse:
    """The five measures in words, and by authority."""
    language = get_language() or "cy"
    page = impact_page(counted(what_came()), language)
    context = {
        "page": page,
        "day": day(clock.today(), language),
        "downloads": formats_of(address_of("portal:impact_csv"), _("What came of it"), language),
        "synthetic": page.synthetic,
    }
    return render(request, "portal/connect_impact.html", context)


@require_safe
@same_for_everyone
def impact_csv(request: HttpRequest) -> HttpResponse:
    """The same as CSV, or in another format."""
    return table_file(request, "-".join(("edau", _("impact"))), impact_table(counted(what_came())))
