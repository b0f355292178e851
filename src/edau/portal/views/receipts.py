"""Receipts: what somebody holds for what they said. All of these pages are private to whoever has opened one."""

from __future__ import annotations

import re
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.connect.queries.parties import party_of_receipt
from edau.core import clock
from edau.core.abuse import AlreadySent, Limit, address_key, may_try
from edau.core.abuse.limits import DAY, HOUR
from edau.listen.actions.contributions import add_words
from edau.listen.queries.involvements import going_on
from edau.portal.actions.receipts import withdraw_words
from edau.portal.doors.receipts import close_here, fresh_code, held, open_here, private
from edau.portal.forms.asking import CONFLICT, READ_AND_SEND, TOO_MANY, UNPROCESSABLE, status_of
from edau.portal.forms.receipt import AddForm, FindForm, ReachForm, WithdrawForm, WordForm
from edau.portal.pages.involvements import text_of
from edau.portal.pages.receipt import choices_of, receipt_page, state_in_words
from edau.portal.pages.signs import story_lines
from edau.portal.queries.receipts import contributions_of, said_with
from edau.thread.actions import AlreadyClaimed, choose_word, claim, forget_reach, set_reach
from edau.thread.codes import aloud, code_hash, read_code, spaced
from edau.thread.queries import contact_of, receipt_by_code, receipts_of
from edau.ui.links import address_of
from edau.ui.qr import qr_code

TRIES_HERE, TRIES_OF_A_CODE = 30, 6  # an hour: a library shares one address; a code is known to few


@require_safe
@private()
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """The receipt itself: thank you, what is owed by when, and all that has become of what was said."""
    return render(request, "portal/receipt.html", _context(request, receipt))


@require_safe
@private()
def to_print(request: HttpRequest, receipt: str) -> HttpResponse:
    """The same on one sheet of paper."""
    return render(request, "portal/receipt_print.html", _context(request, receipt))


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def find(request: HttpRequest) -> HttpResponse:
    """Opens a receipt by its code and second word, for an hour in this browser. It can be closed again here."""
    if request.method != "POST":
        return render(request, "portal/receipt_find.html", {"form": FindForm()})
    if "close" in request.POST:
        close_here(request)
        messages.success(request, _("No receipt is open on this device now."))
        return redirect(address_of("portal:receipt_find"))
    form, status = FindForm(request.POST), UNPROCESSABLE
    if form.is_valid():
        if not _may_guess(request, form.cleaned_data["code"]):
            form.add_error(
                None, _("Too many tries. Wait an hour and try again, or ask whoever gave you the receipt.")
            )
            status = TOO_MANY
        else:
            found = receipt_by_code(form.cleaned_data["code"], form.cleaned_data["word"])
            if found is not None:
                request.session.cycle_key()
                open_here(request, found)
                return redirect(address_of("portal:receipt", found.pk))
            form.add_error(None, _("That code and that word do not belong together. Look at both again."))
    return render(request, "portal/receipt_find.html", {"form": form}, status=status)


@require_http_methods(["POST"])
@private(forms=True)
def go_on(request: HttpRequest, receipt: str) -> HttpResponse:
    """To a question that goes on from one in which they spoke, with this receipt open here, so that they can be counted
    as the same person."""
    mine = held(request, receipt)
    wanted = request.POST.get("involvement", "")
    if wanted not in {one.pk for one in going_on(mine.receipt, clock.today())}:
        return redirect(address_of("portal:receipt", receipt))
    open_here(request, mine.receipt)
    return redirect(f"{address_of('portal:say')}?{urlencode({'involvement': wanted})}")


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def add(request: HttpRequest, receipt: str) -> HttpResponse:
    """More words of the same teller."""
    mine = held(request, receipt)
    living = [one for one in contributions_of([mine.receipt]) if one.withdrawn is None]
    choices = choices_of(living, _language())
    if not living:
        return redirect(address_of("portal:receipt", receipt))
    if request.method != "POST":
        form = AddForm(
            request=request, receipt=mine.receipt, choices=choices, initial={"language": living[-1].language}
        )
        return _page(request, receipt, "portal/receipt_add.html", form)
    form = AddForm(request.POST, request=request, receipt=mine.receipt, choices=choices)
    if form.is_valid():
        given = form.cleaned_data
        chosen = next(one for one in living if one.pk == given["to"])
        try:
            with form.once():
                add_words(contribution=chosen, words=given["words"], language=given["language"], by=mine.by)
        except AlreadySent as again:
            form.add_error(None, again.words)
        except ValueError:  # withdrawn meanwhile
            form.add_error(None, _("What you want to add to has been withdrawn meanwhile."))
        else:
            messages.success(request, _("Your words have been added."))
            return redirect(address_of("portal:receipt", receipt))
    return _page(request, receipt, "portal/receipt_add.html", form, status=UNPROCESSABLE)


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def withdraw(request: HttpRequest, receipt: str) -> HttpResponse:
    """The first step says what goes and what stays; the second does it."""
    mine = held(request, receipt)
    living = [one for one in contributions_of([mine.receipt]) if one.withdrawn is None]
    if not living:
        return redirect(address_of("portal:receipt", receipt))
    choices = choices_of(living, _language())
    form = WithdrawForm(request.POST or None, choices=choices)
    if request.method != "POST" or not form.is_valid():
        status = status_of(request)
        return _page(request, receipt, "portal/receipt_withdraw.html", form, status=status, choices=choices)
    chosen = [one for one in living if one.pk in form.cleaned_data["what"]]
    withdraw_words(receipt=mine.receipt, contributions=chosen)
    messages.success(request, _("Withdrawn. Your words are gone."))
    return redirect(address_of("portal:receipt", receipt))


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def word(request: HttpRequest, receipt: str) -> HttpResponse:
    """Chooses or changes the second word, without which the spoken code opens nothing."""
    mine = held(request, receipt)
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        choose_word(receipt=mine.receipt, word=form.cleaned_data["word"], by=mine.by)
        messages.success(request, _("Kept. The code now needs this word."))
        return redirect(address_of("portal:receipt", receipt))
    status = status_of(request)
    return _page(
        request,
        receipt,
        "portal/receipt_word.html",
        form,
        status=status,
        has_word=bool(mine.receipt.word_hash),
    )


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def reach(request: HttpRequest, receipt: str) -> HttpResponse:
    """How the holder is told that they have been answered: set, changed or removed."""
    mine = held(request, receipt)
    contact = contact_of(mine.receipt)
    form = ReachForm(request.POST) if request.method == "POST" else ReachForm(contact=contact)
    if request.method == "POST" and form.is_valid():
        wanted = form.reach()
        if wanted is None:
            forget_reach(receipt=mine.receipt, by=mine.by)
            messages.success(request, _("Removed. The answer will be here."))
        else:
            set_reach(receipt=mine.receipt, reach=wanted, link=mine.link, by=mine.by)
            messages.success(request, _("Kept until you have been answered."))
        return redirect(address_of("portal:receipt", receipt))
    status = status_of(request)
    return _page(request, receipt, "portal/receipt_reach.html", form, status=status, contact=contact)


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def claim_receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Ties a receipt to the account of whoever has opened it, so that signing in is enough from then on."""
    mine = held(request, receipt)
    if not isinstance(request.user, User):
        # The way back after signing in must not hold the secret: the session does.
        open_here(request, mine.receipt)
        back = urlencode({"next": address_of("portal:receipt_claim", mine.receipt.pk)})
        return _page(
            request, receipt, "portal/receipt_claim.html", sign_in=f"{address_of('account_login')}?{back}"
        )
    theirs = mine.receipt.person.user_id
    if request.method != "POST":
        other = theirs is not None and theirs != request.user.pk
        return _page(
            request, receipt, "portal/receipt_claim.html", other=other, own=theirs == request.user.pk
        )
    try:
        claim(receipt=mine.receipt, by=request.user)
    except AlreadyClaimed:
        return _page(request, receipt, "portal/receipt_claim.html", other=True, status=CONFLICT)
    messages.success(request, _("The receipt is in your account now."))
    return redirect(address_of("portal:my_receipts"))


@require_safe
@private(forms=True)
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The receipts of an account."""
    claimed, language = receipts_of(cast(User, request.user)), _language()
    said: dict[str, list[tuple[str, str]]] = {one.pk: [] for one in claimed}
    names = dict(choices_of(everything := contributions_of(claimed), language))
    for one in everything:
        said[one.receipt_id].append((names.get(one.pk, ""), state_in_words(one, language)))
    rows = [(one.pk, said[one.pk]) for one in claimed]
    synthetic = any(one.synthetic for one in everything)
    return render(request, "portal/my_receipts.html", {"rows": rows, "synthetic": synthetic})


def _context(request: HttpRequest, key: str) -> dict[str, object]:
    mine, language = held(request, key), _language()
    code, first = fresh_code(request, mine.receipt)
    page = receipt_page(said_with(mine.receipt), key, language, mine.receipt.person.language)
    link = request.build_absolute_uri(address_of("portal:receipt", mine.link)) if mine.link else ""
    return {
        "key": key,
        "page": page,
        "first": first,
        "code": spaced(code) if code else "",
        "aloud": aloud(code, language) if code else "",
        "link": link,
        "address": re.split(r"(?<=/)", link),  # where a line may break
        "qr": qr_code(link, _("QR code that leads to this receipt")) if link else "",
        "has_word": bool(mine.receipt.word_hash),
        "contact": contact_of(mine.receipt),
        "claimed": mine.receipt.person.user_id is not None,
        "to_place": story_lines(mine.receipt),
        "goes_on": [
            (one.pk, text_of(one, "question", language)) for one in going_on(mine.receipt, clock.today())
        ],
        "offers": party_of_receipt(mine.receipt) is not None,
        "synthetic": page.synthetic,
    }


def _page(
    request: HttpRequest, key: str, template: str, form: object = None, status: int = 200, **more: object
) -> HttpResponse:
    return render(request, template, {"key": key, "form": form, **more}, status=status)


def _may_guess(request: HttpRequest, code: str) -> bool:
    """Counts a try against the address it comes from and against the code it is for, before it is known to be right."""
    name = code_hash(read_code(code))
    return may_try(
        Limit("receipt_find", address_key(request), TRIES_HERE, HOUR),
        Limit("receipt_find of", name, TRIES_OF_A_CODE, HOUR),
        Limit("receipt_find day", name, 3 * TRIES_OF_A_CODE, DAY),
    )


def _language() -> str:
    return get_language() or "cy"
