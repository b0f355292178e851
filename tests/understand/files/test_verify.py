"""Verifying: whatever is wrong with a release is told with file and line."""

import pytest

from edau.understand.files.errors import Problem
from edau.understand.files.package import write_package
from edau.understand.files.verify import MOST, verify


def _told(folder):
    return [(problem.file, problem.line, problem.code) for problem in verify(folder)]


def test_a_whole_release_has_no_problems(release):
    assert verify(release) == []


def test_one_changed_byte_is_noticed_even_where_the_value_still_fits(release, change):
    change(release / "observations.csv", "24.72", "24.73")
    assert _told(release) == [("observations.csv", 0, "changed_file")]


def test_a_changed_byte_in_a_file_that_is_no_table_is_noticed(release):
    (release / "postcodes.bin").write_bytes(b"postcodEs")
    assert _told(release) == [("postcodes.bin", 0, "changed_file"), ("postcodes.bin", 0, "not_postcodes")]


def test_a_wrong_type_is_told_with_its_line_column_and_text(release, change):
    change(release / "areas.csv", "31018", "many")
    write_package(release, [])
    expected = Problem("areas.csv", 5, "type", {"column": "population", "text": "many"})
    assert verify(release) == [expected]


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        ("areas.csv", "country", "kingdom", ("areas.csv", 6, "enum")),
        ("areas.csv", ",0.5,", ",1.5,", ("areas.csv", 2, "maximum")),
        ("observations.csv", "wilson,e,A,OA,2021,census\nW92", "wilson,e,,OA,2021,census\nW92", 3),
        ("flows_work.csv", "12.3", "0.3", ("flows_work.csv", 2, "minimum")),
        ("series.csv", "2024-01-01/P1Y", "last year", ("series.csv", 2, "pattern")),
        ("series.csv", "2024-01-01/P1Y", "2024-13-01/P1Y", ("series.csv", 2, "pattern")),
        ("series.csv", "2024-01-01/P1Y", "2024-02-30", ("series.csv", 2, "pattern")),
        ("series.csv", "2024-01-01/P1Y", "2024/2023", ("series.csv", 2, "pattern")),
        (
            "boundaries/places.geojson",
            '"Polygon"',
            '"Point"',
            ("boundaries/places.geojson", 2, "not_a_shape"),
        ),
        ("boundaries/places.geojson", "51.7", "151.7", ("boundaries/places.geojson", 2, "not_a_shape")),
        ("boundaries/places.geojson", "[-3.2,51.6],", "", ("boundaries/places.geojson", 2, "not_a_shape")),
        ("boundaries/places.geojson", "[-3.2,51.6]", "7", ("boundaries/places.geojson", 2, "not_json")),
        ("localities.csv", "W01001234", "W01009999", ("localities.csv", 2, "unknown_reference")),
        ("odbl/stations.csv", "points", "nowhere", ("odbl/stations.csv", 2, "unknown_reference")),
        ("sources.csv", "points,", "census,", ("sources.csv", 3, "repeated")),
        ("outcodes.csv", "CF37", "CF1", ("outcodes.csv", 3, "unsorted")),
        (
            "boundaries/places.geojson",
            "W38000081",
            "W38000099",
            ("boundaries/places.geojson", 2, "unknown_reference"),
        ),
    ],
)
def test_each_fault_is_told_with_its_line(release, change, file, before, after, told):
    change(release / file, before, after)
    write_package(release, [])
    expected = (file, told, "required") if isinstance(told, int) else told
    assert expected in _told(release)


def test_two_neighbours_of_one_rank_are_told(make_release):
    found = {"place": "W38000081", "rank": 1, "distance": 0.5, "stability": 0.9}
    release = make_release(neighbours=[found | {"neighbour": code} for code in ("W38000081", "W38000082")])
    assert _told(release) == [
        ("neighbours.csv", 3, "repeated"),
        ("neighbours.csv", 3, "unknown_reference"),
    ]


def test_an_area_that_has_two_shapes_is_told(release):
    file = release / "boundaries" / "places.geojson"
    head, shape, *rest = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([head, shape.removesuffix(",") + ",", shape, *rest]) + "\n", encoding="utf-8")
    write_package(release, [])
    assert _told(release) == [("boundaries/places.geojson", 3, "repeated")]


def test_postcodes_that_are_no_file_of_postcodes_are_told_even_where_the_hash_fits(release):
    (release / "postcodes.bin").write_bytes(b"postcodes")
    write_package(release, [])
    assert _told(release) == [("postcodes.bin", 0, "not_postcodes")]


def test_a_missing_file_is_told_once(release):
    (release / "series.csv").unlink()
    assert _told(release) == [("series.csv", 0, "missing_file")]


def test_a_file_that_the_description_does_not_know_is_told(release):
    path = release / "series.csv"
    content = path.read_bytes()
    path.unlink()
    write_package(release, [])
    path.write_bytes(content)
    assert _told(release) == [("series.csv", 0, "undescribed_file")]


def test_a_description_that_was_put_together_from_two_is_told(release, change):
    identity = "0" * 64
    text = (release / "datapackage.json").read_text(encoding="utf-8")
    before = text.split('"id": "')[1][:64]
    change(release / "datapackage.json", before, identity)
    assert _told(release) == [("datapackage.json", 0, "changed_id")]


def test_without_a_description_nothing_else_can_be_said(release):
    (release / "datapackage.json").unlink()
    assert _told(release) == [("datapackage.json", 0, "missing_file")]


def test_an_empty_folder_is_no_release(tmp_path):
    assert _told(tmp_path) == [("datapackage.json", 0, "missing_file")]


def test_a_file_wrong_in_every_line_does_not_flood_the_reader(make_release):
    many = [{"outcode": f"CF{number}", "live": True} for number in range(10, 99)]
    folder = make_release(outcodes=many)
    path = folder / "outcodes.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("true", "yes"), encoding="utf-8")
    write_package(folder, [])
    told = _told(folder)
    assert len(told) == MOST + 1
    assert told[-1][2] == "more"


def test_a_problem_can_be_written_as_json():
    problem = Problem("areas.csv", 5, "type", {"column": "population"})
    assert problem.as_dict() == {
        "file": "areas.csv",
        "line": 5,
        "code": "type",
        "params": {"column": "population"},
    }
