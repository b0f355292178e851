"""What waits for a moderator, the overdue first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from edau.core import clock
from edau.moderation import limits
from edau.moderation.choices import Decision, Queued
from edau.moderation.models import Case, Report
from edau.people.models import Role
from edau.people.rules import MAY, Deed


def cases_of(roles: Collection[Role]) -> Q:
    """The cases that the holder of these roles may read, as a condition: `rules.may_see`, asked of the database."""
    fitting = [role for role in roles if role.part in MAY[Deed.READ_CASES]]
    if not fitting:
        return Q(pk__in=[])
    if any(not role.organisation_id and not role.area for role in fitting):
        return Q()
    return (
        Q(organisation__in=[role.organisation_id for role in fitting if role.organisation_id])
        | Q(area__in=[role.area for role in fitting if role.area])
        | Q(organisation="", area="")
        | Q(escalated__isnull=False)
    )


def open_cases(roles: Collection[Role]) -> QuerySet[Case]:
    """The open cases these roles reach, those due first on top, with the reports that still stand."""
    found = Case.objects.filter(cases_of(roles), decided=None)
    return found.prefetch_related("reports").order_by("due", "pk")


def open_appeals(roles: Collection[Role]) -> QuerySet[Case]:
    """The cases somebody has asked another look at, those due first on top."""
    found = Case.objects.filter(cases_of(roles), appeal__decided=None, appeal__isnull=False)
    return found.select_related("appeal").prefetch_related("reports").order_by("appeal__due", "pk")


def just_decided(roles: Collection[Role], by: str) -> QuerySet[Case]:
    """What one moderator decided within the last minutes and can take back."""
    return (
        Case.objects.filter(
            cases_of(roles), decided_by=by, decided__gt=clock.now() - limits.UNDO_WITHIN, appeal=None
        )
        .exclude(decision=Decision.DROPPED)
        .order_by("-decided")
    )


def of_author(case: Case) -> list[Case]:
    """The other open cases about the same author; none where we do not know who it is."""
    if not case.author:
        return []
    found = Case.objects.filter(author=case.author, decided=None).exclude(pk=case.pk)
    return list(found.prefetch_related("reports").order_by("due", "pk"))


def others_of_authors(cases: Collection[Case]) -> dict[str, int]:
    """How many open cases there are about the author of each of these, by author. One query."""
    authors = {case.author for case in cases if case.author}
    counted = Case.objects.filter(author__in=authors, decided=None).values("author").annotate(n=Count("pk"))
    return {row["author"]: row["n"] for row in counted.order_by("author")}


@dataclass(frozen=True)
class SlowMode:
    """That reports wait instead of taking away: how many did within the last hour, about how many items."""

    reports: int
    items: int


def slow_mode() -> SlowMode | None:
    """Whether reports came in so fast within the last hour that some wait; None where none did."""
    lately = Q(queued_by=Queued.SLOW, at__gt=clock.now() - limits.BURST, withdrawn=None)
    counts = Report.objects.filter(lately).aggregate(reports=Count("pk"), items=Count("case", distinct=True))
    return SlowMode(counts["reports"], counts["items"]) if counts["reports"] else None
