"""What the holder of a receipt does that reaches over several apps."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from edau.listen.actions.contributions import withdraw
from edau.listen.models import Contribution
from edau.thread.actions import forget_reach
from edau.thread.models import Receipt


@transaction.atomic
def withdraw_words(*, receipt: Receipt, contributions: Iterable[Contribution]) -> int:
    """Takes back what was said with a receipt. Once nothing is
    left to be answered, how to reach them goes, too. Returns how many were taken back."""
    taken = 0
    for contribution in contributions:
        if contribution.receipt_id != receipt.pk:
            raise ValueError("It was said with another receipt.")
        taken += withdraw(contribution=contribution, by=str(receipt))
    if taken and not Contribution.objects.filter(receipt=receipt, withdrawn=None).exists():
        forget_reach(receipt=receipt, by=str(receipt))
    return taken
