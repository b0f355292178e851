"""A raw file that is not what its importer relies on is refused, with the file's and the column's name."""

import json
from pathlib import Path

import pandas as pd
import pytest

from edau.understand.sources.errors import SourceError
from edau.understand.sources.shape import Shape, numbers, read_csv, read_geojson, read_parquet, unique

SHAPE = Shape("folder/table.csv", ("code", "people"), 2)
OUTLINES = Shape("outlines.geojson", ("code",), 1)


@pytest.fixture
def write(tmp_path):
    def write(text: str, path: str = SHAPE.path) -> Path:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def _refusal(deed):
    with pytest.raises(SourceError) as refused:
        deed()
    error = refused.value
    return error.file, error.column, error.code


def test_a_file_of_the_right_shape_is_read_as_text_in_the_declared_columns(write):
    raw = write("people ,other,code\n12,x,W1\n,y,W2\n")
    assert read_csv(raw, SHAPE).to_dict("list") == {"code": ["W1", "W2"], "people": ["12", ""]}


def test_a_missing_file_is_named(tmp_path):
    assert _refusal(lambda: read_csv(tmp_path, SHAPE)) == ("folder/table.csv", "", "missing_file")


def test_a_missing_column_is_named(write):
    raw = write("code,population\nW1,12\nW2,13\n")
    assert _refusal(lambda: read_csv(raw, SHAPE)) == ("folder/table.csv", "people", "missing_column")


def test_too_few_rows_are_told_with_both_numbers(write):
    raw = write("code,people\nW1,12\n")
    with pytest.raises(SourceError) as refused:
        read_csv(raw, SHAPE)
    assert (refused.value.code, refused.value.params) == ("wrong_rows", {"expected": 2, "got": 1})
    assert str(refused.value) == "folder/table.csv: wrong_rows {'expected': 2, 'got': 1}"


def test_a_shape_without_a_number_of_rows_takes_any(write):
    raw = write("code,people\nW1,12\n")
    assert len(read_csv(raw, Shape(SHAPE.path, SHAPE.columns))) == 1


def test_a_file_that_is_no_table_is_unreadable(write):
    assert _refusal(lambda: read_csv(write('code,people\n"W1,12\n'), SHAPE))[2] == "unreadable"
    assert _refusal(lambda: read_parquet(write("PAR"), SHAPE))[2] == "unreadable"
    assert _refusal(lambda: read_geojson(write("{}", OUTLINES.path), OUTLINES))[2] == "unreadable"


def test_a_word_where_a_number_must_be_is_told_with_its_column():
    frame = pd.DataFrame({"people": ["12", "many"]})
    assert _refusal(lambda: numbers(frame, "people", SHAPE, 0, 100)) == (SHAPE.path, "people", "not_a_number")


def test_a_number_that_cannot_be_is_told_with_its_column():
    frame = pd.DataFrame({"people": ["12", "101"]})
    assert _refusal(lambda: numbers(frame, "people", SHAPE, 0, 100)) == (SHAPE.path, "people", "out_of_range")


def test_missing_numbers_stay_missing():
    values = numbers(pd.DataFrame({"people": ["12", "", None]}), "people", SHAPE, 0, 100)
    assert values.isna().tolist() == [False, True, True]


@pytest.mark.parametrize(("codes", "code"), [(["W1", "W1"], "repeated"), (["W1", ""], "missing_value")])
def test_a_code_that_comes_twice_or_is_missing_is_refused(codes, code):
    frame = pd.DataFrame({"code": codes})
    assert _refusal(lambda: unique(frame, "code", SHAPE)) == (SHAPE.path, "code", code)


def test_outlines_are_read_valid_with_their_properties(write):
    bow_tie = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}
    feature = {"type": "Feature", "properties": {"code": "W1"}, "geometry": bow_tie}
    frame = read_geojson(write(json.dumps({"features": [feature]}), OUTLINES.path), OUTLINES)
    assert frame["code"].tolist() == ["W1"]
    assert (frame["geometry"][0].is_valid, frame["geometry"][0].area) == (True, 2)
