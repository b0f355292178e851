"""What a moderator does with words that came in a burst: lets everyone read them, or keeps them out of sight by a rule."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from edau.accounts.models import User
from edau.core.answers import NotAllowed
from edau.language.numbers import number
from edau.listen.actions.contributions import let_through, refuse_words
from edau.moderation.choices import Reason
from edau.portal.pages.waiting import AT_ONCE
from edau.portal.views.moderating import refused
from edau.ui.links import address_of


@never_cache
@require_POST
@login_required
def decide_waiting(request: HttpRequest) -> HttpResponse:
    """One of them or all that were shown; then back to the queue, which shows the next."""
    account = cast(User, request.user)
    chosen = list(dict.fromkeys(request.POST.getlist("c")))[:AT_ONCE]
    try:
        if "refuse" in request.POST:
            _refuse(request, chosen, account)
        else:
            _let(request, chosen, account)
    except NotAllowed as no:
        return refused(request, no.answer)
    return redirect(f"{address_of('portal:moderation')}#waiting")


def _let(request: HttpRequest, chosen: list[str], account: User) -> None:
    done = len(let_through(contributions=chosen, by=account))
    if not done:
        _overtaken(request)
        return
    said = ngettext(
        "Everyone can read %(count)s more voice now.", "Everyone can read %(count)s more voices now.", done
    )
    messages.success(request, said % {"count": number(done)})


def _refuse(request: HttpRequest, chosen: list[str], account: User) -> None:
    rule = request.POST.get("rule", "")
    if rule not in Reason.values:
        messages.warning(request, _("Choose the rule it breaks first."))
        return
    cases = [refuse_words(contribution=one, rule=Reason(rule), by=account) for one in chosen]
    if any(cases):
        messages.success(request, _("Decided. You can take it back within ten minutes."))
    else:
        _overtaken(request)


def _overtaken(request: HttpRequest) -> None:
    messages.warning(request, _("Somebody else has decided this meanwhile. This is how it stands now."))
