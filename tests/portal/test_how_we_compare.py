"""The page about our methods tells what the benchmarks measured, and what the code does: in both languages the same."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from edau.kernels.indicators import projection, trend
from edau.kernels.similarity.stability import DRAWS, KEPT, NEAREST
from edau.ui.links import address_in
from edau.understand.analysis import ahead, similar
from edau.understand.dependence import dependence_model
from edau.understand.measured import similarity_measured, verdicts_measured

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])


def said(client: Client, language: str, view: str, *args: str) -> str:
    body = client.get(address_in(language, f"portal:{view}", *args)).content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@LANGUAGES
def test_the_figures_of_our_tests_are_those_of_the_files(client: Client, language):
    text = said(client, language, "how_we_compare")
    setups, likeness = verdicts_measured().setups, similarity_measured()
    none = setups["none"]
    hardest = max(one.wrong_of_named for key, one in setups.items() if key.startswith("none_"))
    between = {"cy": "i", "en": "to"}[language]
    of_verdicts = re.search(
        r"(\d+) (?:ffigur i’r dudalen|figures to a page)\..*?([\d.]+)%.*?([\d.]+)%.*?([\d.]+)%"
        rf".*?95%[^(]*? ([\d.]+) {between} ([\d.]+)\).*?([\d.]+)%.*?([\d.]+)%",
        text,
    )
    of_likeness = re.search(
        r"(?:yn cadw|keeps) (\d+)%.*?(\d+)%.*?(?:cytundeb|agreement) ([\d.]+),.*?"
        r"(?:ar gyfer data|made for release) ([\d.]+), (\w+ \d{4})\.",
        text,
    )
    month = {"cy": "Tachwedd", "en": "November"}[language]

    assert of_verdicts
    figures, *parts, found = (float(one) for one in of_verdicts.groups())
    named = (setups["half"].wrong_of_named, setups["tenth"].wrong_of_named, none.wrong_of_named)
    assert figures == verdicts_measured().figures
    assert parts == pytest.approx(
        [100 * part for part in (*named, none.lower, none.upper, hardest)], abs=0.0501
    )
    assert found == round(100 * (setups["half"].found or 0))
    assert of_likeness
    kept, aim, agreement, *of = of_likeness.groups()
    assert (float(kept), float(aim)) == (round(100 * likeness.kept), round(100 * likeness.kept_aim))
    assert float(agreement) == pytest.approx(likeness.agreement, abs=0.00501)
    assert of == [likeness.release, f"{month} {likeness.measured.year}"]


def test_what_the_page_says_of_them_in_words_is_so():
    setups, likeness = verdicts_measured().setups, similarity_measured()

    assert {key for key, one in setups.items() if one.upper > 0.05} == set()  # none exceeds one in twenty
    assert max(one.wrong_of_all for one in setups.values()) < 0.01  # "fewer than 1 in 100"
    assert likeness.kept >= likeness.kept_aim
    # "Ours does not find that", "the order stays the same whichever theme is left out"
    assert (likeness.finding_agrees, likeness.finding_the_same_without_any_theme) == (False, True)


def test_numbers_in_the_prose_about_methods_are_those_the_code_works_with():
    model = dependence_model()

    # "200 times, each time with a different three quarters", "the ten nearest", "fewer than half"
    assert (DRAWS, KEPT, NEAREST, similar.STABLE) == (200, 0.75, 10, 0.5)
    # "seven in ten of them agree", "more than four fifths", "at least half", "quarters", three axes of two measures
    assert (model.clear, model.own, model.around, model.cuts) == (0.7, 0.8, 0.5, (0.25, 0.5, 0.75))
    assert ([len(axis.measures) for axis in model.axes], len(model.services)) == ([2, 2, 2], 4)
    # "the last ten years", "one time in twenty"; "five years ahead", "eight in ten", "less than 60 in 100", three methods
    assert (ahead.RECENT, trend.LEVEL) == (10, 0.05)
    assert (projection.FURTHEST, projection.NOMINAL, projection.LOWEST_HIT_RATE) == (5, 0.8, 0.6)
    assert projection.METHODS == ("naive", "drift", "damped", "mean")
