"""Deeds with what both said yes to: a time agreed on, the help given and counted, the thanks."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from edau.connect.actions.hours import BeyondLimit, exchange
from edau.connect.actions.proposals import CONSENTING, PROPOSAL, NotNow, locked
from edau.connect.actions.telling import tell_done, tell_thanked
from edau.connect.actions.tying import tie_done
from edau.connect.choices import HELPED, Side, Stage
from edau.connect.models import Need, Proposal
from edau.connect.proposal_rules import ELSEWHERE_THEN, TAKEN, TOO_SOON, may_answer, party_of
from edau.connect.queries.reaching import giver_of
from edau.connect.queries.speaking import Speaker
from edau.connect.queries.taken import is_taken, taken_for
from edau.connect.stamps import changed
from edau.core import audit, clock
from edau.core.answers import NotAllowed, insist
from edau.core.locks import one_at_a_time

LONGEST_THANKS = 1000
MOST_MINUTES = 7 * 24 * 60


class Hours(Enum):
    """What became of the hours of help that was given."""

    MOVED = "moved"
    NONE = "none"  # one of the two does not count hours, or both are one pot
    BEYOND_LIMIT = "beyond_limit"


class Done(NamedTuple):
    """A proposal that is done. `beyond_limit`: its hours were not counted, because one of the two has reached the limit; it
    does not say which of them, for no side is told how the other stands."""

    proposal: Proposal
    beyond_limit: bool


@transaction.atomic
def agree_time(*, proposal: str, side: Side, when: datetime, by: Speaker) -> Proposal:
    """They have agreed when. It can be changed until it is done. Raises NotAllowed, also where what is lent, or whoever
    helps, is taken at that time; NotNow before both said yes, or where it is over; ValueError for a time that has gone by;
    Proposal.DoesNotExist."""
    # One at a time, not only one of each asset: a hall and its half, and two offers of one person, have rows of their own.
    one_at_a_time("agreed times")
    made = locked(proposal)
    insist(may_answer(by, made, side))
    if made.stage not in CONSENTING:
        raise NotNow(made.stage)
    if when <= clock.now():
        raise ValueError("That time has gone by.")
    minutes = made.need.minutes
    if is_taken(taken_for(made, when, when + timedelta(minutes=minutes)), when, minutes):
        raise NotAllowed(TAKEN if made.asset_id else ELSEWHERE_THEN)
    made.stage, made.when = Stage.AGREED, when
    made.save()
    audit.record(deed="agree_time", by=by.by, label=PROPOSAL, object_id=made.pk)
    changed()
    return made


@transaction.atomic
def mark_done(*, proposal: str, side: Side, minutes: int, by: Speaker) -> Done:
    """It has been done, and took so many minutes. The hours move where both count them and whoever was helped has room for
    them; the offer and the need are tied; a need that as many have helped as it wanted is met; the other side is told.
    What is returned, and the letter to the other side, say where the hours stayed uncounted for want of room.

    Raises NotAllowed, also before the day that was agreed; NotNow before both said yes, or where it is over; ValueError for
    no minutes or more than a week; Proposal.DoesNotExist.
    """
    made = locked(proposal)
    insist(may_answer(by, made, side))
    if made.stage not in CONSENTING:
        raise NotNow(made.stage)
    if made.when is not None and localtime(made.when).date() > clock.today():
        raise NotAllowed(TOO_SOON)
    if not 1 <= minutes <= MOST_MINUTES:
        raise ValueError("Something takes from a minute to a week.")
    giver, need = giver_of(made), made.need
    before = Proposal.objects.filter(Q(capability__party=giver) | Q(asset__owner=giver), stage__in=HELPED)
    made.first = not before.exists()
    made.in_welsh = (need.languages or [need.language])[0] == "cy" and "cy" in giver.languages
    made.stage, made.done, made.minutes = Stage.DONE, clock.now(), minutes
    made.save()
    tie_done(made, by=by.by)
    if Proposal.objects.filter(need=need, stage__in=HELPED).count() >= need.units:
        Need.objects.filter(pk=need.pk, met=None).update(met=made.done)
    hours = _count_hours(made, minutes, by.by)
    codes: audit.Codes = {"minutes": minutes, "counted": hours == Hours.MOVED}
    audit.record(deed="done", by=by.by, label=PROPOSAL, object_id=made.pk, codes=codes)
    beyond = hours == Hours.BEYOND_LIMIT
    tell_done(party_of(made, Side.SEEKER if side == Side.GIVER else Side.GIVER).pk, beyond_limit=beyond)
    changed()
    return Done(made, beyond)


def _count_hours(made: Proposal, minutes: int, by: str) -> Hours:
    """What became of the hours. Help that was given stays given, whatever the ledger says: where whoever was helped stands as
    low as they may already, it is not counted, and a connector can put that right."""
    try:
        with transaction.atomic():
            moved = exchange(proposal=made, minutes=minutes, by=by)
    except BeyondLimit:
        return Hours.BEYOND_LIMIT
    return Hours.NONE if moved is None else Hours.MOVED


@transaction.atomic
def thank(*, proposal: str, words: str, language: str = "", by: Speaker) -> Proposal:
    """Whoever was helped says thank you; words may be left out. `language` is that of the words; empty: that of the need.

    Raises NotAllowed; NotNow unless it is done; ValueError for too many words, and for a language that is neither Welsh nor
    English; Proposal.DoesNotExist.
    """
    made = locked(proposal)
    insist(may_answer(by, made, Side.SEEKER))
    if made.stage != Stage.DONE:
        raise NotNow(made.stage)
    words = words.strip()
    if len(words) > LONGEST_THANKS:
        raise ValueError("Too many words.")
    if language not in ("", "cy", "en"):
        raise ValueError("Welsh or English.")
    made.stage, made.thanked = Stage.THANKED, clock.now()
    made.thanks, made.thanks_language = words, language if words else ""
    made.save()
    audit.record(deed="thank", by=by.by, label=PROPOSAL, object_id=made.pk)
    tell_thanked(giver_of(made).pk)
    return made
