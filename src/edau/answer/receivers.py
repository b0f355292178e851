"""What must happen here when somebody takes their words back: what quotes them goes with them, in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from edau.answer.actions.sending import settle
from edau.answer.models import Answered, Felt
from edau.listen.models import Contribution


@receiver(post_save, sender=Contribution)
def forget_quotes(sender: type[Contribution], instance: Contribution, created: bool, **kept: Any) -> None:
    """Erases the quotations of withdrawn words and what their teller felt; what is left to answer them for decides how
    long it is kept how to reach them."""
    if (
        created or instance.withdrawn is None or kept.get("raw")
    ):  # a backup that is being loaded is whole already
        return
    Answered.objects.filter(contribution=instance).exclude(quote="").update(quote="")
    Felt.objects.filter(contribution=instance).delete()
    settle([instance.receipt_id])
