"""Bringing in what a body shares from tables of HSDS: looked at first, then whole or not at all. The file is not kept."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edau.accounts.models import User
from edau.connect.actions.importing import bring_in
from edau.connect.refusals import Refused
from edau.connect.rules import may_share
from edau.core.answers import NotAllowed
from edau.language.numbers import number
from edau.people.models import Organisation
from edau.people.queries import organisation as organisation_of
from edau.portal.forms.asking import READ_AND_SEND, UNPROCESSABLE
from edau.portal.forms.hsds import BringForm, TablesForm
from edau.portal.limits import takes_up_to
from edau.portal.pages.hsds import (
    LARGEST_SENT,
    DryRun,
    Looked,
    TokenTrouble,
    dry_run,
    is_same,
    looked_at,
)
from edau.portal.views.listening import refused
from edau.portal.words.offering import refusal_words
from edau.ui.links import address_of

AROUND = 200 * 1024  # what stands in a form beside the file


@takes_up_to(LARGEST_SENT + AROUND)
@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def from_tables(request: HttpRequest, organisation: str) -> HttpResponse:
    """Chooses a file and shows what would come in; sent back with what the page carries, brings it in."""
    account, body = cast(User, request.user), organisation_of(organisation)
    if body is None:
        raise Http404
    if not (answer := may_share(account, body)):
        return refused(request, answer)
    if request.method != "POST":
        return _page(request, body, TablesForm(initial={"words": get_language() or "cy"}))
    if request.POST.get("token"):
        return _bring_in(request, body, account)
    form = TablesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, body, form, UNPROCESSABLE)
    given = form.cleaned_data
    dry = _dry(given["file"], body, account, given["body"], given["words"])
    status = UNPROCESSABLE if dry.reading.faults else 200
    return _dry_page(request, body, BringForm(dry=dry), dry, status)


def _bring_in(request: HttpRequest, body: Organisation, account: User) -> HttpResponse:
    try:
        looked = looked_at(request.POST["token"], body, account)
    except TokenTrouble:
        return _again(request, body, _("Too much time has passed. Choose the file again to look at it."))
    content = _content(request, looked)
    if content is None:
        return _again(request, body, _("This is not the file you looked at. Choose it again to look at it."))
    dry = _dry(content, body, account, looked.body, looked.language)
    form = BringForm(request.POST, request.FILES, dry=dry, looked=looked)
    if dry.token and form.is_valid():
        try:
            brought = bring_in(reading=dry.reading, organisation=body, by=account, language=looked.language)
        except Refused as no:
            form.add_error(None, refusal_words(no))
        except NotAllowed as no:
            return refused(request, no.answer)
        else:
            said = _("New: %(new)s. Changed: %(changed)s.") % {
                "new": number(brought.new),
                "changed": number(brought.changed),
            }
            messages.success(request, said)
            return redirect(address_of("portal:shared_assets", body.pk))
    return _dry_page(request, body, form, dry, UNPROCESSABLE)


def _content(request: HttpRequest, looked: Looked) -> bytes | None:
    """The file that was looked at: from the page itself, or chosen again; None where that is not the same."""
    if looked.content is not None:
        return looked.content
    file = request.FILES.get("file")
    content: bytes = file.read(LARGEST_SENT + 1) if file is not None else b""
    return content if content and is_same(content, looked) else None


def _dry(content: bytes, body: Organisation, account: User, named: str, language: str) -> DryRun:
    page_language = get_language() or "cy"
    return dry_run(content, body, account, body=named, language=language, page_language=page_language)


def _again(request: HttpRequest, body: Organisation, why: str) -> HttpResponse:
    """The file is to be chosen once more; whatever else is missing in the form is not what is wrong."""
    form = TablesForm(request.POST, request.FILES)
    form.errors.clear()
    form.add_error(None, why)
    return _page(request, body, form, UNPROCESSABLE)


def _context(body: Organisation) -> dict[str, object]:
    return {"body": body.name(get_language() or "cy"), "organisation": body.pk, "synthetic": body.synthetic}


def _page(request: HttpRequest, body: Organisation, form: TablesForm, status: int = 200) -> HttpResponse:
    return render(
        request,
        "portal/hsds.html",
        {**_context(body), "form": form, "kinds": reverse("api:skills")},
        status=status,
    )


def _dry_page(
    request: HttpRequest, body: Organisation, form: BringForm, dry: DryRun, status: int
) -> HttpResponse:
    return render(
        request, "portal/hsds_look.html", {**_context(body), "form": form, "dry": dry}, status=status
    )
