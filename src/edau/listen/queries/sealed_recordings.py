"""Whether recordings are still what was spoken: each file beside the seal that came into the audit trail with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from edau.core.models import AuditLine
from edau.core.seals import seal
from edau.listen.models import Recording

LABEL = "listen.Recording"
KEEPING = "keep_recording"


def verdicts() -> Iterator[tuple[str, str]]:
    """Every recording that is there, or that the trail knows of and nobody took back, by the id of the contribution it
    belongs to, with what is wrong with it: `sound` (other bytes than were kept, or none that the trail knows of),
    `missing`; nothing for one that holds. Reads every file once; two queries."""
    lines = AuditLine.objects.filter(deed=KEEPING).order_by("number")
    kept = {
        key: str(codes.get("seal", "")) for key, codes in lines.values_list("object_id", "codes").iterator()
    }
    for recording in Recording.objects.select_related("contribution").order_by("pk").iterator():
        said = recording.contribution
        yield said.pk, _verdict(recording, said.salt, kept.pop(said.pk, ""))
    withdrawn = set(_withdrawn(kept))
    for key in kept:
        if key not in withdrawn:
            yield key, "missing"


def _withdrawn(keys: dict[str, str]) -> Iterator[str]:
    """What the trail says was taken back: a recording goes with the words that it holds."""
    lines = AuditLine.objects.filter(deed="withdraw", label="listen.Contribution")
    return (key for key in lines.values_list("object_id", flat=True).iterator() if key in keys)


def _verdict(recording: Recording, salt: str, kept: str) -> str:
    try:
        with recording.file.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "missing"
    return "" if salt and kept and seal(salt, {"recording": digest}) == kept else "sound"
