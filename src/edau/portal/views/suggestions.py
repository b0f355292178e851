"""My suggestions, one suggestion, my exchanges: for who is signed in, has opened a receipt, or connects for somebody."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.connect.actions import proposals as deeds
from edau.connect.actions.answering_for import answer_for
from edau.connect.actions.exchanges import agree_time, mark_done, thank
from edau.connect.actions.proposals import NotNow
from edau.connect.choices import Answered, Side, Stage, Why
from edau.connect.models import Proposal
from edau.connect.proposal_rules import is_own, may_answer, may_keep_apart, party_of
from edau.connect.queries.proposals import CAPABILITY, NEED
from edau.connect.queries.proposals import one as one_proposal
from edau.connect.queries.reaching import giver_of
from edau.connect.queries.speaking import Speaker, parties_of
from edau.connect.wording import not_counted
from edau.core.answers import NotAllowed, insist
from edau.portal.doors.receipts import held, open_here, private
from edau.portal.doors.speaking import speaker
from edau.portal.doors.suggestion_sides import opened, suggestion_address
from edau.portal.forms.asking import CONFLICT, FORBIDDEN, OK, READ_AND_SEND, UNPROCESSABLE, sent
from edau.portal.pages.suggestions import Suggestion, rows_of, suggestion_page
from edau.portal.pages.suggestions import exchanges as exchange_rows
from edau.ui.links import address_of


@require_safe
@private(forms=True)
def suggestions(request: HttpRequest) -> HttpResponse:
    """What is suggested to whoever reads this; without an account or an open receipt, how to come to it."""
    parties = parties_of(speaker(request))
    rows = rows_of(parties, _language())
    context = {"rows": rows, "known": bool(parties), "synthetic": any(row.synthetic for row in rows)}
    return render(request, "portal/suggestions.html", context)


@require_safe
@private(forms=True)
def open_with(request: HttpRequest, receipt: str) -> HttpResponse:
    """Comes from a receipt: opens it in this browser for an hour, then shows what is suggested to its holder."""
    open_here(request, held(request, receipt).receipt)
    return redirect(address_of("portal:suggestions"))


@require_safe
@private(forms=True)
def exchanges(request: HttpRequest) -> HttpResponse:
    """What whoever reads this has given and had."""
    parties = parties_of(speaker(request))
    rows = exchange_rows(parties, _language())
    context = {"rows": rows, "known": bool(parties), "synthetic": any(row.synthetic for row in rows)}
    return render(request, "portal/exchanges.html", context)


@sensitive_post_parameters()
@require_http_methods(READ_AND_SEND)
@private(forms=True)
def suggestion(request: HttpRequest, proposal: str) -> HttpResponse:
    """One suggestion as one side sees it, with the one thing to do next."""
    who = speaker(request)
    made, side = opened(request, who, proposal)
    spoken = not is_own(who, party_of(made, side))
    page = _told(suggestion_page(made, side, _language(), sent(request), spoken=spoken), who)
    if request.method != "POST":
        return _page(request, page, who)
    try:
        done = _do(request.POST.get("do", ""), page, who)
    except NotAllowed as no:
        return _page(request, page, who, str(no.answer.reason), FORBIDDEN)
    except NotNow:
        made = one_proposal(proposal) or made
        page = _told(suggestion_page(made, side, _language(), spoken=spoken), who)
        return _page(
            request, page, who, _("This has changed meanwhile. This is how it stands now."), CONFLICT
        )
    if not done:
        return _page(request, page, who, "", UNPROCESSABLE)
    messages.success(request, done)
    return redirect(suggestion_address(proposal, side))


def _told(page: Suggestion, who: Speaker) -> Suggestion:
    """The page with how to reach the other side only for whoever may answer for this one: not for a connector who acts for
    nobody here, nor for a child or an adult at risk, for whom their connector does."""
    if page.told is None or may_answer(who, page.proposal, page.side):
        return page
    return replace(page, told=None, through=False)


def _do(what: str, page: Suggestion, who: Speaker) -> str:
    """Does what was sent; what to say of it, empty where a form is not right. Raises NotAllowed, NotNow, Http404."""
    form = page.no_form if what == "no" else page.form
    if what != "yes" and (form is None or what not in ("no", page.asks)):
        raise NotNow(page.proposal.stage)
    word = page.no_spoken if what == "no" else page.spoken
    if word is not None:
        insist(may_answer(who, page.proposal, page.side))
    fine = [one.is_valid() for one in (form if what != "yes" else None, word) if one is not None]
    if not all(fine):
        return ""
    deed = partial(_deed, what, page, form.cleaned_data if form is not None and what != "yes" else {}, who)
    if word is None or not isinstance(who.account, User):
        return deed()
    return answer_for(
        deed=deed,
        proposal=page.proposal.pk,
        side=page.side,
        answer=Answered(what),
        word=word.word(),
        by=who.account,
    )


def _deed(what: str, page: Suggestion, given: dict[str, Any], who: Speaker) -> str:
    key, side = page.proposal.pk, page.side
    if what == "yes":
        return _after_yes(deeds.say_yes(proposal=key, side=side, by=who))
    if what == "no":
        deeds.decline(proposal=key, side=side, why=Why(given["why"]), by=who)
        return _("Thank you for saying so. It will not be suggested again.")
    if what == "time":
        agree_time(proposal=key, side=side, when=given["when"], by=who)
        return _("The time is noted.")
    if what == "done":
        done = mark_done(proposal=key, side=side, minutes=given["minutes"], by=who)
        said = _("It is noted as done.")
        return f"{said} {not_counted()}" if done.beyond_limit else said
    thank(proposal=key, words=given["words"], language=given["language"], by=who)
    return _("Your thanks have been passed on.")


def _after_yes(made: Proposal) -> str:
    if made.stage == Stage.ENDED:
        return _("Somebody else said yes a moment before you. Thank you for being ready.")
    if made.stage == Stage.CONSENTED:
        return _("You both said yes. Below is how to reach one another.")
    return _("You said yes. We ask the other side now.")


def _page(
    request: HttpRequest, page: Suggestion, who: Speaker, error: str = "", status: int = OK
) -> HttpResponse:
    context = {
        "page": page,
        "error": error,
        "report": _report_address(page, who),
        "may_keep_apart": bool(may_keep_apart(who, page.proposal, page.side)),
        "synthetic": page.proposal.synthetic,
    }
    return render(request, "portal/suggestion.html", context, status=status)


def _report_address(page: Suggestion, who: Speaker) -> str:
    """Where the words of the other side are reported by whoever reads them; empty where they are not for them to read as a
    side, but as a connector."""
    parties = {party.pk: party.person_id for party in parties_of(who)}
    made = page.proposal
    own = made.need.party_id if page.side == Side.SEEKER else giver_of(made).pk
    if page.words is None or own not in parties:
        return ""
    label, key = (NEED, made.need_id) if page.giving else (CAPABILITY, made.capability_id or "")
    receipt = who.bearer
    if receipt is not None and receipt.person.user_id is None and receipt.person_id == parties[own]:
        return address_of("portal:report_with_receipt", receipt.pk, label, key)
    return address_of("portal:report", label, key)


def _language() -> str:
    return get_language() or "cy"
