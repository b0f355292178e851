"""The files of a season's round: read whole, or refused with every fault by its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from edau.connect.rooms_files import Unreadable, clock, read_round, week_of

SPACES = """id,name,part_of,persons,open
hall,Neuadd Les,,100,MO-FR 18:00-22:00; SA 09:00-13:00
left,,hall,40,
café,"Café, large",,20,LL-GW 09:00-12:00
"""
REQUESTS = """id,spaces,persons,minutes,times,primary,secondary,from,to,priority,locked
choir,hall,60,120,1,MO 18:00-21:00,,2026-09-07,2026-12-18,1.5,hall MO 19:00-21:00
yoga,left; café,15,60-90,2,MO-WE 18:00-20:00,th 18:00-20:00,,,,
"""


def files(folder: Path, spaces: str = SPACES, requests: str = REQUESTS) -> tuple[Path, Path]:
    for name, text in (("s.csv", spaces), ("r.csv", requests)):
        (folder / name).write_bytes(text.encode())
    return folder / "s.csv", folder / "r.csv"


def faults(folder: Path, **texts: str) -> list[tuple[str, int, str, str]]:
    with pytest.raises(Unreadable) as refused:
        read_round(*files(folder, **texts))
    return [(fault.file, fault.line, fault.column, fault.code) for fault in refused.value.faults]


def test_what_is_in_the_files_is_read(tmp_path):
    read = read_round(*files(tmp_path))

    hall, left, cafe = read.spaces
    assert (hall.id, hall.name, hall.part_of, hall.persons) == ("hall", "Neuadd Les", None, 100)
    assert (left.part_of, left.open) == ("hall", hall.open)  # a part is open as its whole is
    assert cafe.name == "Café, large"
    assert hall.open[0] == sum(1 << t for t in range(36, 44))
    assert hall.open[5] == sum(1 << t for t in range(18, 26))
    assert hall.open[6] == cafe.open[5] == 0
    choir, yoga = read.requests
    assert choir.dates == (date(2026, 9, 7), date(2026, 12, 18))
    assert (choir.shortest, choir.longest, choir.priority) == (4, 4, 1.5)
    assert [(lock.space, lock.day, lock.start, lock.length) for lock in choir.locks] == [("hall", 0, 38, 4)]
    assert (yoga.spaces, yoga.shortest, yoga.longest, yoga.times) == (("left", "café"), 2, 3, 2)
    assert (yoga.dates, yoga.priority) == (None, 1.0)
    assert yoga.secondary[3] == yoga.primary[2] != 0


def test_a_spreadsheet_s_mark_blank_lines_and_other_orders_do_no_harm(tmp_path):
    spaces = "\ufeffOPEN,id,persons\r\n\r\nMO 0:00-24:00,a,5\r\n,,\r\n"

    (room,) = read_round(*files(tmp_path, spaces, "minutes,id,persons\n30,g,1\n")).spaces

    assert room.open[0] == (1 << 48) - 1


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        (",,,5,MO 18:00-19:00", "id", "wrong_id"),
        ("a;b,,,5,MO 18:00-19:00", "id", "wrong_id"),
        ("hall,,,5,MO 18:00-19:00", "id", "repeated_id"),
        ("a,,,0,MO 18:00-19:00", "persons", "wrong_persons"),
        ("a,,,-5,MO 18:00-19:00", "persons", "wrong_persons"),
        ("a,,,٥,MO 18:00-19:00", "persons", "wrong_persons"),
        ("a,,,five,MO 18:00-19:00", "persons", "wrong_persons"),
        ("a,,,5,", "open", "never_open"),
        ("a,,,5,MO 18:00-18:00", "open", "wrong_window"),
        ("a,,,5,MO 22:00-02:00", "open", "wrong_window"),
        ("a,,,5,MO 18:15-19:00", "open", "wrong_window"),
        ("a,,,5,MO 18:00-24:30", "open", "wrong_window"),
        ("a,,,5,XX 18:00-19:00", "open", "wrong_window"),
        ("a,,,5,FR-MO 18:00-19:00", "open", "wrong_window"),
        ("a,,,5,whenever", "open", "wrong_window"),
        ("a,,attic,5,MO 18:00-19:00", "part_of", "unknown_space"),
        ("a,,a,5,MO 18:00-19:00", "part_of", "part_of_itself"),
        ("a,,5,MO 18:00-19:00", "", "wrong_width"),
    ],
)
def test_a_fault_in_a_room_is_told_by_its_line(tmp_path, line, column, code):
    assert faults(tmp_path, spaces=f"{SPACES}{line}\n") == [("spaces", 5, column, code)]


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"id": "choir"}, "id", "repeated_id"),
        ({"spaces": "attic"}, "spaces", "unknown_space"),
        ({"spaces": "hall;hall"}, "spaces", "repeated_space"),
        ({"persons": ""}, "persons", "wrong_persons"),
        ({"minutes": "45"}, "minutes", "wrong_minutes"),
        ({"minutes": "90-60"}, "minutes", "wrong_minutes"),
        ({"minutes": "0"}, "minutes", "wrong_minutes"),
        ({"minutes": "1470"}, "minutes", "wrong_minutes"),
        ({"times": "0"}, "times", "wrong_times"),
        ({"times": "8"}, "times", "wrong_times"),
        ({"primary": "MO 18"}, "primary", "wrong_window"),
        ({"secondary": "MO 25:00-26:00"}, "secondary", "wrong_window"),
        ({"from": "2026-02-30", "to": "2026-12-18"}, "from", "wrong_date"),
        ({"from": "7/9/2026", "to": "2026-12-18"}, "from", "wrong_date"),
        ({"from": "2026-09-07"}, "to", "half_dates"),
        ({"to": "2026-09-07"}, "from", "half_dates"),
        ({"from": "2026-09-08", "to": "2026-09-07"}, "to", "dates_backwards"),
        ({"priority": "0"}, "priority", "wrong_priority"),
        ({"priority": "-1"}, "priority", "wrong_priority"),
        ({"priority": "nan"}, "priority", "wrong_priority"),
        ({"priority": "1e3"}, "priority", "wrong_priority"),
        ({"locked": "attic MO 18:00-19:00"}, "locked", "unknown_space"),
        ({"locked": "hall 18:00-19:00"}, "locked", "wrong_lock"),
        ({"locked": "hall MO 19:00-18:00"}, "locked", "wrong_lock"),
    ],
)
def test_a_fault_in_a_request_is_told_by_its_line(tmp_path, change, column, code):
    headings = REQUESTS.splitlines()[0].split(",")
    cells = {"id": "new", "persons": "5", "minutes": "60"} | change
    line = ",".join(cells.get(heading, "") for heading in headings)

    assert faults(tmp_path, requests=f"{REQUESTS}{line}\n") == [("requests", 4, column, code)]


@pytest.mark.parametrize(
    ("spaces", "found"),
    [
        ("", [(1, "", "empty")]),
        ("id,persons,open\n", [(1, "", "no_lines")]),
        ("id,persons\na,5\n", [(1, "open", "missing_column")]),
        ("id,persons,open,colour\na,5,,red\n", [(1, "colour", "unknown_column")]),
        ("id,persons,open,id\na,5,,b\n", [(1, "id", "repeated_column")]),
        ('id,persons,open\na,5,"MO 18:00-19:00\n', [(2, "", "not_csv")]),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path, spaces, found):
    requests = "id,persons,minutes\ng,5,60\n"

    assert faults(tmp_path, spaces=spaces, requests=requests) == [("spaces", *one) for one in found]


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    spaces, requests = files(tmp_path)
    spaces.write_bytes(SPACES.encode("latin-1"))

    with pytest.raises(Unreadable) as refused:
        read_round(spaces, requests)

    assert [fault.code for fault in refused.value.faults] == ["not_utf8"]


def test_rooms_that_are_parts_of_each_other_are_refused(tmp_path):
    round_about = "id,part_of,persons,open\na,b,5,MO 18:00-19:00\nb,a,5,MO 18:00-19:00\n"

    assert faults(tmp_path, spaces=round_about, requests="id,persons,minutes\ng,5,60\n") == [
        ("spaces", 2, "part_of", "part_of_itself"),
        ("spaces", 3, "part_of", "part_of_itself"),
    ]


def test_every_fault_of_both_files_is_told_at_once(tmp_path):
    found = faults(
        tmp_path, spaces=SPACES + "x,,,0,never\n", requests=REQUESTS + "z,,0,7,9,,,,,,\nq,,5,60,,,,,,,\n"
    )

    assert found == [
        ("spaces", 5, "persons", "wrong_persons"),
        ("spaces", 5, "open", "wrong_window"),
        ("requests", 4, "persons", "wrong_persons"),
        ("requests", 4, "minutes", "wrong_minutes"),
        ("requests", 4, "times", "wrong_times"),
    ]


def test_days_can_be_written_in_either_language():
    assert week_of("LL-SU 18:00-19:00") == week_of("mo-su 18:00-19:00")
    assert week_of("GW 18:00-18:30") == (0, 0, 0, 0, 1 << 36, 0, 0)


def test_half_hours_by_the_clock():
    assert [clock(t) for t in (0, 37, 48)] == ["00:00", "18:30", "24:00"]
