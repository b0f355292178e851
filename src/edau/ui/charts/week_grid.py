"""A week as a calendar has it: seven columns of half hours, darker where more is there, each stretch with its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from edau.ui.charts.svg import picture, short

DAYS, DAY, BLOCK = 7, 48, 6  # half hours of a day, and of a block of three hours
SLOT, TOP, SIDE = 9, 24, 16  # pixels of a half hour and above the days; percent beside them
NUMBER = 2  # half hours that a number needs
SHADES = 4

Counts = Sequence[Sequence[int]]


@dataclass(frozen=True)
class WeekPlot:
    """How many in each half hour of a week: seven rows of 48, Monday first. `days` are short names of the days; `hours` are
    the words of nine times, 00:00 to 24:00 in steps of three hours."""

    key: str
    title: str
    description: str
    counts: Counts
    days: Sequence[str]
    hours: Sequence[str]


@dataclass(frozen=True)
class Stretch:
    """So many on a day (0 is Monday) from one half hour up to another."""

    day: int
    start: int
    end: int
    count: int


def draw(plot: WeekPlot) -> SafeString:
    """The picture, as wide as its column. Blocks of three hours before the first and after the last that has anything are
    left out. ValueError for what is no week."""
    _insist(plot.counts)
    first, last = shown(plot.counts)
    most = max((count for day in plot.counts for count in day), default=0)
    bottom = TOP + (last - first) * BLOCK * SLOT
    wide = (100 - SIDE) / DAYS
    body = []
    for line in range(first, last + 1):
        y = TOP + (line - first) * BLOCK * SLOT
        body.append(f'<line class="axis" x1="{SIDE}%" x2="100%" y1="{y}" y2="{y}"/>')
        if line < last:
            body.append(f'<text class="hour" y="{y + 14}">{escape(plot.hours[line])}</text>')
    for number, name in enumerate(plot.days):
        middle = short(SIDE + (number + 0.5) * wide)
        body.append(f'<text x="{middle}%" y="15" text-anchor="middle">{escape(name)}</text>')
    for one in stretches(plot.counts):
        x, y = SIDE + one.day * wide, TOP + (one.start - first * BLOCK) * SLOT
        high = (one.end - one.start) * SLOT
        tone = shade(one.count, most)
        body.append(
            f'<rect class="w{tone}" x="{short(x + 0.3)}%" width="{short(wide - 0.6)}%" y="{y}" height="{high - 1}"/>'
        )
        if one.end - one.start >= NUMBER:
            body.append(
                f'<text class="n{tone}" x="{short(x + wide / 2)}%" y="{y + high // 2 + 5}"'
                f' text-anchor="middle">{one.count}</text>'
            )
    body.append(f'<line class="axis" x1="{SIDE}%" x2="100%" y1="{bottom}" y2="{bottom}"/>')
    return picture(
        "".join(body),
        key=plot.key,
        title=plot.title,
        description=plot.description,
        cls=f"weekgrid b{last - first}",
    )


def shade(count: int, most: int) -> int:
    """Which of four shades a count has where the highest is `most`; 0 for none.

    >>> [shade(count, 8) for count in (0, 1, 2, 3, 5, 8)], shade(1, 1)
    ([0, 1, 1, 2, 3, 4], 4)
    """
    return -(-SHADES * count // most) if most and count > 0 else 0


def stretches(counts: Counts) -> Iterator[Stretch]:
    """Where the same number is there without a break, day by day; not where nothing is."""
    for number, day in enumerate(counts):
        start = 0
        for slot in range(1, DAY + 1):
            if slot == DAY or day[slot] != day[start]:
                if day[start]:
                    yield Stretch(number, start, slot, day[start])
                start = slot


def shown(counts: Counts) -> tuple[int, int]:
    """The first block of three hours that has anything, and the one after the last; all eight where none has."""
    busy = [block for block in range(DAY // BLOCK) if any(any(row) for row in _block(counts, block))]
    return (busy[0], busy[-1] + 1) if busy else (0, DAY // BLOCK)


def blocks(counts: Counts) -> list[list[tuple[int, int]]]:
    """For each day and each block of three hours the fewest and the most at once: seven rows of eight."""
    _insist(counts)
    return [[(min(row := day[at : at + BLOCK]), max(row)) for at in range(0, DAY, BLOCK)] for day in counts]


def fullest(counts: Counts) -> Stretch | None:
    """The longest stretch of the highest number, the first of several; None where nothing is there."""
    found = list(stretches(counts))
    if not found:
        return None
    most = max(one.count for one in found)
    return max(
        (one for one in found if one.count == most),
        key=lambda one: (one.end - one.start, -one.day, -one.start),
    )


def empty_days(counts: Counts) -> list[int]:
    """The days on which nothing is there, 0 is Monday."""
    return [number for number, day in enumerate(counts) if not any(day)]


def _block(counts: Counts, block: int) -> list[Sequence[int]]:
    return [day[block * BLOCK : (block + 1) * BLOCK] for day in counts]


def _insist(counts: Counts) -> None:
    if len(counts) != DAYS or any(len(day) != DAY or min(day) < 0 for day in counts):
        raise ValueError("a week has seven days of 48 half hours, and counts are not below nought")
