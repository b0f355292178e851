"""What people said, as far as everyone may read it. Whatever shows contributions to readers begins with `readable`."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from edau.core.models import Hold
from edau.core.visibility import visible
from edau.listen.choices import Audience, Stage
from edau.listen.models import Addition, Contribution, Involvement

INVOLVEMENT = "listen.Involvement"


def readable() -> QuerySet[Contribution]:
    """What everyone may read: meant for everyone, not withdrawn, not held, not waiting for somebody to look, and in no
    involvement that is itself held."""
    held = Hold.objects.filter(label=INVOLVEMENT, lifted=None).values("object_id")
    return visible(
        Contribution.objects.filter(audience=Audience.EVERYONE, withdrawn=None, waiting=False)
    ).exclude(Q(involvement__isnull=False) & Q(involvement__in=held))


def with_additions(way: str = "additions") -> Prefetch[str]:
    """What their tellers added, without additions that are held: for `prefetch_related`, whatever shows them."""
    return Prefetch(way, visible(Addition.objects.order_by("made", "pk")))


def readable_contribution(key: str) -> Contribution | None:
    """One of them; None for one that is not there or not for everyone."""
    return readable().select_related("involvement", "receipt").filter(pk=key).first()


def published() -> QuerySet[Involvement]:
    """The involvements that everyone may read, the newest first."""
    return visible(Involvement.objects.filter(stage=Stage.PUBLISHED)).order_by("-published")


def published_involvement(key: str) -> Involvement | None:
    """One of them, with who asks and who answers."""
    return published().select_related("asked_by", "answered_by").filter(pk=key).first()
