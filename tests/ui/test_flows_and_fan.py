"""A map of links and a fan over time, read back from the picture as a reader's software would."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from edau.ui.charts import fan, flows

LAND = [[(-5.5, 51.2), (-2.5, 51.2), (-2.5, 53.6), (-5.5, 53.6), (-5.5, 51.2)]]
MAP = flows.FlowMap(
    key="map-out",
    title="Map: where people who live here work (Llan)",
    description="The largest links: Tref 40%; Bro 10%.",
    here="Llan",
    longitude=-3.4,
    latitude=51.6,
    outward=True,
    ends=[flows.End(-3.2, 51.5, "Tref 40%", 0.4), flows.End(-3.6, 51.7, "Bro 10%", 0.1)],
    land=[LAND],
)
FAN = fan.Fan(
    key="f-income",
    title="Rhondda Cynon Taf, 2020 to 2023; now £18,000. Rising.",
    description="Income per head",
    past=[fan.Moment(2020 + i, 15_000 + 1_000 * i, 14_500 + 1_000 * i, 15_500 + 1_000 * i) for i in range(4)],
    ahead=[fan.Moment(2023 + i, 18_000 + 900 * i, 18_000 + 500 * i, 18_000 + 1_300 * i) for i in (1, 2)],
    first="2020",
    last="2023",
    label="£18,000",
    end="2025",
    end_label="£19,800",
)


def read(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def of_class(picture: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in picture.iter() if name in element.get("class", "").split()]


def numbers(path: ET.Element) -> list[float]:
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", path.get("d", ""))]


def arcs(picture: ET.Element) -> list[ET.Element]:
    (dots,) = of_class(picture, "dots")
    return list(dots.iter("path"))


@pytest.mark.parametrize("picture", [flows.draw(MAP), fan.draw(FAN)], ids=["map", "fan"])
def test_each_is_an_image_named_by_its_title_and_description_without_style_or_script(picture):
    root = read(picture)
    named = [element.get("id") for element in root if element.tag in {"title", "desc"}]
    carried = {name for element in root.iter() for name in (element.tag, *element.attrib)}

    assert root.get("role") == "img"
    assert root.get("aria-labelledby", "").split() == named
    assert {name for name in carried if name in {"style", "script"} or name.startswith("on")} == set()


def test_words_are_escaped():
    nasty = '<b>"Llan" & co</b>'
    drawn = flows.draw(replace(MAP, here=nasty, title=nasty, ends=[flows.End(-3.2, 51.5, nasty, 0.4)]))
    fanned = fan.draw(
        replace(FAN, title=nasty, label=nasty, end_label=nasty, first=nasty, last=nasty, end=nasty)
    )

    assert [text.text for text in read(drawn).iter("text")] == [nasty, nasty]
    assert "<b>" not in drawn + fanned


def test_the_same_links_are_drawn_with_the_same_bytes():
    assert flows.draw(MAP) == flows.draw(replace(MAP))
    assert fan.draw(FAN) == fan.draw(replace(FAN))


def test_an_arc_is_wide_where_people_set_out_and_ends_in_a_point():
    out, into = (read(flows.draw(replace(MAP, outward=outward))) for outward in (True, False))
    (spot,) = of_class(out, "spot")
    here = (float(spot.get("cx", "0")), float(spot.get("cy", "0")))

    for picture, at_here in ((out, True), (into, False)):
        x0, y0, *_bow, x1, y1, _cx, _cy, x2, y2 = numbers(arcs(picture)[0])
        middle = ((x0 + x2) / 2, (y0 + y2) / 2)
        assert (middle == pytest.approx(here, abs=1)) is at_here
        assert ((x1, y1) == pytest.approx(here, abs=1)) is not at_here


def test_an_arc_is_as_wide_as_its_share():
    def width(arc):
        x0, y0, *_rest, x2, y2 = numbers(arc)
        return ((x2 - x0) ** 2 + (y2 - y0) ** 2) ** 0.5

    large, small = arcs(read(flows.draw(MAP)))

    assert width(large) == pytest.approx(4 * width(small), rel=0.03)


def test_west_is_left_and_north_is_up_and_all_ends_are_in_the_frame():
    root = read(flows.draw(MAP))
    (_x, _y, width, height) = map(float, root.get("viewBox", "").split())
    east, west = [circle for circle in root.iter("circle") if "spot" not in circle.get("class", "")]
    (here,) = of_class(root, "spot")

    assert float(west.get("cx")) < float(here.get("cx")) < float(east.get("cx"))
    assert float(west.get("cy")) < float(here.get("cy")) < float(east.get("cy"))
    for circle in root.iter("circle"):
        assert 0 < float(circle.get("cx")) < width
        assert 0 < float(circle.get("cy")) < height


def test_another_country_has_no_spot_but_an_arc_to_its_side_of_the_map():
    root = read(flows.draw(replace(MAP, ends=[], beyond=[flows.Beyond("east", "England 39%", 0.39)])))
    (arc,) = arcs(root)
    (here,) = of_class(root, "spot")

    tip = numbers(arc)[4:6]
    assert [text.text for text in root.iter("text")] == ["Llan", "England 39%"]
    assert len(list(root.iter("circle"))) == 1
    assert tip[0] > float(here.get("cx")) + 60


@pytest.mark.parametrize(("side", "axis"), [("west", 0), ("north", 1)])
def test_arcs_leave_the_map_on_the_side_of_the_country(side, axis):
    root = read(flows.draw(replace(MAP, ends=[], beyond=[flows.Beyond(side, "Over there", 0.1)])))
    (arc,) = arcs(root)

    assert numbers(arc)[4 + axis] <= 20


def test_a_place_without_links_stands_alone():
    root = read(flows.draw(replace(MAP, ends=[])))

    assert arcs(root) == []
    assert [text.text for text in root.iter("text")] == ["Llan"]


def test_labels_of_a_crowded_map_lie_on_no_other_label_and_in_the_frame():
    ends = [
        flows.End(-3.4 + dx, 51.6 + dy, f"Llanfair {i} 12%", 0.1)
        for i, (dx, dy) in enumerate([(0.05, 0.01), (0.06, -0.02), (-0.05, 0.02), (0.0, 0.05), (0.02, -0.05)])
    ]
    root = read(flows.draw(replace(MAP, ends=ends)))
    (_x, _y, width, height) = map(float, root.get("viewBox", "").split())
    boxes = []
    for text in root.iter("text"):
        wide, x, y = len(text.text or "") * 7.4, float(text.get("x", "0")), float(text.get("y", "0"))
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
        boxes.append((left, y - 12, left + wide, y + 2))

    assert [box for box in boxes if box[0] < 0 or box[2] > width or box[1] < 0 or box[3] > height] == []
    over = [
        (a, b)
        for a, b in combinations(boxes, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert over == []


def test_land_outside_the_frame_costs_nothing():
    far = [[(-5.4, 53.0), (-5.2, 53.0), (-5.2, 53.2), (-5.4, 53.2), (-5.4, 53.0)]]
    (alone,) = of_class(read(flows.draw(replace(MAP, land=[far]))), "land")
    (both,) = of_class(read(flows.draw(replace(MAP, land=[LAND, far]))), "land")
    (near,) = of_class(read(flows.draw(MAP)), "land")

    assert alone.get("d") == ""
    assert both.get("d") == near.get("d") != ""


def test_a_ring_is_cut_at_the_frame():
    assert flows.clipped([(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)], (1, 1, 9, 9)) == [
        (1.0, 1.0),
        (4.0, 1.0),
        (4, 4),
        (1.0, 4.0),
    ]
    assert flows.clipped([(0, 0), (1, 0), (1, 1), (0, 0)], (2, 2, 9, 9)) == []


def test_the_fan_begins_at_the_last_figure_and_ends_at_the_end_of_the_axis():
    root = read(fan.draw(FAN))
    published, ahead = of_class(root, "band")
    (dashed,) = of_class(root, "ref")
    (own,) = of_class(root, "own")
    (dot,) = of_class(root, "dot")

    assert numbers(own)[-2:] == numbers(dashed)[:2] == numbers(ahead)[:2]
    assert f"{numbers(own)[-2]:g}%" == dot.get("cx")
    assert numbers(dashed)[-2] == 100
    assert max(numbers(published)[::2]) == numbers(own)[-2]
    assert len(of_class(root, "break")) == 1


def test_the_fan_is_wider_the_further_ahead():
    (_published, ahead) = of_class(read(fan.draw(FAN)), "band")
    x_and_y = numbers(ahead)
    points = list(zip(x_and_y[::2], x_and_y[1::2], strict=True))
    upper, lower = points[:3], points[:2:-1]

    widths = [low[1] - high[1] for high, low in zip(upper, lower, strict=True)]
    assert widths[0] == pytest.approx(0, abs=0.11)
    assert widths == sorted(widths)


def test_without_a_look_ahead_the_line_ends_at_the_edge_and_nothing_is_dashed():
    root = read(fan.draw(replace(FAN, ahead=[], end="", end_label="")))
    (dot,) = of_class(root, "dot")

    assert dot.get("cx") == "100%"
    assert [of_class(root, name) for name in ("ref", "break")] == [[], []]
    assert [text.text for text in root.iter("text")] == ["2020", "2023", "£18,000"]


def test_times_that_would_run_into_each_other_are_left_out():
    root = read(
        fan.draw(replace(FAN, first="1 January 2020", last="31 December 2023", end="31 December 2025"))
    )

    assert "31 December 2023" in [text.text for text in root.iter("text")]
    assert "31 December 2025" not in [text.text for text in root.iter("text")]


def test_labels_stand_above_what_is_drawn_under_them():
    root = read(fan.draw(FAN))
    texts = {text.text: float(text.get("y", "0")) for text in root.iter("text")}
    (published, ahead) = of_class(root, "band")

    assert texts["£18,000"] < min(numbers(published)[1::2])
    assert texts["£19,800"] < min(numbers(ahead)[1::2])


def test_a_line_without_limits_has_no_band_and_a_gap_parts_it():
    bare = [replace(moment, lower=None, upper=None) for moment in FAN.past]
    one_gap = [*FAN.past[:1], replace(FAN.past[1], lower=None, upper=None), *FAN.past[2:]]

    assert len(of_class(read(fan.draw(replace(FAN, past=bare, ahead=[]))), "band")) == 0
    root = read(fan.draw(replace(FAN, past=one_gap, ahead=[])))
    assert [len(of_class(root, name)) for name in ("band", "whisker")] == [1, 1]


def test_nothing_to_draw_and_a_fan_without_limits_are_refused():
    with pytest.raises(ValueError, match="f-income: no value to draw"):
        fan.draw(replace(FAN, past=[]))
    with pytest.raises(ValueError, match="needs its limits"):
        fan.draw(replace(FAN, ahead=[fan.Moment(2024, 5)]))
