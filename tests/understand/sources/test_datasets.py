"""Each dataset: declared, and refused when it is not what its importer relies on."""

import importlib
import pkgutil

import pandas as pd
import pytest

from edau.understand import sources
from edau.understand.sources import (
    census_ages,
    census_households,
    census_output_areas,
    gp_practices_2015,
    gp_practices_2022,
    hospital_sites,
    libraries,
    local_statistics,
    pharmacy_travel_times,
    small_area_changes,
    wimd_2019,
    wimd_2025,
)
from edau.understand.sources.errors import SourceError
from edau.understand.sources.shape import Shape

NOT_DATASETS = {"errors", "origin", "publishers", "shape"}
DATASETS = [name for _, name, _ in pkgutil.iter_modules(sources.__path__) if name not in NOT_DATASETS]


def _origins(name):
    module = importlib.import_module(f"{sources.__name__}.{name}")
    return [*getattr(module, "ORIGINS", ()), *([module.ORIGIN] if hasattr(module, "ORIGIN") else [])]


def _tiny(monkeypatch, tmp_path, module, frame, rows=None):
    """Let a module read a file of a few rows, of its own columns."""
    shape = Shape(module.SHAPE.path, module.SHAPE.columns, len(frame) if rows is None else rows)
    monkeypatch.setattr(module, "SHAPE", shape)
    path = tmp_path / shape.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_csv(path, index=False)
    return tmp_path


@pytest.mark.parametrize("name", DATASETS)
def test_each_dataset_says_in_both_languages_whose_it_is_and_under_which_licence(name):
    for origin in _origins(name):
        texts = (
            *(origin.title_en, origin.title_cy, origin.table, origin.published, origin.path),
            *(origin.publisher.name_en, origin.publisher.name_cy),
            *(origin.licence.url, origin.licence.attribution_en, origin.licence.attribution_cy),
        )
        assert all(texts), origin.key
    assert _origins(name)


def test_no_two_sources_share_a_key():
    keys = [origin.key for name in DATASETS for origin in _origins(name)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", DATASETS)
def test_each_dataset_that_is_not_there_is_named(name, tmp_path):
    module = importlib.import_module(f"{sources.__name__}.{name}")
    readers = [getattr(module, each) for each in ("read", "read_work") if hasattr(module, each)]
    with pytest.raises(SourceError) as refused:
        readers[0](tmp_path, *([2020] if name == "mid_year_estimates" else []))
    assert refused.value.code == "missing_file"
    assert refused.value.file


@pytest.mark.parametrize("name", DATASETS)
def test_each_raw_file_has_the_shape_that_is_declared(name, raw):
    module = importlib.import_module(f"{sources.__name__}.{name}")
    for each in ("read", "read_work", "read_migration", "read_msoas"):
        if hasattr(module, each):
            found = getattr(module, each)(raw, *([2017] if name == "mid_year_estimates" else []))
            assert found is not None
    assert [origin.row(raw)["commit"] for origin in _origins(name)]


def test_a_category_knows_the_table_it_is_of():
    assert census_output_areas.key_of("number_of_cars_5a-000") == "census2021_ts045"
    assert census_output_areas.key_of("hours_per_week_worked-001") == "census2021_ts059"


def test_percentages_above_a_hundred_are_refused_with_their_category(monkeypatch, tmp_path):
    frame = pd.DataFrame(
        {column: [50.0] for column in census_output_areas.SHAPE.columns} | {"oa21_code": ["W1"]}
    )
    frame["migrant_ind-002"] = 100.1
    raw = _tiny(monkeypatch, tmp_path, census_output_areas, frame)
    with pytest.raises(SourceError, match=r"migrant_ind-002.*out_of_range"):
        census_output_areas.read(raw)


def test_households_that_a_table_gives_differently_for_one_area_are_refused(monkeypatch, tmp_path):
    frame = pd.DataFrame({"oa21_code": ["W1", "W1"], "total_households": [100.0, 101.0]})
    with pytest.raises(SourceError, match="total_households"):
        census_households.read(_tiny(monkeypatch, tmp_path, census_households, frame))


def test_an_unknown_age_group_is_refused(monkeypatch, tmp_path):
    frame = pd.DataFrame(
        {"lsoa21_code": ["W1"], "age_group": ["Aged 16 to 64 years"], "usual_residents": ["10"]}
    )
    with pytest.raises(SourceError, match=r"age_group.*unknown_code"):
        census_ages.read(_tiny(monkeypatch, tmp_path, census_ages, frame))


def test_a_missing_age_group_of_an_area_is_refused(monkeypatch, tmp_path):
    groups = list(census_ages.GROUPS)
    frame = pd.DataFrame({"lsoa21_code": ["W1"] * 5, "age_group": groups[:5], "usual_residents": ["10"] * 5})
    frame.loc[5] = ["W2", groups[5], "10"]
    with pytest.raises(SourceError, match="missing_value"):
        census_ages.read(_tiny(monkeypatch, tmp_path, census_ages, frame))


def _wimd(overall, income):
    columns = {column: ["1", "2", ""] for column in wimd_2025.SHAPE.columns}
    return pd.DataFrame(
        {**columns, "LSOA code": ["W1", "W2", ""], "WIMD 2025": [*overall, ""], "Income": [*income, ""]}
    )


def test_ranks_of_wimd_2025_are_read_without_the_empty_foot(monkeypatch, tmp_path):
    monkeypatch.setattr(wimd_2025, "LSOAS", 2)
    ranks = wimd_2025.read(_tiny(monkeypatch, tmp_path, wimd_2025, _wimd("12", "11")))
    assert (ranks["overall"].tolist(), ranks["income"].tolist()) == ([1, 2], [1, 1])


def test_an_overall_rank_that_comes_twice_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(wimd_2025, "LSOAS", 2)
    with pytest.raises(SourceError, match=r"WIMD 2025.*repeated"):
        wimd_2025.read(_tiny(monkeypatch, tmp_path, wimd_2025, _wimd("11", "12")))


def test_a_missing_rank_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(wimd_2025, "LSOAS", 2)
    with pytest.raises(SourceError, match=r"Income.*missing_value"):
        wimd_2025.read(_tiny(monkeypatch, tmp_path, wimd_2025, _wimd("12", ["1", ""])))


def test_ranks_of_2019_must_each_come_once(monkeypatch, tmp_path):
    monkeypatch.setattr(wimd_2019, "LSOAS", 2)
    frame = pd.DataFrame({"lsoa11_code": ["W1", "W2"], "IMD_rank": ["2", "2"]})
    with pytest.raises(SourceError, match=r"IMD_rank.*repeated"):
        wimd_2019.read(_tiny(monkeypatch, tmp_path, wimd_2019, frame))


def test_a_change_of_areas_that_is_not_known_is_refused(monkeypatch, tmp_path):
    frame = pd.DataFrame({"lsoa11_code": ["W1"], "change_code": ["X"], "lsoa21_code": ["W2"]})
    with pytest.raises(SourceError, match=r"change_code.*unknown_code"):
        small_area_changes.read(_tiny(monkeypatch, tmp_path, small_area_changes, frame))


@pytest.mark.parametrize(
    ("capitals", "written"),
    [
        ("DR HM PERRY'S PRACTICE", "Dr HM Perry's practice"),
        ("DR GJ HAYES'PRACTICE", "Dr GJ Hayes' practice"),
        ("DT JC NAUNTON-MORGANS' PRACTICE", "Dr JC Naunton-Morgans' practice"),
        ("NEW TYNEWYDD SURGERY", "New Tynewydd Surgery"),
    ],
)
def test_names_in_capitals_are_written_as_names(capitals, written):
    assert gp_practices_2015.as_written(capitals) == written


def test_only_active_practices_of_wales_are_surgeries(monkeypatch, tmp_path):
    rows = [
        ("W91001", "DR A SMITH'S PRACTICE", "CF37 1AA", "A"),
        ("W91002", "DR G LOCUM'S PRACTICE", "CF37 1AB", "A"),
        ("W91003", "LOCUM F", "CF37 1AC", "A"),
        ("W91004", "NIGHTINGALE HOUSE HOSPICE", "LL13 1AA", "A"),
        ("W91005", "DR B JONES' PRACTICE", "CF37 1AD", "C"),
        ("A91168", "BRAWDY MEDICAL CENTRE", "SA62 6NN", "A"),
    ]
    frame = pd.DataFrame(rows, columns=list(gp_practices_2015.SHAPE.columns))
    found = gp_practices_2015.read(_tiny(monkeypatch, tmp_path, gp_practices_2015, frame))
    assert found["name"].tolist() == ["Dr A Smith's practice", "Dr G Locum's practice"]


def test_surgeries_without_names_are_named_by_their_postcode_once(monkeypatch, tmp_path):
    frame = pd.DataFrame({"postcode": ["CF834AU", "cf83 4au", "LL113NS"]})
    found = gp_practices_2022.read(_tiny(monkeypatch, tmp_path, gp_practices_2022, frame))
    assert found["name_cy"].tolist() == ["Meddygfa, CF83 4AU", "Meddygfa, LL11 3NS"]


def test_closed_libraries_are_left_out(monkeypatch, tmp_path):
    frame = pd.DataFrame(
        [("Amlwch Library", "LL68 9EA", ""), ("Old Library", "LL68 9EB", "2014")],
        columns=libraries.SHAPE.columns,
    )
    assert libraries.read(_tiny(monkeypatch, tmp_path, libraries, frame))["name"].tolist() == [
        "Amlwch Library"
    ]


def test_hospitals_keep_both_names(monkeypatch, tmp_path):
    rows = [("Abergele Hospital", "Ysbyty Abergele", "LL22 8DP"), ("Ysbyty Gwynedd", "", "LL57 2PW")]
    frame = pd.DataFrame(rows, columns=hospital_sites.SHAPE.columns)
    found = hospital_sites.read(_tiny(monkeypatch, tmp_path, hospital_sites, frame))
    assert found["name_cy"].tolist() == ["Ysbyty Abergele", ""]


def test_the_nearest_pharmacy_counts(monkeypatch, tmp_path):
    frame = pd.DataFrame({"msoa21_code": ["W1", "W1", "W2"], "travel_time_mins": ["9.5", "7.5", "12"]})
    found = pharmacy_travel_times.read(_tiny(monkeypatch, tmp_path, pharmacy_travel_times, frame))
    assert found.to_dict() == {"W1": 7.5, "W2": 12}


def _series(tmp_path, monkeypatch, **row):
    usual = dict.fromkeys(local_statistics.COLUMNS, "")
    usual |= {"areacd": "W06000001", "indicator": "No qualifications", "period": "2023", "observation": "5"}
    monkeypatch.setattr(local_statistics, "DATASETS", {"qualifications-none-gb": None})
    shape = Shape(local_statistics.SHAPES["qualifications-none-gb"].path, local_statistics.COLUMNS, 1)
    monkeypatch.setitem(local_statistics.SHAPES, "qualifications-none-gb", shape)
    path = tmp_path / shape.path
    path.parent.mkdir(parents=True)
    pd.DataFrame([usual | row]).to_csv(path, index=False)
    return local_statistics.read(tmp_path).iloc[0]


def test_a_series_is_named_by_its_dataset_and_indicator(tmp_path, monkeypatch):
    point = _series(tmp_path, monkeypatch, lci_95="4", uci_95="6")
    assert point["series"] == "qualifications-none-gb/no-qualifications"
    assert (point["value"], point["lower"], point["upper"], point["status"]) == (5, 4, 6, "")


def test_what_the_publisher_calls_unreliable_is_marked(tmp_path, monkeypatch):
    point = _series(tmp_path, monkeypatch, notes="Estimate and confidence interval unreliable since …")
    assert (point["status"], point[["lower", "upper"]].isna().all()) == ("u", True)


def test_limits_that_do_not_hold_the_value_are_refused(tmp_path, monkeypatch):
    with pytest.raises(SourceError, match=r"lci_95.*out_of_range"):
        _series(tmp_path, monkeypatch, lci_95="5.5", uci_95="6")


def test_an_area_outside_wales_is_refused(tmp_path, monkeypatch):
    with pytest.raises(SourceError, match=r"areacd.*unknown_code"):
        _series(tmp_path, monkeypatch, areacd="E06000001")
