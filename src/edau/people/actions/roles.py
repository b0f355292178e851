"""Deeds with roles: give one, take it back. Each leaves a line that names an account by its number, never by its address."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edau.accounts.models import User
from edau.core import audit
from edau.core.answers import YES, Answer, insist
from edau.people.choices import Part
from edau.people.models import Organisation, Role
from edau.people.queries import roles_of
from edau.people.rules import ELSEWHERE, Account, Deed, may

LABEL = "accounts.User"
LAST = Answer(
    False,
    _(
        "This is the only administrator for everywhere. Give the role to somebody else first, then take it back here."
    ),
)


@dataclass(frozen=True)
class Scope:
    """Where a role holds: for an organisation, for an area by its code, or everywhere (neither)."""

    organisation: Organisation | None = None
    area: str = ""

    def codes(self) -> audit.Codes:
        return {"organisation": self.organisation.key if self.organisation else "", "area": self.area}


def may_give(account: Account, scope: Scope) -> Answer:
    """May this account give and take roles of this scope? One for everywhere is given only by who is administrator
    everywhere: nobody hands on more than they hold."""
    if scope.organisation is None and not scope.area:
        answer = may(account, Deed.GIVE_ROLES)
        return answer if not answer or _everywhere(account) else ELSEWHERE
    keys = [scope.organisation.key] if scope.organisation else []
    return may(account, Deed.GIVE_ROLES, organisations=keys, areas=[scope.area] if scope.area else [])


@transaction.atomic
def give_role(*, user: User, part: Part, scope: Scope, by: User | str) -> bool:
    """Gives an account a role. Returns whether it is new; who holds it already keeps it, without a line.

    `by` is an account, which must be allowed to (NotAllowed), or the command an operator typed on the server.
    """
    if isinstance(by, User):
        insist(may_give(by, scope))
    held = Role.objects.filter(
        user=user, part=part, organisation=scope.organisation, area=scope.area, until=None
    )
    if held.exists():
        return False
    Role.objects.create(user=user, part=part, organisation=scope.organisation, area=scope.area)
    _note("grant_role", str(by), user, part, scope)
    return True


@transaction.atomic
def take_role(*, role: Role, by: User | str) -> bool:
    """Takes a role back, from the next request on; its record stays. Returns whether it was held.

    Raises NotAllowed, also where an account would take the last administrator away.
    """
    scope = Scope(role.organisation, role.area)
    if isinstance(by, User):
        insist(may_give(by, scope))
        insist(LAST if _is_needed(role) else YES)
    if not Role.objects.filter(pk=role.pk, until=None).update(until=timezone.now()):
        return False
    _note("take_role", str(by), role.user, role.part, scope)
    return True


def is_last_administrator(user: User) -> bool:
    """Whether nobody but this account can give roles everywhere."""
    administrators = Role.objects.filter(
        part=Part.ADMINISTRATOR, organisation=None, area="", until=None, user__is_active=True
    )
    return administrators.filter(user=user).exists() and not administrators.exclude(user=user).exists()


def _is_needed(role: Role) -> bool:
    """Whether it is the role of the only administrator for everywhere."""
    everywhere = not role.organisation_id and not role.area
    return role.part == Part.ADMINISTRATOR and everywhere and is_last_administrator(role.user)


def _everywhere(account: Account) -> bool:
    return any(
        role.part == Part.ADMINISTRATOR and not role.organisation_id and not role.area
        for role in roles_of(account)
    )


def _note(deed: str, by: str, user: User, part: str, scope: Scope) -> None:
    audit.record(
        deed=deed, by=by, label=LABEL, object_id=str(user.pk), codes={"role": str(part), **scope.codes()}
    )
