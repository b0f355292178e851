"""Frameworks: the questions by which tellers place their own story, from the catalogue. Read once and kept.

A file that is wrong is refused with its name and the field to mend (`CatalogueError`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from edau.catalogue import CatalogueError, Record, names, read, root
from edau.understand.catalogue import Bilingual

FOLDER = "frameworks"
KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")  # it stands in addresses, and in forty letters of the table
MOST_ITEMS = (
    40  # of one framework, and of all that one teller is asked: a triad sends four fields, and a form has 200
)
MOST_OPTIONS = 8


class ItemKind(StrEnum):
    """How an item is answered."""

    TRIAD = "triad"  # between three corners
    DYAD = "dyad"  # between two ends
    CHOICE = "choice"  # by one of several


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    key: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `ends` are the three corners of a triad (top, left, right), the two ends of a dyad (left, right), and
    empty for a choice, which has `options`."""

    key: str
    kind: ItemKind
    asks: Bilingual
    ends: tuple[Bilingual, ...] = ()
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """Questions that are asked together. `checked`: whether somebody qualified has read the Welsh."""

    key: str
    checked: bool
    name: Bilingual
    about: Bilingual
    items: Mapping[str, Item]


@cache
def frameworks() -> Mapping[str, Framework]:
    """Those that ship with Edau, by key."""
    return read_frameworks(root())


def read_frameworks(folder: Traversable) -> Mapping[str, Framework]:
    """Reads every file of `frameworks/`; CatalogueError at the first thing that is wrong."""
    found: dict[str, Framework] = {}
    for file in names(folder, FOLDER):
        one = _framework(file, folder)
        if one.key in found:
            raise CatalogueError(file, "key", f"“{one.key}” is the key of another framework")
        found[one.key] = one
    return MappingProxyType(found)


def _framework(file: str, folder: Traversable) -> Framework:
    record = Record(file, read(folder, file))
    key, checked = _key(record), record.flag("checked")
    name, about = Bilingual(*record.both("name")), Bilingual(*record.both("about"))
    items: dict[str, Item] = {}
    for one in record.each("items", most=MOST_ITEMS):
        each = _item(one)
        if each.key in items:
            raise one.fail("key", f"“{each.key}” stands here twice")
        items[each.key] = each
    record.close()
    return Framework(key, checked, name, about, MappingProxyType(items))


def _item(record: Record) -> Item:
    key, kind = _key(record), ItemKind(record.choice("kind", list(ItemKind)))
    asks = Bilingual(*record.both("asks"))
    ends: tuple[Bilingual, ...] = ()
    options: tuple[Option, ...] = ()
    if kind == ItemKind.CHOICE:
        options = tuple(_option(one) for one in record.each("options", least=2, most=MOST_OPTIONS))
        if len({each.key for each in options}) < len(options):
            raise record.fail("options", "has a key twice")
    else:
        field, count = ("corners", 3) if kind == ItemKind.TRIAD else ("poles", 2)
        ends = tuple(_end(one) for one in record.each(field, least=count, most=count))
        if len(set(ends)) < count:
            raise record.fail(field, "has the same words twice")
    record.close()
    return Item(key, kind, asks, ends, options)


def _option(record: Record) -> Option:
    key = _key(record)
    return Option(key, _end(record))


def _end(record: Record) -> Bilingual:
    said = Bilingual(record.text("cy"), record.text("en"))
    record.close()
    return said


def _key(record: Record) -> str:
    key = record.text("key")
    if not KEY.fullmatch(key):
        raise record.fail("key", "should be small letters, figures and hyphens, forty at most")
    return key
