"""Questions about people: which roles an account holds, which person it is, which organisations there are."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from edau.accounts.models import User
from edau.people.choices import Standing
from edau.people.models import Organisation, Person, Role, Seat


def roles_of(account: User | AnonymousUser) -> list[Role]:
    """The roles an account holds now, with their organisations; none for who is not signed in or whose account is closed.
    One query."""
    if not isinstance(account, User) or not account.is_active:
        return []
    held = Role.objects.filter(user=account, until=None).select_related("organisation")
    return list(held.order_by("pk"))


def roles_held(part: str = "") -> list[Role]:
    """Every role that is held now, or those of one part, with their accounts and organisations, by address. One query."""
    held = Role.objects.filter(until=None, **({"part": part} if part else {}))
    return list(held.select_related("user", "organisation").order_by("user__email", "part", "pk"))


def person_of(user: User) -> Person | None:
    """The person an account is; None until they have said something or claimed a receipt."""
    return Person.objects.filter(user=user).first()


def organisations(keys: Iterable[str] | None = None) -> dict[str, Organisation]:
    """Organisations by key: all, or those asked for."""
    found = Organisation.objects.all() if keys is None else Organisation.objects.filter(key__in=list(keys))
    return {one.key: one for one in found}


def organisation(key: str) -> Organisation | None:
    """One organisation; None where there is none of this key."""
    return Organisation.objects.filter(pk=key).first()


def seats_of(board: str) -> list[Seat]:
    """Who sits with a board, each with its organisation. One query."""
    return list(Seat.objects.filter(board=board).select_related("organisation").order_by("pk"))


def seats_held(key: str) -> list[Seat]:
    """The seats of an organisation, by board. One query."""
    return list(Seat.objects.filter(organisation=key).order_by("board"))


def members_by_board() -> dict[str, int]:
    """How many statutory members each board has, by its code. One query."""
    counted = Seat.objects.filter(standing=Standing.MEMBER).values("board").annotate(n=Count("pk"))
    return {row["board"]: row["n"] for row in counted.order_by("board")}
