"""Open data of Connect: what bodies share, when their rooms are empty, counts. Nothing of people, nothing that is held."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from edau.connect.actions.leaving import withdraw
from edau.connect.analysis.counting import counted
from edau.connect.analysis.weeks import compile_week
from edau.connect.choices import Season, Stage
from edau.connect.hsds import id_of, schedules
from edau.connect.models import FreeWeek, Placing, Proposal, SeasonRequest, SeasonRound
from edau.connect.queries.counting import Given
from edau.connect.queries.idle_slots import rooms, slots_of
from edau.core import clock, visibility
from edau.people.choices import Part
from tests.cast import body, holder
from tests.connect.cast import AREA, asset, capability, need, party

pytestmark = pytest.mark.django_db

# What the schemas of HSDS 3.0 require, written down by hand.
REQUIRED = {
    "service": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "location": {"id", "location_type"},
    "service_at_location": {"id"},
    "schedule": {"id"},
    "accessibility": {"id"},
    "language": {"id"},
    "attribute": {"id"},
    "taxonomy_term": {"id", "name", "description"},
}
STATUSES = {"active", "inactive", "defunct", "temporarily closed"}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def week(*windows: dict, **fields) -> FreeWeek:
    made = FreeWeek(windows=list(windows), **fields)
    compile_week(made)
    made.save()
    return made


def evenings(start: str = "2026-11-24T18:00", minutes: int = 120, rule: str = "FREQ=WEEKLY;BYDAY=TU") -> dict:
    return {"start": start, "minutes": minutes, "rule": rule}


def ask(address: str, **query: str) -> dict:
    response = Client().get(f"/api/v1/{address}", query)
    assert response.status_code == 200, response.content
    return response.json()


def fed(address: str) -> list[dict]:
    """A whole feed, from its first page to the empty one that names itself."""
    items, where = [], f"/api/v1/{address}"
    for _page in range(20):
        page = Client().get(where).json()
        if not page["items"]:
            assert page["next"].endswith(where.removeprefix("http://testserver")) or "?" not in where
            return items
        items += page["items"]
        where = page["next"]
    raise AssertionError("the feed does not end")


class TestServices:
    def test_a_service_has_what_the_standard_requires_at_every_depth(self):
        hall = asset(
            kind="hall",
            week=week(evenings()),
            access=["step_free", "loop"],
            conditions_en="Soft shoes.",
            pence_an_hour=450,
        )

        (plain,) = ask("hsds/services", lang="en")["contents"]
        whole = ask(f"hsds/services/{plain['id']}", lang="en")

        assert plain["id"] == id_of("service", hall.pk)
        (at,) = whole["service_at_locations"]
        place = at["location"]
        (attribute,) = whole["attributes"]
        for sort, found in (
            ("service", plain),
            ("service", whole),
            ("organization", whole["organization"]),
            ("service_at_location", at),
            ("location", place),
            ("schedule", whole["schedules"][0]),
            ("accessibility", place["accessibility"][0]),
            ("language", whole["languages"][0]),
            ("attribute", attribute),
            ("taxonomy_term", attribute["taxonomy_term"]),
        ):
            assert REQUIRED[sort] <= found.keys(), sort
            assert UUID.fullmatch(found["id"]), sort
        assert whole["status"] in STATUSES
        assert place["location_type"] == "physical"
        assert whole["description"] == "Soft shoes."
        assert [one["description"] for one in place["accessibility"]] == ["step-free", "hearing loop"]
        assert attribute["taxonomy_term"]["term_uri"] == "http://testserver/api/v1/skills.jsonld#hall"
        assert whole["cost_options"][0]["amount"] == 4.5

    def test_a_window_becomes_a_schedule_that_says_the_same(self):
        hall = asset(
            week=week(
                evenings(),
                evenings("2026-11-26T22:00", 180, "FREQ=DAILY"),
                evenings("2026-12-24T10:00", 60, ""),
                evenings("2026-12-04T10:00", 60, "FREQ=MONTHLY;BYDAY=1FR;UNTIL=20270601T000000"),
                bank_holidays=False,
            )
        )

        weekly, nightly, once, monthly = schedules(hall)

        assert (weekly["freq"], weekly["byday"]) == ("WEEKLY", "TU")
        assert (weekly["opens_at"], weekly["closes_at"]) == ("18:00:00", "20:00:00")
        assert (nightly["freq"], nightly["byday"]) == ("WEEKLY", "MO,TU,WE,TH,FR,SA,SU")
        assert nightly["closes_at"] == "01:00:00"
        assert once["valid_from"] == once["valid_to"] == "2026-12-24"
        assert "freq" not in once
        assert (monthly["freq"], monthly["byday"], monthly["until"]) == ("MONTHLY", "1FR", "2027-06-01")
        assert "bank" in weekly["description"] or "banc" in weekly["description"]

    def test_pages_have_what_was_asked_for_and_add_up(self):
        of = party(organisation=body("hwb-cwm", "voluntary"))
        kept = {id_of("service", asset(of=of).pk) for _one in range(5)}

        first, last = (ask("hsds/services", per_page="3", page=page) for page in ("1", "2"))

        assert {one["id"] for one in first["contents"] + last["contents"]} == kept
        assert (first["total_items"], first["total_pages"], first["size"], last["size"]) == (5, 2, 3, 2)
        assert (first["first_page"], first["last_page"], last["last_page"]) == (True, False, True)
        (one,) = ask("hsds/organizations")["contents"]
        assert len(ask("hsds/services", organization_id=one["id"])["contents"]) == 5
        assert ask("hsds/services", organization_id=id_of("organization", "another"))["empty"]
        assert len(ask("hsds/service_at_locations")["contents"]) == 5

    @pytest.mark.parametrize("wrong", ["page=0", "page=x", "per_page=5000", "full=yes", "page=1,2", "size=3"])
    def test_what_cannot_be_asked_is_told(self, wrong):
        response = Client().get(f"/api/v1/hsds/services?{wrong}")

        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"

    def test_an_id_that_no_database_takes_is_told(self):
        assert Client().get(reverse("api:slots"), {"afterId": "a\0b"}).status_code == 400

    def test_what_a_person_lends_is_held_is_taken_back_or_waits_is_in_none_of_it(self):
        shown = asset(name_en="Shown")
        asset(of=party(), name_en="Secret shed of a person")
        held = asset(of=shown.owner, name_en="Secret hall that is held")
        asset(of=shown.owner, name_en="Secret hall nobody has looked at", waiting=True)
        gone = asset(of=shown.owner, name_en="Secret hall taken back")
        officer = holder(Part.OFFICER, shown.owner.organisation, name="shares")
        visibility.hold(label="connect.Asset", object_id=held.pk, reason="test", by="test")
        withdraw(record=gone, by=officer)

        said = [
            Client().get(f"/api/v1/{address}", {"lang": "en"}).content.decode()
            for address in (
                "hsds/services",
                "hsds/services?full=true",
                "hsds/organizations",
                "hsds/service_at_locations",
                "openactive/facility-uses",
                "openactive/slots",
            )
        ]

        assert "Secret" not in "".join(said)
        assert "Shown" in said[0]
        assert "Shown" in said[4]
        gone_ids = {one["id"] for one in json.loads(said[4])["items"] if one["state"] == "deleted"}
        assert gone_ids == {held.pk, gone.pk}

    def test_what_is_made_up_says_so_in_the_language_that_was_asked_for(self):
        asset(synthetic=True)

        assert ask("hsds/services", lang="en")["contents"][0]["alert"] == "Made-up example"
        (item,) = ask("openactive/facility-uses", lang="en")["items"]
        assert item["data"]["description"].startswith("Made-up example")


class TestSlots:
    MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)

    @pytest.fixture(autouse=True)
    def on_a_monday(self):
        with clock.at(self.MONDAY):
            yield

    def remaining(self, *assets) -> dict[tuple[str, str], int]:
        found = slots_of(list(rooms()))
        return {(key, f"{one.begins:%d %H:%M}"): one.remaining for key, many in found.items() for one in many}

    def test_half_hours_of_two_weeks_are_free_until_something_is_agreed_there(self):
        room = asset(week=week(evenings(minutes=90)))
        before = self.remaining()
        wanted = need(skill="", asset_kind="meeting-room", minutes=60)
        Proposal.objects.create(
            need=wanted,
            asset=room,
            stage=Stage.AGREED,
            by="test",
            answer_by=date(2026, 12, 1),
            when=datetime(2026, 11, 24, 18, 30, tzinfo=UTC),
        )

        assert before == {
            (room.pk, f"{day} {hour}"): 1 for day in ("24", "01") for hour in ("18:00", "18:30", "19:00")
        }
        assert [at for at, left in self.remaining().items() if not left] == [
            (room.pk, "24 18:30"),
            (room.pk, "24 19:00"),
        ]

    def test_who_has_a_half_leaves_the_other_and_nobody_has_the_whole(self):
        hall = asset(kind="hall", week=week(evenings(minutes=60)))
        one, other = (
            asset(of=hall.owner, kind="hall", part_of=hall, week=week(evenings(minutes=60))) for _half in "ab"
        )
        season = SeasonRound.objects.create(
            name_cy="Gaeaf",
            name_en="Winter",
            organisation=hall.owner.organisation,
            area=AREA,
            stage=Season.PUBLISHED,
            ask_by=date(2026, 11, 1),
            begins=date(2026, 11, 16),
            ends=date(2026, 11, 30),
            by="test",
        )
        request = SeasonRequest.objects.create(
            season=season, party=party(), words="A choir", language="en", persons=9, least=60, most=60
        )
        Placing.objects.create(request=request, asset=one, weekday=1, start=18 * 60, minutes=60)

        taken = {at for at, left in self.remaining().items() if not left}

        assert taken == {(key, f"24 {hour}") for key in (hall.pk, one.pk) for hour in ("18:00", "18:30")}
        assert self.remaining()[other.pk, "24 18:00"] == 1  # and the first of December is after the season

    def test_a_feed_goes_from_page_to_page_and_begins_anew_after_a_change(self, monkeypatch):
        from edau.portal.api import connecting

        monkeypatch.setattr(connecting, "A_FEED_PAGE", 7)
        hall = party(organisation=body("hwb-cwm", "voluntary"))
        for _room in range(5):
            asset(of=hall, week=week(evenings(minutes=90)))

        items = fed("openactive/slots")

        assert len(items) == len({one["id"] for one in items}) == 5 * 6
        assert [one["id"] for one in items] == sorted(one["id"] for one in items)
        assert {one["data"]["remainingUses"] for one in items} == {1}
        assert {one["data"]["duration"] for one in items} == {"PT30M"}
        first = Client().get("/api/v1/openactive/slots").json()["next"]
        with clock.at(self.MONDAY + timedelta(days=1)):  # another day: everything is told anew
            again = Client().get(first).json()["items"]
        assert again[0]["modified"] > items[0]["modified"]
        assert len(fed("openactive/facility-uses")) == 5

    def test_more_rooms_cost_no_more_questions(self, django_assert_max_num_queries):
        hall = party(organisation=body("hwb-cwm", "voluntary"))
        for _room in range(8):
            asset(of=hall, week=week(evenings()))
        some = list(rooms())

        with django_assert_max_num_queries(3):
            slots_of(some)


class TestCounts:
    def given(self, area: str, counts: dict[int, int]) -> list[Given]:
        return [Given(area, group, False) for group, many in counts.items() for _one in range(many)]

    def test_fewer_than_five_are_hidden_with_others_and_the_rest_is_told_by_fives(self):
        full = dict.fromkeys(range(40), 23)
        told = counted(self.given(AREA, full | {3: 2}), self.given(AREA, full))

        offers = [one.offer for one in told.cells]
        assert len(offers) == 40
        assert offers.count(None) >= 2  # never one alone, which the others would give away
        assert set(offers) - {None} == {20}
        assert {one.need for one in told.cells} == {20}

    def test_one_person_with_many_offers_of_a_group_counts_once(self):
        eager = party()
        for _offer in range(9):
            capability(of=eager)

        from edau.connect.queries.counting import givers

        assert len(list(givers())) == 1

    @pytest.mark.parametrize("language", ["cy", "en"])
    def test_counts_come_as_json_and_csv_and_hide_the_few(self, language):
        capability()
        body_ = ask("connect", lang=language)
        text = Client().get("/api/v1/connect", {"format": "csv", "lang": language}).content.decode()

        rows = list(csv.DictReader(io.StringIO(text)))
        assert body_["count"] == len(rows) == 40
        assert {row["offer"] for row in rows} == {""}
        assert {one["offer"] for one in body_["figures"]} == {None}


def test_the_list_of_skills_is_served_as_skos():
    graph = ask("skills.jsonld")["@graph"]

    one = next(one for one in graph if one["id"].endswith("#walk-dog"))
    assert one["prefLabel"].keys() == {"cy", "en"}
    assert one["id"].startswith("http://testserver/api/v1/skills.jsonld#")
