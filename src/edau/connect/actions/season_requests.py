"""Deeds of those who ask for a room: a request in a season round, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from edau.accounts.models import User
from edau.connect.actions.parties import Somebody, take_part
from edau.connect.actions.seasons import withdraw_requests
from edau.connect.choices import Season
from edau.connect.models import Party, SeasonRequest, SeasonRound, SeasonSpace
from edau.connect.queries.seasons import takes_requests
from edau.connect.rules import may_share_out
from edau.connect.season_refusals import SeasonRefusal, SeasonRefused
from edau.connect.stamps import changed
from edau.core import audit, clock
from edau.thread.actions import Issued

REQUEST = "connect.SeasonRequest"
LONGEST, MOST_PERSONS, MOST_RANGES = 200, 2_000, 21
DAY, HALF_HOUR = 24 * 60, 30
HOW = ("primary", "secondary")

Range = tuple[
    int, int, int, str
]  # weekday (Monday 0), first and last minute after midnight, how well it suits


@dataclass(frozen=True)
class Asked:
    """What a group asks for: how long (`least` to `most` minutes, in half hours), how many times a week, for how many
    people, which times suit, and which spaces (ids, the one liked most first; none: any)."""

    words: str
    language: str
    persons: int
    least: int
    most: int
    times: int = 1
    ranges: Sequence[Range] = ()
    preferred: Sequence[str] = ()


@dataclass(frozen=True)
class Received:
    """A request, whose it is, and the secrets of a receipt where that is new, which are shown once."""

    record: SeasonRequest
    party: Party
    issued: Issued | None


@transaction.atomic
def ask_for_room(
    *, season: SeasonRound, asked: Asked, who: Somebody, by: User | str, synthetic: bool = False
) -> Received:
    """Takes in a request. Anybody may ask until the last day for it; who runs the round may add one later, until it is
    published. For an organisation `by` is an account that may share for it. Raises SeasonRefused, Refused, NotAllowed."""
    season = SeasonRound.objects.select_for_update().get(pk=season.pk)
    late = isinstance(by, User) and bool(may_share_out(by, season.organisation_id, season.area))
    if season.stage == Season.PUBLISHED or not (takes_requests(season) or late):
        raise SeasonRefused(SeasonRefusal.CLOSED)
    spaces = set(SeasonSpace.objects.filter(season=season).values_list("asset", flat=True))
    _look_at(asked, spaces)
    taking = take_part(who=who, by=by, synthetic=synthetic)
    made = SeasonRequest.objects.create(
        season=season,
        party=taking.party,
        receipt=taking.receipt,
        words=asked.words.strip(),
        language=asked.language,
        persons=asked.persons,
        least=asked.least,
        most=asked.most,
        times=asked.times,
        ranges=[list(one) for one in asked.ranges],
        preferred=list(dict.fromkeys(asked.preferred)),
        made=clock.now(),
        synthetic=synthetic,
    )
    SeasonRound.objects.filter(pk=season.pk).update(planned=None, failed="")
    codes: audit.Codes = {"season": season.pk, "times": made.times, "least": made.least}
    audit.record(deed="ask_for_room", by=str(by), label=REQUEST, object_id=made.id, codes=codes)
    changed()
    return Received(made, taking.party, taking.issued)


@transaction.atomic
def withdraw_request(*, request: SeasonRequest, by: User | str) -> bool:
    """Takes a request back: its words are gone, its times are free again. Whether somebody may is for who calls this to ask.
    Twice changes nothing; returns whether there was something to withdraw."""
    found = SeasonRequest.objects.select_for_update().select_related("season").get(pk=request.pk)
    if found.withdrawn is not None:
        return False
    withdraw_requests(requests=[found])
    audit.record(deed="withdraw_request", by=str(by), label=REQUEST, object_id=found.pk)
    changed()
    return True


def _look_at(asked: Asked, spaces: set[str]) -> None:
    """Raises SeasonRefused for what cannot be asked for so."""
    if not spaces or set(asked.preferred) - spaces:
        raise SeasonRefused(SeasonRefusal.NO_SPACE)
    if not asked.words.strip():
        raise SeasonRefused(SeasonRefusal.NOTHING_SAID)
    if len(asked.words) > LONGEST:
        raise SeasonRefused(SeasonRefusal.TOO_LONG, most=LONGEST)
    if not 1 <= asked.persons <= MOST_PERSONS:
        raise SeasonRefused(SeasonRefusal.BAD_PERSONS, most=MOST_PERSONS)
    halves = asked.least % HALF_HOUR == 0 and asked.most % HALF_HOUR == 0
    if not (halves and HALF_HOUR <= asked.least <= asked.most <= DAY):
        raise SeasonRefused(SeasonRefusal.BAD_MINUTES)
    if not 1 <= asked.times <= 7:
        raise SeasonRefused(SeasonRefusal.BAD_TIMES)
    if len(asked.ranges) > MOST_RANGES or not all(map(_is_range, asked.ranges)):
        raise SeasonRefused(SeasonRefusal.BAD_RANGE)
    if asked.ranges and not any(_longest(asked.ranges, day) >= asked.least for day in range(7)):
        raise SeasonRefused(SeasonRefusal.TOO_SHORT)


def _is_range(given: Range) -> bool:
    weekday, first, last, how = given
    halves = first % HALF_HOUR == 0 and last % HALF_HOUR == 0
    return weekday in range(7) and halves and 0 <= first < last <= DAY and how in HOW


def _longest(ranges: Sequence[Range], day: int) -> int:
    """The minutes of the longest stretch of a day, of what suits and what would do together."""
    longest = end = begin = 0
    for first, last in sorted((first, last) for weekday, first, last, _how in ranges if weekday == day):
        if first > end or longest == 0:
            begin, end = first, last
        end = max(end, last)
        longest = max(longest, end - begin)
    return longest
