"""A table of figures with everything that makes them citable: what its columns mean, sources, licences, release.

Cells are codes and numbers, the same in both languages; words for codes are looked up when a table is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import override

from edau.understand.catalogue import Bilingual

Cell = str | int | float | None
Row = tuple[Cell, ...]
Datatype = Literal["string", "integer", "number"]
NOWHERE = Bilingual(cy="", en="")


def both(text: Any) -> Bilingual:
    """A lazily translated text in both languages."""
    said = {}
    for language in ("cy", "en"):
        with override(language):
            said[language] = str(text)
    return Bilingual(**said)


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `codes` are the words for what may stand in it.

    With `in_words` the words are written in place of the code. A column that is `words_of` another holds nothing of
    its own: it says in words (its own, or those of the other column) what the code there means. `listed` columns
    have their codes explained beside the table: those few codes that a reader must know to read it.
    """

    key: str
    titles: Bilingual
    datatype: Datatype = "string"
    codes: Mapping[str, Bilingual] = field(default_factory=dict, repr=False)
    in_words: bool = False
    words_of: str = ""
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its short name (SPDX where there is one) and where it can be read; the address may be empty."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A publisher's table that figures of this one come from, and the words its licence asks for."""

    key: str
    title: Bilingual
    publisher: Bilingual
    table: str
    licence: Licence
    attribution: Bilingual


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """The release that the figures are of: its version, and the first digits of the hash over all its tables."""

    id: str
    version: str


@dataclass(frozen=True)
class Table:
    """Figures, one to a row.

    `rows` have a cell for each column that holds something (`stored`), in their order. `key` names the columns that
    tell one row from every other; `place`, `metric` and `time` are those of them that say where, what and when (empty
    where the table has none), `measures` the numbers, `status` the column of StatsWales codes. `address` is where the
    table can be read.
    """

    name: str
    title: Bilingual
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    key: tuple[str, ...]
    release: ReleaseLine
    sources: tuple[SourceLine, ...] = ()
    notes: tuple[Bilingual, ...] = ()
    place: str = ""
    metric: str = ""
    time: str = ""
    measures: tuple[str, ...] = ()
    status: str = ""
    unit: str = ""
    address: Bilingual = NOWHERE

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns that rows have a cell for."""
        return tuple(column for column in self.columns if not column.words_of)

    @property
    def licences(self) -> tuple[Licence, ...]:
        """The licences of the sources, each once."""
        return tuple(dict.fromkeys(source.licence for source in self.sources))

    def at(self, key: str) -> int:
        """The number of a stored column. KeyError where there is none of this name."""
        for number, column in enumerate(self.stored):
            if column.key == key:
                return number
        raise KeyError(key)

    def column(self, key: str) -> Column:
        """The column of this name. KeyError where there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def headings(self, language: str) -> list[str]:
        return [column.titles.say(language) for column in self.columns]

    def written(self, language: str) -> Iterator[list[Cell]]:
        """The rows as a reader of one language sees them: words looked up, every column filled."""
        writers = [self._writer(column, language) for column in self.columns]
        for row in self.rows:
            yield [write(row) for write in writers]

    def _writer(self, column: Column, language: str) -> Callable[[Row], Cell]:
        at = self.at(column.words_of or column.key)
        if not column.words_of and not column.in_words:
            return lambda row: row[at]
        own = column.codes or not column.words_of
        codes = column.codes if own else self.column(column.words_of).codes
        words = {code: text.say(language) for code, text in codes.items()}
        # A code without words is still better than nothing.
        return lambda row: words.get(str(row[at]), row[at] if row[at] and not column.words_of else "")
