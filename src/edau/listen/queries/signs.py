"""Which frameworks an involvement uses, how tellers placed their stories by them, and which stories stand behind a part.

Only what everyone may read counts: a story that is held, waits, was taken back or is meant for those who answer alone
is in no pattern, from the moment it is so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, overload

from django.db.models import Count, Exists, ExpressionWrapper, F, Field, OuterRef, Q, QuerySet

from edau.listen.frameworks import Framework, frameworks
from edau.listen.models import Contribution, Involvement, InvolvementFramework, Sign
from edau.listen.queries.contributions import published, readable
from edau.listen.queries.involvements import takes_words

# Read as the database keeps it: of thousands of rows to turn each nought into a False takes longer than to find them.
_AS_IT_IS = ExpressionWrapper(F("synthetic"), output_field=Field())


class Given(NamedTuple):
    """One answer to one item, with what it may be grouped by. Without any shares, place or choice it does not apply."""

    contribution: str
    place: str
    language: str
    involvement: str
    first: int | None = None
    second: int | None = None  # the third is what is left of a hundred
    along: int | None = None
    choice: str = ""
    synthetic: bool = False

    @property
    def does_not_apply(self) -> bool:
        return self.first is None and self.along is None and not self.choice


class Answers(Sequence[Given]):
    """Many answers, kept field by field: as thousands of rows they would be so many objects that every collection of garbage
    walks through. What reads one field of all of them asks for its `column`."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self.columns: tuple[Sequence[Any], ...] = tuple(zip(*rows, strict=True)) or ((),) * len(Given._fields)

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[Given]:
        return map(Given._make, zip(*self.columns, strict=True))

    @overload
    def __getitem__(self, place: int) -> Given: ...

    @overload
    def __getitem__(self, place: slice) -> Answers: ...

    def __getitem__(self, place: int | slice) -> Given | Answers:
        if isinstance(place, slice):
            return Answers(zip(*(column[place] for column in self.columns), strict=True))
        return Given._make(column[place] for column in self.columns)


def column(rows: Sequence[Given], field: str) -> Sequence[Any]:
    """One field of all answers, in their order."""
    place = Given._fields.index(field)
    return rows.columns[place] if isinstance(rows, Answers) else [row[place] for row in rows]


def frameworks_of(involvement: Involvement) -> list[Framework]:
    """The frameworks that an involvement uses, in the order in which they were chosen; what the catalogue no longer has is
    left out. One query."""
    known = frameworks()
    keys = involvement.frameworks.order_by("pk").values_list("key", flat=True)
    return [known[key] for key in keys if key in known]


def users_of(key: str) -> list[Involvement]:
    """The involvements that everyone may read and that use a framework, the first published first, with their bodies."""
    using = InvolvementFramework.objects.filter(key=key).values("involvement")
    found = published().filter(pk__in=using).select_related("asked_by", "answered_by")
    return list(found.order_by("published", "pk"))


def in_use() -> dict[str, list[Involvement]]:
    """The same for every framework that anybody uses. Two queries."""
    rows = list(InvolvementFramework.objects.order_by("pk").values_list("key", "involvement"))
    known = {
        one.pk: one
        for one in published()
        .filter(pk__in={involvement for _key, involvement in rows})
        .select_related("asked_by", "answered_by")
    }
    found: dict[str, list[Involvement]] = {}
    for key, involvement in rows:
        if involvement in known:
            found.setdefault(key, []).append(known[involvement])
    return found


def anything_signed(involvement: Involvement) -> bool:
    """Whether any teller has placed their story in this involvement, also one that nobody may read now."""
    return Sign.objects.filter(contribution__involvement=involvement).exists()


def takes_signs(contribution: Contribution, today: date) -> bool:
    """Whether its teller may place it now: as long as its involvement takes words that come in as it did."""
    one = contribution.involvement
    return one is not None and not contribution.withdrawn and takes_words(one, contribution.route, today)


def to_place(receipts: Collection[str]) -> list[Contribution]:
    """What these receipts hold that can be placed by some framework, each with its involvement and `placed`, how many items
    were answered. One query."""
    using = InvolvementFramework.objects.filter(involvement=OuterRef("involvement"))
    said = Contribution.objects.filter(Exists(using), receipt__in=receipts, withdrawn=None)
    return list(
        said.annotate(placed=Count("signs")).select_related("involvement", "receipt").order_by("made", "pk")
    )


def signs_of(contribution: Contribution) -> dict[tuple[str, str], Sign]:
    """What a teller answered, by framework and item. One query."""
    return {(one.framework, one.item): one for one in contribution.signs.all()}


def given(framework: str, item: str, involvements: Collection[str]) -> Answers:
    """Every answer to one item in these involvements, of what everyone may read, in the order in which it was said. One
    query."""
    rows = (
        _signed()
        .filter(involvement__in=involvements, signs__framework=framework, signs__item=item)
        .annotate(made_up=_AS_IT_IS)
        .order_by("made")
        .values_list(
            *("pk", "place", "language", "involvement_id"),
            *("signs__first", "signs__second", "signs__along", "signs__choice", "made_up"),
        )
    )
    return Answers(rows)


def counts_of_items(framework: str, involvements: Collection[str]) -> dict[str, int]:
    """How many answered each item, by its key. One query."""
    rows = (
        _signed()
        .filter(involvement__in=involvements, signs__framework=framework)
        .order_by()
        .values_list("signs__item")
        .annotate(Count("pk"))
    )
    return dict(rows)


def stories(keys: Sequence[str], most: int) -> list[Contribution]:
    """Of these the first that everyone may read, in the order given."""
    wanted = list(keys)[:most]
    found = {
        one.pk: one
        for one in _signed()
        .filter(pk__in=wanted)
        .select_related("involvement", "recording")
        .prefetch_related("additions")
    }
    return [found[key] for key in wanted if key in found]


def ids_in_patterns() -> Iterable[str]:
    """What the pages of patterns count, and show behind a part."""
    return _signed().filter(~Q(signs=None)).values_list("pk", flat=True).distinct()


def _signed() -> QuerySet[Contribution]:
    return readable().filter(involvement__in=published().order_by().values("pk"))
