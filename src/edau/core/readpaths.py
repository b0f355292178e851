"""Every way by which records of a kind come into sight, registered by the app that opens it.

A hold, an erasure or a withdrawal must take a record out of all of them at once. A test holds one record of each kind and
asks every path registered here; a new page, feed or export that shows records therefore registers the question it asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class ReadPath:
    """A way into sight: its name, the kind of record it shows, and the question that gives the ids it would show now."""

    name: str
    label: str  # of the model, such as "listen.Contribution"
    ids: Callable[[], Iterable[str]]


_PATHS: dict[str, ReadPath] = {}


def register(*paths: ReadPath) -> None:
    """Adds read paths; call it in an app's `ready`. ValueError where two have one name."""
    for path in paths:
        if path.name in _PATHS:
            raise ValueError(f"There are two read paths named {path.name}.")
        _PATHS[path.name] = path


def read_paths(label: str | None = None) -> list[ReadPath]:
    """All registered paths, or those that show one kind of record, by name."""
    return [path for name, path in sorted(_PATHS.items()) if label in (None, path.label)]
