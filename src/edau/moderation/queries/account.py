"""The public account of reports: how many, by which rule, how they were decided and how long it took.

Small numbers are not given: whoever knows of one case could read off it what became of it. A group under five is put
together with the other small groups of its month; what is under five even then is left out, and no total gives it away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import QuerySet
from django.utils import timezone

from edau.moderation.choices import Decision
from edau.moderation.models import Case

FEWEST = 5
SEVERAL = ""  # the rule of a line that puts small groups together


@dataclass(frozen=True)
class Line:
    """Decisions of one month, by one rule and of one kind; `rule` and `decision` empty: several small groups together."""

    month: date
    rule: str
    decision: str
    count: int


@dataclass(frozen=True)
class Account:
    """What is published. None: too few to say."""

    lines: tuple[Line, ...]
    waiting: int | None  # open now
    overdue: int | None
    middle: timedelta | None  # half of all decisions took no longer
    in_time: int | None  # per cent decided within the time that is owed
    appeals: int | None  # decided
    upheld: int | None  # of them, those decided the other way
    decisions: tuple[Case, ...]  # those whose line is given, the newest first


def account(now_waiting: int, now_overdue: int, decided: Iterable[Case]) -> Account:
    """The account of these decisions (with their appeals)."""
    cases = list(decided)
    lines, given = _lines(cases)
    took = [(case.decided - case.opened).total_seconds() for case in cases if case.decided]
    in_time = [case for case in cases if case.decided and case.decided <= case.due]
    appeals = [case for case in cases if getattr(case, "appeal", None) is not None and case.appeal.decided]
    upheld = sum(case.appeal.decision != case.decision for case in appeals)
    shown = [case for case in cases if _group(case) in given]
    return Account(
        lines=lines,
        waiting=_enough(now_waiting),
        overdue=_enough(now_overdue),
        middle=timedelta(seconds=median(took)) if len(took) >= FEWEST else None,
        in_time=_percent(len(in_time), len(cases)),
        appeals=_enough(len(appeals)),
        upheld=upheld if _safe(upheld, len(appeals)) else None,
        decisions=tuple(sorted(shown, key=lambda case: (case.decided or case.opened, case.pk), reverse=True)),
    )


def published_account(now: datetime) -> Account:
    """The account as it stands."""
    waiting = Case.objects.filter(decided=None)
    return account(waiting.count(), waiting.filter(due__lt=now).count(), decided_cases())


def decided_cases() -> QuerySet[Case]:
    """Every case that a moderator has decided, with its appeal."""
    found = Case.objects.filter(decided__isnull=False).exclude(decision=Decision.DROPPED)
    return found.select_related("appeal").order_by("decided", "pk")


def public_case(key: str) -> Case | None:
    """A case by its name, for everyone: what is shown of it never has the words it is about."""
    return Case.objects.select_related("appeal").filter(pk=key).first()


Group = tuple[date, str, str]


def _group(case: Case) -> Group:
    day = timezone.localdate(case.decided)
    return day.replace(day=1), case.rule, case.decision


def _lines(cases: list[Case]) -> tuple[tuple[Line, ...], set[Group]]:
    """The lines that may be given, and the groups that have one of their own."""
    counts = Counter(_group(case) for case in cases)
    large = {group for group, count in counts.items() if count >= FEWEST}
    rest: Counter[date] = Counter()
    for group, count in counts.items():
        if group not in large:
            rest[group[0]] += count
    lines = [Line(*group, count=counts[group]) for group in large]
    lines += [Line(month, SEVERAL, "", count) for month, count in rest.items() if count >= FEWEST]
    lines.sort(key=lambda line: (-line.month.toordinal(), line.rule == SEVERAL, line.rule, line.decision))
    return tuple(lines), large


def line_of(case: Case, lines: Iterable[Line]) -> Line | None:
    """The line that counts a decided case; None where it is in none, since too few are like it."""
    by_group = {(line.month, line.rule, line.decision): line for line in lines}
    month, rule, decision = _group(case)
    return by_group.get((month, rule, decision)) or by_group.get((month, SEVERAL, ""))


def _enough(count: int) -> int | None:
    return count if count >= FEWEST else None


def _safe(part: int, whole: int) -> bool:
    """Whether a part of a whole may be given: neither it nor what is left is a small number."""
    return whole >= FEWEST and part not in range(1, FEWEST) and whole - part not in range(1, FEWEST)


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if _safe(part, whole) else None
