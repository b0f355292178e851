"""Places like yours: frozen with the release, and worked out anew under a reader's own weights and filters."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest

from edau.core import stamps, visibility
from edau.places.queries import every_area, visible_area
from edau.understand.analysis import likeness as arrays
from edau.understand.analysis import similar
from edau.understand.queries.peers import every_neighbour, every_type

pytestmark = pytest.mark.django_db

BLAENAU, LLANRWST, PORTHMADOG, NELSON = "W37000076", "W37000258", "W37000357", "W38000098"
PONTYPRIDD, BALA, CARDIFF, RHONDDA = "W38000081", "W37000296", "W38000130", "W06000016"


def codes(peers: tuple[similar.Peer, ...]) -> list[str]:
    return [one.code for one in peers]


class TestNeighbours:
    def test_ten_come_nearest_first_each_with_its_reasons(self):
        peers = similar.nearest(BLAENAU)
        assert len(peers) == 10
        assert [one.distance for one in peers] == sorted(one.distance for one in peers)
        first = peers[0]
        assert (first.code, first.stability, first.near, first.missing) == (LLANRWST, 0.99, True, ())
        assert [part.theme for part in first.alike] == ["health", "travel", "work"]
        assert [part.theme for part in first.different] == ["people", "homes", "language"]
        assert sum(part.share for part in (*first.alike, *first.different)) == pytest.approx(1)

    @pytest.mark.parametrize("code", [BLAENAU, PONTYPRIDD, BALA, CARDIFF])
    def test_what_is_frozen_is_what_would_be_worked_out(self, code):
        tag = stamps.page_tag()
        anew = arrays.peers(similar._likeness(tag), code, similar._draws(tag))
        frozen = similar.nearest(code)
        assert codes(frozen) == codes(anew)
        assert [one.stability for one in frozen] == pytest.approx([one.stability for one in anew])
        assert [one.distance for one in frozen] == pytest.approx([one.distance for one in anew], abs=5e-5)
        assert [(one.alike, one.different, one.missing) for one in frozen] == [
            (one.alike, one.different, one.missing) for one in anew
        ]

    def test_weights_that_are_all_the_same_are_no_weights(self):
        plain = similar.nearest(BLAENAU)
        assert similar.nearest(BLAENAU, weights={theme.key: 3.0 for theme in similar.themes()}) == plain
        assert similar.nearest(BLAENAU, weights={theme.key: 0.0 for theme in similar.themes()}) == plain
        assert similar.nearest(BLAENAU, weights={"weather": 9.0}) == plain

    def test_a_theme_that_counts_nothing_is_neither_alike_nor_different(self):
        peers = similar.nearest(BLAENAU, weights={"language": 0, "people": -1})
        named = {part.theme for one in peers for part in (*one.alike, *one.different)}
        assert named == {"homes", "work", "health", "travel"}

    def test_a_theme_that_counts_for_all_decides(self):
        only = {theme.key: 0.0 for theme in similar.themes()} | {"language": 1.0}
        share = {
            row.area_id: row.value
            for row in similar.cube().of_indicator["welsh_speakers_2011_pct"]
            if row.value is not None and row.status != "u" and row.area_id in similar.cube().places
        }
        odds = {code: math.log(value / (100 - value)) for code, value in share.items()}
        by_odds = sorted(odds, key=lambda code: abs(odds[code] - odds[BLAENAU]))
        assert set(codes(similar.nearest(BLAENAU, weights=only))) == set(by_odds[1:11])

    def test_more_than_are_frozen_can_be_asked_for(self):
        assert codes(similar.nearest(BLAENAU, k=40))[:10] == codes(similar.nearest(BLAENAU))
        assert len(similar.nearest(BLAENAU, k=40)) == 40

    def test_what_is_no_place_has_none(self):
        assert similar.nearest(RHONDDA) == ()
        assert similar.nearest("nowhere") == ()
        assert (similar.takes_part(RHONDDA), similar.takes_part(BLAENAU)) == (False, True)

    def test_a_place_like_no_other_has_neighbours_that_are_not_near(self):
        aberystwyth = similar.nearest("W38000133")
        assert [one.near for one in aberystwyth] == [True] + [False] * 9

    def test_a_small_place_is_compared_in_what_is_known_of_it(self):
        assert similar.missing_themes(BALA) == ("people", "language")
        assert similar.missing_themes(BLAENAU) == ()
        peers = similar.nearest(BALA)
        assert {one.missing for one in peers} == {("people", "language")}
        assert {part.theme for one in peers for part in (*one.alike, *one.different)} == {
            *("homes", "work", "health", "travel")
        }

    def test_one_place_under_other_weights_takes_less_than_50_milliseconds(self):
        similar.nearest(BLAENAU, weights={"homes": 2.5})  # the draws are made once
        times = []
        for code in (PONTYPRIDD, BALA, CARDIFF, NELSON, PORTHMADOG):
            begun = time.perf_counter()
            similar.nearest(code, weights={"homes": 2.5}, size="similar")
            times.append(time.perf_counter() - begun)
        assert min(times) < 0.05


class TestFilters:
    def test_a_similar_size_is_half_to_twice_as_many_residents(self):
        people = visible_area(PONTYPRIDD).population
        found = similar.nearest(PONTYPRIDD, size=similar.SIMILAR_SIZE)
        assert {people / 2 <= visible_area(code).population <= people * 2 for code in codes(found)} == {True}
        assert codes(found) != codes(similar.nearest(PONTYPRIDD))

    def test_a_setting_can_be_named_or_be_its_own(self):
        own = similar.nearest(BLAENAU, setting=similar.SAME)
        assert own == similar.nearest(BLAENAU, setting="open_country")
        assert {similar.setting_of(visible_area(code)) for code in codes(own)} == {"open_country"}
        urban = similar.nearest(BLAENAU, setting="urban")
        assert {similar.setting_of(visible_area(code)) for code in codes(urban)} == {"urban"}

    def test_filters_leave_distances_as_they_are(self):
        everywhere = {one.code: one.distance for one in similar.nearest(BLAENAU, k=302)}
        filtered = similar.nearest(BLAENAU, size="similar", setting="same")
        assert [one.distance for one in filtered] == [everywhere[one.code] for one in filtered]

    def test_a_filter_that_is_none_filters_nothing(self):
        assert similar.nearest(BLAENAU, size="huge", setting="moon") == similar.nearest(BLAENAU)

    def test_fewer_come_back_where_fewer_pass(self):
        only = similar.nearest(CARDIFF, size="similar")
        assert codes(only) == ["W38000128"]
        assert {one.stability for one in only} == {1.0}


class TestSettings:
    def test_every_place_has_one(self):
        known = {one.key for one in similar.settings()}
        assert {similar.setting_of(area) for area in every_area("place")} == known

    def test_a_part_of_a_large_built_up_area_is_urban_however_small_it_is(self):
        assert similar.setting_of(visible_area(PONTYPRIDD)) == "large_urban"
        assert similar.setting_of(visible_area(CARDIFF)) == "large_urban"

    def test_a_slate_town_in_the_mountains_lies_in_open_country(self):
        assert similar.setting_of(visible_area(BLAENAU)) == "open_country"


class TestPairs:
    def test_any_two_places_can_be_held_against_each_other(self):
        near, far = similar.pair(BLAENAU, PORTHMADOG), similar.pair(BLAENAU, NELSON)
        assert (near.near, far.near) == (True, False)
        assert near == next(one for one in similar.nearest(BLAENAU, k=30) if one.code == PORTHMADOG)
        assert far.different[0].theme == "language"

    def test_between_two_places_of_which_all_is_known_it_is_as_far_there_as_back(self):
        there, back = similar.pair(BLAENAU, NELSON), similar.pair(NELSON, BLAENAU)
        assert (there.distance, there.different) == (pytest.approx(back.distance), back.different)

    def test_what_is_no_place_is_refused(self):
        with pytest.raises(KeyError):
            similar.pair(BLAENAU, RHONDDA)


class TestTypes:
    def test_every_type_has_its_places_the_most_typical_first(self):
        types = similar.types()
        assert [(one.type, len(one.places)) for one in types] == [
            ("A", 71),
            ("B", 41),
            ("C", 37),
            ("D", 37),
            ("E", 4),
        ]
        for one in types:
            strengths = [similar.type_of(code).strength for code in one.places]
            assert strengths == sorted(strengths, reverse=True)
            assert set(one.above) & set(one.below) == set()

    def test_what_sets_a_type_apart_is_what_its_places_have_more_and_less_of(self):
        welsh, students = similar.profile_of("D"), similar.profile_of("E")
        assert welsh.above[0] == "welsh_speakers_2011_pct"
        assert students.above[0] == "age_16_24_pct"
        assert similar.profile_of("Z") is None

    def test_a_place_has_a_type_a_strength_and_a_next_one(self):
        typed = similar.type_of(BLAENAU)
        assert typed.type == "D"
        assert 0 < typed.strength < 1
        assert typed.next_type != "D"
        assert similar.type_of(BALA) is None

    def test_most_neighbours_are_of_ones_own_type_but_far_from_all(self):
        type_of = {row.place_id: row.type for row in every_type()}
        same = [
            type_of[row.place_id] == type_of[row.neighbour_id]
            for row in every_neighbour()
            if row.rank <= 10 and row.place_id in type_of and row.neighbour_id in type_of
        ]
        assert 0.6 < np.mean(same) < 0.95


class TestHolds:
    def test_a_held_place_is_nobody_s_neighbour_and_has_none(self):
        assert LLANRWST in codes(similar.nearest(BLAENAU))
        visibility.hold(label="places.Area", object_id=LLANRWST, reason="test", by="Cerys")

        assert LLANRWST not in codes(similar.nearest(BLAENAU))
        assert len(similar.nearest(BLAENAU)) == 10
        assert LLANRWST not in codes(similar.nearest(BLAENAU, weights={"homes": 2}))
        assert similar.nearest(LLANRWST) == ()
        assert similar.type_of(LLANRWST) is None
        assert LLANRWST not in {
            code for row in every_neighbour() for code in (row.place_id, row.neighbour_id)
        }
        assert LLANRWST not in {code for one in similar.types() for code in one.places}
