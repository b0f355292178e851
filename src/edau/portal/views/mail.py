"""Outgoing mail: what became of it, a test that says why it fails, and the way to want no more of it."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.core.mail.addresses import read_stop_token
from edau.core.mail.bounces import stop_letters
from edau.core.mail.outbox import SIGN_IN
from edau.core.mail.problems import in_words
from edau.core.mail.queries import counts, newest
from edau.core.mail.testing import send_test
from edau.core.mail.transports import takes_long
from edau.core.models import Letter
from edau.language.numbers import day
from edau.people.rules import Deed, may
from edau.portal.forms.asking import READ_AND_SEND, UNPROCESSABLE
from edau.portal.forms.mail import TestForm
from edau.portal.views.roles import refused
from edau.ui.rows import Heading
from edau.ui.tables import Table

PURPOSES = {
    "sign_in": lambda: _("Code for signing in"),
    "answer": lambda: _("Answer"),
    "moderation": lambda: _("About a report"),
    "proposal": lambda: _("Suggestions in Connect"),
    "acted_for": lambda: _("Somebody acts for you"),
    "still_true": lambda: _("Is it still true?"),
    "season": lambda: _("Rooms for a season"),
    "test": lambda: _("Test"),
}
MOST = 100


@never_cache
@require_safe
@login_required
def outbox(request: HttpRequest) -> HttpResponse:
    """What became of the newest letters: their kind and state, never to whom they went or what they said."""
    if not (answer := may(cast(User, request.user), Deed.RUN)):
        return refused(request, answer)
    states = dict(Letter.State.choices)
    totals = [(states[state], number) for state, number in counts().items()]
    context = {"table": _table(newest(MOST), get_language() or "cy"), "totals": totals}
    return render(request, "portal/outbox.html", context)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def test(request: HttpRequest) -> HttpResponse:
    """Sends a letter while the reader waits, and says in plain words what happened to it."""
    account = cast(User, request.user)
    if not (answer := may(account, Deed.RUN)):
        return refused(request, answer)
    context = {"server": takes_long(), "host": settings.EMAIL_HOST, "sender": settings.DEFAULT_FROM_EMAIL}
    if request.method != "POST":
        return render(
            request, "portal/mail_test.html", {**context, "form": TestForm(initial={"email": account.email})}
        )
    form = TestForm(request.POST)
    if not form.is_valid():
        return render(request, "portal/mail_test.html", {**context, "form": form}, status=UNPROCESSABLE)
    letter = send_test(to=form.cleaned_data["email"], language=get_language() or "cy", by=str(account))
    happened, to_do = in_words(letter.error) if letter.error else ("", "")
    result = {
        "sent": letter.state == Letter.State.SENT,
        "happened": happened,
        "to_do": to_do,
        "code": letter.error,
    }
    return render(request, "portal/mail_test.html", {**context, "form": form, "result": result})


@never_cache
@csrf_exempt  # a mail program sends the one-click request of RFC 8058: it has no cookie, and the address is signed
@require_http_methods(READ_AND_SEND)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more letters of one kind to one address. Opening the page does nothing: programs open links before people do."""
    read = read_stop_token(token)
    if read is None or read[1] == SIGN_IN:
        raise Http404
    address, purpose = read
    if request.method == "POST":
        stop_letters(address=address, purpose=purpose, by="visitor")
    context = {"stopped": request.method == "POST", "kind": _kind(purpose)}
    return render(request, "portal/mail_stop.html", context)


def _kind(purpose: str) -> str:
    return PURPOSES[purpose]() if purpose in PURPOSES else _("Letter")


def _table(letters: list[Letter], language: str) -> Table:
    columns = (
        Heading(_("When")),
        Heading(_("Kind")),
        Heading(_("State")),
        Heading(_("Tries"), True),
        Heading(_("Why not")),
    )
    rows = [
        (
            f"{day(localdate(one.made), language)}, {localtime(one.made):%H:%M}",
            _kind(one.purpose),
            str(Letter.State(one.state).label),
            str(one.tries),
            _why(one),
        )
        for one in letters
    ]
    return Table("letters", _("The newest letters"), columns, rows, fold=True)


def _why(letter: Letter) -> str:
    if letter.state == Letter.State.BOUNCED:
        return letter.error or "–"
    return in_words(letter.error)[0] if letter.error else "–"
