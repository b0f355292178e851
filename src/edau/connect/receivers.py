"""What must happen in `connect` whatever part of Edau takes something away."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from edau.connect.actions.hours import close
from edau.connect.actions.joining import join
from edau.connect.models import Party
from edau.connect.queries.hours import account_of
from edau.people.models import Person
from edau.thread.announcements import joining

BY = "edau"  # a deletion carries no name of who asked for it; the deed that deletes has its own line in the trail


@receiver(pre_delete, sender=Party)
def keep_the_hours(sender: type[Party], instance: Party, **kwargs: Any) -> None:
    """No hours are lost with a party that is erased: what was left goes to the pot, and the account leads to nobody."""
    account = account_of(instance)
    if account is not None:
        close(account=account, by=BY)


@receiver(joining)
def take_along(sender: type[Any], before: Person, after: Person, by: str, **kwargs: Any) -> None:
    """What was offered and needed with a receipt goes along when an account claims it."""
    join(before=before, after=after, by=by)
