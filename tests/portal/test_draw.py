"""Drawing a place: three ways to the same small areas, each complete without script, and a link at the end."""

from __future__ import annotations

import html as entities
import json
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.translation import override

from edau.places.drawn import MOST_SMALL_AREAS, citation_of, packed, unpacked
from edau.places.models import DrawnPlace
from edau.places.queries import every_area, visible_areas
from edau.portal.queries.drawing import drawn_round, spot_at, spots_of
from edau.ui.links import address_in

pytestmark = pytest.mark.django_db
AMLWCH = ["W01000003", "W01000004"]
MERTHYR, CARDIFF = "W06000024", "W06000015"


@pytest.fixture(autouse=True)
def _nobody_has_kept_anything():
    cache.clear()


def page(client: Client, view: str, language: str = "en", **query: object) -> str:
    """The words of a page's main part, one space between them."""
    return text_of(html_of(client, view, language, **query))


def html_of(client: Client, view: str, language: str = "en", **query: object) -> str:
    answer = client.get(f"{address_in(language, view)}?{urlencode(query, doseq=True)}")
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(markup: str) -> str:
    main = re.sub(
        r"<svg.*?</svg>", "", markup[markup.index("<main") : markup.index("</main>")], flags=re.DOTALL
    )
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def links(markup: str, text: str) -> list[str]:
    """The addresses of all links that say this."""
    found = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', markup, re.DOTALL)
    return [entities.unescape(address) for address, inside in found if text in entities.unescape(inside)]


class TestSpots:
    @pytest.mark.parametrize(
        ("asked", "language", "name"),
        [
            ("Merthyr Tydfil", "en", "Merthyr Tydfil"),
            ("ym Merthyr Tudful", "cy", "Merthyr Tydfil"),
            ("o Bontypridd", "cy", "Pontypridd"),
            ("i'r Barri", "cy", "Barry"),
        ],
    )
    def test_a_town_is_taken_in_either_language_and_any_form(self, asked, language, name):
        spots = spots_of(asked, language)

        assert spots.sure
        assert (spots.spots[0].kind, spots.spots[0].names["en"]) == ("place", name)

    def test_a_postcode_is_its_own_spot_and_is_kept_as_its_small_area(self):
        (spot,) = spots_of("cf37 1tw", "en").spots

        assert (spot.reference, spot.kind) == ("CF37 1TW", "postcode")
        assert (spot.kept_as, spot.small_area) == (spot.small_area, spot.kept_as)
        assert spot_at(spot.reference) == spot

    def test_half_a_postcode_is_the_middle_of_it(self):
        (spot,) = spots_of("CF37", "en").spots

        assert (spot.reference, spot.kind) == ("CF37", "postcode")

    def test_a_village_has_a_spot_of_its_own_and_the_community_called_after_it_adds_nothing(self):
        spots = spots_of("Aberffraw", "en")

        assert [spot.kind for spot in spots.spots] == ["locality"]
        assert spot_at(spots.spots[0].reference) == spots.spots[0]

    def test_of_several_with_one_name_none_is_taken(self):
        spots = spots_of("Llanfair", "en")

        assert not spots.sure
        assert len(spots.spots) > 1

    @pytest.mark.parametrize("asked", ["Aberystwith", "zzzz", "CF99 9ZZ", "Wales", "W01999999"])
    def test_what_is_nowhere_is_nothing(self, asked):
        spots = spots_of(asked, "en")

        assert spots.spots == ()
        assert spots.trouble in ("nothing", "no_such_postcode")

    def test_an_empty_radius_takes_the_small_area_that_holds_the_spot(self):
        spot = spot_at("CF37 1TW")

        assert drawn_round(spot, None).small_areas == (spot.small_area,)
        assert drawn_round(spot, 3).small_areas != (spot.small_area,)

    def test_where_no_middle_is_near_the_one_that_holds_the_spot_is_taken(self):
        # A village by the sea: the next middle is farther than half a kilometre.
        spot = spots_of("Abbeycwmhir", "en").spots[0]

        assert drawn_round(spot, 0.5).small_areas == (spot.small_area,)

    @pytest.mark.parametrize("km", [0, 0.49, 50.01, -3])
    def test_no_other_radius_is_drawn(self, km):
        with pytest.raises(ValueError, match="km"):
            drawn_round(spot_at("CF37 1TW"), km)


class TestByRadius:
    def test_it_shows_what_would_be_in_it_before_anything_is_kept(self, client: Client):
        said = page(client, "portal:draw", round="Merthyr Tydfil", km="3")

        assert "21 small areas round Merthyr Tydfil" in said
        assert "33,290 people live here, in the area of one authority: Merthyr Tydfil." in said
        assert "every small area whose middle is within 3 km" in said
        assert "Dowlais 1" in said
        assert DrawnPlace.objects.count() == 0

    def test_both_languages_draw_the_same(self, client: Client):
        found = {
            language: links(html_of(client, "portal:draw", language, round="Merthyr Tudful", km="3"), text)
            for language, text in (("cy", "Ei gadw dan ddolen"), ("en", "Keep it under a link"))
        }
        queries = [urlsplit(addresses[0]).query for addresses in found.values()]

        assert queries[0] == queries[1]

    @pytest.mark.parametrize("km", ["0", "51", "three", "-1", "1e1", "٣", "nan", "9" * 9])
    def test_a_wrong_radius_is_told_beside_its_field_and_nothing_typed_is_lost(self, client: Client, km):
        markup = html_of(client, "portal:draw", round="Pontypridd", km=km)

        assert "such as 3 or 1.5" in text_of(markup)
        assert 'value="Pontypridd"' in markup
        assert f'value="{km}"' in markup
        assert 'aria-invalid="true"' in markup

    def test_a_decimal_comma_and_the_unit_are_understood(self, client: Client):
        assert "within 1.5 km" in page(client, "portal:draw", round="Merthyr Tydfil", km="1,5 km")

    def test_a_near_miss_offers_the_name_with_the_radius_kept(self, client: Client):
        markup = html_of(client, "portal:draw", round="Aberystwith", km="2")
        (address,) = links(markup, "Aberystwyth")

        assert "We know no place in Wales called “Aberystwith”." in text_of(markup)
        assert parse_qs(urlsplit(address).query) == {"round": ["Aberystwyth"], "km": ["2"]}
        assert "small areas round Aberystwyth" in text_of(client.get(address).content.decode())

    def test_several_of_one_name_are_offered_with_where_they_lie(self, client: Client):
        markup = html_of(client, "portal:draw", round="Llanfair", km="2")
        offered = links(markup, "Llanfair")

        assert "Which of these do you mean?" in text_of(markup)
        assert len(offered) >= 2
        for address in offered:
            assert "round Llanfair" in text_of(client.get(address).content.decode())

    def test_a_postcode_that_is_not_in_wales_is_told_so(self, client: Client):
        assert "we know no postcode in Wales like it" in page(client, "portal:draw", round="SW1A 1AA", km="3")

    def test_too_much_names_the_widest_radius(self, client: Client):
        said = page(client, "portal:draw", round="Cardiff", km="50")
        most = re.search(r"Round here, ([\d.]+) km is the most", said)

        assert "more than 600 small areas" in said
        assert most is not None
        count = re.search(
            r"(\d+) small areas round Cardiff", page(client, "portal:draw", round="Cardiff", km=most[1])
        )
        assert count is not None
        assert int(count[1]) <= MOST_SMALL_AREAS

    def test_a_name_cannot_bring_markup(self, client: Client):
        assert "<script>x" not in html_of(client, "portal:draw", round="<script>x</script>", km="3")


class TestByList:
    def test_every_small_area_of_every_authority_can_be_ticked(self, client: Client):
        seen: set[str] = set()
        for authority in every_area("authority"):
            for number in ("1", "2", "3"):
                markup = html_of(client, "portal:draw_list", within=authority.code, page=number)
                seen |= {f"W01{tick.zfill(6)}" for tick in re.findall(r'name="t" value="(\d+)"', markup)}

        assert seen == {area.code for area in every_area("lsoa")}

    def test_ticks_of_two_authorities_come_together_step_by_step(self, client: Client):
        step = client.get(
            address_in("en", "portal:draw_list"),
            {"was": "W06000001", "was_page": "1", "t": ["3", "4"], "within": MERTHYR, "go": "show"},
        )
        assert step.status_code == 302
        asked = parse_qs(urlsplit(step.headers["Location"]).query)
        assert (unpacked(asked["areas"][0]), asked["within"]) == (tuple(AMLWCH), [MERTHYR])
        shown = client.get(step.headers["Location"]).content.decode()
        assert "Chosen so far: 2 small areas. People: 3,695." in text_of(shown)

        step = client.get(
            address_in("en", "portal:draw_list"),
            {"areas": asked["areas"][0], "was": MERTHYR, "was_page": "1", "t": "1297", "go": "preview"},
        )
        said = text_of(client.get(step.headers["Location"]).content.decode())

        assert "3 small areas round Amlwch" in said
        assert "in the areas of several authorities: Isle of Anglesey, Merthyr Tydfil." in said

    def test_a_tick_taken_away_is_gone_and_the_others_stay(self, client: Client):
        step = client.get(
            address_in("en", "portal:draw_list"),
            {"areas": packed(AMLWCH), "was": "W06000001", "was_page": "1", "t": "4", "go": "preview"},
        )

        assert unpacked(parse_qs(urlsplit(step.headers["Location"]).query)["areas"][0]) == (AMLWCH[1],)

    def test_what_is_not_on_the_page_cannot_be_ticked_by_address(self, client: Client):
        step = client.get(
            address_in("en", "portal:draw_list"),
            {"was": MERTHYR, "was_page": "1", "t": ["3", "x", "99999999"], "go": "show"},
        )

        assert "areas=" not in step.headers["Location"]

    def test_a_part_narrows_the_list_and_a_new_authority_widens_it_again(self, client: Client):
        whole = html_of(client, "portal:draw_list", within=MERTHYR)
        part = re.findall(r'<option value="(W04\d+)">', whole)[0]
        narrow = html_of(client, "portal:draw_list", within=MERTHYR, part=part)
        step = client.get(
            address_in("en", "portal:draw_list"),
            {
                "was": MERTHYR,
                "was_part": part,
                "was_page": "1",
                "within": CARDIFF,
                "part": part,
                "go": "show",
            },
        )

        assert 0 < narrow.count('name="t"') < whole.count('name="t"')
        assert parse_qs(urlsplit(step.headers["Location"]).query) == {"within": [CARDIFF]}

    def test_pages_are_turned_with_the_ticks_kept(self, client: Client):
        first = html_of(client, "portal:draw_list", within=CARDIFF)
        ticks = re.findall(r'name="t" value="(\d+)"', first)
        step = client.get(
            address_in("en", "portal:draw_list"), {"was": CARDIFF, "was_page": "1", "t": ticks, "go": "next"}
        )
        second = client.get(step.headers["Location"]).content.decode()

        assert len(ticks) == 100
        assert "Chosen so far: 100 small areas" in text_of(second)
        assert not set(ticks) & set(re.findall(r'name="t" value="(\d+)"', second))

    def test_the_longest_address_it_makes_is_not_too_long(self, client: Client):
        ticks = re.findall(r'name="t" value="(\d+)"', html_of(client, "portal:draw_list", within=CARDIFF))
        everything = packed(area.code for area in every_area("lsoa"))
        answer = client.get(
            address_in("en", "portal:draw_list"),
            {
                "areas": everything,
                "was": CARDIFF,
                "was_page": "1",
                "t": ticks,
                "go": "show",
                "within": CARDIFF,
            },
        )

        assert answer.status_code == 302

    def test_nothing_ticked_is_told_and_the_list_is_still_there(self, client: Client):
        markup = html_of(client, "portal:draw_list", was=MERTHYR, was_page="1", go="preview")

        assert "Tick at least one small area." in text_of(markup)
        assert markup.count('name="t"') == 36

    @pytest.mark.parametrize(
        "query", [{"within": "W99"}, {"areas": "!!"}, {"page": "-7"}, {"within": "W01000003"}]
    )
    def test_an_address_that_makes_no_sense_still_answers(self, client: Client, query):
        assert "Choose small areas from a list" in page(client, "portal:draw_list", **query)


class TestByMap:
    def test_its_pieces_together_are_all_small_areas(self, client: Client):
        address = address_in("en", "portal:draw_outlines")
        authorities = json.loads(client.get(address).content)["areas"]
        codes = [
            area["code"]
            for authority in authorities
            for area in json.loads(client.get(address, {"within": authority["code"]}).content)["areas"]
        ]

        assert len(authorities) == 22
        assert sorted(codes) == [area.code for area in every_area("lsoa")]

    def test_a_piece_has_a_name_its_people_a_middle_and_an_outline_round_it(self, client: Client):
        answer = client.get(address_in("cy", "portal:draw_outlines"), {"within": MERTHYR})
        areas = json.loads(answer.content)["areas"]
        known = visible_areas()

        assert [area["people"] for area in areas] == [known[area["code"]].population for area in areas]
        assert [area["name"] for area in areas] == [known[area["code"]].name_cy for area in areas]
        assert all(re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)+", area["d"]) for area in areas)

    def test_a_browser_that_has_a_piece_is_told_that_it_has_not_changed(self, client: Client):
        address = f"{address_in('en', 'portal:draw_outlines')}?within={MERTHYR}"
        tag = client.get(address).headers["ETag"]

        assert client.get(address, headers={"if-none-match": tag}).status_code == 304

    def test_there_is_no_piece_of_what_is_no_authority(self, client: Client):
        assert (
            client.get(address_in("en", "portal:draw_outlines"), {"within": "W01000003"}).status_code == 404
        )

    def test_what_it_chooses_is_previewed_as_drawn_on_the_map(self, client: Client):
        said = page(client, "portal:draw", areas=packed(AMLWCH), way="map")

        assert "Drawn on the map, small area by small area." in said

    @pytest.mark.parametrize("areas", ["!!", "W01999999", "999999.BQ", "W38000081"])
    def test_an_address_that_names_no_small_area_is_told_so(self, client: Client, areas):
        said = page(client, "portal:draw", areas=areas)

        assert "Choose" in said
        assert "Draw your own place" in said

    def test_too_many_are_refused_with_the_limit(self, client: Client):
        everything = packed(area.code for area in every_area("lsoa"))

        assert "These are 1,917 small areas. A drawn place can have 600 at most" in page(
            client, "portal:draw", areas=everything
        )


class TestKeeping:
    def keep(self, client: Client, name: str = "", **query: str):
        address = f"{address_in('en', 'portal:draw_keep')}?{urlencode(query or {'areas': packed(AMLWCH), 'way': 'list'})}"
        return client.post(address, {"name": name})

    def test_without_a_name_the_link_is_the_citation(self, client: Client):
        answer = self.keep(client)

        assert answer.status_code == 302
        assert answer.headers["Location"] == address_in("en", "portal:drawn", citation_of(AMLWCH, 2021))

    def test_with_a_name_the_link_is_one_that_nobody_can_guess(self, client: Client):
        self.keep(client, "  Porth   Amlwch ")
        kept = DrawnPlace.objects.get()

        assert kept.name == "Porth Amlwch"
        assert kept.key not in client.get(address_in("en", "portal:drawn", kept.citation)).content.decode()

    def test_how_it_was_drawn_is_kept_as_codes_and_a_postcode_never(self, client: Client):
        spot = spot_at("CF37 1TW")
        codes = drawn_round(spot, 2).small_areas
        self.keep(client, areas=packed(codes), at="CF37 1TW", km="2")
        kept = DrawnPlace.objects.get()

        assert kept.how == {"way": "round", "round": spot.small_area, "spot": "postcode", "km": 2.0}
        assert "CF37" not in json.dumps(kept.how)

    def test_a_way_that_does_not_lead_to_these_small_areas_is_not_believed(self, client: Client):
        self.keep(client, areas=packed(AMLWCH), at="W37000363", km="3")

        assert DrawnPlace.objects.get().how == {"way": "list"}

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("x" * 81, "80 letters at most"),
            ("12345", "at least one letter"),
            ("enw@example.org", "no e-mail address"),
            ("www.example.org", "no e-mail address"),
            ("Ffoniwch 01443 123456", "telephone number"),
        ],
    )
    def test_what_is_no_name_is_told_beside_the_field_and_nothing_is_lost(self, client: Client, name, said):
        answer = self.keep(client, name)
        markup = answer.content.decode()

        assert answer.status_code == 422
        assert said in text_of(markup)
        assert f'value="{name}"' in markup
        assert "2 small areas round Amlwch" in text_of(markup)
        assert DrawnPlace.objects.count() == 0

    def test_a_form_from_elsewhere_keeps_nothing(self):
        strict = Client(enforce_csrf_checks=True)

        assert self.keep(strict).status_code == 403
        assert DrawnPlace.objects.count() == 0

    def test_one_visitor_cannot_fill_the_disk(self, client: Client):
        codes = [area.code for area in every_area("lsoa")]
        answers = [self.keep(client, "Lle", areas=codes[at]).status_code for at in range(31)]

        assert (answers[:30], answers[30]) == ([302] * 30, 422)
        assert DrawnPlace.objects.count() == 30

    def test_what_is_counted_names_nobody(self, client: Client):
        self.keep(client)
        counted = list(cache._cache)

        assert len(counted) >= 1
        assert [key for key in counted if "127.0.0.1" in key] == []

    def test_nothing_drawn_leads_back_to_drawing(self, client: Client):
        assert "Choose at least one small area." in page(client, "portal:draw_keep")

    def test_only_this_page_sets_a_cookie(self, client: Client):
        for view, query in (
            ("portal:draw", {"round": "Amlwch", "km": "3"}),
            ("portal:draw_list", {"within": MERTHYR}),
        ):
            html_of(client, view, **query)
        assert dict(client.cookies) == {}

        html_of(client, "portal:draw_keep", areas=packed(AMLWCH))
        assert list(client.cookies) == ["csrftoken"]


@pytest.mark.parametrize("view", ["portal:draw", "portal:draw_list", "portal:draw_outlines"])
def test_public_pages_of_drawing_are_answered_by_their_tag(client: Client, view):
    address = address_in("cy", view)
    tag = client.get(address).headers["ETag"]

    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    assert client.post(address).status_code == 405


def test_the_other_language_keeps_what_was_drawn(client: Client):
    query = {"round": "Merthyr Tydfil", "km": "3"}
    markup = html_of(client, "portal:draw", "en", **query)
    with override("cy"):
        twin = f"{address_in('cy', 'portal:draw')}?{urlencode(query)}"

    assert f'href="{entities.escape(twin)}"' in markup
