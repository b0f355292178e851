"""Why data about people are kept, by which right and for how long, from the catalogue. Read once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from edau.catalogue import Record, read, root

FILE = "words/purposes.yaml"
BASES = ("public_task", "legal_obligation", "consent", "legitimate_interests")


@dataclass(frozen=True, slots=True)
class Both:
    """The same thing said in Welsh and in English."""

    cy: str
    en: str

    def say(self, language: str) -> str:
        return self.cy if language == "cy" else self.en


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose: what for, which data, by which lawful basis of the UK GDPR, for how long."""

    key: str
    what_for: Both
    data: Both
    basis: str
    basis_words: Both
    kept: Both


@cache
def purposes() -> tuple[Purpose, ...]:
    """The purposes that ship with Edau, in the order of the catalogue."""
    return read_purposes(root())


def read_purposes(folder: Traversable) -> tuple[Purpose, ...]:
    """Reads `words/purposes.yaml`; a basis without its words, or a purpose without one of its parts, is refused."""
    record = Record(FILE, read(folder, FILE))
    words = record.inner("bases")
    bases = {name: Both(*words.both(name)) for name in BASES}
    words.close()
    found = []
    for number, values in enumerate(record.take("purposes")):
        one = Record(FILE, values, f"purposes[{number}]")
        basis = one.choice("basis", BASES)
        found.append(
            Purpose(
                key=one.text("key"),
                what_for=Both(*one.both("what_for")),
                data=Both(*one.both("data")),
                basis=basis,
                basis_words=bases[basis],
                kept=Both(*one.both("kept")),
            )
        )
        one.close()
    record.close()
    return tuple(found)
