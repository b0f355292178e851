"""One person's two parties become one: when a receipt that was given without an account is claimed by one."""

from __future__ import annotations

from django.db import transaction

from edau.connect.actions.hours import close, gift, open_account
from edau.connect.actions.parties import PARTY
from edau.connect.models import (
    Asset,
    Block,
    Capability,
    Check,
    Doorstep,
    Need,
    Offered,
    Party,
    Reaching,
    SeasonRequest,
    SpokenWord,
)
from edau.connect.queries.hours import account_of, balance
from edau.connect.stamps import changed
from edau.core import audit, clock
from edau.people.models import Person


@transaction.atomic
def join(*, before: Person, after: Person, by: str) -> bool:
    """What the party of one person offers, needs and has in hours is the other person's from now on. A party that the other
    has already keeps what holds for it. Returns whether there was a party to join."""
    old = Party.objects.select_for_update().filter(person=before).first()
    if old is None:
        return False
    new = Party.objects.select_for_update().filter(person=after).first()
    if new is not None and new.gone is not None:
        Party.objects.filter(pk=new.pk).update(person=None)
        new = None
    if new is None:
        old.person = after
        old.save(update_fields=["person"])
    else:
        _move(old, new, by)
    audit.record(
        deed="join_parties", by=by, label=PARTY, object_id=old.id, codes={"into": new.id if new else old.id}
    )
    changed()
    return True


def _move(old: Party, new: Party, by: str) -> None:
    Offered.objects.filter(capability__party=old).update(area=new.area)
    Capability.objects.filter(party=old).update(party=new)
    Need.objects.filter(party=old).update(party=new)
    Asset.objects.filter(owner=old).update(owner=new)
    SeasonRequest.objects.filter(party=old).update(party=new)
    Check.objects.filter(party=old).update(party=new)
    SpokenWord.objects.filter(party=old).update(party=new)
    for one in Block.objects.filter(party=old).exclude(other=new):
        Block.objects.get_or_create(party=new, other=one.other, defaults={"at": one.at})
    for one in Block.objects.filter(other=old).exclude(party=new):
        Block.objects.get_or_create(party=one.party, other=new, defaults={"at": one.at})
    Block.objects.filter(party=old).delete()
    Block.objects.filter(other=old).delete()
    _hours(old, new, by)
    if not Reaching.objects.filter(party=new).exists():
        Reaching.objects.filter(party=old).update(party=new)
    for kept in (Doorstep, Reaching):
        kept._default_manager.filter(party=old).delete()
    new.alone, new.at_risk = new.alone or old.alone, new.at_risk or old.at_risk
    new.broker, new.consent = new.broker or old.broker, new.consent or old.consent
    new.save()
    old.person, old.gone = None, clock.now()
    old.save()


def _hours(old: Party, new: Party, by: str) -> None:
    """Hours go along, owed ones too; none are lost."""
    account = account_of(old)
    if account is None:
        return
    theirs = account_of(new)
    if theirs is None:
        account.party = new
        account.save(update_fields=["party"])
        return
    minutes = balance(account)
    if minutes > 0:
        gift(giver=old, to=open_account(party=new, by=by), minutes=minutes, by=by)
    elif minutes < 0:
        gift(giver=new, to=account, minutes=-minutes, by=by)
    close(account=account, by=by)
