"""Involvements: read by everyone, opened and published by whoever may ask, taken up by whoever is to answer.

The public pages are the same for everybody; what needs an account has pages of its own, which alone read the session.
"""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.core import clock
from edau.core.answers import NotAllowed
from edau.core.freshness import same_for_everyone
from edau.listen.actions import involvements as deeds
from edau.listen.choices import Stage
from edau.listen.models import Involvement
from edau.listen.queries import involvements as lists
from edau.listen.queries.contributions import INVOLVEMENT
from edau.listen.queries.first_steps import first_steps_of
from edau.listen.rules import may_ask, may_change, unsaid
from edau.people.queries import roles_of
from edau.people.rules import Deed, may
from edau.portal.forms.asking import READ_AND_SEND, UNPROCESSABLE, status_of
from edau.portal.forms.involvement import UNSAID, InvolvementForm
from edau.portal.pages.asks import panel_of
from edau.portal.pages.evidence import evidence_page, rungs
from edau.portal.pages.first_steps import how_many_done, step_lines
from edau.portal.pages.involvements import cards, involvement_page
from edau.portal.views.listening import any_involvement, involvement_or_404, refused
from edau.thread.records import slug_of
from edau.ui.links import address_of

A_PAGE = 20


@require_safe
@same_for_everyone
def every_involvement(request: HttpRequest) -> HttpResponse:
    """Home of Listen: one open prompt, then what is asked now, what is being answered, what is done."""
    language, today = get_language() or "cy", clock.today()
    page = Paginator(lists.done(today), A_PAGE).get_page(request.GET.get("page"))
    now, coming, answering = (
        list(some) for some in (lists.open_now(today), lists.to_come(today), lists.being_answered(today))
    )
    context = {
        "open_now": cards(now, language),
        "to_come": cards(coming, language),
        "being_answered": cards(answering, language),
        "done": cards(page.object_list, language),
        "page": page,
        "synthetic": any(one.synthetic for one in [*now, *coming, *answering, *page.object_list]),
    }
    return render(request, "portal/involvements.html", context)


@require_safe
@same_for_everyone
def one_involvement(request: HttpRequest, involvement: str) -> HttpResponse:
    """One involvement: its question, its promise and the seal on it, who answers, what has been said."""
    one = involvement_or_404(involvement)
    language = get_language() or "cy"
    page = involvement_page(one, language)
    context = {
        "page": page,
        "evidence": evidence_page(one, language),
        "followed": slug_of(INVOLVEMENT, language),
        "synthetic": page.synthetic,
    }
    return render(request, "portal/involvement.html", context)


@never_cache
@require_safe
@login_required
def yours(request: HttpRequest) -> HttpResponse:
    """What the reader opened, and what their organisations ask or answer."""
    account, language = cast(User, request.user), get_language() or "cy"
    found = list(lists.looked_after(account, roles_of(account)))
    drafts = [one for one in found if one.stage == Stage.DRAFT]
    live = [one for one in found if one.stage == Stage.PUBLISHED]
    context = {
        "drafts": cards(drafts, language),
        "live": cards(live, language),
        "synthetic": any(one.synthetic for one in found),
    }
    return render(request, "portal/involvements_yours.html", context)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """A new involvement as a draft: anybody who is signed in may ask."""
    account = cast(User, request.user)
    if not (answer := may_ask(account, None)):
        return refused(request, answer)
    if request.method != "POST":
        return _form_page(request, InvolvementForm(account=account))
    form = InvolvementForm(request.POST, account=account)
    if not form.is_valid():
        return _form_page(request, form, status=UNPROCESSABLE)
    try:
        one = deeds.open_involvement(promise=form.promise(), by=account)
    except NotAllowed as no:  # the role was taken back meanwhile
        return refused(request, no.answer)
    return redirect(address_of("portal:involvement_publish", one.id))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def edit(request: HttpRequest, involvement: str) -> HttpResponse:
    """A draft, to be changed. What has been published is sealed."""
    account, one = cast(User, request.user), any_involvement(involvement)
    if not (answer := may_change(account, one)):
        return refused(request, answer)
    if one.stage != Stage.DRAFT:
        return _sealed(request, one)
    if request.method != "POST":
        return _form_page(request, InvolvementForm(account=account, involvement=one), one)
    form = InvolvementForm(request.POST, account=account, involvement=one)
    if not form.is_valid():
        return _form_page(request, form, one, status=UNPROCESSABLE)
    try:
        deeds.change_draft(involvement=one, promise=form.promise(), by=account)
    except NotAllowed as no:
        return refused(request, no.answer)
    except deeds.AlreadyPublished:
        return _sealed(request, one)
    messages.success(request, _("Saved. Nobody else can read it until you publish it."))
    return redirect(address_of("portal:involvement_publish", one.id))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def publish(request: HttpRequest, involvement: str) -> HttpResponse:
    """A draft as everyone will read it, what sealing means, and the button that does it."""
    account, one = cast(User, request.user), any_involvement(involvement)
    if not (answer := may_change(account, one)):
        return refused(request, answer)
    if one.stage != Stage.DRAFT:
        return _sealed(request, one)
    late, missing = one.closes < clock.today(), unsaid(one)
    if request.method != "POST" or late or missing:
        return _publish_page(request, one, late=late, missing=missing)
    try:
        deeds.publish(involvement=one, by=account)
    except NotAllowed as no:
        return refused(request, no.answer)
    except deeds.Unsaid as still:  # it was changed meanwhile
        return _publish_page(request, one, late=late, missing=still.missing)
    except deeds.AlreadyPublished:
        return _sealed(request, one)
    return redirect(address_of("portal:involvement", one.id))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def take_up(request: HttpRequest, involvement: str) -> HttpResponse:
    """An officer of the body that was asked says that it will answer."""
    account, one = cast(User, request.user), involvement_or_404(involvement)
    if not (answer := may(account, Deed.TAKE_UP, organisations=[one.answered_by_id])):
        return refused(request, answer)
    if request.method == "POST":
        deeds.take_up(involvement=one, by=account)
        return redirect(address_of("portal:involvement", one.id))
    page = involvement_page(one, get_language() or "cy")
    return render(request, "portal/involvement_take_up.html", {"page": page, "synthetic": page.synthetic})


def _publish_page(
    request: HttpRequest, one: Involvement, *, late: bool, missing: tuple[str, ...]
) -> HttpResponse:
    """The draft whole, and the button; or what stands in the way, each with the field where it is put right."""
    language = get_language() or "cy"
    page = involvement_page(one, language)
    context = {
        "page": page,
        "panel": panel_of(one, language),
        "late": late,
        "unsaid": [UNSAID[name] for name in missing],
        "synthetic": page.synthetic,
        **_steps(one),
    }
    return render(request, "portal/involvement_publish.html", context, status=status_of(request))


def _sealed(request: HttpRequest, one: Involvement) -> HttpResponse:
    messages.info(request, _("This has been published and sealed: nobody can change it any more."))
    return redirect(address_of("portal:involvements_yours"))


def _steps(one: Involvement) -> dict[str, object]:
    """The steps of a first plan, where it was begun with one."""
    steps = first_steps_of(one)
    lines = step_lines(steps, one, get_language() or "cy")
    return {"steps": lines, "steps_done": how_many_done(steps), "steps_of": one.pk}


def _form_page(
    request: HttpRequest, form: InvolvementForm, one: Involvement | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "involvement": one,
        "rungs": rungs(get_language() or "cy"),
        "synthetic": one is not None and one.synthetic,
        **(_steps(one) | {"panel": panel_of(one, get_language() or "cy")} if one is not None else {}),
    }
    return render(request, "portal/involvement_form.html", context, status=status)
