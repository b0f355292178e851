"""Involvements as lists: open now, to come, being answered, done; and those that somebody looks after."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet

from edau.accounts.models import User
from edau.core.visibility import visible
from edau.listen.choices import Route, Stage
from edau.listen.models import Contribution, Involvement
from edau.listen.queries.concerned import concerned
from edau.listen.queries.contributions import published, readable
from edau.people.choices import Part
from edau.people.models import Role
from edau.people.rules import MAY, Deed, may_with
from edau.thread.models import Receipt

LATE = (Route.PAPER, Route.FILE)  # what was said in time is taken in time


def counted() -> QuerySet[Involvement]:
    """What everyone may read, each with `voices` (what was said in it and still stands) and `owed` (what of it still waits
    for a reason)."""
    stands = Q(contributions__withdrawn=None)
    waits = stands & Q(contributions__answered=None)
    return (
        published()
        .annotate(voices=Count("contributions", filter=stands), owed=Count("contributions", filter=waits))
        .select_related("asked_by", "answered_by")
        .prefetch_related("areas")
    )


def takes_words(involvement: Involvement, route: str, today: date) -> bool:
    """Whether it takes what comes by this route today: from its opening until it closes; what was said on paper or stands
    in a file comes in later, and has until the day of the answers. No query."""
    if involvement.stage != Stage.PUBLISHED or today < involvement.opens:
        return False
    return today <= (involvement.answer_by if route in LATE else involvement.closes)


def open_now(today: date) -> QuerySet[Involvement]:
    """Those that take words today; the ones that close soonest come first."""
    return counted().filter(opens__lte=today, closes__gte=today).order_by("closes", "pk")


def to_come(today: date) -> QuerySet[Involvement]:
    """Those that have been promised and open later."""
    return counted().filter(opens__gt=today).order_by("opens", "pk")


def being_answered(today: date) -> QuerySet[Involvement]:
    """Those that have closed and still owe somebody a reason; the longest owed come first."""
    return counted().filter(Q(owed__gt=0), closes__lt=today).order_by("answer_by", "pk")


def done(today: date) -> QuerySet[Involvement]:
    """Those that have closed and owe nobody anything, the newest first."""
    return counted().filter(Q(owed=0), closes__lt=today).order_by("-answer_by", "pk")


def voices_of(involvement: Involvement) -> tuple[int, int]:
    """How many voices stand in an involvement, and how many more were taken back. One query."""
    found = involvement.contributions.aggregate(
        stands=Count("pk", filter=Q(withdrawn=None)), withdrawn=Count("pk", filter=~Q(withdrawn=None))
    )
    return found["stands"], found["withdrawn"]


def spoken_in(receipt: Receipt) -> list[Involvement]:
    """The published involvements in which something that was said with this receipt still stands, the newest first: those
    that its holder may rate and bear out. One query."""
    said = Involvement.objects.filter(
        contributions__receipt=receipt,
        contributions__withdrawn=None,
        contributions__waiting=False,
        stage=Stage.PUBLISHED,
    )
    return list(visible(said.distinct()).order_by("-opens", "pk"))


def going_on(receipt: Receipt, today: date) -> list[Involvement]:
    """The involvements open today that go on from one in which something that was said with this receipt still stands, the
    ones that close soonest first. One query."""
    follows = Q(follows__contributions__receipt=receipt, follows__contributions__withdrawn=None)
    found = published().filter(follows, opens__lte=today, closes__gte=today)
    return list(found.distinct().order_by("closes", "pk"))


def newest_voices(involvement: Involvement, most: int = 6) -> list[Contribution]:
    """What was said last and everyone may read, as far as there are words to read."""
    return list(
        _voices().filter(involvement=involvement).select_related("recording").order_by("-made", "pk")[:most]
    )


def looked_after(user: User, roles: Collection[Role]) -> QuerySet[Involvement]:
    """What somebody opened, and what the bodies ask or answer in whose name they may act; drafts first."""
    keys = {
        role.organisation_id
        for role in roles
        if role.organisation_id and role.part in (Part.FACILITATOR, Part.OFFICER)
    }
    mine = Q(opened_by=user) | Q(asked_by__in=keys)
    answered = Q(answered_by__in=keys, stage=Stage.PUBLISHED)
    return (
        Involvement.objects.filter(mine | answered)
        .select_related("asked_by", "answered_by")
        .prefetch_related("areas")
        .order_by("stage", "-created")
    )


def taking_paper(roles: Collection[Role], today: date) -> list[Involvement]:
    """Those for which these roles may bring in today what was said on paper, the ones to be answered soonest first. Two
    queries."""
    fitting = [role for role in roles if role.part in MAY[Deed.WRITE_FOR]]
    if not fitting:
        return []
    found = published().filter(opens__lte=today, answer_by__gte=today).prefetch_related("areas")
    return [one for one in found.order_by("answer_by", "pk") if _reached(fitting, one)]


def _reached(roles: Collection[Role], one: Involvement) -> bool:
    whom = concerned(one)
    return bool(may_with(roles, Deed.WRITE_FOR, organisations=whom.organisations or {""}, areas=whom.areas))


def ids_published() -> Iterable[str]:
    """The involvements that lists, pages and forms show now."""
    return published().values_list("pk", flat=True)


def ids_of_voices() -> Iterable[str]:
    """What pages of involvements may show of what people said."""
    return _voices().filter(involvement__in=published().values("pk")).values_list("pk", flat=True)


def _voices() -> QuerySet[Contribution]:
    return readable().exclude(words="")
