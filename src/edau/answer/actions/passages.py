"""Bringing contributions on: heard, then weighed. What each deed needs to know of them is fetched and locked once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from edau.accounts.models import User
from edau.answer.models import Passage
from edau.answer.queries.owing import bodies_of_authorities
from edau.answer.queries.words import in_sight, with_teller
from edau.answer.rules import may_answer, may_follow
from edau.core import audit, clock
from edau.core.answers import NotAllowed, insist
from edau.listen.actions.contributions import LABEL, changed
from edau.listen.choices import State
from edau.listen.models import Contribution
from edau.people.queries import roles_of
from edau.people.rules import NOT_SIGNED_IN, Deed


@dataclass(frozen=True)
class Taken:
    """Contributions kept from everybody else until the deed is done, and the bodies of the authorities."""

    contributions: list[Contribution]
    bodies: dict[str, str]


def take(keys: Collection[str], deed: Deed, states: Sequence[State], by: User) -> Taken:
    """Fetches and locks what a deed concerns, and asks whether it may be done with each of them.

    Call it in the deed's own transaction. Raises NotAllowed, also where one of them may not come to any of the states;
    Contribution.DoesNotExist where one is not there.
    """
    if not isinstance(by, User):
        raise NotAllowed(NOT_SIGNED_IN)
    # Locked by themselves: PostgreSQL locks no rows of a join that may be empty.
    list(Contribution.objects.select_for_update().filter(pk__in=keys).values_list("pk"))
    found = list(with_teller(Contribution.objects.filter(pk__in=keys)).order_by("due", "made", "pk"))
    if len(found) != len(set(keys)) or not found:
        raise Contribution.DoesNotExist
    shown = set(in_sight(Contribution.objects.filter(pk__in=keys)).values_list("pk", flat=True))
    roles, bodies = roles_of(by), bodies_of_authorities()
    for one in found:
        insist(may_answer(roles, deed, one, bodies))
        for state in states:
            insist(may_follow(one, state, hidden=one.pk not in shown))
    return Taken(found, bodies)


def bring(contribution: Contribution, state: State, *, deed: str, by: str) -> None:
    """Records that a contribution came to a state, with its line in the trail. Only for deeds that have asked."""
    contribution.state = state
    contribution.save(update_fields=["state", "answered"])
    Passage.objects.create(contribution=contribution, state=state, by=by, at=clock.now())
    audit.record(deed=deed, by=by, label=LABEL, object_id=contribution.id, codes={"state": str(state)})


@transaction.atomic
def hear(*, contributions: Collection[str], by: User) -> list[Contribution]:
    """Somebody of the body that answers has read or listened to these, given by their ids: all of them or none.

    Raises NotAllowed with the reason; Contribution.DoesNotExist.
    """
    return _bring_all(contributions, State.HEARD, "hear", by)


@transaction.atomic
def weigh(*, contributions: Collection[str], by: User) -> list[Contribution]:
    """These have been weighed with the others and with the figures: all of them or none. Raises as `hear`."""
    return _bring_all(contributions, State.WEIGHED, "weigh", by)


def _bring_all(keys: Collection[str], state: State, deed: str, by: User) -> list[Contribution]:
    taken = take(keys, Deed.WEIGH, [state], by)
    for one in taken.contributions:
        bring(one, state, deed=deed, by=str(by))
    changed()
    return taken.contributions
