"""Keeping two parties apart: neither is suggested to the other any more, and the other is not told."""

from __future__ import annotations

from django.db import transaction

from edau.connect.actions.proposals import end_between
from edau.connect.choices import Side
from edau.connect.models import Block, Party, Proposal
from edau.connect.proposal_rules import may_keep_apart, party_of
from edau.connect.queries.speaking import Speaker
from edau.connect.refusals import Refusal, Refused
from edau.connect.stamps import changed
from edau.core import audit, clock
from edau.core.answers import insist

PARTY = "connect.Party"


@transaction.atomic
def keep_apart(*, proposal: str, side: Side, by: Speaker) -> Block:
    """One side of a suggestion, or of what came of it, does not want to meet the other again. What is open between the two
    ends; what was done stays done. Twice is once. Raises NotAllowed; Proposal.DoesNotExist."""
    sides = ("need__party__person", "capability__party__person", "asset__owner__person")
    made = Proposal.objects.select_related(*sides).get(pk=proposal)
    insist(may_keep_apart(by, made, side))
    own, other = party_of(made, side), party_of(made, Side.SEEKER if side == Side.GIVER else Side.GIVER)
    end_between(own, other, by=by.by)
    return block(party=own, other=other, by=by.by)


@transaction.atomic
def block(*, party: Party, other: Party, by: str) -> Block:
    """Keeps two parties apart from now on; the other is not told. Twice is once. Raises Refused (itself)."""
    if party.pk == other.pk:
        raise Refused(Refusal.ITSELF)
    kept, made = Block.objects.get_or_create(party=party, other=other, defaults={"at": clock.now()})
    if made:
        audit.record(deed="block", by=by, label=PARTY, object_id=party.id, codes={"other": other.id})
        changed()
    return kept


@transaction.atomic
def unblock(*, party: Party, other: Party, by: str) -> bool:
    """Takes a block back. Returns whether there was one."""
    removed, _each = Block.objects.filter(party=party, other=other).delete()
    if removed:
        audit.record(deed="unblock", by=by, label=PARTY, object_id=party.id, codes={"other": other.id})
        changed()
    return bool(removed)
