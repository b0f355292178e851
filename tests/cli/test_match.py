"""`edau match`: needs and offers from two tables."""

from __future__ import annotations

import json

import pytest

from edau.cli import main

NEEDS = "id,skill,lat,lon,minutes,windows,languages,checks,remote,capacity,priority"
OFFERS = "id,skills,lat,lon,km,windows,languages,checks,remote,capacity"
NIGHT = "DTSTART=20261123T230000;DURATION=PT3H;FREQ=WEEKLY;BYDAY=SU"
MONDAY = "DTSTART=20261123T100000;DURATION=PT3H;FREQ=WEEKLY"
EVENING = "DTSTART=20261123T180000;DURATION=PT3H;FREQ=WEEKLY"

FEW_NEEDS = [
    f"hedge,gardening,51.60,-3.34,60,{MONDAY};{NIGHT},cy;en,,no,1,0.5",
    f"trip,driving,51.61,-3.33,90,{MONDAY},cy,dbs,no,2,1",
    f"bread,baking,51.61,-3.33,90,{MONDAY},en,,yes,1,0",
    f"song,singing/alto,,,30,{EVENING},cy,,yes,1,0",
]
FEW_OFFERS = [
    f"ann,gardening;driving,51.605,-3.335,5,{NIGHT},en;cy,,no,2",
    f"bob,driving,51.7,-3.4,50,{EVENING},cy,dbs;food,no,1",
    f"cai,singing/bass,,,0,{EVENING};{MONDAY},cy,,yes,1",
]


@pytest.fixture
def ask(tmp_path, capsys):
    """Writes both tables, runs the command, and gives back its status, what it said and what it complained of."""

    def _ask(needs=FEW_NEEDS, offers=FEW_OFFERS, *words: str, heads=(NEEDS, OFFERS)):
        paths = tmp_path / "n.csv", tmp_path / "o.csv"
        for path, head, lines in zip(paths, heads, (needs, offers), strict=True):
            path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
        status = main(["match", "--needs", str(paths[0]), "--offers", str(paths[1]), *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return _ask


def test_the_answer_has_pairs_their_value_its_bound_and_who_is_left_without(ask):
    status, out, _err = ask(FEW_NEEDS, FEW_OFFERS, "--json", "--debug")

    answer = json.loads(out)
    assert status == 0
    assert [(pair["need"], pair["offer"], pair["units"]) for pair in answer["pairs"]] == [
        ("hedge", "ann", 1),
        ("song", "cai", 1),
    ]
    assert answer["value"] == sum(pair["value"] for pair in answer["pairs"]) <= answer["bound"]
    assert answer["gap"] == pytest.approx(1 - answer["value"] / answer["bound"])
    assert [(one["need"], one["reason"]) for one in answer["unmet"]] == [("trip", "time"), ("bread", "skill")]
    assert answer["unmet"][0]["detail"] == {
        "helpers": 0,
        "wanted": 2,
        "left": 1,
        "changes": [{"code": "with_evenings", "could": 1}, {"code": "with_any_time", "could": 1}],
    }
    assert {(one["need"], one["offer"]) for one in answer["feasible"]} == {("hedge", "ann"), ("song", "cai")}


def test_in_words(ask):
    status, out, _err = ask(FEW_NEEDS, FEW_OFFERS, "--lang", "en")

    assert status == 0
    assert out.startswith("2 pairs to suggest\n  hedge  ←  ann")
    assert "  trip  0/2  nobody of these is free long enough at the times asked for\n" in out
    assert "      With evenings, 1 could.\n" in out


def test_what_somebody_lacks_a_language_a_check_or_the_way_is_told(ask):
    needs = [
        f"a,driving,51.7,-3.4,60,{EVENING},en,,no,1,0",
        f"b,driving,51.7,-3.4,60,{EVENING},cy,refs,no,1,0",
        f"c,driving,53.3,-4.6,60,{EVENING},cy,,no,1,0",
        f"d,driving,51.7,-3.4,60,{EVENING},cy,,no,1,0",
        f"e,driving,51.7,-3.4,60,{EVENING},cy,,no,1,1",
    ]
    _status, out, _err = ask(needs, FEW_OFFERS[1:2], "--json")

    unmet = {one["need"]: one["reason"] for one in json.loads(out)["unmet"]}
    assert unmet == {"a": "language", "b": "checks", "c": "distance", "d": "outbid"}


def test_weights_of_ones_own_change_points_and_nothing_else(ask, tmp_path):
    weights = tmp_path / "w.yaml"
    weights.write_text("helped: 5000\nworkload: 0\n")
    _status, usual, _err = ask(FEW_NEEDS, FEW_OFFERS, "--json")
    _status, own, _err = ask(FEW_NEEDS, FEW_OFFERS, "--json", "--weights", str(weights))

    for one, other in zip(json.loads(usual)["pairs"], json.loads(own)["pairs"], strict=True):
        assert (one["need"], one["offer"], one["value"] + 4000) == (
            other["need"],
            other["offer"],
            other["value"],
        )


@pytest.mark.parametrize(
    "text", ["similarity: -1", "remote: 2", "luck: 3", "- 1", "similarity: [", "a: b: c"]
)
def test_weights_that_cannot_be_are_refused(text, ask, tmp_path):
    weights = tmp_path / "w.yaml"
    weights.write_text(text)
    status, out, err = ask(FEW_NEEDS, FEW_OFFERS, "--json", "--lang", "en", "--weights", str(weights))

    assert status == 2
    assert json.loads(out)["error"] == "wrong_weights"
    assert err.startswith("These weights cannot be used: w.yaml")


@pytest.mark.parametrize(
    ("need", "column", "code"),
    [
        (f"x;y,sing,51,-3,60,{MONDAY},cy,,no,1,0", "id", "wrong_id"),
        (f"hedge,sing,51,-3,60,{MONDAY},cy,,no,1,0", "id", "repeated_id"),
        (f"x,,51,-3,60,{MONDAY},cy,,no,1,0", "skill", "wrong_skill"),
        (f"x,sing,91,-3,60,{MONDAY},cy,,no,1,0", "lat", "wrong_place"),
        (f"x,sing,,,60,{MONDAY},cy,,no,1,0", "lat", "wrong_place"),
        (f"x,sing,51,nan,60,{MONDAY},cy,,no,1,0", "lon", "wrong_place"),
        (f"x,sing,51,-3,0,{MONDAY},cy,,no,1,0", "minutes", "wrong_minutes_of_need"),
        (f"x,sing,51,-3,10081,{MONDAY},cy,,no,1,0", "minutes", "wrong_minutes_of_need"),
        (f"x,sing,51,-3,60,{MONDAY};COUNT=0,cy,,no,1,0", "windows", "window_bad_rule"),
        ("x,sing,51,-3,60,,cy,,no,1,0", "windows", "window_bad_window"),
        ("x,sing,51,-3,60,FREQ=NEVER,cy,,no,1,0", "windows", "window_bad_start"),
        (f"x,sing,51,-3,60,{MONDAY},,,no,1,0", "languages", "no_language"),
        (f"x,sing,51,-3,60,{MONDAY},cy,,perhaps,1,0", "remote", "wrong_remote"),
        (f"x,sing,51,-3,60,{MONDAY},cy,,no,-1,0", "capacity", "wrong_capacity"),
        (f"x,sing,51,-3,60,{MONDAY},cy,,no,1.5,0", "capacity", "wrong_capacity"),
        (f"x,sing,51,-3,60,{MONDAY},cy,,no,1,-2", "priority", "wrong_priority_of_need"),
        (f"x,sing,51,-3,60,{MONDAY},1;2;3;4;5;6;7;cy;en,,no,1,0", "languages", "too_many_languages"),
        (f"x,sing,51,-3,60,{MONDAY},cy,,no,1", "", "wrong_width"),
    ],
)
def test_a_need_that_cannot_be_is_refused_by_its_line_and_nothing_is_taken(need, column, code, ask):
    status, out, err = ask([*FEW_NEEDS, need], FEW_OFFERS, "--json", "--lang", "en")

    answer = json.loads(out)
    assert status == 2
    assert answer["error"] == "unreadable"
    assert ("needs", 6, column, code) in [
        (fault["file"], fault["line"], fault["column"], fault["code"]) for fault in answer["faults"]
    ]
    assert "n.csv:6: " in err


@pytest.mark.parametrize(
    ("offer", "column", "code"),
    [
        (f"ann,sing,51,-3,5,{MONDAY},cy,,no,1", "id", "repeated_id"),
        (f"x,;,51,-3,5,{MONDAY},cy,,no,1", "skills", "wrong_skill"),
        (f"x,sing,51,-3,-5,{MONDAY},cy,,no,1", "km", "wrong_km"),
        (f"x,sing,51,-3,inf,{MONDAY},cy,,no,1", "km", "wrong_km"),
        (f"x,sing,51,-3,5,{MONDAY},cy,,no,-3", "capacity", "wrong_capacity"),
        (
            "x,sing,51,-3,5,DTSTART=20261123T100000;DURATION=PT0H;FREQ=DAILY,cy,,no,1",
            "windows",
            "window_bad_minutes",
        ),
    ],
)
def test_an_offer_that_cannot_be_is_refused_by_its_line(offer, column, code, ask):
    status, out, _err = ask(FEW_NEEDS, [*FEW_OFFERS, offer], "--json")

    assert status == 2
    (fault,) = json.loads(out)["faults"]
    assert (fault["file"], fault["line"], fault["column"], fault["code"]) == ("offers", 5, column, code)


def test_an_unknown_column_is_refused(ask):
    heads = NEEDS + ",name", OFFERS.replace("km", "miles")
    status, out, _err = ask(FEW_NEEDS, FEW_OFFERS, "--json", heads=heads)

    assert status == 2
    assert [(one["file"], one["column"], one["code"]) for one in json.loads(out)["faults"]] == [
        ("needs", "name", "unknown_column"),
        ("offers", "km", "missing_column"),
        ("offers", "miles", "unknown_column"),
    ]


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["match", "--needs", str(tmp_path / "no.csv"), "--offers", "o.csv", "--json"]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out)["error"] == "no_file"
    assert "no.csv" in said.err


def test_two_tables_without_lines_have_nothing_to_match(ask):
    status, out, _err = ask([], [], "--json")

    assert status == 0
    assert json.loads(out) == {"pairs": [], "value": 0, "bound": 0, "gap": 0.0, "finished": True, "unmet": []}


def test_skills_of_one_group_of_our_list_help_each_other(ask):
    from edau.connect.skills import groups, skills_of

    group = next(iter(groups()))
    asked, given, *_rest = [skill.key for skill in skills_of(group)]
    _status, out, _err = ask(
        [f"a,{asked},51.6,-3.3,60,{MONDAY},cy,,no,1,0"],
        [f"b,{given},51.6,-3.3,5,{MONDAY},cy,,no,1"],
        "--json",
    )

    assert len(json.loads(out)["pairs"]) == 1
