"""Saying something: an open prompt, a good-life conversation, a frontline insight, and words written down for somebody
else. Nobody needs an account. What comes in is answered with a receipt."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edau.accounts.models import User
from edau.core.abuse import AlreadySent, in_burst
from edau.core.abuse.guard import STAMP
from edau.core.abuse.tokens import is_spent
from edau.core.answers import NotAllowed
from edau.listen.actions.contributions import NotOpen
from edau.listen.actions.saying import Said, write_down
from edau.listen.actions.saying import say as say_deed
from edau.listen.models import Involvement
from edau.listen.rules import may_write_for
from edau.people.rules import Deed, may
from edau.places.queries import visible_area
from edau.portal.doors.receipts import NEW, open_here, open_now, remember_new
from edau.portal.forms.asking import READ_AND_SEND, UNPROCESSABLE
from edau.portal.forms.saying import (
    ConversationForm,
    ForSomebodyForm,
    InsightForm,
    RecordingForm,
    SayingForm,
    StoryForm,
)
from edau.portal.pages.involvements import InvolvementPage, involvement_page
from edau.portal.views.listening import involvement_or_404, refused
from edau.thread.models import Receipt
from edau.thread.queries import receipt_of_id
from edau.ui.links import address_of

CONSENT_WORDING = "2026-11"  # the version of the words in portal/say_for.html that are read aloud


@never_cache
@require_http_methods(READ_AND_SEND)
def say(request: HttpRequest) -> HttpResponse:
    """One open prompt."""
    return saying_page(request, StoryForm, "portal/say.html")


@never_cache
@require_http_methods(READ_AND_SEND)
def say_conversation(request: HttpRequest) -> HttpResponse:
    """What would a good life look like to you?"""
    return saying_page(request, ConversationForm, "portal/say_conversation.html")


@never_cache
@require_http_methods(READ_AND_SEND)
def say_insight(request: HttpRequest) -> HttpResponse:
    """What somebody sees at work, in under a minute."""
    return saying_page(request, InsightForm, "portal/say_insight.html")


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def say_for(request: HttpRequest) -> HttpResponse:
    """What somebody said aloud, written down by a listener with their spoken consent."""
    account, involvement = cast(User, request.user), _involvement(request)
    answer = may_write_for(account, involvement, "") if involvement else may(account, Deed.WRITE_FOR)
    if not answer:
        return refused(request, answer)
    return saying_page(request, ForSomebodyForm, "portal/say_for.html")


def saying_page(request: HttpRequest, of: type[SayingForm], template: str) -> HttpResponse:
    """A page on which something is said: the form, or what it led to. Nothing that was typed is lost on the way."""
    involvement = _involvement(request)
    about = involvement_page(involvement, get_language() or "cy") if involvement is not None else None
    if request.method != "POST":
        form = of(request=request, involvement=involvement, place=_place(request))
        return _page(request, form, about, template, involvement)
    # The second press of a button, whose first got through, leads where the first led.
    if is_spent(request.POST.get(STAMP, "")) and (receipt := _new_receipt(request)) is not None:
        return redirect(address_of("portal:receipt", receipt.pk))
    form = of(request.POST, request.FILES, request=request, involvement=involvement)
    if form.is_valid():
        try:
            with form.once():
                said = _DEEDS.get(of, _said)(request, form, involvement)
        except AlreadySent as again:
            form.add_error(None, str(again.words))
        except NotOpen:
            form.add_error(None, _("This question takes no more words. Copy yours, and say them without it."))
        except NotAllowed as no:
            form.add_error(None, str(no.answer.reason))
        else:
            return _to_receipt(request, said)
    return _page(request, form, about, template, involvement, UNPROCESSABLE)


def _said(request: HttpRequest, form: SayingForm, involvement: Involvement | None) -> Said:
    given = form.cleaned_data
    recording = (given["file"], form.sound) if isinstance(form, RecordingForm) else None
    return say_deed(
        kind=form.kind,
        words=form.given_words(),
        by=cast(User, request.user) if given.get("claim") else None,
        again=receipt_of_id(open_now(request)) if given.get("again") else None,
        involvement=involvement,
        place=given["place"],
        audience=given["audience"],
        word=given["word"],
        reach=form.reach(),
        recording=recording,
        waiting=in_burst("say", involvement.pk if involvement is not None else ""),
    )


def _written_down(request: HttpRequest, form: SayingForm, involvement: Involvement | None) -> Said:
    given = form.cleaned_data
    return write_down(
        kind=form.kind,
        words=form.given_words(),
        by=cast(User, request.user),
        wording=CONSENT_WORDING,
        consent_language=get_language() or "cy",
        involvement=involvement,
        place=given["place"],
        audience=given["audience"],
        word=given["word"],
        reach=form.reach(),
    )


_DEEDS: dict[type[SayingForm], Callable[[HttpRequest, SayingForm, Involvement | None], Said]] = {
    ForSomebodyForm: _written_down
}


def _to_receipt(request: HttpRequest, said: Said) -> HttpResponse:
    """To the page of the receipt, which shows the code once and forgets it."""
    remember_new(request, said.issued)
    return redirect(address_of("portal:receipt", said.issued.link))


def _new_receipt(request: HttpRequest) -> Receipt | None:
    """The receipt that this browser has just got and not looked at yet."""
    new = request.session.get(NEW)
    receipt = receipt_of_id(new["id"]) if isinstance(new, dict) else None
    if receipt is not None:
        open_here(request, receipt)
    return receipt


def _involvement(request: HttpRequest) -> Involvement | None:
    """The involvement that the address names; 404 for one that is not there for everyone."""
    key = request.GET.get("involvement", "")
    return involvement_or_404(key) if key else None


def _place(request: HttpRequest) -> str:
    code = request.GET.get("place", "")
    return code if visible_area(code) is not None else ""


def _page(
    request: HttpRequest,
    form: SayingForm,
    about: InvolvementPage | None,
    template: str,
    involvement: Involvement | None,
    status: int = 200,
) -> HttpResponse:
    query = request.GET.urlencode()
    context = {
        "form": form,
        "about": about,
        "query": f"?{query}" if query else "",
        "goes_on": involvement is not None
        and bool(involvement.follows_id)
        and not isinstance(form, ForSomebodyForm),
        "synthetic": about is not None and about.synthetic,
    }
    return render(request, template, context, status=status)
