"""Who may decide about a case, or read it."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edau.core.answers import Answer
from edau.moderation.models import Case
from edau.people.rules import Account, Deed, may

NO_CASE = _("Nobody has reported this, so nobody decides about it.")


def may_see(account: Account, case: Case) -> Answer:
    """Whether an account may read a case with the words it is about."""
    return may(account, Deed.READ_CASES, **_concerns(case))


def may_decide(account: Account, case: Case) -> Answer:
    """Whether an account may decide: the moderators of its organisation or area and those of everywhere. What nobody
    decided in time is open to every moderator."""
    return may(account, Deed.MODERATE, **_concerns(case))


def may_decide_about(account: Account, label: str, object_id: str) -> Answer:
    """Whether an account may decide about an item now: an open case about it, or one that is looked at again, is its own to
    decide. One query besides those of the roles."""
    waits = Q(decided=None) | Q(appeal__isnull=False, appeal__decided=None)
    answer = Answer(False, NO_CASE)
    for case in Case.objects.filter(waits, label=label, object_id=object_id):
        answer = may_decide(account, case)
        if answer:
            break
    return answer


def _concerns(case: Case) -> dict[str, list[str]]:
    if case.escalated:
        return {}
    return {
        "organisations": [case.organisation] if case.organisation else [],
        "areas": [case.area] if case.area else [],
    }
