"""What is offered, as far as anything of it is shown. Of people only counts are shown, and no number is exact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet

from edau.connect.models import Asset, Capability, Need, Offered
from edau.connect.models.weeks import DAYS
from edau.connect.queries.areas import around
from edau.core import clock
from edau.core.visibility import visible
from edau.people.models import Role
from edau.people.rules import Deed, may_with

FEW = 5  # below it, a number of people is told as a few; above it, by fives
PARTS_OF_DAY = {"morning": (18, 24), "afternoon": (24, 34), "evening": (34, 42)}  # half hours from midnight


def offered(today: date | None = None) -> QuerySet[Capability]:
    """Capabilities that count: fresh, not withdrawn, not held, not waiting for somebody to look, their party still here."""
    day = today or clock.today()
    found = Capability.objects.filter(withdrawn=None, waiting=False, fresh_until__gte=day, party__gone=None)
    return visible(found)


def lent(today: date | None = None) -> QuerySet[Asset]:
    """Assets that everyone may read of, by the same rules, with their owners."""
    day = today or clock.today()
    found = Asset.objects.filter(withdrawn=None, waiting=False, fresh_until__gte=day, owner__gone=None)
    return visible(found).select_related("owner__organisation").order_by("kind", "name_en", "name_cy", "pk")


def shared_asset(key: str) -> Asset | None:
    """One asset that everyone may read of: an organisation's. None for one that is not there; what a person lends has no
    page, since it could say who lives where. One query."""
    found = lent().select_related("owner__organisation", "free", "part_of")
    return found.filter(pk=key, owner__organisation__isnull=False).first()


def shared_by(organisation: str) -> QuerySet[Asset]:
    """What an organisation shares, as everyone may read it. One query."""
    return (
        lent()
        .select_related("owner__organisation", "free", "part_of")
        .filter(owner__organisation=organisation)
    )


def by_fives(count: int) -> int:
    """A number of people as it is told: 0 for none, 1 for a few, else the fives that it reaches (5, 10, 15 …). So nobody
    can be worked out from two numbers of two areas."""
    if count <= 0:
        return 0
    return 1 if count < FEW else count - count % FEW


def people_by_group(areas: Collection[str] | None) -> dict[int, int]:
    """How many people and groups in these areas (codes; None: everywhere) offer something of each group of skills, by the
    group's number, as `by_fives` tells it; the most first. One query."""
    found = (
        Offered.objects.filter(capability__in=_within(areas))
        .values("group")
        .annotate(people=Count("capability__party", distinct=True))
        .order_by("-people", "group")
        .values_list("group", "people")
    )
    return {group: by_fives(people) for group, people in found}


def people_by_area(areas: Collection[str]) -> dict[str, int]:
    """How many people and groups in each of these areas (codes) offer something, exactly: only for what tells sums of at
    least five of them, in fives. One query."""
    found = (
        _within(areas)
        .values("party__area")
        .annotate(people=Count("party", distinct=True))
        .order_by("party__area")
        .values_list("party__area", "people")
    )
    return dict(found)


def _within(areas: Collection[str] | None) -> QuerySet[Capability]:
    return offered() if areas is None else offered().filter(party__area__in=list(areas))


def some_made_up(areas: Collection[str] | None) -> bool:
    """Whether something that is counted there was made up for the worked example. One query."""
    return _within(areas).filter(synthetic=True).exists()


def people_by_time(areas: Collection[str]) -> dict[tuple[str, str], int]:
    """How many in these areas are free at some time of each part of each day, as `by_fives` tells it, by (day, part). Whoever
    gave no times is not among them. One query."""
    people: dict[tuple[str, str], set[str]] = defaultdict(set)
    columns = ("party_id", *(f"free__{day}" for day in DAYS))
    rows = _within(areas).exclude(free=None).values_list(*columns)
    for party, *masks in rows:
        for day, mask in zip(DAYS, masks, strict=True):
            for part, (first, last) in PARTS_OF_DAY.items():
                if mask >> first & ((1 << (last - first)) - 1):
                    people[day, part].add(party)
    return {(day, part): by_fives(len(people[day, part])) for day in DAYS for part in PARTS_OF_DAY}


def assets_in(areas: Collection[str] | None, most: int = 200) -> list[Asset]:
    """What organisations share in these areas (None: everywhere), by kind and name, with its times. One query."""
    found = (
        lent()
        .filter(owner__organisation__isnull=False)
        .select_related("owner__organisation", "free", "part_of")
    )
    if areas is not None:
        found = found.filter(area__in=list(areas))
    return list(found[:most])


def lenders_by_kind(areas: Collection[str] | None) -> dict[str, tuple[int, bool]]:
    """How many people in these areas (codes; None: everywhere) would lend something of each kind, by its key, as `by_fives`
    tells it, and whether any of it was made up; the most first. What is lent is never told one by one. One query."""
    found = lent().filter(owner__organisation=None)
    if areas is not None:
        found = found.filter(area__in=list(areas))
    rows = (
        found.values("kind")
        .annotate(people=Count("owner", distinct=True), made_up=Count("pk", filter=Q(synthetic=True)))
        .order_by("-people", "kind")
        .values_list("kind", "people", "made_up")
    )
    return {kind: (by_fives(people), made_up > 0) for kind, people, made_up in rows}


def waiting_offers(roles: Collection[Role], most: int = 20) -> list[Capability | Asset | Need]:
    """What waits for somebody to look, the oldest first, as far as these roles moderate there. Three queries."""
    found: list[Capability | Asset | Need] = []
    found += (
        visible(Capability.objects.filter(waiting=True, withdrawn=None))
        .select_related("party")
        .order_by("made", "pk")[: 5 * most]
    )
    found += visible(Asset.objects.filter(waiting=True, withdrawn=None)).order_by("made", "pk")[: 5 * most]
    found += visible(Need.objects.filter(waiting=True, withdrawn=None)).order_by("made", "pk")[: 5 * most]
    theirs = [
        one
        for one in found
        if may_with(
            roles, Deed.MODERATE, areas=around(one.party.area if isinstance(one, Capability) else one.area)
        )
    ]
    return sorted(theirs, key=lambda one: (one.made, one.pk))[:most]


def ids_offered() -> Iterable[str]:
    """The ids of capabilities that counts are made from."""
    return offered().values_list("pk", flat=True)


def ids_lent() -> Iterable[str]:
    """The ids of assets that have a page now."""
    return lent().filter(owner__organisation__isnull=False).values_list("pk", flat=True)
