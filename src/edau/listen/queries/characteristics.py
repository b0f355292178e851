"""What tellers said of themselves, found by the receipt in hand and never the other way round."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from edau.listen.models import Characteristics, Contribution
from edau.thread.models import Receipt

# The hash is of this kind of record alone: no other hash of the same receipt, under the same secret, is equal to it.
DOMAIN = "edau.listen.characteristics"


def key_of(receipt: str) -> str:
    """The key under which a receipt's characteristics are kept, from the receipt's id: HMAC-SHA256 under the secret of this
    installation. Without the secret nobody gets from one to the other; with another secret old rows are found no more, and
    go on their day."""
    return salted_hmac(DOMAIN, receipt, algorithm="sha256").hexdigest()


def kept_for(receipt: Receipt) -> Characteristics | None:
    """What the holder of a receipt said of themselves; None where they said nothing. One query."""
    return Characteristics.objects.filter(pk=key_of(receipt.pk)).first()


def kept_for_all(receipts: Iterable[str]) -> list[Characteristics]:
    """The same of many receipts, by their ids, in the order of the keys, which says nothing. One query."""
    return list(Characteristics.objects.filter(pk__in=[key_of(one) for one in receipts]).order_by("pk"))


def standing(receipt: Receipt) -> QuerySet[Contribution]:
    """What was said with a receipt and counts as heard: not taken back, and not waiting for somebody to look; the oldest
    first."""
    said = Contribution.objects.filter(receipt=receipt, withdrawn=None, waiting=False)
    return said.select_related("involvement").prefetch_related("involvement__areas").order_by("made", "pk")
