"""Season rounds for everybody: who meets in which room, asking for one, and what somebody asked for and was given."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.connect.actions.season_requests import ask_for_room, withdraw_request
from edau.connect.choices import Season
from edau.connect.models import Party, SeasonRequest, SeasonRound
from edau.connect.queries import seasons as lists
from edau.connect.queries.parties import party_of_account, party_of_receipt
from edau.connect.queries.speaking import Speaker, parties_of
from edau.connect.refusals import Refused
from edau.connect.season_refusals import SeasonRefused
from edau.core.abuse import AlreadySent
from edau.core.answers import NotAllowed
from edau.core.freshness import same_for_everyone
from edau.portal.doors.receipts import fresh_code, open_here, open_now, private, remember_new
from edau.portal.doors.speaking import speaker
from edau.portal.forms.asking import READ_AND_SEND, UNPROCESSABLE, sent
from edau.portal.forms.season import AskForm
from edau.portal.pages.seasons import (
    RequestLine,
    by_name,
    card_of,
    cards,
    inside_names,
    request_line,
    season_page,
    space_names,
)
from edau.portal.words.offering import refusal_words as offering_refusal
from edau.portal.words.season import refusal_words
from edau.thread.codes import spaced
from edau.ui.links import address_of


@require_safe
@same_for_everyone
def every_season(request: HttpRequest) -> HttpResponse:
    """The rounds there are: those that take requests, and those that are planned or published."""
    found = list(lists.seasons_shown()[:200])
    language = get_language() or "cy"
    context = {
        "now": cards([one for one in found if lists.takes_requests(one)], language),
        "others": cards([one for one in found if not lists.takes_requests(one)], language),
        "synthetic": any(one.synthetic for one in found),
    }
    return render(request, "portal/seasons.html", context)


@require_safe
@same_for_everyone
def one_season(request: HttpRequest, season: str) -> HttpResponse:
    """A round: its rooms and when they are open, how many asked; once published, who meets where and how full they are."""
    one = season_or_404(season)
    context = {"page": season_page(one, get_language() or "cy"), "synthetic": one.synthetic}
    return render(request, "portal/season.html", context)


@sensitive_post_parameters()
@require_http_methods(READ_AND_SEND)
@private(forms=True)
def ask(request: HttpRequest, season: str) -> HttpResponse:
    """Asks for a room. Nobody needs an account; what is asked is answered with a receipt."""
    one, who = season_or_404(season), speaker(request)
    spaces = [space for space in lists.spaces_of(one) if space.withdrawn is None]
    spaces = by_name(spaces, get_language() or "cy")
    form = AskForm(sent(request), request=request, spaces=spaces, speaker=who, mine=_own_party(who))
    if request.method != "POST":
        return _ask_page(request, one, form)
    if form.is_valid():
        try:
            with form.once():
                made = ask_for_room(season=one, asked=form.asked(), who=form.who(), by=_by(who))
        except AlreadySent as again:
            form.add_error(None, str(again.words))
        except SeasonRefused as refused:
            form.add_error(None, refusal_words(refused))
        except Refused as refused:
            form.add_error(None, offering_refusal(refused))
        except NotAllowed as no:
            form.add_error(None, str(no.answer.reason))
        else:
            if made.issued is not None:
                remember_new(request, made.issued)
                open_here(request, made.issued.receipt)
            messages.success(request, _("Thank you. Your request is in."))
            return redirect(address_of("portal:season_request", made.record.pk))
    return _ask_page(request, one, form, UNPROCESSABLE)


@require_safe
@private()
def my_requests(request: HttpRequest, receipt: str = "") -> HttpResponse:
    """What the reader has asked for, in all seasons: by the receipt that is open here, or by their account."""
    who, language = speaker(request, receipt), get_language() or "cy"
    found = lists.requests_by(parties_of(who))
    lines = [(_line(one, language), card_of(one.season, language)) for one in found]
    context = {
        "lines": lines,
        "receipt": receipt,
        "known": who.receipt is not None or isinstance(who.account, User),
        "synthetic": any(one.synthetic for one in found),
    }
    return render(request, "portal/season_requests.html", context)


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def my_request(request: HttpRequest, asked: str, receipt: str = "") -> HttpResponse:
    """One request: what was asked, what was given, why not more and what would help; it can be taken back here."""
    who, language = speaker(request, receipt), get_language() or "cy"
    one = lists.request_of(asked)
    if one is None or one.party_id not in {party.pk for party in parties_of(who)}:
        raise Http404
    if request.method == "POST":
        withdraw_request(request=one, by=who.by)
        messages.success(request, _("Your request is taken back."))
        if receipt:
            return redirect(address_of("portal:season_requests_of", receipt))
        return redirect(address_of("portal:season_requests"))
    opened = one.receipt if one.receipt_id and one.receipt_id == open_now(request) else None
    code, _first = fresh_code(request, opened) if opened is not None else ("", False)
    context = {
        "line": _line(one, language),
        "card": card_of(one.season, language),
        "published": one.season.stage == Season.PUBLISHED,
        "code": spaced(code) if code else "",
        "receipt": receipt,
        "opened": opened.pk if opened is not None else receipt,
        "synthetic": one.synthetic or one.season.synthetic,
    }
    return render(request, "portal/season_request.html", context)


def season_or_404(key: str) -> SeasonRound:
    """A round that everyone may read."""
    found = lists.shown_season(key)
    if found is None:
        raise Http404
    return found


def _own_party(speaker: Speaker) -> Party | None:
    if isinstance(speaker.account, User):
        return party_of_account(speaker.account)
    return party_of_receipt(speaker.receipt) if speaker.receipt is not None else None


def _by(speaker: Speaker) -> User | str:
    return speaker.account if isinstance(speaker.account, User) else speaker.by


def _line(one: SeasonRequest, language: str) -> RequestLine:
    """A request as whoever asked reads it; what it was given, once that is published."""
    spaces, placings = lists.spaces_of(one.season), list(one.placings.all())
    names = space_names(spaces, language)
    who = inside_names([one], language)[one.pk]
    return request_line(one, placings, names, who, language, shown=one.season.stage == Season.PUBLISHED)


def _ask_page(request: HttpRequest, one: SeasonRound, form: AskForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "card": card_of(one, get_language() or "cy"),
        "open": lists.takes_requests(one),
        "synthetic": one.synthetic,
    }
    return render(request, "portal/season_ask.html", context, status=status)
