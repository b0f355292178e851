"""Whose offers and needs a page is about: those of the account that is signed in, or of the receipt in its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from edau.accounts.models import User
from edau.connect.models import Asset, Capability, Need, Party
from edau.connect.queries.parties import party_of_account, party_of_organisation, party_of_receipt
from edau.people.models import Organisation
from edau.portal.doors.receipts import Held, held
from edau.thread.models import Receipt
from edau.ui.links import address_of

KINDS: dict[str, type[Capability] | type[Asset] | type[Need]] = {
    "capability": Capability,
    "asset": Asset,
    "need": Need,
}
# The pages of a connector for somebody, by what each is to those who read their own.
ACTING = {
    "own_offers": "acting_one",
    "own_change": "acting_change",
    "own_confirm": "acting_confirm",
    "own_withdraw": "acting_withdraw",
}


@dataclass(frozen=True)
class Owner:
    """Somebody at the page of their own offers and needs. `only` is set where a receipt opens no more than what was made with
    it: its holder has an account, and whoever found the paper has not."""

    by: str
    party: Party | None
    account: User | None
    held: Held | None
    only: Receipt | None
    body: Organisation | None = None  # in whose name the account speaks
    connector: User | None = None  # who acts here for the party

    @property
    def acting(self) -> str:
        """The party for whom a connector writes here; empty where nobody does."""
        return self.party.pk if self.connector is not None and self.party is not None else ""

    @property
    def receipt(self) -> Receipt | None:
        return self.held.receipt if self.held is not None else None

    @property
    def key(self) -> str:
        """What stands for the receipt in addresses; empty for an account."""
        return self.held.key if self.held is not None else ""

    def address(self, view: str, *args: str) -> str:
        """One of the pages about one's own, by its name without the ending for receipts."""
        if self.body is not None:
            return address_of(
                "portal:shared_assets" if view == "own_offers" else f"portal:{view}_for", self.body.pk, *args
            )
        if self.acting:
            return address_of(f"portal:{ACTING[view]}", self.acting, *args)
        if self.key:
            return address_of(f"portal:{view}_of", self.key, *args)
        return address_of(f"portal:{view}", *args)

    def whole(self) -> Party:
        """The party, for pages about all of it. Raises Http404 where there is none, and where a receipt opens no more than
        what was made with it."""
        if self.party is None or self.only is not None:
            raise Http404
        return self.party

    def record(self, sort: str, key: str) -> Any:
        """One of theirs that is still there. Raises Http404."""
        table = KINDS.get(sort)
        if table is None or self.party is None or (self.body is not None and table is Asset):
            raise Http404
        whose = "owner" if table is Asset else "party"
        which = {whose: self.party, "pk": key, "withdrawn": None}
        if self.only is not None:
            which["receipt"] = self.only
        found = table._default_manager.select_related("free", whose).filter(**which).first()
        if found is None:
            raise Http404
        return found


def owner_for(user: User, body: Organisation) -> Owner:
    """An account that speaks for an organisation; whether it may is asked by whoever calls this. What the organisation
    shares has pages of its own."""
    return Owner(str(user), party_of_organisation(body.pk), user, None, None, body)


def owner(request: HttpRequest, receipt: str = "") -> Owner:
    """Who is at the page. Raises Http404 for a receipt they have not opened; without a receipt they are signed in."""
    user = request.user if isinstance(request.user, User) else None
    if not receipt:
        return Owner(
            str(user) if user else "visitor", party_of_account(user) if user else None, user, None, None
        )
    mine = held(request, receipt)
    holder = mine.receipt.person.user_id
    theirs = user is not None and holder == user.pk
    return Owner(
        by=mine.by,
        party=party_of_receipt(mine.receipt),
        account=None,
        held=mine,
        only=mine.receipt if holder is not None and not theirs else None,
    )
