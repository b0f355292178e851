"""My offers and needs: read, changed, confirmed, withdrawn; by account, or by the receipt that was given for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial, wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.connect.actions.acting import agreed_by, take_back_consent
from edau.connect.actions.leaving import leave, withdraw
from edau.connect.actions.needs import change_need, met
from edau.connect.actions.offers import change_asset, change_offer, confirm_fresh
from edau.connect.actions.parties import change_party
from edau.connect.actions.reminding import record_of
from edau.connect.calendars import write_calendar
from edau.connect.choices import Answered
from edau.connect.models import Asset, Capability, Need
from edau.connect.queries.reaching import letterbox
from edau.connect.queries.taken import taken_ahead
from edau.connect.refusals import Refused
from edau.connect.rules import may_share
from edau.connect.windows import LOOK_AHEAD
from edau.core.abuse import AlreadySent
from edau.core.answers import NotAllowed
from edau.people.queries import organisation as organisation_of
from edau.portal.doors.own_offers import Owner, owner, owner_for
from edau.portal.doors.receipts import fresh_code, private
from edau.portal.forms.asking import READ_AND_SEND, sent, status_of
from edau.portal.forms.lending import LendForm
from edau.portal.forms.offering import NeedForm, OfferForm
from edau.portal.forms.own import SettingsForm
from edau.portal.forms.spoken import SpokenForm
from edau.portal.pages.offering import own_lines
from edau.portal.pages.own_about import about_you
from edau.portal.views.listening import refused
from edau.portal.views.spoken import on_their_word, spoken_of, valid
from edau.portal.words.offering import refusal_words
from edau.portal.words.texts import text_in
from edau.thread.codes import aloud, spaced
from edau.ui.links import address_of
from edau.ui.qr import qr_code

Page = Callable[..., HttpResponse]
TEMPLATES = {Capability: "portal/offer.html", Need: "portal/need_new.html", Asset: "portal/lend.html"}


def of_its_owner(page: Page) -> Page:
    """The first argument of the page is whose it is; who is neither signed in nor holds a receipt is asked to sign in."""

    @wraps(page)
    def view(request: HttpRequest, receipt: str = "", organisation: str = "", **kwargs: Any) -> HttpResponse:
        if organisation and isinstance(request.user, User):
            body = organisation_of(organisation)
            if body is None:
                raise Http404
            if not (answer := may_share(request.user, body)):
                return refused(request, answer)
            return page(request, owner_for(request.user, body), **kwargs)
        mine = owner(request, receipt)
        if mine.held is None and mine.account is None:
            back = urlencode({"next": request.path})
            return redirect(f"{address_of('account_login')}?{back}")
        return page(request, mine, **kwargs)

    return view


@require_safe
@private(forms=True)
@of_its_owner
def own(request: HttpRequest, mine: Owner) -> HttpResponse:
    """Everything that somebody offers and needs; a new receipt is shown once, at the top."""
    language = get_language() or "cy"
    lines = own_lines(mine.party, mine.only, language)
    context: dict[str, Any] = {
        "lines": lines,
        "key": mine.key,
        "party": mine.party if mine.only is None else None,
        "settings": mine.address("own_settings"),
        "about": about_you(mine.party, language) if mine.party is not None and mine.only is None else None,
        "not_acted": mine.address("own_not_acted"),
        "synthetic": any(line.synthetic for line in lines),
    }
    if mine.held is not None:
        code, first = fresh_code(request, mine.held.receipt)
        link = (
            request.build_absolute_uri(address_of("portal:own_offers_of", mine.held.link))
            if mine.held.link
            else ""
        )
        context |= {
            "first": first,
            "code": spaced(code) if code else "",
            "aloud": aloud(code, language) if code else "",
            "link": link,
            "address": re.split(r"(?<=/)", link),
            "qr": qr_code(link, _("QR code that leads to this receipt")) if link else "",
            "has_word": bool(mine.held.receipt.word_hash),
        }
    return render(request, "portal/own_offers.html", context)


@sensitive_post_parameters()
@require_http_methods(READ_AND_SEND)
@private(forms=True)
@of_its_owner
def change(request: HttpRequest, mine: Owner, sort: str, own: str) -> HttpResponse:
    """Changes the words, the tags or the times of one of them."""
    return change_page(request, mine, sort, own)


def change_page(request: HttpRequest, mine: Owner, sort: str, own: str) -> HttpResponse:
    """The same, of whoever the page is about."""
    kept = mine.record(sort, own)
    form, word = _form_of(request, kept, mine), spoken_of(request, mine)
    if request.method == "POST" and valid(form, word):
        try:
            with form.once():
                on_their_word(mine, kept, Answered.CHANGE, word, partial(_change, kept, form, mine))
        except AlreadySent:
            return redirect(mine.address("own_offers"))
        except Refused as refused:
            form.add_error(None, refusal_words(refused))
        except NotAllowed as no:
            form.add_error(None, str(no.answer.reason))
        else:
            messages.success(request, _("Changed."))
            return redirect(mine.address("own_offers"))
    context = {"form": form, "key": mine.key, "changing": True, "known": True, "query": "", "word": word}
    context["synthetic"] = kept.synthetic
    return render(request, TEMPLATES[type(kept)], context, status=status_of(request))


@require_http_methods(["POST"])
@private(forms=True)
@of_its_owner
def confirm(request: HttpRequest, mine: Owner, sort: str, own: str) -> HttpResponse:
    """It is still true; or, of a need, somebody has helped."""
    return confirm_one(request, mine, sort, own)


def confirm_one(request: HttpRequest, mine: Owner, sort: str, own: str) -> HttpResponse:
    """The same, of whoever the page is about."""
    kept, word = mine.record(sort, own), spoken_of(request, mine)
    needed = isinstance(kept, Need)
    if request.method != "POST" or not valid(word):
        context = _context_of(kept, mine, word) | {"needed": needed}
        return render(request, "portal/acting_confirm.html", context, status=status_of(request))
    by = mine.account or mine.by
    try:
        if needed:
            on_their_word(mine, kept, Answered.HELPED, word, partial(met, need=kept, by=by))
            messages.success(request, _("Good. It is in no list any more."))
        else:
            on_their_word(mine, kept, Answered.STILL, word, partial(confirm_fresh, record=kept, by=by))
            messages.success(request, _("Thank you. We ask again in six months."))
    except NotAllowed as no:
        messages.error(request, str(no.answer.reason))
    return redirect(mine.address("own_offers"))


@require_http_methods(READ_AND_SEND)
@private(forms=True)
@of_its_owner
def take_back(request: HttpRequest, mine: Owner, sort: str, own: str) -> HttpResponse:
    """The first step says what goes; the second does it."""
    return take_back_page(request, mine, sort, own)


def take_back_page(request: HttpRequest, mine: Owner, sort: str, own: str) -> HttpResponse:
    """The same, of whoever the page is about."""
    kept, word = mine.record(sort, own), spoken_of(request, mine)
    if request.method == "POST" and valid(word):
        deed = partial(withdraw, record=kept, by=mine.account or mine.by)
        try:
            on_their_word(mine, kept, Answered.BACK, word, deed)
        except NotAllowed as no:
            messages.error(request, str(no.answer.reason))
        else:
            messages.success(request, _("Withdrawn. It is gone from everywhere."))
        return redirect(mine.address("own_offers"))
    context = _context_of(kept, mine, word)
    return render(request, "portal/own_withdraw.html", context, status=status_of(request))


@require_safe
@private()
@of_its_owner
def calendar(request: HttpRequest, mine: Owner, sort: str, own: str) -> HttpResponse:
    """The times of one of them as a calendar, for one's own program."""
    kept = mine.record(sort, own)
    if kept.free is None:
        raise Http404
    name = _("Free times on Edau")
    busy = taken_ahead(kept, LOOK_AHEAD) if isinstance(kept, Asset) else []
    response = HttpResponse(
        write_calendar(kept.free, name=name, key=f"own-{kept.pk}", busy=busy), content_type="text/calendar"
    )
    response["Content-Disposition"] = 'attachment; filename="edau-free.ics"'
    return response


@sensitive_post_parameters()
@require_http_methods(READ_AND_SEND)
@private(forms=True)
@of_its_owner
def settings(request: HttpRequest, mine: Owner) -> HttpResponse:
    """What holds for everything: languages, how often to be asked, a pause, how to reach them, where they are. Of an
    organisation the same, but for what is of persons alone."""
    party, body = mine.whole(), mine.body
    form = SettingsForm(sent(request), party=party)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        change_party(
            party=party,
            by=mine.account or mine.by,
            where=form.where(),
            languages=form.suiting(),
            contact=form.contact(),
            asks_a_week=given["asks_a_week"],
            paused_until=given["paused_until"],
            counts_hours=given["counts_hours"],
            alone=given.get("alone"),
        )
        messages.success(request, _("Changed."))
        return redirect(mine.address("own_offers"))
    context = {
        "form": form,
        "back": mine.address("own_offers"),
        "leave": mine.address("own_leave") if body is None else "",
        "apart": mine.address("own_apart") if body is None else "",
        "body": body.name(get_language() or "cy") if body is not None else "",
        "told": bool(letterbox(party)),
        "key": mine.key,
        "at_risk": party.at_risk,
        "synthetic": party.synthetic,
    }
    return render(request, "portal/own_settings.html", context, status=status_of(request))


@require_http_methods(["POST"])
@private(forms=True)
@of_its_owner
def not_acted(request: HttpRequest, mine: Owner) -> HttpResponse:
    """They take back that a connector acts for them; it counts at once."""
    if take_back_consent(party=mine.whole(), by=mine.by):
        messages.success(request, _("Taken back. Nobody acts for you any more."))
    return redirect(mine.address("own_offers"))


@require_http_methods(READ_AND_SEND)
@private(forms=True)
@of_its_owner
def go(request: HttpRequest, mine: Owner) -> HttpResponse:
    """Leaving: everything withdrawn, where they are and how to reach them deleted."""
    party = mine.whole()
    if request.method == "POST":
        leave(party=party, by=mine.account or mine.by)
        messages.success(request, _("Everything you offered and needed is gone."))
        return redirect(mine.address("own_offers"))
    return render(request, "portal/own_leave.html", {"back": mine.address("own_settings"), "key": mine.key})


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def still_true(request: HttpRequest, asked: str) -> HttpResponse:
    """The page that a reminder leads to: one button says that an offer still holds. The link opens nothing else."""
    try:
        record = record_of(asked)
    except signing.BadSignature:
        record = None
    if record is None:
        raise Http404
    if request.method == "POST":
        try:
            confirm_fresh(record=record, by="reminder")
        except NotAllowed as no:
            return refused(request, no.answer)
        return render(request, "portal/still_true.html", {"done": True})
    return render(request, "portal/still_true.html", {"done": False})


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def acted_for(request: HttpRequest, agreed: str) -> HttpResponse:
    """The page that the letter about acting leads to: one button takes the consent back. The link opens nothing else, and
    says nothing of whose it is. A link that was used before says that it is done."""
    try:
        party = agreed_by(agreed)
    except signing.BadSignature:
        raise Http404 from None
    if request.method == "POST" and party is not None:
        take_back_consent(party=party, by="letter")
        party = None
    return render(request, "portal/acted_for.html", {"done": party is None})


def _context_of(kept: Any, mine: Owner, word: SpokenForm | None) -> dict[str, Any]:
    """Of a page about one of theirs: its words, the way back, and whose word it is that a connector writes down."""
    language = get_language() or "cy"
    said = kept.said("name", language) if isinstance(kept, Asset) else (kept.words, kept.language)
    return {
        "words": text_in(said, language),
        "back": mine.address("own_offers"),
        "key": mine.key,
        "word": word,
        "synthetic": kept.synthetic,
    }


def _form_of(request: HttpRequest, kept: Any, mine: Owner) -> Any:
    data = request.POST if request.method == "POST" else None
    files = request.FILES if request.method == "POST" else None
    if isinstance(kept, Asset):
        return LendForm(data, files, request=request, asset=kept, party=mine.party or kept.owner)
    if isinstance(kept, Need):
        return NeedForm(data, files, request=request, need=kept, party=mine.party or kept.party)
    return OfferForm(data, files, request=request, capability=kept, party=mine.party or kept.party)


def _change(kept: Any, form: Any, mine: Owner) -> None:
    times = form.times()
    if isinstance(kept, Capability):
        change_offer(capability=kept, by=mine.account or mine.by, ability=form.ability(), times=times)
    elif isinstance(kept, Need):
        change_need(need=kept, by=mine.account or mine.by, wanted=form.wanted(), times=times)
    else:
        change_asset(asset=kept, by=mine.account or mine.by, thing=form.thing(), times=times)
