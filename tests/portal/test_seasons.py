"""Season rounds on their pages: what everyone reads, asking and finding one's request again, and the officer's round."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edau.connect.actions import season_plans
from edau.connect.actions.season_plans import lock, plan_season
from edau.connect.actions.season_requests import withdraw_request
from edau.connect.actions.seasons import publish_season
from edau.connect.models import Asset, Placing, SeasonRequest, SeasonRound, SeasonSpace
from edau.core import clock
from edau.people.choices import Part
from edau.people.models import Role
from edau.portal.example.season import happenings
from edau.ui.links import address_in
from tests.cast import account, body, holder, stamped
from tests.connect.cast import EVENINGS, MORNINGS, asset, free, party
from tests.connect.season_cast import FEW_STEPS, asks, officer, room, season

pytestmark = pytest.mark.django_db
BANNER = "Example data."


def at(view: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{view}", *args)


def read(client: Client, view: str, *args: str, language: str = "en") -> str:
    answer = client.get(at(view, *args, language=language))
    assert answer.status_code == 200, answer.status_code
    html: str = answer.content.decode()
    assert html.count("<table") == html.count("<caption")
    assert html.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    return html


def given(**fields: object) -> dict[str, object]:
    """A request as a browser sends it."""
    sent = {
        "words": "choir practice",
        "language": "en",
        "persons": "20",
        "least": "60",
        "most": "120",
        "times": "1",
        "day_1": "MO",
        "from_1": "18:00",
        "to_1": "21:00",
        "how_1": "primary",
        "place_name": "W01001164",
        "word": "afal",
        **fields,
    }
    return stamped("season", **sent)


def published(by) -> SeasonRound:
    """A round with one group placed and six that could not be."""
    made = season(by, room())
    asks(made)
    for n in range(6):
        asks(made, f"group {n}", persons=500)
    plan_season(season=made, by=by, steps=FEW_STEPS)
    return publish_season(season=made, by=by)


# What everyone reads


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_list_is_there_with_none_one_and_many(client: Client, language):
    read(client, "seasons", language=language)
    by = officer()
    for n in range(2):
        season(by, room(f"Hall {n}"), name_en=f"Season {n}", name_cy=f"Tymor {n}")
        html = read(client, "seasons", language=language)
        assert (f"Tymor {n}" if language == "cy" else f"Season {n}") in html


@pytest.mark.parametrize("language", ["cy", "en"])
def test_an_open_season_shows_its_rooms_and_only_about_how_many_asked(client: Client, language):
    made = season(officer(), room())
    read(client, "season", made.pk, language=language)
    for n in range(6):
        asks(made, f"secret {n}")

    html = read(client, "season", made.pk, language=language)

    assert "18:00–22:00" in html
    assert at("season_ask", made.pk, language=language) in html
    assert "secret" not in html
    if language == "en":
        assert "5 or more" in html


def test_who_is_not_signed_in_is_asked_for_the_word_of_their_receipt(client: Client):
    made = season(officer(), room())
    assert 'name="word"' in read(client, "season_ask", made.pk)

    client.force_login(account("elin"))

    assert 'name="word"' not in read(client, "season_ask", made.pk)


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_published_season_shows_the_week_and_how_it_stands_beside_first_come(client: Client, language):
    by = officer()
    made = season(by, room())
    asks(made)
    for n in range(6):
        asks(made, f"group {n}", persons=500)
    plan_season(season=made, by=by, steps=FEW_STEPS)
    assert "18:00–20:00" not in read(client, "season", made.pk, language=language)

    publish_season(season=made, by=by)
    html = read(client, "season", made.pk, language=language)

    assert "18:00–20:00" in html
    assert "choir practice" not in html  # somebody's words are not for everyone
    if language == "en":
        for words in ("First come, first served", "No plan could be better", "5 or more", "A group", "line"):
            assert words in html


def test_a_season_that_is_not_there_and_one_without_a_room_are_not_found(client: Client):
    assert client.get(at("season", "zzzz")).status_code == 404
    assert client.get(at("season", season(officer()).pk)).status_code == 404


def test_the_questions_a_page_asks_do_not_grow_with_requests(client: Client):
    by = officer()
    made = season(by, room(), room("Library", 15))
    client.force_login(by)
    counts = []
    for many in (1, 6):
        for n in range(many):
            asks(made, f"group {many} {n}", days=(n,))
        plan_season(season=made, by=by, steps=FEW_STEPS)
        for view in ("season", "season_round", "season_print"):
            with CaptureQueriesContext(connection) as asked:
                read(client, view, made.pk)
            counts.append(len(asked))

    assert counts[:3] == counts[3:]


def test_what_is_made_up_says_so(client: Client):
    by = officer()
    made = season(by, room())
    assert BANNER not in read(client, "season", made.pk)
    SeasonRound.objects.update(synthetic=True)

    for view, *args in (("season", made.pk), ("seasons",), ("season_ask", made.pk)):
        assert BANNER in Client().get(at(view, *args)).content.decode()
    client.force_login(by)
    for view in ("season_round", "season_print", "season_edit"):
        assert BANNER in read(client, view, made.pk)


# Asking


@pytest.mark.parametrize("language", ["cy", "en"])
def test_somebody_asks_is_given_a_receipt_and_finds_the_request_again(client: Client, language):
    made = season(officer(), room())
    read(client, "season_ask", made.pk, language=language)

    answer = client.post(at("season_ask", made.pk, language=language), given(language=language))

    one = SeasonRequest.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == at("season_request", one.pk, language=language)
    assert one.ranges == [[0, 1080, 1260, "primary"]]
    html = read(client, "season_request", one.pk, language=language)
    assert 'class="code"' in html
    assert "choir practice" in html
    assert "choir practice" in read(client, "season_requests", language=language)
    assert "choir practice" in read(client, "season_requests_of", one.receipt_id, language=language)
    assert "choir practice" in read(client, "season_request_of", one.receipt_id, one.pk, language=language)
    stranger = Client()
    assert stranger.get(at("season_requests_of", one.receipt_id)).status_code == 404
    assert stranger.get(at("season_request", one.pk)).status_code == 404
    assert "choir practice" not in read(stranger, "season_requests")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("words", ""),
        ("persons", "many"),
        ("most", "30"),
        ("from_1", "18:10"),
        ("to_1", "17:00"),
        ("day_1", ""),
        ("room_1", "elsewhere"),
        ("email", "not an address"),
        ("place_name", ""),
        ("to_1", "18:30"),
    ],
)
def test_what_is_not_right_is_said_and_what_was_typed_is_kept(client: Client, field, value):
    made = season(officer(), room())

    answer = client.post(at("season_ask", made.pk), given(**{"words": "brass band", field: value}))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "govuk-error-summary" in html
    assert field == "words" or "brass band" in html
    assert not SeasonRequest.objects.exists()


def test_what_is_late_is_refused_with_what_was_typed(client: Client):
    made = season(officer(), room())
    with clock.at(clock.now() + timedelta(days=11)):
        answer = client.post(at("season_ask", made.pk), given())

    assert answer.status_code == 422
    assert "choir practice" in answer.content.decode()


def test_times_from_monday_to_friday_until_midnight_are_five_ranges(client: Client):
    made = season(officer(), room())

    client.post(at("season_ask", made.pk), given(day_1="weekdays", to_1="00:00", how_1="secondary"))

    assert SeasonRequest.objects.get().ranges == [[day, 1080, 1440, "secondary"] for day in range(5)]


def test_somebody_reads_what_they_were_given_once_it_is_published_and_takes_it_back(client: Client):
    by = officer()
    made = season(by, room())
    client.post(at("season_ask", made.pk), given())
    one = SeasonRequest.objects.get()
    plan_season(season=made, by=by, steps=FEW_STEPS)
    assert "Monday, 18:00–20:00" not in read(client, "season_request", one.pk)
    publish_season(season=made, by=by)
    assert "Monday, 18:00–20:00" in read(client, "season_request", one.pk)

    answer = client.post(at("season_request", one.pk))

    assert answer.status_code == 302
    assert client.get(at("season_request", one.pk)).status_code == 404
    one.refresh_from_db()
    assert one.withdrawn is not None


def test_an_organisation_asks_under_its_own_name(client: Client):
    choir = body("cor", "voluntary")
    member = holder(Part.OFFICER, choir, name="choir")
    by = officer()
    made = season(by, room())
    client.force_login(member)

    sent = given(organisation="cor", place_name="W01001164")
    assert client.post(at("season_ask", made.pk), sent).status_code == 302
    one = SeasonRequest.objects.get()
    plan_season(season=made, by=by, steps=FEW_STEPS)
    publish_season(season=made, by=by)

    assert one.party.organisation_id == "cor"
    assert choir.name_en in read(Client(), "season", made.pk)


# The officer's round


def test_only_who_may_share_out_rooms_runs_a_round(client: Client):
    made = season(officer(), room())
    for view in ("season_round", "season_edit", "season_print"):
        assert client.get(at(view, made.pk)).status_code == 302  # to the door
    client.force_login(account("somebody"))
    for view, args in (("season_round", [made.pk]), ("season_rounds", []), ("season_new", [])):
        assert client.get(at(view, *args)).status_code == 403
    assert client.post(at("season_round", made.pk), {"do": "plan"}).status_code == 403
    client.force_login(holder(Part.OFFICER, body("arall"), name="other"))
    assert client.get(at("season_round", made.pk)).status_code == 403


def test_an_officer_opens_a_round_adds_rooms_locks_plans_and_publishes(client: Client):
    by = officer()
    hall = room()
    client.force_login(by)
    read(client, "season_rounds")
    read(client, "season_new")
    today = clock.today()
    days = {
        n: (today + timedelta(days=d)).isoformat() for n, d in (("ask_by", 5), ("begins", 9), ("ends", 60))
    }
    sent = {
        "organisation": body().key,
        "name_cy": "Gwanwyn",
        "name_en": "Spring",
        "place_name": "W06000016",
        **days,
    }

    wrong = client.post(at("season_new"), {**sent, "ends": days["ask_by"]})
    assert wrong.status_code == 422
    assert "Gwanwyn" in wrong.content.decode()
    answer = client.post(at("season_new"), sent)
    made = SeasonRound.objects.get()
    assert answer["Location"] == at("season_round", made.pk)

    def does(what: str, key: object = "") -> int:
        status: int = client.post(at("season_round", made.pk), {"do": what, "key": key}).status_code
        return status

    assert "No room yet" in read(client, "season_round", made.pk)
    assert does("plan") == 422
    assert does("add_space", hall.pk) == 302
    one = asks(made)
    large = asks(made, "assembly", persons=900)
    assert does("publish") == 422
    assert does("plan") == 302
    html = read(client, "season_round", made.pk)
    assert "No room they asked for is large enough." in html
    assert "choir practice" in html
    placing = Placing.objects.get(request=one)
    assert does("lock", placing.pk) == 302
    assert Placing.objects.get(request=one).locked
    assert "Something has changed since this plan" in read(client, "season_round", made.pk)
    assert does("remove_space", hall.pk) == 422
    assert does("unlock", Placing.objects.get(request=one).pk) == 302
    late = {"asset": hall.pk, "weekday": "2", "start": "20:00", "minutes": "90"}
    read(client, "season_lock", made.pk, large.pk)
    assert client.post(at("season_lock", made.pk, large.pk), {**late, "start": "20:15"}).status_code == 422
    assert client.post(at("season_lock", made.pk, large.pk), late).status_code == 302
    assert "The room is too small for all who come." in read(client, "season_round", made.pk)
    assert does("plan") == 302
    assert "20:00–21:30" in read(client, "season_print", made.pk)
    assert does("publish") == 302
    assert does("plan") == 422
    read(client, "season_round", made.pk, language="cy")
    read(client, "season_edit", made.pk)
    assert client.post(at("season_edit", made.pk), {**days, "name_en": "Other"}).status_code == 422


def test_a_plan_that_fails_says_so_and_leaves_what_was_there(client: Client, monkeypatch):
    by = officer()
    made = season(by, room())
    asks(made)
    plan_season(season=made, by=by, steps=FEW_STEPS)

    def broken(*args: object, **kwargs: object):
        raise ArithmeticError

    monkeypatch.setattr(season_plans, "plan_round", broken)
    client.force_login(by)
    client.post(at("season_round", made.pk), {"do": "plan"})

    html = read(client, "season_round", made.pk)
    assert "The last planning did not work." in html
    assert "18:00–20:00" in html


def test_a_room_that_is_withdrawn_says_so_and_keeps_its_lock(client: Client):
    by = officer()
    hall = room()
    made = season(by, hall)
    one = asks(made)
    lock(request=one, asset=hall, weekday=0, start=1080, minutes=60, by=by)
    Asset.objects.update(withdrawn=clock.now())
    plan_season(season=made, by=by, steps=FEW_STEPS)

    client.force_login(by)
    html = read(client, "season_round", made.pk)

    assert "This room is no longer shared." in html
    assert "18:00–19:00" in html
    assert SeasonSpace.objects.filter(season=made).exists()
    assert withdraw_request(request=one, by="visitor")


# The worked example


def test_the_example_has_a_published_season_and_an_open_one(client: Client):
    by = officer("everywhere")
    bodies = {"enghraifft-ysgol": body("enghraifft-ysgol"), "enghraifft-hamdden": body("enghraifft-hamdden")}
    for one in bodies.values():
        Role.objects.create(user=by, part=Part.OFFICER, organisation=one)
        one.area = "W06000016"
        one.save()
    hall = asset(of=party(organisation=bodies["enghraifft-ysgol"]), persons=200, week=free(EVENINGS))
    asset(of=hall.owner, persons=80, week=free(EVENINGS), part_of=hall, name_en="Half", name_cy="Hanner")
    asset(of=party(organisation=bodies["enghraifft-hamdden"]), persons=40, week=free(MORNINGS))

    now = clock.now()
    for days, hour, what in sorted(happenings(bodies, {"officer": by}), key=lambda one: one[:2]):
        with clock.at(now + timedelta(days=days, hours=hour - 24)):
            what()

    html = read(client, "seasons")
    assert "The leisure centre in the morning" in html
    assert BANNER in html
    shown = SeasonRound.objects.get(stage="published")
    assert "18:00–20:00" in read(client, "season", shown.pk, language="cy")
    assert sorted(SeasonRequest.objects.exclude(refused="").values_list("refused", flat=True))[0]
