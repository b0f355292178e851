"""Deeds with parties: taking part, changing what holds for everything they offer and need, and keeping two apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from edau.accounts.models import User
from edau.connect.choices import Language
from edau.connect.models import Asset, Doorstep, Offered, Party, Reaching
from edau.connect.models.parties import ASKS_A_WEEK
from edau.connect.refusals import Refusal, Refused
from edau.connect.rules import may_speak_for
from edau.connect.stamps import changed
from edau.core import audit, clock
from edau.core.answers import insist
from edau.people.models import Consent, Organisation, Person
from edau.places.queries import visible_area
from edau.thread.actions import Issued, issue_receipt
from edau.thread.models import Receipt

PARTY = "connect.Party"
MOST_ASKS = 7  # a week
LONGEST_NAME, LONGEST_TELEPHONE = 120, 40
UNCHANGED: Final = object()


@dataclass(frozen=True)
class Where:
    """Where somebody is: the code of the area by which they are shown; and exactly, where that is known. It is WGS84 degrees
    and is kept apart."""

    area: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Contact:
    """How to reach somebody; told to the other side once both have said yes."""

    name: str = ""
    email: str = ""
    telephone: str = ""


@dataclass(frozen=True)
class Somebody:
    """Who takes part: an account, the holder of a receipt, or an organisation; with none of them somebody new, who gets a
    receipt with `word` as its second word. A party that is there already keeps what holds for it."""

    where: Where
    languages: Sequence[str]
    language: str = "cy"  # in which they are written to
    account: User | None = None
    receipt: Receipt | None = None
    organisation: Organisation | None = None
    contact: Contact | None = None
    word: str = ""
    alone: bool = False
    at_risk: bool = False
    asks_a_week: int = ASKS_A_WEEK
    counts_hours: bool = True
    broker: User | None = None
    consent: Consent | None = None


@dataclass(frozen=True)
class Taking:
    """A party that takes part, the receipt with which it finds its offers and needs again (an organisation has none), and
    the secrets of that receipt where it is new."""

    party: Party
    receipt: Receipt | None
    issued: Issued | None


@transaction.atomic
def take_part(*, who: Somebody, by: User | str, synthetic: bool = False) -> Taking:
    """The party somebody is: made the first time, as it is from then on; how to reach them is put in place each time it is
    given. For an organisation `by` is an account that may speak for it.

    Raises NotAllowed, and Refused (no_language, no_such_language, no_such_place, gone).
    """
    insist(may_speak_for(by, who.organisation))
    languages = _languages(who.languages)
    _place(who.where)
    person, receipt, issued = _person(who, str(by))
    key = {"organisation": who.organisation} if who.organisation is not None else {"person": person}
    party = Party.objects.select_for_update().filter(**key).first()
    if party is not None and party.gone is not None:
        raise Refused(Refusal.GONE)
    if party is None:
        party = Party.objects.create(
            **key,
            area=who.where.area,
            languages=languages,
            asks_a_week=_asks(who.asks_a_week),
            alone=who.alone,
            at_risk=who.at_risk,
            broker=who.broker,
            consent=who.consent,
            counts_hours=who.counts_hours,
            since=clock.now(),
            synthetic=synthetic,
        )
        _keep_doorstep(party, who.where)
        codes: audit.Codes = {
            "sort": "organisation" if who.organisation is not None else "person",
            "area": party.area,
            "for_somebody": who.broker is not None,
        }
        audit.record(deed="take_part", by=str(by), label=PARTY, object_id=party.id, codes=codes)
    elif (who.at_risk and not party.at_risk) or (who.alone and not party.alone):
        party.at_risk, party.alone = party.at_risk or who.at_risk, party.alone or who.alone
        party.save(update_fields=["at_risk", "alone"])
    if who.contact is not None:
        _keep_contact(party, who.contact)
    return Taking(party, receipt, issued)


@transaction.atomic
def change_party(
    *,
    party: Party,
    by: User | str,
    where: Where | None = None,
    languages: Sequence[str] | None = None,
    contact: Contact | None = None,
    asks_a_week: int | None = None,
    paused_until: date | object | None = UNCHANGED,
    alone: bool | None = None,
    at_risk: bool | None = None,
    counts_hours: bool | None = None,
) -> Party:
    """Changes what is given and leaves the rest; an empty contact removes how to reach them. Raises NotAllowed and
    Refused as `take_part`, and past for a day to be paused until that has gone by."""
    party = Party.objects.select_for_update().get(pk=party.pk)
    insist(may_speak_for(by, party.organisation))
    if party.gone is not None:
        raise Refused(Refusal.GONE)
    touched = []
    if where is not None:
        _place(where)
        party.area = where.area
        _keep_doorstep(party, where)
        Offered.objects.filter(capability__party=party).update(area=party.area)
        if party.organisation_id is None:  # what a person lends is where they are
            Asset.objects.filter(owner=party, withdrawn=None).update(area=party.area)
        touched.append("where")
    if languages is not None:
        party.languages = _languages(languages)
        touched.append("languages")
    if asks_a_week is not None:
        party.asks_a_week = _asks(asks_a_week)
        touched.append("asks")
    if paused_until is not UNCHANGED:
        if isinstance(paused_until, date) and paused_until < clock.today():
            raise Refused(Refusal.PAST)
        party.paused_until = paused_until if isinstance(paused_until, date) else None
        touched.append("pause")
    for name, value in (("alone", alone), ("at_risk", at_risk), ("counts_hours", counts_hours)):
        if value is not None:
            setattr(party, name, value)
            touched.append(name)
    party.save()
    if contact is not None:
        _keep_contact(party, contact)
        touched.append("contact")
    codes: audit.Codes = {"changed": " ".join(touched)}
    audit.record(deed="change_party", by=str(by), label=PARTY, object_id=party.id, codes=codes)
    changed()
    return party


def _person(who: Somebody, by: str) -> tuple[Person | None, Receipt | None, Issued | None]:
    if who.organisation is not None:
        return None, None, None
    if who.receipt is not None:
        return who.receipt.person, who.receipt, None
    if who.account is None:
        person = Person.objects.create(language=who.language, since=clock.now())
    else:
        person, _made = Person.objects.get_or_create(
            user=who.account, defaults={"language": who.language, "since": clock.now()}
        )
        receipt = person.receipts.order_by("-made", "pk").first()
        if receipt is not None:
            return person, receipt, None
    issued = issue_receipt(person=person, language=who.language, by=by, word=who.word)
    return person, issued.receipt, issued


def _languages(given: Sequence[str]) -> list[str]:
    languages = list(dict.fromkeys(given))
    if not languages:
        raise Refused(Refusal.NO_LANGUAGE)
    unknown = next((one for one in languages if one not in Language.values), None)
    if unknown is not None:
        raise Refused(Refusal.NO_SUCH_LANGUAGE, language=unknown[:20])
    return languages


def _place(where: Where) -> None:
    half = (where.latitude is None) != (where.longitude is None)
    if half or visible_area(where.area) is None:
        raise Refused(Refusal.NO_SUCH_PLACE)


def _asks(wanted: int) -> int:
    return max(0, min(wanted, MOST_ASKS))


def _keep_doorstep(party: Party, where: Where) -> None:
    if where.latitude is None or where.longitude is None:
        Doorstep.objects.filter(party=party).delete()
        return
    Doorstep.objects.update_or_create(
        party=party, defaults={"latitude": where.latitude, "longitude": where.longitude}
    )


def _keep_contact(party: Party, contact: Contact) -> None:
    if not (contact.email or contact.telephone):
        Reaching.objects.filter(party=party).delete()
        return
    Reaching.objects.update_or_create(
        party=party,
        defaults={
            "name": contact.name[:LONGEST_NAME],
            "email": contact.email,
            "telephone": contact.telephone[:LONGEST_TELEPHONE],
        },
    )
