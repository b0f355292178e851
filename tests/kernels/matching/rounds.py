"""Small rounds from a seed, and the slow obvious twin: real dates, named rooms, every plan there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations, product

import numpy as np

from edau.kernels.matching.hierarchy import Space, Week
from edau.kernels.matching.room_round import Lock, Section
from edau.kernels.matching.rooms import Placing, RoomPlan

AUTUMN = (date(2026, 9, 9), date(2026, 12, 18))
SPRING = (date(2027, 1, 4), date(2027, 3, 24))
ONE_WEEK = (date(2026, 11, 2), date(2026, 11, 8))
EARLY, LATE = (date(2026, 11, 2), date(2026, 11, 17)), (date(2026, 11, 18), date(2026, 12, 1))

Token = tuple[str, object, int]  # a smallest part, a date (or weekday), a half hour


def week(**days: int) -> Week:
    bits = [days.get(name, 0) for name in ("mo", "tu", "we", "th", "fr", "sa", "su")]
    return bits[0], bits[1], bits[2], bits[3], bits[4], bits[5], bits[6]


def bits(start: int, end: int) -> int:
    return (1 << end) - (1 << start)


EVENING = bits(36, 41)
HALL = [
    Space("hall", 90, week(mo=EVENING, tu=bits(36, 39))),
    Space("left", 40, week(mo=EVENING, tu=EVENING), "hall"),
    Space("right", 50, week(mo=EVENING), "hall"),
    Space("shed", 12, week(tu=EVENING, sa=bits(20, 23))),
]


def small_round(seed: int, groups: int = 5, locks: bool = True) -> tuple[list[Space], list[Section]]:
    """Four spaces, two of them halves of a third, and a few groups with dates, ranges and locks."""
    rng = np.random.default_rng(seed)
    sections = []
    locked_already = False
    for r in range(groups):
        shortest = int(rng.integers(1, 4))
        liked = rng.permutation([space.id for space in HALL])[: int(rng.integers(0, 4))].tolist()
        own_locks: tuple[Lock, ...] = ()
        if locks and not locked_already and rng.random() < 0.2:
            locked_already = True
            own_locks = (Lock(str(rng.choice(["hall", "left"])), 0, 37, shortest),)
        dates = [None, EARLY, LATE, ONE_WEEK][int(rng.integers(0, 4))] if seed % 2 else None
        sections.append(
            Section(
                f"g{r}",
                int(rng.choice([5, 30, 45, 80, 200], p=[0.4, 0.25, 0.2, 0.1, 0.05])),
                shortest,
                shortest + int(rng.integers(0, 2)),
                times=int(rng.choice([1, 2])),
                primary=week(mo=bits(36, 40)) if rng.random() < 0.6 else week(),
                secondary=week(tu=EVENING, sa=bits(18, 22)) if rng.random() < 0.6 else week(),
                spaces=tuple(liked),
                dates=dates,
                priority=float(rng.choice([1.0, 1.5])),
                locks=own_locks,
            )
        )
    return HALL, sections


def parts_of(spaces: list[Space], name: str) -> set[str]:
    below = [space.id for space in spaces if space.part_of == name]
    return {name} if not below else set().union(*(parts_of(spaces, inner) for inner in below))


def dates_of(sections: list[Section], section: Section, day: int) -> list[object]:
    """Every date on which a weekday falls for a group; the weekday itself where no group has dates."""
    named = frozenset(one.dates for one in sections if one.dates)
    if not named:
        return [day]
    whole = (min(a for a, _b in named), max(b for _a, b in named))
    return [one for one in _every_day(*(section.dates or whole)) if one.weekday() == day]


@lru_cache(maxsize=1_000)
def _every_day(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=i) for i in range((last - first).days + 1))


def tokens(
    spaces: list[Space],
    sections: list[Section],
    section: Section,
    name: str,
    day: int,
    start: int,
    length: int,
) -> set[Token]:
    return set(
        product(parts_of(spaces, name), dates_of(sections, section, day), range(start, start + length))
    )


def possible(
    spaces: list[Space], sections: list[Section], section: Section
) -> Iterator[tuple[str, int, int, int]]:
    """Every placing (space, day, start, length) that a group asks for and a room allows, one by one."""
    named = section.spaces or tuple(space.id for space in spaces)
    for space, day in product(spaces, range(7)):
        hours = space.open[day] & section.asked(day)
        if (
            space.id not in named
            or space.persons < section.persons
            or not hours
            or not dates_of(sections, section, day)
        ):
            continue
        for start, length in product(range(48), range(section.shortest, section.longest + 1)):
            if start + length <= 48 and all(hours >> t & 1 for t in range(start, start + length)):
                yield space.id, day, start, length


def worth(sections: list[Section], section: Section, name: str, day: int, start: int, length: int) -> int:
    """Minutes and 45 more, times weeks and priority; 0.8 where it would do, less 5% for each place down the list."""
    if not dates_of(sections, section, day):
        return 0
    unnamed = not any(section.primary) and not any(section.secondary)
    good = sum(1 for t in range(start, start + length) if unnamed or section.primary[day] >> t & 1)
    rank = section.spaces.index(name) if name in section.spaces else len(section.spaces)
    minutes = (45 + 30 * (good + 0.8 * (length - good))) * len(dates_of(sections, section, day))
    return max(round(minutes * section.priority * max(1 - 0.05 * rank, 0.5)), 1)


def best_value(spaces: list[Space], sections: list[Section]) -> int:
    """The value of the best plan there is, by trying all of them."""
    taken: set[Token] = set()
    fixed = 0
    ways: list[list[tuple[int, set[Token]]]] = []
    for section in sections:
        for lock in section.locks:
            taken |= tokens(spaces, sections, section, lock.space, lock.day, lock.start, lock.length)
            fixed += worth(sections, section, lock.space, lock.day, lock.start, lock.length)
    for section in sections:
        days = {lock.day for lock in section.locks}
        own = [
            (placing[1], worth(sections, section, *placing), tokens(spaces, sections, section, *placing))
            for placing in possible(spaces, sections, section)
            if placing[1] not in days
        ]
        own = [one for one in own if not one[2] & taken]
        found = [(0, set[Token]())]
        for many in range(1, section.times - len(section.locks) + 1):
            for some in combinations(own, many):
                if len({day for day, _value, _tokens in some}) == many:
                    found.append((sum(one[1] for one in some), set().union(*(one[2] for one in some))))
        ways.append(sorted(found, key=lambda way: -way[0]))
    most = [way[0][0] for way in ways]
    best = 0

    def go_on(r: int, value: int, used: set[Token]) -> None:
        nonlocal best
        best = max(best, value)
        if r == len(ways) or value + sum(most[r:]) <= best:
            return
        for more, cells in ways[r]:
            if not cells & used:
                go_on(r + 1, value + more, used | cells)

    go_on(0, 0, taken)
    return best + fixed


def used_by(
    spaces: list[Space], sections: list[Section], placings: tuple[Placing, ...]
) -> list[tuple[Placing, set[Token]]]:
    by_id = {section.id: section for section in sections}
    return [
        (one, tokens(spaces, sections, by_id[one.request], one.space, one.day, one.start, one.length))
        for one in placings
    ]


def assert_sound(spaces: list[Space], sections: list[Section], plan: RoomPlan) -> None:
    """All that must hold of any plan, worked out from dates and names."""
    by_id = {section.id: section for section in sections}
    for placings, value in (
        (plan.placings, plan.value),
        (plan.first_come.placings, plan.first_come.value),
    ):
        with_tokens = used_by(spaces, sections, placings)
        for (one, here), (other, there) in combinations(with_tokens, 2):
            assert not here & there or (one.locked and other.locked), (one, other)
        asked_for = {section.id: set(possible(spaces, sections, section)) for section in sections}
        for one in placings:
            where = (one.space, one.day, one.start, one.length)
            assert one.value == worth(sections, by_id[one.request], *where)
            assert one.locked or where in asked_for[one.request]
        for section in sections:
            own = [one for one in placings if one.request == section.id]
            assert {Lock(one.space, one.day, one.start, one.length) for one in own if one.locked} == set(
                section.locks
            )
            free = [one.day for one in own if not one.locked]
            assert len(set(free)) == len(free)
            assert not set(free) & {lock.day for lock in section.locks}
            assert len(own) <= max(section.times, len(section.locks))
        assert value == sum(one.value for one in placings)
    assert plan.first_come.value <= plan.value <= plan.bound
    given = {section.id: 0 for section in sections}
    for one in plan.placings:
        given[one.request] += 1
    assert [(one.request, one.asked, one.given) for one in plan.rejected] == [
        (section.id, section.times, given[section.id])
        for section in sections
        if given[section.id] < section.times
    ]
