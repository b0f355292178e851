"""Recordings: which everyone may hear, and which still wait for somebody to type what they say."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from edau.core.visibility import visible
from edau.listen.models import Contribution, Recording
from edau.listen.queries.contributions import readable


def heard() -> QuerySet[Recording]:
    """What everyone may hear."""
    return Recording.objects.filter(contribution__in=readable().values("pk"))


def recorded(key: str) -> Contribution | None:
    """Something that was spoken, whoever may hear it; None where there is no recording."""
    return (
        Contribution.objects.select_related("recording", "involvement", "receipt")
        .prefetch_related("involvement__areas")
        .filter(pk=key)
        .exclude(recording=None)
        .first()
    )


def to_transcribe() -> QuerySet[Contribution]:
    """What was spoken and nobody has typed yet, the oldest first; nothing that was taken back or is held."""
    return (
        visible(Contribution.objects.filter(withdrawn=None, recording__transcribed=None))
        .exclude(recording=None)
        .select_related("recording", "involvement")
        .prefetch_related("involvement__areas")
        .order_by("made", "pk")
    )


def ids_heard() -> Iterable[str]:
    """What everyone may hear now, by the id of the contribution."""
    return heard().values_list("contribution", flat=True)
