"""Writing: the same rows give the same bytes, in whatever order they come."""

import pytest

from edau.understand.files.package import write_package
from edau.understand.files.schema import OUTCODES
from edau.understand.files.write import write_geojson, write_table

ROWS = [{"outcode": "CF5", "live": True}, {"outcode": "CF10", "live": False, "note": 'said "old", once'}]


def test_rows_are_sorted_by_their_key_and_end_in_line_feeds(tmp_path):
    path = write_table(tmp_path, OUTCODES, ROWS)
    assert path.read_bytes() == b'outcode,live,note\nCF10,false,"said ""old"", once"\nCF5,true,\n'


def test_the_order_in_which_rows_come_does_not_matter(tmp_path):
    one = write_table(tmp_path / "one", OUTCODES, ROWS).read_bytes()
    assert write_table(tmp_path / "other", OUTCODES, ROWS[::-1]).read_bytes() == one


def test_two_rows_with_one_key_are_refused(tmp_path):
    with pytest.raises(ValueError, match="CF5"):
        write_table(tmp_path, OUTCODES, [ROWS[0], ROWS[0]])


def test_a_column_that_the_table_has_not_is_refused(tmp_path):
    with pytest.raises(ValueError, match="colour"):
        write_table(tmp_path, OUTCODES, [{"outcode": "CF5", "live": True, "colour": "red"}])


def test_features_stand_one_on_a_line_in_the_order_of_their_codes(tmp_path):
    point = {"type": "Point", "coordinates": [-3.5, 51.5]}
    text = write_geojson(tmp_path / "a.geojson", [("W2", point), ("W1", point)]).read_text(encoding="utf-8")
    geometry = '"geometry":{"type":"Point","coordinates":[-3.5,51.5]}'
    first, second = (
        '{"type":"Feature","properties":{"code":"' + code + '"},' + geometry + "}" for code in ("W1", "W2")
    )
    lines = ['{"type":"FeatureCollection","features":[', first + ",", second, "]}"]
    assert text.splitlines() == lines


def test_the_id_of_a_release_depends_on_its_data_alone(make_release):
    folder = make_release()
    before = write_package(folder, [])
    assert write_package(folder, []) == before
    write_table(folder, OUTCODES, ROWS)
    assert write_package(folder, []) != before
