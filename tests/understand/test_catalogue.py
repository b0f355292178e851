"""The catalogue that ships is whole and right; a slip is refused with the file and the field to mend."""

from __future__ import annotations

import csv
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from edau.catalogue import CatalogueError, root
from edau.understand.catalogue import OfficialText, Wording, catalogue, official, read_catalogue, slug


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the catalogue that a citizen is editing."""
    with as_file(root()) as folder:
        shutil.copytree(folder, tmp_path / "catalogue", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    return tmp_path / "catalogue"


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder.joinpath(*file.split("/"))
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")


class TestWhatShips:
    def test_every_theme_has_indicators_in_an_order_of_their_own(self):
        themes = catalogue().themes
        assert list(themes) == [
            "people",
            "language",
            "homes",
            "work",
            "health",
            "services",
            "deprivation",
            "environment",
        ]
        for key in themes:
            orders = [one.order for one in catalogue().of_theme(key)]
            assert len(orders) == len(set(orders)) > 0, key

    def test_there_are_80_indicators_and_57_series(self):
        assert (len(catalogue().indicators), len(catalogue().series)) == (80, 57)

    def test_the_figures_of_an_authority_name_their_series_and_no_others_do(self):
        named = {one.key for one in catalogue().indicators.values() if one.series}
        assert named == {key for key in catalogue().indicators if key.startswith("la_")}
        assert len(named) == 13
        assert named == {one.key for one in catalogue().indicators.values() if one.level == "LA"}

    def test_an_authority_figure_agrees_with_its_series(self):
        for one in catalogue().indicators.values():
            if one.series:
                series = catalogue().series[one.series]
                assert (one.unit, one.source, one.theme, one.interval) == (
                    series.unit,
                    series.source,
                    series.theme,
                    series.interval,
                ), one.key

    def test_a_place_page_shows_nine_series_in_order(self):
        assert [one.on_page for one in catalogue().series_on_page()] == list(range(1, 10))

    def test_shares_of_a_census_have_a_base_and_everything_without_an_interval_says_why(self):
        for one in catalogue().indicators.values():
            if one.interval == "wilson":
                assert one.base is not None, one.key
                assert one.unit == "percent", one.key
            else:
                assert one.interval == "published" or one.interval.startswith("none:"), one.key

    def test_most_figures_have_no_good_or_bad_side(self):
        with_a_side = {one.key for one in catalogue().indicators.values() if one.polarity != "none"}
        assert with_a_side == {"la_anxiety", "la_child_poverty", "la_ghg"}

    def test_no_welsh_that_nobody_has_read_counts_as_checked(self):
        for table in (catalogue().indicators, catalogue().series, catalogue().themes, catalogue().gaps):
            assert {one.checked for one in table.values()} == {False}

    def test_links_to_the_goals_are_called_our_own(self):
        own = {one.goals_link for one in catalogue().indicators.values()}
        assert own | {one.goals_link for one in catalogue().national_indicators.values()} == {"own"}

    def test_official_titles_are_those_of_the_index_the_act_and_the_census(self):
        official_titles = {one.key for one in catalogue().indicators.values() if one.official_title}
        index = {key for key in catalogue().indicators if key.startswith("wimd")}
        assert official_titles == index | {"disabled_pct", "hh_deprived_1plus_pct", "hh_deprived_2plus_pct"}

    def test_the_base_in_words_comes_from_the_whole(self):
        one = catalogue().indicators["no_car_pct"]
        assert (one.of.cy, one.of.en) == ("o’r aelwydydd", "of households")
        assert catalogue().indicators["n_school"].of is None


def rows(table: str) -> list[dict[str, str]]:
    with files("edau.release").joinpath(*table.split("/")).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


class TestAgainstTheRelease:
    """What the catalogue says of a figure is what the release that ships with it holds."""

    def test_period_interval_level_and_source_agree(self):
        held = {
            (row["indicator"], row["period"], row["interval"], row["level"], row["source"])
            for table in ("observations.csv", "odbl/observations.csv")
            for row in rows(table)
        }
        of_places = [
            one
            for one in catalogue().indicators.values()
            if not one.series and one.key != "top_work_destination"
        ]
        assert held == {(one.key, one.period, one.interval, one.level, one.source) for one in of_places}

    def test_every_source_that_is_named_is_described(self):
        described = {row["key"] for row in rows("sources.csv")}
        named = [*catalogue().indicators.values(), *catalogue().series.values()]
        assert {one.source for one in named} - described == set()

    def test_every_series_is_held_and_only_those_with_limits_are_called_published(self):
        with_limits: dict[str, bool] = {}
        last: dict[str, str] = {}
        for row in rows("series.csv"):
            key = row["series"]
            with_limits[key] = with_limits.get(key, False) or row["lower"] != ""
            last[key] = max(last.get(key, ""), row["period"])
        assert with_limits == {key: one.interval == "published" for key, one in catalogue().series.items()}
        assert {one.key: one.period for one in catalogue().indicators.values() if one.series} == {
            one.key: last[one.series] for one in catalogue().indicators.values() if one.series
        }


class TestSeriesKeys:
    @pytest.mark.parametrize(
        ("dataset", "figure", "key"),
        [
            (
                "healthy-life-expectancy",
                "Female healthy life expectancy",
                "healthy-life-expectancy/female-healthy-life-expectancy",
            ),
            (
                "housing-affordability-ratio",
                "Housing affordability ratio (residence-based)",
                "housing-affordability-ratio/housing-affordability-ratio-residence-based",
            ),
            ("museums", "museums", "museums/museums"),
        ],
    )
    def test_a_key_is_the_data_set_and_the_figure_in_small_letters_and_hyphens(self, dataset, figure, key):
        assert slug(dataset, figure) == key
        assert key in catalogue().series


class TestStatute:
    def test_there_are_seven_goals_five_ways_fifty_indicators_and_seventeen_milestones(self):
        one = catalogue()
        assert [goal.number for goal in one.goals.values()] == list(range(1, 8))
        assert list(one.ways) == ["long_term", "integration", "involvement", "collaboration", "prevention"]
        assert list(one.national_indicators) == list(range(1, 51))
        assert list(one.milestones) == list(range(1, 18))
        assert len({milestone.indicator for milestone in one.milestones.values()}) == 16

    def test_the_first_goal_speaks_of_fair_work(self):
        text = catalogue().goals["prosperous"].description
        assert text.en.endswith("through securing fair work.")
        assert "decent work" not in text.en

    def test_the_welsh_of_before_2023_is_not_shown_as_official(self):
        text = catalogue().goals["prosperous"].description
        shown = official(text, "cy")
        assert text.cy.endswith("drwy gael gafael ar waith addas.")
        assert shown == Wording(
            text.en, "en", official=True, label=text.cy_label, notice="disgrifiad answyddogol"
        )

    def test_welsh_that_was_seen_is_shown_as_it_stands(self):
        text = catalogue().goals["resilient"].description
        assert official(text, "cy") == Wording(text.cy, "cy", official=True, label=None, notice=None)

    def test_english_that_was_not_seen_is_never_official(self):
        text = catalogue().national_indicators[4].text
        assert official(text, "en") == Wording(
            text.en, "en", official=False, label=None, notice="unofficial description"
        )
        assert official(text, "cy").official is False

    def test_only_what_was_seen_is_checked(self):
        checked = {n for n, one in catalogue().national_indicators.items() if one.text.en_checked}
        assert checked == {1, 2, 3, 5, 23, 47}
        assert {n for n, one in catalogue().national_indicators.items() if one.text.cy_checked} == {2, 3, 5}
        assert {n for n, one in catalogue().milestones.items() if one.text.en_checked} == {2, 3, 4, 5, 8}
        assert not any(one.text.cy_checked for one in catalogue().milestones.values())
        welsh = {key for key, one in catalogue().goals.items() if one.description.cy_checked}
        assert welsh == {"resilient", "healthier", "equal", "cohesive", "vibrant"}

    def test_every_official_text_has_a_plain_welsh_label_of_our_own(self):
        texts = [one.text for one in catalogue().national_indicators.values()]
        texts += [one.text for one in catalogue().milestones.values()]
        assert len({text.cy_label for text in texts}) == 67
        assert all(text.cy_label != text.en for text in texts)

    def test_a_flag_that_is_a_word_does_not_count(self, copy):
        edit(
            copy,
            "statute/milestones.yaml",
            'en: "A million Welsh speakers by 2050"\n    en_checked: true',
            'en: "A million Welsh speakers by 2050"\n    en_checked: "true"',
        )
        assert read_catalogue(copy).milestones[8].text.en_checked is False

    def test_checked_welsh_that_is_not_there_is_refused(self, copy):
        seen = 'en: "A million Welsh speakers by 2050"\n    en_checked: true\n    cy: null\n    cy_checked: '
        edit(copy, "statute/milestones.yaml", seen + "false", seen + "true")
        with pytest.raises(CatalogueError, match=r"statute/milestones\.yaml: 8\.text\.cy_checked: is true"):
            read_catalogue(copy)

    def test_our_label_is_what_stands_in_where_there_is_no_welsh_at_all(self):
        text = OfficialText("Words", True, None, False, "Geiriau", None)
        assert official(text, "cy") == Wording(
            "Words", "en", official=True, label="Geiriau", notice="disgrifiad answyddogol"
        )


class TestGaps:
    def test_a_small_place_is_told_what_its_size_hides_and_a_town_is_not(self):
        codes = {gap.code for gap in catalogue().gaps_for("place", 1_999)}
        assert codes - {gap.code for gap in catalogue().gaps_for("place", 2_000)} == {"too_small"}

    def test_a_size_that_is_not_known_counts_as_small(self):
        assert catalogue().gaps_for("place", None) == catalogue().gaps_for("place", 10)

    def test_the_whole_of_wales_lacks_other_things_than_a_town(self):
        assert "national_indicators" in {gap.code for gap in catalogue().gaps_for("country", 3_107_500)}
        assert "national_indicators" not in {gap.code for gap in catalogue().gaps_for("place", 31_018)}


class TestSlips:
    """Each slip names the file and the field, so that somebody who writes no code can put it right."""

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("theme: homes", "theme: houses", "indicators/no_car_pct.yaml: theme: is “houses”"),
            (
                "decimals: 1",
                "decimals: one",
                "indicators/no_car_pct.yaml: decimals: should be a whole number",
            ),
            (
                "on_page: true",
                "on_page: yes please",
                "indicators/no_car_pct.yaml: on_page: should be true or false",
            ),
            ("goals: [equal,", "goals: [fair,", "indicators/no_car_pct.yaml: goals: names “fair”"),
            ("review: 2027-11-01", "review: soon", "indicators/no_car_pct.yaml: review: should be a date"),
            (
                "polarity: none\n",
                "polarity: none\ncolour: red\n",
                "indicators/no_car_pct.yaml: colour: is not a field",
            ),
            ("licence: OGL-UK-3.0\n", "", "indicators/no_car_pct.yaml: licence: is missing"),
            ("whole: households", "whole: null", "indicators/no_car_pct.yaml: whole: must say"),
            ("{Share} have no", "{Shore} have no", "indicators/no_car_pct.yaml: sentence.en: uses {Shore}"),
            ("{Share} have no", "{Share have no", "indicators/no_car_pct.yaml: sentence.en: has a brace"),
            (
                "gar na fan{verdict}.",
                "gar na fan.",
                "indicators/no_car_pct.yaml: sentence: does not carry the same",
            ),
            ("key: no_car_pct", "key: cars", "indicators/no_car_pct.yaml: key: is “cars”"),
            (
                'short:\n  cy: "Aelwydydd heb gar na fan"',
                'short:\n  cy: "Aelwydydd sydd heb yr un car na fan o gwbl"',
                "indicators/no_car_pct.yaml: short.cy: is longer than 34",
            ),
        ],
    )
    def test_a_slip_in_an_indicator(self, copy, old, new, message):
        edit(copy, "indicators/no_car_pct.yaml", old, new)
        with pytest.raises(CatalogueError) as refused:
            read_catalogue(copy)
        assert str(refused.value).startswith(message)

    def test_a_file_that_is_not_yaml(self, copy):
        (copy / "gaps.yaml").write_text("- code: [", encoding="utf-8")
        with pytest.raises(CatalogueError, match=r"^gaps\.yaml: is not YAML"):
            read_catalogue(copy)

    def test_a_file_that_is_gone(self, copy):
        (copy / "words" / "caveats.yaml").unlink()
        with pytest.raises(CatalogueError, match=r"^words/caveats\.yaml: cannot be read"):
            read_catalogue(copy)

    def test_a_file_with_nothing_in_it(self, copy):
        (copy / "themes.yaml").write_text("", encoding="utf-8")
        with pytest.raises(CatalogueError, match=r"^themes\.yaml: should be a list of records"):
            read_catalogue(copy)

    def test_the_same_key_twice(self, copy):
        edit(copy, "themes.yaml", "key: homes", "key: people")
        with pytest.raises(CatalogueError, match=r"^themes\.yaml: people: is there twice"):
            read_catalogue(copy)

    def test_a_gap_that_names_a_form_nobody_has(self, copy):
        edit(copy, "gaps.yaml", "What jobs people {loc} do.", "What jobs people {town} do.")
        with pytest.raises(CatalogueError, match=r"^gaps\.yaml: occupation\.text\.en: uses \{town\}"):
            read_catalogue(copy)
