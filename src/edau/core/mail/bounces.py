"""Letters that come back: reading delivery reports (RFC 3464), and a person who wants no more letters."""

from __future__ import annotations

import mailbox
import re
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from django.db import transaction
from django.utils import timezone

from edau.core import audit
from edau.core.mail.addresses import hash_of
from edau.core.mail.outbox import SIGN_IN
from edau.core.models import Letter, MailStop

OURS = re.compile(r"<([23456789a-z]{12})@[^>]+>")
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True)
class Report:
    """What a delivery report says of one recipient: which of our letters, to whom, for good or not, and its status code."""

    letter: str
    address: str
    failed: bool
    status: str


def read_reports(content: bytes) -> list[Report]:
    """The reports in one message, or in a whole mailbox file (mbox). What is no delivery report is passed over."""
    return [report for message in _messages(content) for report in _reports(message)]


@transaction.atomic
def take_back(reports: list[Report], *, by: str) -> int:
    """Marks the letters that came back for good, and their addresses; returns how many letters.

    A report counts only where it names a letter of ours to that very address: anybody can write a false one, but the
    number of a letter is known to whoever received it alone.
    """
    marked = 0
    for report in reports:
        address = hash_of(report.address)
        letter = Letter.objects.filter(pk=report.letter, address=address).first()
        if letter is None or not report.failed or letter.state == Letter.State.BOUNCED:
            continue
        now, status = timezone.now(), report.status
        letter.state, letter.error, letter.next_try, letter.done = Letter.State.BOUNCED, status, None, now
        letter.save(update_fields=["state", "error", "next_try", "done"])
        MailStop.objects.get_or_create(
            address=address, purpose="", defaults={"reason": MailStop.Reason.BOUNCED, "code": status}
        )
        audit.record(
            deed="bounce", by=by, label="core.Letter", object_id=letter.id, codes={"status": report.status}
        )
        marked += 1
    return marked


@transaction.atomic
def stop_letters(*, address: str, purpose: str, by: str) -> bool:
    """No more letters of a purpose to the address of this hash; what waits is not sent. Twice changes nothing.

    ValueError for sign-in codes, which go only to who asks for one.
    """
    if purpose == SIGN_IN:
        raise ValueError("Nobody can stop what they ask for themselves.")
    _stop, new = MailStop.objects.get_or_create(
        address=address, purpose=purpose, defaults={"reason": MailStop.Reason.UNSUBSCRIBED}
    )
    if new:
        audit.record(deed="stop_letters", by=by, label="core.MailStop", codes={"purpose": purpose})
    return new


def _messages(content: bytes) -> Iterator[Message]:
    if not content.startswith(b"From "):
        yield message_from_bytes(content)
        return
    with tempfile.NamedTemporaryFile(suffix=".mbox") as file:  # the library reads mailboxes from files alone
        file.write(content)
        file.flush()
        with closing(mailbox.mbox(file.name, create=False)) as box:
            yield from box


def _reports(message: Message) -> Iterator[Report]:
    if message.get_content_type() != "multipart/report":
        return
    parts = list(message.walk())[1:]  # what the report itself is called does not matter
    letter = next((key for part in parts if (key := _ours(part))), "")
    if not letter:
        return
    for part in parts:
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload():  # the first is about the message, each other about one recipient
            if isinstance(block, Message) and (recipient := _recipient(block)):
                status = STATUS.search(block.get("Status", ""))
                yield Report(
                    letter=letter,
                    address=recipient,
                    failed=block.get("Action", "").strip().lower() == "failed",
                    status=status.group(1) if status else "",
                )


def _ours(part: Message) -> str:
    """The number of our letter, where this part is the letter that came back, or its headers."""
    if part.get_content_type() == "text/rfc822-headers":
        payload = part.get_payload(decode=True)
        part = message_from_bytes(payload if isinstance(payload, bytes) else b"")
    found = OURS.search(part.get("Message-ID", ""))
    return found.group(1) if found else ""


def _recipient(block: Message) -> str:
    given = block.get("Original-Recipient") or block.get("Final-Recipient") or ""
    return given.partition(";")[2].strip().strip("<>")
