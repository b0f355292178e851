"""Many people heard at once, for the tests of who was heard: made in bulk, as the deeds would leave them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from edau.listen.choices import Kind
from edau.listen.models import Characteristics, Contribution, Involvement
from edau.listen.queries.characteristics import key_of
from edau.listen.queries.voices import home_of
from edau.people.models import Person
from edau.thread.codes import code_hash, link_hash, new_code, new_link
from edau.thread.models import Receipt
from tests.cast import PONTYPRIDD


def heard(
    people: Iterable[Mapping[str, str] | None],
    *,
    within: Involvement | None = None,
    place: str = PONTYPRIDD,
    made: datetime | None = None,
) -> list[Receipt]:
    """People who spoke: each with what they said of themselves, or None where they said nothing."""
    people, made = list(people), made or timezone.now()
    persons = Person.objects.bulk_create(Person() for _each in people)
    receipts = Receipt.objects.bulk_create(
        [
            Receipt(person=one, link_hash=link_hash(new_link()), code_hash=code_hash(new_code()), made=made)
            for one in persons
        ],
        batch_size=500,
    )
    due = (made + timedelta(days=90)).date()
    Contribution.objects.bulk_create(
        [
            Contribution(
                kind=Kind.STORY,
                involvement=within,
                receipt=receipt,
                language="cy",
                words="Gair.",
                place=place,
                made=made,
                due=due,
            )
            for receipt in receipts
        ],
        batch_size=500,
    )
    Characteristics.objects.bulk_create(
        [
            Characteristics(
                key=key_of(receipt.pk),
                involvement=within.pk if within is not None else "",
                place="" if within is not None else home_of([place]),
                month=timezone.localdate(made).replace(day=1),
                delete_on=due + timedelta(days=365),
                **said,
            )
            for receipt, said in zip(receipts, people, strict=True)
            if said is not None
        ],
        batch_size=500,
    )
    return receipts
