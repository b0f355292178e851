"""Bringing in what people said elsewhere from a CSV file: looked at first, then whole or not at all. The file is not kept."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.core.abuse import AlreadySent
from edau.core.answers import NotAllowed
from edau.language.numbers import number
from edau.listen.actions.contributions import NotOpen
from edau.listen.actions.imports import bring_in
from edau.listen.imports.columns import WORDS, heading
from edau.listen.imports.text import LARGEST, Text
from edau.listen.models import Involvement
from edau.listen.rules import may_write_for
from edau.portal.exports.tables import csv_file
from edau.portal.forms.asking import READ_AND_SEND, UNPROCESSABLE
from edau.portal.forms.importing import ConfirmForm, FileForm, read_file
from edau.portal.limits import takes_up_to
from edau.portal.pages.importing import (
    DryRun,
    Looked,
    TokenTrouble,
    dry_run,
    is_same,
    looked_at,
    template_lines,
)
from edau.portal.pages.involvements import text_of
from edau.portal.pages.paper import takes_paper
from edau.portal.views.listening import involvement_or_404, refused
from edau.ui.links import address_of

AROUND = 200 * 1024  # what stands in a form beside the file


@takes_up_to(LARGEST + AROUND)
@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def from_file(request: HttpRequest, involvement: str) -> HttpResponse:
    """Chooses a file and shows what would come in; sent back with what the page carries, brings it in."""
    account, one = cast(User, request.user), involvement_or_404(involvement)
    if not (answer := may_write_for(account, one, "")):
        return refused(request, answer)
    if request.method != "POST" or not takes_paper(one):
        return _page(request, one, FileForm())
    if request.POST.get("token"):
        return _bring_in(request, one, account)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, one, form, UNPROCESSABLE)
    return _look(request, one, account, form.cleaned_data["file"])


@never_cache
@require_safe
@login_required
def template(request: HttpRequest, involvement: str) -> HttpResponse:
    """A table to fill in, with its headings in the language of the page."""
    one = involvement_or_404(involvement)
    if not (answer := may_write_for(cast(User, request.user), one, "")):
        return refused(request, answer)
    language = get_language() or "cy"
    return csv_file(f"{heading(WORDS, language)}-{one.pk}.csv", template_lines(one, language))


def _look(request: HttpRequest, one: Involvement, account: User, text: Text) -> HttpResponse:
    dry = dry_run(text, one, account, get_language() or "cy")
    form = ConfirmForm(dry=dry)
    return _dry_page(request, one, form, dry, UNPROCESSABLE if dry.reading.problems else 200)


def _bring_in(request: HttpRequest, one: Involvement, account: User) -> HttpResponse:
    token = request.POST["token"]
    try:
        looked = looked_at(token, one, account)
    except TokenTrouble:
        stale = FileForm(request.POST, request.FILES)
        stale.add_error(None, _("This page has been open too long. Choose the file again."))
        return _page(request, one, stale, UNPROCESSABLE)
    text = _text(request, looked)
    if text is None:
        return _page(request, one, _chosen_wrongly(request), UNPROCESSABLE)
    dry = dry_run(text, one, account, get_language() or "cy")
    form = ConfirmForm(request.POST, request.FILES, dry=dry, looked=looked)
    if form.is_valid() and not dry.reading.problems:
        rows = dry.left(with_again=form.with_again)
        try:
            count = bring_in(involvement=one, rows=rows, by=account, token=token)
        except AlreadySent:
            form.add_error(None, _("This file has come in already: it counts once."))
        except NotOpen:
            form.add_error(
                None, _("The day by which everyone is answered has passed: nothing can come in now.")
            )
        except ValueError:
            form.add_error(None, _("Nothing would come in: all of these words are in already."))
        except NotAllowed as no:
            return refused(request, no.answer)
        else:
            said = _("Rows that have come in: %(count)s.") % {"count": number(count)}
            messages.success(request, said)
            return redirect(address_of("portal:packs", one.pk))
    return _dry_page(request, one, form, dry, UNPROCESSABLE)


def _text(request: HttpRequest, looked: Looked) -> Text | None:
    """The text that was looked at: from the page itself, or from the file that was chosen again; None where that is not
    the same."""
    if looked.text is not None:
        return Text(looked.text, looked.encoding)
    file = request.FILES.get("file")
    if file is None:
        return None
    try:
        text = read_file(file)
    except ValidationError:
        return None
    return text if is_same(text, looked) else None


def _chosen_wrongly(request: HttpRequest) -> FileForm:
    """A file that was chosen again is another one, or none: it has to be looked at first."""
    form = FileForm(request.POST, request.FILES)
    form.add_error(None, _("This is not the file you looked at. Choose it again to look at it."))
    return form


def _context(one: Involvement) -> dict[str, object]:
    return {
        "involvement": one,
        "question": text_of(one, "question", get_language() or "cy"),
        "takes_paper": takes_paper(one),
        "synthetic": one.synthetic,
    }


def _page(request: HttpRequest, one: Involvement, form: FileForm, status: int = 200) -> HttpResponse:
    return render(request, "portal/import.html", {**_context(one), "form": form}, status=status)


def _dry_page(
    request: HttpRequest, one: Involvement, form: ConfirmForm, dry: DryRun, status: int
) -> HttpResponse:
    return render(
        request, "portal/import_look.html", {**_context(one), "form": form, "dry": dry}, status=status
    )
