"""What people may say of themselves, as the catalogue has it: questions, bands, and the shares of the population behind them.

Read once and kept. A file that is wrong is refused with its name and the field to mend (`CatalogueError`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from edau.catalogue import Record, read, root
from edau.understand.catalogue import Bilingual, catalogue

FILE = "characteristics.yaml"
NOT_SAID = "not_said"  # "I would rather not say": an answer to every question
KEYS = ("age", "sex", "ethnic_group", "disability", "welsh", "deprivation")
POSTCODE = "postcode"
CHILD = "0-15"  # the band in which some are too young to agree by themselves


@dataclass(frozen=True, slots=True)
class Band:
    """One answer. Its people are the shares of `of` without those of `less`; with `rest` everybody not in another band.
    `ranks_to` is the last percent of the areas in order that belongs to it, nought where it has nothing to do with areas.
    `holds`, of a band as it was asked before: the bands of today whose people are all in it."""

    key: str
    name: Bilingual
    option: Bilingual  # the answer as one reads it under the question
    of: tuple[str, ...]
    less: tuple[str, ...]
    rest: bool
    ranks_to: int
    holds: tuple[str, ...] = ()
    large: bool = False  # as a rule by far the largest: given up before the others to protect them


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One question with its bands, in the order of the catalogue; `before` is the same as it was asked before, with other
    bands."""

    key: str
    name: Bilingual
    question: Bilingual
    asked_as: str
    checked: bool  # whether somebody qualified has read the Welsh
    caveat: Bilingual
    bands: tuple[Band, ...]
    before: Characteristic | None = None

    @property
    def only_before(self) -> tuple[Band, ...]:
        """The bands that were asked before and are not asked today."""
        now = {band.key for band in self.bands}
        return tuple(band for band in self.before.bands if band.key not in now) if self.before else ()

    @property
    def every_band(self) -> tuple[Band, ...]:
        """All that somebody may have answered, those of today first."""
        return (*self.bands, *self.only_before)

    def band(self, key: str) -> Band:
        """The band of this key, of today or of before. KeyError where there is none."""
        return {band.key: band for band in self.every_band}[key]

    def given_up(self, number: int) -> tuple[int, ...]:
        """In which order its bands, where there are so many, are given up to protect others: a large one first, then from the
        last to the first, "not stated" after all. It depends on no count."""
        bands = self.with_bands(number).bands
        order = sorted(range(len(bands)), key=lambda place: (not bands[place].large, -place))
        return (*order, len(bands))

    def with_bands(self, number: int) -> Characteristic:
        """The characteristic as it was asked with so many bands: a table that was published tells it by its length."""
        return self.before if self.before and len(self.before.bands) == number else self

    def tallied(self, answers: Mapping[str, int], *, as_before: bool = False) -> tuple[int, ...]:
        """How many are in each band, of how many gave each answer: in the bands of before where those were asked for, or
        where one of the answers was only there before. From such an answer nobody can tell the band of today."""
        if self.before and (as_before or any(answers.get(band.key) for band in self.only_before)):
            return tuple(
                sum(answers.get(key, 0) for key in {band.key, *band.holds}) for band in self.before.bands
            )
        return tuple(answers.get(band.key, 0) for band in self.bands)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The figures of the release that its population is made from, each once."""
        return tuple(dict.fromkeys(key for band in self.bands for key in (*band.of, *band.less)))


@cache
def characteristics() -> Mapping[str, Characteristic]:
    """The six that ship with Edau, by key."""
    return read_characteristics(root())


def read_characteristics(folder: Traversable) -> Mapping[str, Characteristic]:
    """Reads `characteristics.yaml`: exactly the six that there is a column for, each with two bands or more."""
    record = Record(FILE, read(folder, FILE))
    found = {}
    for one in record.each("characteristics"):
        wording = one.inner("wording")
        made = Characteristic(
            key=one.choice("key", KEYS),
            name=Bilingual(*one.both("name")),
            question=Bilingual(*one.both("question")),
            asked_as=one.choice("asked_as", ("choice", POSTCODE)),
            checked=wording.flag("checked"),
            caveat=Bilingual(*one.both("caveat")),
            bands=tuple(_band(band) for band in one.each("bands")),
        )
        if "before" in one.values:
            made = replace(made, before=_before(made, one.inner("before")))
        wording.close()
        one.close()
        _insist_on_bands(made, one)
        found[made.key] = made
    record.close()
    if tuple(found) != KEYS:
        raise record.fail("characteristics", f"should be these, in this order: {', '.join(KEYS)}")
    return MappingProxyType(found)


def known_band(key: str, band: str) -> Band:
    """The band of a characteristic, both by their keys. ValueError where there is none."""
    try:
        return characteristics()[key].band(band)
    except KeyError:
        raise ValueError(f"There is no {band} of {key}.") from None


def band_of_rank(characteristic: Characteristic, rank: float, areas: int) -> str:
    """The band in which the small area lies that is `rank`th of so many, the most deprived being first."""
    for band in characteristic.bands:
        if rank * 100 <= band.ranks_to * areas:
            return band.key
    raise ValueError(f"{rank} is no rank among {areas} areas")


def _before(now: Characteristic, record: Record) -> Characteristic:
    made = replace(
        now,
        caveat=Bilingual(*record.both("caveat")),
        bands=tuple(_band(band, [one.key for one in now.bands]) for band in record.each("bands")),
    )
    record.close()
    _insist_on_bands(made, record)
    if len(made.bands) == len(now.bands):
        raise record.fail("bands", "should not be as many as today")
    if sorted(key for band in made.bands for key in band.holds) != sorted(band.key for band in now.bands):
        raise record.fail("bands", "should hold each band of today once")
    return made


def _insist_on_bands(made: Characteristic, record: Record) -> None:
    if len(made.bands) < 2 or sum(band.rest for band in made.bands) > 1:
        raise record.fail("bands", "should be two or more, of which one at most is the rest")


def _band(record: Record, of_today: Sequence[str] = ()) -> Band:
    known = set(catalogue().indicators)
    name = Bilingual(*record.both("name"))
    band = Band(
        key=record.text("key"),
        name=name,
        option=Bilingual(*record.both("option")) if "option" in record.values else name,
        of=record.choices("of", known, []),
        less=record.choices("less", known, []),
        rest=record.flag("rest", False),
        ranks_to=record.whole_number("ranks_to", 0),
        holds=record.choices("holds", set(of_today), []),
        large=record.flag("large", False),
    )
    record.close()
    if band.rest == bool(band.of):
        raise record.fail("of", "should name shares, or else the band should be the rest")
    return band
