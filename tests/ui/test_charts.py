"""What a chart says and where it says it, read back from the picture as a reader's software would."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from edau.ui.charts import hill, outline, steps, trend, wales
from edau.ui.charts.paths import Affine, path, thinned, thinned_path
from edau.ui.charts.svg import NARROWEST, half_width

RIDGE = tuple(round(1 - abs(i - 25) / 25, 3) for i in range(51))
SQUARE = [(-3.5, 51.5), (-3.5, 51.6), (-3.3, 51.6), (-3.3, 51.5), (-3.5, 51.5)]
HILL = hill.Hill(
    key="h-no_car",
    title="Pontypridd: 24.7%. Wales: 19.4%.",
    description="Households with no car or van",
    heights=RIDGE,
    pin=hill.Mark(62.5, "24.7%"),
    reference=hill.Mark(40, "Wales 19.4%"),
    interval=(60, 65),
)
LINE = trend.TrendChart(
    key="s-work",
    title="Rhondda Cynon Taf, 2012 to 2016; now 64.0%.",
    description="In work",
    moments=tuple(
        trend.Moment(2012 + i, v, v - 2, v + 2, 70 + i) for i, v in enumerate((60.0, 61.0, 62.0, 63.0, 64.0))
    ),
    first="2012",
    last="2016",
    label="64.0%",
    reference_label="Wales 74.0%",
)
OUTLINE = outline.Outline(
    key="outline",
    title="The shape of Llan",
    description="1 school",
    rings=[SQUARE],
    spots=[outline.Spot("school", -3.4, 51.55)],
)


def read(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def of_class(picture: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in picture.iter() if name in element.get("class", "").split()]


def one(picture: ET.Element, name: str) -> ET.Element:
    (found,) = of_class(picture, name)
    return found


def percent(element: ET.Element, attribute: str) -> float:
    return float(element.get(attribute, "0%").rstrip("%"))


def reach(text: ET.Element) -> tuple[float, float]:
    """From where to where a label runs, in percent of the narrowest drawing."""
    at, width = percent(text, "x"), 2 * half_width(text.text or "")
    left = {"start": at, "middle": at - width / 2, "end": at - width}[text.get("text-anchor", "start")]
    return left, left + width


def along(line: str) -> list[tuple[float, float]]:
    """Points of a path of straight lines, a hundred to each piece."""
    corners = [tuple(map(float, corner.split())) for corner in line.lstrip("M").split("L")]
    return [
        (a[0] + (b[0] - a[0]) * i / 100, a[1] + (b[1] - a[1]) * i / 100)
        for a, b in pairwise(corners)
        for i in range(101)
    ]


PICTURES = {
    "hill": hill.draw(HILL),
    "hill without pin": hill.draw(HILL._replace(pin=None, interval=None, unsaid="Not shown")),
    "line": trend.draw(LINE),
    "outline": outline.draw(OUTLINE),
    "places": wales.draw_places(
        key="map", title="Map", description="Dots", land_path="M0 0h9", dots=[wales.Dot(-3.4, 51.6, 900, 2)]
    ),
    "locator": wales.draw_locator(
        key="locator", title="Where", land_path="M0 0h9", longitude=-3.4, latitude=51.6, label="Llan"
    ),
}


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_every_picture_is_an_image_named_by_its_own_title_and_description(picture):
    root = read(picture)

    named = [element.get("id") for element in root if element.tag in {"title", "desc"}]

    assert root.get("role") == "img"
    assert root.get("aria-labelledby", "").split() == named


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_no_picture_carries_a_style_or_a_script(picture):
    carried = {name for element in read(picture).iter() for name in (element.tag, *element.attrib)}

    assert {name for name in carried if name in {"style", "script"} or name.startswith("on")} == set()


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_no_picture_shrinks_its_labels(picture):
    sizes = [element.get("font-size") for element in read(picture).iter("text") if element.get("font-size")]

    assert sizes == []


def test_words_in_titles_and_labels_are_escaped():
    nasty = '<b>"Llan" & co</b>'
    drawn = hill.draw(HILL._replace(title=nasty, description=nasty, pin=hill.Mark(50, nasty)))
    root = read(drawn)

    assert [root[0].text, root[1].text, one(root, "here").text] == [nasty] * 3
    assert "<b>" not in drawn


def test_the_same_hill_is_drawn_with_the_same_bytes():
    assert hill.draw(HILL) == hill.draw(HILL._replace())


def test_the_pin_the_foot_and_wales_stand_where_their_values_are():
    root = read(hill.draw(HILL))

    assert percent(one(root, "pin"), "x1") == 62.5
    assert (percent(one(root, "foot"), "x1"), percent(one(root, "foot"), "x2")) == (60, 65)
    assert percent(one(root, "ref"), "x1") == 40
    assert one(root, "here").text == "24.7%"


@pytest.mark.parametrize("at", [0, 1, 5, 12, 50, 88, 95, 99, 100])
@pytest.mark.parametrize("label", ["0%", "24.7%", "Cymru 100.0%", "Cymru £20,140"])
def test_no_label_of_a_hill_leaves_the_narrowest_drawing(at, label):
    root = read(hill.draw(HILL._replace(pin=hill.Mark(at, label), reference=hill.Mark(at, label))))

    ends = [reach(text) for text in root.iter("text")]

    assert [end for end in ends if end[0] < 0 or end[1] > 100] == []


def test_a_value_beyond_the_axis_is_pinned_at_its_edge():
    low = read(hill.draw(HILL._replace(pin=hill.Mark(-40, "0%"), interval=(-50, -30))))
    high = read(hill.draw(HILL._replace(pin=hill.Mark(180, "100%"), interval=(170, 190))))

    assert [percent(one(low, "pin"), "x1"), percent(one(high, "pin"), "x1")] == [1, 99]


def test_a_pin_beyond_the_axis_has_an_arrow_for_a_head_that_points_further():
    heads = [one(read(hill.draw(HILL._replace(pin=hill.Mark(at, "9")))), "head") for at in (-1, 0, 100, 101)]

    assert [head.tag for head in heads] == ["path", "circle", "circle", "path"]
    assert [head.get("d", "")[:6] for head in heads if head.tag == "path"] == ["M3-7l-", "M-3-7l"]


def test_a_count_has_no_foot():
    assert of_class(read(hill.draw(HILL._replace(interval=None))), "foot") == []


def test_a_value_we_may_not_show_leaves_a_pale_hill_that_says_so_and_no_pin():
    root = read(hill.draw(HILL._replace(unsaid="Not shown: too few people")))

    assert of_class(root, "pin") == []
    assert len(of_class(root, "unsaid")) == 1
    assert "Not shown: too few people" in [text.text for text in root.iter("text")]


def test_the_ridge_is_highest_at_the_mode():
    steps = [int(y) for y in re.findall(r"4[ ]?(-?\d+)", hill.ridge_path(RIDGE).split("l")[1].split("V")[0])]

    assert len(steps) == 50
    assert sum(steps[:25]) == -94
    assert sum(steps) == 0


def test_forty_hills_travel_in_twelve_kilobytes():
    shapes = [tuple(round(max(0.0, 1 - abs(i - 10 - k) / (12 + k)), 3) for i in range(51)) for k in range(40)]
    page = "".join(
        hill.draw(
            HILL._replace(
                key=f"h-{k}", heights=shape, pin=hill.Mark(2.3 * k, f"{k}.7%"), interval=(2 * k, 3 * k)
            )
        )
        for k, shape in enumerate(shapes)
    )

    assert len(gzip.compress(page.encode())) <= 12 * 1024


def test_a_line_runs_from_the_first_period_to_the_last_and_ends_in_its_dot():
    root = read(trend.draw(LINE))
    points = one(root, "own").get("d", "").lstrip("M").split("L")
    dot = one(root, "dot")

    assert [float(point.split()[0]) for point in points] == [0, 25, 50, 75, 100]
    assert (dot.get("cx"), dot.get("cy")) == ("100%", points[-1].split()[1])


def test_a_higher_value_is_drawn_higher():
    heights = [
        float(p.split()[1]) for p in one(read(trend.draw(LINE)), "own").get("d", "").lstrip("M").split("L")
    ]

    assert heights == sorted(heights, reverse=True)


def test_a_missing_period_breaks_the_line():
    moments = tuple(replace(m, value=None) if i == 2 else m for i, m in enumerate(LINE.moments))

    assert len(of_class(read(trend.draw(replace(LINE, moments=moments))), "own")) == 2


def test_a_new_way_of_measuring_breaks_line_and_band_and_is_marked():
    root = read(trend.draw(replace(LINE, breaks=(2014,))))

    assert [len(of_class(root, name)) for name in ("own", "band", "break")] == [2, 2, 1]


def test_a_single_period_is_a_dot_with_its_interval():
    root = read(trend.draw(replace(LINE, moments=LINE.moments[:1], first="2012", last="2012")))

    assert [len(of_class(root, name)) for name in ("dot", "whisker", "band", "lone")] == [1, 1, 0, 2]
    assert [text.text for text in root.iter("text")] == ["2012", "64.0%", "Wales 74.0%"]


def test_a_series_without_any_value_is_refused():
    empty = tuple(trend.Moment(m.time, None, reference=m.reference) for m in LINE.moments)

    with pytest.raises(ValueError, match="s-work: no value to draw"):
        trend.draw(replace(LINE, moments=empty))


SHAPES = {
    "apart": ((60, 61, 62, 63, 64), (70, 71, 72, 73, 74)),
    "above": ((80, 81, 82, 83, 84), (70, 71, 72, 73, 74)),
    "crossing at the end": ((60, 65, 70, 75, 80), (80, 75, 70, 72, 74)),
    "ending together": ((60, 62, 64, 66, 70), (65, 66, 67, 68, 70)),
    "steep": ((10, 11, 12, 13, 100), (20, 21, 22, 23, 90)),
    "falling": ((100, 99, 98, 97, 10), (90, 89, 88, 87, 20)),
    "flat": ((5, 5, 5, 5, 5), (5, 5, 5, 5, 5)),
}


@pytest.mark.parametrize(("own", "theirs"), SHAPES.values(), ids=SHAPES)
def test_the_two_labels_at_the_end_lie_on_no_line_and_not_on_each_other(own, theirs):
    moments = tuple(
        trend.Moment(2012 + i, v, reference=w) for i, (v, w) in enumerate(zip(own, theirs, strict=True))
    )
    root = read(trend.draw(replace(LINE, moments=moments)))
    labels = [text for text in root.iter("text") if "halo" in text.get("class", "")]
    left = min(reach(text)[0] for text in labels)
    # A label takes from its baseline up the height of a capital, twelve pixels.
    boxes = [(float(text.get("y", "0")) - 12, float(text.get("y", "0"))) for text in labels]

    touched = [
        (x, y)
        for element in [*of_class(root, "own"), *of_class(root, "ref")]
        for x, y in along(element.get("d", ""))
        for top, bottom in boxes
        if x >= left and top < y < bottom
    ]

    assert touched == []
    (a_top, a_bottom), (b_top, b_bottom) = boxes
    assert a_bottom <= b_top or b_bottom <= a_top
    assert [box for box in boxes if box[0] < 0 or box[1] > trend.AXIS] == []


def test_the_shape_of_a_place_fills_its_box_and_marks_its_services():
    root = read(outline.draw(OUTLINE))
    _left, _top, width, height = map(int, root.get("viewBox", "").split())

    assert max(width, height) == outline.SIZE + 2 * outline.MARGIN
    assert one(root, "school").get("d", "").startswith(f"M{width // 2} ")


def test_an_islet_far_out_at_sea_does_not_shrink_the_shape():
    islet = [(-3.4, 51.0), (-3.4, 51.001), (-3.399, 51.001), (-3.4, 51.0)]
    second_part = [(-3.45, 51.0), (-3.45, 51.05), (-3.35, 51.05), (-3.45, 51.0)]
    boxes = [
        read(outline.draw(replace(OUTLINE, rings=[SQUARE, *more]))).get("viewBox")
        for more in ([], [islet], [second_part])
    ]

    assert boxes[0] == boxes[1] != boxes[2]


def test_neighbours_out_of_sight_cost_nothing():
    far = [(longitude + 3, latitude) for longitude, latitude in SQUARE]
    beside = [(longitude + 0.21, latitude) for longitude, latitude in SQUARE]
    drawn = [
        one(read(outline.draw(replace(OUTLINE, neighbours=[ring]))), "near").get("d")
        for ring in (far, beside)
    ]

    assert drawn[0] == ""
    assert drawn[1] != ""


def test_a_place_without_a_shape_is_refused():
    with pytest.raises(ValueError, match="empty"):
        outline.draw(replace(OUTLINE, rings=[]))


def test_symbols_differ_by_form_and_not_only_by_colour():
    forms = [re.sub(r'class="[^"]*"', "", draw("8", "8")) for draw in outline.SYMBOLS.values()]

    assert len(set(forms)) == len(outline.SYMBOLS)


def test_the_larger_dot_is_drawn_first_and_its_area_grows_with_its_people():
    dots = [wales.Dot(-3.4, 51.6, 10_000), wales.Dot(-3.4, 51.6, 40_000)]
    root = read(wales.draw_places(key="m", title="t", description="", land_path="", dots=dots))
    radii = [float(circle.get("r", "0")) for circle in root.iter("circle")]

    assert radii == [4.8, 2.4]


def test_the_name_on_a_locator_stays_in_the_map():
    west, east = (
        read(wales.draw_locator(key="l", title="t", land_path="", longitude=x, latitude=52, label="Llan"))
        for x in (-5.2, -2.9)
    )

    assert [next(root.iter("text")).get("text-anchor") for root in (west, east)] == ["start", "end"]


def test_points_the_line_passes_are_left_out_and_corners_stay():
    assert thinned([(0, 0), (5, 0.2), (10, 0), (10, 10)], 0.5) == [(0, 0), (10, 0), (10, 10)]


def test_a_thinned_ring_is_closed_and_a_tiny_one_vanishes():
    ring = [(0, 0), (5, 0), (10, 0), (10, 5), (10, 10), (0, 10), (0, 0)]
    tiny = [(0, 0), (0, 0.1), (0.1, 0.1), (0, 0)]

    assert thinned_path([ring], lambda x, y: (x, y), 0.5) == "M0 0l10 0 0 5 0 5-10 0 0-10z"
    assert path([tiny], Affine()) == ""


def test_labels_are_measured_against_a_telephone():
    assert half_width("Wales 74.1%") * 2 * NARROWEST / 100 == pytest.approx(11 * 7.4)


LIBRARIES = steps.Steps(
    key="h-n_library",
    title="Llan: 2.",
    description="12 of 300 towns and villages are on the same step.",
    steps=[steps.Step("0", 100), steps.Step("1", 188), steps.Step("2", 12), steps.Step("3", 0)],
    own=2,
    value="2",
)


def test_steps_are_as_high_as_places_stand_on_them_and_only_one_is_the_place_s_own():
    picture = read(steps.draw(LIBRARIES))
    boxes = [element for element in picture.iter() if element.tag == "rect"]

    assert [int(box.get("height")) for box in boxes] == [19, 36, 2, 0]
    assert [box.get("class") for box in boxes] == ["up", "up", "own", "up"]
    assert [element.text for element in of_class(picture, "here")] == ["2", "2"]
    assert {int(box.get("y")) + int(box.get("height")) for box in boxes} == {52}


def test_a_place_must_stand_on_a_step():
    with pytest.raises(ValueError, match="none of the steps"):
        steps.draw(replace(LIBRARIES, own=4))
