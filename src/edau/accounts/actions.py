"""Deeds with accounts."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from edau.accounts.models import User
from edau.core import audit


@transaction.atomic
def join(*, email: str, language: str) -> User:
    """The user of an address whose owner has typed the code we sent there; a new one if there is none yet.

    A new user reads the language of the page they came by. One who is known already is found whatever the
    case of the letters, and keeps their language; whether they may come in is for the sign-in to say.
    """
    known = User.objects.filter(email__iexact=email)
    # The database's idea of case is wider than ours (ı and I, ſ and S): only the same address is the same person.
    user = next((one for one in known if one.email.lower() == email.lower()), None)
    if user is None:
        try:
            with transaction.atomic():
                user = User.objects.create_user(email, language=language)
        except IntegrityError:  # a button pressed twice: the other request was first
            return known.get()
        audit.record(deed="join", by=str(user), label="accounts.User", object_id=str(user.pk))
    return user


def trust_address(*, user: User, email: str) -> None:
    """Records that the user reads mail at this address, as the code they typed has shown."""
    first = not EmailAddress.objects.filter(user=user).exists()
    EmailAddress.objects.get_or_create(
        user=user, email=email.lower(), defaults={"verified": True, "primary": first}
    )
