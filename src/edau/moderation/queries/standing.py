"""What the two may do who have a part in a case: whose item it is, and who reported it."""

from __future__ import annotations

from collections.abc import Collection

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


def report_of(case: Case, names: Collection[str]) -> Report | None:
    """The report of one person in a case, while it stands."""
    known = [name for name in names if name]
    return case.reports.filter(withdrawn=None, reporter__in=known).first() if known else None
