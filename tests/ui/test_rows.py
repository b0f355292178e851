"""The rows of tables and the lines of lists, written by Python: escaped, complete, and under their own headings."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from edau.ui.rows import Heading, body, escaped, form

COLUMNS = (Heading("Measure"), Heading("Interval (95%)", numeric=True))


@dataclass(frozen=True)
class Line:
    text: str
    note: str = ""


def drawn(template: str, **context: object) -> str:
    return str(engines["django"].from_string(template).render(context))


def test_every_cell_stands_under_its_heading_and_only_rows_with_an_address_are_links():
    rows = [("Homes & gardens", "1% to 2%"), ("Schools", "")]

    assert body(COLUMNS, rows, ["/a?b&c", ""]) == (
        '<tbody><tr><th scope="row"><a href="/a?b&amp;c">Homes &amp; gardens</a></th>'
        '<td class="num" data-h="Interval (95%)">1% to 2%</td></tr>\n'
        '<tr><th scope="row">Schools</th><td class="num" data-h="Interval (95%)"></td></tr>\n</tbody>'
    )


def test_tables_with_the_same_columns_may_share_their_form():
    rows = [("a", "<b>")]

    assert body(form(COLUMNS), rows) == body(COLUMNS, rows)
    assert body(form(COLUMNS), []) == "<tbody></tbody>"


def test_a_row_with_too_few_cells_is_refused():
    with pytest.raises(ValueError, match="a row of 1 cells under 2 columns"):
        body(COLUMNS, [("a",)])


def test_a_text_that_would_shift_the_others_is_refused():
    with pytest.raises(ValueError, match="no page may hold"):
        escaped(["a\0b", "c"])


def test_a_list_is_its_pattern_for_each_item_escaped_but_for_what_is_markup_already():
    lines = [Line("<i>", mark_safe("<b>2</b>")), Line("{note} & “co”", "'")]

    assert drawn("{% each lines '<li>{text}: {note}</li>' %}", lines=lines) == (
        "<li>&lt;i&gt;: <b>2</b></li><li>{note} &amp; “co”: &#x27;</li>"
    )
    assert (
        drawn("{% each lines '<a>{text}</a>' ' · ' %}", lines=[Line("a"), Line("b")]) == "<a>a</a> · <a>b</a>"
    )
    assert drawn("{% each lines '<li>{text}</li>' %}", lines=[]) == ""


def test_a_pattern_without_a_field_is_refused():
    with pytest.raises(ValueError, match="no field"):
        drawn("{% each lines '<li>the same</li>' %}", lines=[Line("a")])


def test_what_was_drawn_is_safe():
    assert isinstance(body(COLUMNS, []), SafeString)
