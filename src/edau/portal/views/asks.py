"""One calendar of asks: who asks people about what, by place and body; and who came back from stage to stage."""

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
from edau.core import clock
from edau.core.answers import NotAllowed
from edau.core.freshness import same_for_everyone
from edau.listen.actions import asks as deeds
from edau.listen.queries.asks import Ask, burdens, outside_asks
from edau.listen.rules import may_note_ask, may_take_off
from edau.people.models import Organisation
from edau.people.queries import organisations
from edau.portal.api.files import formats_of, table_file
from edau.portal.exports.asks import asks_table, burdens_table, calendar, feed
from edau.portal.forms.asking import READ_AND_SEND, sent, status_of
from edau.portal.forms.asks import ChooseForm, NoteForm
from edau.portal.pages.asks import Chosen, asks_page, chosen_asks
from edau.portal.pages.retention import retention_page
from edau.portal.views.listening import involvement_or_404, refused
from edau.portal.words.texts import text_in
from edau.ui.links import address_of

ATOM, ICALENDAR = "application/atom+xml; charset=utf-8", "text/calendar; charset=utf-8"


@require_safe
@same_for_everyone
def asks(request: HttpRequest) -> HttpResponse:
    """Every ask now, to come and of the last twelve months, as far as a reader's choice lets through."""
    language, chosen = get_language() or "cy", Chosen.asked(request.GET.dict())
    page = asks_page(chosen, language)
    everybody = sorted(organisations().values(), key=lambda one: one.key)
    context = {
        "page": page,
        "form": ChooseForm(chosen, everybody, language),
        "downloads": formats_of(
            address_of("portal:asks_csv"), _("Who asks people about what"), language, cube=False
        ),
        "synthetic": page.synthetic,
    }
    return render(request, "portal/asks.html", context)


@require_safe
@same_for_everyone
def asks_csv(request: HttpRequest) -> HttpResponse:
    """The same as CSV, or in another format."""
    found, bodies = _chosen(request)
    return table_file(request, "-".join(("edau", _("asks"))), asks_table(found, bodies))


@require_safe
@same_for_everyone
def asks_by_area(request: HttpRequest) -> HttpResponse:
    """How often people were asked, by area, as CSV, or in another format."""
    found, _bodies = _chosen(request)
    return table_file(
        request, "-".join(("edau", _("asks-by-area"))), burdens_table(burdens(found, clock.today()))
    )


@require_safe
@same_for_everyone
def asks_calendar(request: HttpRequest) -> HttpResponse:
    """The same as a calendar that a program can follow."""
    found, bodies = _chosen(request)
    body = calendar(found, bodies, origin=_origin(request), language=get_language() or "cy")
    return HttpResponse(body, content_type=ICALENDAR)


@require_safe
@same_for_everyone
def asks_feed(request: HttpRequest) -> HttpResponse:
    """What came onto the calendar last, as Atom."""
    found, bodies = _chosen(request)
    body = feed(found, bodies, origin=_origin(request), language=get_language() or "cy")
    return HttpResponse(body, content_type=ATOM)


@require_safe
@same_for_everyone
def retention(request: HttpRequest, involvement: str) -> HttpResponse:
    """The stages of the work an involvement belongs to, and how many people came back from one to the next."""
    page = retention_page(involvement_or_404(involvement), get_language() or "cy")
    return render(request, "portal/retention.html", {"page": page, "synthetic": page.synthetic})


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def note(request: HttpRequest) -> HttpResponse:
    """What a body asks people elsewhere, for those who ask people themselves."""
    account = cast(User, request.user)
    if not (answer := may_note_ask(account)):
        return refused(request, answer)
    form = NoteForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            deeds.note_ask(noted=form.noted(), by=account)
        except NotAllowed as no:  # the role was taken back meanwhile
            return refused(request, no.answer)
        messages.success(request, _("Noted. It stands on the calendar now."))
        return redirect(address_of("portal:ask_note"))
    language = get_language() or "cy"
    noted = outside_asks().filter(by=str(account))
    context = {
        "form": form,
        "own": [(one.pk, text_in(one.said(language), language)) for one in noted],
        "synthetic": any(one.synthetic for one in noted),
    }
    return render(request, "portal/ask_note.html", context, status=status_of(request))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def take_off(request: HttpRequest, ask: str) -> HttpResponse:
    """Takes a note off the calendar, in two steps."""
    account, one = cast(User, request.user), outside_asks().filter(pk=ask).first()
    if one is None:
        raise Http404
    if not (answer := may_take_off(account, one)):
        return refused(request, answer)
    if request.method == "POST":
        deeds.take_off(ask=one, by=account)
        messages.success(request, _("It is off the calendar."))
        return redirect(address_of("portal:ask_note"))
    language = get_language() or "cy"
    context = {"title": text_in(one.said(language), language), "synthetic": one.synthetic}
    return render(request, "portal/ask_take_off.html", context)


def _chosen(request: HttpRequest) -> tuple[list[Ask], dict[str, Organisation]]:
    found = chosen_asks(Chosen.asked(request.GET.dict()), clock.today())
    return found, organisations({key for ask in found for key in ask.bodies})


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
