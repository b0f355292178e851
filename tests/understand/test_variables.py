"""What places are compared by: chosen, named in both languages, and refused with file and field where it is wrong."""

from __future__ import annotations

import shutil
from importlib.resources import as_file
from pathlib import Path

import pytest

from edau.catalogue import CatalogueError, root
from edau.understand.catalogue import catalogue
from edau.understand.variables import read_similarity, similarity


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    with as_file(root()) as folder:
        shutil.copy(folder / "similarity.yaml", tmp_path)
    return tmp_path


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "similarity.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


class TestWhatShips:
    def test_six_themes_hold_25_variables(self):
        sizes = {theme.key: len(theme.variables) for theme in similarity().themes}
        assert sizes == {"people": 8, "language": 1, "homes": 4, "work": 4, "health": 3, "travel": 5}

    def test_what_people_will_want_to_compare_is_no_input(self):
        inputs = {one.indicator for one in similarity().variables}
        outcomes = {
            *("health_good_pct", "health_bad_pct", "employed_pct", "unemployed_pct", "no_quals_pct"),
            *("overcrowded_pct", "no_central_heating_pct", "hh_deprived_1plus_pct", "hh_deprived_2plus_pct"),
            *(key for key in catalogue().indicators if key.startswith("wimd")),
        }
        assert outcomes <= set(catalogue().indicators)
        assert inputs & outcomes == set()

    def test_neither_size_nor_setting_nor_a_count_is_an_input(self):
        units = {catalogue().indicators[one.indicator].unit for one in similarity().variables}
        assert units == {"percent", "ratio"}

    def test_themes_that_a_place_page_has_too_are_called_the_same(self):
        shared = {
            one.key: one.name
            for one in similarity().themes
            if one.key in ("people", "language", "work", "health")
        }
        assert shared == {key: catalogue().themes[key].name for key in shared}

    def test_no_wording_has_been_checked_yet(self):
        assert {one.checked for one in (*similarity().themes, *similarity().settings)} == {False}

    def test_settings_go_from_the_largest_to_one_that_fits_every_place(self):
        def setting(built_up: float, density: float) -> str:
            return next(one.key for one in similarity().settings if one.fits(built_up, density))

        assert [
            setting(*one) for one in ((400_000, 3000), (75_000, 1), (30_000, 90), (9_999, 500), (9_999, 499))
        ] == [*("large_urban", "large_urban", "urban", "compact", "open_country")]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("indicator: flats_pct", "indicator: flat_pct", r"themes\.homes\.variables\.1|flat_pct"),
        ("{indicator: flats_pct, kind: share}", "{indicator: flats_pct, kind: part}", "kind: is “part”"),
        (
            "{indicator: jobs_in_out_ratio, kind: other}",
            "{indicator: jobs_in_out_ratio, kind: share}",
            "is share, but jobs_in_out_ratio is no percentage",
        ),
        (
            "indicator: flats_pct",
            "indicator: pharmacy_minutes",
            "is share, but pharmacy_minutes is no percentage",
        ),
        (
            "{indicator: flats_pct, kind: share}",
            "{indicator: pharmacy_minutes, kind: other}",
            "is under MIT; ODbL-1.0",
        ),
        (
            "{indicator: flats_pct, kind: share}",
            "{indicator: la_ghg, kind: other}",
            "figure of the authority",
        ),
        ("indicator: flats_pct", "indicator: no_car_pct", "variables: has “no_car_pct” twice"),
        (", base: residents}", ", base: guesses}", "base: is “guesses”"),
        ("  - key: travel", "  - key: homes", "themes: has “homes” twice"),
        (
            "    least_built_up: 0\n    least_density: 0\n",
            "    least_built_up: 5\n    least_density: 0\n",
            "should end with one that fits every place",
        ),
        ("settings:\n", "colours: [red]\nsettings:\n", "colours: is not a field"),
    ],
)
def test_a_slip_is_refused_with_the_field_to_mend(copy, old, new, problem):
    edit(copy, old, new)
    with pytest.raises(CatalogueError, match=problem) as refused:
        read_similarity(copy)
    assert refused.value.file == "similarity.yaml"


def test_a_file_without_themes_is_refused(copy):
    (copy / "similarity.yaml").write_text("themes: []\nsettings: []\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="themes: should be a list of records"):
        read_similarity(copy)
