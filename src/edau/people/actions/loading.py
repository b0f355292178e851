"""Puts the organisations and the boards' seats that ship with Edau into the tables. Doing it again changes nothing."""

from __future__ import annotations

from dataclasses import asdict
from uuid import uuid4

from django.db import transaction
from django.db.models import ManyToManyRel, ProtectedError

from edau.core import audit, stamps
from edau.people.board_catalogue import bodies, places
from edau.people.models import Organisation, Role, Seat

LABEL = "people.Organisation"
STAMP = "people"  # changes with what pages about organisations and boards are made from


@transaction.atomic
def load_organisations(*, by: str) -> int:
    """Brings organisations and seats into line with the catalogue; returns how many are new, different or gone.

    One that has left the catalogue goes, unless something rests on it: then it stays, and is the installation's own.
    """
    number = _bring_bodies() + _bring_seats()
    if number:
        stamps.set_stamp(STAMP, uuid4().hex)
        audit.record(deed="load_organisations", by=by, label=LABEL, codes={"changed": number})
    return number


def _bring_bodies() -> int:
    there, wanted = Organisation.objects.in_bulk(), bodies()
    new, different = [], []
    for key, body in wanted.items():
        values = {**asdict(body), "from_catalogue": True, "synthetic": False}
        known = there.get(key)
        if known is None:
            new.append(Organisation(**values))
        elif any(getattr(known, name) != value for name, value in values.items()):
            different.append(Organisation(**values))
    Organisation.objects.bulk_create(new)
    if different:
        Organisation.objects.bulk_update(
            different, [name for name in _columns() if name != "key"], batch_size=200
        )
    gone = [one for key, one in there.items() if one.from_catalogue and key not in wanted]
    for organisation in gone:
        _let_go(organisation)
    return len(new) + len(different) + len(gone)


def _let_go(organisation: Organisation) -> None:
    if Role.objects.filter(organisation=organisation).exists() or _is_named_among_several(organisation):
        Organisation.objects.filter(pk=organisation.pk).update(from_catalogue=False)
        return
    try:
        with transaction.atomic():
            organisation.delete()
    except ProtectedError:
        Organisation.objects.filter(pk=organisation.pk).update(from_catalogue=False)


def _is_named_among_several(organisation: Organisation) -> bool:
    """Whether a record names it in a list, such as those that answer for data: a list loses who is deleted without a word."""
    for one in Organisation._meta.get_fields(include_hidden=True):
        if isinstance(one, ManyToManyRel) and one.related_model._default_manager.filter(
            **{one.field.name: organisation}
        ):
            return True
    return False


def _bring_seats() -> int:
    there = {(seat.board, seat.organisation_id): seat for seat in Seat.objects.all()}
    wanted = {(place.board, place.organisation): place for place in places()}
    number = 0
    for pair, place in wanted.items():
        values = {
            "standing": place.standing,
            "law": place.law,
            "source": place.source,
            "checked": place.checked,
        }
        known = there.get(pair)
        if known is None:
            Seat.objects.create(board=place.board, organisation_id=place.organisation, **values)
        elif any(getattr(known, name) != value for name, value in values.items()):
            Seat.objects.filter(pk=known.pk).update(**values)
        else:
            continue
        number += 1
    gone = [seat.pk for pair, seat in there.items() if pair not in wanted]
    return number + Seat.objects.filter(pk__in=gone).delete()[0]


def _columns() -> list[str]:
    return [field.name for field in Organisation._meta.concrete_fields]
