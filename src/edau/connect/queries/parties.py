"""Questions about parties: whose they are, and what of theirs is held in date."""

from __future__ import annotations

from datetime import date

from edau.accounts.models import User
from edau.connect.models import Check, Party
from edau.thread.models import Receipt


def party_of_account(user: User) -> Party | None:
    """The party an account is; None until it has offered or needed something, and once it has left."""
    return Party.objects.filter(person__user=user, gone=None).first()


def party_of_receipt(receipt: Receipt) -> Party | None:
    """The party of the person who holds a receipt; None where they have none, or have left."""
    return Party.objects.filter(person=receipt.person_id, gone=None).first()


def party_of_organisation(key: str) -> Party | None:
    """The party an organisation is; None until it has offered or needed something, and once it has left."""
    return Party.objects.select_related("organisation").filter(organisation=key, gone=None).first()


def party_here(key: str) -> Party | None:
    """A party by its code, with who acts for it; None where there is none, and once it has left. One query."""
    return Party.objects.select_related("organisation", "consent", "broker").filter(pk=key, gone=None).first()


def checks_of(party: Party, today: date) -> list[Check]:
    """What somebody has seen of a party and still counts, the next to look at again first. One query."""
    held = Check.objects.filter(party=party, withdrawn=None, until__gte=today).select_related("seen_for")
    return list(held.order_by("until", "pk"))
