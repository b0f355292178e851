"""Questions about people: which roles an account holds, which person it is, which organisations there are."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from edau.accounts.models import User
from edau.people.models import Organisation, Person, Role


def roles_of(account: User | AnonymousUser) -> list[Role]:
    """The roles an account holds now; none for who is not signed in or whose account is closed. One query."""
    if not isinstance(account, User) or not account.is_active:
        return []
    return list(Role.objects.filter(user=account, until=None).order_by("pk"))


def person_of(user: User) -> Person | None:
    """The person an account is; None until they have said something or claimed a receipt."""
    return Person.objects.filter(user=user).first()


def organisations(keys: Iterable[str] | None = None) -> dict[str, Organisation]:
    """Organisations by key: all, or those asked for."""
    found = Organisation.objects.all() if keys is None else Organisation.objects.filter(key__in=list(keys))
    return {one.key: one for one in found}
