"""Who may decide about a case, or read it."""

from __future__ import annotations

from edau.core.answers import Answer
from edau.moderation.models import Case
from edau.people.rules import Account, Deed, may


def may_see(account: Account, case: Case) -> Answer:
    """Whether an account may read a case with the words it is about."""
    return may(account, Deed.READ_CASES, **_concerns(case))


def may_decide(account: Account, case: Case) -> Answer:
    """Whether an account may decide: the moderators of its organisation or area and those of everywhere. What nobody
    decided in time is open to every moderator."""
    return may(account, Deed.MODERATE, **_concerns(case))


def _concerns(case: Case) -> dict[str, list[str]]:
    if case.escalated:
        return {}
    return {
        "organisations": [case.organisation] if case.organisation else [],
        "areas": [case.area] if case.area else [],
    }
