"""What is searched for and what is found."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Protocol

LANGUAGES = ("cy", "en")


class Match(IntEnum):
    """How a document was found, the best first: by its name, by the beginning of it, or by its words. A name
    found by undoing a mutation comes after one that is written as it was typed."""

    NAME = 0
    MUTATED_NAME = 1
    NAME_START = 2
    MUTATED_NAME_START = 3
    WORDS = 4


@dataclass(frozen=True)
class Document:
    """One thing that can be found. `label` and `object_id` say what it is, as in the hold register
    ("places.Area", "W38000130"); `title` and `body` are by language; `weight` decides between equal matches;
    `payload` comes back with the hit, so that a list of results needs no further query."""

    label: str
    object_id: str
    kind: str
    title: Mapping[str, str]
    body: Mapping[str, str] = field(default_factory=dict)
    weight: float = 0.0
    area: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Hit:
    """A document that was found, and how."""

    label: str
    object_id: str
    kind: str
    title: Mapping[str, str]
    weight: float
    area: str
    payload: Mapping[str, Any]
    match: Match


class Normaliser(Protocol):
    """What turns text into search keys. Keys are words of letters and digits without accents."""

    def document(self, text: str, language: str) -> str:
        """The keys of a text, with a space between."""

    def query(self, text: str) -> Sequence[Mapping[str, Sequence[str]]]:
        """The terms of a query, all of which must be found; each lists, by language, keys of which any will
        do."""

    def name_keys(self, name: str) -> Sequence[str]:
        """The keys by which a name is found whole or by its beginning."""

    def name_queries(self, text: str) -> tuple[Sequence[str], Sequence[str]]:
        """The name keys that a query may mean: as written, and with a mutation undone."""


def weight(kind: int, population: float | None = None) -> float:
    """A document's weight: the kind decides, and among one kind the number of residents (unknown counts as
    none)."""
    return kind + math.log10(1 + (population or 0)) / 10
