"""`edau rooms`: a season's plan from two files, on the command line."""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path

import pytest

from edau.cli import main
from edau.cli.rooms import FAULTS, FINDINGS, REASONS
from edau.connect import csv_lines, rooms_files
from edau.kernels.matching import room_locks, room_reasons

SPACES = """id,name,part_of,persons,open
hall,,,100,MO-FR 18:00-22:00; SA 09:00-13:00
left,,hall,40,
small,,,20,MO-FR 09:00-12:00
"""
REQUESTS = """id,spaces,persons,minutes,times,primary,from,to,locked
choir,hall,60,120,1,MO 18:00-21:00,2026-09-07,2026-12-18,hall MO 19:00-21:00
yoga,left,15,60-90,2,MO-WE 18:00-20:00,2026-09-07,2026-12-18,
crowd,,500,60,1,,,,
tots,small,10,60,1,SA 09:00-12:00,,,
late,left,10,120,1,MO 19:00-21:00,,,
"""


@pytest.fixture
def asked(tmp_path):
    def write(spaces: str = SPACES, requests: str = REQUESTS) -> list[str]:
        (tmp_path / "s.csv").write_text(spaces, encoding="utf-8")
        (tmp_path / "r.csv").write_text(requests, encoding="utf-8")
        return ["rooms", "--spaces", str(tmp_path / "s.csv"), "--requests", str(tmp_path / "r.csv")]

    return write


def test_the_plan_as_json(asked, capsys):
    assert main([*asked(), "--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["placed"][0] == {
        "request": "choir", "space": "hall", "day": "MO", "from": "19:00", "to": "21:00", "value": 2475, "locked": True,
    }  # fmt: skip
    assert [(one["request"], one["day"], one["from"], one["to"]) for one in said["placed"][1:]] == [
        ("yoga", "TU", "18:00", "19:30"),
        ("yoga", "WE", "18:00", "19:30"),
    ]
    assert [(one["request"], one["reason"]) for one in said["rejected"]] == [
        ("crowd", "no_space_big_enough"),
        ("tots", "no_time_open"),
        ("late", "taken"),
    ]
    assert said["rejected"][2]["detail"] == {
        "placings": 1,
        "taken_by": [{"request": "choir", "placings": 1, "locked": True}],
        "would_fit": [{"change": "time", "space": "left", "day": "TU", "from": "19:30", "minutes": 120}],
    }
    assert said["findings"] == []
    assert said["value"] == said["bound"] == sum(one["value"] for one in said["placed"])
    assert said["gap"] == 0
    assert said["first_come"] == {"placed": 3, "value": said["value"], "used": said["used"]}
    # 15 Mondays of 2 hours, 15 Tuesdays and Wednesdays of 1½; 15 weeks without the last Saturday
    assert (said["used"], said["open"]) == (15 * (2 + 1.5 + 1.5), 15 * 5 * (4 + 3) + 14 * 4)


def test_without_a_step_first_come_is_first_served(asked, capsys):
    assert main([*asked(), "--json", "--steps", "0"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["first_come"]["value"] == said["value"]


def test_it_is_told_in_words_too(asked, capsys):
    assert main([*asked(), "--lang", "en"]) == 0

    said = capsys.readouterr().out
    assert said.startswith("3 meetings a week have a room.\n")
    assert "  Monday     19:00–21:00  hall  choir (locked)\n" in said
    assert "  crowd (0/1): 500 people; the largest of the rooms asked for holds 100\n" in said
    assert "  late (0/1): all that it could have is taken, most of it by choir\n" in said
    assert "    Free: left, Tuesday at 19:30, 120 minutes\n" in said


def test_locks_that_cannot_be_right_are_told_in_words(asked, capsys):
    requests = "id,persons,minutes,locked\na,5,60,left MO 18:00-19:00\nb,5,60,hall MO 18:30-19:30\n"

    assert main([*asked(requests=requests), "--lang", "en"]) == 0

    assert "! b and a are both locked into hall, Monday\n" in capsys.readouterr().out


def test_a_file_with_faults_is_refused_line_by_line(asked, capsys):
    wrong = asked(requests=REQUESTS + "x,attic,5,45,1,,,,\n")

    assert main([*wrong, "--lang", "en", "--json"]) == 2

    said = capsys.readouterr()
    assert json.loads(said.out) == {
        "error": "unreadable",
        "faults": [
            {"file": "requests", "line": 7, "column": "minutes", "code": "wrong_minutes", "value": "45"},
            {"file": "requests", "line": 7, "column": "spaces", "code": "unknown_space", "value": "attic"},
        ],
    }
    assert said.err.splitlines() == [
        f"{wrong[4]}:7: minutes: write minutes in thirties, such as 90 or 60-120 (“45”)",
        f"{wrong[4]}:7: spaces: no room has this name (“attic”)",
    ]


def test_a_file_that_is_not_there_is_refused(asked, capsys):
    words = asked()

    assert main([*words[:2], "nowhere.csv", *words[3:], "--json"]) == 2

    said = capsys.readouterr()
    assert json.loads(said.out) == {"error": "no_file", "asked": "nowhere.csv"}
    assert "nowhere.csv" in said.err


@pytest.mark.parametrize("wrong", [["--steps", "-1"], ["--seed", "x"], ["--seconds", "nan"]])
def test_a_number_that_is_none_is_refused(asked, wrong, capsys):
    with pytest.raises(SystemExit) as refused:
        main([*asked(), *wrong])

    assert refused.value.code == 2


def codes(module, of: dict[str, int]) -> set[str]:
    """The codes that a module gives, as arguments of these calls at these places."""
    found = set()
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in of and len(node.args) > of[name] and isinstance(node.args[of[name]], ast.Constant):
                found.add(node.args[of[name]].value)
    return found


def test_every_code_has_words_and_no_others_have():
    places = {"Fault": 2, "wrong": 0, "read": 1}
    assert codes(rooms_files, places) | codes(csv_lines, places) == set(FAULTS)
    assert codes(room_locks, {"Finding": 0}) == set(FINDINGS)
    assert codes(room_reasons, {"Finding": 0}) - {"taken_by", "would_fit"} == set(REASONS)


def test_every_code_is_documented():
    documented = (Path(__file__).parents[2] / "docs" / "reference" / "rooms.md").read_text(encoding="utf-8")

    assert {code for code in {*FINDINGS, *REASONS} if f"| `{code}` |" not in documented} == set()
    columns = {*rooms_files.SPACE_COLUMNS, *rooms_files.REQUEST_COLUMNS}
    assert {name for name in columns if f"`{name}`" not in documented} == set()
