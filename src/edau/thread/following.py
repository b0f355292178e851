"""Following the thread from one record, backwards or forwards: breadth first, as far as three steps.

For each step one question is asked of the edges and one of each kind of record, however many edges there are. What the
reader may not see is counted where it hangs and never passed through, so that nothing is found by way of it; what a
machine proposed stands apart and is not passed through either.
"""

# ruff: noqa: S608  # the statement is put together from constants of this module; every value is a parameter

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from edau.core.models import Hold
from edau.thread.actions import End
from edau.thread.choices import INVERSE, Link
from edau.thread.directions import ARRIVING, LEAVING, Way
from edau.thread.models import Edge
from edau.thread.records import EVERYONE, Reader, Told, tell

PAGE = 50  # ties of the record itself that are told at once
MOST_TIES = (PAGE, 12, 6)  # of one record, by how far it is from the first; the rest is counted
CHUNK = 200  # ties that are read at once
MOST_RECORDS = 100  # that are told at one step, over all branches: more than anybody reads on one page


class Tie(NamedTuple):
    """An edge as it is read from the record nearer to the beginning: which end is here, which is there."""

    id: str
    link: Link
    leaving: bool  # whether the edge leaves the record nearer to the beginning
    here: End
    there: End

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
    proposed, _more = _ties([first], way, PAGE, accepted=False)
    known: dict[End, Told] = {first: told}
    seen = {first}  # the records that stand somewhere already
    hung: set[str] = set()  # and the ties: one that both ways lead along is told once
    level = [beginning]
    for distance, most in enumerate(MOST_TIES):
        if distance:
            ties, counts = _ties([step.end for step in level], way, most, told=MOST_RECORDS)
            for step in level:
                step.more = counts.get(step.end, 0)
        ends = {tie.there for tie in (*ties, *(() if distance else proposed))} - known.keys()
        answers = tell(((end.label, end.id) for end in ends), language, reader)
        known |= {End(*key): answer for key, answer in answers.items()}
        level = _hang(level, ties, known, seen, hung)
        if not level:
            break
    proposals = [Proposal(tie, known[tie.there]) for tie in proposed if tie.there in known]
    shown = tuple(one for one in proposals if not one.told.withdrawn)
    return Followed(way, beginning, shown, page, pages)


def was_withdrawn(first: End, reader: Reader = EVERYONE) -> bool:
    """Whether a record was there and its teller took it back. Nothing else is said of it; of one that is held, not even
    that. One query, a few for a reader who holds a role."""
    told = tell([(first.label, first.id)], "cy", reader).get((first.label, first.id))
    return told is not None and told.withdrawn


def _hang(
    level: Iterable[Step],
    ties: Iterable[Tie],
    known: Mapping[End, Told],
    seen: set[End],
    hung: set[str],
) -> list[Step]:
    """Hangs the records that ties lead to on those of a level; returns the next level, without what stands already."""
    by_end: dict[End, list[Tie]] = {}
    for tie in ties:
        by_end.setdefault(tie.here, []).append(tie)
    following: list[Step] = []
    for step in level:
        for tie in by_end.get(step.end, ()):
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
            else:
                seen.add(tie.there)
                following.append(Step(tie.there, told, tie))
                step.steps.append(following[-1])
    return following


def _first_ties(first: End, way: Way, page: int) -> tuple[list[Tie], int, int]:
    """One page of the ties of the first record, which page that is, and how many there are."""
    page = max(page, 1)
    ties, more = _ties([first], way, PAGE, skip=PAGE * (page - 1))
    if not ties and page > 1:  # beyond the end: how long is it?
        one, rest = _ties([first], way, 1)
        page = max(1, -(-(len(one) + rest.get(first, 0)) // PAGE))
        ties, more = _ties([first], way, PAGE, skip=PAGE * (page - 1))
    return ties, page, page + -(-max(more.get(first, 0), 0) // PAGE)


def _ties(
    ends: Collection[End],
    way: Way,
    most: int,
    *,
    skip: int = 0,
    told: int = 2 * PAGE,
    accepted: bool = True,
) -> tuple[list[Tie], dict[End, int]]:
    """The ties of these records that lead this way, the oldest first, at most so many of each record and direction, and of
    all together the first `told`; and how many each record has besides, after those that were skipped.

    Two queries, of constants and parameters: one counts, one is read in order only until there is enough. With the rows
    numbered by the database within each record, the page of a thousand edges took 51 ms instead of 42.
    """
    sides = [
        _side(ends, "from", LEAVING[way], accepted=accepted),
        _side(ends, "to", ARRIVING[way], accepted=accepted),
    ]
    params = [value for _where, values in sides for value in values]
    more: dict[End, int] = {}
    wanted = 0
    with connection.cursor() as cursor:
        cursor.execute(_union(COUNTED, sides), params)
        for _leaving, label, here, count in cursor.fetchall():
            end = End(label, here)
            more[end] = more.get(end, 0) + max(count - skip, 0)
            wanted += min(max(count - skip, 0), most)
    wanted = min(wanted, told)
    ties: list[Tie] = []
    places: Counter[tuple[int, str, str]] = Counter()
    with connection.chunked_cursor() as cursor:  # so that PostgreSQL, too, sends no more than is read
        if wanted:
            cursor.execute(f"{_union(READ, sides)} ORDER BY leaving DESC, at, id", params)
        # Rows can run out before that: what was counted may be held or gone by the time it is read.
        while len(ties) < wanted and (rows := cursor.fetchmany(CHUNK)):
            for leaving, label, here, _at, key, kind, there_label, there in rows:
                places[leaving, label, here] += 1
                if skip < places[leaving, label, here] <= skip + most and len(ties) < wanted:
                    end = End(label, here)
                    ties.append(Tie(key, Link(kind), bool(leaving), end, End(there_label, there)))
                    more[end] -= 1
    return ties, more


COUNTED = (
    "SELECT {leaving} AS leaving, {here}_label AS here_label, {here}_id AS here_id, COUNT(*) AS there_are",
    " GROUP BY {here}_label, {here}_id",
)
READ = (
    "SELECT {leaving} AS leaving, {here}_label AS here_label, {here}_id AS here_id, at, id, kind,"
    " {there}_label AS there_label, {there}_id AS there_id",
    "",
)


def _union(statement: tuple[str, str], sides: Iterable[tuple[str, Sequence[str]]]) -> str:
    """What is asked of the edges that leave these records, and of those that arrive."""
    begin, end = statement
    ways = ({"leaving": 1, "here": "from", "there": "to"}, {"leaving": 0, "here": "to", "there": "from"})
    parts = (
        begin.format(**names) + where + end.format(**names)
        for names, (where, _params) in zip(ways, sides, strict=True)
    )
    return " UNION ALL ".join(parts)


def _side(
    ends: Iterable[End], here: str, links: Collection[Link], *, accepted: bool
) -> tuple[str, list[str]]:
    """From where: the edges of which one side is one of these records. Those that are held are left out."""
    ids: dict[str, list[str]] = {}
    for end in ends:
        ids.setdefault(end.label, []).append(end.id)
    these = " OR ".join(
        f"({here}_label = %s AND {here}_id IN ({_places(len(keys))}))" for keys in ids.values()
    )
    edge, hold = Edge._meta.db_table, Hold._meta.db_table
    sql = (
        f" FROM {edge} WHERE ({these}) AND kind IN ({_places(len(links))})"
        f" AND accepted IS {'NOT NULL' if accepted else 'NULL'}"
        f" AND NOT EXISTS (SELECT 1 FROM {hold} WHERE {hold}.label = %s"
        f" AND {hold}.object_id = {edge}.id AND {hold}.lifted IS NULL)"
    )
    of_records = [value for label, keys in ids.items() for value in (label, *keys)]
    return sql, [*of_records, *(link.value for link in links), Edge._meta.label]


def _places(count: int) -> str:
    return ", ".join(["%s"] * count)
