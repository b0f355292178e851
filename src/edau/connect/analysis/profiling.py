"""Rows of what may be matched as the columns that the kernel works on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from edau.connect.choices import Language
from edau.connect.queries.matchable import SYNTHETIC, Matchable, NeedRow, OfferRow
from edau.connect.queries.week_masks import Week
from edau.kernels.matching.profiles import LANGUAGES, Needs, Offers, facts
from edau.kernels.matching.weeks import Words, half_hours, starts

_LANGUAGES = {code: place for place, code in enumerate(Language.values[:LANGUAGES])}
_ANY = tuple(range(LANGUAGES))
Pair = tuple[int, int]  # a need and an offer, by their rows


@dataclass(frozen=True)
class Profiles:
    """Offers and needs as the kernel has them, in the order of their rows; pairs that must not be, and that have met."""

    offers: Offers
    needs: Needs
    blocked: list[Pair]
    helping: list[Pair]  # who helps with a need, or has been asked to
    tied: list[Pair]


class Sectors:
    """Sectors by number; -1 for one that is not known."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, sector: str) -> int:
        return self._numbers.setdefault(sector, len(self._numbers)) if sector else -1


def profiles(found: Matchable) -> Profiles:
    """The columns of everything that may be matched."""
    sectors = Sectors()
    offers, needs = offers_of(found.offers, found.asks_left, sectors), needs_of(found.needs, sectors)
    pairs = _Pairs(found, offers, needs)
    return Profiles(
        offers, needs, sorted(set(pairs.blocked())), sorted(set(pairs.helping())), sorted(set(pairs.tied()))
    )


def offers_of(rows: Sequence[OfferRow], asks_left: dict[str, int], sectors: Sectors) -> Offers:
    """Offers as columns: who was asked often enough this week has no room."""
    owners = [place for place, row in enumerate(rows) for _skill in row.skills]
    skills = np.array([skill for row in rows for skill in row.skills], np.int64).reshape(-1, 2)
    points = np.array([row.point or (np.nan, np.nan) for row in rows], float).reshape(-1, 2)
    return Offers(
        lat=points[:, 0].copy(),
        lon=points[:, 1].copy(),
        km=np.array([row.km for row in rows], float),
        remote=np.array([row.remote for row in rows], bool),
        weeks=_weeks([row.week for row in rows]),
        facts=np.array([_facts(_groups(row), row) for row in rows], np.uint64),
        skill_of=np.array(owners, np.int64),
        skill_group=skills[:, 0].copy(),
        skill=skills[:, 1].copy(),
        capacity=np.array([min(row.left, asks_left.get(row.party, 0)) for row in rows], np.int64),
        carried=np.array([row.carried for row in rows], np.int64),
        reciprocity=np.array([float(row.received_more) for row in rows]),
        sector=np.array([sectors.number(row.sector) for row in rows], np.int64),
    )


def needs_of(rows: Sequence[NeedRow], sectors: Sectors) -> Needs:
    """Needs as columns."""
    points = np.array([row.point or (np.nan, np.nan) for row in rows], float).reshape(-1, 2)
    return Needs(
        lat=points[:, 0].copy(),
        lon=points[:, 1].copy(),
        remote=np.array([row.remote for row in rows], bool),
        weeks=_weeks([row.week for row in rows]),
        length=np.array([half_hours(row.minutes) for row in rows], np.int64),
        facts=np.array([_facts([row.group], row) for row in rows], np.uint64),
        group=np.array([row.group for row in rows], np.int64),
        skill=np.array([row.skill for row in rows], np.int64),
        capacity=np.array([row.units for row in rows], np.int64),
        waiting=np.array([row.waiting for row in rows]),
        sector=np.array([sectors.number(row.sector) for row in rows], np.int64),
    )


def _groups(row: OfferRow) -> list[int]:
    return [group for group, _place in row.skills]


def _facts(groups: list[int], row: OfferRow | NeedRow) -> int:
    languages = (
        _ANY if "any" in row.languages else [_LANGUAGES[one] for one in row.languages if one in _LANGUAGES]
    )
    return facts(groups, languages, row.checks)


def _weeks(weeks: list[Week]) -> Words:
    return np.array(weeks, np.uint64).reshape(-1, 7)


class _Pairs:
    """Pairs of parties as pairs of rows."""

    def __init__(self, found: Matchable, offers: Offers, needs: Needs) -> None:
        self.found, self.offers, self.needs = found, offers, needs
        self.offers_by: dict[str, list[int]] = defaultdict(list)
        self.needs_by: dict[str, list[int]] = defaultdict(list)
        for place, offer in enumerate(found.offers):
            self.offers_by[offer.party].append(place)
        for place, need in enumerate(found.needs):
            self.needs_by[need.party].append(place)

    def blocked(self) -> Iterator[Pair]:
        """Their own; those that are kept apart or said no; what was too far, at no other time, or too small."""
        for party, needs in self.needs_by.items():
            yield from ((need, offer) for need in needs for offer in self.offers_by.get(party, ()))
        for giver, seeker in self.found.apart:
            yield from self._between(giver, seeker)
        for giver, key in self.found.declined:
            need = self._place_of.get(key)
            if need is not None:
                yield from ((need, offer) for offer in self.offers_by.get(giver, ()))
        for giver, seeker in self.found.too_far:
            for need, offer in self._between(giver, seeker):
                if not (self.offers.remote[offer] and self.needs.remote[need]):
                    yield need, offer
        for giver, seeker, week in self.found.bad_times:
            yield from self._at_no_other_time(giver, seeker, week)
        yield from self._too_small()

    def helping(self) -> Iterator[Pair]:
        """Those that help with a need, or have been asked to."""
        for giver, key in self.found.helping:
            need = self._place_of.get(key)
            if need is not None:
                yield from ((need, offer) for offer in self.offers_by.get(giver, ()))

    def tied(self) -> Iterator[Pair]:
        """Those that have met before."""
        for giver, seeker in self.found.tied:
            yield from self._between(giver, seeker)

    def _between(self, giver: str, seeker: str) -> Iterator[Pair]:
        for need in self.needs_by.get(seeker, ()):
            yield from ((need, offer) for offer in self.offers_by.get(giver, ()))

    @cached_property
    def _place_of(self) -> dict[str, int]:
        return {need.key: place for place, need in enumerate(self.found.needs)}

    def _at_no_other_time(self, giver: str, seeker: str, week: Week) -> Iterator[Pair]:
        bad = np.array(week, np.uint64)
        for need, offer in self._between(giver, seeker):
            left = self.offers.weeks[offer] & self.needs.weeks[need] & ~bad
            if not starts(left, int(self.needs.length[need])).any():
                yield need, offer

    def _too_small(self) -> Iterator[Pair]:
        """Rooms that hold fewer people than are expected."""
        rooms: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for place, row in enumerate(self.found.offers):
            if row.asset and row.persons is not None:
                rooms[row.skills[0][0]].append((place, row.persons))
        for need, one in enumerate(self.found.needs):
            if one.persons is not None:
                yield from ((need, place) for place, holds in rooms.get(one.group, ()) if holds < one.persons)


def plain_group(number: int) -> int:
    """The number of a group or kind without what marks made-up ones."""
    return number - SYNTHETIC if number >= SYNTHETIC else number
