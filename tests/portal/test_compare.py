"""Places alike, side by side, and those that differ clearly: what a reader finds, in both languages."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from edau.core import visibility
from edau.understand.analysis import similar

pytestmark = pytest.mark.django_db
PONTYPRIDD, BLAENAU, RCT = "W38000081", "W37000076", "W06000016"
LIKE = f"/en/place/{PONTYPRIDD}-pontypridd/like/"
BRIGHT = f"/en/place/{PONTYPRIDD}-pontypridd/bright-spots/"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def names(text: str) -> list[str]:
    return re.findall(r'for="c-[A-Z0-9]+"><span class="vh">[^<]*</span><b>([^<]+)</b>', text)


def test_the_stable_neighbours_of_a_place_are_shown_nearest_first(client: Client):
    stable = [peer.code for peer in similar.nearest(PONTYPRIDD) if peer.stability >= similar.STABLE]

    shown = re.findall(r'name="place" value="([A-Z0-9]+)" id=', page(client, LIKE))

    assert shown == stable
    assert len(shown) >= 3


def test_those_that_cannot_be_relied_on_are_shown_when_asked_for(client: Client):
    assert len(names(page(client, LIKE + "?all=1"))) == 10


def test_each_neighbour_says_why_it_is_alike_and_why_different(client: Client):
    text = page(client, LIKE)
    stable = [peer for peer in similar.nearest(PONTYPRIDD) if peer.stability >= similar.STABLE]

    assert text.count("Most different: ") == sum(bool(peer.different) for peer in stable)
    assert re.search(r"Live and work here: [0-9.]+% there, [0-9.]+% here", text)


def test_a_reader_s_own_weights_and_filters_change_who_is_near_and_stay_in_the_form(client: Client):
    plain = names(page(client, LIKE + "?all=1"))

    text = page(client, LIKE + "?all=1&w_language=2&w_people=0&size=similar")

    assert names(text) != plain
    assert text.count("<option") == text.count("</option>")
    assert re.findall(r'<option value="([a-z0-9]+)" selected>(?:counts double|does not count|Only places)', text) == [
        "0", "2", "similar",
    ]  # fmt: skip


def test_what_is_no_choice_counts_as_not_asked(client: Client):
    assert names(page(client, LIKE + "?w_language=99&size=huge&setting=moon")) == names(page(client, LIKE))


def test_the_language_switch_keeps_what_was_weighed(client: Client):
    text = page(client, LIKE + "?w_language=2&size=similar")

    assert '/cy/lle/W38000081-pontypridd/tebyg/?w_language=2&amp;size=similar"' in text


def test_an_area_that_is_not_compared_says_so(client: Client):
    text = page(client, f"/en/place/{RCT}-rhondda-cynon-taf/like/")

    assert "Only towns and villages of 1,000 residents or more are compared in this way." in text


def test_a_held_neighbour_is_no_neighbour(client: Client):
    first = similar.nearest(PONTYPRIDD)[0].code
    assert f'value="{first}"' in page(client, LIKE + "?all=1")

    visibility.hold(label="places.Area", object_id=first, reason="test", by="Cerys")

    assert f'value="{first}"' not in page(client, LIKE + "?all=1")


def test_two_places_stand_side_by_side_and_the_second_is_held_against_the_first(client: Client):
    text = page(client, f"/en/compare/?place={PONTYPRIDD}&place={BLAENAU}")

    assert '<h1 class="mt3">Pontypridd and Blaenau Ffestiniog</h1>' in text
    assert re.search(
        r"Blaenau Ffestiniog beside Pontypridd: of \d+ figures that can be compared,"
        r" \d+ are higher, \d+ lower and \d+ similar\.",
        text,
    )
    row = re.search(r'<a href="/en/indicator/no_car_pct/">[^<]*</a></th>(.*?)</tr>', text, re.S)[1]
    assert re.findall(r"<b>([0-9.]+%)</b>", row) == ["24.7%", "25.9%"]
    assert re.findall(r'verdict">(\w+)<', row) == ["similar"]


def test_no_list_says_who_comes_first(client: Client):
    text = page(client, f"/en/compare/?place={PONTYPRIDD}&place={BLAENAU}")
    other = page(client, f"/en/compare/?place={BLAENAU}&place={PONTYPRIDD}")

    assert "place 4" not in text
    assert "Blaenau Ffestiniog and Pontypridd" in other


def test_a_rank_is_only_said_with_its_interval_and_only_when_asked_for(client: Client):
    text = page(client, f"/en/compare/?place={PONTYPRIDD}&ranks=1")

    ranks = re.findall(r"place (\d+) of (\d+), between (\d+) and (\d+)", text)
    assert ranks
    assert all(int(low) <= int(rank) <= int(high) <= int(of) for rank, of, low, high in ranks)
    assert "between" not in page(client, f"/en/compare/?place={PONTYPRIDD}").split("<h2>People</h2>")[1]


def test_ranks_are_shown_for_nothing_but_the_asking(client: Client):
    assert (
        "between" not in page(client, f"/en/compare/?place={PONTYPRIDD}&ranks=0").split("<h2>People</h2>")[1]
    )


def test_a_town_and_its_authority_share_people_and_are_not_compared(client: Client):
    text = page(client, f"/en/compare/?place={PONTYPRIDD}&place={RCT}")

    assert "Pontypridd and Rhondda Cynon Taf share people" in text
    assert 'verdict">higher' not in text
    assert 'verdict">lower' not in text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("W38000123", "W06000015"),  # Penarth lies in the Vale, and 3,356 of its people in Cardiff
        ("W38000139", "W06000016"),
        ("W01000613", "W38000099"),  # everybody in St Dogmaels lives in this small area
        ("W06000016", "psb-cwm-taf-morgannwg"),
        (PONTYPRIDD, "W92000004"),
    ],
)
def test_whoever_shares_any_people_is_not_compared(client: Client, one: str, other: str):
    text = page(client, f"/en/compare/?place={one}&place={other}")

    assert "share people, so nothing is said" in text
    assert re.findall(r'verdict">(higher|lower|similar)<', text) == []


def test_two_towns_that_split_a_small_area_are_compared(client: Client):
    assert "share people" not in page(client, f"/en/compare/?place={PONTYPRIDD}&place={BLAENAU}")


def test_two_authorities_are_compared_by_their_published_limits(client: Client):
    text = page(client, f"/en/compare/?place={RCT}&place=W06000008")

    row = re.search(r'<a href="/en/indicator/la_life_satisfaction/">.*?</tr>', text, re.S)[0]
    assert len(re.findall(r'verdict">(higher|similar|lower)<', row)) == 1


def test_another_is_added_by_its_name_in_either_language(client: Client):
    text = page(client, f"/en/compare/?place={PONTYPRIDD}&add=Y+Barri")

    assert "Pontypridd and Barry</h1>" in text


def test_a_name_that_may_mean_several_offers_them(client: Client):
    text = page(client, f"/en/compare/?place={PONTYPRIDD}&add=Llanfai")

    assert "Which of these do you mean?" in text
    assert re.search(rf'href="/en/compare/\?place={PONTYPRIDD}&amp;place=[A-Z0-9]+"', text)


def test_a_wrong_name_is_kept_in_the_field_and_near_ones_are_offered(client: Client):
    text = page(client, f"/en/compare/?place={PONTYPRIDD}&add=Nelsun")

    assert "We know no place in Wales called “Nelsun”." in text
    assert 'name="add" type="search" value="Nelsun"' in text
    assert f"place={PONTYPRIDD}&amp;add=Nelson" in text


def test_five_is_the_most(client: Client):
    codes = [PONTYPRIDD, BLAENAU, "K05000002", "W37000100", "W37000246", "W38000001"]
    text = page(client, "/en/compare/?" + "&".join(f"place={code}" for code in codes))

    assert "Five can be compared at a time. Take one away first." in text
    assert text.count('<b class="letter">') == 5
    assert 'name="add"' not in text


@pytest.mark.parametrize("wrong", ["W99999999", "d-0123456789ab", "d-x", "'\"><script>", "%00"])
def test_a_link_with_something_that_is_not_there_shows_the_others(client: Client, wrong: str):
    text = page(client, f"/en/compare/?place={PONTYPRIDD}&place={wrong}")

    assert "One of the places in this link is not here, or has no figures of its own." in text
    assert "<script>" not in text


def test_comparing_costs_no_more_queries_for_five_than_for_two(client: Client, django_assert_max_num_queries):
    codes = [PONTYPRIDD, BLAENAU, "K05000002", "W37000100", "W37000246"]
    address = "/en/compare/?" + "&".join(f"place={code}" for code in codes)
    client.get(address)

    with django_assert_max_num_queries(3):
        client.get(address)


def test_a_bright_spot_is_surely_alike_and_clearly_different(client: Client):
    text = page(client, BRIGHT + "?indicator=no_car_pct&way=lower")

    found = re.search(r"of the (\d+) places surely like Pontypridd, (\d+) ha(?:s|ve) clearly less", text)
    assert int(found[2]) == text.count("percentage points less (between")
    assert "What they could be asked" in text
    assert "A difference is a reason to ask, not proof" in text


def test_where_none_differs_clearly_it_says_so(client: Client):
    for key in ("social_rent_pct", "health_good_pct", "carers50_pct", "no_central_heating_pct"):
        for way in ("higher", "lower"):
            text = page(client, f"{BRIGHT}?indicator={key}&way={way}")
            spots = text.count("percentage points")
            assert (spots == 0) == ("none has clearly" in text)


def test_a_figure_that_is_not_one_asks_again(client: Client):
    text = page(client, BRIGHT + "?indicator=nonsense")

    assert 'id="found"' not in text
    assert "What you care about" in text


@pytest.mark.parametrize(
    ("english", "welsh", "heading"),
    [
        (LIKE, "/cy/lle/W38000081-pontypridd/tebyg/", "Lleoedd tebyg: Pontypridd"),
        (BRIGHT, "/cy/lle/W38000081-pontypridd/llygedynnau/", "Llygedynnau o olau: Pontypridd"),
        (
            f"/en/compare/?place={PONTYPRIDD}&place={BLAENAU}",
            f"/cy/cymharu/?place={PONTYPRIDD}&place={BLAENAU}",
            "Pontypridd, Blaenau Ffestiniog",
        ),
    ],
)
def test_each_page_has_a_twin_with_the_same_numbers(client: Client, english: str, welsh: str, heading: str):
    one, other = page(client, english), page(client, welsh)

    assert f">{heading}</h1>" in other
    numbers = [
        sorted(re.findall(r"\d+\.\d+%", re.sub(r"<svg.*?</svg>", "", text, flags=re.S)))
        for text in (one, other)
    ]
    assert numbers[0] == numbers[1]


def test_a_page_that_has_not_changed_is_answered_by_its_tag(client: Client):
    for address in (LIKE, BRIGHT, f"/en/compare/?place={PONTYPRIDD}"):
        tag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304
