"""What tests of moderation share: somebody reports, somebody decides, time goes by."""

from __future__ import annotations

from datetime import timedelta

from edau.accounts.models import User
from edau.core import clock
from edau.core.models import Hold
from edau.moderation.actions.deciding import decide
from edau.moderation.actions.reporting import report
from edau.moderation.choices import Decision, Effect, Reason
from edau.moderation.models import Case, Report
from edau.moderation.published import Why
from edau.moderation.queries.effects import Asked
from edau.people.choices import Part
from tests.cast import account, holder

SAID = "listen.Contribution"
WHY = Why(cy="Mae’n enwi cymydog.", en="It names a neighbour.")


def moderator(name: str = "mabli") -> User:
    """A moderator for everywhere."""
    return User.objects.filter(email=f"{name}@example.org").first() or holder(Part.MODERATOR, name=name)


def reported(
    item: object,
    by: str = "nia",
    reason: Reason = Reason.OTHER,
    *,
    words: str = "",
    address: str = "",
) -> Report:
    """Somebody signed in reports an item; `by` empty: nobody we know."""
    name = str(account(by)) if by else ""
    label = item._meta.label  # type: ignore[attr-defined]
    asked = Asked(name, reason, address)
    return report(label=label, object_id=str(item.pk), asked=asked, words=words)  # type: ignore[attr-defined]


def restored(case: Case, by: User | None = None, rule: Reason = Reason.OTHER) -> Case:
    return decide(case=case, decision=Decision.RESTORED, rule=rule, why=WHY, by=by or moderator())


def removed(case: Case, by: User | None = None, rule: Reason = Reason.PERSONAL) -> Case:
    return decide(case=case, decision=Decision.REMOVED, rule=rule, why=WHY, by=by or moderator())


def is_held(item: object) -> bool:
    label = item._meta.label  # type: ignore[attr-defined]
    return Hold.objects.filter(label=label, object_id=str(item.pk), lifted=None).exists()  # type: ignore[attr-defined]


def effect(made: Report) -> tuple[str, str]:
    """What a report did, and why it did no more."""
    made.refresh_from_db()
    return made.effect, made.queued_by


HELD = (Effect.HELD, "")


def later(**time: float):
    """Inside, it is that much later."""
    return clock.at(clock.now() + timedelta(**time))
