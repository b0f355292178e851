"""Deeds with frameworks: an involvement uses one, or no longer. Everybody who takes part is asked the same."""

from __future__ import annotations

from django.db import transaction

from edau.accounts.models import User
from edau.core import audit, clock
from edau.core.answers import insist
from edau.listen.actions.contributions import INVOLVEMENT, changed
from edau.listen.frameworks import MOST_ITEMS, frameworks
from edau.listen.models import Involvement, InvolvementFramework
from edau.listen.queries.signs import anything_signed, frameworks_of
from edau.listen.rules import may_change


class Settled(Exception):
    """Somebody has placed their story already, or the involvement has closed: what is asked stays as it is."""


class TooMany(Exception):
    """Its questions and those that are asked already are more than one teller can be asked of a story."""


@transaction.atomic
def use_framework(*, involvement: Involvement, key: str, by: User) -> bool:
    """Has an involvement ask by a framework of the catalogue; returns whether it did not do so before.

    Raises NotAllowed; ValueError for a framework that is not there; Settled; TooMany.
    """
    involvement = _to_change(involvement, key, by)
    asked = {key, *(one.key for one in frameworks_of(involvement))}
    if sum(len(frameworks()[one].items) for one in asked) > MOST_ITEMS:
        raise TooMany
    _row, made = InvolvementFramework.objects.get_or_create(involvement=involvement, key=key)
    if made:
        _record("use_framework", involvement, key, by)
    return made


@transaction.atomic
def leave_framework(*, involvement: Involvement, key: str, by: User) -> bool:
    """The other way round; returns whether it was used. Raises as `use_framework` does."""
    involvement = _to_change(involvement, key, by)
    gone, _each = InvolvementFramework.objects.filter(involvement=involvement, key=key).delete()
    if gone:
        _record("leave_framework", involvement, key, by)
    return bool(gone)


def settled(involvement: Involvement) -> bool:
    """Whether its frameworks can no longer be changed."""
    return clock.today() > involvement.closes or anything_signed(involvement)


def _to_change(involvement: Involvement, key: str, by: User) -> Involvement:
    # Locked, as it is while somebody signs: nobody answers questions that are being taken away.
    involvement = Involvement.objects.select_for_update().get(pk=involvement.pk)
    insist(may_change(by, involvement))
    if key not in frameworks():
        raise ValueError("There is no such framework.")
    if settled(involvement):
        raise Settled
    return involvement


def _record(deed: str, involvement: Involvement, key: str, by: User) -> None:
    audit.record(deed=deed, by=str(by), label=INVOLVEMENT, object_id=involvement.id, codes={"framework": key})
    changed()
