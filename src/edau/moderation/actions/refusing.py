"""Refusing what nobody has read yet: words that waited for a moderator to look."""

from __future__ import annotations

from django.db import transaction

from edau.accounts.models import User
from edau.core import audit
from edau.core.locks import one_at_a_time
from edau.moderation.actions.deciding import AlreadyDecided, settle
from edau.moderation.actions.reporting import CASE, NotThere, begin
from edau.moderation.choices import Decision, Reason
from edau.moderation.kinds import kind_of
from edau.moderation.models import Case
from edau.moderation.published import ready_reason


@transaction.atomic
def refuse(*, label: str, object_id: str, rule: Reason, by: User) -> Case:
    """Opens a case that nobody's report opened, and decides it: out of sight by a published rule, with its usual reason.

    The author is told as of every decision, and can ask for another look. Who may refuse is for the caller to say, which
    knows whom the item concerns. Raises NotThere for an item that is gone; AlreadyDecided where there is an open case.
    """
    one_at_a_time("moderation")
    kind = kind_of(label)
    if kind is None or object_id not in kind.tell([object_id]):
        raise NotThere
    if Case.objects.filter(label=label, object_id=object_id, decided=None).exists():
        raise AlreadyDecided
    case = begin(kind, object_id)
    codes: audit.Codes = {"of": f"{label} {object_id}"}
    audit.record(deed="refuse", by=str(by), label=CASE, object_id=case.id, codes=codes)
    why = ready_reason(Decision.REMOVED, rule)
    return settle(case=case, decision=Decision.REMOVED, rule=rule, why=why, by=by)
