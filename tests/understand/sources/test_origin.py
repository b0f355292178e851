"""Where a source is from: its publisher's own words, and the repository and commit of our copy."""

import pytest

from edau.understand.sources.errors import SourceError
from edau.understand.sources.origin import Origin, provenance
from edau.understand.sources.publishers import OGL_ONS, ONS

LINES = """dest,size,repo,commit,path,note
cars/oa.csv,10,owner/cars,abc 2023-04-11,out/oa.csv,
cars/oa.csv,12,owner/cars,abc 2023-04-11,out/later.csv,
cars/msoa.csv,10,owner/cars,abc 2023-04-11,out/msoa.csv,
two/a.csv,1,owner/one,abc 2023-04-11,a.csv,
two/b.csv,1,owner/two,def 2023-04-11,b.csv,
"""
CARS = Origin("cars", ONS, "Cars", "Ceir", "TS045", "2023", OGL_ONS, "cars/oa.csv")


@pytest.fixture(params=["in", "beside"])
def raw(tmp_path, request):
    """A raw folder with the list of provenance in it, or beside it."""
    folder = tmp_path / "raw"
    folder.mkdir()
    where = folder if request.param == "in" else tmp_path
    (where / "provenance.csv").write_text(LINES, encoding="utf-8")
    return folder


def test_the_row_of_a_source_has_the_commit_of_our_copy_without_its_date(raw):
    row = CARS.row(raw)
    assert (row["repository"], row["commit"], row["path"]) == ("owner/cars", "abc", "out/later.csv")
    assert (row["publisher_en"], row["table"], row["licence"]) == (ONS.name_en, "TS045", "OGL-UK-3.0")
    assert row["attribution_cy"] == OGL_ONS.attribution_cy


def test_a_file_that_is_not_listed_is_of_the_one_repository_of_its_folder(raw):
    assert provenance(raw, "cars/new.csv") == ("owner/cars", "abc", "")


@pytest.mark.parametrize("path", ["two/new.csv", "nowhere/new.csv"])
def test_a_file_of_no_certain_repository_is_refused(raw, path):
    with pytest.raises(SourceError, match="no_provenance"):
        provenance(raw, path)


def test_without_the_list_nothing_is_said(tmp_path):
    folder = tmp_path / "deep" / "raw"
    folder.mkdir(parents=True)
    with pytest.raises(SourceError, match=r"provenance\.csv: missing_file"):
        CARS.row(folder)
