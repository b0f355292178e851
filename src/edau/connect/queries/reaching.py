"""How to reach somebody: the one place that reads it. Nothing of it leaves but by `told_to`."""

from __future__ import annotations

from dataclasses import dataclass

from edau.connect.choices import Side, Stage
from edau.connect.models import Party, Proposal, Reaching
from edau.core.visibility import held_ids

MEETING = (Stage.CONSENTED, Stage.AGREED, Stage.DONE)  # from both having said yes until thanks are said
LABELS = ("connect.Proposal", "connect.Need", "connect.Capability", "connect.Asset", "connect.Party")


@dataclass(frozen=True)
class Told:
    """How to reach the other side. `through` says that these are the details of the connector who stands between."""

    name: str = ""
    email: str = ""
    telephone: str = ""
    through: bool = False


def told_to(proposal: Proposal, side: Side) -> Told | None:
    """How this side of a proposal reaches the other; None unless both said yes, both are still here, and what was offered
    and needed still stands and is not held.

    For a child, or an adult at risk, it is the connector that is reached, never the person.
    """
    fresh = (
        Proposal.objects.select_related(
            "need__party__broker", "capability__party__broker", "asset__owner__broker"
        )
        .filter(pk=proposal.pk, stage__in=MEETING)
        .exclude(giver_yes=None)
        .exclude(seeker_yes=None)
        .first()
    )
    if fresh is None:
        return None
    offer = fresh.capability or fresh.asset
    giver, seeker = giver_of(fresh), fresh.need.party
    if offer is None or giver.gone or seeker.gone or fresh.need.withdrawn or offer.withdrawn:
        return None
    parts = (fresh.pk, fresh.need_id, fresh.capability_id, fresh.asset_id, giver.pk, seeker.pk)
    if any(part in held for held in map(held_ids, LABELS) for part in parts if part):
        return None
    other = seeker if side == Side.GIVER else giver
    if other.at_risk:
        if other.broker is None:
            return None
        return Told(email=other.broker.email, through=True)
    reach = Reaching.objects.filter(party=other).first()
    return Told(reach.name, reach.email, reach.telephone) if reach is not None else Told()


def giver_of(proposal: Proposal) -> Party:
    """The party that offers: whoever has the capability, or owns the asset."""
    if proposal.capability is not None:
        return proposal.capability.party
    if proposal.asset is None:
        raise ValueError("A proposal is of somebody or of something.")
    return proposal.asset.owner


def letterbox(party: Party) -> str:
    """The e-mail address of a party, for a letter to that party itself; empty where it has none or has left."""
    if party.gone:
        return ""
    return Reaching.objects.filter(party=party).values_list("email", flat=True).first() or ""


def letterboxes(parties: set[str]) -> dict[str, str]:
    """The same of many, by the ids of the parties; those without an address are left out. One query."""
    found = Reaching.objects.filter(party__in=parties, party__gone=None).exclude(email="")
    return dict(found.values_list("party_id", "email"))
