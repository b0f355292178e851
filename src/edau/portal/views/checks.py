"""Checks that were seen: which soon need looking at again; and the page of one party, where they are noted and taken back,
and where a connector says that nobody need stand between any more."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edau.accounts.models import User
from edau.connect.actions.acting import no_longer_at_risk
from edau.connect.actions.checks import note_check, withdraw_check
from edau.connect.models import Check, Party
from edau.connect.queries.parties import party_here
from edau.connect.refusals import Refused
from edau.core.answers import NotAllowed
from edau.people.queries import roles_of
from edau.people.rules import Deed, may_with
from edau.portal.forms.asking import FORBIDDEN, OK, READ_AND_SEND, UNPROCESSABLE, sent, status_of
from edau.portal.forms.checks import NO_SUCH_CODE, CodeForm
from edau.portal.pages.checks import PartyPage, looked_at_soon, may_see, party_page
from edau.portal.views.connector import refused
from edau.portal.words.offering import refusal_words
from edau.ui.links import address_of


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def checks(request: HttpRequest) -> HttpResponse:
    """What soon needs looking at again; a code leads to the one whose it is."""
    roles = roles_of(cast(User, request.user))
    if not (answer := may_with(roles, Deed.SEE_CHECKS)):
        return refused(request, answer)
    form = CodeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        found = party_here(form.cleaned_data["code"])
        if found is not None and may_see(roles, found):
            return redirect(address_of("portal:connector_party", found.pk))
        form.add_error("code", NO_SUCH_CODE)
    rows, page = looked_at_soon(roles, request.GET.get("page", "1"), _language())
    context = {"form": form, "rows": rows, "page": page, "synthetic": any(row.synthetic for row in rows)}
    return render(request, "portal/checks.html", context, status=status_of(request))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def one_party(request: HttpRequest, party: str) -> HttpResponse:
    """The checks of one party; for a connector of where it is, also who acts for it, and whether somebody stands between."""
    account = cast(User, request.user)
    roles = roles_of(account)
    if not (answer := may_with(roles, Deed.SEE_CHECKS)) and not may_with(roles, Deed.CONNECT):
        return refused(request, answer)
    found = party_here(party)
    if found is None or not may_see(roles, found):
        raise Http404
    noting = sent(request) if request.POST.get("do") == "note" else None
    page = party_page(found, roles, _language(), noting)
    if request.method != "POST":
        return _page(request, page)
    try:
        done = _do(request, page, found, account)
    except NotAllowed as no:
        return _page(request, page, str(no.answer.reason), FORBIDDEN)
    except Refused as no:
        return _page(request, page, refusal_words(no), UNPROCESSABLE)
    if not done:
        return _page(request, page, "", UNPROCESSABLE)
    messages.success(request, done)
    return redirect(address_of("portal:connector_party", found.pk))


def _do(request: HttpRequest, page: PartyPage, party: Party, account: User) -> str:
    """The deed that was asked for, and what to say of it; empty where the form is not right yet."""
    what = request.POST.get("do", "")
    if what == "note" and page.form is not None:
        if not page.form.is_valid():
            return ""
        given = page.form.cleaned_data
        note_check(
            party=party,
            kind=given["kind"],
            seen=given["seen"],
            organisation=page.form.body(),
            until=given["until"],
            by=account,
        )
        return _("Noted. It counts from now on.")
    if what == "withdraw":
        key = request.POST.get("check", "")
        if key not in {row.key for row in page.rows}:
            raise Http404
        withdraw_check(check=Check.objects.get(pk=key), by=account)
        return _("Taken back. It counts for nothing now.")
    if what == "answers_again":
        no_longer_at_risk(party=party, by=account)
        return _("They answer for themselves from now on.")
    raise Http404


def _page(request: HttpRequest, page: PartyPage, error: str = "", status: int = OK) -> HttpResponse:
    context = {"page": page, "form": page.form, "error": error, "synthetic": page.party.synthetic}
    return render(request, "portal/connector_party.html", context, status=status)


def _language() -> str:
    return get_language() or "cy"
