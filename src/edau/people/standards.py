"""Which organisations are under the Welsh Language Standards, and what standards 91 to 93 have them ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from edau.catalogue import Bilingual, Record, read, root
from edau.people.choices import Sector
from edau.people.models import Organisation

FILE = "statute/welsh_language_standards.yaml"


@dataclass(frozen=True, slots=True)
class Under:
    """The regulations that put a body under the Standards; `checked` where it has been seen in them."""

    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Questions:
    """What a consultation on a decision about policy asks of everyone (standards 91, 92, 93), and who says so."""

    effects: Bilingual
    better: Bilingual
    harms: Bilingual
    hint: Bilingual
    source: str


@dataclass(frozen=True, slots=True)
class Standards:
    """The file, read and checked."""

    sectors: Mapping[str, Under]
    also: Mapping[str, Under]
    without: tuple[str, ...]
    questions: Questions


@cache
def standards() -> Standards:
    """The Standards as they ship with Edau."""
    return read_standards(root())


def read_standards(folder: Traversable) -> Standards:
    """Reads the file; CatalogueError at the first thing that is wrong."""
    record = Record(FILE, read(folder, FILE))
    asked = record.inner("consultation")
    questions = Questions(
        effects=Bilingual(*asked.both("effects")),
        better=Bilingual(*asked.both("better")),
        harms=Bilingual(*asked.both("harms")),
        hint=Bilingual(*asked.both("hint")),
        source=asked.text("source"),
    )
    asked.flag("checked")
    asked.close()
    by_sector, by_key = (record.inner(name) for name in ("sectors", "also"))
    sectors = {name: _under(by_sector.inner(name)) for name in by_sector.values if name in Sector.values}
    for name in by_sector.values:
        if name not in sectors:
            raise by_sector.fail(str(name), "is no sector")
    also = {str(key): _under(by_key.inner(str(key))) for key in by_key.values}
    without = record.take("without")
    record.close()
    return Standards(MappingProxyType(sectors), MappingProxyType(also), tuple(without), questions)


def _under(record: Record) -> Under:
    one = Under(record.text("source"), record.flag("checked"))
    record.close()
    return one


def under_standards(organisation: Organisation | None) -> Under | None:
    """What puts this organisation under the Standards; None for one that is not known to be, and for a citizen."""
    if organisation is None or organisation.key in standards().without:
        return None
    return standards().also.get(organisation.key) or standards().sectors.get(organisation.sector)
