"""A proposal on the thread: there because of a need, and standing on what is offered, until it comes to nothing.

What a matching proposes is a machine's, and counts once a person accepts it: the connector who introduces the two, or
whoever says the second yes. Only those who may read a proposal are told of it there.
"""

from __future__ import annotations

from collections.abc import Iterable

from edau.connect.models import Proposal
from edau.thread.actions import End, Strand, accept_all, tie, tie_many, untie_all
from edau.thread.choices import Link

PROPOSAL, CAPABILITY, ASSET, NEED = (
    "connect.Proposal",
    "connect.Capability",
    "connect.Asset",
    "connect.Need",
)


def tie_proposed(proposals: Iterable[Proposal], *, by: str, by_machine: bool = False) -> int:
    """Ties new proposals to what is needed and what is offered; how many edges. Only inside a deed, which has its line."""
    strands = []
    for one in proposals:
        proposal = End(PROPOSAL, one.pk)
        strands.append(Strand(End(NEED, one.need_id), Link.RAISES, proposal))
        strands.append(Strand(proposal, Link.USES, offered(one)))
    return tie_many(strands, by=by, by_machine=by_machine)


def accept_proposed(proposal: Proposal, *, by: str) -> None:
    """A person has taken up what a matching proposed."""
    accept_all(End(PROPOSAL, proposal.pk), by=by)


def untie_proposed(proposals: Iterable[Proposal]) -> int:
    """They came to nothing: nothing of them hangs on the thread; how many edges went. Only inside a deed, as above."""
    return untie_all([End(PROPOSAL, one.pk) for one in proposals])


def tie_done(proposal: Proposal, *, by: str) -> None:
    """Help was given: the offer and the need are tied to one another, and the proposal has delivered what was needed."""
    need = End(NEED, proposal.need_id)
    tie(offered(proposal), Link.EXCHANGES, need, by=by)
    tie(End(PROPOSAL, proposal.pk), Link.DELIVERS, need, by=by)


def offered(proposal: Proposal) -> End:
    """What is offered, as an end of the thread."""
    if proposal.capability_id:
        return End(CAPABILITY, proposal.capability_id)
    return End(ASSET, str(proposal.asset_id))
