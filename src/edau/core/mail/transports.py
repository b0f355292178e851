"""The way letters leave: a mail server, or in a demonstration a folder whose files any mail program opens."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.crypto import get_random_string

OUTBOX = "edau.core.mail.backend.Outbox"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
TIMEOUT = 20  # seconds for each answer of the server


def transport() -> str:
    """The backend by which letters leave: the one the settings name, unless that is the outbox itself."""
    named = settings.EMAIL_BACKEND
    return str(settings.MAIL_TRANSPORT if named == OUTBOX else named)


def takes_long() -> bool:
    """Whether sending may take seconds, so that nobody should wait for it who need not."""
    return transport() == SMTP


def connection() -> BaseEmailBackend:
    """A connection that has not been opened yet. It gives up after a while, whoever does not answer."""
    return get_connection(transport(), timeout=TIMEOUT)  # type: ignore[no-any-return]


class Folder(BaseEmailBackend):
    """Writes each letter to a file of its own, in the order in which they were sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            name = f"{timezone.localtime():%Y%m%d-%H%M%S-%f}-{get_random_string(4).lower()}.eml"
            # Readable by its owner only: it may hold a code that is good for a quarter of an hour.
            with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(message.message().as_bytes())
        return len(email_messages)
