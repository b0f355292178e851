"""Accounts and the roles they hold. A role is a group by its name."""

from __future__ import annotations

from edau.accounts.models import User


def account_of(email: str) -> User | None:
    """The account of an address, whatever the case of its letters; None if nobody has come in by it."""
    known = User.objects.filter(email__iexact=email)
    # The database's idea of case is wider than ours (ı and I, ſ and S): only the same address is the same person.
    return next((one for one in known if one.email.lower() == email.lower()), None)


def holds_role(user: User, role: str) -> bool:
    """Whether an account holds a role now."""
    return user.groups.filter(name=role).exists()


def holders_of(role: str) -> list[User]:
    """The accounts that hold a role, by address."""
    return list(User.objects.filter(groups__name=role).order_by("email"))
