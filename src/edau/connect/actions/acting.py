"""Deeds of a connector for people who are off-line, or at risk: noting their consent, taking it back, standing between."""

from __future__ import annotations

from django.db import transaction

from edau.accounts.models import User
from edau.connect.models import Party
from edau.connect.proposal_rules import may_connect
from edau.core import audit, clock
from edau.core.answers import Answer, NotAllowed, insist
from edau.people.models import Consent

PARTY = "connect.Party"
PURPOSE, WORDING = "acted_for", "acting-1"


@transaction.atomic
def note_consent(*, party: Party, language: str, spoken: bool, by: User) -> Party:
    """A connector notes that somebody agreed to be acted for, aloud or in writing, in one of the two languages; from now on
    this connector is theirs. Twice changes nothing. Raises NotAllowed; ValueError for an organisation, which speaks for
    itself, and for a language of another kind."""
    person = party.person_id
    if person is None or language not in ("cy", "en"):
        raise ValueError("A person agrees, in Welsh or in English.")
    party = Party.objects.select_for_update().get(pk=party.pk)
    insist(_may(by, party))
    if party.consent is not None and party.consent.withdrawn is None:
        return party
    party.consent = Consent.objects.create(
        person_id=person,
        purpose=PURPOSE,
        wording=WORDING,
        language=language,
        spoken=spoken,
        taken_by=str(by),
        given=clock.now(),
    )
    party.broker = by
    party.save(update_fields=["consent", "broker"])
    codes: audit.Codes = {"spoken": spoken, "language": language}
    audit.record(deed="note_consent", by=str(by), label=PARTY, object_id=party.pk, codes=codes)
    return party


@transaction.atomic
def take_back_consent(*, party: Party, by: str) -> bool:
    """Nobody acts for this party any more. Returns whether somebody did."""
    party = Party.objects.select_for_update().get(pk=party.pk)
    if party.consent is None:
        return False
    Consent.objects.filter(pk=party.consent_id, withdrawn=None).update(withdrawn=clock.now())
    party.consent = None
    if not party.at_risk:
        party.broker = None
    party.save(update_fields=["consent", "broker"])
    audit.record(deed="take_back_consent", by=by, label=PARTY, object_id=party.pk)
    return True


@transaction.atomic
def stand_between(*, party: Party, by: User) -> Party:
    """A connector stands between a child, or an adult at risk, and everybody they meet. Raises NotAllowed."""
    party = Party.objects.select_for_update().get(pk=party.pk)
    insist(_may(by, party))
    if party.broker_id != by.pk:
        party.broker = by
        party.save(update_fields=["broker"])
        audit.record(deed="stand_between", by=str(by), label=PARTY, object_id=party.pk)
    return party


def _may(by: User, party: Party) -> Answer:
    from edau.connect.rules import LEFT

    if party.gone is not None:
        raise NotAllowed(LEFT)
    return may_connect(by, party)
