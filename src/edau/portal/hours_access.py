"""Whose hours a page shows: of whoever is signed in, or holds the receipt that is open here."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from edau.accounts.models import User
from edau.connect.models import Party
from edau.connect.queries.parties import party_of_account, party_of_receipt
from edau.portal.receipt_access import open_now
from edau.thread.queries import receipt_of_id


@dataclass(frozen=True)
class Own:
    """Somebody who takes part, and who they are in the audit trail."""

    party: Party
    by: str


def own_hours(request: HttpRequest) -> Own | None:
    """Whoever reads, by their account first and by the open receipt else; None where neither takes part in anything."""
    if isinstance(request.user, User):
        party = party_of_account(request.user)
        if party is not None:
            return Own(party, str(request.user))
    key = open_now(request)
    receipt = receipt_of_id(key) if key else None
    # Of one that an account has claimed, whoever found the paper is nobody.
    if receipt is None or receipt.person.user_id is not None:
        return None
    party = party_of_receipt(receipt)
    return Own(party, str(receipt)) if party is not None else None
