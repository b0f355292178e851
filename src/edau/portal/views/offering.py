"""Offering something and needing something: first the words, then the rest, then a receipt. Nobody needs an account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from edau.connect.actions.needs import need as need_deed
from edau.connect.actions.offers import offer as offer_deed
from edau.connect.actions.offers import offer_asset
from edau.connect.choices import Sort
from edau.connect.queries.needs import needs_listed, public_need
from edau.connect.refusals import Refused
from edau.connect.skills import asset_kinds, lendable_kinds, skills
from edau.connect.tellers import NEED as NEED_LABEL
from edau.core.abuse import AlreadySent, in_burst
from edau.core.abuse.guard import STAMP
from edau.core.abuse.tokens import is_spent
from edau.core.answers import NotAllowed
from edau.core.freshness import same_for_everyone
from edau.portal.actions.bringing_in import Origin, origin_of, tie_to
from edau.portal.doors.own_offers import Owner, owner
from edau.portal.doors.receipts import NEW, open_here, private, remember_new
from edau.portal.forms.asking import READ_AND_SEND, UNPROCESSABLE
from edau.portal.forms.lending import LendForm, LendWordsForm
from edau.portal.forms.offering import NeedForm, OfferForm, WordsForm, somebody
from edau.portal.forms.tag_fields import name_of
from edau.portal.pages.connect import front_page
from edau.portal.pages.need_help import help_of
from edau.portal.pages.offering import need_card
from edau.portal.words.offering import refusal_words
from edau.thread.queries import receipt_of_id
from edau.thread.records import slug_of
from edau.ui.links import address_of


@dataclass(frozen=True)
class Making:
    """One of the three: its form, its pages, its deed; the form of the first step; and the page to which it leads, where it
    is made for somebody else."""

    form: type[OfferForm] | type[NeedForm] | type[LendForm]
    words: str
    rest: str
    deed: Callable[..., Any]
    first: Callable[..., WordsForm] = WordsForm
    back: str = ""


def _offer(form: OfferForm, who: Any, by: str, waiting: bool) -> Any:
    return offer_deed(ability=form.ability(), times=form.times(), who=who, by=by, waiting=waiting)


def _need(form: NeedForm, who: Any, by: str, waiting: bool) -> Any:
    return need_deed(
        wanted=form.wanted(), times=form.times(), who=who, by=by, bring=form.bringing(), waiting=waiting
    )


def _lend(form: LendForm, who: Any, by: str, waiting: bool) -> Any:
    return offer_asset(thing=form.thing(), times=form.times(), who=who, by=by, waiting=waiting)


OFFER = Making(OfferForm, "portal/offer_words.html", "portal/offer.html", _offer)
NEED = Making(NeedForm, "portal/need_words.html", "portal/need_new.html", _need)
LEND = Making(LendForm, "portal/lend_words.html", "portal/lend.html", _lend, LendWordsForm)


@require_safe
@same_for_everyone
def front(request: HttpRequest) -> HttpResponse:
    """Home of Connect: what people here can do, what is needed, and one way in to each."""
    page = front_page(_language())
    return render(request, "portal/connect.html", {"page": page, "synthetic": page.synthetic})


@require_safe
@same_for_everyone
def one_need(request: HttpRequest, need: str) -> HttpResponse:
    """A need: words, when, and where by its small area; never who."""
    found = public_need(need)
    if found is None:
        raise Http404
    card = need_card(found, _language())
    context = {
        "need": card,
        "record": found,
        "help": help_of(found, _language()),
        "slug": slug_of(NEED_LABEL, _language()),
        "synthetic": card.synthetic,
    }
    return render(request, "portal/need.html", context)


@require_safe
@same_for_everyone
def every_need(request: HttpRequest) -> HttpResponse:
    """What is needed now, the newest first."""
    cards = [need_card(one, _language()) for one in needs_listed()]
    return render(
        request, "portal/needs.html", {"needs": cards, "synthetic": any(one.synthetic for one in cards)}
    )


@sensitive_post_parameters()
@require_http_methods(READ_AND_SEND)
@private(forms=True)
def offer_new(request: HttpRequest, receipt: str = "") -> HttpResponse:
    """I can …"""
    mine = owner(request, receipt)
    return making_page(request, OFFER, mine, origin_of(request, mine))


@sensitive_post_parameters()
@require_http_methods(READ_AND_SEND)
@private(forms=True)
def need_new(request: HttpRequest, receipt: str = "") -> HttpResponse:
    """I need …"""
    mine = owner(request, receipt)
    return making_page(request, NEED, mine, origin_of(request, mine))


@sensitive_post_parameters()
@require_http_methods(READ_AND_SEND)
@private(forms=True)
def lend_new(request: HttpRequest, receipt: str = "") -> HttpResponse:
    """I could lend …"""
    return making_page(request, LEND, owner(request, receipt))


def making_page(
    request: HttpRequest, making: Making, mine: Owner, origin: Origin | None = None
) -> HttpResponse:
    """The words first, with nothing kept; then the rest, with what the words may mean; then it is taken in."""
    if request.method != "POST":
        start = {"language": _language()}
        if origin is not None:
            start = {"words": origin.words, "language": origin.language}
        return _page(
            request, making.words, making.first(initial=start), mine, origin, asked=_asked(request, making)
        )
    if "look" in request.POST:
        first = making.first(request.POST)
        if not first.is_valid():
            asked = _asked(request, making)
            return _page(request, making.words, first, mine, origin, UNPROCESSABLE, asked)
        initial: dict[str, Any] = dict(first.cleaned_data)
        if request.POST.get("sort") in Sort.values:
            initial["sort"] = request.POST["sort"]
        if asked := _asked(request, making):
            initial |= {"tags": [asked]} if issubclass(making.form, OfferForm) else {"tag": asked}
        return _page(request, making.rest, _form(request, making, mine, initial=initial), mine, origin)
    # The second press of a button, whose first got through, leads where the first led.
    if is_spent(request.POST.get(STAMP, "")) and (again := _where_it_led(request, making, mine)) is not None:
        return again
    form = _form(request, making, mine, data=request.POST)
    if form.is_valid():
        try:
            with form.once():
                made = making.deed(form, _who(form, mine), mine.by, in_burst("connect"))
                if origin is not None:
                    tie_to(origin, made.record, by=mine.by)
        except AlreadySent as again_:
            form.add_error(None, str(again_.words))
        except Refused as refused:
            form.add_error(None, refusal_words(refused))
        except NotAllowed as no:
            form.add_error("place_name" if "place_name" in form.fields else None, str(no.answer.reason))
        else:
            return _thanks(request, making, made, mine)
    return _page(request, making.rest, form, mine, origin, UNPROCESSABLE)


def _form(
    request: HttpRequest,
    making: Making,
    mine: Owner,
    *,
    data: Any = None,
    initial: dict[str, Any] | None = None,
) -> Any:
    party = None if mine.only is not None else mine.party
    files = request.FILES if data is not None else None
    has_receipt = mine.receipt is not None or mine.account is not None
    return making.form(
        data, files, request=request, party=party, has_receipt=has_receipt, initial=initial or {}
    )


def _who(form: Any, mine: Owner) -> Any:
    if mine.receipt is not None:
        who = somebody(form, receipt=mine.receipt)
        # A claimed receipt alone does not say where letters to its holder go.
        return replace(who, contact=None) if mine.only is not None and mine.party is not None else who
    return somebody(form, account=mine.account)


def _thanks(request: HttpRequest, making: Making, made: Any, mine: Owner) -> HttpResponse:
    """To the page of one's own offers and needs, which shows a new code once."""
    if made.issued is not None:
        remember_new(request, made.issued)
        return redirect(_own_of(made.issued.link))
    if making.back:
        messages.success(request, _("Written down. It is among their offers and needs now."))
        return redirect(address_of(f"portal:{making.back}"))
    messages.success(request, _("Thank you. It is in your list now."))
    return redirect(mine.address("own_offers"))


def _where_it_led(request: HttpRequest, making: Making, mine: Owner) -> HttpResponse | None:
    if making.back and mine.receipt is not None:
        return redirect(address_of(f"portal:{making.back}"))
    if mine.receipt is not None or mine.account is not None:
        return redirect(mine.address("own_offers"))
    new = request.session.get(NEW)
    receipt = receipt_of_id(new["id"]) if isinstance(new, dict) else None
    if receipt is None:
        return None
    open_here(request, receipt)
    return redirect(_own_of(receipt.pk))


def _own_of(key: str) -> str:
    return address_of("portal:own_offers_of", key)


def _asked(request: HttpRequest, making: Making) -> str:
    """What the address names (`?kind=`), where it can be made here: it comes from something that is shared or needed. Empty
    for anything else."""
    key = request.GET.get("kind", "")
    if issubclass(making.form, LendForm):
        return key if key in lendable_kinds() else ""
    known = key in skills() or (key in asset_kinds() and issubclass(making.form, NeedForm))
    return key if known else ""


def _page(
    request: HttpRequest,
    template: str,
    form: Any,
    mine: Owner,
    origin: Origin | None,
    status: int = 200,
    asked: str = "",
) -> HttpResponse:
    query = request.GET.urlencode()
    context = {
        "form": form,
        "key": mine.key,
        "known": mine.party is not None,
        "origin": origin,
        "asked": name_of(asked, _language()),
        "query": f"?{query}" if query else "",
    }
    return render(request, template, context, status=status)


def _language() -> str:
    return get_language() or "cy"
