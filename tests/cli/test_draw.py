"""`edau draw`: a place made of small areas, on the command line."""

from __future__ import annotations

import json

import pytest

from edau.cli import main
from edau.places.drawn import citation_of
from edau.places.models import DrawnPlace

pytestmark = pytest.mark.django_db


def answer(capsys, *words: str) -> tuple[int, dict]:
    status = main(["draw", *words, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_a_radius_round_a_town(capsys):
    status, said = answer(capsys, "--around", "Merthyr Tydfil", "--km", "3")

    assert status == 0
    assert (said["population"], len(said["small_areas"])) == (33290, 21)
    assert said["how"] == {"way": "round", "round": "W37000363", "spot": "place", "km": 3.0}
    assert said["citation"] == citation_of([area["code"] for area in said["small_areas"]], 2021)
    assert said["authorities"] == [
        {"code": "W06000024", "name_cy": "Merthyr Tudful", "name_en": "Merthyr Tydfil", "small_areas": 21}
    ]
    (no_car,) = [one for one in said["figures"] if one["indicator"] == "no_car_pct"]
    assert no_car["lower"] < no_car["value"] < no_car["upper"]
    assert (no_car["interval"], no_car["status"], no_car["beside_wales"]) == ("wilson", "e", "higher")
    assert DrawnPlace.objects.count() == 0


def test_the_same_by_its_mutated_welsh_name_and_by_its_codes(capsys):
    _status, by_name = answer(capsys, "--around", "o Ferthyr Tudful", "--km", "3", "--lang", "cy")
    codes = ",".join(area["code"] for area in by_name["small_areas"])
    _status, by_codes = answer(capsys, "--areas", codes)

    assert by_codes["citation"] == by_name["citation"]
    assert by_codes["figures"] == by_name["figures"]
    assert by_codes["how"] == {"way": "list"}


def test_without_a_radius_the_small_area_of_a_postcode(capsys):
    status, said = answer(capsys, "--around", "CF37 1TW")

    assert (status, len(said["small_areas"]), said["how"]["km"]) == (0, 1, None)


def test_it_is_told_in_words_too(capsys):
    assert main(["draw", "--around", "Merthyr Tydfil", "--km", "3", "--lang", "en"]) == 0

    said = capsys.readouterr().out
    assert said.startswith("21 small areas round Merthyr Tydfil\n33,290 people live here")
    assert "Households with no car or van (higher than Wales)" in said


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("--around", "Aberystwith", "--km", "3"), "not_found"),
        (("--around", "Llanfair", "--km", "3"), "several"),
        (("--around", "Cardiff", "--km", "50"), "too_many"),
        (("--around", "Cardiff", "--km", "far"), "wrong_radius"),
        (("--areas", "W01000003,W01999999"), "wrong_areas"),
        (("--areas", ""), "wrong_areas"),
    ],
)
def test_what_cannot_be_drawn_exits_with_2_and_says_why(capsys, words, error):
    status, said = answer(capsys, *words)

    assert (status, said["error"]) == (2, error)


def test_a_wrong_name_comes_with_suggestions(capsys):
    _status, said = answer(capsys, "--around", "Aberystwith", "--km", "3")

    assert said["suggestions"][0] == "Aberystwyth"
