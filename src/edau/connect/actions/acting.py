"""Deeds of a connector for people who are off-line, or at risk: noting their consent, taking it back, standing between.

Whoever agreed to be acted for is told by letter, where there is an address; the link in it takes that back and opens nothing
else.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.db import transaction

from edau.accounts.models import User
from edau.connect.actions.telling import tell_acted_for
from edau.connect.models import Party
from edau.connect.proposal_rules import may_connect
from edau.connect.stamps import changed
from edau.core import audit, clock
from edau.core.answers import Answer, NotAllowed, insist
from edau.people.models import Consent
from edau.people.purposes import wording_of

PARTY = "connect.Party"
PURPOSE = "acted_for"
SALT = "edau.connect.acted_for"
GOOD_FOR = timedelta(days=366)  # a link that is older opens nothing: the letter says what else to do


@transaction.atomic
def note_consent(*, party: Party, language: str, spoken: bool, by: User) -> Party:
    """A connector notes that somebody agreed to be acted for, aloud or in writing, in one of the two languages; from now on
    this connector is theirs, and a letter tells them so, in the language in which they agreed. Twice changes nothing. Raises
    NotAllowed; ValueError for an organisation, which speaks for itself, and for a language of another kind."""
    person = party.person_id
    if person is None or language not in ("cy", "en"):
        raise ValueError("A person agrees, in Welsh or in English.")
    party = Party.objects.select_for_update().get(pk=party.pk)
    insist(_may(by, party))
    if party.consent is not None and party.consent.withdrawn is None:
        return party
    wording = wording_of(PURPOSE).version
    party.consent = Consent.objects.create(
        person_id=person,
        purpose=PURPOSE,
        wording=wording,
        language=language,
        spoken=spoken,
        taken_by=str(by),
        given=clock.now(),
    )
    party.broker = by
    party.save(update_fields=["consent", "broker"])
    codes: audit.Codes = {"wording": f"{PURPOSE}/{wording}", "spoken": spoken, "language": language}
    audit.record(deed="note_consent", by=str(by), label=PARTY, object_id=party.pk, codes=codes)
    tell_acted_for(party, by=by, language=language, asked=token_of(party))
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


def token_of(party: Party) -> str:
    """What stands in the link of the letter: it takes back the consent that this party has given, and opens nothing."""
    return signing.dumps(party.consent_id, salt=SALT)


def agreed_by(token: str) -> Party | None:
    """The party that the consent of such a link is of; None where it was taken back, or another has come in its place. Raises
    BadSignature for any other text, and for a link that is old."""
    key = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    return Party.objects.select_related("consent").filter(consent=key, consent__withdrawn=None).first()


@transaction.atomic
def no_longer_at_risk(*, party: Party, by: User) -> bool:
    """A connector has looked, and this is no child and no adult at risk: from now on they answer for themselves, unless they
    agreed that somebody acts for them. Returns whether they were. Raises NotAllowed: nobody takes this off themselves."""
    party = Party.objects.select_for_update(of=("self",)).select_related("consent").get(pk=party.pk)
    insist(_may(by, party))
    if not party.at_risk:
        return False
    party.at_risk = False
    if party.consent is None or party.consent.withdrawn is not None:
        party.broker = None
    party.save(update_fields=["at_risk", "broker"])
    audit.record(deed="no_longer_at_risk", by=str(by), label=PARTY, object_id=party.pk)
    changed()
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
