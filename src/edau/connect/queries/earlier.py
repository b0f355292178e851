"""What came of earlier proposals, as far as the next ones heed it: who has enough on, who said no to what, who has met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import CharField, QuerySet
from django.utils.timezone import localtime

from edau.connect.choices import HELPED, OPEN, Side, Stage, Why
from edau.connect.models import Asset, Capability, Need, Proposal
from edau.connect.queries.week_masks import MASKS, Week, as_week, both
from edau.core.prepared import Given, Prepared

WEEK = timedelta(days=7)

_PAST = (
    *(
        "pk",
        "need_id",
        "need__party_id",
        "capability_id",
        "asset_id",
        "capability__party_id",
        "asset__owner_id",
    ),
    *("stage", "declined_by", "why", "giver_asked", "made", "done"),
)


class Past(NamedTuple):
    """An earlier proposal, as far as the next ones heed it."""

    key: str
    need: str
    seeker: str
    capability: str | None
    asset: str | None
    person: str | None
    owner: str | None
    stage: str
    declined_by: str
    why: str
    asked: datetime | None
    made: datetime
    done: datetime | None

    @property
    def giver(self) -> str:
        return self.person or self.owner or ""

    @property
    def offer(self) -> str:
        return self.capability or self.asset or ""


@dataclass
class Earlier:
    """What came of earlier proposals, as far as the next ones heed it."""

    carried: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    taken: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    balance: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    enough: set[str] = field(default_factory=set)
    declined: set[tuple[str, str]] = field(default_factory=set)
    helping: set[tuple[str, str]] = field(default_factory=set)
    too_far: set[tuple[str, str]] = field(default_factory=set)
    not_them: set[tuple[str, str]] = field(default_factory=set)
    tied: set[tuple[str, str]] = field(default_factory=set)
    no_time: list[Past] = field(default_factory=list)

    @classmethod
    def read(cls, need: str, seekers: set[str], givers: set[str] | None, now: datetime) -> Earlier:
        """One query for everything, three for one need: of its seeker, and of those who could help, by what they can do and
        by what they lend (to ask both at once would read all proposals that there are)."""
        asked: Iterable[tuple[Any, ...]]
        if not need:
            asked = Proposal.objects.order_by("pk").values_list(*_PAST).iterator(10_000)
        else:
            theirs = {"givers": givers or (), "seekers": seekers}
            asked = chain(_SOUGHT(seekers=seekers), _GIVEN(**theirs), _LENT(**theirs))
        found = cls()
        for row in asked:
            found._heed(Past(*row), now)
        return found

    def _heed(self, one: Past, now: datetime) -> None:
        pair = (one.giver, one.seeker)
        if one.asked and one.asked > now - WEEK:
            self.asked[one.giver] += 1
        if one.stage in HELPED:
            self.tied.add(pair)
            self.taken[one.need] += 1
            self.balance[one.giver] -= 1
            self.balance[one.seeker] += 1
            if one.done and localtime(one.done).date() >= localtime(now).date().replace(day=1):
                self.carried[one.offer] += 1
        if one.stage in OPEN:
            self.carried[one.offer] += 1
            self.taken[one.need] += 1
        if one.stage in (*OPEN, *HELPED):
            self.helping.add((one.giver, one.need))
        if one.stage == Stage.DECLINED:
            self._learn(one, pair, now)
        if one.stage != Stage.ENDED:  # a pair is proposed once for a need
            self.declined.add((one.giver, one.need))

    def _learn(self, one: Past, pair: tuple[str, str], now: datetime) -> None:
        if one.why == Why.DISTANCE:
            self.too_far.add(pair)
        elif one.why == Why.TIME:
            self.no_time.append(one)
        elif one.why == Why.NOT_THEM:
            self.not_them |= {pair, pair[::-1]}
        elif one.why == Why.ENOUGH and one.declined_by == Side.GIVER and one.made > now - 4 * WEEK:
            self.enough.add(one.giver)

    def asks_left(self, wishes: Iterable[tuple[str, int]]) -> dict[str, int]:
        """How often each party may still be asked this week, of parties with how often they wish to be asked."""
        return {
            party: 0 if party in self.enough else max(0, a_week - self.asked.get(party, 0))
            for party, a_week in wishes
        }


SEEKERS, GIVERS = Given("seekers", CharField()), Given("givers", CharField())


def _past(**which: Given) -> QuerySet[Proposal]:
    return Proposal.objects.filter(**which).order_by("pk")


_SOUGHT = Prepared(lambda: _past(need__party__among=SEEKERS).values_list(*_PAST))
_GIVEN = Prepared(
    lambda: _past(capability__party__among=GIVERS).exclude(need__party__among=SEEKERS).values_list(*_PAST)
)
_LENT = Prepared(
    lambda: _past(asset__owner__among=GIVERS).exclude(need__party__among=SEEKERS).values_list(*_PAST)
)


def bad_times(said: Sequence[Past]) -> list[tuple[str, str, Week]]:
    """Giver, seeker and the half hours that both have and of which one of them said that they do not suit. No query where
    nobody said so, else two or three."""
    weeks: dict[str, Week] = {}
    for table, name in ((Need, "need"), (Capability, "capability"), (Asset, "asset")):
        keys = {getattr(one, name) for one in said} - {None}
        if keys:
            rows = table._default_manager.filter(pk__in=keys).values_list("pk", *MASKS)
            weeks |= {row[0]: as_week(row[1:]) for row in rows}
    return [
        (one.giver, one.seeker, both(weeks[one.offer], weeks[one.need])) for one in said if one.offer in weeks
    ]
