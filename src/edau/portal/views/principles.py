"""The ten National Principles: what they are, what an involvement plans by them, how both sides rate it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.core import clock
from edau.core.answers import NotAllowed
from edau.core.freshness import same_for_everyone
from edau.listen.actions import principles as deeds
from edau.listen.models import Involvement
from edau.listen.queries import principles as asked
from edau.listen.queries.involvements import spoken_in
from edau.listen.rules import may_plan, may_set_scale
from edau.people.models import Organisation
from edau.portal.doors.receipts import held, private
from edau.portal.forms.asking import READ_AND_SEND, sent, status_of
from edau.portal.forms.principles import PlanForm, RateForm, ScaleForm
from edau.portal.pages.involvements import text_of
from edau.portal.pages.principles import known, principles_page
from edau.portal.views.listening import any_involvement, chosen_of, involvement_or_404, refused
from edau.portal.words.texts import lang_of
from edau.ui.links import address_of


@require_safe
@same_for_everyone
def national(request: HttpRequest) -> HttpResponse:
    """The ten, each with where its wording was seen."""
    return render(request, "portal/national_principles.html", {"principles": known(get_language() or "cy")})


@require_safe
@same_for_everyone
def of_involvement(request: HttpRequest, involvement: str) -> HttpResponse:
    """What an involvement planned by each of the ten, beside how the team and those who took part rate it."""
    page = principles_page(involvement_or_404(involvement), get_language() or "cy")
    return render(request, "portal/principles.html", {"page": page, "synthetic": page.synthetic})


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def plan(request: HttpRequest, involvement: str) -> HttpResponse:
    """What the team means to do by each of the ten; of a draft, too."""
    account, one = cast(User, request.user), any_involvement(involvement)
    if not (answer := may_plan(account, one)):
        return refused(request, answer)
    form = PlanForm(sent(request), plans=asked.plans_of(one))
    closed = clock.today() > one.closes
    if request.method == "POST" and form.is_valid() and not closed:
        try:
            deeds.plan(involvement=one, plans=form.plans(), by=account)
        except NotAllowed as no:  # the role was taken back meanwhile
            return refused(request, no.answer)
        messages.success(request, _("Saved. What you plan stands beside how it was done."))
        return redirect(request.path)
    context = _context(one) | {"form": form, "closed": closed}
    return render(request, "portal/principles_plan.html", context, status=status_of(request))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def rate(request: HttpRequest, involvement: str) -> HttpResponse:
    """How the team rates it, each of its members for themselves, with what shows it."""
    account, one = cast(User, request.user), involvement_or_404(involvement)
    if not (answer := may_plan(account, one)):
        return refused(request, answer)
    scale, language = asked.scale_of(one), get_language() or "cy"
    ratings = asked.ratings_by(one, str(account))
    form = RateForm(sent(request), scale=scale, ratings=ratings, for_team=True)
    closed = not asked.takes_ratings(one, clock.today())
    if request.method == "POST" and form.is_valid() and not closed:
        try:
            deeds.rate_for_team(involvement=one, ratings=form.ratings(), language=language, by=account)
        except NotAllowed as no:
            return refused(request, no.answer)
        messages.success(request, _("Saved. Everyone can read it now."))
        return redirect(request.path)
    words = [
        (said.principle, said.evidence, lang_of(said.language, language))
        for said in asked.words_for_the_team(one)
    ]
    context = _context(one) | {"form": form, "closed": closed, "words": words, "plans": asked.plans_of(one)}
    return render(request, "portal/principles_rate.html", context, status=status_of(request))


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def rate_with_receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """How somebody who took part rates it, with their receipt. Said something in several involvements, they choose one."""
    mine = held(request, receipt)
    choices = spoken_in(mine.receipt)
    one = chosen_of(choices, request.GET.get("involvement", ""))
    if one is None:
        return render(request, "portal/receipt_rate.html", {"key": receipt})
    language = get_language() or "cy"
    ratings, scale = asked.ratings_with(one, mine.receipt), asked.scale_of(one)
    form = RateForm(sent(request), scale=scale, ratings=ratings, for_team=False)
    closed = not asked.takes_ratings(one, clock.today())
    if request.method == "POST" and form.is_valid() and not closed:
        try:
            deeds.rate_as_participant(
                involvement=one, receipt=mine.receipt, ratings=form.ratings(), language=language
            )
        except deeds.TookNoPart:  # taken back in another window
            raise Http404 from None
        messages.success(request, _("Thank you. You can change it here until rating closes."))
        return redirect(request.get_full_path())
    others = [(each.pk, text_of(each, "question", language)) for each in choices if each.pk != one.pk]
    context = _context(one) | {"key": receipt, "form": form, "closed": closed, "others": others}
    context["rated"] = bool(ratings)
    return render(request, "portal/receipt_rate.html", context, status=status_of(request))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def scale(request: HttpRequest, organisation: str) -> HttpResponse:
    """An organisation's own scale."""
    account, body = cast(User, request.user), get_object_or_404(Organisation, pk=organisation)
    if not (answer := may_set_scale(account, body)):
        return refused(request, answer)
    current = asked.scale_in_use(body.key)
    form = ScaleForm(sent(request), scale=current)
    if request.method == "POST" and form.is_valid():
        checked = form.cleaned_data["checked"]
        try:
            deeds.set_scale(organisation=body, levels=form.levels(), checked=checked, by=account)
        except NotAllowed as no:
            return refused(request, no.answer)
        messages.success(request, _("Saved. What is rated for the first time from now on uses this scale."))
        return redirect(address_of("portal:principles_scale", body.key))
    context = {
        "form": form,
        "name": body.name(get_language() or "cy"),
        "own": current.edition > 0,
        "synthetic": body.synthetic,
    }
    return render(request, "portal/principles_scale.html", context, status=status_of(request))


def _context(one: Involvement) -> dict[str, object]:
    question = text_of(one, "question", get_language() or "cy")
    return {"involvement": one, "question": question, "synthetic": one.synthetic}
