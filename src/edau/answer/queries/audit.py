"""How a body involved people in a year, as facts read off the record: what was asked and promised, what happened, who spoke.

An involvement belongs to the year in which it opened, so that each counts once; and to the body that asks and to the body
that answers, which may be two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q
from django.utils.timezone import localdate

from edau.answer.queries.debt import Debt, debts_of
from edau.answer.queries.evidence import TAKEN_UP, Counts
from edau.answer.queries.proofs import NO_PROOFS, Proofs, proofs_of
from edau.core.visibility import held_ids
from edau.listen.analysis.small_numbers import LEAST
from edau.listen.characteristics import characteristics
from edau.listen.choices import Event, State
from edau.listen.models import Contribution, Happening, Involvement
from edau.listen.queries.contributions import published
from edau.listen.queries.happenings import DECISIONS, opening_days, shutting, standing
from edau.listen.queries.principles import Picture, pictures
from edau.listen.queries.voices import Scope, published_tables

EARLIEST = 2015  # the year of the Act
TIME_GIVEN = (Event.SESSION, Event.INVITED, Event.AGENDA, Event.CHOSE)  # on which people gave their time


@dataclass(frozen=True)
class Met:
    """What was noted of meetings and other occasions on which people gave their time (`TIME_GIVEN`): people who came (who
    came twice counts twice), hours of all of them together, and pounds. Of `unknown` of them no number of people was
    noted, and `shown` are borne out by more than the word of whoever noted them."""

    meetings: int = 0
    people: int = 0
    hours: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)
    unknown: int = 0
    shown: int = 0

    def __add__(self, other: Met) -> Met:
        return Met(
            self.meetings + other.meetings,
            self.people + other.people,
            self.hours + other.hours,
            self.cost + other.cost,
            self.unknown + other.unknown,
            self.shown + other.shown,
        )


class Said(NamedTuple):
    """A thing that was said, without its words."""

    language: str
    route: str
    place: str
    made: datetime
    answered: datetime | None
    state: str
    waiting: bool
    held: bool


@dataclass(frozen=True)
class Facts:
    """One involvement. `decided` is the day of the first decision that counts (`listen.queries.happenings.shutting`);
    `opened` the first day on which people could speak. `closed_choices` are choices that were closed before that day.
    `met_at` are the occasions by the level that each of them says, empty where it says none.

    Languages, routes and places are those of what was said, still stands and is in sight: fewer than `voices` where
    something waits to be looked at, or is out of sight for now. A place is a code, empty where none was named. `met_shown`
    are the occasions that are borne out.
    """

    involvement: Involvement
    opened: date
    decided: date | None = None
    closed_choices: int = 0
    met: Met = field(default_factory=Met)
    met_at: Mapping[str, Met] = field(default_factory=dict)
    met_shown: Met = field(default_factory=Met)
    happened: tuple[Happening, ...] = ()  # all that was noted, also what was replaced
    proofs: Proofs = NO_PROOFS
    counts: Counts = field(default_factory=lambda: Counts(0, 0, 0, 0, 0))
    languages: Mapping[str, int] = field(default_factory=dict)
    routes: Mapping[str, int] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    groups: Mapping[tuple[str, str], bool] = field(default_factory=dict)  # as `_groups` says
    debt: Debt = field(default_factory=Debt)
    picture: Picture | None = None

    @property
    def voices(self) -> int:
        """How many things were said and still stand, as the pages of the involvement count them. Nobody counts how many of
        them one person said."""
        return self.counts.said

    @property
    def days_to_decision(self) -> int | None:
        """From the opening to the first decision; below nought where it was taken before; None where none was noted."""
        return None if self.decided is None else (self.decided - self.opened).days

    @property
    def after_the_decision(self) -> bool:
        """Whether people were asked only once it was decided."""
        return self.decided is not None and self.decided < self.opened


def facts_of(organisation: str, year: int, today: date) -> list[Facts]:
    """What a body asked or answered, opened in a year, the earliest first. Sixteen queries at most, whatever there is."""
    found = list(
        published()
        .filter(Q(asked_by=organisation) | Q(answered_by=organisation))
        .filter(opens__gte=date(year, 1, 1), opens__lte=date(year, 12, 31))
        .select_related("asked_by", "answered_by")
        .prefetch_related("areas", "controllers")
        .order_by("opens", "pk")
    )
    ids = [one.pk for one in found]
    happened = _happened(ids)
    proofs = proofs_of(each for noted in happened.values() for each in noted)
    opened = opening_days(found)
    said = _said(ids)
    debts = debts_of(ids, today)
    ratings, groups = pictures(found), _groups(ids)
    return [
        replace(
            _facts(
                one,
                opened[one.pk],
                happened.get(one.pk, []),
                proofs,
                said[one.pk],
                debts[one.pk],
            ),
            groups=groups[one.pk],
            picture=ratings[one.pk],
        )
        for one in found
    ]


def audited(today: date) -> list[tuple[str, int]]:
    """Every body and year there is an audit of: by key, the newest year first. One query."""
    rows = published().order_by().values_list("asked_by", "answered_by", "opens__year").distinct()
    found = {(key, year) for *keys, year in rows for key in keys if key and year <= today.year}
    return sorted(found, key=lambda pair: (pair[0], -pair[1]))


def _facts(
    one: Involvement,
    opened: date,
    happened: Sequence[Happening],
    proofs: Proofs,
    said: Sequence[Said],
    debt: Debt,
) -> Facts:
    shut = shutting(happened, proofs.out)
    decided = [each.on for each in shut if each.kind in DECISIONS]
    closed = [each for each in shut if each.kind == Event.NARROWED and each.on < opened]
    met_at: dict[str, Met] = {}
    met_shown = Met()
    for each in standing(happened):
        if each.kind in TIME_GIVEN:
            met = _met(each, each.pk in proofs.proven)
            met_at[each.level] = met_at.get(each.level, Met()) + met
            met_shown += met if met.shown else Met()
    heard = [each for each in said if not each.waiting and not each.held]
    return Facts(
        involvement=one,
        opened=opened,
        decided=min(decided, default=None),
        closed_choices=len(closed),
        met=sum(met_at.values(), Met()),
        met_at=met_at,
        met_shown=met_shown,
        happened=tuple(happened),
        proofs=proofs,
        counts=_counts(said, opened),
        languages=Counter(each.language for each in heard),
        routes=Counter(each.route for each in heard),
        places=frozenset(each.place for each in heard if each.place),
        debt=debt,
    )


def _met(one: Happening, shown: bool) -> Met:
    return Met(
        meetings=1,
        people=one.people or 0,
        hours=one.hours or Decimal(0),
        cost=one.cost or Decimal(0),
        unknown=int(one.people is None),
        shown=int(shown),
    )


def _counts(said: Sequence[Said], opened: date) -> Counts:
    """What `queries.evidence.counts_of` counts, of rows that have been fetched."""
    reasoned = [each for each in said if each.answered is not None]
    return Counts(
        said=len(said),
        from_opening=sum(localdate(each.made) >= opened for each in said),
        answered=len(reasoned),
        taken_up=sum(each.state in TAKEN_UP for each in reasoned),
        delivered=sum(each.state == State.DELIVERED for each in reasoned),
    )


def _groups(ids: Sequence[str]) -> dict[str, dict[tuple[str, str], bool]]:
    """Of each involvement the groups (characteristic, band) of which its newest published table speaks, and whether it shows
    five or more of them. Read off the tables that everyone may read already, so it can tell of nobody. One query."""
    found: dict[str, dict[tuple[str, str], bool]] = {}
    known = characteristics()
    for scope, rows in published_tables([Scope(involvement=key) for key in ids]).items():
        shown: dict[tuple[str, str], bool] = {}
        for row in rows:  # the newest comes last
            one = known.get(row.characteristic)
            if one is not None:
                asked = one.with_bands(len(row.counts["bands"]) - 1)  # the last is "not stated"
                bands = zip(asked.bands, row.counts["bands"], strict=False)
                shown.update({(one.key, band.key): count >= LEAST for band, count in bands})
        found[scope.involvement] = shown
    return found


def _happened(ids: Sequence[str]) -> dict[str, list[Happening]]:
    """All that was noted, in the order of its days."""
    found: dict[str, list[Happening]] = defaultdict(list)
    for one in Happening.objects.filter(involvement__in=ids).order_by("on", "noted", "pk"):
        found[one.involvement_id].append(one)
    return found


def _said(ids: Sequence[str]) -> dict[str, list[Said]]:
    """What was said in each, without its words: what was taken back is not among it. Two queries."""
    found: dict[str, list[Said]] = defaultdict(list)
    said = Contribution.objects.filter(involvement__in=ids, withdrawn=None).order_by()
    held = held_ids("listen.Contribution")
    for involvement, key, *rest in said.values_list(
        "involvement", "pk", "language", "route", "place", "made", "answered", "state", "waiting"
    ):
        found[involvement].append(Said._make((*rest, key in held)))
    return found
