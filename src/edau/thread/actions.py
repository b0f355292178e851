"""Deeds with the thread: tying, accepting what a machine proposed, untying, and giving receipts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from edau.accounts.models import User
from edau.core import audit, clock
from edau.people.models import Person
from edau.thread import codes
from edau.thread.announcements import joining
from edau.thread.choices import Link
from edau.thread.models import Contact, Edge, Receipt

EDGE, RECEIPT = "thread.Edge", "thread.Receipt"
A_BATCH = 400  # rows in one statement: SQLite takes so many values and no more


class End(NamedTuple):
    """One end of an edge: the label of a model and the id of a record."""

    label: str
    id: str


@transaction.atomic
def tie(start: End, kind: Link, end: End, *, by: str, by_machine: bool = False) -> Edge:
    """Ties one record to another. What a person ties is accepted at once; what a machine proposes waits for a person.

    What is tied already stays as it is, but a person who ties what a machine proposed accepts it. ValueError where both
    ends are one record.
    """
    if start == end:
        raise ValueError("A record cannot be tied to itself.")
    now = clock.now()
    edge, made = Edge.objects.get_or_create(
        from_label=start.label,
        from_id=start.id,
        kind=kind,
        to_label=end.label,
        to_id=end.id,
        defaults={
            "by": by,
            "by_machine": by_machine,
            "at": now,
            "accepted": None if by_machine else now,
            "accepted_by": "" if by_machine else by,
        },
    )
    if made:
        audit.record(deed="tie", by=by, label=EDGE, object_id=edge.id, codes=_codes(edge))
    elif edge.accepted is None and not by_machine:
        accept(edge, by=by)
    return edge


@transaction.atomic
def accept(edge: Edge, *, by: str) -> None:
    """A named person accepts what a machine proposed: from now on it counts. Accepting twice changes nothing."""
    if edge.accepted is not None:
        return
    edge.accepted, edge.accepted_by = clock.now(), by
    edge.save(update_fields=["accepted", "accepted_by"])
    audit.record(deed="accept_edge", by=by, label=EDGE, object_id=edge.id, codes=_codes(edge))


@transaction.atomic
def untie(edge: Edge, *, by: str) -> None:
    """Takes an edge away, or refuses what a machine proposed. The trail keeps that it was there."""
    audit.record(deed="untie", by=by, label=EDGE, object_id=edge.id, codes=_codes(edge))
    edge.delete()


class Strand(NamedTuple):
    """An edge that is not made yet."""

    start: End
    kind: Link
    end: End


@transaction.atomic
def tie_many(strands: Iterable[Strand], *, by: str, by_machine: bool = False) -> int:
    """Ties many at once, all of them new; how many. The trail has them in the line of the deed that made what they tie:
    a line for each would be longer than what it tells. Its caller writes that line."""
    now = clock.now()
    edges = [
        Edge(
            from_label=one.start.label,
            from_id=one.start.id,
            kind=one.kind,
            to_label=one.end.label,
            to_id=one.end.id,
            by=by,
            by_machine=by_machine,
            at=now,
            accepted=None if by_machine else now,
            accepted_by="" if by_machine else by,
        )
        for one in strands
    ]
    return len(Edge.objects.bulk_create(edges, A_BATCH))


@transaction.atomic
def accept_all(end: End, *, by: str) -> None:
    """A named person accepts everything that a machine tied to a record. Twice changes nothing."""
    waiting = Edge.objects.filter(accepted=None)
    for edge in waiting.filter(_touching([end])).order_by("pk"):
        accept(edge, by=by)


@transaction.atomic
def untie_all(ends: Collection[End]) -> int:
    """Takes away every edge of records that came to nothing; how many. As with `tie_many`, the line in the trail is that of
    the deed by which they ended. A batch a query."""
    ends, gone = list(ends), 0
    for at in range(0, len(ends), A_BATCH):
        gone += Edge.objects.filter(_touching(ends[at : at + A_BATCH])).delete()[0]
    return gone


def _touching(ends: Collection[End]) -> Q:
    found = Q(pk__in=[])
    for label in {end.label for end in ends}:
        keys = [end.id for end in ends if end.label == label]
        found |= Q(from_label=label, from_id__in=keys) | Q(to_label=label, to_id__in=keys)
    return found


def _codes(edge: Edge) -> audit.Codes:
    return {
        "kind": str(edge.kind),
        "from": f"{edge.from_label} {edge.from_id}",
        "to": f"{edge.to_label} {edge.to_id}",
        "machine": edge.by_machine,
    }


@dataclass(frozen=True)
class Issued:
    """A receipt with its two secrets, which are shown now and never again: only their hashes are kept."""

    receipt: Receipt
    link: str
    code: str


@dataclass(frozen=True)
class Reach:
    """How somebody wants to be reached with their answer; `route` is email, letter or telephone."""

    route: str
    name: str = ""
    email: str = ""
    telephone: str = ""
    address: str = ""


@transaction.atomic
def issue_receipt(
    *,
    person: Person,
    language: str,
    by: str,
    word: str = "",
    reach: Reach | None = None,
    pack: str = "",
    number: int | None = None,
) -> Issued:
    """Gives a person a receipt. `word` is the second word they chose; `reach` is kept apart until they are answered.

    Where somebody is to be reached by e-mail or letter, the secret of the address is kept beside how to reach them, so
    that the letter can carry it, and goes with it.
    """
    link, code = codes.new_link(), codes.new_code()
    receipt = Receipt.objects.create(
        person=person,
        link_hash=codes.link_hash(link),
        code_hash=codes.code_hash(code),
        word_hash=codes.word_hash(word) if word.strip() else "",
        pack=pack,
        number=number,
        language=language,
        made=clock.now(),
    )
    if reach is not None:
        Contact.objects.create(
            receipt=receipt,
            route=reach.route,
            name=reach.name,
            email=reach.email,
            telephone=reach.telephone,
            address=reach.address,
            link=link if reach.route != "telephone" else "",
        )
    audit.record(deed="issue_receipt", by=by, label=RECEIPT, object_id=receipt.id)
    return Issued(receipt, link, code)


@transaction.atomic
def choose_word(*, receipt: Receipt, word: str, by: str) -> None:
    """Sets or changes the second word that the spoken code needs. ValueError for none."""
    if not word.strip():
        raise ValueError("There is no word.")
    receipt.word_hash = codes.word_hash(word)
    receipt.save(update_fields=["word_hash"])
    audit.record(deed="choose_word", by=by, label=RECEIPT, object_id=receipt.id)


@transaction.atomic
def set_reach(*, receipt: Receipt, reach: Reach, by: str, link: str = "") -> None:
    """Sets or changes how a holder is to be reached. `link` is the secret of the address, where they came by it: without
    it a letter can only name the day and the code."""
    known = Contact.objects.filter(receipt=receipt).first()
    secret = link or (known.link if known is not None else "")
    Contact.objects.update_or_create(
        receipt=receipt,
        defaults={
            "route": reach.route,
            "name": reach.name,
            "email": reach.email,
            "telephone": reach.telephone,
            "address": reach.address,
            "link": secret if reach.route != "telephone" else "",
        },
    )
    audit.record(
        deed="set_reach", by=by, label=RECEIPT, object_id=receipt.id, codes={"route": str(reach.route)}
    )


@transaction.atomic
def forget_reach(*, receipt: Receipt, by: str) -> bool:
    """Removes how a holder could be reached. Returns whether there was anything to remove."""
    removed, _each = Contact.objects.filter(receipt=receipt).delete()
    if removed:
        audit.record(deed="forget_reach", by=by, label=RECEIPT, object_id=receipt.id)
    return bool(removed)


class AlreadyClaimed(Exception):
    """The receipt belongs to somebody else's account."""


@transaction.atomic
def claim(*, receipt: Receipt, by: User) -> bool:
    """Makes a receipt one of an account's, so that its holder finds it again by signing in. Whoever claims has opened it.

    Only this receipt moves: its holder has shown this one's secret, and no other's. The pseudonym it had goes with its last
    receipt, and its consents come along. Returns whether anything changed. Raises AlreadyClaimed.
    """
    receipt = Receipt.objects.select_for_update().get(pk=receipt.pk)
    before = Person.objects.get(pk=receipt.person_id)
    if before.user_id == by.pk:
        return False
    if before.user_id is not None:
        raise AlreadyClaimed
    person, _made = Person.objects.get_or_create(user=by, defaults={"language": by.language})
    receipt.person = person
    receipt.save(update_fields=["person"])
    if not before.receipts.exists():
        joining.send(sender=Receipt, before=before, after=person, by=str(by))
        before.consents.update(person=person)
        before.delete()
    audit.record(
        deed="claim_receipt", by=str(by), label=RECEIPT, object_id=receipt.id, codes={"person": person.id}
    )
    return True
