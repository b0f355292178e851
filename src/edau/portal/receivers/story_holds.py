"""Words that were added later are in the search with the story they belong to: a hold on them alone makes its entry anew."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from edau.listen.models import Addition
from edau.moderation import announcements
from edau.moderation.models import Case
from edau.portal.queries.story_search import ADDITION
from edau.portal.receivers.stories import put


@receiver([announcements.held, announcements.shown_again, announcements.decided])
def refresh(sender: Any, case: Case, **kept: Any) -> None:
    """In the deed's own transaction, so that held words are found by nobody from the next request on."""
    if case.label != ADDITION:
        return
    added = Addition.objects.select_related("contribution").filter(pk=case.object_id).first()
    if added is not None:
        put(added.contribution)
