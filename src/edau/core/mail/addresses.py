"""What stands for an address once it is not kept, and the links that a letter carries."""

from __future__ import annotations

import hashlib
import hmac
import os

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

SALT = "edau.core.mail.stop"


def hash_of(address: str) -> str:
    """What is kept of an address: keyed with the installation's secret, since addresses can be guessed. The case of its
    letters does not matter."""
    words = f"mail {address.strip().lower()}"
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()


def origin() -> str:
    """Where this installation is to be found, for links in letters that no request asked for: its first host name, or this
    machine in a demonstration."""
    if settings.DEMO or settings.DEBUG:
        return f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}"
    named = [host for host in settings.ALLOWED_HOSTS if host and not host.startswith((".", "*"))]
    return f"https://{named[0]}" if named else ""


def stop_token(address: str, purpose: str) -> str:
    """The signed part of an unsubscribe link: the hash of an address and a purpose, nothing that can be read as either."""
    return signing.dumps([address, purpose], salt=SALT)


def read_stop_token(token: str) -> tuple[str, str] | None:
    """The hash and the purpose of a link of ours; None for any other. It never gets too old: letters are kept for years."""
    try:
        address, purpose = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(address), str(purpose)


def stop_link(address: str, purpose: str, language: str) -> str:
    """The whole address of the page on which one says that no more letters of a kind are wanted."""
    with override(language):
        return origin() + reverse("portal:mail_stop", args=[stop_token(address, purpose)])
