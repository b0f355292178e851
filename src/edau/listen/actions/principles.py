"""Deeds by the ten principles: say at the start what is planned, rate at the end, make a scale of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from edau.accounts.models import User
from edau.core import audit, clock
from edau.core.answers import insist
from edau.listen.actions.contributions import INVOLVEMENT, changed
from edau.listen.choices import Side
from edau.listen.models import Contribution, Involvement, PrinciplePlan, PrincipleRating, ScaleLevel
from edau.listen.national_principles import NUMBERS
from edau.listen.queries.principles import scale_of, takes_ratings
from edau.listen.rules import may_plan, may_set_scale
from edau.people.models import Organisation
from edau.thread.models import Receipt

LONGEST = 2_000  # letters of a plan, or of what shows a rating
FEWEST_LEVELS, MOST_LEVELS, LONGEST_NAME = 2, 10, 80


class RatingClosed(Exception):
    """The involvement cannot be rated now: it has not opened, or its time for rating is over."""


class TookNoPart(Exception):
    """Nothing was said in this involvement with this receipt, or all of it was taken back or waits to be looked at."""


@dataclass(frozen=True)
class Planned:
    """What is planned for one principle. One language may be left for later; empty in both, nothing is planned."""

    cy: str = ""
    en: str = ""


@dataclass(frozen=True)
class Rated:
    """How well one principle was met, by the scale of the involvement, and what shows it."""

    value: int
    evidence: str = ""


@dataclass(frozen=True)
class LevelName:
    """One level of a scale in both languages."""

    cy: str
    en: str


@transaction.atomic
def plan(*, involvement: Involvement, plans: Mapping[int, Planned], by: User) -> None:
    """Says what an involvement means to do about some of the ten, by their numbers; the others stay as they were.

    Plans can be mended until the involvement closes: `made` is when each was last written, and stands on its page.
    Raises NotAllowed; ValueError for a number there is not, or a text that is too long; RatingClosed once it has closed.
    """
    involvement = Involvement.objects.select_for_update().get(pk=involvement.pk)
    insist(may_plan(by, involvement))
    if clock.today() > involvement.closes:
        raise RatingClosed
    _known(plans)
    known = {one.principle: one for one in involvement.principle_plans.all()}
    done = []
    for number, planned in plans.items():
        cy, en = planned.cy.strip(), planned.en.strip()
        if max(len(cy), len(en)) > LONGEST:
            raise ValueError("A plan is too long.")
        old = known.get(number)
        if (old.planned_cy, old.planned_en) == (cy, en) if old is not None else not (cy or en):
            continue
        done.append(number)
        if not (cy or en):
            PrinciplePlan.objects.filter(involvement=involvement, principle=number).delete()
            continue
        PrinciplePlan.objects.update_or_create(
            involvement=involvement,
            principle=number,
            defaults={"planned_cy": cy, "planned_en": en, "by": str(by), "made": clock.now()},
        )
    if done:
        codes = {"principles": " ".join(map(str, sorted(done)))}
        audit.record(
            deed="plan_principles", by=str(by), label=INVOLVEMENT, object_id=involvement.id, codes=codes
        )
        changed()


@transaction.atomic
def rate_for_team(*, involvement: Involvement, ratings: Mapping[int, Rated], language: str, by: User) -> None:
    """One member of the team rates the ten, in place of what they said before; what they leave out has no rating of theirs.

    Raises NotAllowed; RatingClosed; ValueError for a number or a level there is not, or where nothing is said that shows it.
    """
    involvement = Involvement.objects.select_for_update().get(pk=involvement.pk)
    insist(may_plan(by, involvement))
    if any(not one.evidence.strip() for one in ratings.values()):
        raise ValueError("The team says what shows it.")
    _rate(involvement, ratings, language, str(by), side=Side.TEAM, receipt=None)


@transaction.atomic
def rate_as_participant(
    *, involvement: Involvement, receipt: Receipt, ratings: Mapping[int, Rated], language: str
) -> None:
    """Somebody who said something in an involvement rates how it was done, with their receipt: each principle once, and
    changed as often as they like until rating closes. What they leave out is taken back.

    Raises RatingClosed; TookNoPart; ValueError for a number or a level there is not.
    """
    involvement = Involvement.objects.select_for_update().get(pk=involvement.pk)
    if not took_part(receipt, involvement):
        raise TookNoPart
    _rate(involvement, ratings, language, str(receipt), side=Side.PARTICIPANT, receipt=receipt)


@transaction.atomic
def set_scale(*, organisation: Organisation, levels: Sequence[LevelName], checked: bool, by: User) -> int:
    """Writes an organisation's own scale, from least to most, and returns its edition. What was rated by an older edition
    keeps it; what is rated for the first time from now on uses the new one.

    Raises NotAllowed; ValueError for fewer than two levels or more than ten, or one without a name in both languages.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    insist(may_set_scale(by, organisation))
    names = [(level.cy.strip(), level.en.strip()) for level in levels]
    if not FEWEST_LEVELS <= len(names) <= MOST_LEVELS:
        raise ValueError("A scale has two levels to ten.")
    if any(not cy or not en or max(len(cy), len(en)) > LONGEST_NAME for cy, en in names):
        raise ValueError("Every level has a name in both languages.")
    newest = ScaleLevel.objects.filter(organisation=organisation).aggregate(edition=Max("edition"))["edition"]
    edition = (newest or 0) + 1
    ScaleLevel.objects.bulk_create(
        ScaleLevel(
            organisation=organisation, edition=edition, value=value, name_cy=cy, name_en=en, checked=checked
        )
        for value, (cy, en) in enumerate(names)
    )
    codes: audit.Codes = {"edition": edition, "levels": len(names)}
    audit.record(
        deed="set_scale",
        by=str(by),
        label="people.Organisation",
        object_id=organisation.key,
        codes=codes,
    )
    changed()
    return edition


def took_part(receipt: Receipt, involvement: Involvement) -> bool:
    """Whether something that was said in an involvement with this receipt still stands. What waits for somebody to look is
    not yet said: a burst of words cannot rate. What is held counts: nobody is silenced by a report."""
    said = Contribution.objects.filter(receipt=receipt, involvement=involvement)
    return said.filter(withdrawn=None, waiting=False).exists()


def _rate(
    involvement: Involvement,
    ratings: Mapping[int, Rated],
    language: str,
    by: str,
    *,
    side: Side,
    receipt: Receipt | None,
) -> None:
    if not takes_ratings(involvement, clock.today()):
        raise RatingClosed
    _known(ratings)
    scale = scale_of(involvement)
    if any(one.value not in scale.values or len(one.evidence) > LONGEST for one in ratings.values()):
        raise ValueError("The scale has no such level, or a text is too long.")
    whose: dict[str, Any] = {"involvement": involvement, "side": side}
    whose |= {"by": by} if receipt is None else {"receipt": receipt}
    gone, _each = PrincipleRating.objects.filter(**whose).exclude(principle__in=list(ratings)).delete()
    kept = {one.principle: one for one in PrincipleRating.objects.filter(**whose)}
    fresh = {
        number: one
        for number, one in ratings.items()
        if number not in kept
        or (kept[number].value, kept[number].evidence) != (one.value, one.evidence.strip())
    }
    for number, one in fresh.items():  # what was sent again as it stood keeps its place among the others
        PrincipleRating.objects.update_or_create(
            **whose,
            principle=number,
            defaults={
                "by": by,
                "value": one.value,
                "edition": scale.edition,
                "evidence": one.evidence.strip(),
                "language": language,
                "made": clock.now(),
                "synthetic": involvement.synthetic,
            },
        )
    if fresh or gone:
        # Of a participant the trail keeps that they rated, and not which level they chose.
        codes = {"side": str(side), "principles": " ".join(map(str, sorted(ratings)))}
        audit.record(deed="rate_principles", by=by, label=INVOLVEMENT, object_id=involvement.id, codes=codes)
        changed()


def _known(numbered: Mapping[int, object]) -> None:
    if any(number not in NUMBERS for number in numbered):
        raise ValueError("There are ten principles.")
