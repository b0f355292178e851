"""Who comes back: of one piece of work that involves people in several stages, which people spoke at which of them.

A hold changes none of these numbers, as it changes none of who was heard (`listen.queries.voices`): else anybody could
report a story and read off the difference whether its teller had spoken before. None of their words is read here.

What is counted are pseudonyms. Somebody without an account is another pseudonym with each receipt, unless they say with the
earlier one open that they took part before; so only they, and those who keep their receipts in one account, can be seen to
come back: the true number is as high or higher.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from edau.listen.choices import Cycle
from edau.listen.models import Contribution, Involvement
from edau.listen.queries.contributions import published

STAGES = tuple(Cycle.values)
MOST_STEPS = 60  # of one piece of work: a chain that is longer, or bites its own tail, ends here


@dataclass(frozen=True)
class StageCount:
    """One stage of the work that has closed: how many people spoke at it, and how many of them had spoken at an earlier
    one. Exact numbers: whoever shows them hides small ones first (`listen.analysis`)."""

    stage: str
    people: int
    again: int
    involvements: tuple[str, ...]
    without: int = 0  # of these people, how many hold no account


@dataclass(frozen=True)
class Work:
    """One piece of work: its involvements in the order of the stages, and the counts of those stages that have closed.
    `running` are the stages still open, which are not counted: from a number that changes while people speak, one could
    tell who has just spoken."""

    involvements: tuple[Involvement, ...]
    counts: tuple[StageCount, ...]
    running: tuple[str, ...]


def work_of(involvement: Involvement, today: date) -> Work:
    """The whole work that an involvement is a stage of. A constant number of queries."""
    chain = _chain(involvement)
    in_order = sorted(chain, key=lambda one: (_place(one), one.opens, one.pk))
    by_stage: dict[str, list[Involvement]] = defaultdict(list)
    for one in in_order:
        by_stage[one.cycle].append(one)
    people, without = _people([one.pk for one in in_order])
    counts, running, before = [], [], set[str]()
    for stage in STAGES:  # what says no stage stands in the work, and is no step of it
        own = by_stage.get(stage, [])
        if not own:
            continue
        if any(one.answer_by >= today for one in own):  # until then words on paper can still come in
            running.append(stage)
            continue
        spoke = set[str]().union(*(people[one.pk] for one in own))
        ids = tuple(one.pk for one in own)
        counts.append(StageCount(stage, len(spoke), len(spoke & before), ids, len(spoke & without)))
        before |= spoke
    return Work(tuple(in_order), tuple(counts), tuple(running))


def _chain(involvement: Involvement) -> list[Involvement]:
    """Everything that this follows, and everything that follows any of it, as far as everyone may read it. One query: what
    follows something is few among all."""
    tied = published().exclude(follows=None, followed_by=None).select_related("asked_by", "answered_by")
    known = {one.pk: one for one in tied.distinct()} | {involvement.pk: involvement}
    followers: dict[str, list[str]] = defaultdict(list)
    for one in known.values():
        if one.follows_id:
            followers[one.follows_id].append(one.pk)
    found: dict[str, Involvement] = {}
    waiting = [involvement.pk]
    while waiting and len(found) < MOST_STEPS:
        key = waiting.pop()
        if key in found or key not in known:
            continue
        one = found[key] = known[key]
        waiting += [*followers[key], *([one.follows_id] if one.follows_id else [])]
    return list(found.values())


def _place(one: Involvement) -> int:
    return STAGES.index(one.cycle) if one.cycle in STAGES else len(STAGES)


def _people(ids: Sequence[str]) -> tuple[dict[str, set[str]], set[str]]:
    """Who spoke in each, by pseudonym: what was taken back and what waits to be looked at is not counted. And which of them
    hold no account. One query."""
    spoke = Contribution.objects.filter(involvement__in=ids, withdrawn=None, waiting=False)
    found: dict[str, set[str]] = defaultdict(set)
    without: set[str] = set()
    rows = spoke.order_by().values_list("involvement", "receipt__person", "receipt__person__user").distinct()
    for involvement, person, account in rows:
        found[involvement].add(person)
        if account is None:
            without.add(person)
    return found, without
