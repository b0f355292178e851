"""How a case stands, for the two who have a part in it, whose item it is and who reported it: what they are told of it, and
what they may do about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from edau.core import clock
from edau.core.answers import YES, Answer
from edau.moderation import limits
from edau.moderation.choices import Decision
from edau.moderation.models import Case, Report

NOT_YOURS = Answer(False, _("Only the person who wrote this, or somebody who reported it, can do that."))
NOT_OPEN = Answer(False, _("A moderator has decided already. You can ask for somebody else to look again."))
NOT_DECIDED = Answer(False, _("Nobody has decided yet."))
IN_YOUR_FAVOUR = Answer(False, _("It was decided as you asked."))
ONE_APPEAL = Answer(False, _("Somebody has asked already for this to be looked at again."))
DECIDED_TWICE = Answer(
    False, _("Two moderators have looked at this. What the second decided is the last word.")
)
TOO_LATE = Answer(False, _("The four weeks in which somebody can ask for another look have passed."))


def may_answer(case: Case, names: Collection[str]) -> Answer:
    """Whether one of these names (of one person, as in the trail) may answer the reports: its author, until it is decided."""
    if not case.author or case.author not in names:
        return NOT_YOURS
    return NOT_OPEN if case.decided else YES


def may_appeal(case: Case, names: Collection[str]) -> Answer:
    """Whether one of these names may ask for another look: the author of what was removed, a reporter of what was not."""
    author = bool(case.author) and case.author in names
    reported = case.reports.filter(withdrawn=None, reporter__in=[name for name in names if name]).exists()
    if not author and not reported:
        return NOT_YOURS
    if not case.decided:
        return NOT_DECIDED
    if case.decision == Decision.DROPPED or not (author if case.decision == Decision.REMOVED else reported):
        return IN_YOUR_FAVOUR
    if (appeal := getattr(case, "appeal", None)) is not None:
        return DECIDED_TWICE if appeal.decided else ONE_APPEAL
    return YES if clock.now() - case.decided <= limits.APPEAL_WITHIN else TOO_LATE


@dataclass(frozen=True)
class AuthorsView:
    """What the author of an item is told of the newest case about it."""

    case: Case
    held: bool  # out of sight now
    reasons: tuple[str, ...]  # for which it was reported, in words, without saying by whom
    rule: str  # by which it was decided, in words
    why: str  # the published reason
    why_language: str
    can_answer: bool
    can_appeal: bool


def case_of(label: str, object_id: str, language: str) -> AuthorsView | None:
    """What the author of one item is told; None where nobody has reported it, or there is nothing left to tell."""
    return cases_about(label, [object_id], language).get(object_id)


def cases_about(label: str, ids: Collection[str], language: str) -> dict[str, AuthorsView]:
    """The same of many items of one kind, by id, in two queries."""
    cases = Case.objects.filter(label=label, object_id__in=list(ids)).exclude(decision=Decision.DROPPED)
    newest: dict[str, Case] = {}
    for case in cases.select_related("appeal").prefetch_related("reports").order_by("opened"):
        newest[case.object_id] = case
    return {key: _authors_view(case, language) for key, case in newest.items()}


def _authors_view(case: Case, language: str) -> AuthorsView:
    appeal = getattr(case, "appeal", None)
    why, lang = appeal.why(language) if appeal is not None and appeal.decided else case.why(language)
    standing = [report for report in case.reports.all() if report.withdrawn is None]
    in_time = case.decided is not None and clock.now() - case.decided <= limits.APPEAL_WITHIN
    return AuthorsView(
        case=case,
        held=case.held,
        reasons=tuple(dict.fromkeys(str(report.get_reason_display()) for report in standing)),
        rule=str(case.get_rule_display()) if case.rule else "",
        why=why,
        why_language=lang,
        can_answer=case.decided is None and bool(case.author),
        can_appeal=appeal is None and case.decision == Decision.REMOVED and in_time and bool(case.author),
    )


def report_of(case: Case, names: Collection[str]) -> Report | None:
    """The report of one person in a case, while it stands."""
    known = [name for name in names if name]
    return case.reports.filter(withdrawn=None, reporter__in=known).first() if known else None
