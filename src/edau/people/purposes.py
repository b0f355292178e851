"""Why data about people are kept, by which right and for how long, from the catalogue. Read once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from edau.catalogue import Bilingual, Record, read, root

FILE = "words/purposes.yaml"
BASES = ("public_task", "legal_obligation", "consent", "legitimate_interests")
LONGEST_VERSION = 20  # as many letters as a consent keeps of it


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that somebody agrees to, as they are read to them, and their version, which is kept with the consent. Other
    words are another version."""

    version: str
    words: Bilingual


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose: what for, which data, by which lawful basis of the UK GDPR, for how long. `wording` is None where the
    words of its consent stand on the page on which it is given, or where it rests on no consent."""

    key: str
    what_for: Bilingual
    data: Bilingual
    basis: str
    basis_words: Bilingual
    kept: Bilingual
    wording: Wording | None = None


@cache
def purposes() -> tuple[Purpose, ...]:
    """The purposes that ship with Edau, in the order of the catalogue."""
    return read_purposes(root())


def wording_of(key: str) -> Wording:
    """The words that are read to whoever agrees to a purpose. KeyError where none stand with it."""
    found = {one.key: one.wording for one in purposes() if one.wording is not None}
    return found[key]


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
                wording=_wording(one),
            )
        )
        one.close()
    record.close()
    return tuple(found)


def _wording(purpose: Record) -> Wording | None:
    if purpose.take("wording", None) is None:
        return None
    inner = purpose.inner("wording")
    version = inner.text("version")
    if len(version) > LONGEST_VERSION:
        raise inner.fail("version", f"should have {LONGEST_VERSION} letters at most")
    found = Wording(version, Bilingual(*inner.both("words")))
    inner.close()
    return found
