"""Reports: what one does at once, and taking it back."""

from __future__ import annotations

from django.db import transaction

from edau.core import audit, clock, visibility
from edau.core.abuse import note
from edau.core.locks import one_at_a_time
from edau.moderation import announcements, limits
from edau.moderation.choices import Decision, Effect
from edau.moderation.kinds import Kind, kind_of
from edau.moderation.models import Case, Report
from edau.moderation.queries.effects import (
    Asked,
    cleared_reasons,
    limit_of_address,
    limits_without_a_name,
    supporters,
    why_it_waits,
)

CASE = "moderation.Case"
LONGEST = 2_000  # characters of what a reader or an author adds in their own words


class NotThere(Exception):
    """There is no such item that a reader could see, or its kind cannot be reported."""


@transaction.atomic
def report(*, label: str, object_id: str, asked: Asked, words: str = "") -> Report:
    """Reports an item. By a reader we know it is out of sight when this returns, unless a rule against abuse makes it wait.

    The same reader reporting the same item twice has one report. Raises NotThere; ValueError for words that are too long.
    """
    if len(words) > LONGEST:
        raise ValueError("The words are too many.")
    one_at_a_time("moderation")
    kind, now = kind_of(label), clock.now()
    case = _open_case(label, object_id)
    if kind is None or (case is None and not kind.is_read_by(object_id, asked.reporter)):
        raise NotThere
    if case is None:
        case = begin(kind, object_id)
    standing = case.reports.filter(reporter=asked.reporter).first() if asked.reporter else None
    if standing is not None and standing.withdrawn is None:
        return standing
    waits = why_it_waits(case, kind, asked, now)
    made = standing or Report(case=case, reporter=asked.reporter)
    made.reason, made.words, made.withdrawn, made.at = asked.reason, words, None, now
    made.effect, made.queued_by = (Effect.QUEUED, waits) if waits else (Effect.HELD, "")
    made.save()
    if asked.address:
        note([limit_of_address(asked.address)])
    audit.record(
        deed="report",
        by=asked.reporter or "visitor",
        label=CASE,
        object_id=case.id,
        codes={"reason": str(asked.reason), "effect": str(made.effect), "of": f"{label} {object_id}"},
    )
    if waits is None:
        _take_away(case, made, asked)
    return made


def _open_case(label: str, object_id: str) -> Case | None:
    """Locked: a decision may be under way."""
    open_ones = Case.objects.select_for_update().filter(label=label, object_id=object_id, decided=None)
    return open_ones.first()


def begin(kind: Kind, object_id: str) -> Case:
    """A new case about an item. Inside the deed's transaction."""
    whose, now = kind.whose(object_id), clock.now()
    return Case.objects.create(
        label=kind.label,
        object_id=object_id,
        author=whose.author,
        organisation=whose.organisation,
        area=whose.area,
        page=whose.page,
        opened=now,
        due=now + limits.DECIDE_WITHIN,
    )


def _take_away(case: Case, made: Report, asked: Asked) -> None:
    if not asked.reporter:
        note(limits_without_a_name(asked.address))
    cleared = cleared_reasons(case)
    if cleared is not None:
        # It takes two: the report that waited for this one now stands beside it.
        supporters(case, cleared).update(effect=Effect.HELD, queued_by="")
    if case.held:
        return
    visibility.hold(
        label=case.label,
        object_id=case.object_id,
        reason=str(made.reason),
        by=asked.reporter or "visitor",
    )
    case.held = True
    case.save(update_fields=["held"])
    announcements.held.send(Case, case=case)


@transaction.atomic
def take_back(*, case: Case, reporter: str) -> bool:
    """Takes a reader's report back, and with it what it did. Returns whether there was one that still stood.

    The last report taken back ends the case; it clears nothing, since no moderator has looked.
    """
    one_at_a_time("moderation")
    case = Case.objects.select_for_update().get(pk=case.pk)
    if not reporter or case.decided:
        return False
    mine = case.reports.filter(reporter=reporter, withdrawn=None).first()
    if mine is None:
        return False
    mine.withdrawn, mine.words = clock.now(), ""
    mine.save(update_fields=["withdrawn", "words"])
    audit.record(deed="take_back_report", by=reporter, label=CASE, object_id=case.id)
    holding = case.reports.filter(withdrawn=None, effect=Effect.HELD).count()
    needed = 1 if cleared_reasons(case) is None else limits.PEOPLE_FOR_A_CLEARED_ITEM
    if case.held and holding < needed:
        release(case, by=reporter)
    if not case.reports.filter(withdrawn=None).exists():
        drop(case, by=reporter)
    return True


def release(case: Case, *, by: str) -> None:
    """Ends the hold of an open case. Inside the deed's transaction."""
    visibility.lift(label=case.label, object_id=case.object_id, by=by)
    case.held = False
    case.save(update_fields=["held"])
    announcements.shown_again.send(Case, case=case)


def drop(case: Case, *, by: str) -> None:
    """Ends a case in which nothing is left to decide. Inside the deed's transaction."""
    case.decided, case.decision, case.decided_by, case.answer = clock.now(), Decision.DROPPED, by, ""
    case.save(update_fields=["decided", "decision", "decided_by", "answer"])
    case.reports.exclude(words="").update(words="")
    audit.record(deed="drop_case", by=by, label=CASE, object_id=case.id)
