"""Reading: typed rows, until the first damaged line."""

import pytest

from edau.understand.files import read
from edau.understand.files.errors import ReleaseError
from edau.understand.files.rows import FlowRow, LsoaPlaceRow, OutcodeRow


def _refusal(rows):
    with pytest.raises(ReleaseError) as refused:
        list(rows)
    error = refused.value
    return error.file, error.line, error.code


def test_rows_come_typed_and_in_order(release):
    assert list(read.outcodes(release)) == [OutcodeRow("CF3", False, "retired"), OutcodeRow("CF37", True, "")]
    assert list(read.flows_work(release)) == [FlowRow("W38000081", "none", 12.3)]
    assert next(read.lsoa_places(release)) == LsoaPlaceRow("W01001234", "", 750)


def test_a_missing_number_is_none_and_a_missing_text_is_empty(release):
    wales = next(row for row in read.areas(release) if row.code == "W92000004")
    assert (wales.area_km2, wales.authority, wales.population) == (None, "", 3107503)


def test_counts_of_small_areas_come_by_column(release):
    row = next(read.lsoa_counts(release))
    assert row.lsoa == "W01001234"
    assert (row.counts["persons"], row.counts["wimd25_overall_rank"], row.counts["welsh_2011_pct"]) == (
        1500.5,
        1,
        None,
    )


def test_the_rows_before_the_damage_are_given(release, change):
    change(release / "outcodes.csv", "CF37,true", "CF37,maybe")
    rows = read.outcodes(release)
    assert next(rows).outcode == "CF3"
    assert _refusal(rows) == ("outcodes.csv", 3, "type")


def test_a_missing_file_is_named(release):
    (release / "odbl" / "stations.csv").unlink()
    assert _refusal(read.stations(release)) == ("odbl/stations.csv", 0, "missing_file")


def test_a_lost_column_is_told_with_its_name(release, change):
    change(release / "outcodes.csv", "outcode,live,note", "outcode,note")
    with pytest.raises(ReleaseError) as refused:
        list(read.outcodes(release))
    assert (refused.value.code, refused.value.line) == ("wrong_columns", 1)
    assert refused.value.params == {"missing": "live", "unknown": ""}


def test_a_file_cut_short_is_told_at_its_last_line(release):
    path = release / "areas.csv"
    path.write_bytes(path.read_bytes()[:-30])
    assert _refusal(read.areas(release)) == ("areas.csv", 6, "wrong_width")


def test_an_empty_file_has_the_wrong_columns(release):
    (release / "areas.csv").write_bytes(b"")
    assert _refusal(read.areas(release)) == ("areas.csv", 1, "wrong_columns")


def test_bytes_that_are_no_text_are_told_with_their_line(release):
    path = release / "outcodes.csv"
    path.write_bytes(path.read_bytes().replace(b"CF37", b"CF\xff7"))
    assert _refusal(read.outcodes(release)) == ("outcodes.csv", 3, "not_utf8")


def test_an_open_quotation_mark_is_no_table(release, change):
    change(release / "outcodes.csv", "CF37,true,", 'CF37,true,"')
    assert _refusal(read.outcodes(release))[2] == "not_csv"


def test_lines_are_counted_as_a_person_counts_them_even_after_a_line_break_in_a_cell(make_release, change):
    notes = [
        {"outcode": "CF1", "live": False, "note": "two\nlines"},
        {"outcode": "CF2", "live": False, "note": "x"},
    ]
    folder = make_release(outcodes=notes)
    change(folder / "outcodes.csv", "CF2,false", "CF2,no")
    assert _refusal(read.outcodes(folder)) == ("outcodes.csv", 4, "type")


def test_outlines_come_with_their_codes(release):
    ((code, geometry),) = read.boundaries(release, "places")
    assert (code, geometry["type"]) == ("W38000081", "Polygon")


def test_a_damaged_outline_is_told_with_its_line(release, change):
    change(release / "boundaries" / "places.geojson", '"geometry"', '"geometry')
    assert _refusal(read.boundaries(release, "places")) == ("boundaries/places.geojson", 2, "not_json")


def test_a_half_written_layer_of_outlines_is_refused(release):
    path = release / "boundaries" / "lsoas.geojson"
    path.write_bytes(path.read_bytes()[:-4])
    assert _refusal(read.boundaries(release, "lsoas"))[2] == "not_json"


def test_the_release_goes_by_the_first_twelve_digits_of_its_id(release):
    assert read.release_id(release) == read.description(release)["id"][:12]


def test_a_half_written_description_is_refused_with_its_line(release):
    path = release / "datapackage.json"
    path.write_text("\n".join(path.read_text(encoding="utf-8").splitlines()[:9]), encoding="utf-8")
    with pytest.raises(ReleaseError) as refused:
        read.description(release)
    assert (refused.value.file, refused.value.line, refused.value.code) == ("datapackage.json", 9, "not_json")


def test_a_description_of_something_else_is_refused(release):
    (release / "datapackage.json").write_text('["something else"]', encoding="utf-8")
    with pytest.raises(ReleaseError, match="not_json"):
        read.description(release)
