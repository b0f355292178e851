"""Whose word a connector's deed rests on, where they confirm, change or withdraw something for somebody who is off-line."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpRequest

from edau.connect.actions.answering_for import do_for
from edau.connect.choices import Answered
from edau.connect.models import Asset, Capability, Need
from edau.portal.doors.own_offers import Owner
from edau.portal.forms.spoken import SpokenForm


def spoken_of(request: HttpRequest, mine: Owner) -> SpokenForm | None:
    """What a connector fills in of the word; None where nobody is acted for."""
    if not mine.acting:
        return None
    sent = request.POST if request.method == "POST" else None
    return SpokenForm(sent, at_risk=mine.whole().at_risk, prefix="said")


def valid(*forms: BaseForm | None) -> bool:
    """Whether all that was sent is right; each form is looked at, so that every mistake is shown at once."""
    looked_at = [form.is_valid() for form in forms if form is not None]
    return all(looked_at)


def on_their_word(
    mine: Owner,
    record: Capability | Asset | Need,
    answer: Answered,
    word: SpokenForm | None,
    deed: Callable[[], object],
) -> None:
    """Carries out the deed; where a connector does it for somebody, with their word. Raises what the deed raises."""
    if word is None or mine.connector is None:
        deed()
        return
    do_for(deed=deed, record=record, answer=answer, word=word.word(), by=mine.connector)
