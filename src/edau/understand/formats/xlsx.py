"""A table as a workbook, laid out as public statistics are: a cover, the data as one table, the key of codes.

The same table gives the same bytes: a file that has not changed can be told by its hash.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.understand.formats.cells import plain
from edau.understand.formats.table import Cell, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOMENT = datetime(2000, 1, 1)  # no real date, so that the bytes do not change
NARROWEST, WIDEST, PROSE = 8, 48, 100  # letters
LONGEST_CELL = 32_767  # what a cell of a workbook can hold
NOT_ALLOWED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no place for them


def workbook(table: Table, language: str) -> bytes:
    """The table as a workbook in one language. Text is written as text: nothing in it is ever a formula or a link."""
    from xlsxwriter import Workbook  # only a download needs it, and it takes a while to import

    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    with override(language):
        book.set_properties({"title": table.title.say(language), "author": "Edau", "created": MOMENT})
        _cover(book, book.add_worksheet(_("About")), table, language)
        _data(book, book.add_worksheet(_("Data")), table, language)
        _key(book, book.add_worksheet(_("Key")), table, language)
    book.close()
    return file.getvalue()


def _cover(book: Workbook, sheet: Worksheet, table: Table, language: str) -> None:
    """What the table is, of which release, from whom, under which licence, and what to bear in mind."""
    heading, label = book.add_format({"bold": True, "font_size": 16}), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 22, label)
    sheet.set_column(1, 1, PROSE, wrapped)
    sheet.write_string(0, 0, _text(table.title.say(language)), heading)
    lines = [
        (_("Release"), f"{table.release.version} {table.release.id}"),
        (_("Address"), table.address.say(language)),
        *((_("Licence"), f"{one.name} {one.address}".strip()) for one in table.licences),
        *((_("Source"), source.attribution.say(language)) for source in table.sources),
        *((_("Note"), note.say(language)) for note in table.notes),
    ]
    for number, (name, text) in enumerate(dict.fromkeys(line for line in lines if line[1]), start=2):
        sheet.write_string(number, 0, _text(name), label)
        sheet.write_string(number, 1, _text(text), wrapped)


def _data(book: Workbook, sheet: Worksheet, table: Table, language: str) -> None:
    rows = [
        [plain(cell) if not isinstance(cell, str) else cell for cell in row]
        for row in table.written(language)
    ]
    _filled(sheet, "figures", _told_apart(table.headings(language)), rows)


def _key(book: Workbook, sheet: Worksheet, table: Table, language: str) -> None:
    """The codes that a reader must know, those that stand in the table, in words."""
    rows: list[list[Cell]] = []
    for column in table.columns:
        if column.listed:
            at = table.at(column.key)
            present = dict.fromkeys(str(row[at]) for row in table.rows if row[at])
            rows += [
                [column.titles.say(language), code, column.codes[code].say(language)]
                for code in sorted(present)
                if code in column.codes
            ]
    _filled(sheet, "codes", [_("Column"), _("Code"), _("Meaning")], rows)


def _filled(sheet: Worksheet, name: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Rows as a table of the workbook, which screen readers announce and spreadsheets can sort and filter."""
    for across, heading in enumerate(headings):
        longest = max((len(str(row[across])) for row in rows if row[across] is not None), default=0)
        sheet.set_column(across, across, min(WIDEST, max(NARROWEST, longest, len(heading)) + 2))
    sheet.freeze_panes(1, 0)
    if not rows:  # a table of a workbook needs one row
        for across, heading in enumerate(headings):
            sheet.write_string(0, across, _text(heading))
        return
    columns = [{"header": _text(heading)} for heading in headings]
    options = {"name": name, "columns": columns, "style": "Table Style Light 1"}
    sheet.add_table(0, 0, len(rows), len(headings) - 1, options)
    for down, row in enumerate(rows, start=1):
        for across, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(down, across, _text(cell))
            elif cell is not None:
                sheet.write_number(down, across, cell)


def _told_apart(headings: Sequence[str]) -> list[str]:
    """Headings made different from each other, also in capitals: a table of a workbook needs that."""
    seen: dict[str, int] = {}
    made = []
    for heading in headings:
        count = seen[heading.lower()] = seen.get(heading.lower(), 0) + 1
        made.append(heading if count == 1 else f"{heading} ({count})")
    return made


def _text(text: str) -> str:
    return NOT_ALLOWED.sub("", text)[:LONGEST_CELL]
