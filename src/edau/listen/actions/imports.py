"""Bringing in what people said elsewhere from a table: all of its rows, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from functools import partial

from django.db import transaction
from django.utils.timezone import get_current_timezone

from edau.accounts.models import User
from edau.core import audit, clock
from edau.core.abuse.tokens import spend
from edau.core.answers import insist
from edau.core.seals import seal
from edau.listen.actions.contributions import INVOLVEMENT, LABEL, LONGEST, NotOpen, Words, changed, due_of
from edau.listen.announcements import brought_in
from edau.listen.choices import Route, Stage
from edau.listen.imports.rows import Row
from edau.listen.models import Contribution, Involvement
from edau.listen.rules import may_write_for
from edau.people.models import Person
from edau.thread import codes
from edau.thread.choices import Link
from edau.thread.models import Edge, Receipt

NOON = time(12)  # a day has no hour: its middle is the same day wherever it is read
A_BATCH = 200  # rows written at once: SQLite takes so many values in one statement and no more


def bring_in(*, involvement: Involvement, rows: Sequence[Row], by: User, token: str = "") -> int:
    """Takes in every row with a receipt of its own, or none at all; returns how many.

    The secrets of these receipts are given to nobody: there is nobody here to give them to, and so the people behind the
    rows cannot come back to them. `token` is spent with the deed. The trail has a line for the whole, and one for each row
    with its seal. All rows are made ready before anything is written, and written together: every other writer waits
    meanwhile.

    Raises NotAllowed, NotOpen, AlreadySent for a token that was spent before, ValueError for no rows, for one without words
    and for one with too many.
    """
    insist(may_write_for(by, involvement, ""))
    if not rows:
        raise ValueError("There is nothing to bring in.")
    if any(not row.words.strip() or max(len(row.words), len(row.title)) > LONGEST for row in rows):
        raise ValueError("A text is missing or too long.")
    name = str(by)
    said = [_contribution(row, involvement, name) for row in rows]
    edges = [_edge(one, involvement, name) for one in said]
    _keep(said, edges, involvement, name, token)
    return len(said)


@transaction.atomic
def _keep(
    said: Sequence[Contribution], edges: Sequence[Edge], involvement: Involvement, name: str, token: str
) -> None:
    """Writes all of it, or nothing."""
    today = clock.today()
    if involvement.stage != Stage.PUBLISHED or not involvement.opens <= today <= involvement.answer_by:
        raise NotOpen
    if token:
        spend(token)
    whole = audit.Entry("bring_in", name, INVOLVEMENT, involvement.id, {"rows": len(said)})
    Person.objects.bulk_create([one.receipt.person for one in said], A_BATCH)
    Receipt.objects.bulk_create([one.receipt for one in said], A_BATCH)
    Contribution.objects.bulk_create(said, A_BATCH)
    Edge.objects.bulk_create(edges, A_BATCH)
    audit.record_all([whole, *map(partial(_sealed, name), said)])
    brought_in.send(Contribution, contributions=said)
    changed()


def _sealed(name: str, one: Contribution) -> audit.Entry:
    codes: audit.Codes = {"kind": one.kind, "route": one.route, "seal": one.seal}
    return audit.Entry("contribute", name, LABEL, one.id, codes)


def _contribution(row: Row, involvement: Involvement, name: str) -> Contribution:
    """A row as it will be kept, with a person and a receipt of its own."""
    moment = datetime.combine(row.said, NOON, get_current_timezone()) if row.said else clock.now()
    person = Person(language=row.language, since=clock.now())
    receipt = Receipt(
        person=person,
        link_hash=codes.link_hash(codes.new_link()),
        code_hash=codes.code_hash(codes.new_code()),
        language=row.language,
        made=clock.now(),
    )
    texts = Words(language=row.language, words=row.words, title=row.title, **row.welsh).texts()
    one = Contribution(
        kind=row.kind,
        involvement=involvement,
        receipt=receipt,
        language=row.language,
        place=row.place,
        audience=row.audience,
        route=Route.FILE,
        written_by=name,
        made=moment,
        due=max(due_of(involvement, clock.today()), clock.today()),
        synthetic=involvement.synthetic,
        **texts,
    )
    one.seal = seal(one.salt, texts)
    return one


def _edge(one: Contribution, involvement: Involvement, name: str) -> Edge:
    now = clock.now()
    return Edge(
        from_label=LABEL,
        from_id=one.id,
        kind=Link.SAID,
        to_label=INVOLVEMENT,
        to_id=involvement.id,
        by=name,
        at=now,
        accepted=now,
        accepted_by=name,
    )
