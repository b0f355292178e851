"""Welsh spelling: letters that are written with two characters, accents, and whether a name is written as
Welsh."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

# Two characters, one letter, at the beginning of a word. Longer sequences come first where one begins the
# other.
INITIALS = ("ngh", "ng", "nh", "mh", "ch", "dd", "ff", "ll", "ph", "rh", "th", "ts")
VOWELS = frozenset("aeiouwy")
APOSTROPHE = "’"

_WORD = re.compile(r"[^\W\d_]+")
_NOT_WELSH = re.compile(
    r"[jkqvxz]"  # letters outside the alphabet (j only in loans)
    r"|bb|cc|gg|hh|mm|pp|ss|tt|aa|ee|oo"  # Welsh doubles only d f l n r
    r"|ck|idge|ou|(?<!n)gh|(?<!o)(?<!e)sh|(?<![ar])ea"  # Rhos-hirwaun, Maes-hafn, Tre-aman, Rhaeadr are Welsh
    r"|.(?:ton|ham|ley|ford|wick|bury|field|stone|ville|combe|well|hill|borough|minster|chester|land|street|town"
    r"|castle|croft|mill|rose|side)$"
)
_CONJUNCTION = re.compile(r",| (?:a|ac|a['’]r) ")


def fold(text: str) -> str:
    """The text in lower case without accents: "Pont-y-pŵl" → "pont-y-pwl". Other characters stay."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def initial(word: str) -> str:
    """The first letter of a word in lower case without accents, two or three characters long where Welsh
    spells it so.

    "Llanelli" → "ll", "Nghaerdydd" → "ngh", "Ŵyr" → "w"; empty for an empty word.
    """
    start = fold(word[:3])
    return next((letter for letter in INITIALS if start.startswith(letter)), start[:1])


def begins_with_vowel(word: str) -> bool:
    """Whether a, na and â take their form before a vowel here. I counts as one even as a consonant ("ac
    Iwerddon"); w does not before a vowel, l, n or r ("a Wrecsam"), and does elsewhere ("ac Wdig"). Digits and
    nothing: no."""
    letters = fold(word[:2])
    if letters[:1] == "w":
        return letters[1:] not in (VOWELS - {"w"}) | frozenset("lnr")
    return letters[:1] in VOWELS


def is_welsh_form(name: str, *, english_words: Collection[str] = ()) -> bool:
    """Whether a name is written as Welsh, so that it mutates ("Caerdydd" yes, "Queensferry", "Garden City"
    no).

    The rule: a name is foreign when its first word, the one that would mutate, has a letter or a doubling
    that Welsh spelling lacks (k, q, v, x, z, j, bb, ck, ee, sh …) or an English ending (-ton, -ham, -ford …),
    or when any word before a comma or "and" is one of `english_words` (in lower case). What this rule gets
    wrong is listed in the catalogue by name.
    """
    words = [fold(word) for word in _WORD.findall(_CONJUNCTION.split(name)[0])]
    if not words or _NOT_WELSH.search(words[0]):
        return False
    return not any(word in english_words for word in words)
