"""How records of any kind are told to a reader.

The thread joins anything to anything and keeps only labels and ids. The app that owns a kind of record registers here how
its records are told; whatever it does not tell, no page of the thread says anything about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from edau.people.models import Role
from edau.people.queries import roles_of
from edau.people.rules import Account


@dataclass(frozen=True)
class Reader:
    """Who reads: by the roles they hold now, or an operator at the machine itself, from whom nothing is kept."""

    roles: tuple[Role, ...] = ()
    operator: bool = False


EVERYONE, OPERATOR = Reader(), Reader(operator=True)


def reader_of(account: Account) -> Reader:
    """The reader an account is. One query for who is signed in, none for others."""
    roles = roles_of(account)
    return Reader(tuple(roles)) if roles else EVERYONE


@dataclass(frozen=True)
class Told:
    """One record as a reader may read it.

    `agent` is who answers for it in an export: the key of a body, or a pseudonym that leads to nobody. A record whose
    teller took it back is `withdrawn`: that it was there is all that is said of it.
    """

    kind: str  # what it is, in words: "story", "stori"
    title: str = ""
    lang: str = ""  # of the title, where that is not the language it was told in
    address: str = ""
    when: datetime | date | None = None
    synthetic: bool = False
    withdrawn: bool = False
    agent: str = ""


Tell = Callable[[Collection[str], str, Reader], Mapping[str, Told]]


@dataclass(frozen=True)
class Teller:
    """How records of one label are told, and the word that stands for the label in an address, by language."""

    label: str
    slugs: Mapping[str, str]
    tell: Tell


_TELLERS: dict[str, Teller] = {}


def register(label: str, tell: Tell, *, cy: str, en: str) -> None:
    """Says how records of a label are told; call it in an app's `ready`. `tell` is asked for the ids of a page all at
    once, in a language, for a reader, and answers with those the reader may see, in a number of queries that does not
    grow with the ids. `cy` and `en` stand for the label in addresses. ValueError where a label or a word is taken."""
    for other in _TELLERS.values():
        if other.label == label or cy == other.slugs["cy"] or en == other.slugs["en"]:
            raise ValueError(f"There are two ways to tell {label}.")
    _TELLERS[label] = Teller(label, {"cy": cy, "en": en}, tell)


def tell(ends: Iterable[tuple[str, str]], language: str, reader: Reader) -> dict[tuple[str, str], Told]:
    """What may be told of records, by label and id. One question for each label among them; what nobody tells is
    missing from the answer."""
    ids: dict[str, list[str]] = {}
    for label, key in dict.fromkeys(ends):
        ids.setdefault(label, []).append(key)
    found: dict[tuple[str, str], Told] = {}
    for label, keys in ids.items():
        if label in _TELLERS:
            answer = _TELLERS[label].tell(keys, language, reader)
            found |= {(label, key): told for key, told in answer.items()}
    return found


def label_of(slug: str) -> str | None:
    """The label that a word of an address stands for, in either language."""
    return next((one.label for one in _TELLERS.values() if slug in one.slugs.values()), None)


def slug_of(label: str, language: str) -> str:
    """The word that stands for a label in an address. KeyError for one that nobody tells."""
    return _TELLERS[label].slugs[language]


def labels() -> list[str]:
    """Every label that can be told."""
    return sorted(_TELLERS)


def extract(text: Any, longest: int = 90) -> str:
    """The beginning of a text in one line, cut between two words.

    >>> extract("The hall is dark every night. I can see it from my window.", 32)
    'The hall is dark every night. I…'
    """
    line = " ".join(str(text).split())
    if len(line) <= longest:
        return line
    cut = line[:longest].rpartition(" ")[0] or line[: longest - 1]
    return f"{cut.rstrip(' ,;:–-')}…"
