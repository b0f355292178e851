"""Passkeys: signing in with the lock of one's own device, beside the code by e-mail, never instead of it.

django-allauth keeps them (`allauth.mfa`, WebAuthn) and checks what a device signs; the pages and words are ours. Without
that app in the settings nothing here is reached.
"""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from edau.accounts.models import User

NOT_ACCEPTED = _("That passkey was not accepted. Try again, or ask for a code by e-mail.")


class PasskeyAdapter(DefaultMFAAdapter):
    """What allauth asks of us about passkeys."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": NOT_ACCEPTED,
        "unverified_email": NOT_ACCEPTED,
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Never as a second step: a passkey is a way in of its own, and who has lost it comes in by the code."""
        return False

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Edau"}


def passkeys_of(user: User) -> list[Authenticator]:
    """The passkeys of an account, the oldest first."""
    return list(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("pk"))
