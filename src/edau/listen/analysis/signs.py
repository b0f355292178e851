"""How tellers placed their stories, worked out so that no published table tells of few people.

Each item is one table of bands: the zones of a triad, of a dyad or the options of a choice, and "does not apply". It is
hidden as `suppress` says, and everything else keeps to it: dots and shading stand only where the band is shown, a filter
is a cross table whose columns are the shown bands, and several involvements are joined only as far as their own tables
allow. What this protects is which band a story without company lies in. Behind a band that is shown stand its stories,
which their tellers were told.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from edau.kernels.arrays import BoolArray, FloatArray, IntArray
from edau.kernels.deliberation import (
    DYAD_ZONES,
    HIDDEN,
    LEAST,
    ZONES,
    cell_corners,
    compare_groups,
    cross_bounds,
    dyad_zone_numbers,
    shares_of_zone,
    suppress,
    suppress_cross,
    triangle_density,
    zone_numbers,
    zone_of,
)
from edau.kernels.findings import Finding
from edau.kernels.indicators.intervals import wilson
from edau.listen.frameworks import Item, ItemKind
from edau.listen.queries.signs import Given, column

NOT_APPLICABLE = "na"
STEPS = (0, 25, 50, 75, 100)  # where the five steps of a dyad lie
LEAST_OF_A_PLACE = 20  # answers: smaller places are put together
MOST_PLACES = 8
ELSEWHERE = ""
MOST_DOTS = 300  # more of them hide one another, and shading says it better
MOST_COMPARED = 1_000  # answers: the test takes a third of a second; of more, so many are drawn at random

# In which order bands are given up to protect others: what lies between before what is clear. It is the same whatever was
# answered.
ORDERS = {
    ItemKind.TRIAD: (3, 4, 5, 6, 7, 0, 1, 2),
    ItemKind.DYAD: (1, 3, 0, 2),
}


@dataclass(frozen=True)
class Band:
    """One row of a table. `count` is None where it is hidden, and then so is all the rest of it."""

    key: str
    count: int | None
    share: float | None = None  # 0 to 1, of all who answered
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Shading:
    """One small triangle: its corners as shares of a, b, c, and how dense it is, 0 to 1."""

    corners: tuple[tuple[float, float, float], ...]
    level: float


@dataclass(frozen=True)
class Pattern:
    """One item as everyone may see it. `total` is None where fewer than five answered. `dots` are answers that lie in bands
    that are shown: three shares of a triad, one place of a dyad; `shading` of triads with thirty such answers or more."""

    bands: tuple[Band, ...]
    total: int | None
    dots: tuple[tuple[int, ...], ...] = ()
    shading: tuple[Shading, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """The keys of the bands that are shown."""
        return tuple(band.key for band in self.bands if band.count is not None)

    @property
    def hidden(self) -> bool:
        return len(self.shown) < len(self.bands)


def bands_of(item: Item) -> tuple[str, ...]:
    """The keys of an item's bands, "does not apply" last."""
    if item.kind == ItemKind.TRIAD:
        return (*ZONES, NOT_APPLICABLE)
    if item.kind == ItemKind.DYAD:
        return (*DYAD_ZONES, NOT_APPLICABLE)
    return (*(option.key for option in item.options), NOT_APPLICABLE)


def band_numbers(item: Item, rows: Sequence[Given]) -> IntArray:
    """The band of every answer, as a number that points into `bands_of`; an option that the catalogue no longer has is -1."""
    keys = bands_of(item)
    away = _does_not_apply(rows)
    if item.kind == ItemKind.CHOICE:
        known = {key: number for number, key in enumerate(keys[:-1])}
        numbers = np.array([known.get(choice, -1) for choice in column(rows, "choice")], dtype=np.int64)
    elif not len(rows):
        numbers = np.zeros(0, dtype=np.int64)
    elif item.kind == ItemKind.TRIAD:
        numbers = zone_numbers(_shares(rows))
    else:
        numbers = dyad_zone_numbers(_along(rows))
    return np.where(away, len(keys) - 1, numbers).astype(np.int64)


def pattern(item: Item, rows: Sequence[Given]) -> Pattern:
    """One item over all of these answers."""
    numbers = band_numbers(item, rows)
    counts = _counts(item, numbers)
    published = suppress(counts, order=_order(item))
    return _pattern(item, rows, numbers, published.counts, published.total)


def groups_by_language(rows: Sequence[Given]) -> list[str]:
    """The language of each answer's story."""
    return list(column(rows, "language"))


def groups_by_place(rows: Sequence[Given]) -> list[str]:
    """The place of each answer's story: the eight most spoken of, by twenty answers or more; the others are `ELSEWHERE`."""
    places = column(rows, "place")
    count = Counter(places)
    large = sorted((-of, place) for place, of in count.items() if place and of >= LEAST_OF_A_PLACE)
    kept = {place for _of, place in large[:MOST_PLACES]}
    return [place if place in kept else ELSEWHERE for place in places]


def choices_among(groups: Sequence[str]) -> list[str]:
    """The groups by which can be filtered, those of five answers or more, in order of their keys."""
    return sorted(key for key, of in Counter(groups).items() if key != ELSEWHERE and of >= LEAST)


def filtered(item: Item, rows: Sequence[Given], groups: Sequence[str], chosen: str) -> Pattern | None:
    """The same of one group, so that from it, from all other groups and from the whole nobody can work out a small number.

    None where that cannot be had without hiding something that the whole shows.
    """
    if chosen not in groups or chosen == ELSEWHERE:
        return None
    numbers, keys = band_numbers(item, rows), bands_of(item)
    whole = suppress(_counts(item, numbers), order=_order(item))
    if whole.total == HIDDEN:
        return None
    shown = np.flatnonzero(whole.shown)
    column = np.full(
        len(keys) + 1, len(shown)
    )  # what the whole hides is one column; so is an option that is gone (-1)
    column[shown] = np.arange(len(shown))
    names = sorted(set(groups))
    table = np.zeros((len(names), len(shown) + 1), dtype=np.int64)
    row_of = np.array([names.index(group) for group in groups])
    kept = numbers >= 0
    np.add.at(table, (row_of[kept], column[numbers[kept]]), 1)
    if len(shown) == len(keys):
        table = table[:, :-1]
    published = suppress_cross(table)
    own = published[names.index(chosen)]
    if (published[-1] == HIDDEN).any() or own[-1] == HIDDEN:
        return None
    counts = np.full(len(keys), HIDDEN)
    counts[shown] = own[: len(shown)]
    mine = row_of == names.index(chosen)
    theirs = [row for row, is_mine in zip(rows, mine, strict=True) if is_mine]
    return _pattern(item, theirs, numbers[mine], counts, int(own[-1]))


def joined(item: Item, rows: Sequence[Given], groups: Sequence[str]) -> Pattern:
    """One item over several involvements, each of which also shows its own table.

    Totals are shown as long as they leave every figure that an involvement hides room to be nought or five and more.
    """
    numbers, keys = band_numbers(item, rows), bands_of(item)
    names = sorted(set(groups))
    exact = np.zeros((len(names) + 1, len(keys) + 1), dtype=np.int64)
    table = np.full_like(exact, HIDDEN)
    of = np.array([names.index(group) for group in groups], dtype=np.int64)
    for place in range(len(names)):
        counts = _counts(item, numbers[of == place])
        own = suppress(counts, order=_order(item))
        exact[place] = [*counts, counts.sum()]
        table[place] = [*own.counts, own.total]
    exact[-1] = exact[:-1].sum(axis=0)
    table[-1] = np.where(exact[-1] < LEAST, HIDDEN, exact[-1])
    waiting = [*(_order(item) or range(len(keys))), len(keys)]  # the sum of all goes last
    while (unsafe := _unsafe_columns(exact, table)).any():
        fresh = np.flatnonzero(unsafe[:-1] & (table[-1, :-1] != HIDDEN))
        left = [column for column in waiting if table[-1, column] != HIDDEN]
        if not left:
            break
        table[-1, fresh if len(fresh) else left[0]] = HIDDEN
    return _pattern(item, rows, numbers, table[-1, :-1], int(table[-1, -1]))


def behind(item: Item, rows: Sequence[Given], band: str) -> list[str]:
    """The ids of the stories in a band that is shown, in the order in which they were said; none for one that is hidden."""
    if band == NOT_APPLICABLE or band not in pattern(item, rows).shown:
        return []
    number = bands_of(item).index(band)
    return [
        key
        for key, own in zip(column(rows, "contribution"), band_numbers(item, rows), strict=True)
        if own == number
    ]


@dataclass(frozen=True)
class Compared:
    """Whether two groups differ, and out of how many answers so many were drawn at random (0: all were compared)."""

    finding: Finding
    drawn: int = 0


def compare(
    item: Item, rows: Sequence[Given], groups: Sequence[str], one: str, other: str
) -> Compared | None:
    """Whether two groups placed their stories differently, by a permutation test on log ratios; None for choices.

    Worked out when somebody asks, and kept in memory for the same answers. Of more than a thousand answers, five hundred of
    each group are drawn at random, always the same ones: a difference that matters shows among so many.
    """
    if item.kind == ItemKind.CHOICE:
        return None
    sides = []
    for wanted in (one, other):
        mine = np.fromiter((group == wanted for group in groups), dtype=np.bool_, count=len(groups))
        side = _shares(rows) if item.kind == ItemKind.TRIAD else _two(rows)
        sides.append(side[mine & ~_does_not_apply(rows)])
    first, second = (side.astype(np.int64) for side in sides)
    size = len(first) + len(second)
    return Compared(
        _compared(first.tobytes(), second.tobytes(), first.shape[1]), size if size > MOST_COMPARED else 0
    )


@lru_cache(maxsize=256)
def _compared(one: bytes, other: bytes, parts: int) -> Finding:
    seed = zlib.crc32(one + b"/" + other)
    sides = [np.frombuffer(side, dtype=np.int64).reshape(-1, parts) for side in (one, other)]
    if sum(len(side) for side in sides) > MOST_COMPARED:
        draw = np.random.default_rng(seed)
        half = MOST_COMPARED // 2
        sides = [
            side if len(side) <= half else side[np.sort(draw.choice(len(side), half, replace=False))]
            for side in sides
        ]
    return compare_groups(sides[0], sides[1], seed=seed)


def shares_for(zone: str) -> tuple[int, int, int]:
    """The shares that stand for a zone. ValueError for one that is not there."""
    return shares_of_zone(zone)


def zone_for(first: int, second: int, third: int) -> str:
    """The zone in which shares lie."""
    return zone_of(first, second, third)


def _unsafe_columns(exact: IntArray, table: IntArray) -> IntArray:
    """The columns with a hidden figure that could be told too closely."""
    limits = cross_bounds(table)
    small = exact < LEAST
    loose = np.where(
        small, (limits.lower <= 0) & (limits.upper >= LEAST), limits.upper - limits.lower >= LEAST
    )
    found: IntArray = ((table == HIDDEN) & ~loose).any(axis=0)
    return found


def _pattern(item: Item, rows: Sequence[Given], numbers: IntArray, counts: IntArray, total: int) -> Pattern:
    keys = bands_of(item)
    bands = tuple(_band(key, int(count), total) for key, count in zip(keys, counts, strict=True))
    seen = [
        number for number, key in enumerate(keys) if bands[number].count is not None and key != NOT_APPLICABLE
    ]
    drawn = np.isin(numbers, seen)
    whole = None if total == HIDDEN else total
    if item.kind == ItemKind.CHOICE or not drawn.any():
        return Pattern(bands, whole)
    if item.kind == ItemKind.DYAD:
        return Pattern(bands, whole, tuple((int(place),) for place in _along(rows)[drawn]))
    shares = _shares(rows)[drawn]
    few = len(shares) <= MOST_DOTS
    dots = tuple((int(a), int(b), int(c)) for a, b, c in shares) if few else ()
    return Pattern(bands, whole, dots, _shading(shares))


def _shading(shares: FloatArray) -> tuple[Shading, ...]:
    found = triangle_density(shares)
    if found is None:
        return ()
    corners, levels = cell_corners(), found.level.tolist()
    return tuple(Shading(corners[cell], levels[cell]) for cell in np.flatnonzero(found.level > 0).tolist())


def _band(key: str, count: int, total: int) -> Band:
    if count == HIDDEN:
        return Band(key, None)
    if total == HIDDEN:
        return Band(key, count)
    limits = wilson(count, total)
    return Band(key, count, count / total, float(limits.lower), float(limits.upper))


def _counts(item: Item, numbers: IntArray) -> IntArray:
    return np.bincount(numbers[numbers >= 0], minlength=len(bands_of(item))).astype(np.int64)


def _order(item: Item) -> Sequence[int] | None:
    return ORDERS.get(item.kind)


def _shares(rows: Sequence[Given]) -> FloatArray:
    """Three shares each; what does not apply has none."""
    first, second = _numbers(rows, "first"), _numbers(rows, "second")
    return np.stack([first, second, 100 - first - second], axis=1)


def _along(rows: Sequence[Given]) -> FloatArray:
    return _numbers(rows, "along")


def _numbers(rows: Sequence[Given], field: str) -> FloatArray:
    """One field of all answers; NaN where there is none."""
    return np.array(column(rows, field), dtype=np.float64)


def _does_not_apply(rows: Sequence[Given]) -> BoolArray:
    """Which answers have neither shares nor a place nor a choice."""
    chosen = np.fromiter(map(bool, column(rows, "choice")), dtype=np.bool_, count=len(rows))
    away: BoolArray = np.isnan(_numbers(rows, "first")) & np.isnan(_numbers(rows, "along")) & ~chosen
    return away


def _two(rows: Sequence[Given]) -> FloatArray:
    along = _along(rows)
    return np.stack([100 - along, along], axis=1)
