"""The steps of a first plan, as they are now."""

from __future__ import annotations

from edau.listen.models import FirstStep, Involvement


def first_steps_of(involvement: Involvement) -> list[FirstStep]:
    """The steps of one involvement, the first one due first; none where it was not begun with a plan. One query."""
    return list(FirstStep.objects.filter(involvement=involvement).order_by("due", "pk"))


def first_step(involvement: str, key: str) -> FirstStep | None:
    """One of them, with its involvement."""
    found = FirstStep.objects.select_related("involvement").filter(involvement=involvement, key=key)
    return found.first()
