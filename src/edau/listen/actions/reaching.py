"""Deeds with whom an organisation reaches: note it, bear it out again, take it back."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from edau.accounts.models import User
from edau.core import audit, clock
from edau.core.answers import insist
from edau.listen.actions.contributions import changed
from edau.listen.characteristics import known_band
from edau.listen.models import Reach
from edau.listen.rules import asks_for, may_change_reach, may_note_reach
from edau.people.models import Organisation

LABEL = "listen.Reach"
LONGEST = 600


@dataclass(frozen=True)
class Reached:
    """Whom an organisation reaches: a band of a characteristic, in an area by its code, and how, in one language at least."""

    organisation: Organisation
    characteristic: str
    band: str
    area: str
    how_cy: str
    how_en: str


@transaction.atomic
def note_reach(*, reached: Reached, by: User, synthetic: bool = False) -> Reach:
    """Notes whom an organisation reaches, or bears it out again with today's date; and for which body it was noted. Raises
    NotAllowed, also where another body noted it before; ValueError where there is no such band, or nothing is said of how."""
    insist(may_note_reach(by))
    cy, en = reached.how_cy.strip(), reached.how_en.strip()
    if not (cy or en) or max(len(cy), len(en)) > LONGEST or not reached.area:
        raise ValueError("Say how they are reached, and where.")
    known_band(reached.characteristic, reached.band)
    said = {
        "how_cy": cy,
        "how_en": en,
        "by": str(by),
        "noted_for_id": asks_for(by, about=reached.organisation.pk) or None,
        "seen": clock.today(),
        "synthetic": synthetic,
    }
    row, new = Reach.objects.select_for_update().get_or_create(
        organisation=reached.organisation,
        characteristic=reached.characteristic,
        band=reached.band,
        area=reached.area,
        defaults=said,
    )
    if not new:
        insist(may_change_reach(by, row))
        for name, value in said.items():
            setattr(row, name, value)
        row.save()
    audit.record(deed="note_reach", by=str(by), label=LABEL, object_id=str(row.pk))
    changed()
    return row


@transaction.atomic
def take_back_reach(*, reach: Reach, by: User) -> bool:
    """Takes such a note back. Returns whether it was there; raises NotAllowed."""
    insist(may_change_reach(by, reach))
    number = reach.pk
    gone, _each = Reach.objects.filter(pk=number).delete()
    if gone:
        audit.record(deed="take_back_reach", by=str(by), label=LABEL, object_id=str(number))
        changed()
    return bool(gone)
