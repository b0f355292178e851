"""On which side of a suggestion somebody reads, and the address of the page that shows it to them."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest

from edau.connect.choices import Side
from edau.connect.models import Party, Proposal
from edau.connect.proposal_rules import may_connect, party_of
from edau.connect.queries.proposals import one
from edau.connect.queries.reaching import giver_of
from edau.connect.queries.speaking import Speaker, parties_of
from edau.ui.links import address_of


def side_of(proposal: Proposal, parties: Sequence[Party]) -> Side | None:
    """The side on which one of these is; None where none is."""
    keys = {party.pk for party in parties}
    if proposal.need.party_id in keys:
        return Side.SEEKER
    return Side.GIVER if giver_of(proposal).pk in keys else None


def opened(request: HttpRequest, who: Speaker, proposal: str) -> tuple[Proposal, Side]:
    """A suggestion in sight, and the side on which somebody reads it. Raises Http404 for whoever it does not concern."""
    made = one(proposal)
    side = _side(request, who, made) if made is not None else None
    if made is None or side is None:
        raise Http404
    return made, side


def _side(request: HttpRequest, who: Speaker, made: Proposal) -> Side | None:
    """The side on which somebody reads: their own; for a connector of where the party is, the one that was asked for. None
    for everybody else, and before those whom a connector introduces were introduced."""
    own = side_of(made, parties_of(who))
    asked = request.GET.get("side", "")
    if own is not None and (made.giver_asked is not None or asked not in Side.values):
        return own if made.giver_asked is not None else None
    wanted = [Side(asked)] if asked in Side.values else list(Side)
    account = who.account
    if account is None:
        return None
    return next((side for side in wanted if may_connect(account, party_of(made, side))), None)


def suggestion_address(proposal: str, side: Side, page: str = "suggestion") -> str:
    """The page of a suggestion, or another about it, as one side sees it."""
    return f"{address_of(f'portal:{page}', proposal)}?side={side}"
