"""Answers that a person brings: a letter to print, a call to make. Both show how to reach somebody, so only to who may."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edau.accounts.models import User
from edau.answer.actions.feeling import feel
from edau.answer.actions.sending import mark_done
from edau.answer.choices import Mattered, Sent
from edau.answer.models import Answered
from edau.answer.queries.replies import published
from edau.answer.queries.sending import has_words_for
from edau.answer.queries.words import in_sight, language_of
from edau.answer.rules import may_mark_done
from edau.core.answers import NotAllowed
from edau.listen.models import Contribution
from edau.listen.queries.contributions import with_additions
from edau.people.queries import roles_of
from edau.portal.forms.answering import FeltForm
from edau.portal.forms.asking import READ_AND_SEND, UNPROCESSABLE
from edau.portal.pages.bringing import brought
from edau.portal.views.desk import refused
from edau.ui.links import address_of


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def letter(request: HttpRequest, answered: int) -> HttpResponse:
    """A letter in the language of who gets it, to print and post."""
    one = _waiting(answered, Sent.LETTER)
    if not (answer := may_mark_done(roles_of(cast(User, request.user)), one)):
        return refused(request, answer)
    if request.method == "POST":
        return _done(request, one, _("The letter is marked as posted."))
    return _page(request, "portal/letter.html", one)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def call(request: HttpRequest, answered: int) -> HttpResponse:
    """What to say on the telephone, in the language of who is called; then whether it mattered to them."""
    one = _waiting(answered, Sent.CALL)
    if not (answer := may_mark_done(roles_of(cast(User, request.user)), one)):
        return refused(request, answer)
    if request.method != "POST":
        return _page(request, "portal/call.html", one, FeltForm())
    if not request.POST.get("mattered") and not request.POST.get("words"):  # they did not want to say
        return _done(request, one, _("The call is marked as made."))
    form = FeltForm(request.POST)
    if not form.is_valid():
        return _page(request, "portal/call.html", one, form, UNPROCESSABLE)
    return _done(request, one, _("The call is marked as made."), form)


def _waiting(answered: int, sent: Sent) -> Answered:
    """An answer that waits for a person to bring it, in words its teller reads. Raises Http404."""
    one = (
        Answered.objects.filter(pk=answered, sent=sent, reply__in=published())
        .filter(contribution__in=in_sight(Contribution.objects.all()))
        .select_related(
            "reply__organisation", "contribution__receipt__person", "contribution__receipt__contact"
        )
        .prefetch_related(with_additions("contribution__additions"))
        .first()
    )
    if one is None or not has_words_for(one.reply, one):
        raise Http404
    return one


def _done(request: HttpRequest, one: Answered, said: str, form: FeltForm | None = None) -> HttpResponse:
    account = cast(User, request.user)
    try:
        with transaction.atomic():
            mark_done(answered=one.pk, by=account)
            if form is not None:
                feel(
                    contribution=one.contribution_id,
                    mattered=Mattered(form.cleaned_data["mattered"]),
                    words=form.cleaned_data["words"],
                    language=language_of(one.contribution),
                    by=str(account),
                )
    except NotAllowed as no:
        return refused(request, no.answer)
    messages.success(request, said)
    return redirect(address_of("portal:desk"))


def _page(
    request: HttpRequest, template: str, one: Answered, form: FeltForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "brought": brought(one, get_language() or "cy"),
        "form": form,
        "synthetic": one.reply.synthetic,
    }
    return render(request, template, context, status=status)
