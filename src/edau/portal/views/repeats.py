"""Stories that may say the same: a machine looks, a facilitator accepts or refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edau.accounts.models import User
from edau.core.answers import NotAllowed
from edau.language.numbers import number
from edau.listen.actions.repeats import decide_repeats, look_for_repeats
from edau.listen.models import Contribution, Involvement
from edau.listen.queries.repeats import repeats_proposed
from edau.listen.rules import may_name
from edau.portal.forms.asking import READ_AND_SEND
from edau.portal.pages.involvements import text_of
from edau.portal.pages.themes import words_in_short
from edau.portal.views.listening import involvement_or_404, refused
from edau.portal.words.texts import Text, lang_of


@dataclass(frozen=True)
class PairLine:
    """Two stories and the edge between them."""

    key: str
    one: Text
    other: Text


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def repeats(request: HttpRequest, involvement: str) -> HttpResponse:
    """What waits, and the deeds: look, accept, refuse."""
    account, chosen = cast(User, request.user), involvement_or_404(involvement)
    if not (answer := may_name(account, chosen)):
        return refused(request, answer)
    if request.method == "POST":
        try:
            messages.success(request, _deed(request, account, chosen))
        except NotAllowed as no:
            return refused(request, no.answer)
        return redirect(request.path)
    language = get_language() or "cy"
    context = {
        "involvement": chosen,
        "question": text_of(chosen, "question", language),
        "lines": [
            PairLine(each.edge.pk, _words(each.other, language), _words(each.one, language))
            for each in repeats_proposed(chosen)
        ],
        "synthetic": chosen.synthetic,
    }
    return render(request, "portal/repeats.html", context)


def _deed(request: HttpRequest, account: User, chosen: Involvement) -> str:
    if "look" in request.POST:
        count = look_for_repeats(involvement=chosen, by=account)
        told = ngettext("%(count)s new proposal.", "%(count)s new proposals.", count)
    else:
        accepted = "accept" in request.POST
        count = decide_repeats(
            involvement=chosen, edges=request.POST.getlist("edges"), accepted=accepted, by=account
        )
        if accepted:
            told = ngettext("%(count)s accepted.", "%(count)s accepted.", count)
        else:
            told = ngettext("%(count)s refused.", "%(count)s refused.", count)
    return told % {"count": number(count)}


def _words(one: Contribution, language: str) -> Text:
    return Text(words_in_short(one) or _("a recording"), lang_of(one.language, language))
