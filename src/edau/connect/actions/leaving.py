"""Deeds of leaving: taking back an offer or a need, and a party that goes. What was said is gone everywhere at once."""

from __future__ import annotations

from django.db import transaction

from edau.accounts.models import User
from edau.connect.actions.hours import close
from edau.connect.actions.offers import whose
from edau.connect.actions.parties import PARTY
from edau.connect.actions.proposals import end_for
from edau.connect.actions.seasons import withdraw_requests
from edau.connect.models import (
    Asset,
    Block,
    Capability,
    Check,
    Doorstep,
    Need,
    Party,
    Reaching,
    SeasonRequest,
    SpokenWord,
    Unmet,
)
from edau.connect.queries.hours import account_of
from edau.connect.rules import may_speak_for
from edau.connect.stamps import changed
from edau.core import audit, clock
from edau.core.answers import insist

TEXTS = {
    Capability: ("words",),
    Asset: ("name_cy", "name_en", "conditions_cy", "conditions_en", "source"),
    Need: ("title", "words"),
}


@transaction.atomic
def withdraw(*, record: Capability | Asset | Need, by: User | str) -> bool:
    """Takes back an offer or a need: its words, its skills, its times and where exactly it is are gone, and open proposals
    that were for it have ended. A row without words is left, so that whoever follows a thread reads that it was withdrawn.

    Twice changes nothing; returns whether there was something to withdraw. Raises NotAllowed for what is an organisation's.
    """
    record = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if record.withdrawn is not None:
        return False
    insist(may_speak_for(by, whose(record).organisation))
    _empty(record)
    _end([record], str(by))
    audit.record(deed="withdraw_offer", by=str(by), label=record._meta.label, object_id=record.pk)
    changed()
    return True


@transaction.atomic
def leave(*, party: Party, by: User | str) -> bool:
    """A party goes: everything it offers and needs is withdrawn, and where it is, how to reach it, its checks and its blocks
    are deleted. The hours ledger stays; what its account held goes to all.

    Returns whether it was still there. Raises NotAllowed as `withdraw`.
    """
    party = Party.objects.select_for_update().get(pk=party.pk)
    if party.gone is not None:
        return False
    insist(may_speak_for(by, party.organisation))
    records: list[Capability | Asset | Need] = [
        *Capability.objects.select_for_update().filter(party=party, withdrawn=None).order_by("pk"),
        *Asset.objects.select_for_update().filter(owner=party, withdrawn=None).order_by("pk"),
        *Need.objects.select_for_update().filter(party=party, withdrawn=None).order_by("pk"),
    ]
    for record in records:
        _empty(record)
    _end(records, str(by))
    asked = SeasonRequest.objects.select_related("season").filter(party=party, withdrawn=None).order_by("pk")
    withdraw_requests(requests=list(asked))
    account = account_of(party)
    if account is not None:
        close(account=account, by=str(by))
    for kept in (Doorstep, Reaching, Block, Check, SpokenWord):
        kept._default_manager.filter(party=party).delete()
    Block.objects.filter(other=party).delete()
    party.gone, party.alone, party.at_risk = clock.now(), False, False
    party.languages, party.broker, party.consent = [], None, None
    party.save()
    codes: audit.Codes = {"withdrawn": len(records)}
    audit.record(deed="leave", by=str(by), label=PARTY, object_id=party.id, codes=codes)
    changed()
    return True


def let_go(*, party: Party, by: str) -> None:
    """A party leaves and nothing ties it to its person or their receipts any more: before these are erased."""
    leave(party=party, by=by)
    for table in (Capability.objects.filter(party=party), Need.objects.filter(party=party)):
        table.update(receipt=None)
    Asset.objects.filter(owner=party).update(receipt=None)
    SeasonRequest.objects.filter(party=party).update(receipt=None)
    Party.objects.filter(pk=party.pk).update(person=None)


def _empty(record: Capability | Asset | Need) -> None:
    for text in TEXTS[type(record)]:
        setattr(record, text, "")
    if isinstance(record, Capability):
        record.skills.all().delete()
    else:
        record.latitude = record.longitude = None
    if isinstance(record, Asset):
        record.access, record.steward = [], None
    if isinstance(record, Need):
        record.skill, record.group, record.asset_kind = "", None, ""
        record.checks, record.languages, record.persons = [], [], None
        Unmet.objects.filter(need=record).delete()
    week, record.free = record.free, None
    record.withdrawn, record.waiting = clock.now(), False
    record.save()
    if week is not None:
        week.delete()


def _end(records: list[Capability | Asset | Need], by: str) -> None:
    end_for(
        by=by,
        needs=[one for one in records if isinstance(one, Need)],
        capabilities=[one for one in records if isinstance(one, Capability)],
        assets=[one for one in records if isinstance(one, Asset)],
    )
