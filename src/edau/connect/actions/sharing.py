"""Stating what an organisation shared, and confirming it. A statement is never changed: a new one replaces it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from edau.accounts.models import User
from edau.connect.models import SharingRecord
from edau.connect.queries.sharing import (
    COUNTERSIGNED,
    LABEL,
    STATED,
    countersigned_texts,
    receivers,
    sealed_texts,
    stated,
    uses_of,
)
from edau.connect.stamps import changed
from edau.core import audit, clock
from edau.core.answers import insist
from edau.core.seals import seal
from edau.people.models import Organisation
from edau.people.rules import Deed, may


class NotStated(Exception):
    """Nothing was kept. `code` says why: `days` (the last is before the first, or still to come, or more than two years
    lie between), `nothing` (nothing was shared in that time), `replaced` (another has replaced it already), `own` (an
    organisation does not confirm its own), `stranger` (it used nothing of it), `again` (it is confirmed already)."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


LONGEST = 732  # days


@transaction.atomic
def state_sharing(*, organisation: Organisation, begins: date, ends: date, by: User) -> SharingRecord:
    """Counts what an organisation shared from one day to another, both counted, and seals it. Raises NotAllowed and
    NotStated."""
    insist(may(by, Deed.SHARE, organisations=[organisation.pk]))
    return _state(organisation, begins, ends, by, None)


@transaction.atomic
def replace_sharing(*, record: SharingRecord, by: User) -> SharingRecord:
    """Counts the same days again, after something was put right. The old record stays and says that it was replaced.
    Raises NotAllowed, NotStated."""
    insist(may(by, Deed.SHARE, organisations=[record.organisation_id]))
    old = SharingRecord.objects.select_for_update().get(pk=record.pk)
    if SharingRecord.objects.filter(replaces=old).exists():
        raise NotStated("replaced")
    return _state(old.organisation, old.begins, old.ends, by, old)


@transaction.atomic
def countersign(*, record: SharingRecord, organisation: Organisation, by: User) -> SharingRecord:
    """Confirms a record in the name of another organisation: one that used something of it in that time, if any did.
    Raises NotAllowed, NotStated."""
    insist(may(by, Deed.SHARE, organisations=[organisation.pk]))
    found = SharingRecord.objects.select_for_update().get(pk=record.pk)
    if found.organisation_id == organisation.pk:
        raise NotStated("own")
    if found.countersigned is not None:
        raise NotStated("again")
    if SharingRecord.objects.filter(replaces=found).exists():
        raise NotStated("replaced")
    theirs = receivers(uses_of(found.organisation, found.begins, found.ends))
    if theirs and organisation.pk not in theirs:
        raise NotStated("stranger")
    found.countersigned, found.countersigned_for, found.countersigned_by = clock.now(), organisation, str(by)
    found.save(update_fields=["countersigned", "countersigned_for", "countersigned_by"])
    made = seal(found.salt, countersigned_texts(found))
    codes = {"seal": made, "organisation": organisation.pk}
    audit.record(deed=COUNTERSIGNED, by=str(by), label=LABEL, object_id=found.pk, codes=codes)
    changed()
    return found


def _state(
    organisation: Organisation, begins: date, ends: date, by: User, old: SharingRecord | None
) -> SharingRecord:
    if not begins <= ends <= clock.today() or (ends - begins).days > LONGEST:
        raise NotStated("days")
    uses = uses_of(organisation, begins, ends)
    if not uses and old is None:
        raise NotStated("nothing")
    made = SharingRecord(
        organisation=organisation,
        begins=begins,
        ends=ends,
        statement=stated(organisation, uses),
        made=clock.now(),
        by=str(by),
        replaces=old,
        synthetic=organisation.synthetic or any(use.synthetic for use in uses),
    )
    made.seal = seal(made.salt, sealed_texts(made))
    made.save(force_insert=True)
    codes = {"seal": made.seal, "organisation": organisation.pk}
    audit.record(deed=STATED, by=str(by), label=LABEL, object_id=made.pk, codes=codes)
    changed()
    return made
