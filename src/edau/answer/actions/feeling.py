"""Did this matter? What the teller of words that were answered thinks of it."""

from __future__ import annotations

from django.db import transaction

from edau.answer.choices import Mattered
from edau.answer.models import Answered, Felt
from edau.core import audit, clock
from edau.listen.actions.contributions import LABEL, changed
from edau.listen.models import Contribution

LONGEST = 2_000


class NotAnsweredYet(Exception):
    """Nothing has been answered, so nothing can be said of the answer."""


@transaction.atomic
def feel(*, contribution: str, mattered: Mattered, words: str, language: str, by: str) -> Felt:
    """Keeps what a teller thinks of their answer in place of what they thought before. `words` are for those who answer
    and are never published. The trail keeps that it was said, not what.

    Raises NotAnsweredYet; ValueError for too many words; Contribution.DoesNotExist, also for what was withdrawn.
    """
    if len(words) > LONGEST:
        raise ValueError("That is too long.")
    told = Contribution.objects.select_for_update().get(pk=contribution, withdrawn=None)
    if not Answered.objects.filter(contribution=told).exists():
        raise NotAnsweredYet
    kept = {
        "mattered": Mattered(mattered),
        "words": words.strip(),
        "language": language,
        "at": clock.now(),
    }
    felt, _made = Felt.objects.update_or_create(contribution=told, defaults=kept)
    audit.record(deed="say_whether_it_mattered", by=by, label=LABEL, object_id=told.id)
    changed()
    return felt
