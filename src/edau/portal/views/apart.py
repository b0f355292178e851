"""Keeping apart from somebody: said once from the page of a suggestion, read and taken back among one's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edau.connect.actions.keeping_apart import keep_apart, unblock
from edau.connect.proposal_rules import may_keep_apart
from edau.connect.queries.kept_apart import kept_apart
from edau.core.answers import NotAllowed
from edau.portal.doors.own_offers import Owner
from edau.portal.doors.receipts import private
from edau.portal.doors.speaking import speaker
from edau.portal.doors.suggestion_sides import opened, suggestion_address
from edau.portal.forms.asking import FORBIDDEN, OK, READ_AND_SEND
from edau.portal.pages.apart import apart_rows
from edau.portal.pages.suggestions import suggestion_page
from edau.portal.views.own_offers import of_its_owner
from edau.ui.links import address_of


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def apart(request: HttpRequest, proposal: str) -> HttpResponse:
    """The first step says what it means; the second does it."""
    who = speaker(request)
    made, side = opened(request, who, proposal)
    back = suggestion_address(proposal, side)
    error = ""
    if request.method == "POST":
        try:
            keep_apart(proposal=proposal, side=side, by=who)
        except NotAllowed as no:
            error = str(no.answer.reason)
        else:
            messages.success(request, _("You will not be suggested to each other any more."))
            return redirect(address_of("portal:suggestions"))
    elif not (allowed := may_keep_apart(who, made, side)):
        error = str(allowed.reason)
    page = suggestion_page(made, side, get_language() or "cy")
    context = {"page": page, "back": back, "error": error, "synthetic": made.synthetic}
    return render(request, "portal/apart.html", context, status=FORBIDDEN if error else OK)


@require_http_methods(READ_AND_SEND)
@private(forms=True)
@of_its_owner
def own_apart(request: HttpRequest, mine: Owner) -> HttpResponse:
    """With whom they do not want to meet; each can be taken back."""
    party = mine.whole()
    found = kept_apart(party)
    if request.method == "POST":
        chosen = next((one for one in found if str(one.block.pk) == request.POST.get("block")), None)
        if chosen is not None and unblock(party=party, other=chosen.block.other, by=mine.by):
            messages.success(request, _("Taken back. You may be suggested to each other again."))
        return redirect(mine.address("own_apart"))
    context = {
        "rows": apart_rows(found, party, get_language() or "cy"),
        "synthetic": any(one.last is not None and one.last.synthetic for one in found),
        "back": mine.address("own_settings"),
        "key": mine.key,
    }
    return render(request, "portal/own_apart.html", context)
