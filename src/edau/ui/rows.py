"""The rows of long tables, written by Python: a page with sixty rows of six cells spends most of its time in
template nodes otherwise (measured: 24 of 56 ms)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

_APART = "\0"  # between texts that are escaped together: no text has it, since no page may


@dataclass(frozen=True)
class Heading:
    """A column: its heading, repeated beside the value where a narrow screen folds the table; whether it
    is numbers; whether it is codes, which are words of no language but are written in English."""

    text: str
    numeric: bool = False
    code: bool = False


@dataclass(frozen=True)
class Form:
    """What all rows under the same columns share, made once for the tables of a page that have them."""

    head: SafeString
    width: int
    plain: str  # a row, to be filled in
    linked: str  # a row whose first cell is a link: its address comes first


def form(columns: Sequence[Heading]) -> Form:
    """The form of tables with these columns."""
    cells = "".join(
        f'<td{_num(column)} data-h="{escape(column.text).replace("%", "%%")}">{_cell(column)}</td>'
        for column in columns[1:]
    )
    return Form(
        head=head(columns),
        width=len(columns),
        plain=f'<tr><th scope="row">%s</th>{cells}</tr>\n',
        linked=f'<tr><th scope="row"><a href="%s">%s</a></th>{cells}</tr>\n',
    )


def head(columns: Sequence[Heading]) -> SafeString:
    """The row of headings."""
    cells = "".join(f'<th scope="col"{_num(column)}>{escape(column.text)}</th>' for column in columns)
    return mark_safe(f"<thead><tr>{cells}</tr></thead>")  # noqa: S308


def body(
    columns: Sequence[Heading] | Form, rows: Iterable[Sequence[str]], addresses: Iterable[str] = ()
) -> SafeString:
    """The rows. The first cell of each heads it and links to its address where there is one; all text is
    escaped.

    Raises ValueError where a row has not as many cells as there are columns.
    """
    shape = columns if isinstance(columns, Form) else form(columns)
    links = iter(addresses)
    patterns: list[str] = []
    cells: list[str] = []
    for row in rows:
        if len(row) != shape.width:
            raise ValueError(f"a row of {len(row)} cells under {shape.width} columns")
        address = next(links, "")
        patterns.append(shape.linked if address else shape.plain)
        cells += [address, *row] if address else row
    filled = "".join(patterns) % tuple(escaped(cells))
    return mark_safe(f"<tbody>{filled}</tbody>")  # noqa: S308


def escaped(texts: Sequence[str]) -> list[str]:
    """Each text escaped. Together: a page has a thousand, and one long text costs little more than one short one.

    >>> escaped(["a & b", "<i>"]), escaped([])
    (['a &amp; b', '&lt;i&gt;'], [])
    """
    found = escape(_APART.join(texts)).split(_APART) if texts else []
    if len(found) != len(texts):
        raise ValueError("a text holds a character that no page may hold")
    return found


def _cell(column: Heading) -> str:
    return '<code lang="en">%s</code>' if column.code else "%s"


def _num(column: Heading) -> str:
    return ' class="num"' if column.numeric else ""
