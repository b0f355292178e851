"""Near misses: "did you mean Y Barri?" when a name is spelt almost right, or almost mutated right."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Seven letters in ten must be right: below that people see names that have nothing to do with what they
# typed. A reading that undoes a mutation is a guess more, and must fit better.
CLOSE_ENOUGH = 0.7
CLOSE_ENOUGH_MUTATED = 0.8
_FOR_MUTATION = 0.02


class NameReadings(Protocol):
    """What tells how names and queries are read; a normaliser of `edau.language` does."""

    def name_keys(self, name: str) -> Iterable[str]:
        """The keys of a name, such as `ybarri` and `barri`."""

    def name_queries(self, text: str) -> tuple[Iterable[str], Iterable[str]]:
        """The keys a query may mean: as written, and with a mutation undone."""


class NearMisses:
    """Names to be suggested, made ready once. Give the more important names first: they win between
    equals."""

    def __init__(self, names: Iterable[str], readings: NameReadings) -> None:
        self._readings = readings
        self._keys: list[str] = []
        self._names: list[str] = []
        for name in dict.fromkeys(names):
            for key in readings.name_keys(name):
                self._keys.append(key)
                self._names.append(name)
        self._as_long = lru_cache(maxsize=16)(self._of_length)

    def suggest(self, text: str, limit: int = 3) -> list[str]:
        """The names nearest to a text, the nearest first; letters changed, missing, added or swapped count
        one each (optimal string alignment, relative to the longer length). Empty where none is near or
        nothing was typed."""
        written, mutated = self._readings.name_queries(text)
        best: dict[str, tuple[float, int]] = {}
        for keys, enough, less in (
            (written, CLOSE_ENOUGH, 0.0),
            (mutated, CLOSE_ENOUGH_MUTATED, _FOR_MUTATION),
        ):
            for key in keys:
                near = self._as_long(len(key), enough)
                found = process.extract(
                    key, near, scorer=OSA.normalized_similarity, score_cutoff=enough, limit=4 * limit
                )
                for _, score, at in found:
                    rank = (less - score, at)
                    name = self._names[at]
                    best[name] = min(rank, best.get(name, rank))
        return sorted(best, key=lambda name: best[name])[: max(limit, 0)]

    def _of_length(self, length: int, enough: float) -> dict[int, str]:
        """The keys that can be near enough to one of this length, by their number and in that order: each letter that
        one key has more than the other is a letter wrong, so most names are out by their length alone."""
        shortest, longest = math.floor(length * enough), math.ceil(length / enough)
        return {at: key for at, key in enumerate(self._keys) if shortest <= len(key) <= longest}
