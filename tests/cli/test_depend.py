"""`edau depend`: the findings of a place's page on the command line."""

from __future__ import annotations

import json

import pytest

from edau.cli import main

pytestmark = pytest.mark.django_db


def test_a_place_is_told_in_the_words_of_its_page(capsys):
    assert main(["depend", "Pontypridd", "--lang", "en"]) == 0

    said = capsys.readouterr().out
    assert said.startswith("Pontypridd: links with other places\nThis place stands mostly on its own.\n")
    assert "1,830   23%  Cardiff" in said
    assert "There was less travel to work at the time of the census" in said


def test_a_place_can_be_asked_for_by_either_name(capsys):
    assert main(["depend", "Y", "Drenewydd", "--lang", "en"]) == 0

    assert capsys.readouterr().out.startswith(
        "Newtown: links with other places\nThis place serves other places.\n"
    )


def test_json_carries_the_finding_its_certainty_and_all_that_makes_the_flows_citable(capsys):
    assert main(["depend", "Pontypridd", "--json"]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert (answer["code"], answer["name_cy"], answer["standing"], answer["finding"]) == (
        "W38000081",
        "Pontypridd",
        "own",
        "clear",
    )
    (label,) = answer["labels"]
    assert (label["code"], label["says_en"]) == ("largely_independent", "stands mostly on its own")
    assert label["p"] == answer["shares"]["largely_independent"] >= 0.7
    assert sum(answer["shares"].values()) == pytest.approx(1)
    assert [axis["key"] for axis in answer["axes"]] == ["jobs", "services", "flows"]
    work = answer["work"]
    assert (work["period"], work["source"], work["status"]) == ("2021-03-21", "census2021_odwp01ew", "e")
    assert "less travel to work" in work["caveat_en"]
    for way in ("out", "in"):
        side = work[way]
        parts = (
            side["stay"] + side["elsewhere"] + side["rest"] + sum(link["people"] for link in side["links"])
        )
        assert parts == pytest.approx(side["total"], abs=0.5)
        assert len(side["links"]) == 5
    assert work["out"]["links"][0] | {"people": 0, "share": 0} == {
        "code": "W38000130",
        "name_cy": "Caerdydd",
        "name_en": "Cardiff",
        "people": 0,
        "share": 0,
    }


def test_a_place_between_two_has_both_with_their_shares(capsys):
    assert main(["depend", "Barry", "--json"]) == 0

    answer = json.loads(capsys.readouterr().out)
    codes = ["largely_dependent", "largely_independent"]
    assert (answer["finding"], [label["code"] for label in answer["labels"]]) == ("between", codes)
    assert [label["p"] for label in answer["labels"]] == [answer["shares"][code] for code in codes]
    assert max(answer["shares"].values()) < 0.7

    assert main(["depend", "Barry", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "“shares with other places” and “stands mostly on its own”" in said
    assert "About 41 in 100 of them say the first, about 59 in 100 the second." in said


def test_without_travel_figures_there_are_services_and_no_label(capsys):
    assert main(["depend", "Knighton", "--json"]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert (answer["standing"], answer["finding"], answer["labels"], answer["work"], answer["moves"]) == (
        "services",
        "not_known",
        [],
        None,
        None,
    )
    assert [one["indicator"] for one in answer["services"]] == [
        "n_school",
        "n_gp_practice_2022",
        "n_library",
        "n_nhs_hospital_site",
    ]


def test_a_county_is_no_place_and_a_wrong_name_has_suggestions(capsys):
    assert main(["depend", "Powys", "--lang", "en"]) == 2
    assert "“Powys” is not one" in capsys.readouterr().err

    assert main(["depend", "Y Bari", "--json"]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert (answer["error"], answer["suggestions"][0]) == ("not_found", "Y Barri / Barry")
