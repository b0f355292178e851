"""Deeds with accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from edau.accounts.models import User
from edau.accounts.queries import account_of, holds_role
from edau.core import audit


class NoSuchAccount(LookupError):
    """Nobody has come in by this address yet: an account is made only when its owner has typed the code."""


@transaction.atomic
def join(*, email: str, language: str) -> User:
    """The user of an address whose owner has typed the code we sent there; a new one if there is none yet.

    A new user reads the language of the page they came by. One who is known already is found whatever the
    case of the letters, and keeps their language; whether they may come in is for the sign-in to say.
    """
    user = account_of(email)
    if user is None:
        try:
            with transaction.atomic():
                user = User.objects.create_user(email, language=language)
        except IntegrityError:  # a button pressed twice: the other request was first
            return User.objects.get(email__iexact=email)
        audit.record(deed="join", by=str(user), label="accounts.User", object_id=str(user.pk))
    return user


def trust_address(*, user: User, email: str) -> None:
    """Records that the user reads mail at this address, as the code they typed has shown."""
    first = not EmailAddress.objects.filter(user=user).exists()
    EmailAddress.objects.get_or_create(
        user=user, email=email.lower(), defaults={"verified": True, "primary": first}
    )


@transaction.atomic
def grant_role(*, email: str, role: str, by: str) -> bool:
    """Gives the account of an address a role. Returns whether it is new; who holds it already keeps it, without a line.

    Raises NoSuchAccount if nobody has come in by this address.
    """
    user = _account(email)
    if holds_role(user, role):
        return False
    group, _made = Group.objects.get_or_create(name=role)
    user.groups.add(group)
    audit.record(
        deed="grant_role", by=by, label="accounts.User", object_id=str(user.pk), codes={"role": role}
    )
    return True


@transaction.atomic
def take_role(*, email: str, role: str, by: str) -> bool:
    """Takes a role from the account of an address, from the next request on. Returns whether it held it.

    Raises NoSuchAccount if nobody has come in by this address.
    """
    user = _account(email)
    if not holds_role(user, role):
        return False
    user.groups.remove(*Group.objects.filter(name=role))
    audit.record(deed="take_role", by=by, label="accounts.User", object_id=str(user.pk), codes={"role": role})
    return True


def _account(email: str) -> User:
    user = account_of(email)
    if user is None:
        raise NoSuchAccount(email)
    return user


@transaction.atomic
def add_passkey(*, user: User, name: str, credential: dict[str, Any]) -> None:
    """Keeps a passkey that has been checked. The trail keeps that it was added, not its name."""
    from allauth.mfa.webauthn.internal.auth import WebAuthn  # only where the settings have `allauth.mfa`

    kept = WebAuthn.add(user, name, credential).instance
    audit.record(
        deed="add_passkey",
        by=str(user),
        label="accounts.User",
        object_id=str(user.pk),
        codes={"passkey": kept.pk},
    )


@transaction.atomic
def remove_passkey(*, user: User, key: str) -> bool:
    """Removes one of an account's own passkeys. Returns whether there was such a one."""
    from allauth.mfa.models import Authenticator

    if not key.isascii() or not key.isdecimal() or len(key) > 18:
        return False
    removed, _each = Authenticator.objects.filter(user=user, pk=int(key)).delete()
    if removed:
        audit.record(
            deed="remove_passkey",
            by=str(user),
            label="accounts.User",
            object_id=str(user.pk),
            codes={"passkey": int(key)},
        )
    return bool(removed)
