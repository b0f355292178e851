"""The thread as a picture: every record a knot, every tie a strand."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from edau.ui.charts.strands import MOST, Knot, Strands, draw


def read(columns, labels) -> ET.Element:
    return ET.fromstring(draw(Strands("s", "The thread", "Two steps", columns, labels)))


def of_class(picture: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in picture.iter() if element.get("class") == name]


def test_each_record_is_a_knot_tied_to_the_one_it_hangs_on():
    picture = read([[Knot(), Knot()], [Knot(1)]], ["this", "two", "one"])

    first, upper, lower, last = of_class(picture, "knot")
    paths = [path.get("d") for path in picture.iter("path")]
    assert [float(knot.get("cx")) for knot in (first, upper, lower, last)] == [12, 116, 116, 220]
    assert float(upper.get("cy")) < float(first.get("cy")) < float(lower.get("cy"))
    assert paths[2].startswith(f"M116 {lower.get('cy')}C")
    assert paths[2].endswith(f"220 {last.get('cy')}")
    assert [text.text for text in picture.iter("text")] == ["this", "two", "one"]


def test_what_a_machine_proposed_hangs_open_on_a_dashed_strand():
    picture = read([[Knot(), Knot(open=True)]], ["this", "one"])

    assert len(of_class(picture, "open")) == len(of_class(picture, "proposed")) == 1


def test_a_column_has_room_for_thirty_and_what_hangs_on_others_is_drawn_without_a_strand():
    picture = read([[Knot()] * 50, [Knot(0), Knot(45)]], ["this", "fifty", "two"])

    assert len(of_class(picture, "knot")) == 1 + MOST + 2
    assert len(list(picture.iter("path"))) == MOST + 1


def test_it_names_itself_and_what_people_wrote_is_escaped():
    picture = draw(Strands("s", "<script>", "a & b", [[Knot()]], ["this", "<b>"]))

    assert "<script>" not in picture
    assert ET.fromstring(picture).get("role") == "img"
    assert ET.fromstring(picture).get("aria-labelledby") == "s-t s-d"


def test_labels_that_do_not_fit_the_columns_are_an_error():
    with pytest.raises(ValueError, match="label"):
        read([[Knot()]], ["this"])
