"""What a report may do at once: the rules against the abuse of reporting.

A report that takes nothing away is still heard: it waits for a moderator, and keeps why it waits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from edau.core import clock
from edau.core.abuse import Limit, within
from edau.core.abuse.limits import DAY
from edau.moderation import limits
from edau.moderation.choices import Decision, Effect, Queued, Reason
from edau.moderation.kinds import Kind
from edau.moderation.models import Case, Report

HELD_WITHOUT_A_NAME = "hold without a name"


def restored(case: str = "") -> Q:
    """That what holds in the end is that the item is shown: an appeal outweighs what was decided first. `case` is the way
    to the case, such as "case__"."""
    first = Q(**{f"{case}decision": Decision.RESTORED})
    no_other = Q(**{f"{case}appeal": None}) | Q(**{f"{case}appeal__decision": ""})
    return Q(**{f"{case}appeal__decision": Decision.RESTORED}) | (first & no_other)


@dataclass(frozen=True)
class Asked:
    """A report as it comes in: by whom ("user 5", "receipt …", empty for nobody we know), why, and the salted name of the
    address it came from (empty where nobody counts)."""

    reporter: str
    reason: Reason
    address: str = ""


def why_it_waits(case: Case, kind: Kind, asked: Asked, now: datetime) -> Queued | None:
    """Why this report takes nothing away; None where it does so at once."""
    if not kind.personal:
        return Queued.KIND
    if asked.reporter and _reported_before(case, asked.reporter):
        return Queued.AGAIN
    cleared = cleared_reasons(case)
    if cleared is not None and not _two_people_and_a_new_reason(case, asked, cleared):
        return Queued.CLEARED
    if case.lapsed and asked.reason in limits.ENDS_AFTER:
        return Queued.LAPSED
    if asked.reporter:
        if holds_today(asked.reporter, now) >= quota(asked.reporter, now):
            return Queued.QUOTA
    elif not within(limits_without_a_name(asked.address)):
        return Queued.UNKNOWN
    return None if case.held else _burst(case, asked, now)


def _reported_before(case: Case, reporter: str) -> bool:
    """One effect a reader and item: taking a report back and reporting again holds nothing a second time."""
    return Report.objects.filter(
        case__label=case.label, case__object_id=case.object_id, reporter=reporter
    ).exists()


def cleared_reasons(case: Case) -> set[str] | None:
    """The reasons for which a moderator has found nothing wrong with the item; None where none has looked, or the last
    one who did took it away."""
    earlier = Case.objects.filter(label=case.label, object_id=case.object_id).exclude(
        Q(decided=None) | Q(decision=Decision.DROPPED)
    )
    found = list(earlier.filter(restored()).values_list("pk", "rule"))
    if not found:
        return None
    reasons = Report.objects.filter(case__in=[pk for pk, _rule in found]).values_list("reason", flat=True)
    return {rule for _pk, rule in found} | set(reasons)


def _two_people_and_a_new_reason(case: Case, asked: Asked, cleared: set[str]) -> bool:
    if not asked.reporter or asked.reason in cleared:
        return False
    return (
        supporters(case, cleared).exclude(reporter=asked.reporter).count() + 1
        >= limits.PEOPLE_FOR_A_CLEARED_ITEM
    )


def supporters(case: Case, cleared: set[str]) -> QuerySet[Report]:
    """The reports in this case, by readers we know and for the first time, that name a reason nobody has looked into."""
    first = case.reports.filter(withdrawn=None).exclude(reporter="").exclude(queued_by=Queued.AGAIN)
    return first.exclude(reason__in=cleared)


def quota(reporter: str, now: datetime) -> int:
    """How many items one reader may take away within a day. It falls with the share of their reports that did not stand;
    it is worked out when it is asked for, kept nowhere and shown to nobody."""
    judged = Report.objects.filter(
        reporter=reporter, withdrawn=None, case__decided__gt=now - limits.JUDGED_OVER
    ).exclude(case__decision=Decision.DROPPED)
    counts = judged.aggregate(all=Count("pk"), fell=Count("pk", filter=restored("case__")))
    if counts["all"] < limits.JUDGED_FROM:
        return limits.HOLDS_A_DAY
    stood = 1 - counts["fell"] / counts["all"]
    return max(limits.FEWEST_A_DAY, round(limits.HOLDS_A_DAY * stood))


def holds_today(reporter: str, now: datetime) -> int:
    """How many items one reader took away within a day; those whose report they took back count, too."""
    return Report.objects.filter(reporter=reporter, effect=Effect.HELD, at__gt=now - DAY).count()


def limits_without_a_name(address: str) -> list[Limit]:
    """What readers nobody knows may take away: from one address within a day, and all of them within an hour."""
    return [
        Limit(HELD_WITHOUT_A_NAME, address or "nowhere", limits.WITHOUT_A_NAME_A_DAY, DAY),
        Limit(HELD_WITHOUT_A_NAME, "", limits.WITHOUT_A_NAME_AN_HOUR, limits.BURST),
    ]


def limit_of_address(address: str) -> Limit:
    # A name of its own: the form counts what is sent from an address, too, and each report counts here once.
    return Limit("report lately", address, limits.REPORTS_OF_AN_ADDRESS, limits.BURST)


def _burst(case: Case, asked: Asked, now: datetime) -> Queued | None:
    """Slow mode: many items of one page or one author, or many reports from one address, within an hour."""
    lately = Case.objects.filter(opened__gt=now - limits.BURST).exclude(pk=case.pk)
    counts = lately.aggregate(
        page=Count("pk", filter=Q(page=case.page) & ~Q(page="")),
        author=Count("pk", filter=Q(author=case.author) & ~Q(author="")),
    )
    slow = (
        counts["page"] >= limits.ITEMS_OF_A_PAGE
        or counts["author"] >= limits.ITEMS_OF_AN_AUTHOR
        or (bool(asked.address) and not within([limit_of_address(asked.address)]))
    )
    return Queued.SLOW if slow else None


def ends(case: Case) -> datetime | None:
    """When the hold of an open case ends by itself; None where it never does or there is none."""
    if not case.held or case.decided:
        return None
    ends_at = []
    for reason, at in case.reports.filter(withdrawn=None, effect=Effect.HELD).values_list("reason", "at"):
        if reason not in limits.ENDS_AFTER:
            return None
        ends_at.append(at + limits.ENDS_AFTER[Reason(reason)])
    return max(ends_at, default=clock.now())
