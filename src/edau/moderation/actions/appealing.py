"""What an author answers, and appeals: somebody else looks again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from edau.accounts.models import User
from edau.core import audit, clock
from edau.core.answers import Answer, NotAllowed, insist
from edau.core.locks import one_at_a_time
from edau.moderation import announcements, limits
from edau.moderation.actions.deciding import AlreadyDecided, changed, put, too_long
from edau.moderation.actions.reporting import CASE, LONGEST
from edau.moderation.choices import Decision
from edau.moderation.models import Appeal, Case
from edau.moderation.published import Why
from edau.moderation.queries.standing import may_answer, may_appeal
from edau.moderation.rules import may_decide

SOMEBODY_ELSE = Answer(False, _("Somebody other than who decided first must look again."))


@transaction.atomic
def answer(*, case: Case, words: str, by: str) -> None:
    """What the author says before anybody has decided. The newest counts; it is erased when the case is closed.

    `by` is whose item it is, as in the trail. Raises NotAllowed; ValueError for no words or too many.
    """
    if not words.strip() or len(words) > LONGEST:
        raise ValueError("An answer has words, and not too many.")
    case = Case.objects.select_for_update().get(pk=case.pk)
    insist(may_answer(case, {by}))
    case.answer = words
    case.save(update_fields=["answer"])
    audit.record(deed="answer_report", by=by, label=CASE, object_id=case.id)


@transaction.atomic
def appeal(*, case: Case, words: str, by: str) -> Appeal:
    """The author asks for a removed item to be looked at again, or who reported it for one that is shown again. Once a
    case, within four weeks. Raises NotAllowed; ValueError for too many words."""
    if len(words) > LONGEST:
        raise ValueError("The words are too many.")
    one_at_a_time("moderation")
    case = Case.objects.select_for_update().get(pk=case.pk)
    insist(may_appeal(case, {by}))
    now = clock.now()
    made = Appeal.objects.create(case=case, by=by, words=words, at=now, due=now + limits.DECIDE_APPEAL_WITHIN)
    audit.record(deed="appeal", by=by, label=CASE, object_id=case.id)
    changed()
    return made


@transaction.atomic
def decide_appeal(*, case: Case, decision: Decision, why: Why, by: User) -> Case:
    """Decides an appeal; never by who decided first. Its words are erased.

    Raises NotAllowed; AlreadyDecided; ValueError as for a decision, or where there is no appeal.
    """
    if decision not in (Decision.RESTORED, Decision.REMOVED) or not why or too_long(why):
        raise ValueError("A decision is one of two, and has its reason.")
    one_at_a_time("moderation")
    case = Case.objects.select_for_update().get(pk=case.pk)
    made = Appeal.objects.filter(case=case).first()
    if made is None:
        raise ValueError("Nobody has appealed.")
    insist(may_decide(by, case))
    if str(by) == case.decided_by:
        raise NotAllowed(SOMEBODY_ELSE)
    if made.decided:
        raise AlreadyDecided
    made.decision, made.why_cy, made.why_en = decision, why.cy.strip(), why.en.strip()
    made.decided, made.decided_by, made.words = clock.now(), str(by), ""
    made.save()
    put(case, held=decision == Decision.REMOVED, by=by)
    case.save(update_fields=["held"])
    codes: audit.Codes = {"decision": str(decision), "upheld": decision != case.decision}
    audit.record(deed="decide_appeal", by=str(by), label=CASE, object_id=case.id, codes=codes)
    changed()
    announcements.decided.send(Case, case=case)
    return case
