"""Keeps the search over stories in step with what is said: in the deed's own transaction, so that words that are taken back
are out of the index with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from edau.core.locks import one_at_a_time
from edau.listen.announcements import brought_in
from edau.listen.models import Addition, Contribution
from edau.listen.queries.contributions import with_additions
from edau.portal.queries.story_search import LABEL, TEXTS, index, story_documents

SAID = {"title", "language", "audience", "withdrawn", *TEXTS}  # what the index is made from


@receiver(post_save, sender=Contribution)
def said(sender: type[Contribution], instance: Contribution, raw: bool = False, **kwargs: Any) -> None:
    """Something was said, or taken back; a backup that is being loaded makes the whole index at its end."""
    fields = kwargs.get("update_fields")
    if not raw and (fields is None or SAID & set(fields)):
        put(instance)


@receiver(brought_in)
def said_together(sender: type[Contribution], contributions: Sequence[Contribution], **kwargs: Any) -> None:
    """Many things were said at once: one entry after the other would take as long as everything else together."""
    prefetch_related_objects(list(contributions), with_additions())
    one_at_a_time("audit")
    index().index(story_documents(contributions))


@receiver(post_delete, sender=Contribution)
def gone(sender: type[Contribution], instance: Contribution, **kwargs: Any) -> None:
    """An erased row leaves nothing to be found."""
    index().remove(LABEL, instance.pk)


@receiver(post_save, sender=Addition)
@receiver(post_delete, sender=Addition)
def added(sender: type[Addition], instance: Addition, raw: bool = False, **kwargs: Any) -> None:
    """Words were added later, or went."""
    contribution = Contribution.objects.filter(pk=instance.contribution_id).first()
    if contribution is not None and not raw:
        put(contribution)


def put(contribution: Contribution) -> None:
    """Makes the entry of a story anew, inside the deed's transaction; takes it out where it may not be read."""
    prefetch_related_objects([contribution], with_additions())
    # The trail before the index, as in every other deed: two deeds that took them crosswise would wait for one another.
    one_at_a_time("audit")
    if not index().index(story_documents([contribution])):
        index().remove(LABEL, contribution.pk)
