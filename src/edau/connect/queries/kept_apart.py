"""With whom a party does not want to meet, as the party itself may read it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from edau.connect.models import Block, Party, Proposal
from edau.connect.queries.reaching import giver_of


@dataclass(frozen=True)
class KeptApart:
    """A block, and the last suggestion between the two, by which alone its maker can know the other again; None where no
    suggestion is left."""

    block: Block
    last: Proposal | None


def kept_apart(party: Party) -> list[KeptApart]:
    """Those that this party keeps away from, the newest first. Two queries."""
    blocks = list(party.blocks.select_related("other").order_by("-at", "pk"))
    others = [one.other_id for one in blocks]
    theirs = Q(need__party=party) & (Q(capability__party__in=others) | Q(asset__owner__in=others))
    theirs |= Q(need__party__in=others) & (Q(capability__party=party) | Q(asset__owner=party))
    sides = ("need__party", "capability__party", "asset__owner")
    last: dict[str, Proposal] = {}
    for one in Proposal.objects.filter(theirs).select_related(*sides).order_by("made", "pk"):
        other = giver_of(one).pk if one.need.party_id == party.pk else one.need.party_id
        last[other] = one
    return [KeptApart(each, last.get(each.other_id)) for each in blocks]
