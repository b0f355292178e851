"""Deeds with checks: noting that one was seen, and taking that back. No certificate and no number is kept."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from edau.accounts.models import User
from edau.connect.models import Check, Party
from edau.connect.refusals import Refusal, Refused
from edau.connect.rules import may_note_checks
from edau.connect.skills import check_kinds
from edau.core import audit, clock
from edau.core.answers import insist
from edau.people.models import Organisation

CHECK = "connect.Check"
UNLESS_SAID = 36  # months until it is looked at again, where the kind of check suggests none
LONGEST = timedelta(days=5 * 366)


@transaction.atomic
def note_check(
    *, party: Party, kind: str, seen: date, organisation: Organisation, by: User, until: date | None = None
) -> Check:
    """Notes that somebody of an organisation has seen a check of a party, and when to look again: what the kind suggests,
    or the organisation's own day. The same once more is the one that stands. Raises NotAllowed; Refused (no_such_check,
    gone, past, bad_days, too_far_ahead)."""
    insist(may_note_checks(by, organisation))
    if kind not in check_kinds():
        raise Refused(Refusal.NO_SUCH_CHECK, check=kind[:40])
    party = Party.objects.select_for_update().get(
        pk=party.pk
    )  # a form that is sent twice at once is noted once
    if party.gone is not None:
        raise Refused(Refusal.GONE)
    today = clock.today()
    until = until or to_look_again(kind, seen)
    if seen > today or until < seen:
        raise Refused(Refusal.BAD_DAYS)
    if until < today:
        raise Refused(Refusal.PAST)
    if until > seen + LONGEST:
        raise Refused(Refusal.TOO_FAR_AHEAD, days=LONGEST.days)
    same = {"kind": kind, "seen": seen, "seen_for": organisation, "until": until, "withdrawn": None}
    if (stands := Check.objects.filter(party=party, **same).first()) is not None:
        return stands
    made = Check.objects.create(
        party=party, kind=kind, seen=seen, seen_for=organisation, seen_by=str(by), until=until
    )
    codes: audit.Codes = {"kind": kind, "for": organisation.pk, "until": until.isoformat()}
    audit.record(deed="note_check", by=str(by), label=CHECK, object_id=made.id, codes=codes)
    return made


@transaction.atomic
def withdraw_check(*, check: Check, by: User) -> bool:
    """A check counts for nothing from now on. Returns whether it did. Raises NotAllowed."""
    check = Check.objects.select_for_update().get(pk=check.pk)
    insist(may_note_checks(by, check.seen_for))
    if check.withdrawn is not None:
        return False
    check.withdrawn = clock.now()
    check.save(update_fields=["withdrawn"])
    audit.record(
        deed="withdraw_check", by=str(by), label=CHECK, object_id=check.id, codes={"kind": check.kind}
    )
    return True


def to_look_again(kind: str, seen: date) -> date:
    """The day to look again at a check, as its kind suggests; in three years where it suggests none. KeyError for a kind that
    is not there."""
    return _months_after(seen, check_kinds()[kind].recheck_months or UNLESS_SAID)


def _months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return after.replace(day=min(day.day, after.day))
