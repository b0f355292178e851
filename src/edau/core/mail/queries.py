"""Questions about the outbox."""

from __future__ import annotations

from django.db.models import Count

from edau.core.models import Letter


def counts() -> dict[str, int]:
    """How many letters are in each state, in the order of the states; none for a state without any. One query."""
    found = dict(Letter.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state: found[state] for state in Letter.State.values if state in found}


def newest(most: int, state: str = "") -> list[Letter]:
    """The newest letters, or those in one state. One query."""
    letters = Letter.objects.filter(state=state) if state else Letter.objects.all()
    return list(letters.order_by("-made", "pk")[:most])
