"""What people offered and needed in a burst, for a moderator to look at before it counts."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edau.accounts.models import User
from edau.connect.actions.letting import let_through_offers
from edau.connect.models import Asset, Capability, Need
from edau.connect.queries.offers import waiting_offers
from edau.core.answers import NotAllowed
from edau.people.queries import roles_of
from edau.people.rules import Deed, may
from edau.portal.forms.asking import READ_AND_SEND
from edau.portal.views.moderating import refused
from edau.portal.words.texts import lang_of
from edau.ui.links import address_of


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """The oldest twenty that wait and that this moderator sees to, with one button for those that are ticked."""
    account = cast(User, request.user)
    if not (answer := may(account, Deed.MODERATE)):
        return refused(request, answer)
    if request.method == "POST":
        try:
            let_through_offers(keys=request.POST.getlist("key"), by=account)
        except NotAllowed as no:
            return refused(request, no.answer)
        messages.success(request, _("Done. These count now."))
        return redirect(address_of("portal:offers_waiting"))
    language = get_language() or "cy"
    rows = [_row(one, language) for one in waiting_offers(roles_of(account))]
    return render(request, "portal/offers_waiting.html", {"rows": rows})


def _row(one: Capability | Asset | Need, language: str) -> tuple[str, str, str]:
    """Its key, its words and their language where that is not the page's. A thing has its name, then its conditions."""
    if not isinstance(one, Asset):
        return one.pk, one.words, lang_of(one.language, language)
    (name, spoken), (conditions, _spoken) = (one.said(field, language) for field in ("name", "conditions"))
    return one.pk, ". ".join(filter(None, [name, conditions])), lang_of(spoken, language)
