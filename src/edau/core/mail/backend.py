"""The door by which letters of other libraries come in (Django's `EMAIL_BACKEND`): they go through the outbox, too."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from edau.core.mail.outbox import SIGN_IN, send


class Outbox(BaseEmailBackend):
    """What comes by this door is sign-in mail: it is sent at once, cannot be refused, and its words are not kept.

    Plain text only, as all our letters are; ValueError for one that carries anything else.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if message.attachments or getattr(message, "alternatives", None):
                raise ValueError("The outbox takes plain text only.")
            for address in message.recipients():
                send(
                    to=address,
                    subject=str(message.subject),
                    text=str(message.body),
                    purpose=SIGN_IN,
                    language=get_language() or "cy",
                    unsubscribe=False,
                )
        return len(email_messages)
