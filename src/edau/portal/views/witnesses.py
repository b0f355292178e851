"""Bearing out what was noted: by those who took part, with their receipt; and in the name of another body."""

from __future__ import annotations

from typing import cast

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
from edau.listen.actions import witnesses as deeds
from edau.listen.actions.principles import TookNoPart
from edau.listen.models import Involvement
from edau.listen.queries.happenings import happenings_of
from edau.listen.queries.involvements import spoken_in
from edau.listen.queries.witnesses import said_by, said_with
from edau.listen.rules import bears_out_for, may_bear_out, may_bear_out_with
from edau.people.models import Organisation
from edau.portal.doors.receipts import held, private
from edau.portal.forms.asking import READ_AND_SEND, sent, status_of
from edau.portal.forms.witness import WitnessForm
from edau.portal.pages.happenings import Line, happening_lines
from edau.portal.pages.involvements import text_of
from edau.portal.views.listening import chosen_of, involvement_or_404, refused
from edau.ui.links import address_of


@require_http_methods(READ_AND_SEND)
@private(forms=True)
def bear_out_with_receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Whether what was noted was so, as somebody says who took part. Where they spoke in several, they choose."""
    mine = held(request, receipt)
    choices = spoken_in(mine.receipt)
    one = chosen_of(choices, request.GET.get("involvement", ""))
    if one is None:
        return render(request, "portal/receipt_bear_out.html", {"key": receipt})
    if not (answer := may_bear_out_with(mine.receipt, one)):
        return refused(request, answer)
    language = get_language() or "cy"
    form = WitnessForm(sent(request), lines=_lines(one, language), said=said_with(one, mine.receipt))
    if request.method == "POST" and form.is_valid():
        try:
            deeds.bear_out_as_participant(involvement=one, receipt=mine.receipt, said=form.said(), by=mine.by)
        except TookNoPart:  # taken back in another window
            raise Http404 from None
        except ValueError:
            return _put_right_meanwhile(request, request.get_full_path())
        messages.success(request, _("Thank you. You can change it here at any time."))
        return redirect(request.get_full_path())
    others = [(each.pk, text_of(each, "question", language)) for each in choices if each.pk != one.pk]
    context = _context(one) | {"key": receipt, "form": form, "others": others}
    return render(request, "portal/receipt_bear_out.html", context, status=status_of(request))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def bear_out(request: HttpRequest, involvement: str) -> HttpResponse:
    """The same in the name of a body that neither asked nor answers; whoever acts for several chooses one by its address."""
    account, one = cast(User, request.user), involvement_or_404(involvement)
    keys = bears_out_for(account, one)
    wanted = request.GET.get("organisation", "")
    key = wanted if wanted in keys else next(iter(keys), "")
    if not (answer := may_bear_out(account, one, key)):
        return refused(request, answer)
    language = get_language() or "cy"
    body = Organisation.objects.get(pk=key)
    form = WitnessForm(sent(request), lines=_lines(one, language), said=said_by(one, key))
    if request.method == "POST" and form.is_valid():
        try:
            deeds.bear_out_for_body(involvement=one, organisation=body, said=form.said(), by=account)
        except NotAllowed as no:  # the role was taken back meanwhile
            return refused(request, no.answer)
        except ValueError:
            return _put_right_meanwhile(request, request.get_full_path())
        messages.success(request, _("Saved. Everyone can read it now."))
        return redirect(address_of("portal:happenings", one.pk))
    bodies = Organisation.objects.filter(pk__in=keys).exclude(pk=key).order_by("pk")
    others = [(each.pk, each.name(language)) for each in bodies]
    context = _context(one) | {"form": form, "name": body.name(language), "others": others}
    return render(request, "portal/bear_out.html", context, status=status_of(request))


def _lines(one: Involvement, language: str) -> list[Line]:
    """What stands noted. Nothing of what others say of it: whoever was there says what they saw."""
    return happening_lines(happenings_of(one), language)


def _context(one: Involvement) -> dict[str, object]:
    question = text_of(one, "question", get_language() or "cy")
    return {"involvement": one, "question": question, "synthetic": one.synthetic}


def _put_right_meanwhile(request: HttpRequest, address: str) -> HttpResponse:
    messages.info(request, _("Something was put right here meanwhile. Look at what stands there now."))
    return redirect(address)
