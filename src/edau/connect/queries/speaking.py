"""Who speaks, and for whom: an account, or the holder of a receipt."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from edau.accounts.models import User
from edau.connect.models import Party
from edau.people.models import Role
from edau.people.queries import roles_of
from edau.people.rules import Account, Deed, may_with
from edau.thread.models import Receipt


@dataclass(frozen=True)
class Speaker:
    """Somebody at a page: signed in, or with a receipt that is open here, or both."""

    account: Account | None = None
    receipt: Receipt | None = None

    @property
    def by(self) -> str:
        """Who they are in the audit trail."""
        if isinstance(self.account, User):
            return str(self.account)
        return str(self.receipt) if self.receipt is not None else "visitor"

    @property
    def bearer(self) -> Receipt | None:
        """The receipt, where it says who this is. One that an account has claimed does so only beside that account: whoever
        found the paper is nobody."""
        if self.receipt is None:
            return None
        holder = self.receipt.person.user_id
        theirs = isinstance(self.account, User) and holder == self.account.pk
        return self.receipt if holder is None or theirs else None

    @property
    def roles(self) -> list[Role]:
        """The roles that the account holds now. One query for who is signed in."""
        return [] if self.account is None else roles_of(self.account)


def organisations_of(roles: list[Role]) -> set[str]:
    """The keys of the organisations in whose name these roles may share."""
    keys = {role.organisation_id for role in roles if role.organisation_id}
    return {key for key in keys if may_with(roles, Deed.SHARE, organisations=[key])}


def parties_of(speaker: Speaker) -> list[Party]:
    """The parties that somebody is, or answers for in the name of an organisation. Two queries at most."""
    theirs = Q(pk__in=[])
    if (receipt := speaker.bearer) is not None:
        theirs |= Q(person=receipt.person_id)
    if isinstance(speaker.account, User) and speaker.account.is_active:
        theirs |= Q(person__user=speaker.account)
        if keys := organisations_of(speaker.roles):
            theirs |= Q(organisation__in=keys)
    return list(Party.objects.filter(theirs, gone=None).order_by("since", "pk"))
