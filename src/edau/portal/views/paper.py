"""Paper for places with no signal: make a pack of numbered sheets, print it, type in what comes back."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edau.accounts.models import User
from edau.core.answers import NotAllowed
from edau.listen.actions.contributions import NotOpen
from edau.listen.actions.packs import AlreadyIn, make_pack, write_in
from edau.listen.actions.signs import NotPlacedNow
from edau.listen.choices import Audience
from edau.listen.models import Involvement, Pack
from edau.listen.queries.packs import numbers_in, pack_of
from edau.listen.queries.signs import frameworks_of
from edau.listen.rules import asks_welsh_effects, may_write_for
from edau.places.queries import visible_area
from edau.portal.doors.pack_secrets import forget_packs, remember_pack, secrets_of_pack
from edau.portal.forms.asking import READ_AND_SEND, UNPROCESSABLE
from edau.portal.forms.paper import PackForm, SheetForm, already_in
from edau.portal.pages.involvements import text_of
from edau.portal.pages.paper import (
    clock_time,
    hands_out,
    how_many_in,
    in_both,
    name_of_pack,
    pack_cards,
    runs,
    sheets_of,
    takes_paper,
)
from edau.portal.pages.paper_signs import on_paper
from edau.portal.views.listening import involvement_or_404, refused
from edau.ui.links import address_of


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def packs(request: HttpRequest, involvement: str) -> HttpResponse:
    """The packs of an involvement, and a new one."""
    account, one = cast(User, request.user), involvement_or_404(involvement)
    if not (answer := may_write_for(account, one, "")):
        return refused(request, answer)
    if request.method != "POST":
        return _packs_page(request, one, PackForm())
    form = PackForm(request.POST)
    if form.is_valid():
        try:
            made = make_pack(involvement=one, sheets=form.cleaned_data["sheets"], by=account)
        except NotOpen:
            form.add_error(None, _("This question takes no more words, so nobody could write on the sheets."))
        except NotAllowed as no:  # the role was taken back meanwhile
            return refused(request, no.answer)
        else:
            remember_pack(request, made)
            return redirect(address_of("portal:pack_print", made.pack.pk))
    return _packs_page(request, one, form, UNPROCESSABLE)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def to_print(request: HttpRequest, pack: str) -> HttpResponse:
    """The sheets of a pack that was made a moment ago. Their secrets are shown for half an hour, or until somebody says
    that they are printed."""
    one = _pack(pack)
    if not (answer := may_write_for(cast(User, request.user), one.involvement, "")):
        return refused(request, answer)
    if request.method == "POST":
        forget_packs(request)
        messages.success(request, _("Forgotten: the codes are now on the paper alone."))
        return redirect(address_of("portal:pack", one.pk))
    secrets, until = secrets_of_pack(request, one.pk)
    context = {
        "pack": one,
        "name": name_of_pack(one),
        "sheets": sheets_of(secrets, f"{request.scheme}://{request.get_host()}"),
        "until": clock_time(until) if secrets else "",
        "both": in_both(one.involvement) if secrets else [],
        "lines": range(5 if asks_welsh_effects(one.involvement) else 11),
        "welsh": range(3) if asks_welsh_effects(one.involvement) else (),
        "signs": on_paper(frameworks_of(one.involvement)) if secrets else [],
        "synthetic": one.involvement.synthetic,
    }
    return render(request, "portal/pack_print.html", context)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def pack(request: HttpRequest, pack: str) -> HttpResponse:
    """Typing in one sheet after the other."""
    account, one = cast(User, request.user), _pack(pack)
    if not (answer := may_write_for(account, one.involvement, "")):
        return refused(request, answer)
    numbers = numbers_in(one)
    if request.method != "POST":
        place = request.GET.get("place", "")
        known = place if visible_area(place) is not None else ""
        form = SheetForm(pack=one, numbers_in=numbers, spoken=request.GET.get("spoken", ""), place=known)
        return _pack_page(request, one, form, numbers)
    form = SheetForm(request.POST, pack=one, numbers_in=numbers)
    if form.is_valid():
        try:
            _write_in(form, one, account)
        except AlreadyIn:  # somebody else typed it meanwhile
            form.add_error("number", already_in(form.cleaned_data["number"]))
        except NotPlacedNow:
            form.add_error(None, _("These questions were changed meanwhile. Type the sheet once more."))
        except NotOpen:
            form.add_error(
                None, _("The day by which everyone is answered has passed: nothing can come in now.")
            )
        except NotAllowed as no:
            return refused(request, no.answer)
        else:
            words = {"number": form.cleaned_data["number"]}
            messages.success(request, _("Number %(number)s is in.") % words)
            return redirect(_to_next(form, one))
    return _pack_page(request, one, form, numbers, UNPROCESSABLE)


def _write_in(form: SheetForm, one: Pack, account: User) -> None:
    given = form.cleaned_data
    write_in(
        pack=one,
        number=given["number"],
        words=form.given_words(),
        by=account,
        place=given["place"],
        audience=Audience(given["audience"]),
        word=given["word"],
        placed=form.placed(),
    )


def _to_next(form: SheetForm, one: Pack) -> str:
    """To the next sheet, with the place and the language of this one."""
    given = form.cleaned_data
    kept = {"spoken": given["language"], "place": given["place"]}
    query = urlencode({name: value for name, value in kept.items() if value})
    return f"{address_of('portal:pack', one.pk)}?{query}"


def _pack(key: str) -> Pack:
    one = pack_of(key)
    if one is None:
        raise Http404
    one.involvement = involvement_or_404(one.involvement_id)
    return one


def _packs_page(request: HttpRequest, one: Involvement, form: PackForm, status: int = 200) -> HttpResponse:
    language = get_language() or "cy"
    context = {
        "form": form,
        "involvement": one,
        "question": text_of(one, "question", language),
        "packs": pack_cards(one, language),
        "hands_out": hands_out(one),
        "takes_paper": takes_paper(one),
        "synthetic": one.synthetic,
    }
    return render(request, "portal/packs.html", context, status=status)


def _pack_page(
    request: HttpRequest, one: Pack, form: SheetForm, numbers: list[int], status: int = 200
) -> HttpResponse:
    waiting = [number for number in range(1, one.sheets + 1) if number not in numbers]
    secrets, _until = secrets_of_pack(request, one.pk)
    context = {
        "form": form,
        "pack": one,
        "name": name_of_pack(one),
        "question": text_of(one.involvement, "question", get_language() or "cy"),
        "state": how_many_in(len(numbers), one.sheets),
        "done": runs(numbers),
        "waiting": runs(waiting),
        "printable": bool(secrets),
        "takes_paper": takes_paper(one.involvement),
        "synthetic": one.involvement.synthetic,
    }
    return render(request, "portal/pack.html", context, status=status)
