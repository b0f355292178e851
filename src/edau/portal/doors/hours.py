"""Whose hours a page shows: of whoever is signed in, or holds the receipt that is open here."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from edau.accounts.models import User
from edau.connect.models import Party
from edau.connect.queries.parties import party_of_account, party_of_receipt
from edau.portal.doors.speaking import speaker


@dataclass(frozen=True)
class Own:
    """Somebody who takes part, and who they are in the audit trail."""

    party: Party
    by: str


def own_hours(request: HttpRequest) -> Own | None:
    """Whoever reads, by their account first and by the open receipt else; None where neither takes part in anything."""
    who = speaker(request)
    if isinstance(who.account, User):
        party = party_of_account(who.account)
        if party is not None:
            return Own(party, str(who.account))
    if (receipt := who.bearer) is None:
        return None
    party = party_of_receipt(receipt)
    return Own(party, str(receipt)) if party is not None else None
