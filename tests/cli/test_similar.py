"""`edau similar`: the places most like a place."""

from __future__ import annotations

import json

import pytest

from edau.cli import main
from edau.understand.models import Release

pytestmark = pytest.mark.django_db


def test_json_has_the_release_the_place_and_its_neighbours(capsys):
    assert main(["similar", "Blaenau Ffestiniog", "-k", "10", "--json"]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["release", "place", "neighbours"]
    assert answer["release"] == Release.objects.get(is_live=True).id
    assert (answer["place"]["code"], answer["place"]["name"]) == ("W37000076", "Blaenau Ffestiniog")
    assert len(answer["neighbours"]) == 10
    assert answer["neighbours"][0] == {
        "code": "W37000258",
        "name": "Llanrwst",
        "name_cy": "Llanrwst",
        "name_en": "Llanrwst",
        "distance": 0.7099,
        "stability": 0.99,
        "alike": ["health", "travel", "work"],
        "different": ["people", "homes", "language"],
    }


def test_in_words_those_that_cannot_be_relied_on_are_counted_but_not_named(capsys):
    assert main(["similar", "Blaenau", "Ffestiniog", "--lang", "en"]) == 0

    said = capsys.readouterr().out
    assert said.startswith(
        "Places like Blaenau Ffestiniog\n\nLlanrwst\n"
        "  Among the ten nearest in 99% of the draws; distance 0.71.\n"
        "  Alike: Health and care, Travel and reaching work, Work and learning.\n"
        "  Most different: People, Homes, Welsh language.\n"
    )
    assert "St Clears" not in said
    assert said.endswith("1 more is among the ten nearest in fewer than half of the draws; --all shows it.\n")


def test_all_names_them_too(capsys):
    assert main(["similar", "Blaenau Ffestiniog", "--all", "--lang", "en"]) == 0

    said = capsys.readouterr().out
    assert "\nSt Clears\n  Among the ten nearest in 48% of the draws" in said
    assert "more is among" not in said


def test_in_welsh_names_and_themes_are_welsh(capsys):
    assert main(["similar", "Pontypridd", "-k", "1", "--lang", "cy"]) == 0

    said = capsys.readouterr().out
    assert "\nAbertawe\n" in said
    assert "Iechyd a gofal" in said


def test_a_small_place_says_what_cannot_be_compared(capsys):
    assert main(["similar", "Y Bala", "-k", "1", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "Too little is known of so small a place to compare: People, Welsh language.\n" in said


def test_a_place_like_no_other_is_said_to_be_one(capsys):
    assert main(["similar", "Aberystwyth", "-k", "2", "--lang", "en"]) == 0
    assert capsys.readouterr().out.count("  It is no nearer than a place taken at random.\n") == 1


def test_a_village_or_a_postcode_stands_for_its_town(capsys):
    assert main(["similar", "CF37 1TW", "-k", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["place"]["name_en"] == "Pontypridd"


def test_an_authority_is_not_compared(capsys):
    assert main(["similar", "Gwynedd", "--lang", "en"]) == 2
    assert capsys.readouterr().err == "Gwynedd is not one of the towns and villages that are compared.\n"

    assert main(["similar", "Gwynedd", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"] == "not_compared"


def test_a_wrong_name_exits_with_2_and_a_suggestion(capsys):
    assert main(["similar", "Porthmadg", "--lang", "en"]) == 2
    assert "Did you mean Porthmadog" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "51", "ten"])
def test_a_number_that_cannot_be_is_refused(number, capsys):
    with pytest.raises(SystemExit) as refused:
        main(["similar", "Pontypridd", "-k", number])
    assert refused.value.code == 2
    assert "-k" in capsys.readouterr().err
