"""What an involvement has to show for how much say people had, as counts: who spoke and when, who was answered, whose words
were taken up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q
from django.utils.timezone import get_current_timezone

from edau.listen.choices import State
from edau.listen.models import Contribution, Involvement

TAKEN_UP = (State.ADOPTED, State.ADAPTED, State.DELIVERED)


@dataclass(frozen=True)
class Counts:
    """How many spoke, from the opening on, were answered with a reason in their own language, were taken up (wholly or in
    part), and were told that it is done."""

    said: int
    from_opening: int
    answered: int
    taken_up: int
    delivered: int


def counts_of(involvement: Involvement, opened: date) -> Counts:
    """The counts of what was said and not withdrawn, whoever may read it. What is held counts, too: else whoever reported
    what nobody had answered would raise the share that was. One query."""
    began = datetime.combine(opened, time.min, get_current_timezone())
    reasoned = Q(answered__isnull=False)
    told = Contribution.objects.filter(involvement=involvement, withdrawn=None)
    found = told.aggregate(
        all=Count("pk"),
        in_time=Count("pk", filter=Q(made__gte=began)),
        reasoned=Count("pk", filter=reasoned),
        taken=Count("pk", filter=reasoned & Q(state__in=TAKEN_UP)),
        done=Count("pk", filter=reasoned & Q(state=State.DELIVERED)),
    )
    return Counts(
        said=found["all"],
        from_opening=found["in_time"],
        answered=found["reasoned"],
        taken_up=found["taken"],
        delivered=found["done"],
    )
