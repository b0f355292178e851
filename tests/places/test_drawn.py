"""What identifies a drawn place: the same small areas are the same place, whoever draws it, and nobody is named."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.core import visibility
from edau.core.models import AuditLine
from edau.places.actions import keep_drawn_place
from edau.places.drawn import (
    KEY,
    LABEL,
    MOST_SMALL_AREAS,
    citation_of,
    citation_of_link,
    cleaned_name,
    composition_of,
    drawn_place,
    packed,
    unpacked,
)
from edau.places.models import DrawnPlace
from edau.places.queries import every_area, visible_area

AMLWCH, DOWLAIS = ["W01000003", "W01000004"], ["W01001297", "W01001298"]
LISTED = {"way": "list"}


def keep(codes, name: str = "", how=LISTED) -> DrawnPlace:
    return keep_drawn_place(small_areas=codes, how=how, name=name, by="visitor")


class TestAddress:
    @given(st.sets(st.integers(1, 2_100), max_size=700))
    def test_what_is_packed_is_unpacked_in_order(self, numbers):
        codes = sorted(f"W01{number:06d}" for number in numbers)

        assert unpacked(packed(reversed(codes))) == tuple(codes)

    @given(st.sets(st.integers(1, 2_040), min_size=1))
    def test_all_of_wales_has_room_in_an_address(self, numbers):
        assert len(packed(f"W01{number:06d}" for number in numbers)) <= 350

    @pytest.mark.parametrize(
        "text",
        ["x", "3.", "3.!", "3.BQ==", "999999.BQ", "W0100000", "W01000003;W01000004", "3.A", "E01000001"],
    )
    def test_what_is_no_set_is_refused(self, text):
        with pytest.raises(ValueError, match=r"\w"):
            unpacked(text)

    def test_codes_may_be_written_out(self):
        assert unpacked(" w01000004,W01000003, ") == ("W01000003", "W01000004")


class TestCitation:
    def test_it_stands_for_the_set_and_not_for_the_order_or_the_times_it_is_named(self):
        assert citation_of(["W01000004", "W01000003", "W01000004"], 2021) == citation_of(AMLWCH, 2021)

    def test_it_can_be_worked_out_by_anybody(self):
        # printf 2021,W01000003,W01000004 | sha256sum
        assert citation_of(AMLWCH, 2021) == "d54b8bafced4"

    def test_another_geography_is_another_place(self):
        assert citation_of(AMLWCH, 2011) != citation_of(AMLWCH, 2021)


class TestName:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("  Cwm \t Ni\n", "Cwm Ni"),
            ("Dŵr", "Dŵr"),
            ("Du\u0302r", "D\u00fbr".replace("D\u00fbr", "Dûr")),
            ("\u202eyllaV", "yllaV"),
            ("\u200b\u00ad", ""),
        ],
    )
    def test_it_is_kept_as_it_is_seen(self, typed, kept):
        assert cleaned_name(typed) == kept


@pytest.mark.django_db
class TestComposition:
    def test_it_adds_up_its_small_areas(self):
        areas = [visible_area(code) for code in AMLWCH]
        whole = composition_of(reversed(AMLWCH))

        assert [area.code for area in whole.areas] == AMLWCH
        assert (whole.people, whole.households) == (2439 + 1256, 1137 + 580)
        assert whole.km2 == pytest.approx(2.67 + 15.51)
        assert whole.per_km2 == pytest.approx((2439 + 1256) / (2.67 + 15.51))
        assert [(area.name_en, count) for area, count in whole.authorities] == [("Isle of Anglesey", 2)]
        assert whole.round == areas[0].place

    def test_over_a_border_each_authority_is_named_the_one_with_most_first(self):
        whole = composition_of([*AMLWCH, DOWLAIS[0]])

        assert [(area.name_en, count) for area, count in whole.authorities] == [
            ("Isle of Anglesey", 2),
            ("Merthyr Tydfil", 1),
        ]

    def test_what_is_held_or_unknown_is_out_of_sight(self):
        visibility.hold(label="places.Area", object_id=AMLWCH[0], reason="test", by="Cerys")
        whole = composition_of([*AMLWCH, "W01999999"])

        assert ([area.code for area in whole.areas], whole.people) == ([AMLWCH[1]], 1256)
        assert whole.out_of_sight == (AMLWCH[0], "W01999999")

    def test_of_nothing_there_is_nothing(self):
        whole = composition_of([])

        assert (whole.areas, whole.people, whole.per_km2, whole.round, whole.longitude) == (
            (),
            0,
            None,
            None,
            None,
        )


@pytest.mark.django_db
class TestKeeping:
    def test_without_a_name_the_same_set_is_kept_once(self):
        first, second = keep(AMLWCH), keep(reversed(AMLWCH), how={"way": "map"})

        assert first.key == second.key
        assert DrawnPlace.objects.count() == 1
        assert second.how == LISTED

    def test_each_name_has_a_link_that_nobody_can_guess(self):
        links = [keep(AMLWCH, "Porth"), keep(AMLWCH, "Porth"), keep(AMLWCH)]

        assert len({link.key for link in links}) == 3
        assert all(re.fullmatch(KEY, link.key) for link in links)
        assert {link.citation for link in links} == {citation_of(AMLWCH, 2021)}

    @pytest.mark.parametrize("codes", [[], ["W01999999"], ["W38000081"], [*AMLWCH, "W38000081"]])
    def test_only_small_areas_that_are_there_can_be_kept(self, codes):
        with pytest.raises(ValueError, match="small areas that are there"):
            keep(codes)

        assert DrawnPlace.objects.count() == 0

    def test_a_part_of_wales_is_too_much(self):
        codes = [area.code for area in every_area("lsoa")][: MOST_SMALL_AREAS + 1]

        assert len(keep(codes[:-1]).small_areas) == MOST_SMALL_AREAS
        with pytest.raises(ValueError, match="not too many"):
            keep(codes)

    def test_the_trail_tells_of_it_without_the_name(self):
        kept = keep(AMLWCH, "Porth yr Enw")
        (line,) = AuditLine.objects.filter(deed="keep_drawn_place")

        assert (line.by, line.label, line.object_id) == ("visitor", LABEL, kept.key)
        assert line.codes == {"citation": kept.citation, "small_areas": 2, "named": True}

    def test_keeping_again_what_is_kept_is_no_deed(self):
        keep(AMLWCH)
        keep(AMLWCH)

        assert AuditLine.objects.filter(deed="keep_drawn_place").count() == 1


@pytest.mark.django_db
class TestFinding:
    def test_a_citation_finds_the_geography_and_no_name(self):
        kept = keep(AMLWCH, "Porth")
        found = drawn_place(kept.citation)

        assert found is not None
        assert (found.small_areas, found.name) == (AMLWCH, "")
        assert drawn_place(kept.key).name == "Porth"

    def test_what_was_never_kept_is_not_found(self):
        assert drawn_place(citation_of(DOWLAIS, 2021)) is None
        assert drawn_place("b" * 14) is None

    def test_a_name_out_of_sight_leaves_the_geography_where_it_is(self):
        kept = keep(AMLWCH, "Rhywbeth cas")
        visibility.hold(label=LABEL, object_id=kept.key, reason="rude", by="Cerys")

        assert drawn_place(kept.key) is None
        assert citation_of_link(kept.key) == kept.citation
        assert drawn_place(kept.citation).small_areas == AMLWCH

        visibility.lift(label=LABEL, object_id=kept.key, by="Cerys")
        assert drawn_place(kept.key).name == "Rhywbeth cas"
