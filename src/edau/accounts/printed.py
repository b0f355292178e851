"""A code that an operator prints on the server: the first administrator comes in before any mail can go out.

It waits under the hash of the address and works once, within a quarter of an hour, on the sign-in page like any other.
"""

from __future__ import annotations

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from django.core.cache import cache

from edau.core.mail.addresses import hash_of


def print_code(email: str) -> str:
    """A new code for an address. While it waits, asking for a code for this address sends no e-mail."""
    code: str = get_adapter().generate_login_code()
    cache.set(_key(email), code, timeout=app_settings.LOGIN_BY_CODE_TIMEOUT)
    return code


def printed_code(email: str) -> str:
    """The code that waits for an address; empty where none does."""
    return str(cache.get(_key(email)) or "")


def spend(email: str) -> None:
    """The code has been used: it opens nothing any more."""
    cache.delete(_key(email))


def _key(email: str) -> str:
    return f"printed-code-{hash_of(email)}"
