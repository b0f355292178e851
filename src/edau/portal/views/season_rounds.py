"""The season round of whoever shares out rooms: spaces, requests, locks, the plan, publishing, and lists to print."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.connect.actions import season_plans as plans
from edau.connect.actions import seasons as deeds
from edau.connect.choices import Season
from edau.connect.models import Asset, Placing, SeasonRound
from edau.connect.queries import seasons as lists
from edau.connect.queries.season_taken import Clash
from edau.connect.rules import may_share_out
from edau.connect.season_refusals import SeasonRefusal, SeasonRefused
from edau.core.answers import Answer, NotAllowed
from edau.people.queries import roles_of
from edau.people.rules import Deed, may_with
from edau.portal.forms.asking import FORBIDDEN, READ_AND_SEND, UNPROCESSABLE, status_of
from edau.portal.forms.season import LockForm, NewSeasonForm, WeeksForm, weeks_of
from edau.portal.pages.seasons import (
    by_name,
    card_of,
    cards,
    inside_names,
    request_line,
    round_page,
    space_names,
)
from edau.portal.words.season import FAILED, clash_words, refusal_words
from edau.ui.links import address_of


@never_cache
@require_safe
@login_required
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds that the reader may run."""
    roles = roles_of(cast(User, request.user))
    if not (answer := may_with(roles, Deed.SHARE_OUT)):
        return refused(request, answer)
    found = lists.rounds_of(roles)
    context = {
        "cards": cards(found, get_language() or "cy"),
        "synthetic": any(one.synthetic for one in found),
    }
    return render(request, "portal/season_rounds.html", context)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Opens a round. Nobody else sees it before it has a room."""
    account = cast(User, request.user)
    roles = roles_of(account)
    if not (answer := may_with(roles, Deed.SHARE_OUT)):
        return refused(request, answer)
    if request.method != "POST":
        return _form_page(request, NewSeasonForm(roles=roles))
    form = NewSeasonForm(request.POST, roles=roles)
    if form.is_valid():
        try:
            made = deeds.open_season(
                organisation=form.body(), area=form.cleaned_data["place"], weeks=form.weeks(), by=account
            )
        except SeasonRefused as no:
            form.add_error(_field_of(no), refusal_words(no))
        except NotAllowed as no:
            return refused(request, no.answer)
        else:
            return redirect(address_of("portal:season_round", made.pk))
    return _form_page(request, form, status=UNPROCESSABLE)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def edit(request: HttpRequest, season: str) -> HttpResponse:
    """The name and the days of a round that is not published."""
    account, one = cast(User, request.user), _any_season(season)
    if not (answer := may_share_out(account, one.organisation_id, one.area)):
        return refused(request, answer)
    if request.method != "POST":
        return _form_page(request, WeeksForm(initial=weeks_of(one)), one)
    form = WeeksForm(request.POST)
    if form.is_valid():
        try:
            deeds.change_season(season=one, weeks=form.weeks(), by=account)
        except SeasonRefused as no:
            form.add_error(_field_of(no), refusal_words(no))
        else:
            messages.success(request, _("Kept."))
            return redirect(address_of("portal:season_round", one.pk))
    return _form_page(request, form, one, UNPROCESSABLE)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def one_round(request: HttpRequest, season: str) -> HttpResponse:
    """Everything of a round, and its deeds: rooms, plan, locks, publishing."""
    account, one = cast(User, request.user), _any_season(season)
    if not (answer := may_share_out(account, one.organisation_id, one.area)):
        return refused(request, answer)
    if request.method != "POST":
        return _round_page(request, one)
    what = _DEEDS.get(request.POST.get("do", ""))
    if what is None:
        raise Http404
    try:
        done = what(one, request.POST.get("key", ""), account)
    except deeds.SeasonClashes as no:
        return _round_page(request, one, refusal_words(no), UNPROCESSABLE, no.clashes)
    except SeasonRefused as no:
        return _round_page(request, one, refusal_words(no), UNPROCESSABLE)
    messages.success(request, done)
    return redirect(address_of("portal:season_round", one.pk))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def lock_for(request: HttpRequest, season: str, asked: str) -> HttpResponse:
    """A group’s room and time by an officer’s decision, which no plan moves."""
    account, one = cast(User, request.user), _any_season(season)
    if not (answer := may_share_out(account, one.organisation_id, one.area)):
        return refused(request, answer)
    wanted = lists.request_of(asked)
    if wanted is None or wanted.season_id != one.pk:
        raise Http404
    spaces = by_name(lists.spaces_of(one), get_language() or "cy")
    form = LockForm(request.POST or None, spaces=spaces, initial={"minutes": wanted.most})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            plans.lock(
                request=wanted,
                asset=_asset(given["asset"]),
                weekday=given["weekday"],
                start=given["start"].hour * 60 + given["start"].minute,
                minutes=given["minutes"],
                by=account,
            )
        except SeasonRefused as no:
            form.add_error(None, refusal_words(no))
        else:
            messages.success(
                request, _("Locked: no plan moves it. What was planned for others then is gone; plan again.")
            )
            return redirect(address_of("portal:season_round", one.pk))
    language = get_language() or "cy"
    names = space_names(spaces, language)
    who = inside_names([wanted], language)[wanted.pk]
    context = {
        "form": form,
        "line": request_line(wanted, lists.placings_of(one), names, who, language),
        "card": card_of(one, language),
        "synthetic": one.synthetic,
    }
    return render(request, "portal/season_lock.html", context, status=status_of(request))


@never_cache
@require_safe
@login_required
def to_print(request: HttpRequest, season: str) -> HttpResponse:
    """The week of each room on a sheet of its own."""
    account, one = cast(User, request.user), _any_season(season)
    if not (answer := may_share_out(account, one.organisation_id, one.area)):
        return refused(request, answer)
    context = {"page": round_page(one, get_language() or "cy"), "synthetic": one.synthetic}
    return render(request, "portal/season_print.html", context)


def refused(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The page that says why something may not be done here."""
    return render(request, "portal/people_refused.html", {"reason": answer.reason}, status=FORBIDDEN)


def _plan(season: SeasonRound, key: str, account: User) -> str:
    planned = plans.plan_season(season=season, by=account)
    return str(FAILED[planned.failed]) if planned.failed in FAILED else _("Planned. Look at it below.")


def _publish(season: SeasonRound, key: str, account: User) -> str:
    deeds.publish_season(season=season, by=account)
    return _("Published and sealed. Everyone can read who meets where.")


def _add_space(season: SeasonRound, key: str, account: User) -> str:
    deeds.add_space(season=season, asset=_asset(key), by=account)
    return _("The room is in the round.")


def _remove_space(season: SeasonRound, key: str, account: User) -> str:
    deeds.remove_space(season=season, asset=_asset(key), by=account)
    return _("The room is no longer in the round.")


def _lock(season: SeasonRound, key: str, account: User) -> str:
    placing = _placing(season, key)
    if not placing.locked:
        plans.lock(
            request=placing.request,
            asset=placing.asset,
            weekday=placing.weekday,
            start=placing.start,
            minutes=placing.minutes,
            by=account,
        )
    return _("Locked: no plan moves it.")


def _unlock(season: SeasonRound, key: str, account: User) -> str:
    plans.unlock(placing=_placing(season, key), by=account)
    return _("The lock is off: the next plan may move it.")


_DEEDS: dict[str, Callable[[SeasonRound, str, User], str]] = {
    "plan": _plan,
    "publish": _publish,
    "add_space": _add_space,
    "remove_space": _remove_space,
    "lock": _lock,
    "unlock": _unlock,
}


def _any_season(key: str) -> SeasonRound:
    found = SeasonRound.objects.select_related("organisation").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _asset(key: str) -> Asset:
    found = Asset.objects.filter(pk=key).first()
    if found is None:
        raise SeasonRefused(SeasonRefusal.NO_SPACE)
    return found


def _placing(season: SeasonRound, key: str) -> Placing:
    known = Placing.objects.select_related("request", "asset").filter(request__season=season)
    found = known.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 18 else None
    if found is None:
        raise SeasonRefused(SeasonRefusal.GONE)
    return found


def _field_of(no: SeasonRefused) -> str | None:
    """The field that a refusal is about."""
    return {
        SeasonRefusal.PAST: "ask_by",
        SeasonRefusal.BAD_DAYS: "begins",
        SeasonRefusal.TOO_LONG: "ends",
    }.get(no.code)


def _form_page(
    request: HttpRequest, form: WeeksForm, one: SeasonRound | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "card": card_of(one, get_language() or "cy") if one is not None else None,
        "sealed": one is not None and one.stage == Season.PUBLISHED,
        "synthetic": one is not None and one.synthetic,
    }
    return render(request, "portal/season_form.html", context, status=status)


def _round_page(
    request: HttpRequest,
    one: SeasonRound,
    error: str = "",
    status: int = 200,
    clashes: Iterable[Clash] = (),
) -> HttpResponse:
    language = get_language() or "cy"
    page = round_page(one, language)
    names = {space.key: space.name.text for space in page.spaces}
    context = {
        "page": page,
        "error": error,
        "clashes": [clash_words(clash, names, language) for clash in clashes],
        "synthetic": one.synthetic,
    }
    return render(request, "portal/season_round.html", context, status=status)
