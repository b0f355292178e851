"""One dot for each person: as many as there are, where their mark is, and no higher than the picture."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from edau.ui.charts.ratings import RatingPlot, draw

PLOT = RatingPlot(
    key="l-floods",
    title="How likely it is: 2, 4, 4.",
    description="One dot for each person.",
    counts=(0, 1, 0, 2, 0),
    lowest="very unlikely",
    highest="very likely",
)


def dots(svg: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(y)) for x, y in re.findall(r'<circle class="head" cx="([\d.]+)%" cy="([\d.]+)"', svg)
    ]


def test_each_person_is_a_dot_at_their_mark():
    assert dots(draw(PLOT)) == [(30, 42), (70, 42), (70, 31)]


def test_it_names_itself_and_the_ends_of_its_axis():
    svg = draw(PLOT)

    assert 'role="img" aria-labelledby="l-floods-t l-floods-d"' in svg
    assert '<title id="l-floods-t">How likely it is: 2, 4, 4.</title>' in svg
    assert re.findall(r"<text[^>]*>([^<]+)</text>", svg) == ["1 very unlikely", "5 very likely"]


@pytest.mark.parametrize("most", [1, 2, 4, 9, 40])
def test_many_dots_stand_closer_but_never_leave_the_picture(most):
    heights = [y for _x, y in dots(draw(replace(PLOT, counts=(0, 0, most, 0, 0))))]

    assert len(heights) == most
    assert (max(heights), min(heights) >= 7) == (42, True)


@pytest.mark.parametrize(("middle", "at"), [(1, "10"), (3.5, "60"), (5, "90")])
def test_the_middle_is_a_dashed_line(middle, at):
    assert f'<line class="ref" x1="{at}%" x2="{at}%"' in draw(replace(PLOT, middle=middle))


def test_without_a_middle_there_is_no_line():
    assert 'class="ref"' not in draw(PLOT)


def test_where_nobody_gave_a_mark_there_is_nothing_to_draw():
    with pytest.raises(ValueError, match="no mark"):
        draw(replace(PLOT, counts=(0, 0, 0, 0, 0)))


def test_words_are_escaped():
    assert "<b>" not in draw(replace(PLOT, title="<b>", description="<b>", lowest="<b>", highest="<b>"))
