"""Deeds with proposals: from a connector's suggestion to both yeses, and how they end. People are asked, never assigned.

Two may say yes to the last place in the same moment. The need and the offer are locked, always in this order, before it is
counted who comes first: on PostgreSQL by their rows, on SQLite by the one lock that every writing transaction takes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from edau.accounts.models import User
from edau.connect.actions.telling import (
    Asked,
    tell_agreed,
    tell_asked,
    tell_taken,
)
from edau.connect.actions.tying import (
    ASSET,
    CAPABILITY,
    NEED,
    PROPOSAL,
    accept_proposed,
    tie_proposed,
    untie_proposed,
)
from edau.connect.choices import HELPED, OPEN, Side, Stage, Why
from edau.connect.models import Asset, Block, Capability, Need, Party, Proposal, Unmet
from edau.connect.proposal_rules import (
    ASKED_ENOUGH,
    BLOCKED,
    CHECKS_FIRST,
    FULL,
    NO_CHECK,
    NOT_THERE,
    OPEN_ALREADY,
    SAID_NO,
    may_answer,
    may_bring_together,
    party_of,
)
from edau.connect.queries.earlier import WEEK
from edau.connect.queries.guarded import is_guarded
from edau.connect.queries.matchable import OTHERS_AT_ONCE, THINGS_AT_ONCE, held_with
from edau.connect.queries.reaching import giver_of
from edau.connect.queries.speaking import Speaker
from edau.connect.queries.standing import may_be_matched
from edau.connect.skills import Nature, asset_kinds, check_kinds
from edau.connect.stamps import changed
from edau.core import audit, clock
from edau.core.answers import NotAllowed, insist
from edau.core.locks import one_at_a_time
from edau.core.visibility import held_ids

ANSWER_IN = timedelta(days=7)
LONGEST_REASON = 500
CONSENTING = (Stage.CONSENTED, Stage.AGREED)


class NeedsReason(ValueError):
    """A connector proposes against the order, and has not said why."""


class NotNow(Exception):
    """It has come too far for this, or not far enough; `stage` is where it stands."""

    def __init__(self, stage: str) -> None:
        self.stage = stage
        super().__init__(stage)


@transaction.atomic
def propose(
    *,
    need: Need,
    by: User,
    capability: Capability | None = None,
    asset: Asset | None = None,
    because: str = "",
    reasons: Iterable[list[object]] = (),
    in_order: bool = False,
) -> Proposal:
    """A connector proposes an offer for a need. Against the order, where it is not the first suggestion (`in_order`), the
    connector says why. What protects people cannot be overridden: blocks, checks, what is held or taken back, how often
    somebody wishes to be asked, room, a no that was said.

    Raises NotAllowed, NeedsReason; ValueError for neither or both of `capability` and `asset`, or too long a reason.
    """
    if (capability is None) == (asset is None):
        raise ValueError("Somebody or something is proposed.")
    because = because.strip()
    if len(because) > LONGEST_REASON:
        raise ValueError("The reason is too long.")
    if not because and not in_order:
        raise NeedsReason
    one_at_a_time("proposals")
    need = Need.objects.select_for_update(of=("self",)).select_related("party").get(pk=need.pk)
    giver = capability.party if capability is not None else _owner(asset)
    insist(may_bring_together(by, need, giver))
    _insist_safe(need, giver, capability or asset)
    now = clock.now()
    made = Proposal.objects.create(
        need=need,
        capability=capability,
        asset=asset,
        reasons=[list(one) for one in reasons],
        by=str(by),
        because=because,
        made=now,
        answer_by=clock.today() + ANSWER_IN,
        giver_asked=now,
        synthetic=need.synthetic,
    )
    tie_proposed([made], by=str(by))
    Party.objects.filter(pk=giver.pk).update(last_asked=now)
    Unmet.objects.filter(need=need).delete()
    tell_asked([Asked(giver.pk, need.party_id)])
    codes: audit.Codes = {"against_order": not in_order, "guarded": is_guarded(need, giver)}
    audit.record(deed="propose", by=str(by), label=PROPOSAL, object_id=made.pk, codes=codes)
    return made


def _owner(asset: Asset | None) -> Party:
    if asset is None:
        raise ValueError("Somebody or something is proposed.")
    return asset.owner


def _insist_safe(need: Need, giver: Party, offer: Capability | Asset | None) -> None:
    """Raises NotAllowed with the first thing that no connector can override."""
    if (
        offer is None
        or not may_be_matched(offer)
        or not may_be_matched(need)
        or offer.synthetic != need.synthetic
    ):
        raise NotAllowed(NOT_THERE)
    between = Q(party=giver, other=need.party_id) | Q(party=need.party_id, other=giver)
    if giver.pk == need.party_id or Block.objects.filter(between).exists():
        raise NotAllowed(BLOCKED)
    if need.party.at_risk and not need.checks:
        raise NotAllowed(CHECKS_FIRST)
    if not _holds(giver, need.checks):
        raise NotAllowed(NO_CHECK)
    of_pair = offer.proposals.filter(need=need)
    if of_pair.filter(stage__in=OPEN).exists():
        raise NotAllowed(OPEN_ALREADY)
    if of_pair.filter(stage=Stage.DECLINED).exists():
        raise NotAllowed(SAID_NO)
    _insist_rested(giver)
    if _is_full(need, offer):
        raise NotAllowed(FULL)


def _insist_rested(giver: Party) -> None:
    """Raises NotAllowed where a giver has been asked as often as they wish within the last seven days."""
    asked = Proposal.objects.filter(
        Q(capability__party=giver) | Q(asset__owner=giver), giver_asked__gt=clock.now() - WEEK
    )
    if asked.count() >= giver.asks_a_week:
        raise NotAllowed(ASKED_ENOUGH)


def _holds(giver: Party, asked: Collection[str]) -> bool:
    kinds = check_kinds()
    held: set[int] = set()
    for kind in giver.checks.filter(withdrawn=None, until__gte=clock.today()).values_list("kind", flat=True):
        held |= held_with(kind)
    return all(code in kinds and kinds[code].number in held for code in asked)


@transaction.atomic
def introduce(*, proposal: str, by: User) -> Proposal:
    """A connector has looked at what a matching proposed where a connector stands between, and asks both sides.

    Raises NotAllowed, also where the giver has been asked as often as they wish this week; NotNow where they have been asked,
    or it is over; Proposal.DoesNotExist.
    """
    one_at_a_time("proposals")  # two introductions of one giver must not each count without the other
    made = locked(proposal)
    giver = giver_of(made)
    insist(may_bring_together(by, made.need, giver))
    if made.stage != Stage.PROPOSED or made.giver_asked is not None:
        raise NotNow(made.stage)
    if not _holds(giver, made.need.checks) or (made.need.party.at_risk and not made.need.checks):
        raise NotAllowed(NO_CHECK)
    _insist_rested(giver)
    made.giver_asked = clock.now()
    made.answer_by = clock.today() + ANSWER_IN
    made.save()
    accept_proposed(made, by=str(by))
    Party.objects.filter(pk=giver.pk).update(last_asked=made.giver_asked)
    tell_asked([Asked(giver.pk, made.need.party_id)])
    audit.record(deed="introduce", by=str(by), label=PROPOSAL, object_id=made.pk)
    return made


@transaction.atomic
def say_yes(*, proposal: str, side: Side, by: Speaker) -> Proposal:
    """One side says yes. With both, they are told how to reach one another, unless somebody else came first: then the
    proposal that is returned has ended, and those who had said yes are told. Twice changes nothing.

    Raises NotAllowed; NotNow where it is over; Proposal.DoesNotExist.
    """
    made = locked(proposal)
    insist(may_answer(by, made, side))
    stamp = "giver_yes" if side == Side.GIVER else "seeker_yes"
    if getattr(made, stamp) is not None and made.stage in CONSENTING:
        return made
    if made.stage != Stage.PROPOSED:
        raise NotNow(made.stage)
    _insist_standing(made)
    if getattr(made, stamp) is None:
        setattr(made, stamp, clock.now())
        audit.record(deed="say_yes", by=by.by, label=PROPOSAL, object_id=made.pk, codes={"side": str(side)})
    offer = made.capability or made.asset
    if offer is None or _is_full(made.need, offer):
        made.save()
        _end([made], by=by.by, code="taken")
        return made
    if made.giver_yes is not None and made.seeker_yes is not None:
        made.stage = Stage.CONSENTED
        audit.record(deed="both_consent", by=by.by, label=PROPOSAL, object_id=made.pk)
    made.save()
    if made.stage == Stage.CONSENTED:
        accept_proposed(made, by=by.by)
        tell_agreed([giver_of(made).pk, made.need.party_id])
        _end_the_rest(made, offer, by.by)
    changed()
    return made


def _insist_standing(made: Proposal) -> None:
    """Raises NotAllowed where one of the two is held, keeps apart from the other or needs protecting since it was proposed,
    or a check has run out."""
    for label, key in ((NEED, made.need_id), (CAPABILITY, made.capability_id), (ASSET, made.asset_id)):
        if key in held_ids(label):
            raise NotAllowed(NOT_THERE)
    giver, seeker = giver_of(made), made.need.party
    between = Q(party=giver, other=seeker) | Q(party=seeker, other=giver)
    if Block.objects.filter(between).exists():
        raise NotAllowed(BLOCKED)
    if seeker.at_risk and not made.need.checks:
        raise NotAllowed(CHECKS_FIRST)
    if not _holds(giver, made.need.checks):
        raise NotAllowed(NO_CHECK)


def _is_full(need: Need, offer: Capability | Asset) -> bool:
    """Whether the need has as many who said yes, with it, as it wants, or the offer as many as it takes in a month."""
    settled = Proposal.objects.filter(stage__in=(*CONSENTING, *HELPED))
    if settled.filter(need=need).count() >= need.units:
        return True
    return _carried(offer) >= _room(offer)


def _carried(offer: Capability | Asset) -> int:
    month = localtime(clock.now()).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    now_or_lately = Q(stage__in=CONSENTING) | Q(stage__in=HELPED, done__gte=month)
    return int(offer.proposals.filter(now_or_lately).count())


def _room(offer: Capability | Asset) -> int:
    if isinstance(offer, Capability):
        return offer.capacity
    kind = asset_kinds().get(offer.kind)
    is_thing = kind is None or kind.nature == Nature.THING
    return THINGS_AT_ONCE if is_thing else OTHERS_AT_ONCE


def _end_the_rest(made: Proposal, offer: Capability | Asset, by: str) -> None:
    """What nobody can say yes to any more ends at once, so that nobody is kept waiting for it."""
    still = Proposal.objects.select_for_update(of=("self",)).filter(stage=Stage.PROPOSED).exclude(pk=made.pk)
    settled = Proposal.objects.filter(stage__in=(*CONSENTING, *HELPED))
    over = Q(pk__in=[])
    if settled.filter(need=made.need).count() >= made.need.units:
        over |= Q(need=made.need)
    if _carried(offer) >= _room(offer):
        over |= Q(capability=offer) if isinstance(offer, Capability) else Q(asset=offer)
    _end(list(_with_sides(still.filter(over)).order_by("pk")), by=by, code="taken")


@transaction.atomic
def decline(*, proposal: str, side: Side, why: Why, by: Speaker) -> Proposal:
    """One side says no, also after a yes. The reason teaches the next matching; the pair is not proposed again.

    Raises NotAllowed; NotNow where it is over; Proposal.DoesNotExist.
    """
    made = locked(proposal)
    insist(may_answer(by, made, side))
    if made.stage not in OPEN:
        raise NotNow(made.stage)
    before = made.stage
    made.stage, made.declined_by, made.why = Stage.DECLINED, side, why
    made.save()
    untie_proposed([made])
    codes: audit.Codes = {"side": str(side), "why": str(why)}
    audit.record(deed="decline", by=by.by, label=PROPOSAL, object_id=made.pk, codes=codes)
    other = party_of(made, Side.SEEKER if side == Side.GIVER else Side.GIVER)
    if before in CONSENTING or (made.giver_yes if side == Side.SEEKER else made.seeker_yes):
        tell_taken([other.pk])
    if side == Side.SEEKER and why == Why.SOLVED:
        rest = Proposal.objects.select_for_update(of=("self",)).filter(need=made.need, stage=Stage.PROPOSED)
        _end(list(_with_sides(rest).order_by("pk")), by=by.by, code="solved")
    changed()
    return made


@transaction.atomic
def lapse() -> int:
    """What nobody answered in time lapses; how many. Whoever had said yes is told."""
    late = Proposal.objects.select_for_update(of=("self",)).filter(
        stage=Stage.PROPOSED, answer_by__lt=clock.today()
    )
    found = list(_with_sides(late).order_by("pk"))
    for one in found:
        one.stage = Stage.LAPSED
        one.save(update_fields=["stage"])
        audit.record(deed="lapse", by="edau", label=PROPOSAL, object_id=one.pk)
    untie_proposed(found)
    tell_taken(_who_said_yes(found))
    return len(found)


@transaction.atomic
def end_for(
    *,
    by: str,
    needs: Iterable[Need] = (),
    capabilities: Iterable[Capability] = (),
    assets: Iterable[Asset] = (),
) -> int:
    """Ends the open proposals of what is no longer there; how many. Those who had said yes are told. What is done stays."""
    what = Q(need__in=list(needs)) | Q(capability__in=list(capabilities)) | Q(asset__in=list(assets))
    found = Proposal.objects.select_for_update(of=("self",)).filter(what, stage__in=OPEN)
    ended = list(_with_sides(found).order_by("pk"))
    _end(ended, by=by, code="gone")
    return len(ended)


@transaction.atomic
def end_between(one: Party, other: Party, *, by: str) -> int:
    """Ends what is open between two parties, whichever of them would help; how many. Those who had said yes are told that it
    is over, in the words that a place which was filled has."""
    between = Q(need__party=one) & (Q(capability__party=other) | Q(asset__owner=other))
    between |= Q(need__party=other) & (Q(capability__party=one) | Q(asset__owner=one))
    found = Proposal.objects.select_for_update(of=("self",)).filter(between, stage__in=OPEN)
    ended = list(_with_sides(found).order_by("pk"))
    _end(ended, by=by, code="apart")
    return len(ended)


def _end(proposals: Collection[Proposal], *, by: str, code: str) -> None:
    for one in proposals:
        one.stage = Stage.ENDED
        one.save(update_fields=["stage"])
        audit.record(deed="end_proposal", by=by, label=PROPOSAL, object_id=one.pk, codes={"why": code})
    untie_proposed(proposals)
    tell_taken(_who_said_yes(proposals))


def _who_said_yes(proposals: Collection[Proposal]) -> set[str]:
    said = {one.need.party_id for one in proposals if one.seeker_yes is not None}
    return said | {giver_of(one).pk for one in proposals if one.giver_yes is not None}


def _with_sides(found: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return found.select_related("need__party", "capability__party", "asset__owner")


def locked(proposal: str) -> Proposal:
    """For deeds: a proposal, with its need and its offer kept from everybody else until this deed is done."""
    ends = Proposal.objects.values_list("need_id", "capability_id", "asset_id").get(pk=proposal)
    Need.objects.select_for_update().get(pk=ends[0])
    if ends[1]:
        Capability.objects.select_for_update().get(pk=ends[1])
    else:
        Asset.objects.select_for_update().get(pk=ends[2])
    found = Proposal.objects.select_for_update(of=("self",)).select_related(
        "need__party__person",
        "need__party__consent",
        "capability__party__person",
        "capability__party__consent",
        "asset__owner__person",
        "asset__owner__consent",
    )
    return found.get(pk=proposal)
