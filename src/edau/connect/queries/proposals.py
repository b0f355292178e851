"""Questions about proposals and exchanges, about needs that nobody meets yet, and about the last matching."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from edau.connect.choices import HELPED, OPEN, Stage
from edau.connect.models import Matching, Need, Party, Proposal
from edau.connect.queries.availability import HERE, authority_of, free_on
from edau.connect.queries.reaching import giver_of
from edau.connect.queries.standing import needs_now
from edau.connect.queries.taken import taken_for, without
from edau.core import clock
from edau.core.visibility import held_ids, visible
from edau.people.models import Role
from edau.people.rules import Deed, may_with
from edau.places.queries import visible_areas

CAPABILITY, ASSET, NEED = "connect.Capability", "connect.Asset", "connect.Need"
DAYS_AHEAD = 14
MOST_TIMES = 12
WHOLE_DAY = [(8 * 60, 14 * 60)]  # of whoever said nothing of times: from eight in the morning to ten at night


def in_sight() -> QuerySet[Proposal]:
    """Proposals that are not held, alone or with what was offered or needed, with both sides. One query when read."""
    found = visible(Proposal.objects.all()).exclude(need__in=held_ids(NEED))
    found = found.exclude(capability__isnull=False, capability__in=held_ids(CAPABILITY))
    found = found.exclude(asset__isnull=False, asset__in=held_ids(ASSET))
    return found.select_related(
        "need__party__person",
        "need__party__consent",
        "need__party__organisation",
        "need__free",
        "capability__party__person",
        "capability__party__consent",
        "capability__party__organisation",
        "capability__free",
        "asset__owner__person",
        "asset__owner__consent",
        "asset__owner__organisation",
        "asset__free",
    ).prefetch_related("capability__skills")


def of_parties(parties: Iterable[Party]) -> QuerySet[Proposal]:
    """Those in which one of these is a side, the newest first."""
    keys = [party.pk for party in parties]
    theirs = Q(need__party__in=keys) | Q(capability__party__in=keys) | Q(asset__owner__in=keys)
    return in_sight().filter(theirs).order_by("-made", "pk")


def open_of(parties: Iterable[Party]) -> list[Proposal]:
    """What is open for these: where a connector introduces people, only what they were introduced to."""
    return list(of_parties(parties).filter(stage__in=OPEN).exclude(giver_asked=None))


def exchanges_of(parties: Iterable[Party]) -> list[Proposal]:
    """What these have given and had."""
    return list(of_parties(parties).filter(stage__in=HELPED).order_by("-done", "pk"))


def one(key: str) -> Proposal | None:
    """One proposal in sight; None where there is none."""
    return in_sight().filter(pk=key).first()


def answered_for(need: str) -> dict[str, int]:
    """How many proposals of a need are at each stage. One query."""
    counts: dict[str, int] = {}
    for stage in Proposal.objects.filter(need=need).values_list("stage", flat=True):
        counts[stage] = counts.get(stage, 0) + 1
    return counts


def last_matching() -> Matching | None:
    """The last matching that has ended; None before the first. One query."""
    return Matching.objects.exclude(ended=None).order_by("-begun").first()


def last_good_matching() -> Matching | None:
    """The last one that did not fail."""
    return Matching.objects.filter(failed="").exclude(ended=None).order_by("-begun").first()


def areas_of(roles: Collection[Role]) -> set[str] | None:
    """The codes of all areas in which these roles may connect; None for everywhere. No query."""
    fitting = [role for role in roles if may_with([role], Deed.CONNECT)]
    if any(not role.area and not role.organisation_id for role in fitting):
        return None
    wanted = {role.area for role in fitting if role.area}
    wanted |= {
        role.organisation.area for role in fitting if role.organisation is not None and role.organisation.area
    }
    links = ("authority_id", "health_board_id", "board_id", "community_id", "ward_id", "place_id")
    inside = {
        area.code for area in visible_areas().values() if any(getattr(area, link) in wanted for link in links)
    }
    return wanted | inside


def near(roles: Collection[Role], needs: QuerySet[Need]) -> QuerySet[Need]:
    """Those of the needs whose party is where these roles connect."""
    areas = areas_of(roles)
    return needs if areas is None else needs.filter(party__area__in=areas)


def nobody_yet(roles: Collection[Role]) -> QuerySet[Need]:
    """Needs that have no proposal, or fewer than they want where the last matching found no more: of people who see few
    others first, then those that have waited longest."""
    going = Proposal.objects.filter(need=OuterRef("pk"), stage__in=(*OPEN, *HELPED))
    lacking = ~Exists(going) | Q(unmet__isnull=False)
    found = needs_now(clock.today()).filter(lacking).select_related("party__person", "unmet")
    return near(roles, found).order_by("-party__alone", "made", "pk")


def to_introduce(roles: Collection[Role]) -> QuerySet[Proposal]:
    """Proposals that wait for a connector to introduce people, the longest waiting first."""
    found = in_sight().filter(stage=Stage.PROPOSED, giver_asked=None)
    areas = areas_of(roles)
    if areas is not None:
        found = found.filter(need__party__area__in=areas)
    return found.order_by("-need__party__alone", "made", "pk")


def to_answer_for(roles: Collection[Role]) -> list[Proposal]:
    """Open proposals of which one side is answered for by a connector: with consent, or because they are at risk."""
    acted = Q()
    for whose in ("need__party", "capability__party", "asset__owner"):
        consented = Q(**{f"{whose}__consent__isnull": False, f"{whose}__consent__withdrawn": None})
        acted |= consented | Q(**{f"{whose}__at_risk": True})
    found = in_sight().filter(acted, stage__in=OPEN).exclude(giver_asked=None).order_by("answer_by", "pk")
    areas = areas_of(roles)
    if areas is None:
        return list(found)
    return [row for row in found if row.need.party.area in areas or giver_of(row).area in areas]


def common_times(proposal: Proposal, most: int = MOST_TIMES) -> list[datetime]:
    """Times in the next fortnight at which both are free for as long as it takes, the soonest first; each the beginning of a
    stretch that both have, less what the asset, or the person who would help, is taken for. Where one said nothing of times,
    the whole day counts. Three queries for what is taken, and those of the two weeks for each day."""
    offer = proposal.capability or proposal.asset
    weeks = [offer.free if offer is not None else None, proposal.need.free]
    homes = [authority_of(giver_of(proposal).area), authority_of(proposal.need.area)]
    first = datetime.combine(clock.today() + timedelta(days=1), time(), HERE)
    # Two days on: what begins on the last of them may end after it, and later by the clock where that went back.
    spans = taken_for(proposal, first, first + timedelta(days=DAYS_AHEAD + 2))
    found: list[datetime] = []
    for ahead in range(1, DAYS_AHEAD + 1):
        day = clock.today() + timedelta(days=ahead)
        theirs, ours = (
            free_on(week, day, authority=home) if week is not None else WHOLE_DAY
            for week, home in zip(weeks, homes, strict=True)
        )
        for minute in _starts(without(theirs, day, spans), ours, proposal.need.minutes):
            found.append(datetime.combine(day, time(), HERE) + timedelta(minutes=minute))
        if len(found) >= most:
            break
    return found[:most]


def _starts(theirs: list[tuple[int, int]], ours: list[tuple[int, int]], minutes: int) -> list[int]:
    starts = []
    for begin, length in theirs:
        for other, other_length in ours:
            first, last = max(begin, other), min(begin + length, other + other_length)
            if first < 24 * 60 and last - first >= minutes:
                starts.append(first)
    return sorted(set(starts))
