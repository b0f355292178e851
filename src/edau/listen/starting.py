"""A place to start: how large a first involvement is and the steps it takes, from the catalogue. Read once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from edau.catalogue import Bilingual, Record, read, root
from edau.listen.choices import Co, Cycle, Level

FILE = "starting.yaml"
WHERE = ("edit", "publish", "happening", "paper", "listener", "page", "themes", "desk")


@dataclass(frozen=True, slots=True)
class Size:
    """How much somebody who has so much time can promise: days from today, and what is suggested: the level, where in the
    work people come in, and what is done together."""

    key: str
    name: Bilingual
    gives: Bilingual
    opens: int
    closes: int
    answer_by: int
    promised: str
    cycle: str
    co: str


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, why, on which page; and after how many days it is due, by the key of each size that has it."""

    key: str
    after: Mapping[str, int]
    where: str
    what: Bilingual
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Starting:
    """The sizes and the steps, in the order of the catalogue."""

    sizes: Mapping[str, Size]
    steps: Mapping[str, Step]

    def steps_of(self, size: str) -> list[Step]:
        """The steps of a size, the first one due first. KeyError for a size that is not there."""
        key = self.sizes[size].key
        return sorted(
            (each for each in self.steps.values() if key in each.after), key=lambda each: each.after[key]
        )


@cache
def starting() -> Starting:
    """The plans that ship with Edau."""
    return read_starting(root())


def read_starting(folder: Traversable) -> Starting:
    """Reads `starting.yaml`; CatalogueError at the first thing that is wrong."""
    record = Record(FILE, read(folder, FILE))
    sizes = [_size(each) for each in record.each("sizes")]
    keys = [each.key for each in sizes]
    steps = [_step(each, keys) for each in record.each("steps")]
    record.close()
    return Starting({each.key: each for each in sizes}, {each.key: each for each in steps})


def _size(record: Record) -> Size:
    one = Size(
        key=record.text("key"),
        name=Bilingual(*record.both("name")),
        gives=Bilingual(*record.both("gives")),
        opens=record.whole_number("opens"),
        closes=record.whole_number("closes"),
        answer_by=record.whole_number("answer_by"),
        promised=record.choice("promised", Level.values),
        cycle=record.choice("cycle", Cycle.values),
        co=record.choice("co", Co.values),
    )
    record.close()
    if not one.opens <= one.closes <= one.answer_by:
        raise record.fail("closes", "should lie between the opening and the answers")
    return one


def _step(record: Record, sizes: list[str]) -> Step:
    after = record.inner("after")
    days = {size: after.whole_number(size) for size in sizes if size in after.values}
    after.close()
    one = Step(
        key=record.text("key"),
        after=days,
        where=record.choice("where", WHERE),
        what=Bilingual(*record.both("what")),
        why=Bilingual(*record.both("why")),
    )
    record.close()
    return one
