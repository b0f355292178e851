"""Decisions: one, many alike, and undoing a slip within minutes."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import transaction

from edau.accounts.models import User
from edau.core import audit, clock, stamps, visibility
from edau.core.answers import insist
from edau.core.locks import one_at_a_time
from edau.moderation import announcements, limits
from edau.moderation.actions.reporting import CASE, LONGEST
from edau.moderation.choices import Decision, Reason
from edau.moderation.models import Case
from edau.moderation.published import Why
from edau.moderation.rules import may_decide

STAMP = "moderation"  # changes with everything that the public account of reports is made from


class AlreadyDecided(Exception):
    """Somebody has decided meanwhile."""


class TooLate(Exception):
    """The time for it has passed, or something has happened since that it would undo."""


@transaction.atomic
def decide(*, case: Case, decision: Decision, rule: Reason, why: Why, by: User) -> Case:
    """Decides a case by a rule of the published list, with a reason that everyone may read.

    Shown again: its hold is lifted. Removed: it is out of sight from now on, if it was not before. Raises NotAllowed;
    AlreadyDecided; ValueError for a decision that is none, or no reason.
    """
    if decision not in (Decision.RESTORED, Decision.REMOVED) or not why or too_long(why):
        raise ValueError("A decision is one of two, and has its reason.")
    one_at_a_time("moderation")
    case = Case.objects.select_for_update().get(pk=case.pk)
    insist(may_decide(by, case))
    if case.decided:
        raise AlreadyDecided
    return settle(case=case, decision=decision, rule=rule, why=why, by=by)


def settle(*, case: Case, decision: Decision, rule: Reason, why: Why, by: User) -> Case:
    """Writes a first decision down, brings the item in or out of sight, and announces it. Inside the deed's transaction,
    with the case locked and the right to decide asked for."""
    case.was_held, case.decided, case.decided_by = case.held, clock.now(), str(by)
    case.decision, case.rule, case.why_cy, case.why_en = decision, rule, why.cy.strip(), why.en.strip()
    put(case, held=decision == Decision.REMOVED, by=by)
    case.save()
    codes: audit.Codes = {"decision": str(decision), "rule": str(rule)}
    audit.record(deed="decide", by=str(by), label=CASE, object_id=case.id, codes=codes)
    changed()
    announcements.decided.send(Case, case=case)
    return case


@transaction.atomic
def decide_alike(
    *, cases: Collection[Case], decision: Decision, rule: Reason, why: Why, by: User
) -> list[Case]:
    """Decides several cases in one go, such as all of one author: all of them or none. Those that somebody has decided
    meanwhile stay as they are. Raises NotAllowed, ValueError; returns those that were decided."""
    done = []
    for case in cases:
        try:
            done.append(decide(case=case, decision=decision, rule=rule, why=why, by=by))
        except AlreadyDecided:
            continue
    return done


@transaction.atomic
def undo(*, case: Case, by: User) -> Case:
    """Takes a decision back within ten minutes: the case is open again, and the item as it was before.

    Raises NotAllowed; TooLate, also where there is an appeal or the item has been reported anew meanwhile.
    """
    one_at_a_time("moderation")
    case = Case.objects.select_for_update().get(pk=case.pk)
    insist(may_decide(by, case))
    if (
        not can_undo(case)
        or Case.objects.filter(label=case.label, object_id=case.object_id, decided=None)
        .exclude(pk=case.pk)
        .exists()
    ):
        raise TooLate
    held = case.held
    put(case, held=case.was_held, by=by)
    case.decided, case.decided_by, case.decision, case.rule = None, "", "", ""
    case.why_cy = case.why_en = ""
    case.save()
    if held != case.held:
        (announcements.held if case.held else announcements.shown_again).send(Case, case=case)
    audit.record(deed="undo_decision", by=str(by), label=CASE, object_id=case.id)
    changed()
    return case


def can_undo(case: Case) -> bool:
    """Whether a decision can still be taken back, as far as the case itself tells."""
    return (
        case.decided is not None
        and case.decision != Decision.DROPPED
        and clock.now() - case.decided <= limits.UNDO_WITHIN
        and getattr(case, "appeal", None) is None
    )


def put(case: Case, *, held: bool, by: User) -> None:
    """Brings the hold register to what was decided, inside the deed's transaction."""
    if held and not case.held:
        visibility.hold(label=case.label, object_id=case.object_id, reason=str(case.rule), by=str(by))
    elif case.held and not held:
        visibility.lift(label=case.label, object_id=case.object_id, by=str(by))
    case.held = held


def too_long(why: Why) -> bool:
    return max(len(why.cy), len(why.en)) > LONGEST


def changed() -> None:
    """Marks that the public account of reports is new. Inside the deed's transaction."""
    stamps.set_stamp(STAMP, uuid.uuid4().hex)
