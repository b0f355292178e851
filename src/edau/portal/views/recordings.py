"""Recordings: sent by anybody, heard by whoever may read what they say, typed by listeners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.core.answers import NotAllowed
from edau.listen.actions.recordings import transcribe
from edau.listen.models import Contribution, Recording
from edau.listen.queries.recordings import recorded, to_transcribe
from edau.listen.rules import may_hear, may_transcribe
from edau.listen.sound import LARGEST
from edau.people.rules import Deed, may
from edau.portal.doors.receipts import held, private
from edau.portal.forms.asking import READ_AND_SEND, UNPROCESSABLE
from edau.portal.forms.saying import RecordingForm, plain_lines, text_field
from edau.portal.limits import takes_up_to
from edau.portal.views.listening import refused
from edau.portal.views.saying import saying_page
from edau.ui.links import address_of

FORM_ITSELF = 256 * 1024  # what stands around a file
A_PIECE = 64 * 1024
MOST_LISTED = 100
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


@takes_up_to(LARGEST + FORM_ITSELF)
@never_cache
@require_http_methods(READ_AND_SEND)
def say_recording(request: HttpRequest) -> HttpResponse:
    """A story as it was spoken."""
    return saying_page(request, RecordingForm, "portal/say_recording.html")


@never_cache
@require_safe
def recording(request: HttpRequest, contribution: str) -> HttpResponse:
    """The sound itself, for whoever may hear it. A browser that plays it asks for parts of it (RFC 9110, 14): one part at a
    time is answered."""
    said = _recorded(contribution)
    if not may_hear(request.user, said):
        raise Http404  # not even that there is something here
    return _sound(request, said.recording)


@require_safe
@private()
def recording_with_receipt(request: HttpRequest, receipt: str, contribution: str) -> HttpResponse:
    """The same for its teller, under the address of their receipt."""
    said = _recorded(contribution)
    if not may_hear(request.user, said, held(request, receipt).receipt):
        raise Http404
    return _sound(request, said.recording)


@never_cache
@require_safe
@login_required
def to_type(request: HttpRequest) -> HttpResponse:
    """Recordings that wait for somebody to type them, as far as they are the reader’s to type."""
    account = cast(User, request.user)
    if not (answer := may(account, Deed.TRANSCRIBE)):
        return refused(request, answer)
    waiting = [one for one in to_transcribe()[:MOST_LISTED] if may_transcribe(account, one)]
    context = {"waiting": waiting, "synthetic": any(one.synthetic for one in waiting)}
    return render(request, "portal/recordings.html", context)


class TranscriptForm(forms.Form):
    """What a recording says."""

    use_required_attribute = False

    words = text_field(
        gettext_lazy("What is said"),
        gettext_lazy("Word for word, in the language that is spoken. Write […] for what cannot be made out."),
        rows=12,
        required=gettext_lazy("Type what you hear."),
    )


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def transcript(request: HttpRequest, contribution: str) -> HttpResponse:
    """Typing what a recording says. It is shown as a transcript, never as if its teller had written it."""
    account, said = cast(User, request.user), _recorded(contribution)
    if not (answer := may_transcribe(account, said)):
        return refused(request, answer)
    if request.method != "POST":
        return _transcript_page(request, TranscriptForm(initial={"words": said.words}), said)
    form = TranscriptForm(request.POST)
    if not form.is_valid():
        return _transcript_page(request, form, said, UNPROCESSABLE)
    try:
        transcribe(contribution=said, words=plain_lines(form.cleaned_data["words"]), by=account)
    except NotAllowed as no:
        return refused(request, no.answer)
    except ValueError:  # taken back meanwhile
        raise Http404 from None
    messages.success(request, _("Kept as a transcript."))
    return redirect(address_of("portal:recordings"))


def _recorded(key: str) -> Contribution:
    said = recorded(key)
    if said is None or said.withdrawn:
        raise Http404
    return said


def _transcript_page(
    request: HttpRequest, form: TranscriptForm, said: Contribution, status: int = 200
) -> HttpResponse:
    context = {"form": form, "said": said, "synthetic": said.synthetic}
    return render(request, "portal/transcript.html", context, status=status)


def _sound(request: HttpRequest, one: Recording) -> HttpResponse:
    try:
        file = cast(BinaryIO, one.file.open("rb"))
    except FileNotFoundError:
        raise Http404 from None
    size = one.file.size
    start, end = _part(request.headers.get("Range", ""), size)
    if start >= size:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    partial = "Range" in request.headers and (start, end) != (0, size - 1)
    file.seek(start)
    answer = StreamingHttpResponse(
        _pieces(file, end - start + 1), status=206 if partial else 200, content_type=one.kind
    )
    ending = str(one.file.name).rpartition(".")[2]
    answer.headers["Content-Length"] = str(end - start + 1)
    answer.headers["Content-Disposition"] = f'inline; filename="edau-{one.contribution_id}.{ending}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Content-Encoding"] = (
        "identity"  # sound is packed already; lengths must stay what they are
    )
    if partial:
        answer.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return answer  # type: ignore[return-value]


def _part(asked: str, size: int) -> tuple[int, int]:
    """The first and the last byte asked for; the whole where nothing, or nothing we understand, was asked."""
    match = RANGE.fullmatch(asked.strip())
    if match is None or match.groups() == ("", ""):
        return 0, size - 1
    first, last = match.groups()
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last), size - 1) if last and int(last) >= int(first) else size - 1


def _pieces(file: BinaryIO, count: int) -> Iterator[bytes]:
    with file:
        while count > 0 and (piece := file.read(min(A_PIECE, count))):
            count -= len(piece)
            yield piece
