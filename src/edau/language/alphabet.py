"""Welsh alphabetical order: a b c ch d dd e f ff g ng h i j l ll m n o p ph r rh s t th u w y.

Ch, dd, ff, ng, ll, ph, rh and th are one letter each: "Cwmbrân" comes before "Chwilog", "Lôn" before
"Llanelli". Letters that Welsh lacks (k q v x z) take their place in the Latin order.

Ng is one letter at the beginning and at the end of a word and before h ("Nghymru", "Y Trallwng",
"Senghennydd"). Inside a name it is nearly always n + g, two parts meeting: Llan+gefni, Ban+gor, Pen+gam,
Hen+goed. The exceptions are parts of names and common words, listed in `ONE_LETTER_NG`.

Words compare one by one, so that "Pen Llŷn" comes before "Penarth"; hyphens and apostrophes do not count, so
that "Pen-y-groes" and "Penygroes" lie side by side; numbers compare as numbers and come before letters.
Accents and capitals decide only between names that are otherwise equal. The article is kept as written: "Y
Barri" is under y.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from edau.language.orthography import fold

Item = TypeVar("Item")
Key = tuple[tuple[tuple[int, ...], ...], str]

# ruff: noqa: SIM905  # letters and parts of words read best on a line
LETTERS = tuple("a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z".split())
# Parts of words in which ng is one letter though it stands before a vowel or a consonant.
ONE_LETTER_NG = tuple(
    "angel angen angor brengy cangen congl cyngor cynghor engan englyn gongl ieuengaf llongau melangell"
    " rhingyll rhyng".split()
)

_RANK = {letter: rank for rank, letter in enumerate(LETTERS, start=1)}
_PARTS = re.compile(r"\d+|ch|dd|ff|ng|ll|ph|rh|th|[a-z]")
_WORD_BREAK = re.compile(r"[\s,/()]+")
_NG_PARTS = re.compile("|".join(ONE_LETTER_NG))
# "bangor" is no "angor": a part that begins with a vowel must not follow another word's consonant.
_NOT_NG_PARTS = re.compile("bangor")


@lru_cache(maxsize=20_000)
def sort_key(name: str) -> Key:
    """The key by which names sort in Welsh alphabetical order. Characters that are no letter or digit do not
    count."""
    words = (_ranks(letters(word)) for word in _WORD_BREAK.split(fold(name)))
    return tuple(word for word in words if word), name


def sort_names(
    items: Iterable[Item], *, language: str = "cy", name: Callable[[Item], str] = str
) -> list[Item]:
    """The items sorted by name: in Welsh order for `cy`, otherwise letter by letter without accents and
    capitals."""
    if language == "cy":
        return sorted(items, key=lambda item: sort_key(name(item)))
    return sorted(items, key=lambda item: english_sort_key(name(item)))


@lru_cache(maxsize=20_000)
def english_sort_key(name: str) -> Key:
    """The key by which names sort on an English page: word by word, the same hyphens and numbers, no
    digraphs."""
    words = (_ranks(re.findall(r"\d+|[a-z]", word)) for word in _WORD_BREAK.split(fold(name)))
    return tuple(word for word in words if word), name


def letters(word: str) -> list[str]:
    """A word as Welsh letters in lower case without accents: "Llangefni" → ll a n g e f n i; "Llong" → ll o
    ng."""
    word = fold(word)
    single = {found.start() + found[0].index("ng") for found in _NG_PARTS.finditer(word) if "ng" in found[0]}
    single -= {found.start() + found[0].index("ng") for found in _NOT_NG_PARTS.finditer(word)}
    result: list[str] = []
    for found in _PARTS.finditer(word):
        at, end = found.span()
        inside = (
            at > 0 and end < len(word) and word[at - 1].isalpha() and word[end].isalpha() and word[end] != "h"
        )
        if found[0] == "ng" and inside and at not in single:
            result += ["n", "g"]
        else:
            result.append(found[0])
    return result


def _ranks(parts: Iterable[str]) -> tuple[int, ...]:
    ranks: list[int] = []
    for part in parts:
        ranks += (0, int(part)) if part.isdigit() else (_RANK[part],)  # (0, n): before every letter
    return tuple(ranks)
