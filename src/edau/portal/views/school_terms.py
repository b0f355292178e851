"""School terms by authority: those that are known, and entering more from a table, whole or not at all, once looked at."""

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
from edau.connect.actions.terms import enter_terms, take_terms_off
from edau.connect.csv_lines import Unreadable
from edau.connect.terms_files import LARGEST, read_terms
from edau.core.answers import NotAllowed
from edau.people.models import Role
from edau.people.queries import roles_of
from edau.people.rules import Deed, may_with
from edau.portal.forms.asking import OK, READ_AND_SEND, UNPROCESSABLE
from edau.portal.forms.terms import EnterForm, TermsForm
from edau.portal.limits import takes_up_to
from edau.portal.pages.terms import TokenTrouble, counted_in_words, known_to, look_at, looked_at
from edau.portal.views.listening import refused
from edau.ui.links import address_of

MOST_SENT = 2 * LARGEST + 64 * 1024  # a file, or one that was signed, and what stands in a form beside it


@takes_up_to(MOST_SENT)
@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def school_terms(request: HttpRequest) -> HttpResponse:
    """What is known, and a form for a file; sent, it says what the file would change; sent back, it is entered."""
    account = cast(User, request.user)
    roles = roles_of(account)
    if not (answer := may_with(roles, Deed.KEEP_TERMS)):
        return refused(request, answer)
    if request.method != "POST":
        return _page(request, roles, TermsForm())
    try:
        if request.POST.get("off"):
            return _take_off(request, account)
        if request.POST.get("token"):
            return _enter(request, roles, account)
    except NotAllowed as no:
        return refused(request, no.answer)
    form = TermsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, roles, form, UNPROCESSABLE)
    look = look_at(form.cleaned_data["file"], roles, account, _language())
    status = UNPROCESSABLE if look.faults or look.refused else OK
    context = {"look": look, "form": EnterForm(initial={"token": look.token})}
    return render(request, "portal/school_terms_look.html", context, status=status)


def _enter(request: HttpRequest, roles: list[Role], account: User) -> HttpResponse:
    try:
        entered = enter_terms(terms=read_terms(looked_at(request.POST["token"], account)), by=account)
    except (TokenTrouble, Unreadable):
        form = TermsForm(request.POST, request.FILES)
        form.errors.clear()
        form.add_error(None, _("Too much time has passed. Choose the file again to look at it."))
        return _page(request, roles, form, UNPROCESSABLE)
    messages.success(request, counted_in_words(entered.new, entered.same, entered.replaced))
    return redirect(address_of("portal:school_terms"))


def _take_off(request: HttpRequest, account: User) -> HttpResponse:
    if take_terms_off(authority=request.POST["off"], by=account):
        messages.success(request, _("Taken off. Nothing is known of these terms now."))
    return redirect(address_of("portal:school_terms"))


def _page(request: HttpRequest, roles: list[Role], form: TermsForm, status: int = OK) -> HttpResponse:
    context = {"form": form, "known": known_to(roles, _language())}
    return render(request, "portal/school_terms.html", context, status=status)


def _language() -> str:
    return get_language() or "cy"
