"""Deeds with what happened in an involvement: note it, and put right what was noted wrongly. Nothing is ever changed or
taken away; what was replaced stays to be read, with the day on which it was noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from edau.accounts.models import User
from edau.core import audit, clock
from edau.core.answers import insist
from edau.listen.actions.contributions import INVOLVEMENT, changed
from edau.listen.choices import Event, Level
from edau.listen.models import Happening, Involvement
from edau.listen.rules import may_note, notes_as

HAPPENING = "listen.Happening"
LONGEST = 2_000  # characters of one text
LEVELLED = (Event.SESSION, Event.CHOSE)  # how much say people had in it


@dataclass(frozen=True)
class What:
    """What happened, and on which day. A text may be empty in one language; `level` is of a session or a choice alone.

    `people` took part, `hours` of all of them together, `cost` in pounds; `evidence` is the label and the id of a record, and
    `link` the address of a document elsewhere, on which whoever notes it relies.
    """

    kind: Event
    on: date
    what_cy: str = ""
    what_en: str = ""
    level: str = ""
    people: int | None = None
    hours: Decimal | None = None
    cost: Decimal | None = None
    evidence: tuple[str, str] = ("", "")
    link: str = ""


class AlreadyReplaced(Exception):
    """Somebody has put this right before: replace the newer one."""


@transaction.atomic
def note(*, involvement: Involvement, what: What, by: User) -> Happening:
    """Notes what happened. Raises NotAllowed; ValueError for no words, too many, a day to come, a level where there is none,
    a number below nought, or a link that leads to no page."""
    insist(may_note(by, involvement))
    made = _noted(involvement, what, by)
    audit.record(deed="note_happening", by=str(by), label=HAPPENING, object_id=made.id, codes=_codes(made))
    changed()
    return made


@transaction.atomic
def replace(*, happening: Happening, what: What, by: User) -> Happening:
    """Notes what happened anew, in place of what was noted wrongly, which stays to be read. Raises as `note`, and
    AlreadyReplaced."""
    old = Happening.objects.select_for_update().get(pk=happening.pk)
    involvement = Involvement.objects.select_related("asked_by", "answered_by").get(pk=old.involvement_id)
    insist(may_note(by, involvement))
    if old.replaced_by_id:
        raise AlreadyReplaced
    made = _noted(involvement, what, by)
    old.replaced_by = made
    old.save(update_fields=["replaced_by"])
    codes = {**_codes(made), "replaces": old.id}
    audit.record(deed="note_happening", by=str(by), label=HAPPENING, object_id=made.id, codes=codes)
    changed()
    return made


def _noted(involvement: Involvement, what: What, by: User) -> Happening:
    if not what.what_cy.strip() and not what.what_en.strip():
        raise ValueError("Say what happened.")
    if max(len(what.what_cy), len(what.what_en)) > LONGEST:
        raise ValueError("A text is too long.")
    if what.on > clock.today():
        raise ValueError("It has not happened yet.")
    if what.level and (what.kind not in LEVELLED or what.level not in Level.values):
        raise ValueError("Only a session and a choice have a level.")
    if any(number is not None and number < 0 for number in (what.people, what.hours, what.cost)):
        raise ValueError("Nothing is less than nought.")
    if what.link and not what.link.startswith(("https://", "http://")):
        raise ValueError("A link leads to a page.")
    label, key = what.evidence
    noted_as, noted_for = notes_as(by, involvement)
    return Happening.objects.create(
        involvement=involvement,
        kind=what.kind,
        on=what.on,
        what_cy=what.what_cy.strip(),
        what_en=what.what_en.strip(),
        level=what.level,
        people=what.people,
        hours=what.hours,
        cost=what.cost,
        evidence_label=label,
        evidence_id=key,
        link=what.link,
        by=str(by),
        noted_as=noted_as,
        noted_for_id=noted_for or None,
        noted=clock.now(),
        synthetic=involvement.synthetic,
    )


def _codes(made: Happening) -> audit.Codes:
    """What the trail keeps: a day that is changed later, past this deed, can be seen there."""
    return {
        "kind": str(made.kind),
        "on": made.on.isoformat(),
        "involvement": f"{INVOLVEMENT} {made.involvement_id}",
        "as": made.noted_as,
        "relies_on": made.evidence_label or ("link" if made.link else ""),
    }
