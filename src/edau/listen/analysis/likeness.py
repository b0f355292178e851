"""Which words that nobody has tied yet are like those of a theme. What this finds is proposed, never decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from edau.kernels.words import nearest_group, rarity
from edau.language.normaliser import Normaliser
from edau.listen.choices import PARTS, WELSH
from edau.listen.models import Contribution, Theme

TEXTS = ("title", *PARTS, *WELSH)
SHORTEST = 3  # letters: shorter words are particles, endings, initials


@dataclass(frozen=True)
class Likeness:
    """That something is like what a theme has already, and by which search keys."""

    contribution: str
    theme: str
    likeness: float
    shared: tuple[str, ...]


def likenesses(
    said: Sequence[Contribution], themes: Sequence[Theme], tied: Mapping[str, Iterable[str]]
) -> list[Likeness]:
    """For each contribution that no theme has, the theme it is most like, if it is like any. A theme's names count as
    one of its texts, so that a theme nobody has tied anything to can be proposed as well. No query where the additions
    have been fetched."""
    words = {one.pk: keys_of(one) for one in said}
    named = {theme.pk: _named(theme) for theme in themes}
    groups = {
        theme.pk: [named[theme.pk], *(words[key] for key in words if theme.pk in set(tied.get(key, ())))]
        for theme in themes
    }
    worth = rarity([*words.values(), *named.values()])
    found = []
    for one in said:
        like = nearest_group(words[one.pk], groups, worth) if not tied.get(one.pk) else None
        if like is not None:
            found.append(Likeness(one.pk, like.group, like.likeness, like.shared))
    return found


def keys_of(one: Contribution) -> frozenset[str]:
    """The search keys of all the words of something that was said. No query where the additions have been fetched."""
    texts = [(getattr(one, text), one.language) for text in TEXTS]
    texts += [(added.words, added.language) for added in one.additions.all()]
    return frozenset().union(*(_telling(text, language) for text, language in texts))


def _named(theme: Theme) -> frozenset[str]:
    return _telling(theme.name_cy, "cy") | _telling(theme.name_en, "en")


def _telling(text: str, language: str) -> frozenset[str]:
    return frozenset(key for key in _words().telling(text, language) if len(key) >= SHORTEST)


@cache
def _words() -> Normaliser:
    return Normaliser()
