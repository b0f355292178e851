"""The signed time in a form: when it was given out, for what, and that it has one effect only."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edau.core.models import SpentForm

SOONEST = timedelta(seconds=3)  # nobody reads and fills in a form sooner; programs do
LATEST = timedelta(days=7)  # words may ripen over days on an open page


class AlreadySent(Exception):
    """This very form has had its effect; `words` says so to whoever sent it again."""

    words: Any = _("This has arrived already, and counts once. There is nothing more to send.")


def new_token(purpose: str, *, ago: timedelta = timedelta()) -> str:
    """A token for a form of this purpose, given out now (or `ago`, for tests)."""
    given = int((timezone.now() - ago).timestamp() * 1000)
    return _signer(purpose).sign(f"{given:x}.{secrets.token_hex(8)}")


def age_of(token: str, purpose: str) -> timedelta | None:
    """How long ago a token was given out; None for one that is not ours, or is for something else."""
    try:
        given = int(_signer(purpose).unsign(token).partition(".")[0], 16)
        return timezone.now() - datetime.fromtimestamp(given / 1000, UTC)
    except (BadSignature, ValueError, OverflowError):
        return None


def is_spent(token: str) -> bool:
    """Whether the form with this token has had its effect."""
    return SpentForm.objects.filter(digest=_digest(token)).exists()


def spend(token: str) -> None:
    """Marks a token as spent. Call it in the transaction of the deed. Raises AlreadySent."""
    try:
        with transaction.atomic():  # two at once: the database lets one in
            SpentForm(digest=_digest(token), until=timezone.now() + LATEST).save(force_insert=True)
    except IntegrityError:
        raise AlreadySent from None


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"edau.core.abuse {purpose}")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
