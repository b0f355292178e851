"""Placing a story: its teller's own answers to the items of a framework, changed as often as they like while it is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from edau.core import audit, clock
from edau.listen.actions.contributions import LABEL, changed
from edau.listen.analysis.signs import shares_for
from edau.listen.frameworks import Framework, Item, ItemKind, frameworks
from edau.listen.models import Contribution, Involvement, Sign
from edau.listen.queries.signs import takes_signs

HUNDRED = 100


@dataclass(frozen=True)
class Answer:
    """One answer: that the item does not apply, or exactly what its item asks for. A triad is answered by three shares that
    sum to 100 or by one of seven zones; a dyad by a place from 0 (left) to 100; a choice by its key."""

    does_not_apply: bool = False
    shares: tuple[int, int, int] | None = None
    zone: str = ""
    along: int | None = None
    choice: str = ""


class NotPlacedNow(Exception):
    """The story was taken back, its involvement does not ask by this framework, or takes no more answers."""


@transaction.atomic
def place_story(
    *, contribution: Contribution, framework: str, answers: Mapping[str, Answer], by: str
) -> None:
    """Keeps a teller's answers to one framework in place of those they gave before; items left out are not answered.

    The trail keeps that it was done, never what was answered. Raises NotPlacedNow; ValueError for an item that is not
    there, or an answer that is not what its item asks for.
    """
    # Both locked, the involvement first, as when its frameworks are changed.
    if contribution.involvement_id is None:
        raise NotPlacedNow
    Involvement.objects.select_for_update().get(pk=contribution.involvement_id)
    contribution = Contribution.objects.select_for_update().get(pk=contribution.pk)
    used = contribution.involvement
    known = frameworks().get(framework)
    if used is None or known is None or not used.frameworks.filter(key=framework).exists():
        raise NotPlacedNow
    if not takes_signs(contribution, clock.today()):
        raise NotPlacedNow
    signs = [_sign(contribution, known, key, answer) for key, answer in answers.items()]
    contribution.signs.filter(framework=framework).delete()
    Sign.objects.bulk_create(signs)
    codes: audit.Codes = {"framework": framework, "items": len(signs)}
    audit.record(deed="place_story", by=by, label=LABEL, object_id=contribution.id, codes=codes)
    changed()


def _sign(contribution: Contribution, framework: Framework, key: str, answer: Answer) -> Sign:
    if key not in framework.items:
        raise ValueError("There is no such item.")
    sign = Sign(contribution=contribution, framework=framework.key, item=key)
    if answer.does_not_apply:
        sign.does_not_apply = True
        return sign
    item = framework.items[key]
    _FILL[item.kind](sign, item, answer)
    return sign


def _triad(sign: Sign, item: Item, answer: Answer) -> None:
    shares = shares_for(answer.zone) if answer.zone else answer.shares
    if shares is None or min(shares) < 0 or sum(shares) != HUNDRED:
        raise ValueError("Three shares make a hundred.")
    sign.first, sign.second, sign.third = shares
    sign.by_zone = bool(answer.zone)


def _dyad(sign: Sign, item: Item, answer: Answer) -> None:
    if answer.along is None or not 0 <= answer.along <= HUNDRED:
        raise ValueError("A place between two ends is from 0 to 100.")
    sign.along = answer.along


def _choice(sign: Sign, item: Item, answer: Answer) -> None:
    if answer.choice not in {option.key for option in item.options}:
        raise ValueError("There is no such answer.")
    sign.choice = answer.choice


_FILL = {ItemKind.TRIAD: _triad, ItemKind.DYAD: _dyad, ItemKind.CHOICE: _choice}
