"""Offering and needing in the browser: words first, then the rest, then a receipt; one's own list; what is shared."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from edau.accounts.models import User
from edau.connect.actions.needs import Wanted, need
from edau.connect.actions.offers import Ability, Thing, offer, offer_asset
from edau.connect.actions.parties import Contact, Somebody, Where
from edau.connect.actions.reminding import remind, token_of
from edau.connect.actions.times import Times
from edau.connect.calendars import BadCalendar, read_calendar, write_calendar
from edau.connect.models import Asset, Capability, Doorstep, FreeWeek, Need, Party, Reaching
from edau.connect.skills import groups, skills
from edau.connect.stamps import changed
from edau.connect.tellers import NEED
from edau.core import clock, visibility
from edau.core.models import AuditLine
from edau.listen.choices import Kind
from edau.moderation.kinds import kind_of
from edau.people.choices import Part
from edau.people.models import Person, Role
from edau.portal.actions.erasing import erase_account
from edau.portal.forms.offering import NeedForm, OfferForm
from edau.portal.queries.held_data import everything_about
from edau.thread.actions import End, claim
from edau.thread.choices import Link
from edau.thread.models import Edge, Receipt
from edau.thread.provenance import thread_of, whole_thread
from edau.thread.records import EVERYONE, tell
from edau.ui.links import address_in
from tests import cast
from tests.cast import PONTYPRIDD, stamped

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])
SCRIPT = "<script>alert(1)</script>"
POSTCODE, LSOA = "CF37 1TW", "W01"
SKILL = next(key for key, skill in skills().items() if "dbs_enhanced" not in groups()[skill.group].checks)
# Where somebody lives and how to reach them, made so that they stand nowhere else.
MARKED = Somebody(
    where=Where(PONTYPRIDD, 51.6137911, -3.3377133),
    languages=["cy"],
    contact=Contact("Marcmarc Markerson", "marcmarc@marker.example", "01443 731773"),
)
MARKS = ("51.6137911", "3.3377133", "Markerson", "marcmarc", "731773")


def address(name: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def html_of(response) -> str:
    return response.content.decode()


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html_of(response)).split())


def offering(**fields: object) -> dict[str, object]:
    """An offer as somebody fills it in who says only what has to be said."""
    given = {
        "words": "I can mend bicycles.",
        "language": "en",
        "tags": [],
        "other": SKILL,
        "sort": "do",
        "how": "ticks",
        "slots": ["TU-evening"],
        "km": "5",
        "capacity": "2",
        "place_name": "Pontypridd",
        "languages": ["en"],
        **fields,
    }
    return stamped(OfferForm.purpose, **given)


def needing(**fields: object) -> dict[str, object]:
    given = {
        "words": "I need somebody to carry my shopping.",
        "language": "en",
        "other": SKILL,
        "units": "1",
        "minutes": "60",
        "how": "any",
        "open_to_all": "on",
        "place_name": "Pontypridd",
        "languages": ["en"],
        **fields,
    }
    return stamped(NeedForm.purpose, **given)


def an_offer(who: Somebody = MARKED, **changes: object) -> Capability:
    ability = Ability(**{"words": "Mending.", "language": "en", "skills": [SKILL], **changes})  # type: ignore[arg-type]
    times = Times([{"start": "2026-11-24T18:00", "minutes": 120, "rule": "FREQ=WEEKLY;BYDAY=TU"}])
    return offer(ability=ability, times=times, who=who, by="visitor").record


def a_need(who: Somebody = MARKED, **changes: object) -> Need:
    wanted = Wanted(**{"words": "Shopping.", "language": "en", "skill": SKILL, **changes})  # type: ignore[arg-type]
    return need(wanted=wanted, times=None, who=who, by="visitor").record


def held_offer() -> tuple[Capability, str]:
    """An offer with the link of its receipt."""
    ability = Ability(words="Mending.", language="en", skills=[SKILL])
    made = offer(ability=ability, times=None, who=MARKED, by="visitor")
    return made.record, made.issued.link


# Saying it


@LANGUAGES
@pytest.mark.parametrize(("name", "words"), [("offer_new", "Trwsio beiciau"), ("need_new", "Trwsio fy meic")])
def test_the_first_step_keeps_nothing_and_the_second_suggests_what_the_words_may_mean(
    client: Client, language, name, words
):
    page = client.get(address(name, language=language))
    assert page.status_code == 200
    assert 'name="look"' in html_of(page)
    rest = client.post(address(name, language=language), {"look": "1", "words": words, "language": "cy"})

    assert rest.status_code == 200
    form = rest.context["form"]
    assert form["words"].value() == words
    field = form.fields["tags" if name == "offer_new" else "tag"]
    assert any("bic" in key or "bike" in key for key, _label in field.choices), field.choices
    assert not Party.objects.exists()


def test_no_words_are_sent_back_with_what_to_do(client: Client):
    again = client.post(address("offer_new"), {"look": "1", "words": " ", "language": "cy"})
    assert again.status_code == 422
    assert again.context["form"].errors == {"words": ["Write something first: a sentence is enough."]}


@LANGUAGES
def test_whoever_offers_gets_a_receipt_that_opens_their_list(client: Client, language):
    answer = client.post(address("offer_new", language=language), offering())

    one = Capability.objects.get()
    assert answer.status_code == 302, answer.context["form"].errors
    assert (one.words, one.party.area, [each.skill for each in one.skills.all()]) == (
        "I can mend bicycles.",
        PONTYPRIDD,
        [SKILL],
    )
    assert [day.bit_count() for day in one.free.days] == [0, 8, 0, 0, 0, 0, 0]
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert page.context["first"]
    assert page.context["code"]
    assert "I can mend bicycles." in html_of(page)
    assert client.get(answer["Location"]).context["first"] is False


def test_a_postcode_is_kept_exactly_apart_and_shown_by_its_small_area(client: Client):
    client.post(address("need_new"), needing(place_name=POSTCODE))

    one = Need.objects.get()
    door = Doorstep.objects.get()
    assert one.area.startswith(LSOA)
    assert one.area == one.party.area
    page = html_of(client.get(address("need", one.pk)))
    for secret in (POSTCODE, f"{door.latitude:.3f}", f"{door.longitude:.3f}", POSTCODE.replace(" ", "")):
        assert secret not in page


def test_a_need_brings_something_and_asks_for_what_may_be_asked_for(client: Client):
    group = next(each for each in groups().values() if "dbs_enhanced" in each.checks)
    skill = next(key for key, each in skills().items() if each.group == group.key)
    answer = client.post(
        address("need_new"),
        needing(other=skill, checks=["dbs_enhanced"], bring="Dw i’n canu.", bring_other=SKILL, alone="on"),
    )

    assert answer.status_code == 302, answer.context["form"].errors
    made, brought = Need.objects.get(), Capability.objects.get()
    assert (made.skill, made.checks, made.party.alone) == (skill, ["dbs_enhanced"], True)
    assert (brought.words, brought.party) == ("Dw i’n canu.", made.party)
    assert Edge.objects.get(from_id=brought.pk).to_id == made.pk


def test_checks_are_only_offered_where_they_may_be_asked_for(client: Client):
    asked = client.post(address("need_new"), needing(units="0"))
    choices = dict(asked.context["form"].fields["checks"].choices)
    assert set(choices) == set(groups()[skills()[SKILL].group].checks)
    wrong = client.post(address("need_new"), needing(checks=["dbs_enhanced"]))
    assert wrong.context["form"].errors == {"checks": ["Choose one of those on the list."]}


BAD_OFFERS = [
    ({"words": ""}, {"words": ["Write something first: a sentence is enough."]}),
    ({"words": "x" * 2001}, {"words": ["Write this in fewer words: at most 2000 letters fit here."]}),
    ({"words": "a\0b"}, {"words": ["There is a letter in this that cannot be kept. Type it again."]}),
    ({"other": "no-such"}, {"other": ["Choose one of those on the list."]}),
    ({"language": "fr"}, {"language": ["Choose one of those on the list."]}),
    ({"sort": ""}, {"sort": ["Choose one of these."]}),
    ({"km": "far"}, {"km": ["Type a whole number."]}),
    ({"km": "-1"}, {"km": ["Type 0 or more."]}),
    ({"capacity": "0"}, {"capacity": ["Type 1 or more."]}),
    ({"capacity": ""}, {"capacity": ["Type a whole number."]}),
    ({"place_name": ""}, {"place_name": ["Type a postcode, or the name of a town or village."]}),
    ({"languages": []}, {"languages": ["Choose a language at least."]}),
    ({"languages": ["xx"]}, {"languages": ["Choose one of those on the list."]}),
    ({"email": "x@"}, {"email": ["Type an e-mail address, such as enw@example.org."]}),
    (
        {"telephone": "12"},
        {"telephone": ["Type a telephone number of 10 or 11 figures, with its area code."]},
    ),
    ({"contact_name": "Gwen"}, {"email": ["Give an e-mail address or a telephone number, too."]}),
    ({"slots": []}, {"slots": ["Tick a part of a day at least, or choose “at any time”."]}),
    ({"slots": ["XX-morning"]}, {"slots": ["Choose one of those on the list."]}),
    ({"how": ""}, {"how": ["Choose how you want to say when."]}),
    ({"how": "exact"}, {"day_1": ["Give a time at least, or choose “at any time”."]}),
    ({"how": "exact", "day_1": "MO", "from_1": "18:00"}, {"to_1": ["Type a time such as 18:30."]}),
    ({"how": "exact", "day_1": "MO", "from_1": "25:00", "to_1": "26:00"}, None),
    ({"how": "exact", "from_1": "18:00", "to_1": "19:00"}, {"day_1": ["Choose the day of these times."]}),
    (
        {"how": "exact", "day_1": "MO", "from_1": "18:00", "to_1": "18:20"},
        {"to_1": ["A time is half an hour at least."]},
    ),
    ({"how": "file"}, {"calendar": ["Choose the calendar file."]}),
    ({"homepage": "x"}, None),
    ({"stamp": "x"}, None),
]


@pytest.mark.parametrize(("wrong", "expected"), BAD_OFFERS, ids=[str(one[0])[:50] for one in BAD_OFFERS])
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client: Client, wrong, expected):
    answer = client.post(address("offer_new"), offering(**wrong))

    assert answer.status_code == 422
    if expected is not None:
        assert answer.context["form"].errors == expected
    if "words" not in wrong:
        assert "I can mend bicycles." in html_of(answer)
    assert (Party.objects.count(), Receipt.objects.count()) == (0, 0)


BAD_NEEDS = [
    ({"other": ""}, None),
    ({"other_asset": "hall"}, {"other_asset": ["Choose one thing: help of somebody, or something to use."]}),
    ({"units": "51"}, {"units": ["Type 50 or less."]}),
    ({"minutes": "29"}, {"minutes": ["Choose one of those on the list."]}),
    ({"minutes": "10081"}, {"minutes": ["Choose one of those on the list."]}),
    ({"persons": "0"}, {"persons": ["Type 1 or more."]}),
    ({"until": "2020-01-01"}, {"until": ["This day has gone by."]}),
    ({"until": "soon"}, {"until": ["Type a day as year-month-day, such as 2027-03-31."]}),
    (
        {"how": "ticks", "slots": ["TU-morning"], "minutes": "360"},
        {"__all__": ["None of your times is as long as this takes. Give a longer time, or a shorter need."]},
    ),
    ({"bring": "Canu"}, None),
]


@pytest.mark.parametrize(("wrong", "expected"), BAD_NEEDS, ids=[str(one[0])[:50] for one in BAD_NEEDS])
def test_what_cannot_be_needed_is_said_and_nothing_is_kept(client: Client, wrong, expected):
    answer = client.post(address("need_new"), needing(**wrong))

    assert answer.status_code == 422
    if expected is not None:
        assert answer.context["form"].errors == expected
    assert not Need.objects.exists()
    assert not FreeWeek.objects.exists()


def test_what_may_say_who_somebody_is_is_shown_once_before_it_is_kept(client: Client):
    words = "Ring Mrs Jones on 029 2087 6543."
    first = client.post(address("offer_new"), offering(words=words))
    assert first.status_code == 422
    assert "029 2087 6543" in text_of(first)
    assert not Capability.objects.exists()
    again = client.post(
        address("offer_new"), offering(words=words, looked_at=first.context["form"].seal_of_shown)
    )
    assert again.status_code == 302


def test_the_second_press_of_a_button_leads_where_the_first_led(client: Client):
    given = offering()
    client.post(address("offer_new"), given)
    again = client.post(address("offer_new"), given)

    assert again.status_code == 302
    assert Capability.objects.count() == 1
    assert client.get(again["Location"]).status_code == 200


def test_who_is_signed_in_is_asked_only_once_who_they_are():
    client = signed_in(cast.account("elin"))
    client.post(address("offer_new"), offering())
    rest = client.post(address("need_new"), {"look": "1", "words": "Help", "language": "en"})

    assert not {"contact_name", "email", "telephone"} & rest.context["form"].fields.keys()
    assert not rest.context["form"].fields["place_name"].required
    given = needing()
    for name in ("place_name", "languages"):
        del given[name]
    answer = client.post(address("need_new"), given)
    assert answer["Location"] == address("own_offers")
    assert Party.objects.count() == 1
    assert text_of(client.get(address("own_offers"))).count("Withdraw") == 2


def test_exact_times_may_run_over_midnight(client: Client):
    client.post(
        address("offer_new"),
        offering(
            how="exact",
            day_1="SU",
            from_1="23:00",
            to_1="01:00",
            day_2="weekdays",
            from_2="09:00",
            to_2="10:00",
        ),
    )
    assert [day.bit_count() for day in Capability.objects.get().free.days] == [4, 2, 2, 2, 2, 0, 2]


# Calendars


def calendar_of(*events: str) -> bytes:
    inside = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\n{event}\r\nEND:VEVENT\r\n" for n, event in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{inside}END:VCALENDAR\r\n".encode()


def test_a_calendar_brings_times_in_any_zone_and_takes_days_away():
    brought = read_calendar(
        calendar_of(
            "DTSTART:20270706T170000Z\r\nDTEND:20270706T190000Z\r\nRRULE:FREQ=WEEKLY;BYDAY=TU\r\nEXDATE:20270713T170000Z",
            "DTSTART;VALUE=DATE:20270710\r\nDTEND;VALUE=DATE:20270711",
            "DTSTART:20200101T090000\r\nDURATION:PT1H",
        )
    )
    assert brought.windows == (
        {"start": "2027-07-06T18:00", "minutes": 120, "rule": "FREQ=WEEKLY;BYDAY=TU"},
        {"start": "2027-07-10T00:00", "minutes": 1440, "rule": ""},
    )
    assert [day.isoformat() for day in brought.off] == ["2027-07-13"]


@pytest.mark.parametrize(
    ("content", "code", "number"),
    [
        (b"", "not_a_calendar", 0),
        (b"\xff\xfe\x00", "not_a_calendar", 0),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "no_events", 0),
        (b"x" * 200_001, "too_large", 0),
        (calendar_of("SUMMARY:x"), "bad_start", 1),
        (calendar_of("DTSTART:20270706T170000"), "bad_minutes", 1),
        (calendar_of("DTSTART:20270706T170000\r\nDTEND:20270706T160000"), "bad_minutes", 1),
        (
            calendar_of(
                "DTSTART:20270706T170000\r\nDURATION:PT1H",
                "DTSTART:20270706T170000\r\nDURATION:PT1H\r\nRRULE:FREQ=SECONDLY",
            ),
            "too_fine",
            2,
        ),
        (calendar_of("DTSTART:20270706T170000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;INTERVAL=0"), None, 1),
        (calendar_of("DTSTART:20200706T170000\r\nDURATION:PT1H"), "never", 0),
        (calendar_of(*["DTSTART:20270706T170000\r\nDURATION:PT1H"] * 61), "too_many", 61),
    ],
)
def test_a_calendar_that_cannot_be_read_is_refused_whole_by_its_event(content, code, number):
    with pytest.raises(BadCalendar) as bad:
        read_calendar(content)
    assert code is None or bad.value.code == code
    assert bad.value.number == number or code is None


@pytest.mark.parametrize("days", [{"begins": "9999-12-31"}, {"begins": "2990-01-01"}, {"ends": "9999-12-31"}])
def test_days_that_are_too_far_away_are_refused_at_once(client: Client, days):
    assert client.post(address("offer_new"), offering(**days)).status_code == 422
    assert not Capability.objects.exists()


def test_a_calendar_brings_no_zone_of_its_own():
    zone = (
        "BEGIN:VTIME\r\n ZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nRRULE:FREQ=SECONDLY\r\n"
        "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:vTimeZone\r\n"
    )
    event = calendar_of("DTSTART;TZID=Own:20270706T170000\r\nDURATION:PT1H").decode()

    brought = read_calendar(event.replace("BEGIN:VEVENT", f"{zone}BEGIN:VEVENT").encode())

    assert brought.windows == ({"start": "2027-07-06T17:00", "minutes": 60, "rule": ""},)
    with suppress(BadCalendar):  # a folder of zones is none
        read_calendar(calendar_of("DTSTART;TZID=Europe:20270706T170000\r\nDURATION:PT1H"))


def test_a_calendar_that_is_written_reads_back_as_the_same_times():
    week = an_offer().free
    week.off = ["2026-12-01"]
    content = write_calendar(week, name="Free", key="k")

    assert write_calendar(week, name="Free", key="k") == content
    brought = read_calendar(content)
    assert [dict(one) for one in brought.windows] == week.windows
    assert [day.isoformat() for day in brought.off] == week.off


def test_a_calendar_file_is_taken_and_a_bad_one_says_where(client: Client):
    file = SimpleUploadedFile(
        "a.ics", calendar_of("DTSTART:20270706T180000\r\nDURATION:PT2H\r\nRRULE:FREQ=WEEKLY")
    )
    answer = client.post(address("offer_new"), offering(how="file", calendar=file))
    assert answer.status_code == 302
    assert Capability.objects.get().free.days[1].bit_count() == 4

    bad = SimpleUploadedFile("b.ics", calendar_of("DTSTART:20270706T180000\r\nDURATION:PT5M"))
    again = client.post(address("offer_new"), offering(how="file", calendar=bad))
    assert again.context["form"].errors == {
        "calendar": ["Event 1 of the calendar: Each time lasts from half an hour to a week."]
    }


# One's own


def test_one_changes_confirms_and_withdraws_with_the_receipt(client: Client):
    one, link = held_offer()
    Capability.objects.filter(pk=one.pk).update(fresh_until=clock.today())
    listed = client.get(address("own_offers_of", link))
    assert "Mending." in html_of(listed)

    form = client.get(address("own_change_of", link, "capability", one.pk))
    assert form.status_code == 200
    assert form.context["form"]["words"].value() == "Mending."
    given = offering(words="Sewing.", how="keep")
    client.post(address("own_change_of", link, "capability", one.pk), given)
    one.refresh_from_db()
    assert (one.words, one.fresh_until > clock.today()) == ("Sewing.", True)

    client.post(address("own_confirm_of", link, "capability", one.pk))
    assert client.get(address("own_withdraw_of", link, "capability", one.pk)).status_code == 200
    client.post(address("own_withdraw_of", link, "capability", one.pk))
    one.refresh_from_db()
    assert one.withdrawn is not None
    assert one.words == ""
    assert client.get(address("own_withdraw_of", link, "capability", one.pk)).status_code == 404


def test_nobody_opens_what_is_somebody_elses(client: Client):
    one, _link = held_offer()
    _other, theirs = held_offer()
    for name in ("own_change_of", "own_withdraw_of", "own_calendar_of"):
        assert client.get(address(name, theirs, "capability", one.pk)).status_code == 404
    assert client.post(address("own_confirm_of", theirs, "capability", one.pk)).status_code == 404
    assert client.get(address("own_offers_of", "x" * 22)).status_code == 404
    assert client.get(address("own_offers_of", one.receipt_id)).status_code == 404
    assert client.get(address("own_offers")).status_code == 302
    stranger = signed_in(cast.account("rhywun"))
    assert stranger.get(address("own_change", "capability", one.pk)).status_code == 404
    assert stranger.get(address("own_change", "castle", one.pk)).status_code == 404


def test_a_claimed_receipt_alone_opens_only_what_was_made_with_it(client: Client):
    user = cast.account("elin")
    first = offer(
        ability=Ability(words="Mending.", language="en", skills=[SKILL]),
        times=None,
        who=Somebody(where=MARKED.where, languages=["cy"], account=user),
        by=str(user),
    )
    second = cast.receipt(person=first.party.person)
    page = client.get(address("own_offers_of", second.link))

    assert "Mending." not in html_of(page)
    assert client.get(address("own_settings_of", second.link)).status_code == 404
    assert "Mending." in html_of(client.get(address("own_offers_of", first.issued.link)))
    assert "Mending." in html_of(signed_in(user).get(address("own_offers_of", second.link)))


def test_a_claimed_receipt_alone_does_not_say_where_letters_go(client: Client):
    one, link = held_offer()
    claim(receipt=one.receipt, by=cast.account("elin"))

    answer = client.post(address("offer_new_of", link), offering(email="finder@example.org"))

    assert answer.status_code == 302
    assert Reaching.objects.get().email == MARKED.contact.email


def test_settings_pause_and_replace_and_never_show_how_to_reach_somebody(client: Client):
    one, link = held_offer()
    page = client.get(address("own_settings_of", link))
    assert page.status_code == 200
    assert not any(mark in html_of(page) for mark in MARKS)
    until = clock.today() + timedelta(days=9)
    given = {
        "languages": ["en"],
        "asks_a_week": "3",
        "paused_until": until.isoformat(),
        "reaching": "replace",
        "email": "newydd@example.org",
    }
    assert client.post(address("own_settings_of", link), given).status_code == 302
    party = Party.objects.get(pk=one.party_id)
    assert (party.languages, party.asks_a_week, party.paused_until) == (["en"], 3, until)
    assert Reaching.objects.get(party=party).email == "newydd@example.org"
    assert Doorstep.objects.filter(party=party).exists()
    client.post(address("own_settings_of", link), {**given, "reaching": "remove", "email": ""})
    assert not Reaching.objects.exists()
    wrong = client.post(address("own_settings_of", link), {**given, "paused_until": "2020-01-01"})
    assert wrong.status_code == 422


def test_leaving_takes_everything_back(client: Client):
    one, link = held_offer()
    assert client.get(address("own_leave_of", link)).status_code == 200
    client.post(address("own_leave_of", link))
    one.refresh_from_db()
    assert one.withdrawn is not None
    assert not Doorstep.objects.exists()


# Reading


@LANGUAGES
def test_a_need_is_read_by_everyone_without_who(client: Client, language):
    one = a_need(words=f"Siop. {SCRIPT}", title="Siopa")
    for name, args in (("connect", ()), ("needs", ()), ("need", (one.pk,))):
        page = client.get(address(name, *args, language=language))
        assert page.status_code == 200
        assert "Siopa" in html_of(page)
        assert SCRIPT not in html_of(page)
    assert client.get(address("need", "nosuchneed22")).status_code == 404


def test_a_need_that_is_held_or_withdrawn_has_no_page(client: Client):
    one = a_need(title="Marcneud")
    visibility.hold(label=NEED, object_id=one.pk, reason="spam", by="user 1")
    assert client.get(address("need", one.pk)).status_code == 404
    assert "Marcneud" not in html_of(client.get(address("needs")))


@LANGUAGES
def test_the_strengths_of_a_place_count_people_and_name_nobody(client: Client, language):
    for _each in range(6):
        an_offer(words="Marcgair")
    a_need(title="Siopa")
    reference = "W38000081-pontypridd"
    page = client.get(address("place_strengths", reference, language=language))
    text = text_of(page)

    assert page.status_code == 200
    assert groups()[skills()[SKILL].group].name.say(language) in text
    assert ("5 or more" if language == "en" else "5") in text
    assert "Marcgair" not in text
    assert "Siopa" in text
    assert client.get(address("place_strengths", "W38000081")).status_code == 301
    assert client.get(address("place_strengths", "W99999999-x")).status_code == 404


def test_public_pages_ask_the_same_number_of_questions_whatever_there_is(client: Client):
    council = cast.body()
    officer = cast.holder(Part.OFFICER, council)

    def grow() -> None:
        an_offer()
        a_need()
        offer_asset(
            thing=Thing(kind="hall", area=PONTYPRIDD, name_en="Vestry"),
            times=None,
            who=Somebody(where=Where(PONTYPRIDD), languages=["cy"], organisation=council),
            by=officer,
        )

    def questions() -> list[int]:
        counts = []
        for name, args in (("connect", ()), ("needs", ()), ("place_strengths", ("W38000081-pontypridd",))):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address(name, *args)).status_code == 200
            counts.append(len(asked))
        return counts

    grow()
    questions()
    before = questions()
    for _each in range(3):
        grow()
    assert questions() == before


def test_a_need_can_be_reported_and_its_author_is_whoever_holds_the_receipt(client: Client):
    one = a_need(title="Siopa")
    page = address("report", NEED, one.pk)
    assert page in html_of(client.get(address("need", one.pk)))
    assert client.get(page).status_code == 200
    kind = kind_of(NEED)
    assert (kind.personal, kind.shown(one.pk), kind.whose(one.pk).author, kind.whose(one.pk).area) == (
        True,
        True,
        str(one.receipt),
        PONTYPRIDD,
    )
    assert kind.tell([one.pk])[one.pk].texts == (("Shopping.", "en"),)
    given = an_offer()
    assert kind_of("connect.Capability").shown(given.pk) is False
    assert client.get(address("report", "connect.Capability", given.pk)).status_code == 404


# What organisations share


def test_an_officer_shares_changes_confirms_and_withdraws(client: Client):
    council = cast.body()
    officer = signed_in(cast.holder(Part.OFFICER, council))
    given = stamped(
        "connect_asset",
        kind="hall",
        name_en="The vestry",
        place_name="Pontypridd",
        access=["step_free"],
        pounds_an_hour="3.50",
        how="ticks",
        slots=["MO-morning"],
        steward="on",
    )
    assert officer.post(address("asset_new", council.pk), given).status_code == 302
    one = Asset.objects.get()
    assert (one.name_en, one.pence_an_hour, one.access, one.steward.email) == (
        "The vestry",
        350,
        ["step_free"],
        "officer@example.org",
    )
    page = client.get(address("asset", one.pk))
    assert page.status_code == 200
    assert "The vestry" in html_of(page)
    assert "Example Valley Council" in html_of(page)
    feed = client.get(address("asset_calendar", one.pk))
    assert feed["Content-Type"].startswith("text/calendar")
    assert b"RRULE:FREQ=WEEKLY" in feed.content
    Asset.objects.update(synthetic=True)
    assert b"SUMMARY:Made-up example: The vestry" in client.get(address("asset_calendar", one.pk)).content
    Asset.objects.update(synthetic=False)
    assert "The vestry" in html_of(officer.get(address("shared_assets", council.pk)))

    changing = officer.get(address("asset_change", one.pk))
    assert changing.status_code == 200
    assert changing.context["form"]["name_en"].value() == "The vestry"
    again = stamped("connect_asset", kind="hall", name_en="Festri", place_name="Pontypridd", how="keep")
    assert officer.post(address("asset_change", one.pk), again).status_code == 302
    one.refresh_from_db()
    assert (one.name_en, one.free is not None) == ("Festri", True)
    assert officer.post(address("asset_confirm", one.pk)).status_code == 302
    assert officer.get(address("asset_withdraw", one.pk)).status_code == 200
    assert officer.post(address("asset_withdraw", one.pk)).status_code == 302
    assert client.get(address("asset", one.pk)).status_code == 404
    assert client.get(address("asset_calendar", one.pk)).status_code == 404


def test_nobody_shares_for_a_body_that_is_not_theirs(client: Client):
    council = cast.body()
    made = offer_asset(
        thing=Thing(kind="hall", area=PONTYPRIDD, name_en="Vestry"),
        times=None,
        who=Somebody(where=Where(PONTYPRIDD), languages=["cy"], organisation=council),
        by=cast.holder(Part.OFFICER, council),
    ).record
    other = signed_in(cast.holder(Part.OFFICER, cast.body("arall"), name="arall"))
    for name, key in (
        ("shared_assets", council.pk),
        ("asset_new", council.pk),
        ("asset_change", made.pk),
        ("asset_withdraw", made.pk),
    ):
        assert other.get(address(name, key)).status_code == 403
        assert client.get(address(name, key)).status_code == 302
    assert other.post(address("asset_confirm", made.pk)).status_code == 403
    assert other.post(address("asset_withdraw", made.pk)).status_code == 403
    made.refresh_from_db()
    assert made.withdrawn is None


# From a conversation


def test_a_line_of_a_conversation_becomes_a_need_or_an_offer_tied_to_it(client: Client):
    held = cast.receipt("en")
    said = cast.story("A quiet garden.", language="en", held_by=held, kind=Kind.CONVERSATION)
    page = html_of(client.get(address("receipt", held.link)))
    assert f"{address('need_new_of', held.link)}?from={said.pk}&amp;part=words" in page

    query = f"?from={said.pk}&part=words"
    first = client.get(address("need_new_of", held.link) + query)
    assert first.context["form"]["words"].value() == "A quiet garden."
    client.post(address("need_new_of", held.link) + query, needing(words="A garden."))
    client.post(address("offer_new_of", held.link) + query, offering())

    made, brought = Need.objects.get(), Capability.objects.get()
    assert made.receipt == held.receipt == brought.receipt
    assert set(Edge.objects.filter(from_id=said.pk).values_list("kind", "to_id")) == {
        (Link.RAISES, made.pk),
        (Link.EVIDENCES, brought.pk),
    }
    other = cast.receipt("en")
    assert client.get(address("need_new_of", other.link) + query).status_code == 404
    assert client.get(address("need_new") + query).status_code == 404


# Receipts that are claimed, and what waits


def test_what_was_offered_with_a_receipt_goes_along_when_an_account_claims_it(client: Client):
    one, link = held_offer()
    second = an_offer()
    user = cast.account("elin")
    for receipt in (one.receipt, second.receipt):
        claim(receipt=receipt, by=user)

    party = Party.objects.get(person__user=user)
    assert {offer.party for offer in Capability.objects.all()} == {party}
    left = Party.objects.exclude(pk=party.pk).get()
    assert (left.person, left.gone is not None) == (None, True)
    assert Reaching.objects.get().party == Doorstep.objects.get().party == party
    page = html_of(signed_in(user).get(address("own_offers")))
    assert page.count("Mending.") == 2
    assert "Mending." in html_of(client.get(address("own_offers_of", link)))


def test_what_came_in_a_burst_counts_once_a_moderator_has_looked(client: Client):
    one = an_offer()
    asked = a_need(title="Siopa")
    for table in (Capability, Need):
        table.objects.update(waiting=True)
    assert client.get(address("need", asked.pk)).status_code == 404
    elsewhere = signed_in(cast.holder(Part.MODERATOR, area="W06000001", name="elsewhere"))
    assert "Mending." not in html_of(elsewhere.get(address("offers_waiting")))
    assert elsewhere.post(address("offers_waiting"), {"key": [one.pk]}).status_code == 403
    moderator = signed_in(cast.holder(Part.MODERATOR))
    assert "Mending." in html_of(moderator.get(address("offers_waiting")))
    assert moderator.post(address("offers_waiting"), {"key": [one.pk, asked.pk]}).status_code == 302
    one.refresh_from_db()
    assert not one.waiting
    assert client.get(address("need", asked.pk)).status_code == 200
    assert signed_in(cast.account("rhywun")).get(address("offers_waiting")).status_code == 403


# Reminding


def test_whoever_left_an_address_is_asked_once_whether_it_still_holds(client: Client):
    one = an_offer()
    silent = an_offer(Somebody(where=MARKED.where, languages=["cy"]))
    later = an_offer()
    soon = clock.today() + timedelta(days=10)
    Capability.objects.filter(pk__in=[one.pk, silent.pk]).update(fresh_until=soon)

    with CaptureQueriesContext(connection):
        assert (remind(), remind()) == (1, 0)
    later.refresh_from_db()
    assert later.reminded is None
    page = client.get(address("still_true", token_of(one)))
    assert page.status_code == 200
    assert not any(mark in html_of(page) for mark in MARKS)
    one.refresh_from_db()
    assert one.fresh_until == soon
    client.post(address("still_true", token_of(one)))
    one.refresh_from_db()
    assert (one.fresh_until > soon, one.reminded) == (True, None)
    assert client.get(address("still_true", "x:y")).status_code == 404
    assert not any("Mending" in letter.body for letter in mail.outbox)


@pytest.mark.parametrize("who", ["steward", "a steward who has left", "nobody"])
def test_an_organisation_is_asked_whether_what_it_shares_still_holds(
    who, client: Client, django_capture_on_commit_callbacks
):
    council = cast.body()
    officer = cast.holder(Part.OFFICER, council)
    officer.language = "cy"
    officer.save()
    shared = Somebody(where=Where(PONTYPRIDD), languages=["en"], organisation=council)
    hall = Thing(kind="hall", area=PONTYPRIDD, name_en="Vestry", steward=officer if who != "nobody" else None)
    made = offer_asset(thing=hall, times=None, who=shared, by=officer).record
    Asset.objects.filter(pk=made.pk).update(fresh_until=clock.today() + timedelta(days=10))
    Reaching.objects.update_or_create(party=made.owner, defaults={"email": "hall@example.org"})
    if who == "a steward who has left":
        Role.objects.filter(user=officer).update(until=clock.now())

    with django_capture_on_commit_callbacks(execute=True):
        assert (remind(), remind()) == (1, 0)

    [letter] = mail.outbox
    language = "cy" if who == "steward" else "en"
    where = address("shared_assets", council.pk, language=language)
    assert letter.to == [officer.email if who == "steward" else "hall@example.org"]
    assert where in letter.body
    assert "Vestry" not in letter.body
    assert client.get(where).status_code == 302  # to sign in: the link itself opens nothing
    if who != "a steward who has left":
        assert signed_in(officer).post(address("asset_confirm", made.pk)).status_code == 302
        made.refresh_from_db()
        assert (made.fresh_until > clock.today() + timedelta(days=10), made.reminded) == (True, None)


def test_an_organisation_that_nobody_can_reach_is_not_written_to():
    council = cast.body()
    shared = Somebody(where=Where(PONTYPRIDD), languages=["en"], organisation=council)
    hall = Thing(kind="hall", area=PONTYPRIDD, name_en="Vestry")
    made = offer_asset(thing=hall, times=None, who=shared, by=cast.holder(Part.OFFICER, council)).record
    Asset.objects.filter(pk=made.pk).update(fresh_until=clock.today() + timedelta(days=10))

    assert remind() == 0
    assert not mail.outbox


# What must never leave


def test_where_somebody_lives_and_how_to_reach_them_is_on_no_page_in_no_file_and_not_in_the_trail(
    client: Client,
):
    one = an_offer(words="I mend.")
    mine = Somebody(where=MARKED.where, languages=["cy"], receipt=one.receipt)
    asked = a_need(mine)
    held = cast.receipt(person=one.party.person)
    officer = signed_in(cast.holder(Part.OFFICER, cast.body()))
    pages = [
        *(address(name) for name in ("connect", "needs", "offer_new", "need_new", "own_offers")),
        address("need", asked.pk),
        address("place_strengths", "W38000081-pontypridd"),
        address("follow", "need", asked.pk),
        address("receipt", held.link),
        *(address(f"{name}_of", held.link) for name in ("own_offers", "own_settings", "own_leave")),
        *(address(f"{name}_of", held.link) for name in ("offer_new", "need_new")),
        *(
            address(f"{name}_of", held.link, sort, key)
            for sort, key in (("capability", one.pk), ("need", asked.pk))
            for name in ("own_change", "own_withdraw")
        ),
        address("own_calendar_of", held.link, "capability", one.pk),
    ]
    for page in pages:
        for reader in (client, officer):
            answer = reader.get(page)
            assert answer.status_code in (200, 302), page
            assert not any(mark in html_of(answer) for mark in MARKS), page
    for name in ("connect", "services", "organizations", "at_locations", "facility_uses", "slots"):
        answer = client.get(reverse(f"api:{name}"))
        assert answer.status_code == 200, name
        assert not any(mark in html_of(answer) for mark in MARKS), name
    prov = json.dumps([whole_thread("en"), thread_of(End(NEED, asked.pk), "en")])
    assert asked.pk in prov
    assert not any(mark in prov for mark in MARKS)
    trail = json.dumps(list(AuditLine.objects.values("codes", "by", "object_id")))
    assert not any(mark in trail for mark in MARKS)


def test_who_asks_for_their_data_gets_what_they_offered_and_nobody_elses():
    user = cast.account("elin")
    who = Somebody(where=MARKED.where, languages=["cy"], account=user, contact=MARKED.contact)
    an_offer(who)
    other = an_offer(words="Somebody else’s")
    broker = cast.holder(Part.BROKER)
    Party.objects.filter(pk=other.party_id).update(broker=broker)

    mine = {held.label: len(held.rows) for held in everything_about(user).theirs}
    assert {label: number for label, number in mine.items() if label.startswith("connect.")} == {
        "connect.Capability": 1,
        "connect.Doorstep": 1,
        "connect.FreeWeek": 1,
        "connect.Offered": 1,
        "connect.Party": 1,
        "connect.Reaching": 1,
    }
    assert not any(held.label.startswith("connect.") for held in everything_about(broker).theirs)


def test_erasing_an_account_leaves_nothing_of_what_it_offered():
    user = cast.account("elin")
    one = an_offer(Somebody(where=MARKED.where, languages=["cy"], account=user, contact=MARKED.contact))
    erase_account(user=user)

    one.refresh_from_db()
    assert (one.words, one.receipt, one.party.person, one.party.gone is not None) == ("", None, None, True)
    assert not Reaching.objects.exists()
    assert not Doorstep.objects.exists()
    assert not Person.objects.exists()


def test_what_somebody_at_risk_needs_is_on_no_page_for_everyone(client: Client):
    asked = a_need()
    page = address("need", asked.pk)
    assert client.get(page).status_code == 200
    assert "Shopping." in html_of(client.get(address("needs")))

    Party.objects.filter(pk=asked.party_id).update(at_risk=True)
    changed()

    assert client.get(page).status_code == 404
    assert "Shopping." not in html_of(client.get(address("needs")))
    assert tell([(NEED, asked.pk)], "en", EVERYONE) == {}
