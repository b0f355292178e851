"""What a moderator's decision means for words that waited for somebody to look."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from edau.listen.actions.contributions import LABEL, changed
from edau.listen.models import Contribution
from edau.moderation import announcements
from edau.moderation.choices import Decision
from edau.moderation.models import Case


@receiver(announcements.decided)
def looked_at(sender: type[Case], case: Case, **kwargs: Any) -> None:
    """Words that were refused while they waited, and are shown after all: somebody has looked, so they wait no more."""
    if case.label != LABEL or case.outcome != Decision.RESTORED:
        return
    if Contribution.objects.filter(pk=case.object_id, waiting=True).update(waiting=False):
        changed()
