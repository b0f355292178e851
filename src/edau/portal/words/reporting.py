"""What is said of reports: what was decided, by which rule, within how long."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.moderation.choices import Decision, Reason
from edau.moderation.queries.account import SEVERAL, Line


def decision_words(decision: str) -> str:
    """What was decided, in words; of several groups together: all of them."""
    return str(Decision(decision).label) if decision else _("all decisions")


def rule_words(line: Line) -> str:
    return (
        str(Reason(line.rule).label)
        if line.rule != SEVERAL
        else _("several rules, each with fewer than five")
    )


def hours(length: timedelta) -> str:
    """A length of time in whole hours, at least one."""
    count = max(1, round(length / timedelta(hours=1)))
    return ngettext("%(count)s hour", "%(count)s hours", count) % {"count": count}
