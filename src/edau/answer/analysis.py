"""How much say people had in an involvement, as its events bear out, and the four tests of a fair consultation: what the
records hold, put to the kernels."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from edau.answer.queries.evidence import Counts
from edau.core import clock
from edau.kernels.deliberation.fairness import Record, fairness
from edau.kernels.deliberation.ladder import Evidenced, Facts, Happened, decided_before, evidenced
from edau.kernels.findings import Finding
from edau.listen.choices import Event, Stage
from edau.listen.models import Happening, Involvement
from edau.listen.queries.happenings import DECISIONS, shutting, standing


@dataclass(frozen=True)
class Judged:
    """What the events bear out. `before` are the ids of decisions taken before people could speak that count: as they stand,
    or as they were noted first where nobody else bears out what replaced them. `was_before` are such as were noted so first
    and put right in a way that somebody else bears out."""

    level: Evidenced
    fair: tuple[Finding, ...]
    before: tuple[str, ...]
    was_before: tuple[str, ...]


def judged(
    involvement: Involvement,
    happenings: Sequence[Happening],
    counts: Counts,
    *,
    opened: date,
    sealed: bool,
    weeks: int,
    proven: Collection[str],
    out: Collection[str],
) -> Judged:
    """Judges an involvement by all that was noted (also what was replaced), by its counts, and by the day on which people
    could first speak. `sealed` says whether its seal holds; `weeks` is what the law gives for a plan; `proven` are the ids of
    the notes that something shows beside the word of whoever noted them, `out` of those that somebody else bears out
    (`answer.queries.proofs`). No query."""
    shut = shutting(happenings, out)
    events = [_event(each, proven) for each in standing(happenings)]
    events += [_once_noted(each) for each in shut if each.replaced_by_id]
    before = tuple(each.pk for each in shut if each.kind in DECISIONS and each.on < opened)
    replaced = [_once_noted(each) for each in happenings if each.replaced_by_id and each not in shut]
    was_before = decided_before(replaced, opened)
    closed = max(involvement.closes, opened)
    texts = frozenset(
        language
        for language in ("cy", "en")
        if all(getattr(involvement, f"{name}_{language}") for name in ("about", "open", "fixed"))
    )
    facts = Facts(
        opened=opened,
        closed=closed,
        texts=bool(texts),
        said=counts.said,
        said_from_opening=counts.from_opening,
        answered=counts.answered,
        taken_up=counts.taken_up,
        delivered=counts.delivered,
    )
    early = [each for each in shut if each.kind == Event.DECIDED and opened <= each.on < closed]
    record = Record(
        today=clock.today(),
        opened=opened,
        closed=closed,
        answer_by=max(involvement.answer_by, closed),
        published=involvement.stage == Stage.PUBLISHED,
        sealed=sealed,
        says_open=bool(involvement.open_cy or involvement.open_en),
        decided_before=len(before),
        decided_early=len(early),
        put_right=bool(was_before),
        texts=texts,
        told=sum(each.kind == Event.TOLD for each in events),
        weeks=weeks if involvement.plan else 0,
        said=counts.said,
        answered=counts.answered,
        taken_up=counts.taken_up,
    )
    return Judged(
        level=evidenced(events, facts),
        fair=fairness(record),
        before=before,
        was_before=was_before,
    )


def _event(each: Happening, proven: Collection[str]) -> Happened:
    return Happened(each.pk, str(each.kind), each.on, each.level, proven=each.pk in proven)


def _once_noted(each: Happening) -> Happened:
    """A note that was put right: it can still cap a level, and bears none out."""
    kind = Event.DECIDED if each.kind in DECISIONS else each.kind
    return Happened(each.pk, str(kind), each.on)
