"""A letter that only tells whether letters go out."""

from __future__ import annotations

from django.utils.translation import gettext, override

from edau.core import audit
from edau.core.mail.outbox import TEST, deliver, send
from edau.core.models import Letter


def send_test(*, to: str, language: str, by: str) -> Letter:
    """Sends a test letter and waits for the server's answer, which is then in the letter's `error`. Not tried again.

    Not inside a transaction: the letter leaves before this returns.
    """
    with override(language):
        subject = gettext("Test letter from Edau")
        text = gettext(
            "This letter was sent to see whether letters go out. They do. There is nothing to be done."
        )
    letter = send(to=to, subject=subject, text=text, purpose=TEST, language=language, unsubscribe=False)
    deliver(
        letter.id
    )  # it may have gone already, or wait for the sender beside: whoever takes it first sends it
    letter.refresh_from_db()
    if letter.state == Letter.State.WAITING:
        Letter.objects.filter(pk=letter.pk, state=Letter.State.WAITING).update(
            state=Letter.State.FAILED, next_try=None, done=letter.made
        )
        letter.refresh_from_db()
    audit.record(
        deed="test_mail",
        by=by,
        label="core.Letter",
        object_id=letter.id,
        codes={"result": letter.error or "sent"},
    )
    return letter
