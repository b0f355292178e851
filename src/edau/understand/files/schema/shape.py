"""What a table of a release consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from edau.understand.files.schema.codes import AREA_CODE

Type = Literal["string", "integer", "number", "boolean"]


@dataclass(frozen=True)
class Field:
    """A column: its name, its type, what it says in both languages, and what it may hold.

    `decimals` is the number of decimals that numbers are written with (trailing zeros are left out).
    """

    name: str
    type: Type
    title_en: str
    title_cy: str
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 0


@dataclass(frozen=True)
class Reference:
    """`field` holds a value of `key` in the table `table`, or is empty."""

    field: str
    table: str
    key: str


@dataclass(frozen=True)
class Table:
    """A CSV file of the release: rows are sorted by `key`, which no two rows share; nor do they share `also_unique`."""

    name: str
    path: str
    title_en: str
    title_cy: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    licences: tuple[str, ...] = ("OGL-UK-3.0",)
    also_unique: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


@dataclass(frozen=True)
class File:
    """A file of the release that is not a table."""

    name: str
    path: str
    title_en: str
    title_cy: str
    mediatype: str
    licences: tuple[str, ...] = ("OGL-UK-3.0",)


def code_field(
    name: str,
    title_en: str,
    title_cy: str,
    pattern: str = AREA_CODE,
    required: bool = False,
    unique: bool = False,
) -> Field:
    """A column that holds the code of an area, of any kind unless the pattern says which."""
    return Field(name, "string", title_en, title_cy, required, unique, pattern=pattern)


def area_reference(field: str) -> Reference:
    """What holds a column of codes to the areas of the release."""
    return Reference(field, "areas", "code")
