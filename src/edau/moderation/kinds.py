"""What can be reported. The app that owns a kind of record says here how it is told, whose it is and who may see it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Told:
    """An item as a moderator reads it: each text with its language, and the address where it stands (or stood)."""

    texts: tuple[tuple[str, str], ...]
    title: str = ""
    language: str = ""  # of the title
    address: str = ""
    synthetic: bool = False
    sound: str = ""  # where a recording of it is heard by those who decide about it


@dataclass(frozen=True)
class Whose:
    """Whose an item is, and whose moderators see to it. Names as in the audit trail; nothing here names a person."""

    author: str = ""
    organisation: str = ""
    area: str = ""
    page: str = ""  # what it stands in, such as "listen.Involvement h7k2m9qwx4tp"


@dataclass(frozen=True)
class Kind:
    """A kind of record that readers can report.

    `personal` contributions can be out of sight at once; everything else (promises that were sealed, replies, notices)
    waits for a moderator. `tell` gives the items there are of those asked for, held ones too, in one question whatever their
    number; `shown` says whether everyone may read one now; `shown_to` whether a reader of this name, as in the audit trail,
    may read one that is not for everyone.
    """

    label: str  # of the model, such as "listen.Contribution"
    name: Any  # what readers call it, in words
    personal: bool
    tell: Callable[[Collection[str]], Mapping[str, Told]]
    shown: Callable[[str], bool]
    whose: Callable[[str], Whose]
    shown_to: Callable[[str, str], bool] | None = None

    def is_read_by(self, object_id: str, reader: str) -> bool:
        """Whether a reader may read an item now, and so report it; an empty name is anybody."""
        if self.shown(object_id):
            return True
        return bool(reader) and self.shown_to is not None and self.shown_to(object_id, reader)


_KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Adds kinds; call it in an app's `ready`. ValueError where two are of one label."""
    for kind in kinds:
        if kind.label in _KINDS:
            raise ValueError(f"{kind.label} can be reported already.")
        _KINDS[kind.label] = kind


def kind_of(label: str) -> Kind | None:
    """The kind of this label; None where it cannot be reported."""
    return _KINDS.get(label)


def kinds() -> list[Kind]:
    """All of them, by label."""
    return [kind for _label, kind in sorted(_KINDS.items())]


def tell_all(items: Collection[tuple[str, str]]) -> dict[tuple[str, str], Told]:
    """Items by label and id, as far as they are still there. One question a kind."""
    wanted: dict[str, list[str]] = {}
    for label, key in items:
        wanted.setdefault(label, []).append(key)
    found: dict[tuple[str, str], Told] = {}
    for label, keys in sorted(wanted.items()):
        kind = kind_of(label)
        if kind is not None:
            found |= {(label, key): told for key, told in kind.tell(keys).items()}
    return found
