"""The connector's queue, on the screen and on paper, and one need of it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.connect.actions.acting import note_consent, stand_between
from edau.connect.actions.matching import AlreadyMatching, match_all, record_of
from edau.connect.actions.proposals import NotNow, introduce, propose
from edau.connect.models import Capability, Need
from edau.connect.proposal_rules import may_connect
from edau.connect.queries.standing import needs_now
from edau.core import clock
from edau.core.answers import Answer, NotAllowed
from edau.language.numbers import number
from edau.people.queries import roles_of
from edau.people.rules import Deed, may_with
from edau.portal.forms.asking import FORBIDDEN, OK, READ_AND_SEND, UNPROCESSABLE, sent
from edau.portal.pages.connector import OneNeed, printed_on, queue_of
from edau.portal.pages.connector import one_need as need_page
from edau.ui.links import address_of


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a connector; everybody is matched anew where they ask for it."""
    account = cast(User, request.user)
    roles = roles_of(account)
    if not (answer := may_with(roles, Deed.CONNECT)):
        return refused(request, answer)
    if request.method == "POST":
        _match(request, account)
        return redirect(address_of("portal:connector_queue"))
    drawn = queue_of(roles, request.GET.get("page", "1"), _language())
    return render(request, "portal/connector_queue.html", {"queue": drawn, "synthetic": drawn.synthetic})


def _match(request: HttpRequest, account: User) -> None:
    try:
        done = match_all(by=account)
    except AlreadyMatching:
        messages.warning(request, _("Everybody is being matched already. Look again in a few minutes."))
        return
    if done.failed:
        messages.warning(request, _("The matching failed. What was suggested before stands."))
        return
    said = ngettext(
        "Everybody was matched: %(count)s new suggestion.",
        "Everybody was matched: %(count)s new suggestions.",
        done.proposed,
    )
    messages.success(request, said % {"count": number(done.proposed)})


@never_cache
@require_safe
@login_required
def to_print(request: HttpRequest) -> HttpResponse:
    """The whole queue as a list to print, without anybody's name or how to reach them."""
    roles = roles_of(cast(User, request.user))
    if not (answer := may_with(roles, Deed.CONNECT)):
        return refused(request, answer)
    drawn = queue_of(roles, "1", _language(), everything=True)
    context = {"queue": drawn, "today": printed_on(_language()), "synthetic": drawn.synthetic}
    return render(request, "portal/connector_queue_print.html", context)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def one_need(request: HttpRequest, need: str) -> HttpResponse:
    """One need: who could help and why, whom the connector proposes, and whether they may act for the one who needs it."""
    account = cast(User, request.user)
    roles = roles_of(account)
    if not (answer := may_with(roles, Deed.CONNECT)):
        return refused(request, answer)
    found = needs_now(clock.today()).select_related("party__person", "party__consent").filter(pk=need).first()
    if found is None or not may_connect(account, found.party):
        raise Http404
    page = need_page(found, roles, _language(), sent(request))
    if request.method != "POST":
        return _page(request, page)
    try:
        done = _do(request, page, found, account)
    except NotAllowed as no:
        return _page(request, page, str(no.answer.reason), FORBIDDEN)
    except NotNow:
        messages.warning(request, _("This has changed meanwhile. This is how it stands now."))
        return redirect(address_of("portal:connector_need", need))
    if not done:
        return _page(request, page, "", UNPROCESSABLE)
    messages.success(request, done)
    return redirect(address_of("portal:connector_need", need))


def _do(request: HttpRequest, page: OneNeed, need: Need, account: User) -> str:
    what = request.POST.get("do", "")
    if what == "introduce":
        introduce(proposal=_introduced(request, page), by=account)
        return _("Both are asked now.")
    if what == "stand":
        stand_between(party=need.party, by=account)
        return _("You stand beside them now.")
    if what == "consent" and page.consent is not None:
        if not page.consent.is_valid():
            return ""
        language = page.consent.cleaned_data["language"]
        note_consent(party=need.party, language=language, spoken=True, by=account)
        return _("Noted. You can answer for them now.")
    if what == "propose" and page.propose is not None:
        return _propose(page, need, account) if page.propose.is_valid() else ""
    raise Http404


def _introduced(request: HttpRequest, page: OneNeed) -> str:
    key = request.POST.get("proposal", "")
    if key not in {row.key for row in page.introduce}:
        raise Http404
    return key


def _propose(page: OneNeed, need: Need, account: User) -> str:
    if page.propose is None:
        raise Http404
    given = page.propose.cleaned_data
    chosen = next(one for one in page.offers if one.value == given["offer"])
    record = record_of(chosen.chosen.offer.key, chosen.chosen.offer.asset)
    propose(
        need=need,
        capability=record if isinstance(record, Capability) else None,
        asset=None if isinstance(record, Capability) else record,
        because=given["because"],
        reasons=chosen.chosen.reasons,
        in_order=chosen.value == page.propose.first,
        by=account,
    )
    return _("Proposed. Both are asked now.")


def _page(request: HttpRequest, page: OneNeed, error: str = "", status: int = OK) -> HttpResponse:
    context = {"page": page, "error": error, "synthetic": page.need.synthetic}
    return render(request, "portal/connector_need.html", context, status=status)


def refused(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The page that says why something may not be done here."""
    return render(request, "portal/connector_refused.html", {"reason": answer.reason}, status=FORBIDDEN)


def _language() -> str:
    return get_language() or "cy"
