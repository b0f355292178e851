"""Deeds with a first plan: begin an involvement with the steps of its size, and tick a step."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from edau.accounts.models import User
from edau.core import audit, clock
from edau.core.answers import insist
from edau.listen.actions.contributions import INVOLVEMENT
from edau.listen.actions.involvements import Promise, open_involvement
from edau.listen.models import FirstStep, Involvement
from edau.listen.rules import may_note
from edau.listen.starting import starting


@transaction.atomic
def begin(*, promise: Promise, size: str, by: User, synthetic: bool = False) -> Involvement:
    """Opens a draft with the first steps of a size (hour, day, month). Raises as `open_involvement`; KeyError for no such
    size."""
    steps = starting().steps_of(size)
    involvement = open_involvement(promise=promise, by=by, synthetic=synthetic)
    today = clock.today()
    FirstStep.objects.bulk_create(
        FirstStep(involvement=involvement, key=step.key, due=today + timedelta(days=step.after[size]))
        for step in steps
    )
    codes: audit.Codes = {"size": size, "steps": len(steps)}
    audit.record(deed="begin", by=str(by), label=INVOLVEMENT, object_id=involvement.id, codes=codes)
    return involvement


@transaction.atomic
def tick(*, step: FirstStep, done: bool, by: User) -> None:
    """Says that a step is done, or that it is not after all. Doing it twice changes nothing. Raises NotAllowed."""
    step = FirstStep.objects.select_for_update().get(pk=step.pk)
    involvement = Involvement.objects.select_related("asked_by", "answered_by").get(pk=step.involvement_id)
    insist(may_note(by, involvement))
    if done == (step.done is not None):
        return
    step.done, step.done_by = (clock.now(), str(by)) if done else (None, "")
    step.save(update_fields=["done", "done_by"])
    codes: audit.Codes = {"step": step.key, "done": done}
    audit.record(deed="tick_step", by=str(by), label=INVOLVEMENT, object_id=involvement.id, codes=codes)
