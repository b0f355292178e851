"""The command line: thin, bilingual, and honest with its exit status."""

from __future__ import annotations

import json

import pytest

from edau.cli import main

pytestmark = pytest.mark.django_db


def test_a_place_is_told_in_the_words_of_its_page(capsys):
    assert main(["place", "Pontypridd", "--lang", "en"]) == 0

    said = capsys.readouterr().out
    assert said.startswith("Pontypridd\nA place of 31,018 people, in Rhondda Cynon Taf.\n")
    assert "Households with no car or van (higher than Wales)" in said


def test_a_place_can_be_asked_for_by_either_name_and_in_either_language(capsys):
    assert main(["place", "Y", "Barri", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Barry\n")

    assert main(["place", "Barry", "--lang", "cy"]) == 0
    assert capsys.readouterr().out.startswith("Y Barri\n")


def test_json_carries_what_makes_a_figure_citable(capsys):
    assert main(["place", "Pontypridd", "--json"]) == 0

    answer = json.loads(capsys.readouterr().out)
    (no_car,) = [one for one in answer["figures"] if one["indicator"] == "no_car_pct"]
    assert (answer["code"], answer["population"]) == ("W38000081", 31018)
    assert (no_car["value"], no_car["wales"], no_car["beside_wales"]) == (24.72, 19.44, "higher")
    assert (no_car["interval"], no_car["status"], no_car["period"], no_car["level"]) == (
        "wilson",
        "e",
        "2021-03-21",
        "OA",
    )
    assert no_car["lower"] < no_car["value"] < no_car["upper"]


def test_a_wrong_name_exits_with_2_and_a_suggestion_in_both_languages(capsys):
    assert main(["place", "Y Bari", "--lang", "en"]) == 2

    assert "Did you mean Y Barri / Barry" in capsys.readouterr().err


def test_a_wrong_name_as_json_is_json(capsys):
    assert main(["place", "Y Bari", "--json"]) == 2

    answer = json.loads(capsys.readouterr().out)
    assert (answer["error"], answer["asked"], answer["suggestions"][0]) == (
        "not_found",
        "Y Bari",
        "Y Barri / Barry",
    )


def test_verify_says_what_holds(capsys):
    assert main(["data", "verify", "--lang", "en"]) == 0

    said = capsys.readouterr().out
    assert "✗" not in said
    assert said.endswith("The release is whole, and everything known about it holds.\n")


def test_verify_names_the_file_and_the_line_of_damage(capsys, tmp_path):
    import shutil

    from django.conf import settings

    shutil.copytree(settings.RELEASE_FOLDER, tmp_path / "release")
    file = tmp_path / "release" / "areas.csv"
    file.write_text(file.read_text().replace(",place,2011,", ",place,soon,", 1))

    assert main(["data", "verify", str(tmp_path / "release"), "--lang", "en"]) == 1
    assert "areas.csv, line 2: the value has the wrong type (vintage: soon)" in capsys.readouterr().err


def test_without_a_command_it_tells_what_there_is(capsys):
    assert main(["--lang", "en"]) == 2
    assert "usage: edau" in capsys.readouterr().out


@pytest.mark.parametrize("part", ["Ponty", "Llanf", "Pontyprid"])
def test_half_a_name_is_not_taken_for_a_whole_one(capsys, part):
    assert main(["place", part, "--lang", "en"]) == 2
    assert "Did you mean" in capsys.readouterr().err
