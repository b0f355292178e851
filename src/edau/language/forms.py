"""A Welsh place name inside a sentence: after yn, o, i, a, na and â.

All forms are made by rule and none has been checked by a person: a page may use them, a register may not call
them reviewed. `NameForms.source` tells whether a rule or the list of exceptions
(`catalogue/words/name_forms.yaml`) spoke.

The rules: yn takes the nasal mutation and becomes ym before m, yng before ng; o and i take the soft mutation;
a, na and â the aspirate, and become ac, nag and ag before a vowel. A name that begins with the article (Y
Barri, Yr Wyddgrug) keeps it in small letters and does not mutate: "yn y Barri", "o’r Wyddgrug". A name in
foreign form (`orthography.is_welsh_form`) does not mutate: "yn Queensferry".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from edau.language.mutation import aspirate, nasal, soft
from edau.language.orthography import APOSTROPHE, begins_with_vowel, initial, is_welsh_form
from edau.language.words import word_list

_NUMBER = re.compile(r" \d+$")
_ARTICLE = re.compile(r"(?:Y|y|Yr|yr) (?=\S)")


@dataclass(frozen=True)
class NameForms:
    """What sentences need of one name. `source` is `rule` or `exception`; neither has been checked by a
    person."""

    locative: str
    of: str
    to: str
    source: str


def name_forms(name: str) -> NameForms:
    """The stored forms of a Welsh name, such as "ym Mhontypridd", "o Bontypridd", "i Bontypridd"."""
    source = "exception" if name in word_list("name_forms")["forms"] else "rule"
    return NameForms(locative=locative(name), of=of(name), to=to(name), source=source)


def locative(name: str) -> str:
    """Where: "ym Mhontypridd", "yng Nghaerdydd", "yn Abertawe", "yn y Barri", "ar Ynys Môn". ValueError if
    empty."""
    name = _clean(name)
    return _exception(name, "loc") or _article("yn ", name) or _in(_mutated(name, nasal))


def of(name: str) -> str:
    """Of or from: "o Bontypridd", "o Abertawe", "o’r Barri". ValueError if empty."""
    name = _clean(name)
    return _exception(name, "of") or _article(f"o{APOSTROPHE}", name) or f"o {_mutated(name, soft)}"


def to(name: str) -> str:
    """To or for: "i Bontypridd", "i’r Barri". ValueError if empty."""
    name = _clean(name)
    return _exception(name, "to") or _article(f"i{APOSTROPHE}", name) or f"i {_mutated(name, soft)}"


def and_(name: str) -> str:
    """And: "a Chaerdydd", "ac Abertawe", "a’r Barri". ValueError if empty."""
    return _aspirated("a", "ac", name)


def than(name: str) -> str:
    """Than, after a comparative: "na Chaerdydd", "nag Abertawe", "na’r Barri". ValueError if empty."""
    return _aspirated("na", "nag", name)


def with_(name: str) -> str:
    """With, or as … as: "â Chymru", "ag Abertawe", "â’r Barri". ValueError if empty."""
    return _aspirated("â", "ag", name)


def mutates(name: str) -> bool:
    """Whether the rules let this name mutate: it is in Welsh form, or listed as one that does."""
    lists = word_list("name_forms")
    name = _NUMBER.sub("", name)  # "Gilfach-goch 2" mutates, or not, as Gilfach-goch does
    if name in lists["unmutated_names"]:
        return False
    return name in lists["welsh_names"] or is_welsh_form(
        name, english_words=frozenset(lists["english_words"])
    )


def _clean(name: str) -> str:
    name = " ".join(name.split()).replace("'", APOSTROPHE)
    if not name:
        raise ValueError("a name is needed")
    return name


def _exception(name: str, form: str) -> str:
    return word_list("name_forms")["forms"].get(name, {}).get(form, "")


def _article(before: str, name: str) -> str:
    """The name after a preposition where it begins with the article, else nothing. After a vowel the article
    is ’r."""
    found = _ARTICLE.match(name)
    if not found:
        return ""
    article = "r " if before.endswith(APOSTROPHE) else found[0].lower()
    return f"{before}{article}{name[found.end() :]}"


def _mutated(name: str, mutation: Callable[[str], str]) -> str:
    """The name with its first word mutated, if it is one that mutates."""
    first, space, rest = name.partition(" ")
    return mutation(first) + space + rest if mutates(name) else name


def _in(name: str) -> str:
    letter = initial(name)
    if letter in ("m", "mh"):
        return f"ym {name}"
    return f"yng {name}" if letter in ("ng", "ngh") else f"yn {name}"


def _aspirated(before_consonant: str, before_vowel: str, name: str) -> str:
    name = _clean(name)
    with_article = _article(f"{before_consonant}{APOSTROPHE}", name)
    if with_article:
        return with_article
    if begins_with_vowel(name):
        return f"{before_vowel} {name}"
    return f"{before_consonant} {_mutated(name, aspirate)}"
