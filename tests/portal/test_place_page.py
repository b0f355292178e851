"""The page of a place: strengths first, the same facts in both languages, never more certain than the data."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils.translation import override

from edau.places.models import Area
from edau.places.queries import visible_area
from edau.portal.addresses import area_address
from edau.portal.pages.area import area_page
from edau.portal.queries.evidence import evidence_of

PONTYPRIDD, CRICKHOWELL_SIZE, SMALL, AMLWCH_PORT = "W38000081", 2_000, "K05000002", "W01000003"
pytestmark = pytest.mark.django_db


class Text(HTMLParser):
    """The words of a page, without pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag, attrs):
        self.depth += tag == "svg"

    def handle_endtag(self, tag):
        self.depth -= tag == "svg"

    def handle_data(self, data):
        if not self.depth and data.strip():
            self.words.append(" ".join(data.split()))


def text_of(html: str) -> str:
    reader = Text()
    reader.feed(html[html.index("<main") : html.index("</main>")])
    return " ".join(reader.words)


def page_of(code: str, language: str):
    area = visible_area(code)
    assert area is not None
    with override(language):
        return area_page(area, evidence_of(area), language)


def numbers_in(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:[.,]\d+)*%?", text))


def test_it_opens_with_what_is_here_already(client: Client):
    text = text_of(client.get(f"/en/place/{PONTYPRIDD}-pontypridd/").content.decode())

    assert (
        text.index("What is here already")
        < text.index("How things are")
        < text.index("What we do not know here")
    )


def test_it_carries_the_figures_of_the_release():
    page = page_of(PONTYPRIDD, "en")
    lines = {line.key: line for theme in page.themes for line in theme.lines}

    assert [(fact.label, fact.value) for fact in page.facts][:2] == [
        ("People", "31,018"),
        ("Households", "13,270"),
    ]
    assert (lines["no_car_pct"].value, lines["no_car_pct"].wales) == ("24.7%", "19.4%")
    assert lines["no_car_pct"].verdict == "higher than Wales"
    assert lines["one_person_hh_pct"].verdict == "similar to Wales"
    assert lines["n_school"].interval == ""


@pytest.mark.parametrize(
    "code", [PONTYPRIDD, "W37000076", SMALL, AMLWCH_PORT, "W06000016", "W11000029", "psb-gwent", "W92000004"]
)
def test_both_languages_say_the_same_numbers(code):
    cy, en = page_of(code, "cy"), page_of(code, "en")

    for mine, theirs in zip(cy.strengths, en.strengths, strict=True):
        assert (mine.value, numbers_in(mine.sentence)) == (theirs.value, numbers_in(theirs.sentence))
    for mine, theirs in zip(cy.themes, en.themes, strict=True):
        assert [(a.key, numbers_in(a.value), a.wales, a.reliability) for a in mine.lines] == [
            (b.key, numbers_in(b.value), b.wales, b.reliability) for b in theirs.lines
        ]
        assert numbers_in(mine.finding) == numbers_in(theirs.finding)
    tables = [re.findall(r"<td.*?</td>", page.trends) for page in (cy, en)]
    assert [numbers_in(cell) for cell in tables[0]] == [numbers_in(cell) for cell in tables[1]]


def test_an_authority_s_figure_is_never_passed_off_as_the_town_s():
    page = page_of(PONTYPRIDD, "en")

    of_authority = [line.name for theme in page.themes for line in theme.lines if line.key.startswith("la_")]

    assert len(of_authority) == 13
    assert all(name.endswith("(Rhondda Cynon Taf)") for name in of_authority)
    assert not any(strength.sentence.startswith("Life") for strength in page.strengths)


def test_a_place_under_two_thousand_people_shows_only_what_its_own_small_areas_support():
    place = Area.objects.get(code=SMALL)
    page = page_of(SMALL, "en")
    lines = {line.key: line for theme in page.themes for line in theme.lines}

    assert place.population < CRICKHOWELL_SIZE
    assert page.notes[0].startswith("Fewer than 2,000 people live in Hay-on-Wye.")
    assert lines["no_car_pct"].value.endswith("%")
    assert "age_65_plus_pct" not in lines
    assert page.themes[0].notes[0] == (
        "Not shown, because too few people live here: Aged 0 to 15; Aged 16 to 24; Aged 65 and over; Aged 25 to 34;"
        " Aged 35 to 49; Aged 50 to 64; Population, mid-2017 (estimate); Population, mid-2020 (estimate)."
    )
    assert "age_65_plus_pct" not in "".join(theme.hills for theme in page.themes)
    assert "no_car_pct" in "".join(theme.hills for theme in page.themes)


def test_the_download_of_a_small_place_leaves_out_what_the_page_leaves_out(client: Client):
    rows = client.get(f"/en/place/{SMALL}-hay-on-wye/data.csv").content.decode("utf-8-sig").splitlines()

    (age,) = [row for row in rows if ",age_65_plus_pct," in row]

    assert ",2021-03-21,,%,,,,," in age


def test_a_small_area_is_a_place_too(client: Client):
    page = page_of(AMLWCH_PORT, "en")

    assert {line.label for line in page.where} >= {"Community", "Ward", "Local authority"}
    assert [line.name for line in page.ranks][:2] == ["Overall", "Income"]
    assert len(page.ranks) == 9
    assert [theme.key for theme in page.themes][:3] == ["people", "language", "homes"]


def test_no_total_and_no_rank_of_places_is_shown(client: Client):
    html = client.get(f"/en/place/{PONTYPRIDD}-pontypridd/").content.decode()
    text = text_of(html).lower()

    assert [
        word
        for word in ("ranked", "best place", "worst", "league", "total score", "out of 303")
        if word in text
    ] == []


def test_the_other_language_is_one_link_away_with_what_was_asked(client: Client):
    html = client.get("/cy/?q=Pontypridd").content.decode()

    assert 'href="/en/?q=Pontypridd"' in html


def test_an_old_or_mistyped_name_in_the_address_leads_to_the_right_one(client: Client):
    answer = client.get(f"/en/place/{PONTYPRIDD}-ponty/")

    assert (answer.status_code, answer.headers["Location"]) == (301, f"/en/place/{PONTYPRIDD}-pontypridd/")


@pytest.mark.parametrize(
    "code", [PONTYPRIDD, SMALL, AMLWCH_PORT, "W06000016", "psb-gwent", "W92000004", "W04000708", "W05001299"]
)
def test_every_page_costs_the_same_few_queries(code, client: Client, django_assert_max_num_queries):
    area = visible_area(code)
    if area is None:
        area = Area.objects.filter(kind="community" if code.startswith("W04") else "ward").first()
    address = area_address(area, "en")
    client.get(address)

    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_wales_is_not_held_against_itself():
    page = page_of("W92000004", "en")

    assert {line.wales for theme in page.themes for line in theme.lines} == {""}
    assert "the figure for Wales is" not in " ".join(theme.finding for theme in page.themes)


def test_welsh_is_told_first_where_it_is_strong_and_not_praised_where_it_is_weak():
    blaenau_ffestiniog, merthyr = page_of("W37000076", "en"), page_of("W37000363", "en")

    assert any("Welsh is spoken here" in strength.sentence for strength in blaenau_ffestiniog.strengths[:3])
    assert not any("Welsh is spoken here" in strength.sentence for strength in merthyr.strengths)


def test_what_was_fitted_to_a_town_is_not_said_of_a_small_area():
    notes = {note for theme in page_of(AMLWCH_PORT, "en").themes for note in theme.notes}
    of_town = {note for theme in page_of(PONTYPRIDD, "en").themes for note in theme.notes}

    assert not any("added together to fit" in note for note in notes)
    assert any("added together to fit" in note for note in of_town)


def test_the_series_of_an_authority_are_saved_under_its_own_name(client: Client):
    rows = (
        client.get(f"/en/place/{PONTYPRIDD}-pontypridd/trends.csv").content.decode("utf-8-sig").splitlines()
    )

    assert rows[0].startswith("code,area,series")
    assert {row.split(",")[1] for row in rows[1:]} == {"Rhondda Cynon Taf"}


@pytest.mark.parametrize(
    ("code", "language", "said"),
    [
        ("K05000002", "en", "From Ordnance Survey: OS Open Names: populated places."),
        ("K05000002", "cy", "Ffynhonnell: Arolwg Ordnans, OS Open Names: lleoedd poblog."),
        (
            "K05000001",
            "en",
            "From House of Commons Library: House of Commons Library MSOA names. Nobody qualified has checked that it is the"
            " name of this area.",
        ),
        ("K06000002", "cy", "Nid oes enw Cymraeg arall ar y lle hwn yn unrhyw un o’n ffynonellau."),
        ("W37000010", "en", "From our own list. Nobody qualified has checked it."),
        (
            "W06000001",
            "en",
            "From Office for National Statistics: Local Authority Districts (December 2024) names and boundaries.",
        ),
    ],
)
def test_it_says_where_its_welsh_name_is_from_and_whether_it_was_checked(code, language, said):
    lines = {line.label: line.value for line in page_of(code, language).where}
    assert lines["Enw Cymraeg" if language == "cy" else "Welsh name"] == said
