"""The outbox: write a letter, send it at once, try it again later.

Sending happens outside every transaction. Whoever sends a letter first takes it for ten minutes, so that two senders never
have the same one; one that was taken and not done (the machine went down) is taken again. So a letter goes out at least
once, and twice only where the machine stopped between the server's yes and our noting it. Then both carry the same
Message-ID, made from the letter's own id, by which mail servers and programs know the second for the first. An answer that
comes twice does less harm than one that never comes, or that waits until a person has looked at an outbox.
"""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection as database
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, override

from edau.core.mail.addresses import hash_of, origin, stop_link
from edau.core.mail.problems import code_of, is_final
from edau.core.mail.transports import connection, takes_long
from edau.core.models import Letter, MailStop

SIGN_IN, TEST = "sign_in", "test"
CODE_LIVES = timedelta(minutes=15)  # a code that comes later opens nothing
TAKEN_FOR = timedelta(minutes=10)
WAITS = tuple(timedelta(minutes=n) for n in (1, 5, 30, 120, 360, 720, 1440))
KEEP_WORDS = timedelta(days=14)  # of letters that are done: long enough to see why one came back
LONGEST_SUBJECT = 200

_sender = threading.Lock()


def send(
    *, to: str, subject: str, text: str, purpose: str, language: str, unsubscribe: bool = True
) -> Letter:
    """Writes a letter and sends it as soon as the present transaction has ended well.

    `purpose` is a short code such as "answer": whoever unsubscribes does so from one purpose. Sign-in codes carry no
    unsubscribe link, ask no leave, and are sent while the reader waits; other letters may leave beside the request.
    """
    letter = Letter.objects.create(
        to=to.strip(),
        address=hash_of(to),
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        text=text,
        language=language,
        purpose=purpose,
        can_stop=unsubscribe and purpose != SIGN_IN,
    )
    transaction.on_commit(lambda: _soon(letter.id, purpose), robust=True)
    return letter


def deliver(key: str) -> Letter | None:
    """Sends one waiting letter now; None where it is not waiting, not due, or somebody else has it."""
    now = timezone.now()
    mine = Letter.objects.filter(pk=key, state=Letter.State.WAITING, next_try__lte=now)
    if not mine.update(next_try=now + TAKEN_FOR):
        return None
    letter = Letter.objects.get(pk=key)
    if letter.purpose == SIGN_IN and now - letter.made > CODE_LIVES:
        return _end(letter, Letter.State.FAILED, "too_late")
    if is_stopped(letter.address, letter.purpose):
        return _end(letter, Letter.State.STOPPED)
    letter.tries += 1
    try:
        with connection() as door:
            door.send_messages([message_of(letter)])
    except (SMTPException, OSError, ValueError) as problem:
        # The server's own words may hold an address: they are for the log of an operator who asked for more of it.
        logging.getLogger("edau.mail").info("letter %s: %s", letter.id, problem)
        return _not_sent(letter, code_of(problem))
    return _end(letter, Letter.State.SENT)


def deliver_due(limit: int = 200) -> dict[str, int]:
    """Sends what is due, the longest waiting first; how many letters came to which state."""
    counts: dict[str, int] = {}
    for key in list(_due().order_by("next_try").values_list("pk", flat=True)[:limit]):
        letter = deliver(key)
        if letter is not None:
            counts[letter.state] = counts.get(letter.state, 0) + 1
    return counts


def message_of(letter: Letter) -> EmailMessage:
    """The letter as it leaves, in its own language: with a link to stop such letters, in the text and as a header that mail
    programs show as a button (RFC 8058)."""
    headers = {
        "Message-ID": f"<{letter.id}@{_domain()}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    text = letter.text
    if letter.can_stop:
        link = stop_link(letter.address, letter.purpose, letter.language)
        headers |= {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        with override(letter.language):
            words = gettext("To get no more letters of this kind, open this page:")
        text = f"{text.rstrip()}\n\n-- \n{words}\n{link}\n"
    return EmailMessage(letter.subject, text, settings.DEFAULT_FROM_EMAIL, [letter.to], headers=headers)


def is_stopped(address: str, purpose: str) -> bool:
    """Whether letters of a purpose no longer go to the address of this hash. Sign-in codes always do."""
    if purpose in (SIGN_IN, TEST):
        return False
    return MailStop.objects.filter(address=address, purpose__in=("", purpose)).exists()


def try_again(key: str) -> bool:
    """Puts a letter that failed or came back into the queue again, and takes letters to its address for possible again.
    False where there is no such letter, or its words have been erased."""
    letter = Letter.objects.filter(
        pk=key, state__in=(Letter.State.FAILED, Letter.State.BOUNCED, Letter.State.WAITING)
    ).first()
    if letter is None or not letter.to:
        return False
    MailStop.objects.filter(address=letter.address, purpose="", reason=MailStop.Reason.BOUNCED).delete()
    Letter.objects.filter(pk=key).update(
        state=Letter.State.WAITING, tries=0, next_try=timezone.now(), done=None, error=""
    )
    return True


def erase_old_words() -> int:
    """Erases the address and the words of letters that have been done for a while; what became of each is kept."""
    old = Letter.objects.exclude(state=Letter.State.WAITING).filter(done__lt=timezone.now() - KEEP_WORDS)
    return old.exclude(to="", text="", subject="").update(to="", text="", subject="")


def _soon(key: str, purpose: str) -> None:
    if purpose in (SIGN_IN, TEST) or not takes_long():  # somebody is waiting for it, or it takes no time
        deliver(key)
    else:
        threading.Thread(target=_send_beside, name="outbox", daemon=True).start()


def _send_beside() -> None:
    """One sender a process is enough: what comes while it sends, it finds when it looks again."""
    try:
        while _due().exists() and _sender.acquire(blocking=False):
            try:
                deliver_due()
            finally:
                _sender.release()
    finally:
        database.close()


def _due() -> QuerySet[Letter]:
    return Letter.objects.filter(state=Letter.State.WAITING, next_try__lte=timezone.now())


def _not_sent(letter: Letter, code: str) -> Letter:
    if is_final(code) or letter.tries > len(WAITS):
        return _end(letter, Letter.State.FAILED, code)
    letter.error, letter.next_try = code, timezone.now() + WAITS[letter.tries - 1]
    letter.save(update_fields=["tries", "error", "next_try"])
    return letter


def _end(letter: Letter, state: Letter.State, error: str = "") -> Letter:
    letter.state, letter.error = state, error
    letter.next_try, letter.done = None, timezone.now()
    if letter.purpose == SIGN_IN:  # a code is a key: nobody needs to read it here
        letter.to = letter.subject = letter.text = ""
    letter.save()
    return letter


def _domain() -> str:
    return origin().partition("://")[2].partition(":")[0] or "localhost"
