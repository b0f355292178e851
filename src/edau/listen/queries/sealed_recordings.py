"""Whether recordings are still what was sent: the bytes of each file beside the seal in the audit trail."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator

from django.core.exceptions import SuspiciousFileOperation

from edau.core.models import AuditLine
from edau.core.seals import seal
from edau.listen.models import Recording

LABEL = "listen.Recording"
CONTRIBUTION, KEPT = "listen.Contribution", "keep_recording"


def seal_of(salt: str, digest: str) -> str:
    """The seal of a recording: of the SHA-256 of its bytes, under the salt of what it was sent with. With that the salt
    goes, too. ValueError without a salt."""
    return seal(salt, {"recording": digest})


def verdicts(gone: Collection[str]) -> Iterator[tuple[str, str]]:
    """Every recording that is there, or that the trail knows of, by the id of what it was sent with, and what is wrong
    with it: `recording` (other bytes, or no seal), `recording_missing` (its row or its file is gone, and nobody took it
    back), `not_erased` (taken back, and there); nothing for one that holds, or was lawfully erased.

    `gone`: the ids of what the trail says was taken back. Reads every file, in pieces: as long as the disk takes. What
    is taken back meanwhile is no fault. Two queries, and one for each file that is not there.
    """
    lines = AuditLine.objects.filter(deed=KEPT, label=CONTRIBUTION).order_by("number")
    kept = {
        key: str(codes.get("seal", "")) for key, codes in lines.values_list("object_id", "codes").iterator()
    }
    for one in Recording.objects.select_related("contribution").order_by("contribution").iterator():
        key = one.contribution_id
        yield key, "not_erased" if key in gone else _verdict(one, kept.get(key, ""))
        kept.pop(key, None)
    for key in kept:
        yield key, "" if key in gone else "recording_missing"


def _verdict(one: Recording, kept: str) -> str:
    digest = _digest(one)
    if not digest:
        return "recording_missing" if Recording.objects.filter(pk=one.pk).exists() else ""
    salt = one.contribution.salt
    return "" if salt and seal_of(salt, digest) == kept else "recording"


def _digest(one: Recording) -> str:
    """The SHA-256 of the file as it lies there now; empty where there is none, or its row points out of the folder."""
    try:
        with one.file.storage.open(str(one.file.name)) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation):
        return ""
