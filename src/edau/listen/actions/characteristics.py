"""Deeds with what a teller says of themselves: keep it, change it, delete it; and delete it on its day."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from edau.core import audit, clock
from edau.core.locks import one_at_a_time
from edau.listen.characteristics import KEYS, NOT_SAID, known_band
from edau.listen.models import Characteristics, Contribution
from edau.listen.queries.characteristics import kept_for, key_of, standing
from edau.listen.queries.voices import home_of
from edau.people.models import Consent
from edau.thread.models import Receipt

LABEL = "listen.Characteristics"
PURPOSE, WORDING = "equality_monitoring", "2026-11"  # to what they agree, and which version of the words
KEPT_FOR = timedelta(days=365)  # at most, after the day by which they were owed an answer


class NothingSaid(Exception):
    """Nothing that was said with this receipt counts now: there is nobody to be heard or not heard."""


@transaction.atomic
def note_characteristics(*, receipt: Receipt, given: Mapping[str, str]) -> Characteristics:
    """Keeps what the holder of a receipt says of themselves, in place of what they said before.

    `given` has a band, "not_said" or nothing for each of the six. The row knows the involvement or else the place, and the
    month; nothing that tells which words are theirs. Its place in the table is drawn by lot, so that the order of the rows
    does not repeat the order of the receipts. Raises NothingSaid; ValueError for a band that there is none of.
    """
    for name, value in given.items():
        if value and value != NOT_SAID:
            known_band(name, value)
    first = standing(receipt).first()
    if first is None:
        raise NothingSaid
    one_at_a_time(LABEL)
    row = Characteristics(
        key=key_of(receipt.pk),
        involvement=first.involvement_id or "",
        place="" if first.involvement_id else home_of([first.place]),
        month=localdate(first.made).replace(day=1),
        delete_on=_deleted_on(first),
        synthetic=first.synthetic,
        **{name: given.get(name, "") for name in KEYS},
    )
    if Characteristics.objects.filter(pk=row.pk).exists():
        row.save(force_update=True)
    else:
        _put_anywhere(row)
    _agree(receipt)
    audit.record(deed="note_characteristics", by=str(receipt), label=LABEL)
    return row


@transaction.atomic
def forget_characteristics(*, receipt: Receipt, by: str) -> bool:
    """Deletes what the holder of a receipt said of themselves, and takes their consent back. Returns whether there was
    anything."""
    row = kept_for(receipt)
    if row is None:
        return False
    row.delete()
    others = receipt.person.receipts.exclude(pk=receipt.pk)
    if not Characteristics.objects.filter(pk__in=[key_of(one.pk) for one in others]).exists():
        Consent.objects.filter(person=receipt.person_id, purpose=PURPOSE, withdrawn=None).update(
            withdrawn=clock.now()
        )
    audit.record(deed="forget_characteristics", by=by, label=LABEL)
    return True


def forget_with(contribution: Contribution, *, by: str) -> None:
    """After words were taken back: whoever has nothing left where they are counted is counted there no more. Call it in the
    deed's own transaction."""
    row = kept_for(contribution.receipt)
    if row is None:
        return
    left = standing(contribution.receipt)
    if not any((one.involvement_id or "") == row.involvement for one in left):
        forget_characteristics(receipt=contribution.receipt, by=by)


def forget_expired(today: date) -> int:
    """Deletes every row whose day has come. Returns how many."""
    return Characteristics.objects.filter(delete_on__lt=today).delete()[0]


def _deleted_on(first: Contribution) -> date:
    """The day on which the row goes, which follows from the involvement, or else from the month, alone. Were it reckoned from
    the day on which they were owed an answer, it would tell the day on which they spoke, and so which words are theirs."""
    if first.involvement is not None:
        return first.involvement.answer_by + KEPT_FOR
    said = localdate(first.made)
    return first.due - (said - said.replace(day=1)) + KEPT_FOR


def _put_anywhere(row: Characteristics) -> None:
    """Puts a new row where an old one was, and that one at the end: one step of a shuffle from the inside out (Durstenfeld),
    after which every order of the rows is as likely as every other."""
    count = Characteristics.objects.count()
    drawn = secrets.randbelow(count + 1)
    if drawn == count:
        row.save(force_insert=True)
        return
    moved = Characteristics.objects.order_by("pk")[drawn]
    Characteristics.objects.filter(pk=moved.pk).update(
        **{field.attname: getattr(row, field.attname) for field in Characteristics._meta.concrete_fields}
    )
    moved.save(force_insert=True)


def _agree(receipt: Receipt) -> None:
    """Their consent, once for each version of the words."""
    known = Consent.objects.filter(person=receipt.person_id, purpose=PURPOSE, wording=WORDING, withdrawn=None)
    if known.exists():
        return
    consent = Consent.objects.create(
        person=receipt.person,
        purpose=PURPOSE,
        wording=WORDING,
        language=receipt.language,
        given=clock.now(),
    )
    codes: audit.Codes = {"purpose": PURPOSE, "wording": WORDING}
    audit.record(
        deed="take_consent", by=str(receipt), label="people.Consent", object_id=consent.id, codes=codes
    )
