"""The ten National Principles for Public Engagement as the catalogue has them, with the scale for who has none of their own.

Read once and kept. A file that is wrong is refused with its name and the field to mend (`CatalogueError`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from edau.catalogue import Record, read, root
from edau.understand.catalogue import Bilingual, OfficialText, Wording, catalogue, official
from edau.understand.catalogue.fields import official_text

FILE = "principles.yaml"
NUMBERS = tuple(range(1, 11))


@dataclass(frozen=True, slots=True)
class Principle:
    """One principle. `edition` names the wording that its heading is of, `source` where that wording was seen."""

    number: int
    edition: str
    heading: OfficialText
    description: OfficialText
    source: Bilingual

    def label(self, language: str) -> str:
        """Its heading where there is room for one wording and no mark of its language: a choice, a cell of a table."""
        said = wording(self.heading, language)
        return said.label or said.text

    @property
    def checked(self) -> bool:
        """Whether everything an English page shows of it was seen in a source."""
        return self.heading.en_checked and self.description.en_checked


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a scale, from least to most."""

    value: int
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Scale:
    """The levels that a principle can be rated at, and whether somebody qualified has read their Welsh. `edition` is
    nought for the scale of the catalogue, and counts up with each scale that an organisation makes its own."""

    levels: tuple[Level, ...]
    checked: bool
    edition: int = 0

    def name(self, value: int, language: str) -> str:
        """What a level is called. KeyError for a value that the scale does not have."""
        return {level.value: level.name for level in self.levels}[value].say(language)

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(level.value for level in self.levels)


@cache
def principles() -> Mapping[int, Principle]:
    """The ten that ship with Edau, by number."""
    return read_principles(root())


@cache
def common_scale() -> Scale:
    """The scale of the catalogue."""
    return read_scale(root())


def wording(text: OfficialText, language: str) -> Wording:
    """What a reader is shown of an official text. Where not even the English was seen there is nothing official to quote:
    a Welsh page shows our own words alone, and says that they are ours."""
    if language == "cy" and not text.en_checked and not (text.cy and text.cy_checked):
        notice = catalogue().notices["unofficial"].say(language)
        return Wording(text.cy_label, "cy", official=False, label=None, notice=notice)
    return official(text, language)


def read_principles(folder: Traversable) -> Mapping[int, Principle]:
    """Reads the ten; each must be there, in order."""
    whole = Record(FILE, read(folder, FILE))
    sources = whole.inner("sources")
    known = {name: Bilingual(*sources.both(str(name))) for name in sources.values}
    found = {}
    for record in whole.each("principles"):
        edition = record.choice("edition", known)
        number = record.whole_number("number", least=1)
        heading, description = official_text(record, "heading"), official_text(record, "description")
        record.close()
        found[number] = Principle(number, edition, heading, description, known[edition])
    if tuple(found) != NUMBERS:
        raise whole.fail("principles", "should be the ten, in order")
    return MappingProxyType(found)


def read_scale(folder: Traversable) -> Scale:
    """Reads the scale; its levels go up from nought without a gap."""
    record = Record(FILE, read(folder, FILE)).inner("scale")
    checked = record.flag("checked")
    inner = record.inner("levels")
    by_text = Record(FILE, {str(value): words for value, words in inner.values.items()}, inner.where)
    levels = tuple(Level(value, Bilingual(*by_text.both(str(value)))) for value in range(len(inner.values)))
    by_text.close()
    record.close()
    return Scale(levels, checked)
