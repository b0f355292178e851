"""A place to start: four questions that become a draft with its first steps, and the steps ticked one by one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from edau.accounts.models import User
from edau.core.answers import NotAllowed
from edau.listen.actions.first_steps import begin, tick
from edau.listen.choices import Stage
from edau.listen.queries.first_steps import first_step
from edau.listen.rules import may_ask, may_note
from edau.listen.starting import starting
from edau.portal.forms.asking import READ_AND_SEND, sent, status_of
from edau.portal.forms.starting import StartForm
from edau.portal.views.listening import any_involvement, refused
from edau.ui.links import address_of


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Four questions. What follows is a draft that nobody else sees, with its steps."""
    account, language = cast(User, request.user), get_language() or "cy"
    if not (answer := may_ask(account, None)):
        return refused(request, answer)
    form = StartForm(sent(request), account=account)
    if request.method == "POST" and form.is_valid():
        try:
            one = begin(promise=form.promise(), size=form.cleaned_data["size"], by=account)
        except NotAllowed as no:  # the role was taken back meanwhile
            return refused(request, no.answer)
        messages.success(request, _("The draft is there, with its first steps. Nobody else can read it yet."))
        return redirect(address_of("portal:involvement_publish", one.pk))
    sizes = [(size.name.say(language), size.gives.say(language)) for size in starting().sizes.values()]
    return render(request, "portal/start.html", {"form": form, "sizes": sizes}, status=status_of(request))


@never_cache
@require_POST
@login_required
def step(request: HttpRequest, involvement: str, step: str) -> HttpResponse:
    """Ticks a step, or takes the tick away, and goes back to the list."""
    account, one = cast(User, request.user), any_involvement(involvement)
    if not (answer := may_note(account, one)):
        return refused(request, answer)
    found = first_step(one.pk, step)
    if found is None:
        raise Http404
    tick(step=found, done=request.POST.get("done") == "yes", by=account)
    name = "portal:involvement_publish" if one.stage == Stage.DRAFT else "portal:happening_note"
    return redirect(f"{address_of(name, one.pk)}#steps")
