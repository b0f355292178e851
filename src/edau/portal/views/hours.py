"""Hours: one's own and on paper, giving them, those of an organisation, putting right what was wrong, and all together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.connect.actions import hours as deeds
from edau.connect.choices import Mistake
from edau.connect.models import Account, Party
from edau.connect.queries import hours as questions
from edau.core import clock
from edau.core.abuse import AlreadySent
from edau.core.answers import NotAllowed
from edau.core.freshness import same_for_everyone
from edau.people.queries import roles_of
from edau.people.rules import Deed, may, may_with
from edau.portal.doors.hours import Own, own_hours
from edau.portal.doors.receipts import held, open_here, private
from edau.portal.forms.asking import FORBIDDEN, READ_AND_SEND, UNPROCESSABLE, sent, status_of
from edau.portal.forms.hours import (
    BODY,
    POT,
    CorrectForm,
    DaysForm,
    GiveForm,
    IssueForm,
    LimitsForm,
    PotForm,
    UsedForm,
    last_year,
)
from edau.portal.pages.hours import (
    all_page,
    correction_rows,
    hours_page,
    pot_in_words,
    pot_rows,
    transfer_page,
)
from edau.portal.words.hours import (
    organisation_room_in_words,
    refusal,
    room_in_words,
    their_room_in_words,
)
from edau.ui.links import address_of


@require_safe
@private()
def with_receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Opens a receipt in this browser and goes to its hours: the secret must not stand in their address."""
    open_here(request, held(request, receipt).receipt)
    return redirect(address_of("portal:hours"))


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def hours(request: HttpRequest) -> HttpResponse:
    """How somebody stands, every movement of the last twelve months, and what they can do with their hours."""
    own = own_hours(request)
    if own is None:
        return render(request, "portal/hours_none.html", {"back": address_of("portal:hours")})
    if request.method == "POST":
        deeds.open_account(party=own.party, by=own.by)
        messages.success(request, _("You have an account of hours now. Its code is below."))
        return redirect(address_of("portal:hours"))
    account = questions.account_of(own.party)
    page = hours_page(account, *last_year(clock.today()))
    return render(
        request,
        "portal/hours.html",
        {"page": page, "counts": own.party.counts_hours, "synthetic": own.party.synthetic},
    )


@require_safe
@private(forms=True)
def statement(request: HttpRequest) -> HttpResponse:
    """The same on paper, from one day to another."""
    own = own_hours(request)
    account = questions.account_of(own.party) if own else None
    if own is None or account is None:
        return redirect(address_of("portal:hours"))
    return statement_page(request, account, address_of("portal:hours"), "", own.party.synthetic)


def statement_page(
    request: HttpRequest, account: Account, back: str, name: str, synthetic: bool
) -> HttpResponse:
    """An account of hours from one day to another, to print; `back`: where its reader came from."""
    begins, ends = last_year(clock.today())
    asked = "begins" in request.GET or "ends" in request.GET
    form = DaysForm(request.GET) if asked else DaysForm(initial={"begins": begins, "ends": ends})
    status = 200
    if asked and form.is_valid():
        begins, ends = form.cleaned_data["begins"], form.cleaned_data["ends"]
    elif asked:
        status = UNPROCESSABLE
    page = hours_page(account, begins, ends, name)
    context = {"page": page, "form": form, "back": back, "name": name, "synthetic": synthetic}
    return render(request, "portal/hours_statement.html", context, status=status)


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def give(request: HttpRequest) -> HttpResponse:
    """Gives hours to somebody, to all, or for something of an organisation that was used."""
    own = own_hours(request)
    if own is None:
        return redirect(address_of("portal:hours"))
    form = GiveForm(sent(request), request=request)
    if request.method == "POST" and form.is_valid():
        moved = _once(form, partial(_give, form, own))
        if moved is not None:
            _say(request, _("Given."), room_in_words(moved.room))
            return redirect(address_of("portal:hours"))
    title = _("Give hours")
    lead = _("An hour is an hour, whoever gives it. Hours cannot be bought or sold.")
    return _form(request, title, lead, form, _("Give"), address_of("portal:hours"), own.party.synthetic)


def _give(form: GiveForm, own: Own) -> deeds.Moved:
    given, minutes = form.cleaned_data, form.minutes_in_all
    if given["to"] == POT:
        return deeds.gift_to_pot(giver=own.party, minutes=minutes, by=own.by)
    if given["to"] == BODY:
        body = form.parties[given["organisation"]]
        return deeds.redeem(member=own.party, organisation=body, minutes=minutes, by=own.by)
    return deeds.gift(giver=own.party, to=given["code"], minutes=minutes, by=own.by)


@never_cache
@require_safe
@login_required
def organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    """How an organisation stands, for those who share in its name; on paper, too."""
    party = _body(organisation)
    if not (answer := may(cast(User, request.user), Deed.SHARE, organisations=[organisation])):
        return _refused(request, answer.reason)
    account = questions.account_of(party)
    name = party.organisation.name(get_language() or "cy") if party.organisation else ""
    if account is not None and ("print" in request.GET or "begins" in request.GET):
        back = address_of("portal:hours_organisation", organisation)
        return statement_page(request, account, back, name, party.synthetic)
    page = hours_page(account, *last_year(clock.today()), name)
    context = {"page": page, "name": name, "key": organisation, "synthetic": party.synthetic}
    return render(request, "portal/hours_organisation.html", context)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def issue(request: HttpRequest, organisation: str) -> HttpResponse:
    """Gives hours of an organisation to a member."""
    party, account = _body(organisation), cast(User, request.user)
    if not (answer := may(account, Deed.SHARE, organisations=[organisation])):
        return _refused(request, answer.reason)
    form = IssueForm(sent(request), request=request)
    back = address_of("portal:hours_organisation", organisation)
    if request.method == "POST" and form.is_valid():
        given = {"member": form.cleaned_data["code"].party, "minutes": form.minutes_in_all}
        try:
            moved = _once(form, partial(deeds.issue, organisation=party, by=account, **given))
        except NotAllowed as no:
            return _refused(request, no.answer.reason)
        if moved is not None:
            _say(request, _("Given."), organisation_room_in_words(moved.room))
            return redirect(back)
    lead = _(
        "For what somebody did for everybody. They can use the hours for what organisations have to spare."
    )
    return _form(request, _("Give hours to somebody"), lead, form, _("Give"), back, party.synthetic)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def used(request: HttpRequest) -> HttpResponse:
    """Hours that a member uses with an organisation, written down for them there or by their connector."""
    account = cast(User, request.user)
    roles = roles_of(account)
    bodies = questions.bodies_of(roles)
    if not bodies and not (answer := may_with(roles, Deed.KEEP_HOURS)):
        return _refused(request, answer.reason)
    asked = request.GET.get("organisation", "")
    if not may_with(roles, Deed.SHARE, organisations=[asked]) or asked not in {
        one.organisation_id for one in bodies
    }:
        asked = ""
    form = UsedForm(sent(request), request=request, bodies=bodies, initial={"organisation": asked})
    if not asked and not may_with(roles, Deed.KEEP_HOURS):
        asked = bodies[0].organisation_id or ""
    back = address_of("portal:hours_organisation", asked) if asked else address_of("portal:hours_corrections")
    if request.method == "POST" and form.is_valid():
        given = {"organisation": form.cleaned_data["organisation"], "minutes": form.minutes_in_all}
        member, moved = form.cleaned_data["code"].party, None
        try:
            moved = _once(form, partial(deeds.redeem_for, member=member, by=account, **given))
        except NotAllowed as no:
            form.add_error("code", str(no.answer.reason))
        if moved is not None:
            _say(request, _("Written down."), their_room_in_words(moved.room))
            return redirect(back)
    lead = _("For a room, a class, a ticket: what the organisation had to spare, and they used.")
    synthetic = any(one.synthetic for one in bodies)
    return _form(request, _("Hours used with an organisation"), lead, form, _("Write down"), back, synthetic)


@never_cache
@require_safe
@login_required
def pots(request: HttpRequest) -> HttpResponse:
    """The community pots of a connector's area, and what is in them."""
    roles = roles_of(cast(User, request.user))
    if not (answer := may_with(roles, Deed.KEEP_HOURS)):
        return _refused(request, answer.reason)
    found = questions.pots_of(roles)
    context = {"rows": pot_rows(found), "synthetic": any(pot.synthetic for pot in found)}
    return render(request, "portal/hours_pots.html", context)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def pot_give(request: HttpRequest, area: str) -> HttpResponse:
    """Gives hours of a community pot to somebody who needs them."""
    account, pot = cast(User, request.user), questions.pot_of(area)
    if pot is None:
        raise Http404
    if not (answer := may(account, Deed.KEEP_HOURS, areas=questions.areas_of([pot]))):
        return _refused(request, answer.reason)
    form = PotForm(sent(request), request=request)
    back = address_of("portal:hours_pots")
    if request.method == "POST" and form.is_valid():
        given = {"to": form.cleaned_data["code"], "minutes": form.minutes_in_all}
        try:
            moved = _once(form, partial(deeds.give_from_pot, pot=pot, by=account, **given))
        except NotAllowed as no:
            return _refused(request, no.answer.reason)
        if moved is not None:
            messages.success(request, _("Given."))
            return redirect(back)
    lead = pot_in_words(pot, questions.balance(pot))
    return _form(request, _("Give hours from the pot"), lead, form, _("Give"), back, pot.synthetic)


@never_cache
@require_safe
@login_required
def corrections(request: HttpRequest) -> HttpResponse:
    """The newest transfers of a connector's area, each to be put right."""
    roles = roles_of(cast(User, request.user))
    if not (answer := may_with(roles, Deed.KEEP_HOURS)):
        return _refused(request, answer.reason)
    found = questions.transfers_lately(questions.pot_areas_kept(roles))
    synthetic = any(entry.account.synthetic for one in found for entry in one.entries.all())
    context = {"rows": correction_rows(found), "synthetic": synthetic}
    return render(request, "portal/hours_corrections.html", context)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def correction(request: HttpRequest, number: int) -> HttpResponse:
    """One transfer, and the form that undoes it. Nothing is rubbed out."""
    account, moved = cast(User, request.user), questions.transfer_of(number)
    if moved is None:
        raise Http404
    accounts = [entry.account for entry in moved.entries.all()]
    if not (answer := may(account, Deed.KEEP_HOURS, areas=questions.areas_of(accounts) or {""})):
        return _refused(request, answer.reason)
    form = CorrectForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            deeds.correct(
                moved=moved,
                reason=Mistake(form.cleaned_data["reason"]),
                minutes=form.minutes_in_all or None,
                by=account,
            )
        except deeds.Refused as no:
            form.add_error(None, refusal(no))
        except NotAllowed as no:
            return _refused(request, no.answer.reason)
        else:
            messages.success(request, _("Put right. Both stay in the ledger."))
            return redirect(address_of("portal:hours_corrections"))
    page = transfer_page(moved)
    context = {"page": page, "form": form, "synthetic": any(one.synthetic for one in accounts)}
    return render(request, "portal/hours_correction.html", context, status=status_of(request))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def limits(request: HttpRequest, account: str) -> HttpResponse:
    """How far below nought an account may stand."""
    user = cast(User, request.user)
    found = Account.objects.select_related("party").filter(pk=account, closed=None).first()
    if found is None:
        raise Http404
    if not (answer := may(user, Deed.KEEP_HOURS, areas=questions.areas_of([found]) or {""})):
        return _refused(request, answer.reason)
    form = LimitsForm(sent(request), initial={"soft": found.soft // 60, "hard": found.hard // 60})
    back = address_of("portal:hours_corrections")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            deeds.set_limits(account=found, soft=60 * given["soft"], hard=60 * given["hard"], by=user)
        except deeds.Refused as no:
            form.add_error("hard", refusal(no))
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    lead = _("How many hours more than it gave an account may have had. A pot has no limits to set.")
    return _form(request, _("Limits of an account"), lead, form, _("Save"), back, found.synthetic)


@require_safe
@same_for_everyone
def everybody(request: HttpRequest) -> HttpResponse:
    """All hours together, and what is in the community pots: counts alone."""
    page = all_page(clock.today())
    return render(request, "portal/hours_all.html", {"page": page, "synthetic": page.synthetic})


def _say(request: HttpRequest, done: str, word: str) -> None:
    messages.success(request, " ".join(filter(None, [done, word])))


def _body(key: str) -> Party:
    found = Party.objects.select_related("organisation").filter(organisation=key, gone=None).first()
    if found is None:
        raise Http404
    return found


def _refused(request: HttpRequest, reason: Any) -> HttpResponse:
    return render(request, "portal/refused.html", {"reason": reason}, status=FORBIDDEN)


def _once(form: Any, deed: Callable[[], deeds.Moved]) -> deeds.Moved | None:
    """What a deed moved, done once for one form; None where it was refused, and the form says why. NotAllowed is the
    caller's: each page answers it in its own place."""
    try:
        with form.once():
            return deed()
    except AlreadySent as again:
        form.add_error(None, again.words)
    except deeds.Refused as no:
        form.add_error("hours", refusal(no))
    return None


def _form(
    request: HttpRequest, title: str, lead: str, form: Any, button: str, back: str, synthetic: bool
) -> HttpResponse:
    context = {
        "title": title,
        "lead": lead,
        "form": form,
        "button": button,
        "back": back,
        "synthetic": synthetic,
    }
    return render(request, "portal/hours_form.html", context, status=status_of(request))
