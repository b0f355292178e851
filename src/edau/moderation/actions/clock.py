"""What time does: overdue cases go to everybody, some holds end by themselves, words are erased. Run it every few minutes."""

from __future__ import annotations

from django.db import transaction

from edau.core import audit, clock
from edau.core.locks import one_at_a_time
from edau.moderation import announcements, limits
from edau.moderation.actions.reporting import CASE, drop, release
from edau.moderation.kinds import tell_all
from edau.moderation.models import Case, Report
from edau.moderation.queries.effects import ends

BY = "edau tick"


def run_clock() -> dict[str, int]:
    """Does all of it, and says how much of each there was."""
    return {
        "escalated": escalate_overdue(),
        "lapsed": let_holds_end(),
        "gone": drop_what_is_gone(),
        "erased": erase_words(),
    }


def escalate_overdue() -> int:
    """Opens to every moderator what nobody has decided in time, and announces it once. Returns how many cases."""
    found = Case.objects.filter(decided=None, escalated=None, due__lt=clock.now())
    return sum(_escalate(case) for case in found.order_by("due"))


@transaction.atomic
def _escalate(case: Case) -> bool:
    now = clock.now()
    if not Case.objects.filter(pk=case.pk, decided=None, escalated=None).update(escalated=now):
        return False
    case.escalated = now
    audit.record(deed="escalate", by=BY, label=CASE, object_id=case.id)
    announcements.escalated.send(Case, case=case)
    return True


def let_holds_end() -> int:
    """Ends the holds whose reasons do not hold an item for good undecided. The cases stay open. Returns how many."""
    return sum(_let_end(case.pk) for case in Case.objects.filter(decided=None, held=True).order_by("opened"))


@transaction.atomic
def _let_end(key: str) -> bool:
    one_at_a_time("moderation")
    case = Case.objects.select_for_update().get(pk=key)
    at, now = ends(case), clock.now()
    if at is None or at > now:
        return False
    case.lapsed = now
    case.save(update_fields=["lapsed"])
    release(case, by=BY)
    return True


def drop_what_is_gone() -> int:
    """Ends open cases about items that are no longer there: their teller took them back. Returns how many."""
    cases = list(Case.objects.filter(decided=None).order_by("opened"))
    there = tell_all([(case.label, case.object_id) for case in cases])
    return sum(_drop(case.pk) for case in cases if (case.label, case.object_id) not in there)


@transaction.atomic
def _drop(key: str) -> bool:
    one_at_a_time("moderation")
    case = Case.objects.select_for_update().get(pk=key)
    if case.decided:
        return False
    drop(case, by=BY)
    return True


def erase_words() -> int:
    """Erases what readers and authors wrote about cases that are closed: decided, and past the minutes in which that can
    be undone. Returns how many texts."""
    closed = clock.now() - limits.UNDO_WITHIN
    reports = Report.objects.filter(case__decided__lt=closed).exclude(words="").update(words="")
    answers = Case.objects.filter(decided__lt=closed).exclude(answer="").update(answer="")
    return reports + answers
