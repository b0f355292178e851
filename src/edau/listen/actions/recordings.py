"""Deeds with recordings: keep one beside what was said with it, and type what it says."""

from __future__ import annotations

import hashlib
import secrets

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction

from edau.accounts.models import User
from edau.core import audit, clock
from edau.core.answers import insist
from edau.core.seals import seal
from edau.listen.actions.contributions import LABEL, LONGEST, Words, changed
from edau.listen.choices import WELSH
from edau.listen.models import Contribution, Recording
from edau.listen.queries.sealed_recordings import KEPT, seal_of
from edau.listen.rules import may_transcribe
from edau.listen.sound import Sound, stripped


@transaction.atomic
def keep_recording(*, contribution: Contribution, file: File[bytes], sound: Sound, by: str) -> Recording:
    """Keeps a recording under a name that says nothing, outside everything that is handed out; its hash goes into the trail.
    Who made it, where and with what goes out of the file before it is kept, whoever brings it.

    The file is written before the row. Where the deed fails after that, the file goes again. ValueError for a file that
    cannot be read to its end.
    """
    file.seek(0)
    clean = stripped(file.read(), sound.kind)
    recording = Recording(contribution=contribution, kind=sound.kind, seconds=sound.seconds)
    recording.file.save(f"{secrets.token_hex(16)}.{sound.ending}", ContentFile(clean), save=False)
    try:
        with transaction.atomic():
            recording.save(force_insert=True)
            kept = seal_of(contribution.salt, hashlib.sha256(clean).hexdigest())
            codes: audit.Codes = {"seal": kept, "seconds": sound.seconds}
            audit.record(deed=KEPT, by=by, label=LABEL, object_id=contribution.id, codes=codes)
    except Exception:
        recording.file.storage.delete(str(recording.file.name))
        raise
    changed()
    return recording


@transaction.atomic
def transcribe(*, contribution: Contribution, words: str, by: User) -> Recording:
    """Keeps what a recording says, as a person typed it. It can be typed again; the trail has each seal.

    Raises NotAllowed; ValueError for no words, too many, no recording, or what was withdrawn.
    """
    contribution = Contribution.objects.select_for_update().get(pk=contribution.pk)
    insist(may_transcribe(by, contribution))
    recording = Recording.objects.filter(contribution=contribution).first()
    if recording is None or contribution.withdrawn or not words.strip() or len(words) > LONGEST:
        raise ValueError("Nothing can be typed.")
    contribution.words = words
    contribution.seal = seal(
        contribution.salt,
        Words(
            language=contribution.language,
            words=words,
            title=contribution.title,
            **{name: getattr(contribution, name) for name in WELSH},
        ).texts(),
    )
    contribution.save(update_fields=["words", "seal"])
    recording.transcribed, recording.transcribed_by = clock.now(), str(by)
    recording.save(update_fields=["transcribed", "transcribed_by"])
    codes: audit.Codes = {"seal": contribution.seal}
    audit.record(deed="transcribe", by=str(by), label=LABEL, object_id=contribution.id, codes=codes)
    changed()
    return recording
