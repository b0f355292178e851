"""Why data about people are kept, by which right and for how long, from the catalogue. Read once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from edau.catalogue import Bilingual, Record, read, root

FILE = "words/purposes.yaml"
BASES = ("public_task", "legal_obligation", "consent", "legitimate_interests")


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose: what for, which data, by which lawful basis of the UK GDPR, for how long."""

    key: str
    what_for: Bilingual
    data: Bilingual
    basis: str
    basis_words: Bilingual
    kept: Bilingual


@cache
def purposes() -> tuple[Purpose, ...]:
    """The purposes that ship with Edau, in the order of the catalogue."""
    return read_purposes(root())


def read_purposes(folder: Traversable) -> tuple[Purpose, ...]:
    """Reads `words/purposes.yaml`; a basis without its words, or a purpose without one of its parts, is refused."""
    record = Record(FILE, read(folder, FILE))
    words = record.inner("bases")
    bases = {name: Bilingual(*words.both(name)) for name in BASES}
    words.close()
    found = []
    for one in record.each("purposes"):
        basis = one.choice("basis", BASES)
        found.append(
            Purpose(
                key=one.text("key"),
                what_for=Bilingual(*one.both("what_for")),
                data=Bilingual(*one.both("data")),
                basis=basis,
                basis_words=bases[basis],
                kept=Bilingual(*one.both("kept")),
            )
        )
        one.close()
    record.close()
    return tuple(found)
