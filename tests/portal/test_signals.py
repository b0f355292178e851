"""The register of trends and signals: read by everyone alike, kept by those who hold the role."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils.translation import override

from edau.accounts.actions import take_role
from edau.accounts.models import User
from edau.core import stamps, visibility
from edau.places.models import Area
from edau.places.queries import visible_area
from edau.portal.pages.signals import Filters, heading_blocks, signal_page
from edau.ui.links import address_in
from edau.understand.actions.signals import add_signal, load_starters
from edau.understand.catalogue import catalogue
from edau.understand.choices import HEADINGS
from edau.understand.models import SeriesPoint, Signal, SignalRating
from edau.understand.queries.signals import LABEL, RATING_LABEL, visible_signal
from edau.understand.signal_catalogue import signal_words, starters
from tests.test_translations import english_left_over
from tests.understand.cast import entry, keeper, member, rated

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])
BARRY = "W37000342"
CHARGERS, PRICES, TRAFFIC = "vehicle-chargers", "house-prices", "traffic"


@pytest.fixture(autouse=True)
def _register():
    load_starters(by="tests")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def html_of(response) -> str:
    return response.content.decode()


def text_of(response) -> str:
    """The words of a page, in one line."""
    body = re.sub(r"(?s)<svg.*?</svg>", " ", html_of(response))
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def rows(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def keys(language: str = "en", **asked: str) -> dict[str, list[str]]:
    """The entries under each heading for what was asked."""
    with override(language):
        blocks = heading_blocks(Filters.asked(asked), language)
    return {block.code: [card.key for card in block.cards] for block in blocks}


# Read by everyone


@LANGUAGES
def test_every_entry_stands_under_its_heading(client: Client, language):
    page = client.get(address("signals", language=language))
    headings = re.findall(r'<h2 id="(\w+)">([^<]+)</h2>', html_of(page))

    words = signal_words().headings
    assert headings[: len(HEADINGS)] == [(code, words[code].say(language)) for code in HEADINGS]
    assert {code: sorted(found) for code, found in keys(language).items()} == {
        code: sorted(key for key, one in starters().items() if one.heading == code) for code in HEADINGS
    }


def test_an_entry_says_what_it_is_where_it_is_from_and_how_the_figures_went(client: Client):
    text = text_of(client.get(address("signal", PRICES)))

    assert "House prices against pay" in text
    assert "Wales: 3.7 (1 April 2002), then 5.9 (1 April 2025)." in text
    assert "Explore Local Statistics: Housing affordability ratio" in text
    assert "Office for National Statistics , 26 March 2026. Licence: OGL-UK-3.0." in text
    assert "Nobody has said yet how likely it is or how much it would change." in text


def test_a_long_series_is_drawn_whole_and_told_by_its_two_ends(client: Client):
    text = text_of(client.get(address("signal", TRAFFIC)))
    values = SeriesPoint.objects.filter(series=starters()[TRAFFIC].series, area="W92000004").order_by(
        "period"
    )
    known = [point.value for point in values]

    assert len(known) == 33
    then, now = round(sum(known[:10]) / 10), round(sum(known[-10:]) / 10)
    assert (
        f"Wales: {then:,} on average over the first 10 periods (1993 – 2002), {now:,} over the last 10 (2016 – 2025)."
        in text
    )


def test_two_values_make_no_line_but_a_sentence_and_a_table(client: Client):
    page = client.get(address("signal", CHARGERS))

    assert "<figure>" not in html_of(page)
    assert "Wales: 177 (1 January 2026), then 179 (1 April 2026)." in text_of(page)
    assert len(re.findall(r'<tr><th scope="row">', html_of(page))) == 2


@LANGUAGES
def test_the_figures_of_an_authority_stand_beside_those_of_wales(client: Client, language):
    page = client.get(address("signal", PRICES, language=language) + "?place=W06000016")
    named = visible_area("W06000016").name(language)
    table = re.search(r"(?s)<thead>.*?</thead>", html_of(page)).group()

    assert re.findall(r">([^<]+)</th>", table)[1:] == [named, {"cy": "Cymru", "en": "Wales"}[language]]
    assert f"{named}: " in text_of(page)


def test_a_series_without_figures_for_a_place_says_so(client: Client):
    SeriesPoint.objects.filter(series=starters()[CHARGERS].series, area="W06000016").delete()
    visibility.hold(label="places.Area", object_id="W06000001", reason="test", by="tests")  # a new stamp

    text = text_of(client.get(address("signal", CHARGERS) + "?place=W06000016"))

    assert "There are no figures of this series for Rhondda Cynon Taf." in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"heading": "legal"}, {"legal": ["fair-work"]}),
        ({"heading": "legal", "goal": "vibrant"}, {"legal": []}),
        (
            {"range": "far", "goal": "vibrant"},
            {
                code: {"social": ["children"], "economic": [PRICES], "political": ["million-speakers"]}.get(
                    code, []
                )
                for code in HEADINGS
            },
        ),
    ],
)
def test_filters_let_through_what_was_asked_for(asked, found):
    assert keys(**asked) == found


@pytest.mark.parametrize(
    "asked",
    [{"heading": "weather"}, {"goal": "rich"}, {"place": "W38000081"}, {"range": "soon"}, {"place": "x'"}],
)
def test_a_filter_that_is_not_known_is_as_if_it_had_not_been_asked(client: Client, asked):
    assert keys(**asked) == keys()
    assert client.get(address("signals"), asked).status_code == 200


def test_a_place_has_what_touches_wales_itself_or_a_town_in_it():
    cerys = keeper()
    of_authority = add_signal(entry=entry(), by=cerys).key
    of_town = add_signal(entry=entry(areas=["W38000081"]), by=cerys).key  # Pontypridd
    elsewhere = add_signal(entry=entry(areas=["W06000001"]), by=cerys).key

    found = {key for group in keys(place="W06000016").values() for key in group}

    assert found == {*starters(), of_authority, of_town}
    assert elsewhere not in found


@LANGUAGES
def test_the_filter_keeps_its_answer_also_in_the_other_language(client: Client, language):
    other = {"cy": "en", "en": "cy"}[language]
    page = html_of(client.get(address("signals", language=language) + "?heading=legal&range=near"))

    assert re.findall(r'<option value="(\w+)" selected>', page) == ["legal", "near"]
    link = f"{address('signals', language=other)}?heading=legal&amp;range=near"
    assert f'<a class="lang" href="{link}" lang="{other}"' in page


@LANGUAGES
def test_a_heading_without_entries_says_so(client: Client, language):
    visibility.hold(label=LABEL, object_id="fair-work", reason="test", by="tests")
    words = {
        "cy": "Nid oes neb wedi ychwanegu dim o dan y pennawd hwn eto.",
        "en": "Nobody has added anything under this heading yet.",
    }

    assert words[language] in text_of(client.get(address("signals", language=language) + "?heading=legal"))


def test_a_welsh_page_has_no_english_but_what_is_marked_as_english(client: Client):
    cerys = keeper()
    without_welsh = add_signal(
        entry=entry(title_cy="", what_cy="", source_cy="", publisher_cy=""), by=cerys
    ).key
    rated(PRICES, cerys, 4, 4, note="Young people tell us that they are leaving.", note_language="en")

    pages = [address("signals", language="cy"), address("signal", without_welsh, language="cy")]
    pages += [address("signal", key, language="cy") for key in starters()]
    left = {page: english_left_over(html_of(client.get(page))) for page in pages}

    assert {page: words for page, words in left.items() if words} == {}


def test_a_language_that_is_missing_is_said_and_the_other_is_marked(client: Client):
    key = add_signal(entry=entry(title_cy="", what_cy=""), by=keeper()).key

    welsh = html_of(client.get(address("signal", key, language="cy")))
    english = html_of(client.get(address("signal", key)))

    assert '<h1 class="mt3" lang="en">Homes on a flood plain</h1>' in welsh
    assert "Mae’r Gymraeg eto i ddod." in welsh
    assert '<h1 class="mt3">Homes on a flood plain</h1>' in english
    assert "The Welsh is still to come." in english


def test_text_of_a_person_is_text_and_nothing_else(client: Client):
    key = add_signal(
        entry=entry(title_en="<b>Bold</b>", what_en="<script>alert(1)</script>", source_en="=1+1"),
        by=keeper(),
    ).key

    page = html_of(client.get(address("signal", key)))

    assert "<b>Bold</b>" not in page
    assert "<script>alert" not in page
    (row,) = [row for row in rows(client.get(address("signals_csv"))) if row["code"] == key]
    assert row["source in English"] == "'=1+1"


def test_the_public_pages_are_the_same_for_everybody(client: Client):
    cerys = keeper()
    rated(PRICES, cerys, 4, 4)
    for page in (address("signals"), address("signal", PRICES), address("signals_csv")):
        stranger, known = client.get(page), signed_in(cerys).get(page)
        assert stranger.content == known.content
        assert "Cookie" not in stranger.headers.get("Vary", "")
        assert stranger.cookies == {}


def test_a_page_in_the_browser_s_store_is_asked_for_again_after_every_deed(client: Client):
    cerys, page = keeper(), address("signals")
    tag = client.get(page).headers["ETag"]
    assert client.get(page, headers={"if-none-match": tag}).status_code == 304

    for deed in (lambda: add_signal(entry=entry(), by=cerys), lambda: rated(PRICES, cerys, 3, 3)):
        deed()
        answer = client.get(page, headers={"if-none-match": tag})
        assert answer.status_code == 200
        tag = answer.headers["ETag"]


@pytest.mark.parametrize("page", ["signals", "signal"])
def test_the_number_of_queries_does_not_grow_with_the_register(
    client: Client, page, django_assert_num_queries
):
    cerys, target = keeper(), address(page, *([TRAFFIC] if page == "signal" else []))
    client.get(target)
    with django_assert_num_queries(1):  # the stamps; everything else is kept until one changes
        client.get(target)

    for number in range(5):
        key = add_signal(entry=entry(title_en=f"Floods {number}"), by=cerys).key
        rated(key, cerys, 3, 3)
    client.get(target)

    with django_assert_num_queries(1):
        client.get(target)


def test_there_is_no_entry_at_a_wrong_address(client: Client):
    for page in ("signal", "signal_csv"):
        assert client.get(address(page, "nothing-here")).status_code == 404


# What raters think


def three_raters() -> list[User]:
    return [keeper(name) for name in ("alys", "bryn", "cerys")]


def test_under_three_marks_there_is_no_middle(client: Client):
    alys, bryn, cerys = three_raters()
    rated(PRICES, alys, 2, None)
    rated(PRICES, bryn, 5, 4)
    few = text_of(client.get(address("signal", PRICES)))
    rated(PRICES, cerys, 4, 4)
    enough = text_of(client.get(address("signal", PRICES)))

    assert "How likely it is: 2, 5. With fewer than three marks there is no middle." in few
    assert "How likely it is: the middle of 3 marks is 4 (likely); the lowest is 2, the highest 5." in enough
    assert (
        "How much it would change: 4, 4. With fewer than three marks there is no middle."
        " 1 person does not know." in enough
    )


def test_a_middle_between_two_marks_is_said_as_lying_between_them(client: Client):
    for user, mark in zip([*three_raters(), keeper("dewi")], (2, 3, 4, 4), strict=True):
        rated(PRICES, user, mark, 3)

    text = text_of(client.get(address("signal", PRICES)))

    assert "the middle of 4 marks is 3.5 (as likely as not – likely)" in text


def test_only_the_newest_rating_of_a_person_counts_and_the_past_is_kept(client: Client):
    alys, bryn, cerys = three_raters()
    before = datetime(2024, 5, 1, tzinfo=UTC)
    for user in (alys, bryn, cerys):
        rated(PRICES, user, 2, 2, at=before)
    rated(PRICES, alys, 5, 5)

    page = signal_page(visible_signal(PRICES), "", "en")

    assert page.card.opinion.likelihood.sentence.endswith("the lowest is 2, the highest 5.")
    assert [row[:4] for row in page.years.cells] == [
        (str(datetime.now(UTC).year), "3", "2", "2–5"),
        ("2024", "3", "2", "2–2"),
    ]


@LANGUAGES
def test_a_note_is_shown_in_its_own_language_without_who_wrote_it(client: Client, language):
    rated(PRICES, keeper(), 4, 5, note="Mae pobl ifanc yn gadael.", note_language="cy")

    page = html_of(client.get(address("signal", PRICES, language=language)))

    marked = "<div><p>Mae pobl" if language == "cy" else '<div lang="cy"><p>Mae pobl'
    assert marked in page
    assert "cerys" not in page
    assert "example.org" not in page


def test_nothing_on_a_page_or_in_a_file_tells_who_added_or_rated(client: Client):
    cerys = keeper()
    key = add_signal(entry=entry(source_address=""), by=cerys).key
    rated(key, cerys, 1, 5)

    for page in (address("signal", key), address("signals"), address("signals_csv")):
        said = html_of(client.get(page))
        assert [word for word in ("cerys", "example.org", str(cerys)) if word in said] == []
    assert "by somebody who keeps this register." in text_of(client.get(address("signal", key)))


def test_the_two_questions_are_never_made_one(client: Client):
    for user in three_raters():
        rated(PRICES, user, 5, 5)

    said = text_of(client.get(address("signal", PRICES))).lower()
    columns = rows(client.get(address("signals_csv")))[0].keys()

    assert [word for word in ("score", "total", "priority", "25") if word in re.sub(r"\d{4}", "", said)] == []
    assert [name for name in columns if "score" in name or "total" in name] == []


# Holds


def test_a_held_entry_is_gone_from_every_page_and_file(client: Client):
    cerys = keeper()
    key = add_signal(entry=entry(), by=cerys).key
    visibility.hold(label=LABEL, object_id=key, reason="test", by="tests")

    gone = [address(name, key) for name in ("signal", "signal_csv", "signal_edit", "signal_rate")]
    assert [signed_in(cerys).get(page).status_code for page in gone] == [404] * 4
    assert key not in html_of(client.get(address("signals")))
    assert key not in html_of(client.get(address("signals_csv")))

    visibility.lift(label=LABEL, object_id=key, by="tests")
    assert client.get(address("signal", key)).status_code == 200


def test_a_held_rating_counts_nowhere(client: Client):
    rating = rated(PRICES, keeper(), 1, 1, note="Something that should not stand here.", note_language="en")
    visibility.hold(label=RATING_LABEL, object_id=str(rating.pk), reason="test", by="tests")

    text = text_of(client.get(address("signal", PRICES)))

    assert "Nobody has said yet how likely it is" in text
    assert "should not stand here" not in text


def test_a_held_place_is_not_named_by_an_entry_that_touches_it(client: Client):
    key = add_signal(entry=entry(areas=["W38000081", "W06000016"]), by=keeper()).key
    visibility.hold(label="places.Area", object_id="W38000081", reason="test", by="tests")

    page = html_of(client.get(address("signal", key)))
    (row,) = [row for row in rows(client.get(address("signals_csv"))) if row["code"] == key]

    assert "Pontypridd" not in page
    assert row["areas"] == "W06000016"


# Files


@LANGUAGES
def test_the_register_as_a_file_has_every_entry_with_its_source_and_spread(client: Client, language):
    alys, bryn, cerys = three_raters()
    for user, mark in ((alys, 2), (bryn, 3), (cerys, None)):
        rated(PRICES, user, mark, 5)
    named = {
        "cy": ("cod", "Pa mor debygol ydyw", "marciau", "ddim yn gwybod", "canol"),
        "en": ("code", "How likely it is", "marks", "do not know", "middle"),
    }[language]
    code, likelihood, marks, unknown, middle = named

    table = {row[code]: row for row in rows(client.get(address("signals_csv", language=language)))}

    assert set(table) == set(starters())
    assert table[PRICES][f"{likelihood}: {marks}"] == "2; 3"
    assert table[PRICES][f"{likelihood}: {unknown}"] == "1"
    assert table[PRICES][f"{likelihood}: {middle}"] == ""


def test_the_series_of_an_entry_as_a_file_has_wales_and_every_authority(client: Client):
    table = rows(client.get(address("signal_csv", PRICES)))

    assert len({row["code"] for row in table}) == 23
    assert {row["series"] for row in table} == {starters()[PRICES].series}
    assert all(row["source"] and row["publisher"] and row["licence"] for row in table)
    assert len(table) == SeriesPoint.objects.filter(series=starters()[PRICES].series).count()


def test_an_entry_without_a_series_is_a_file_of_its_own_row(client: Client):
    assert [row["code"] for row in rows(client.get(address("signal_csv", "fair-work")))] == ["fair-work"]


# Kept by those who hold the role

TYPED = {
    "kind": "signal",
    "heading": "environmental",
    "title_cy": "Tai ar orlifdir",
    "what_cy": "Mae mwy o gartrefi’n cael eu codi lle gall afon orlifo.",
    "title_en": "Homes on a flood plain",
    "what_en": "More homes are being built where a river can flood.",
    "horizons": ["near", "middle"],
    "areas": ["W06000016"],
    "places": "Pontypridd\nY Barri",
    "goals": ["resilient", "healthier"],
    "series": "",
    "source_cy": "",
    "publisher_cy": "",
    "source_en": "Report of the council",
    "publisher_en": "Rhondda Cynon Taf Council",
    "source_address": "https://example.org/report",
    "source_date": "2026-03",
    "licence": "",
}


@pytest.mark.parametrize("name", ["signal_add", "signal_edit", "signal_rate"])
@LANGUAGES
def test_a_stranger_is_asked_to_sign_in_and_comes_back(client: Client, name, language):
    page = address(name, *([] if name == "signal_add" else [PRICES]), language=language)

    answer = client.get(page)

    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"{address_in(language, 'account_login')}?next={page}",
    )


@pytest.mark.parametrize("name", ["signal_add", "signal_edit", "signal_rate"])
@LANGUAGES
def test_somebody_without_the_role_is_told_why_not(name, language):
    macsen = signed_in(member())
    page = address(name, *([] if name == "signal_add" else [PRICES]), language=language)
    before = Signal.objects.count()

    answers = [macsen.get(page), macsen.post(page, TYPED)]

    assert [answer.status_code for answer in answers] == [403, 403]
    reason = {
        "cy": "Mae hyn i bobl sy’n dal y rôl “signals”.",
        "en": "This is for people who hold the role “signals”.",
    }
    assert all(reason[language] in text_of(answer) for answer in answers)
    assert (Signal.objects.count(), SignalRating.objects.count()) == (before, 0)


def test_what_ships_is_not_changed_here_and_the_page_says_where():
    answer = signed_in(keeper()).get(address("signal_edit", PRICES))

    assert answer.status_code == 403
    assert "it is changed in the catalogue, not here" in text_of(answer)


def test_an_entry_is_added_with_its_places_by_name(client: Client):
    answer = signed_in(keeper()).post(address("signal_add"), TYPED)

    kept = Signal.objects.get(from_catalogue=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, address("signal_edit", kept.key))
    assert kept.areas == ["W06000016", "W38000081", BARRY]
    assert (kept.horizons, kept.goals, kept.checked) == (
        ["near", "middle"],
        ["resilient", "healthier"],
        False,
    )
    text = text_of(client.get(address("signal", kept.key)))
    assert "Barry , Pontypridd , Rhondda Cynon Taf" in text


def test_after_adding_the_page_says_so():
    answer = signed_in(keeper()).post(address("signal_add"), TYPED, follow=True)

    assert "Added. Everyone can read it now." in text_of(answer)


@pytest.mark.parametrize(
    ("wrong", "field", "error"),
    [
        ({"kind": ""}, "kind", "Choose whether it is a trend or a signal."),
        ({"kind": "rumour"}, "kind", "Choose one of those on the list."),
        ({"heading": ""}, "heading", "Choose a heading."),
        ({"horizons": []}, "horizons", "Tick at least one range of years."),
        ({"title_cy": ""}, "title_cy", "There is a text in this language, so it needs a title, too."),
        ({"what_en": ""}, "what_en", "There is a title in this language, so it needs a text, too."),
        (
            {"title_cy": "", "what_cy": "", "title_en": "", "what_en": ""},
            "title_en",
            "Write the title and the text in at least one language.",
        ),
        (
            {"source_en": "", "publisher_en": ""},
            "source_en",
            "Say in at least one language what the source is called and who published it.",
        ),
        (
            {"publisher_en": ""},
            "publisher_en",
            "You have said what the source is called. Say who published it, too.",
        ),
        ({"source_en": ""}, "source_en", "You have said who published it. Say what it is called, too."),
        ({"source_date": ""}, "source_date", "Type the year in which the source was published."),
        ({"source_date": "last May"}, "source_date", "Type a year, or a day such as 2021-12-14."),
        ({"source_date": "2026-02-30"}, "source_date", "Type a year, or a day such as 2021-12-14."),
        (
            {"source_address": "javascript:alert(1)"},
            "source_address",
            "Type a web address that begins with https://, or leave this empty.",
        ),
        (
            {"source_address": "ftp://example.org/a"},
            "source_address",
            "Type a web address that begins with https://, or leave this empty.",
        ),
        ({"areas": [], "places": ""}, "areas", "Tick an area, or name a town or village."),
        ({"areas": ["W99"]}, "areas", "Choose one of those on the list."),
        (
            {"places": "Atlantis"},
            "places",
            "We know no place called “Atlantis”. Type its name as its page has it.",
        ),
        ({"title_en": "x" * 121}, "title_en", "Write this in fewer words: at most 120 letters fit here."),
        ({"title_en": "a\0b"}, "title_en", "There is a letter in this that cannot be kept. Type it again."),
        (
            {"checked": "on", "title_cy": "", "what_cy": ""},
            "checked",
            "There is no Welsh text yet that anybody could have read.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_words_and_nothing_is_lost(wrong, field, error):
    typed = {**TYPED, **wrong}

    answer = signed_in(keeper()).post(address("signal_add"), typed)

    form = answer.context["form"]
    assert answer.status_code == 422
    assert form.errors == {field: [error]}
    assert f'<a href="#{form[field].first_id}">{error}</a>' in html_of(answer).replace("&quot;", '"')
    assert {name: form.data.getlist(name) for name in typed} == {
        name: value if isinstance(value, list) else [value] for name, value in typed.items()
    }
    assert not Signal.objects.filter(from_catalogue=False).exists()


def test_places_of_the_same_name_are_told_apart_by_their_codes():
    Area.objects.filter(code=BARRY).update(name_en="Pontypridd", name_cy="Pontypridd")
    stamps.set_stamp(stamps.RELEASE, "two towns of one name")

    answer = signed_in(keeper()).post(address("signal_add"), {**TYPED, "places": "pontypridd"})
    (error,) = answer.context["form"].errors["places"]
    assert error == (
        "More than one place is called “pontypridd”. Type the code of yours:"
        f" Pontypridd, Vale of Glamorgan: {BARRY}; Pontypridd, Rhondda Cynon Taf: W38000081."
    )

    signed_in(keeper("alys")).post(address("signal_add"), {**TYPED, "places": BARRY.lower()})
    kept = Signal.objects.get(from_catalogue=False)
    assert kept.areas == ["W06000016", BARRY]
    opened = signed_in(keeper("bryn")).get(address("signal_edit", kept.key)).context["form"]
    assert opened.initial["places"] == BARRY  # its name alone would not say which


@pytest.mark.parametrize("name", ["signal_add", "signal_rate"])
def test_no_form_speaks_english_on_a_welsh_page(name):
    cerys = signed_in(keeper())
    page = address(name, *([] if name == "signal_add" else [PRICES]), language="cy")

    for answer in (cerys.get(page), cerys.post(page, {"places": "Atlantis", "source_address": "x y"})):
        assert english_left_over(html_of(answer)) == []


def test_an_entry_opens_with_what_it_holds_and_comes_back_changed():
    cerys = signed_in(keeper())
    cerys.post(address("signal_add"), TYPED)
    key = Signal.objects.get(from_catalogue=False).key
    opened = cerys.get(address("signal_edit", key)).context["form"]

    typed = {name: value for name, value in opened.initial.items() if value not in (None, False)}
    assert typed["places"].splitlines() == ["Pontypridd", "Barry"]
    answer = cerys.post(address("signal_edit", key), {**typed, "title_en": "Floods"}, follow=True)

    kept = Signal.objects.get(key=key)
    assert "Saved. Everyone can read it now." in text_of(answer)
    assert (kept.title_en, kept.title_cy, len(kept.areas)) == ("Floods", "Tai ar orlifdir", 3)


def test_who_changes_something_else_does_not_lose_a_place_that_is_held():
    cerys = keeper()
    signal = add_signal(entry=entry(areas=["W38000081", "W06000016"]), by=cerys)
    visibility.hold(label="places.Area", object_id="W38000081", reason="test", by="tests")
    client = signed_in(cerys)
    typed = client.get(address("signal_edit", signal.key)).context["form"].initial

    client.post(address("signal_edit", signal.key), {**typed, "checked": "", "title_en": "Floods"})

    kept = Signal.objects.get(key=signal.key)
    assert (kept.title_en, sorted(kept.areas)) == ("Floods", ["W06000016", "W38000081"])


def test_when_somebody_was_quicker_nothing_is_written_over_until_it_is_sent_again():
    cerys, alys = keeper(), keeper("alys")
    signal = add_signal(entry=entry(goals=["resilient", "global"]), by=cerys)
    page = address("signal_edit", signal.key)
    mine = {**signed_in(cerys).get(page).context["form"].initial, "checked": "", "title_en": "Mine"}
    hers = {**mine, "title_en": "Hers"}
    signed_in(alys).post(page, hers)

    overtaken = signed_in(cerys).post(page, mine)
    form = overtaken.context["form"]

    assert overtaken.status_code == 409
    assert Signal.objects.get(key=signal.key).title_en == "Hers"
    assert "Somebody else changed this entry while you were writing." in text_of(overtaken)
    assert (form["title_en"].value(), form["goals"].value()) == ("Mine", ["resilient", "global"])

    signed_in(cerys).post(page, {**mine, "seen": form["seen"].value()})
    assert Signal.objects.get(key=signal.key).title_en == "Mine"


@pytest.mark.parametrize("seen", ["", "yesterday", "2026-01-01"])
def test_a_form_that_does_not_say_when_it_was_opened_writes_nothing_over(seen):
    cerys = keeper()
    signal = add_signal(entry=entry(), by=cerys)
    page = address("signal_edit", signal.key)
    typed = {**signed_in(cerys).get(page).context["form"].initial, "checked": "", "title_en": "Mine"}

    assert signed_in(cerys).post(page, {**typed, "seen": seen}).status_code == 409
    assert Signal.objects.get(key=signal.key).title_en == "Homes on a flood plain"


def test_marks_are_kept_and_can_be_seen_again():
    cerys = keeper()
    client, page = signed_in(cerys), address("signal_rate", PRICES)

    answer = client.post(page, {"likelihood": "4", "impact": "0", "note": " Pay is low here. "}, follow=True)

    kept = SignalRating.objects.get()
    assert (kept.likelihood, kept.impact, kept.note, kept.note_language) == (
        4,
        None,
        "Pay is low here.",
        "en",
    )
    assert "Your marks are kept." in text_of(answer)
    assert answer.context["form"].initial == {"likelihood": "4", "impact": "0"}


def test_nobody_sees_the_marks_of_others_in_the_form():
    rated(PRICES, keeper("alys"), 5, 5)

    assert signed_in(keeper()).get(address("signal_rate", PRICES)).context["form"].initial == {}


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {},
            {
                "likelihood": ["Say how likely you think it is, or that you do not know."],
                "impact": ["Say how much it would change, or that you do not know."],
            },
        ),
        ({"likelihood": "6", "impact": "1"}, {"likelihood": ["Choose one of those on the list."]}),
        (
            {"likelihood": "1", "impact": "1", "note": "x" * 601},
            {"note": ["Write this in fewer words: at most 600 letters fit here."]},
        ),
    ],
)
def test_a_rating_that_is_wrong_is_said_in_words(typed, errors):
    answer = signed_in(keeper()).post(address("signal_rate", PRICES), typed)

    assert (answer.status_code, dict(answer.context["form"].errors)) == (422, errors)
    assert SignalRating.objects.count() == 0


def test_a_role_that_was_taken_back_ends_with_the_next_request():
    cerys = keeper()
    client = signed_in(cerys)
    assert client.get(address("signal_add")).status_code == 200

    take_role(email=cerys.email, role="signals", by="tests")

    assert client.get(address("signal_add")).status_code == 403


@pytest.mark.parametrize("name", ["signal_add", "signal_edit", "signal_rate"])
def test_a_form_needs_its_token(name):
    cerys = keeper()
    key = add_signal(entry=entry(), by=cerys).key
    client = Client(enforce_csrf_checks=True)
    client.force_login(cerys)

    answer = client.post(address(name, *([] if name == "signal_add" else [key])), TYPED)

    assert answer.status_code == 403


def test_every_goal_of_the_act_can_be_ticked():
    form = signed_in(keeper()).get(address("signal_add")).context["form"]

    assert [code for code, _label in form.fields["goals"].choices] == list(catalogue().goals)
