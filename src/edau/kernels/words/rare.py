"""Likeness of texts by shared rare words.

A word counts for as much as it is rare among all the texts (inverse document frequency, Spärck Jones 1972); a text is near a
group by the cosine between its words and the mean of the group's (Salton 1975, Rocchio 1971). Plain on purpose: what was
found can be told in one line, as the words that were shared.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

COMMON = 0.25  # a word in more than a quarter of the texts tells none from another
FEW = 8  # of so few texts nothing is common: then only words in more than half of them are left out
LEAST_SHARED = 2  # one shared word may be chance
LEAST_LIKENESS = 0.12  # cosine: below it two short texts share no more than texts do by chance


@dataclass(frozen=True)
class Like:
    """The group a text is nearest to, how near (0 to 1), and the rare words they share, the rarest first."""

    group: str
    likeness: float
    shared: tuple[str, ...]


def rarity(texts: Sequence[Set[str]]) -> dict[str, float]:
    """How much each word tells: ln(n / texts that have it) for n texts; words in too many of them are left out.

    >>> {word: round(worth, 2) for word, worth in sorted(rarity([{"hall", "key"}, {"hall"}, {"bus"}]).items())}
    {'bus': 1.1, 'key': 1.1}
    >>> rarity([])
    {}
    """
    count = Counter(word for text in texts for word in text)
    most = len(texts) * (0.5 if len(texts) <= FEW else COMMON)
    return {word: math.log(len(texts) / of) for word, of in count.items() if of <= max(most, 1)}


def nearest_group(
    text: Set[str],
    groups: Mapping[str, Sequence[Set[str]]],
    worth: Mapping[str, float],
    *,
    least_shared: int = LEAST_SHARED,
    least_likeness: float = LEAST_LIKENESS,
) -> Like | None:
    """The group whose texts share most with this one, by `worth` of words; None where none is near enough. Of two that are
    equally near the first given. An empty text, an empty group and words without worth are near nothing.

    >>> worth = {"hall": 2.0, "key": 2.0, "bus": 2.0}
    >>> found = nearest_group({"hall", "key"}, {"rooms": [{"hall", "key"}], "travel": [{"bus"}]}, worth)
    >>> found.group, round(found.likeness, 2), found.shared
    ('rooms', 1.0, ('hall', 'key'))
    """
    own = {word: worth[word] for word in text if word in worth}
    length = math.sqrt(math.fsum(value * value for value in own.values()))
    best: Like | None = None
    for name, members in groups.items():
        centre = _centre(members, worth)
        across = math.sqrt(math.fsum(value * value for value in centre.values()))
        shared = sorted(own.keys() & centre.keys(), key=lambda word: (-worth[word], word))
        if len(shared) < least_shared or not length or not across:
            continue
        likeness = math.fsum(own[word] * centre[word] for word in shared) / (length * across)
        if likeness >= least_likeness and (best is None or likeness > best.likeness):
            best = Like(name, min(likeness, 1.0), tuple(shared))
    return best


def _centre(members: Sequence[Set[str]], worth: Mapping[str, float]) -> dict[str, float]:
    """The mean of the words of a group's texts."""
    count = Counter(word for text in members for word in text if word in worth)
    return {word: worth[word] * of / len(members) for word, of in count.items()}
