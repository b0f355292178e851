"""The matching of everybody together, by night or when a connector asks for it; and what is suggested at once."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localtime

from edau.accounts.models import User
from edau.connect.actions.telling import Asked, tell_asked
from edau.connect.actions.tying import tie_proposed
from edau.connect.analysis.proposing import (
    AtOnce,
    Chosen,
    Matched,
    Nobody,
    TooLong,
    at_once,
    learned,
    match,
    within,
)
from edau.connect.choices import OPEN
from edau.connect.matching_weights import matching_weights
from edau.connect.models import Capability, GroupPrice, Matching, Need, Party, Proposal, Unmet
from edau.connect.models.offers import Asset
from edau.connect.queries.areas import authorities
from edau.connect.queries.matchable import matchable
from edau.connect.queries.standing import assets_now, capabilities_now, needs_now
from edau.core import audit, clock
from edau.core.answers import insist
from edau.core.locks import one_at_a_time
from edau.core.prepared import Prepared
from edau.people.rules import Deed, may

MATCHING = "connect.Matching"
MACHINE = "edau"
SECONDS = 300  # in which a matching must be found: a hundred thousand offers and needs take a tenth of that
ANSWER_IN = timedelta(days=7)
AT_NIGHT = 3  # the hour from which everything is matched anew
TRIES = 3  # a night, where it fails
SHOWN = 5  # suggestions at once for one need
TOO_LONG, BROKE = "too_long", "broke"
A_BATCH = 1000


class AlreadyMatching(Exception):
    """A matching has begun and is not done yet."""


def match_all(*, by: User | str = MACHINE, seconds: float = SECONDS) -> Matching:
    """Weighs everything that may be matched together, proposes what is best for all, and says why others have nobody.

    A matching that fails or takes too long leaves all earlier proposals and reasons as they are; its record says so.
    Raises NotAllowed for an account that may not connect, AlreadyMatching.
    """
    if isinstance(by, User):
        insist(may(by, Deed.CONNECT))
    begun = _begin(str(by))
    try:
        # All that a database is asked is asked here: the thread in which it is matched asks none.
        found, authority_of = matchable(), authorities()
        matched = within(seconds, lambda: match(found, authority_of))
        begun.needs, begun.offers = len(found.needs) + len(found.stopped), len(found.offers)
        return _keep(begun, matched, {row.key for row in found.needs} | set(found.stopped))
    except TooLong:
        return _failed(begun, TOO_LONG)
    except Exception:  # whatever it is, what stands must stand, and somebody must see it
        logging.getLogger("edau.connect").exception("matching %s failed", begun.pk)
        return _failed(begun, BROKE)


def match_nightly() -> int:
    """The matching of tonight, once it is late enough and unless there is nothing that needs it; how many were proposed."""
    now = clock.now()
    if localtime(now).hour < AT_NIGHT or not needs_now(clock.today()).exists():
        return 0
    tonight = localtime(now).replace(hour=AT_NIGHT, minute=0, second=0, microsecond=0)
    tried = list(Matching.objects.filter(begun__gte=tonight, by=MACHINE).values_list("failed", flat=True))
    if "" in tried or len(tried) >= TRIES:
        return 0
    try:
        return match_all().proposed
    except AlreadyMatching:
        return 0


@transaction.atomic
def _begin(by: str) -> Matching:
    one_at_a_time("matching")
    now = clock.now()
    since = now - timedelta(seconds=2 * SECONDS)
    if Matching.objects.filter(ended=None, begun__gt=since).exists():
        raise AlreadyMatching
    _end_broken(now)
    version = f"{matching_weights().version}"
    return Matching.objects.create(begun=now, weights=version, by=by)


@transaction.atomic
def sweep_matchings() -> int:
    """Ends matchings whose worker died, so that nobody reads that one is under way; how many."""
    return _end_broken(clock.now())


def _end_broken(now: datetime) -> int:
    broken = Matching.objects.filter(ended=None, begun__lte=now - timedelta(seconds=2 * SECONDS))
    keys = list(broken.values_list("pk", flat=True))
    for key in keys:
        audit.record(deed="match", by=MACHINE, label=MATCHING, object_id=key, codes={"failed": BROKE})
    Matching.objects.filter(pk__in=keys).update(ended=now, failed=BROKE)
    return len(keys)


@transaction.atomic
def _failed(begun: Matching, code: str) -> Matching:
    begun.ended, begun.failed = clock.now(), code
    begun.save()
    audit.record(deed="match", by=begun.by, label=MATCHING, object_id=begun.pk, codes={"failed": code})
    return begun


@transaction.atomic
def _keep(begun: Matching, matched: Matched, needs: set[str]) -> Matching:
    """What was found, less what changed meanwhile: it is looked at again under the lock that all who answer wait for."""
    one_at_a_time("proposals")
    chosen = _still(matched.chosen)
    made = _proposed(chosen, begun)
    _nobody(matched.nobody, needs)
    _learn(matched)
    begun.ended, begun.pairs, begun.proposed = clock.now(), matched.pairs, len(made)
    begun.value, begun.bound = matched.value, matched.bound
    begun.save()
    codes: audit.Codes = {"proposed": len(made), "needs": begun.needs, "offers": begun.offers}
    audit.record(deed="match", by=begun.by, label=MATCHING, object_id=begun.pk, codes=codes)
    return begun


def _still(chosen: list[Chosen]) -> list[Chosen]:
    """Those of the pairs that may still be proposed: what was withdrawn, held or met meanwhile falls out, and so does what
    a connector has proposed meanwhile."""
    today = clock.today()
    live = set(needs_now(today).values_list("pk", flat=True))
    live |= set(capabilities_now(today).values_list("pk", flat=True))
    live |= set(assets_now(today).values_list("pk", flat=True))
    taken = Counter(Proposal.objects.filter(stage__in=OPEN).values_list("need_id", flat=True))
    left = []
    for one in chosen:
        full = taken[one.need.key] > one.need.helpers
        if one.need.key in live and one.offer.key in live and not full:
            left.append(one)
    return left


def _proposed(chosen: list[Chosen], begun: Matching) -> list[Proposal]:
    now, today = clock.now(), clock.today()
    made = [
        Proposal(
            need_id=one.need.key,
            capability_id=None if one.offer.asset else one.offer.key,
            asset_id=one.offer.key if one.offer.asset else None,
            matching=begun,
            reasons=one.reasons,
            by=MACHINE,
            made=now,
            answer_by=today + ANSWER_IN,
            # Where a connector stands between, nobody is asked before the connector has looked.
            giver_asked=None if is_guarded_row(one) else now,
            synthetic=one.need.synthetic,
        )
        for one in chosen
    ]
    Proposal.objects.bulk_create(made, A_BATCH)
    tie_proposed(made, by=MACHINE, by_machine=True)
    asked = [one for one in chosen if not is_guarded_row(one)]
    Party.objects.filter(pk__in={one.offer.party for one in asked}).update(last_asked=now)
    tell_asked(Asked(one.offer.party, one.need.party) for one in asked)
    return made


def is_guarded_row(one: Chosen) -> bool:
    """Whether a connector has to introduce these two."""
    return one.need.guarded or one.offer.guarded


def _nobody(nobody: Iterable[Nobody], needs: set[str]) -> None:
    """The reasons of this matching in the place of those of the one before."""
    Unmet.objects.all().delete()
    now = clock.now()
    there = set(Need.objects.filter(withdrawn=None).values_list("pk", flat=True)) & needs
    Unmet.objects.bulk_create(
        [
            Unmet(need_id=one.need, reason=one.reason, detail=one.detail, at=now)
            for one in nobody
            if one.need in there
        ],
        A_BATCH,
    )


def _learn(matched: Matched) -> None:
    """What this matching taught about how sought after groups are, by authority."""
    known = {(one.group, one.area): one for one in GroupPrice.objects.all()}
    prices = []
    for (group, area), scarcity in matched.scarcity.items():
        before = known.get((group, area))
        price, times = learned(before.price if before else 0.0, before.matchings if before else 0, scarcity)
        prices.append(GroupPrice(group=group, area=area, price=price, matchings=times))
    GroupPrice.objects.bulk_create(
        prices,
        A_BATCH,
        update_conflicts=True,
        unique_fields=["group", "area"],
        update_fields=["price", "matchings"],
    )


def suggest_for(need: str, *, most: int = SHOWN) -> AtOnce:
    """What can be said of one need at once, less what earlier matchings taught: up to so many suggestions, the best first;
    how many could help; or why nobody can. Nobody is asked by it. A constant number of queries."""
    found, prices, authority_of = matchable(need), _prices(), authorities()
    answer = at_once(found, prices, authority_of, most)
    if answer.could or not found.needs:
        return answer
    # Only what was left out beforehand can tell which condition left nobody.
    return at_once(matchable(need, nearby=False), prices, authority_of, most)


_PRICES = Prepared(lambda: GroupPrice.objects.values_list("group", "area", "price"))


def _prices() -> dict[tuple[int, str], float]:
    return {(group, area): price for group, area, price in _PRICES()}


def record_of(offer: str, asset: bool) -> Capability | Asset:
    """The capability or the asset of this id, with its party."""
    if asset:
        return Asset.objects.select_related("owner").get(pk=offer)
    return Capability.objects.select_related("party").get(pk=offer)
