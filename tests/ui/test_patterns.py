"""Triangles, strips and bars: dots lie where their shares say, what is hidden is pale, every picture names itself."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import edau.ui
from edau.listen.analysis.signs import zone_for
from edau.ui.charts import bars, strip, ternary
from edau.ui.charts.ternary import HEIGHT, LEFT, PARTS, SIDE, TOP, TernaryPlot

STATIC = Path(edau.ui.__file__).parent / "static" / "ui"
PLOT = TernaryPlot(
    "t", "What is it about?", "Ten stories.", ("people", "the place <itself>", "how things are run")
)


def middle(corners) -> tuple[float, ...]:
    return tuple(sum(corner[axis] for corner in corners) / len(corners) for axis in range(3))


def test_the_seven_parts_are_those_by_which_answers_are_counted_and_cover_the_triangle():
    assert {part: zone_for(*middle(corners)) for part, corners in PARTS.items()} == {
        part: part for part in PARTS
    }

    def area(corners) -> float:
        points = [ternary.place(corner) for corner in corners]
        pairs = zip(points, points[1:] + points[:1], strict=True)
        return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2

    assert sum(area(corners) for corners in PARTS.values()) == pytest.approx(SIDE * HEIGHT / 2)


def test_corners_lie_at_the_top_left_and_right():
    assert ternary.place((100, 0, 0)) == (LEFT + SIDE / 2, TOP)
    assert ternary.place((0, 100, 0)) == (LEFT, TOP + HEIGHT)
    assert ternary.place((0, 0, 100)) == (LEFT + SIDE, TOP + HEIGHT)


def test_each_place_is_a_dot_whose_area_is_the_number_of_answers():
    dots = [(100.0, 0.0, 0.0)] * 4 + [(0.0, 100.0, 0.0)]

    svg = ternary.draw(TernaryPlot("t", "q", "d", ("a", "b", "c"), dots=dots))

    assert re.findall(r'<circle class="dot" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg) == [
        ("40", "339.1", "4"),
        ("200", "62", "8"),
    ]


def test_what_is_hidden_is_pale_and_an_unknown_part_is_an_error():
    svg = ternary.draw(TernaryPlot("t", "q", "d", ("a", "b", "c"), hidden=["ab", "centre"], unsaid="too few"))
    assert svg.count('class="unsaid"') == 2
    assert "too few" in svg
    with pytest.raises(ValueError, match="no such part"):
        ternary.draw(TernaryPlot("t", "q", "d", ("a", "b", "c"), hidden=["middle"]))


def test_shading_has_five_steps_the_palest_first():
    cells = [(((0.0, 100.0, 0.0), (5.0, 95.0, 0.0), (0.0, 95.0, 5.0)), level) for level in (1.0, 0.05, 0.5)]

    svg = ternary.draw(TernaryPlot("t", "q", "d", ("a", "b", "c"), shading=cells))

    assert re.findall(r'class="(step\d)"', svg) == ["step1", "step3", "step5"]


@pytest.mark.parametrize(
    "svg",
    [
        ternary.draw(PLOT),
        strip.draw(strip.StripPlot("s", "q", "d", ("<left>", "right"), [0, 40, 100], (False, True, False))),
        bars.draw(
            bars.BarPlot("b", "q", "d", [bars.Bar("one & two", 0.4, "40%"), bars.Bar("x", None, "not shown")])
        ),
    ],
)
def test_every_picture_is_whole_names_itself_and_has_no_style_of_its_own(svg):
    root = ElementTree.fromstring(svg)  # what was typed is escaped: it parses

    assert root.get("role") == "img"
    assert {child.get("id") for child in root[:2]} == set(root.get("aria-labelledby").split())
    assert "style=" not in svg


def test_a_strip_counts_in_bars_that_lie_in_one_part_alone():
    counts = strip.bins([40, 40, 41, 59, 60, 100])

    assert (counts[7], counts[8], counts[11], counts[12], counts[19]) == (2, 1, 1, 1, 1)
    assert sum(counts) == 6
    svg = strip.draw(strip.StripPlot("s", "q", "d", ("l", "r"), [50] * 3 + [0]))
    assert re.findall(r'class="bar" x="([\d.]+)%"', svg) == ["0.4", "50.4"]


@pytest.mark.parametrize("picture", ["barplot", "strip", "ternary"])
def test_no_stylesheet_gives_what_is_drawn_another_length(picture):
    """A rule of a sheet outweighs a picture's own width: every bar would be as long as every other."""
    rules = [
        (selectors, body)
        for sheet in sorted(STATIC.glob("*.css"))
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet.read_text(encoding="utf-8"))
        if re.search(rf"\.{picture}\b", selectors)
    ]

    assert rules
    assert [selectors for selectors, body in rules if re.search(r"(^|;)width:", body)] == []


def test_bars_are_as_long_as_their_share_and_none_is_an_error():
    svg = bars.draw(
        bars.BarPlot("b", "q", "d", [bars.Bar("x", 0.25, "25%"), bars.Bar("y", None, "not shown")])
    )

    assert re.findall(r'class="bar"[^>]* width="([\d.]+)%"', svg) == ["25"]
    assert svg.count('class="none"') == 1
    with pytest.raises(ValueError, match="no bar"):
        bars.draw(bars.BarPlot("b", "q", "d", []))
