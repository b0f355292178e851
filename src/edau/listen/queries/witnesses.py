"""Questions about what those say who did not note a thing: whether what was noted in an involvement was so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from edau.listen.models import Contribution, Involvement, Witness
from edau.people.models import Organisation
from edau.thread.models import Receipt


@dataclass(frozen=True)
class Borne:
    """What others say of one thing: how many of those who took part say that it was so, and that it was not; and which bodies
    say either."""

    so: int = 0
    not_so: int = 0
    bodies: tuple[Organisation, ...] = ()
    against: tuple[Organisation, ...] = ()

    @property
    def out(self) -> bool:
        """Whether it is borne out: somebody says that it was so, and fewer that it was not."""
        return self.so + len(self.bodies) > self.not_so + len(self.against)


NOBODY = Borne()


def borne(happenings: Collection[str]) -> Mapping[str, Borne]:
    """What others say of things that were noted, by their ids; nothing of a thing of which nobody says anything. Who has two
    receipts in one account counts once, as they said last; who has nothing standing in the involvement any more does not
    count. One query, none without ids."""
    if not happenings:
        return {}
    stands = Contribution.objects.filter(
        receipt=OuterRef("receipt"),
        involvement=OuterRef("happening__involvement"),
        withdrawn=None,
        waiting=False,
    )
    rows = (
        Witness.objects.filter(happening__in=list(happenings))
        .filter(Q(receipt=None) | Exists(stands))
        .select_related("organisation", "receipt")
        .order_by("made", "pk")
    )
    people: dict[str, dict[str, bool]] = defaultdict(dict)
    bodies: dict[str, list[tuple[Organisation, bool]]] = defaultdict(list)
    for row in rows:
        if row.receipt is not None:
            people[row.happening_id][row.receipt.person_id] = row.so
        elif row.organisation is not None:
            bodies[row.happening_id].append((row.organisation, row.so))
    return {
        key: Borne(
            so=sum(people[key].values()),
            not_so=len(people[key]) - sum(people[key].values()),
            bodies=tuple(body for body, so in bodies[key] if so),
            against=tuple(body for body, so in bodies[key] if not so),
        )
        for key in people.keys() | bodies.keys()
    }


def said_with(involvement: Involvement, receipt: Receipt) -> dict[str, bool]:
    """What somebody who took part has said of what was noted, by its id. One query."""
    return _said(Q(receipt=receipt), involvement)


def said_by(involvement: Involvement, organisation: str) -> dict[str, bool]:
    """What a body has said of what was noted, by its id. One query."""
    return _said(Q(organisation=organisation), involvement)


def _said(who: Q, involvement: Involvement) -> dict[str, bool]:
    mine = Witness.objects.filter(who, happening__involvement=involvement, happening__replaced_by=None)
    return dict(mine.values_list("happening", "so"))
