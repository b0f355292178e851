"""A connector for people who are off-line: for whom they act, and writing down what somebody offers or needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.connect.actions.acting import take_back_consent
from edau.connect.actions.needs import need as need_deed
from edau.connect.actions.offers import offer as offer_deed
from edau.connect.actions.offers import offer_asset
from edau.connect.actions.parties import Somebody
from edau.connect.actions.writing_down import write_down
from edau.connect.models import Party
from edau.connect.proposal_rules import acts_with_consent, may_connect
from edau.connect.queries.hours import account_of
from edau.connect.queries.proposals import one as one_proposal
from edau.people.queries import roles_of
from edau.people.rules import Deed, may_with
from edau.portal.doors.own_offers import Owner
from edau.portal.doors.receipts import Held
from edau.portal.forms.acting import (
    LendOfSomebody,
    LendWordsOfSomebody,
    NeedOfSomebody,
    OfferOfSomebody,
    WordsOfSomebody,
)
from edau.portal.forms.asking import READ_AND_SEND
from edau.portal.pages.acting import acting_page, one_page
from edau.portal.pages.acting_letter import letter_page
from edau.portal.pages.suggestions import side_of
from edau.portal.views import own_offers
from edau.portal.views.connector import refused
from edau.portal.views.hours import statement_page
from edau.portal.views.offering import Making, making_page
from edau.ui.links import address_of


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def acting(request: HttpRequest) -> HttpResponse:
    """For whom a connector acts; whoever no longer wants it is taken off the list here."""
    account = cast(User, request.user)
    roles = roles_of(account)
    if not (answer := may_with(roles, Deed.CONNECT)):
        return refused(request, answer)
    if request.method == "POST":
        take_back_consent(party=_party(request.POST.get("party", ""), account), by=str(account))
        messages.success(request, _("Noted. Nobody answers for them any more."))
        return redirect(address_of("portal:acting"))
    page = acting_page(roles, request.GET.get("page", "1"), get_language() or "cy")
    return render(request, "portal/acting.html", {"page": page, "synthetic": page.synthetic})


@never_cache
@sensitive_post_parameters()
@require_http_methods(READ_AND_SEND)
@login_required
def offer_for(request: HttpRequest, party: str = "") -> HttpResponse:
    """What somebody can do, in their words."""
    return _write_down(
        request, party, OfferOfSomebody, "portal/acting_offer.html", "portal/offer.html", _offer
    )


@never_cache
@sensitive_post_parameters()
@require_http_methods(READ_AND_SEND)
@login_required
def need_for(request: HttpRequest, party: str = "") -> HttpResponse:
    """What somebody needs, in their words."""
    return _write_down(
        request, party, NeedOfSomebody, "portal/acting_need.html", "portal/need_new.html", _need
    )


@never_cache
@sensitive_post_parameters()
@require_http_methods(READ_AND_SEND)
@login_required
def lend_for(request: HttpRequest, party: str = "") -> HttpResponse:
    """A thing or a space that somebody would lend."""
    page, rest = "portal/acting_lend.html", "portal/lend.html"
    return _write_down(request, party, LendOfSomebody, page, rest, _lend, LendWordsOfSomebody)


def of_somebody(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The second argument of the page is somebody for whom this connector acts; whoever is no connector is told why not, and
    of anybody else nothing is said."""

    @wraps(page)
    @never_cache
    @login_required
    def view(request: HttpRequest, party: str, **kwargs: str) -> HttpResponse:
        account = cast(User, request.user)
        if not (answer := may_with(roles_of(account), Deed.CONNECT)):
            return refused(request, answer)
        found = _party(party, account)
        mine = Owner(by=str(account), party=found, account=None, held=None, only=None, connector=account)
        return page(request, mine, **kwargs)

    return view


@require_safe
@of_somebody
def one(request: HttpRequest, theirs: Owner) -> HttpResponse:
    """What stands for somebody now: offers, needs, suggestions and what was done, with what can be done for them."""
    page = one_page(theirs.whole(), get_language() or "cy")
    return render(request, "portal/acting_one.html", {"page": page, "synthetic": page.party.synthetic})


@sensitive_post_parameters()
@require_http_methods(READ_AND_SEND)
@of_somebody
def change(request: HttpRequest, theirs: Owner, sort: str, own: str) -> HttpResponse:
    """Changes one of theirs, as they said."""
    return own_offers.change_page(request, theirs, sort, own)


@require_http_methods(READ_AND_SEND)
@of_somebody
def confirm(request: HttpRequest, theirs: Owner, sort: str, own: str) -> HttpResponse:
    """They said that it is still true, or that somebody has helped."""
    return own_offers.confirm_one(request, theirs, sort, own)


@require_http_methods(READ_AND_SEND)
@of_somebody
def take_back(request: HttpRequest, theirs: Owner, sort: str, own: str) -> HttpResponse:
    """Takes one of theirs back, in two steps."""
    return own_offers.take_back_page(request, theirs, sort, own)


@require_safe
@of_somebody
def hours(request: HttpRequest, theirs: Owner) -> HttpResponse:
    """Their hours on paper; whoever has no account of hours has nothing to print."""
    party, back = theirs.whole(), theirs.address("own_offers")
    account = account_of(party)
    if account is None:
        messages.warning(request, _("They have no account of hours yet."))
        return redirect(back)
    return statement_page(request, account, back, "", party.synthetic)


@require_safe
@of_somebody
def letter(request: HttpRequest, theirs: Owner, proposal: str) -> HttpResponse:
    """One suggestion as a letter to print. None goes to a child or an adult at risk: a connector speaks with them."""
    party = theirs.whole()
    found = one_proposal(proposal)
    side = side_of(found, [party]) if found is not None else None
    if found is None or side is None or found.giver_asked is None or party.at_risk:
        raise Http404
    page = letter_page(found, side, party, cast(User, request.user), get_language() or "cy")
    return render(request, "portal/acting_letter.html", {"page": page, "synthetic": party.synthetic})


def _write_down(
    request: HttpRequest,
    key: str,
    form: type[Any],
    words: str,
    rest: str,
    deed: Any,
    first: type[WordsOfSomebody | LendWordsOfSomebody] = WordsOfSomebody,
) -> HttpResponse:
    account = cast(User, request.user)
    if not (answer := may_with(roles_of(account), Deed.CONNECT)):
        return refused(request, answer)
    party = _party(key, account) if key else None
    receipt = party.person.receipts.order_by("-made", "pk").first() if party and party.person else None
    held = Held(receipt, receipt.pk, "") if receipt is not None else None
    return making_page(
        request,
        Making(
            form,
            words,
            rest,
            partial(deed, account),
            partial(first, known=party is not None),
            "acting",
        ),
        Owner(by=str(account), party=party, account=None, held=held, only=None),
    )


def _offer(account: User, form: OfferOfSomebody, who: Somebody, by: str, waiting: bool) -> Any:
    def deed(who: Somebody) -> Any:
        return offer_deed(ability=form.ability(), times=form.times(), who=who, by=by, waiting=waiting)

    return write_down(deed=deed, who=who, language=form.consent_language, by=account)


def _lend(account: User, form: LendOfSomebody, who: Somebody, by: str, waiting: bool) -> Any:
    def deed(who: Somebody) -> Any:
        return offer_asset(thing=form.thing(), times=form.times(), who=who, by=by, waiting=waiting)

    return write_down(deed=deed, who=who, language=form.consent_language, by=account)


def _need(account: User, form: NeedOfSomebody, who: Somebody, by: str, waiting: bool) -> Any:
    def deed(who: Somebody) -> Any:
        return need_deed(
            wanted=form.wanted(), times=form.times(), who=who, by=by, bring=form.bringing(), waiting=waiting
        )

    return write_down(deed=deed, who=who, language=form.consent_language, by=account)


def _party(key: str, account: User) -> Party:
    """Somebody who agreed to be acted for, where this connector may. Raises Http404."""
    found = Party.objects.select_related("person", "consent").filter(pk=key, gone=None).first()
    if found is None or not acts_with_consent(found) or not may_connect(account, found):
        raise Http404
    return found
