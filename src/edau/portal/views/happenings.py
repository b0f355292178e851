"""What happened in an involvement: read by everyone, noted and put right by those who look after it."""

from __future__ import annotations

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
from edau.answer.queries.proofs import proofs_of
from edau.core.answers import NotAllowed
from edau.core.freshness import same_for_everyone
from edau.listen.actions import happenings as deeds
from edau.listen.choices import Stage
from edau.listen.models import Happening, Involvement
from edau.listen.queries.first_steps import first_steps_of
from edau.listen.queries.happenings import decided_before, happenings_of
from edau.listen.rules import may_note
from edau.portal.forms.asking import READ_AND_SEND, UNPROCESSABLE
from edau.portal.forms.happening import HappeningForm
from edau.portal.pages.evidence import evidence_page
from edau.portal.pages.first_steps import how_many_done, step_lines
from edau.portal.pages.happenings import Line, happening_lines
from edau.portal.pages.involvements import involvement_page, text_of
from edau.portal.views.listening import any_involvement, involvement_or_404, refused
from edau.ui.links import address_of


@require_safe
@same_for_everyone
def happenings(request: HttpRequest, involvement: str) -> HttpResponse:
    """What happened, day by day, and what it bears out."""
    one, language = involvement_or_404(involvement), get_language() or "cy"
    page = involvement_page(one, language)
    context = {"page": page, "evidence": evidence_page(one, language), "synthetic": page.synthetic}
    return render(request, "portal/happenings.html", context)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def add(request: HttpRequest, involvement: str) -> HttpResponse:
    """Notes something, and stands ready for the next."""
    account, one = cast(User, request.user), any_involvement(involvement)
    if not (answer := may_note(account, one)):
        return refused(request, answer)
    if request.method != "POST":
        return _form_page(request, HappeningForm(involvement=one), one)
    form = HappeningForm(request.POST, involvement=one)
    if not form.is_valid():
        return _form_page(request, form, one, status=UNPROCESSABLE)
    try:
        deeds.note(involvement=one, what=form.what(), by=account)
    except NotAllowed as no:  # the role was taken back meanwhile
        return refused(request, no.answer)
    messages.success(request, _("Noted."))
    return redirect(address_of("portal:happening_note", one.pk))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def put_right(request: HttpRequest, happening: str) -> HttpResponse:
    """Notes anew what was noted wrongly; what stood there stays to be read."""
    account = cast(User, request.user)
    old = Happening.objects.filter(pk=happening).first()
    if old is None:
        raise Http404
    one = any_involvement(old.involvement_id)
    if not (answer := may_note(account, one)):
        return refused(request, answer)
    if old.replaced_by_id:
        return _replaced(request, one)
    if request.method != "POST":
        return _form_page(request, HappeningForm(involvement=one, old=old), one, old)
    form = HappeningForm(request.POST, involvement=one, old=old)
    if not form.is_valid():
        return _form_page(request, form, one, old, UNPROCESSABLE)
    try:
        deeds.replace(happening=old, what=form.what(), by=account)
    except NotAllowed as no:
        return refused(request, no.answer)
    except deeds.AlreadyReplaced:
        return _replaced(request, one)
    messages.success(request, _("Noted."))
    return redirect(address_of("portal:happening_note", one.pk))


def _lines(one: Involvement, language: str) -> list[Line]:
    noted = happenings_of(one)
    return happening_lines(noted, language, proofs=proofs_of(noted))


def _replaced(request: HttpRequest, one: Involvement) -> HttpResponse:
    messages.info(request, _("This has been put right already. Look at the newer one."))
    return redirect(address_of("portal:happening_note", one.pk))


def _form_page(
    request: HttpRequest,
    form: HappeningForm,
    one: Involvement,
    old: Happening | None = None,
    status: int = 200,
) -> HttpResponse:
    language = get_language() or "cy"
    steps = first_steps_of(one) if old is None else []
    context = {
        "form": form,
        "key": one.pk,
        "question": text_of(one, "question", language),
        "draft": one.stage == Stage.DRAFT,
        "after": bool(decided_before([one])),
        "old": old,
        "lines": _lines(one, language) if old is None else [],
        "synthetic": one.synthetic,
        **(
            {
                "steps": step_lines(steps, one, language),
                "steps_done": how_many_done(steps),
                "steps_of": one.pk,
            }
            if steps
            else {}
        ),
    }
    return render(request, "portal/happening_form.html", context, status=status)
