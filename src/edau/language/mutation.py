"""Initial mutations of Welsh words, and their inversion.

The tables are the standard ones of every grammar of Welsh (treiglad meddal, trwynol, llaes; h before a
vowel). These functions know spelling only: whether a word may mutate at all (a person's name, an English
name, "gêm") is for the caller to decide.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from edau.language.orthography import VOWELS, fold, initial


class Mutation(StrEnum):
    """The ways in which the beginning of a Welsh word changes."""

    SOFT = "soft"
    NASAL = "nasal"
    ASPIRATE = "aspirate"
    H = "h"


class Radical(NamedTuple):
    """A word from which a written form may come, and the mutation that would have made it."""

    word: str
    mutation: Mutation


CHANGES: dict[Mutation, dict[str, str]] = {
    Mutation.SOFT: {
        "p": "b", "t": "d", "c": "g", "b": "f", "d": "dd", "g": "", "m": "f", "ll": "l", "rh": "r",
    },
    Mutation.NASAL: {"p": "mh", "t": "nh", "c": "ngh", "b": "m", "d": "n", "g": "ng"},
    Mutation.ASPIRATE: {"p": "ph", "t": "th", "c": "ch"},
}  # fmt: skip

_ORIGINS: dict[str, list[tuple[str, Mutation]]] = {}
for _mutation, _table in CHANGES.items():
    for _radical, _mutated in _table.items():
        if _mutated:
            _ORIGINS.setdefault(_mutated, []).append((_radical, _mutation))


def mutate(word: str, mutation: Mutation) -> str:
    """The word after a mutation, with the capital kept: "Pontypridd" nasal → "Mhontypridd", "GWYNEDD" soft →
    "WYNEDD".

    A word whose first letter does not take that mutation comes back unchanged; so does an empty one.
    """
    if mutation is Mutation.H:
        return _join("h", word, word) if fold(word[:1]) in VOWELS else word
    letter = initial(word)
    change = CHANGES[mutation].get(letter)
    return word if change is None else _join(change, word[len(letter) :], word)


def soft(word: str) -> str:
    """Treiglad meddal: "Caerdydd" → "Gaerdydd", "Gwynedd" → "Wynedd", "Llanelli" → "Lanelli"."""
    return mutate(word, Mutation.SOFT)


def nasal(word: str) -> str:
    """Treiglad trwynol: "Caerdydd" → "Nghaerdydd", "Dinbych" → "Ninbych"."""
    return mutate(word, Mutation.NASAL)


def aspirate(word: str) -> str:
    """Treiglad llaes: "Powys" → "Phowys"."""
    return mutate(word, Mutation.ASPIRATE)


def h_prothesis(word: str) -> str:
    """The h before a vowel after ei (feminine), ein, eu: "iechyd" → "hiechyd"."""
    return mutate(word, Mutation.H)


def radicals(word: str) -> tuple[Radical, ...]:
    """Every word of which this could be a mutated form, the word itself not among them; spelling alone
    decides.

    "Gaerdydd" → "Caerdydd" (soft); "Mangor" → "Bangor" (nasal); "faith" → "baith", "maith" (both soft); "lan"
    → "llan", "glan" (g disappears only before a vowel, l, n or r). Empty where the word cannot be a mutated
    form.
    """
    letter = initial(word)
    found = [
        Radical(_join(radical, word[len(letter) :], word), by) for radical, by in _ORIGINS.get(letter, ())
    ]
    if letter in VOWELS or letter in ("l", "n", "r"):
        found.append(Radical(_join("g", word, word), Mutation.SOFT))
    if letter == "h" and fold(word[1:2]) in VOWELS and len(word) > 1:
        found.append(Radical(_join("", word[1:], word), Mutation.H))
    return tuple(found)


def _join(start: str, rest: str, model: str) -> str:
    """The two parts as one word, capitalised as the model is: at the beginning, throughout, or not at all."""
    if len(model) > 1 and model.isupper():
        return (start + rest).upper()
    if not model[:1].isupper():
        return start + rest
    if not start:
        return rest[:1].upper() + rest[1:]
    return start[0].upper() + start[1:] + rest[:1].lower() + rest[1:]
