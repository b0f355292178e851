"""Colours that stand on each other must be told apart (WCAG 2.2: 4.5 for text, 3 for edges and marks)."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import edau.ui
from edau.ui.palette import COLOURS, contrast

SASS = (Path(edau.ui.__file__).parents[3] / "assets/sass/_tokens.scss").read_text()
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", SASS))

TEXT = [
    ("slate", "wool"),
    ("slate", "wool-2"),
    ("slate", "gorse-pale"),
    ("slate", "lichen-pale"),
    ("slate", "heather-pale"),
    ("slate-2", "wool"),
    ("slate-2", "wool-2"),
    ("sea", "wool"),
    ("sea", "wool-2"),
    ("sea-deep", "wool"),
    ("sea-deep", "sea-pale"),
    ("lichen", "wool"),
    ("gorse-ink", "gorse-pale"),
]
MARKS = [
    ("thread", "wool"),
    ("thread", "wool-2"),
    ("hill-line", "wool"),
    ("sea", "sea-pale"),
    ("sea-deep", "hill"),
    ("slate", "hill"),
    ("slate-2", "wool"),
    ("slate-3", "wool"),
    ("wool-4", "wool"),
    ("sea", "land"),
    ("sea-deep", "land"),
    ("heather", "hill"),
    ("slate", "gorse"),
]


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(ink, ground):
    assert contrast(TOKENS[ink], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_can_be_seen(mark, ground):
    assert contrast(TOKENS[mark], TOKENS[ground]) >= 3


@pytest.mark.parametrize("ground", ["sea", "sea-deep"])
def test_white_can_be_read_on_a_button(ground):
    assert contrast("#ffffff", TOKENS[ground]) >= 4.5


def test_each_step_of_the_map_is_darker_than_the_one_before():
    on_black = [contrast(TOKENS[f"step-{i}"], "#000000") for i in range(5)]

    assert on_black == sorted(on_black, reverse=True)
    assert all(before / after >= 1.25 for before, after in pairwise(on_black))


def test_the_gallery_shows_the_values_of_the_stylesheet():
    assert {colour.token: colour.value for colour in COLOURS} == {c.token: TOKENS[c.token] for c in COLOURS}


def test_the_published_contrast_of_known_pairs():
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert contrast("#fcf9f3", "#1f2a33") == contrast("#1f2a33", "#fcf9f3")
