"""Following the thread from one record, backwards or forwards: breadth first, as far as three steps.

For each step two questions are asked of the edges and one of each kind of record, however many edges there are. What the
reader may not see is counted where it hangs and never passed through, so that nothing is found by way of it; what a
machine proposed stands apart and is not passed through either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from edau.core.visibility import visible
from edau.thread.actions import End
from edau.thread.choices import INVERSE, Link
from edau.thread.directions import ARRIVING, LEAVING, Way
from edau.thread.models import Edge
from edau.thread.records import EVERYONE, Reader, Told, tell

PAGE = 50  # ties of the record itself that are told at once
MOST_TIES = (PAGE, 12, 6)  # of one record, by how far it is from the first; the rest is counted
MOST_RECORDS = 400  # that are told at one step, over all branches


@dataclass(frozen=True)
class Tie:
    """An edge as it is read from the record nearer to the beginning: which end is here, which is there."""

    id: str
    link: Link
    leaving: bool  # whether the edge leaves the record nearer to the beginning
    here: End
    there: End
    all_there_are: int  # ties in the same direction that the record here has

    @property
    def words(self) -> str:
        """What the record here is to the one there: "was said in", "heard"."""
        return str(self.link.label if self.leaving else INVERSE[self.link])


@dataclass
class Step:
    """One record on the way, and what is tied to it further on.

    `again`: it stands elsewhere already, nearer to the beginning or as near, and goes on from there. `withdrawn` and
    `unseen` count what hangs here and is not told; `more` what there was no room for.
    """

    end: End
    told: Told
    tie: Tie | None = None
    again: bool = False
    steps: list[Step] = field(default_factory=list)
    withdrawn: int = 0
    unseen: int = 0
    more: int = 0


@dataclass(frozen=True)
class Proposal:
    """What a machine thinks is tied to the first record. It counts for nothing until a person accepts it."""

    tie: Tie
    told: Told


@dataclass(frozen=True)
class Followed:
    """The thread of one record: the record itself with its steps, and what waits for a person."""

    way: Way
    first: Step
    proposals: tuple[Proposal, ...]
    page: int
    pages: int

    @property
    def levels(self) -> list[list[Step]]:
        """The records that stand for the first time, one list for each step from the first record; without that one."""
        levels, level = [], [self.first]
        while level := [step for above in level for step in above.steps if not step.again]:
            levels.append(level)
        return levels


def follow(
    first: End,
    way: Way,
    language: str,
    *,
    reader: Reader = EVERYONE,
    page: int = 1,
) -> Followed | None:
    """The thread from a record, for one reader; None where the reader may not see that record, or it was withdrawn.

    `page` turns over the ties of the record itself; for one that is not there the last is given.
    """
    told = tell([(first.label, first.id)], language, reader).get((first.label, first.id))
    if told is None or told.withdrawn:
        return None
    beginning = Step(first, told)
    ties, page, pages = _first_ties(first, way, page)
    proposed = _ties([first], way, PAGE, accepted=False)
    known: dict[End, Told] = {first: told}
    seen = {first}  # the records that stand somewhere already
    hung: set[str] = set()  # and the ties: one that both ways lead along is told once
    level = [beginning]
    for distance, most in enumerate(MOST_TIES):
        if distance:
            ties = _ties([step.end for step in level], way, most)
        ends = {tie.there for tie in (*ties, *(() if distance else proposed))} - known.keys()
        answers = tell(((end.label, end.id) for end in ends), language, reader)
        known |= {End(*key): answer for key, answer in answers.items()}
        level = _hang(level, ties, known, seen, hung, count_more=distance > 0)
        if not level:
            break
    proposals = [Proposal(tie, known[tie.there]) for tie in proposed if tie.there in known]
    shown = tuple(one for one in proposals if not one.told.withdrawn)
    return Followed(way, beginning, shown, page, pages)


def _hang(
    level: Iterable[Step],
    ties: Iterable[Tie],
    known: Mapping[End, Told],
    seen: set[End],
    hung: set[str],
    *,
    count_more: bool,
) -> list[Step]:
    """Hangs the records that ties lead to on those of a level; returns the next level, without what stands already."""
    by_end: dict[End, list[Tie]] = {}
    for tie in ties:
        by_end.setdefault(tie.here, []).append(tie)
    following: list[Step] = []
    for step in level:
        own = by_end.get(step.end, [])
        if count_more:
            step.more = sum({tie.leaving: tie.all_there_are for tie in own}.values()) - len(own)
        for tie in own:
            if tie.id in hung:
                continue
            hung.add(tie.id)
            told = known.get(tie.there)
            if told is None:
                step.unseen += 1
            elif told.withdrawn:
                step.withdrawn += 1
            elif tie.there in seen:
                step.steps.append(Step(tie.there, told, tie, again=True))
            elif len(following) == MOST_RECORDS:
                step.more += 1
            else:
                seen.add(tie.there)
                following.append(Step(tie.there, told, tie))
                step.steps.append(following[-1])
    return following


def _first_ties(first: End, way: Way, page: int) -> tuple[list[Tie], int, int]:
    """One page of the ties of the first record, which page that is, and how many there are."""
    ties = _ties([first], way, PAGE, skip=PAGE * (max(page, 1) - 1))
    if not ties and page > 1:  # beyond the end: how long is it?
        last = -(-max((tie.all_there_are for tie in _ties([first], way, 1)), default=1) // PAGE)
        return _ties([first], way, PAGE, skip=PAGE * (last - 1)), last, last
    most = max((tie.all_there_are for tie in ties), default=1)
    return ties, max(page, 1), -(-most // PAGE)


def _ties(ends: Collection[End], way: Way, most: int, *, skip: int = 0, accepted: bool = True) -> list[Tie]:
    """The ties of these records that lead this way, the oldest first, at most so many of each record and direction.
    Two queries."""
    return [
        *_one_side(ends, "from", "to", LEAVING[way], most, skip, accepted),
        *_one_side(ends, "to", "from", ARRIVING[way], most, skip, accepted),
    ]


def _one_side(
    ends: Collection[End],
    here: str,
    there: str,
    links: Collection[Link],
    most: int,
    skip: int,
    accepted: bool,
) -> Iterable[Tie]:
    record = [f"{here}_label", f"{here}_id"]
    edges: QuerySet[Edge] = (
        visible(Edge.objects.filter(_at(ends, here), kind__in=links, accepted__isnull=not accepted))
        .annotate(
            place=Window(RowNumber(), partition_by=record, order_by=["at", "id"]),
            all_there_are=Window(Count("*"), partition_by=record),
        )
        .filter(place__gt=skip, place__lte=skip + most)
        .order_by("at", "id")
    )
    columns = ("id", "kind", *record, f"{there}_label", f"{there}_id", "all_there_are")
    for key, kind, *four, count in edges.values_list(*columns):
        yield Tie(key, Link(kind), here == "from", End(four[0], four[1]), End(four[2], four[3]), count)


def _at(ends: Iterable[End], side: str) -> Q:
    """That one side of an edge is one of these records."""
    ids: dict[str, list[str]] = {}
    for end in ends:
        ids.setdefault(end.label, []).append(end.id)
    condition = Q()
    for label, keys in ids.items():
        condition |= Q(**{f"{side}_label": label, f"{side}_id__in": keys})
    return condition
