"""Texts that say nearly the same: all pairs whose words overlap by so much, exactly and without comparing each with each.

Two sets that share a part of at least t of what they have together share at least one of their rarest words: of a set of n
words, one of the first n − ⌈t n⌉ + 1 in the order from rare to common. Only such pairs are looked at.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass

ALIKE = 0.7  # of the words of both, so many are in both
LEAST_WORDS = 6  # of fewer words, two texts say the same by chance


@dataclass(frozen=True, slots=True)
class Near:
    """Two texts, the smaller key first, and which part (0 to 1) of all their words are in both."""

    one: str
    other: str
    likeness: float


def near_pairs(
    texts: Mapping[str, Set[str]], *, least: float = ALIKE, least_words: int = LEAST_WORDS
) -> list[Near]:
    """Every two texts whose sets of words are alike, in the order of their keys.

    Parameters
    ----------
    texts : mapping of str to set of str
        Words (search keys, stems) by the key of their text.
    least : float
        Jaccard's coefficient from which on two are alike: shared words / words of either. Above 0, at most 1.
    least_words : int
        Texts with fewer words are like none.

    Returns
    -------
    list of Near

    Raises
    ------
    ValueError
        If `least` is not above 0 and at most 1.

    References
    ----------
    Jaccard, P. (1901); Bayardo, R. J., Ma, Y. and Srikant, R. (2007). Scaling up all pairs similarity search. *WWW 2007*
    (the prefix filter and the filter by size).

    Examples
    --------
    >>> near_pairs({"x": {"a", "b", "c"}, "y": {"a", "b", "c", "d"}, "z": {"e", "f", "g"}}, least_words=3)
    [Near(one='x', other='y', likeness=0.75)]
    """
    if not 0 < least <= 1:
        raise ValueError("a likeness is above 0 and at most 1")
    count = Counter(word for words in texts.values() for word in words)
    ordered = {
        key: sorted(words, key=lambda word: (count[word], word))
        for key, words in texts.items()
        if len(words) >= max(least_words, 1)
    }
    starts: dict[str, list[str]] = {}
    found = []
    for key in sorted(ordered, key=lambda each: (len(ordered[each]), each)):
        words = ordered[key]
        # A part of a whole number may come out as 6.999…: rounded down to what surely is needed.
        prefix = words[: len(words) - math.ceil(least * len(words) - 1e-9) + 1]
        candidates = {other for word in prefix for other in starts.get(word, ())}
        for other in candidates:
            shared = len(texts[key] & texts[other])
            likeness = shared / (len(words) + len(ordered[other]) - shared)
            if likeness >= least - 1e-12:
                one, two = sorted((key, other))
                found.append(Near(one, two, likeness))
        for word in prefix:
            starts.setdefault(word, []).append(key)
    return sorted(found, key=lambda near: (near.one, near.other))
