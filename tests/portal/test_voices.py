"""Who has been heard, and who not yet: what the pages show, to whom they send, and what they never show."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edau.core import clock, stamps
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.listen.actions.reaching import Reached, note_reach, take_back_reach
from edau.listen.actions.voices import STAMP, publish_voices
from edau.listen.analysis.voices import from_stored
from edau.listen.models import PublishedVoices, Reach
from edau.listen.queries.voices import Scope, counted, days_of, home_of, members
from edau.listen.rules import may_change_reach
from edau.people.choices import Part
from edau.portal.pages.voices import areas_of, told_of
from edau.ui.links import address_in
from tests.cast import PONTYPRIDD, account, body, holder, involvement, receipt, story
from tests.listen.voices_cast import heard
from tests.moderation.cast import reported

pytestmark = pytest.mark.django_db
YOUNG = {"age": "16-24", "sex": "female", "welsh": "yes", "disability": "no", "deprivation": "first-20"}
OLD = {"age": "65-plus", "sex": "male", "welsh": "no", "disability": "no", "deprivation": "not_said"}


@pytest.fixture
def asked():
    """An involvement in which many young women and old men spoke, few others, and six who said nothing."""
    one = involvement()
    few = (
        [{"age": "35-49"}] * 6 + [{"age": "25-34"}] * 9 + [{"age": "50-64"}] * 8 + [{"disability": "yes"}] * 2
    )
    heard([YOUNG] * 60 + [OLD] * 60 + few + [None] * 6, within=one)
    publish_voices()
    return one


def page(client: Client, asked, language: str = "en") -> str:
    return client.get(address_in(language, "portal:involvement_voices", asked.pk)).content.decode()


def lines(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


def test_what_is_published_is_rounded_down_and_small_numbers_are_hidden(asked):
    found = {row.characteristic: from_stored(row.counts) for row in PublishedVoices.objects.all()}

    assert (found["age"].total, found["age"].step) == (151, 5)
    assert found["age"].counts.tolist().count(-1) == 1  # given up, so that the small ones stay open
    assert 2 not in found["disability"].counts
    assert "ethnic_group" not in found  # nobody said it


def test_the_page_says_who_is_missing_and_how_many_more_would_do(asked, client: Client):
    html = page(client, asked)

    assert "151 people were heard." in html
    assert "Age: 35 to 49" in html
    assert "more of them would surely close the gap" in html
    assert "Nobody is known yet who reaches them here." in html
    assert html.index("Who has been heard well") < html.index("Who to ask next")
    assert "Census 2011" in html
    assert "Not stated" in html


def test_both_languages_say_as_much(asked, client: Client):
    english, welsh = page(client, asked), page(client, asked, "cy")

    for part in ("<tr>", "<svg", "<h2", "<h3", "<caption", "<li>"):
        assert english.count(part) == welsh.count(part) > 0, part


def test_an_organisation_that_reaches_them_is_named_with_how_and_when(asked, client: Client):
    reached = Reached(body("heddwas"), "age", "35-49", "W06000016", "Drwy’r ysgol.", "Through the school.")
    note_reach(reached=reached, by=holder(Part.FACILITATOR, body()))

    html = page(client, asked)
    assert "Through the school." in html
    assert "Last borne out on" in html
    assert "Noted by: Example Valley Council." in html
    Reach.objects.update(area="W06000001")  # somewhere else
    stamps.set_stamp("listen", "x")
    assert "Through the school." not in page(client, asked)


def test_under_five_nothing_is_shown_and_nothing_is_kept(client: Client):
    one = involvement()
    heard([YOUNG] * 4, within=one)
    publish_voices()

    assert not PublishedVoices.objects.exists()
    assert "Nothing can be shown yet." in page(client, one)


def test_one_more_voice_changes_nothing_on_the_page(asked, client: Client):
    before = page(client, asked)
    heard([YOUNG], within=asked)
    with clock.at(clock.now() + timedelta(days=1)):
        publish_voices()

    assert page(client, asked) == before


def test_a_report_that_hides_a_story_changes_no_number(asked):
    before = counted(members(Scope(involvement=asked.pk), {}))
    said = asked.contributions.first()

    reported(said)

    assert counted(members(Scope(involvement=asked.pk), {})) == before


def test_it_is_counted_once_a_day(asked):
    heard([OLD] * 40, within=asked)

    assert publish_voices() == 0
    with clock.at(clock.now() + timedelta(days=1)):
        assert publish_voices() > 0
    assert stamps.stamp(STAMP) > clock.today().isoformat()
    assert AuditLine.objects.filter(deed="publish_voices").latest("number").codes.keys() == {"tables"}


def test_a_place_is_counted_by_quarter_and_year_once_they_are_over(client: Client):
    heard([YOUNG] * 30 + [OLD] * 20, made=datetime(2025, 11, 3, 12, tzinfo=UTC))
    with clock.at(datetime(2026, 1, 3, 12, tzinfo=UTC)):
        assert publish_voices() == 0  # what is on paper may still come in
    with clock.at(datetime(2026, 1, 12, 12, tzinfo=UTC)):
        assert publish_voices() > 0

    # The year's people are the quarter's: the same table, safe to show.
    assert set(PublishedVoices.objects.values_list("place", "period")) == {
        (PONTYPRIDD, "2025-Q4"),
        (PONTYPRIDD, "2025"),
        ("W06000016", "2025"),
    }
    address = address_in("en", "portal:place_voices", "W38000081-pontypridd")
    assert "October–December 2025" in client.get(address).content.decode()
    assert client.get(f"{address}?period=2025").status_code == 200
    assert client.get(f"{address}?period=1999").status_code == 404
    wards = client.get(address_in("en", "portal:place_voices", "W06000016-rhondda-cynon-taf"))
    assert wards.status_code == 200


def test_an_area_that_is_not_counted_says_where_it_is(client: Client):
    address = address_in("en", "portal:place_voices", "psb-gwent")

    assert "This is counted for towns and villages" in client.get(address).content.decode()


def test_the_file_marks_what_is_hidden_and_names_source_and_date(asked, client: Client):
    rows = lines(client, address_in("en", "portal:involvement_voices_csv", asked.pk))

    hidden = [row for row in rows if row["mark"] == "hidden"]
    assert hidden
    assert {(row["heard, at least"], row["heard, at most"]) for row in hidden} == {("", "")}
    welsh = next(row for row in rows if row["band"] == "welsh/yes")
    assert "2011" in welsh["source in English"]
    assert welsh["date of the figure of who lives here"] == "2011-03-27"
    assert {row["published on"] for row in rows} == {clock.today().isoformat()}
    welsh_rows = lines(client, address_in("cy", "portal:involvement_voices_csv", asked.pk))
    assert [list(row.values())[2] for row in rows] == [list(row.values())[2] for row in welsh_rows]


@pytest.mark.parametrize("many", [10, 60])
def test_the_number_of_queries_does_not_hang_on_how_many_were_heard(many):
    one = involvement()
    heard([YOUNG, OLD] * many, within=one)
    told_of(Scope(involvement=one.pk), areas_of(one))  # the figures of the release are kept from now on

    with CaptureQueriesContext(
        connection,
    ) as first:
        counted(members(Scope(involvement=one.pk), {}))
    publish_voices()
    with CaptureQueriesContext(connection) as second:
        told_of(Scope(involvement=one.pk), areas_of(one))
    assert (len(first), len(second)) == (2, 4)


def test_only_who_asks_for_a_body_notes_whom_it_reaches(client: Client):
    address = address_in("en", "portal:reach")
    client.force_login(account("nobody"))
    assert client.get(address).status_code == 403

    officer = holder(Part.OFFICER, body())
    client.force_login(officer)
    sent = {
        "organisation": body().key,
        "group": "age/16-24",
        "place_name": "Pontypridd",
        "how_cy": "",
        "how_en": "At the club.",
    }
    assert client.post(address, {**sent, "how_en": ""}).status_code == 422
    assert client.post(address, sent).status_code == 302
    row = Reach.objects.get()
    assert (row.characteristic, row.band, row.area, row.seen) == ("age", "16-24", PONTYPRIDD, clock.today())
    away = address_in("en", "portal:reach_take_back", row.pk)
    assert "At the club." in client.get(away).content.decode()
    assert client.post(away).status_code == 302
    assert not Reach.objects.exists()


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("who noted it", True),
        ("a colleague of who noted it", True),
        ("the organisation itself", True),
        ("everywhere", True),
        ("another body", False),
        ("a listener of the same body", False),
        ("who noted it, without the role", False),
        ("nobody", False),
    ],
)
def test_what_one_body_noted_of_an_organisation_no_other_body_changes(who, may):
    council, club, other = body(), body("clwb", "voluntary"), body("arall")
    noted_by = holder(Part.FACILITATOR, council, name="noted-by")
    row = note_reach(reached=Reached(club, "age", "16-24", PONTYPRIDD, "", "At the club."), by=noted_by)
    if who == "who noted it, without the role":
        noted_by.roles.update(until=clock.now())
    by = {
        "who noted it": lambda: noted_by,
        "who noted it, without the role": lambda: noted_by,
        "a colleague of who noted it": lambda: holder(Part.OFFICER, council, name="colleague"),
        "the organisation itself": lambda: holder(Part.OFFICER, club, name="club"),
        "everywhere": lambda: holder(Part.OFFICER, name="everywhere"),
        "another body": lambda: holder(Part.OFFICER, other, name="other"),
        "a listener of the same body": lambda: holder(Part.LISTENER, council, name="listener"),
        "nobody": lambda: account("nobody"),
    }[who]()

    assert row.noted_for == council
    assert bool(may_change_reach(by, row)) is may
    for deed in (
        lambda: note_reach(reached=Reached(club, "age", "16-24", PONTYPRIDD, "", "Elsewhere."), by=by),
        lambda: take_back_reach(reach=row, by=by),
    ):
        if may:
            deed()
        else:
            with pytest.raises(NotAllowed):
                deed()
    assert Reach.objects.filter(how_en="At the club.").exists() is not may


def test_what_an_organisation_says_of_itself_says_so_and_nobody_writes_over_it(client: Client):
    club = body("clwb", "voluntary")
    note_reach(
        reached=Reached(club, "age", "16-24", PONTYPRIDD, "", "At the club."), by=holder(Part.OFFICER, club)
    )
    client.force_login(holder(Part.OFFICER, body(), name="council"))
    address = address_in("en", "portal:reach")
    sent = {"organisation": "clwb", "group": "age/16-24", "place_name": "Pontypridd", "how_en": "Somewhere."}

    refused = client.post(address, sent)
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "Another body noted this." in html
    assert "Somewhere." in html  # what was typed stays
    assert "They say so themselves." in html
    assert "take-back" not in html
    assert client.get(address_in("en", "portal:reach_take_back", Reach.objects.get().pk)).status_code == 403
    assert Reach.objects.get().how_en == "At the club."


def test_taking_back_twice_does_nothing():
    officer = holder(Part.OFFICER, body())
    row = note_reach(reached=Reached(body(), "sex", "male", PONTYPRIDD, "", "At work."), by=officer)

    assert take_back_reach(reach=row, by=officer) is True
    row.pk = 99_999
    assert take_back_reach(reach=row, by=officer) is False


def test_the_link_stands_last_on_a_receipt(client: Client):
    one = receipt()
    story(held_by=one)

    html = client.get(address_in("en", "portal:receipt", one.link)).content.decode()
    assert html.index("Keep this receipt in my account") < html.index("Say something about yourself")


def test_quarters_and_homes():
    assert [day.isoformat() for day in days_of("2025-Q4")] == ["2025-10-01", "2026-01-01"]
    assert home_of([PONTYPRIDD, "W06000016"]) == "W06000016"
    assert home_of([PONTYPRIDD, "W06000015"]) == ""
    with pytest.raises(ValueError, match="no quarter"):
        days_of("2025-Q5")
