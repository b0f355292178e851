"""Pages of hours, idle rooms and sharing records: complete without script, in both languages, and closed to others."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edau.connect.actions import hours
from edau.connect.actions.sharing import state_sharing
from edau.connect.models import Account, SharingRecord, Transfer
from edau.connect.queries import hours as questions
from edau.core import clock
from edau.core.models import AuditLine
from edau.people.choices import Part
from edau.people.models import Person
from edau.places.queries import visible_area
from edau.portal.actions.erasing import erase_account
from edau.portal.addresses import area_reference
from edau.portal.forms.hours import GiveForm, IssueForm, PotForm, UsedForm
from edau.portal.pictures.week_grid import week_grid
from edau.portal.queries.held_data import everything_about
from edau.portal.words.hours import amount, signed
from edau.ui.charts import week_grid as chart
from edau.ui.links import address_in
from tests.cast import account, holder, receipt, stamped
from tests.connect.hours_cast import HERE, POT, group, helped, lent, member, space

pytestmark = pytest.mark.django_db
MORNINGS = (0b1111 << 18,) * 5 + (0, 0)


def at(name: str, *args: object, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *map(str, args))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def sian():
    """Somebody with an account who gave three hours more than she had."""
    user = account("sian")
    party = member(area=HERE)
    party.person.user = user
    party.person.save()
    for minutes in (120, 90):
        hours.exchange(proposal=helped(party, member()), minutes=minutes, by="edau")
    hours.exchange(proposal=helped(member(), party), minutes=30, by="edau")
    user.party = party
    return user


# One's own hours


def test_how_somebody_stands_is_said_in_words_in_both_languages(sian):
    client = signed_in(sian)
    english, welsh = client.get(at("hours")), client.get(at("hours", language="cy"))

    assert "You have given 3 hours more than you have had." in text_of(english)
    assert english.content.count(b"<tr>") == welsh.content.count(b"<tr>") == 6
    assert english.headers["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in english.headers["Cache-Control"]


def test_who_is_not_signed_in_and_holds_no_receipt_is_told_what_to_do(client):
    assert "sign in, or open the receipt" in text_of(client.get(at("hours")))
    assert client.get(at("hours_give")).status_code == 302
    assert client.get(at("hours_statement")).status_code == 302


def test_a_receipt_opens_the_hours_of_its_holder_and_its_secret_is_not_in_their_address(client):
    person = Person.objects.create(language="en")
    issued = receipt("en", person=person)
    mine = member()
    mine.person, old = person, mine.person
    mine.save()
    old.delete()
    hours.exchange(proposal=helped(mine, member()), minutes=60, by="edau")

    answer = client.get(at("receipt_hours", issued.link), follow=True)

    assert "You have given 1 hour more than you have had." in text_of(answer)
    assert issued.link not in answer.redirect_chain[-1][0]
    assert client.get(at("receipt_hours", "A" * 22)).status_code == 404

    # Claimed by an account, the paper alone opens nothing of it.
    person.user = account("elin")
    person.save()
    found = client.get(at("receipt_hours", issued.link), follow=True)
    assert "You have given" not in text_of(found)


def test_an_account_is_opened_by_a_button_and_shows_its_code():
    user = account("newcomer")
    party = member()
    party.person.user = user
    party.person.save()
    client = signed_in(user)
    assert "You have no account of hours yet." in text_of(client.get(at("hours")))
    assert not Account.objects.exists()

    page = client.post(at("hours"), follow=True)

    opened = Account.objects.get(party=party)
    assert opened.pk in "".join(text_of(page).split())


def test_a_word_is_said_at_the_soft_limit(sian):
    seeker = sian.party
    hours.exchange(proposal=helped(member(), seeker), minutes=180 + 601, by="edau")

    text = text_of(signed_in(sian).get(at("hours")))

    assert "You have had 10 hours 1 minute more than you have given." in text
    assert "That is a good deal." in text


def test_a_statement_up_to_the_last_day_there_is_is_not_made(sian):
    answer = signed_in(sian).get(at("hours_statement"), {"begins": "2026-01-01", "ends": "9999-12-31"})

    assert answer.status_code == 422


def test_who_does_not_count_hours_is_not_told_of_a_balance():
    user, party = account("free"), member(counts_hours=False)
    party.person.user = user
    party.person.save()

    text = text_of(signed_in(user).get(at("hours")))

    assert "without counting hours" in text
    assert "more than you have had" not in text


def test_the_statement_on_paper_has_the_days_that_were_asked_for(sian):
    client = signed_in(sian)
    today = clock.today()
    old = client.get(at("hours_statement"), {"begins": "2020-01-01", "ends": "2020-12-31"})
    now = client.get(at("hours_statement"), {"begins": str(today), "ends": str(today)})

    assert "From 1 January 2020 to 31 December 2020." in text_of(old)
    assert (old.content.count(b"<tr>"), now.content.count(b"<tr>")) == (3, 6)
    assert b'<footer class="foot"' not in now.content
    wrong = client.get(at("hours_statement"), {"begins": "2021-01-01", "ends": "2020-01-01"})
    assert wrong.status_code == 422
    assert "The last day is before the first one." in text_of(wrong)


# Giving


def send(client: Client, address: str, purpose: str, **fields: object):
    given = {"minutes": "0", **fields}
    return client.post(address, stamped(purpose, **given), follow=True)


def test_hours_are_given_to_the_pot_to_somebody_and_to_an_organisation(sian):
    client, friend, body = signed_in(sian), hours.open_account(party=member(), by="x"), group()
    code = f" {friend.pk[:4].upper()} {friend.pk[4:]} "

    send(client, at("hours_give"), GiveForm.purpose, to="pot", hours="1")
    send(client, at("hours_give"), GiveForm.purpose, to="somebody", code=code, hours="0", minutes="30")
    last = send(
        client, at("hours_give"), GiveForm.purpose, to="organisation", organisation=body.pk, hours="1"
    )

    assert "Given." in text_of(last)
    assert questions.balance(questions.pot_of(POT)) == 60
    assert questions.balance(friend) == 30
    assert questions.balance(questions.account_of(body)) == 60
    assert questions.balance(questions.account_of(sian.party)) == 30


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"to": "pot", "hours": "4"}, "There are not as many hours there. Give fewer."),
        ({"to": "pot", "hours": ""}, "Type how long."),
        ({"to": "pot", "hours": "many"}, "Type how many hours, from 0 to 168."),
        ({"to": "somebody", "hours": "1"}, "Type their hours code."),
        ({"to": "somebody", "hours": "1", "code": "nobody"}, "There is no such code. Look at it again."),
        ({"to": "organisation", "hours": "1"}, "Choose the organisation."),
        ({"hours": "1"}, "Choose whom they are for."),
    ],
)
def test_what_cannot_be_given_is_said_beside_the_form_and_nothing_moves(sian, fields, words):
    before = Transfer.objects.count()

    answer = send(signed_in(sian), at("hours_give"), GiveForm.purpose, **fields)

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert Transfer.objects.count() == before


def test_the_same_form_sent_twice_gives_once(sian):
    client = signed_in(sian)
    given = stamped(GiveForm.purpose, to="pot", hours="1", minutes="0")

    client.post(at("hours_give"), given)
    again = client.post(at("hours_give"), given)

    assert again.status_code == 422
    assert questions.balance(questions.pot_of(POT)) == 60


# Organisations


def test_an_officer_gives_hours_in_the_name_of_the_organisation(sian):
    body = group()
    client = signed_in(holder(Part.OFFICER, body.organisation, name="officer"))
    code = questions.account_of(sian.party).pk

    answer = send(client, at("hours_issue", "criw"), IssueForm.purpose, code=code, hours="2")

    assert "It has given out 2 hours more than it has taken back." in text_of(answer)
    assert questions.balance(questions.account_of(sian.party)) == 300
    paper = client.get(at("hours_organisation", "criw"), {"print": "1"})
    assert "Statement of hours" in text_of(paper)
    beyond = send(client, at("hours_issue", "criw"), IssueForm.purpose, code=code, hours="30")
    assert "more than 20 hours beyond what it gave" in text_of(beyond)


def test_others_see_nothing_of_an_organisations_hours(sian):
    group()
    other = holder(Part.OFFICER, group("arall").organisation, name="other")
    for name in ("hours_organisation", "hours_issue"):
        assert signed_in(other).get(at(name, "criw")).status_code == 403
        assert signed_in(sian).get(at(name, "criw")).status_code == 403
        assert Client().get(at(name, "criw")).status_code == 302
    assert signed_in(other).get(at("hours_organisation", "nobody")).status_code == 404


def test_an_organisation_is_told_at_its_soft_limit_before_it_is_refused_at_the_hard_one(sian):
    client = signed_in(holder(Part.OFFICER, group().organisation, name="officer"))
    code = questions.account_of(sian.party).pk

    assert "Given. The organisation" not in text_of(
        send(client, at("hours_issue", "criw"), IssueForm.purpose, code=code, hours="10")
    )
    soft = send(client, at("hours_issue", "criw"), IssueForm.purpose, code=code, hours="1")
    hard = send(client, at("hours_issue", "criw"), IssueForm.purpose, code=code, hours="10")

    assert "Given. The organisation has given out a good deal more than it took back." in text_of(soft)
    assert hard.status_code == 422
    assert f'value="{code}"' in hard.content.decode()


# Used with an organisation, written down for a member


def use(client: Client, code: str, **fields: object):
    given = {"organisation": "criw", "hours": "2", "agreed": "on", **fields}
    return send(client, at("hours_used"), UsedForm.purpose, code=code, **given)


@pytest.mark.parametrize("who", ["officer", "connector"])
def test_hours_used_are_written_down_by_the_organisation_or_a_connector(sian, who):
    body, code = group(), questions.account_of(sian.party).pk
    writer = (
        holder(Part.OFFICER, body.organisation, name=who)
        if who == "officer"
        else holder(Part.BROKER, area=POT, name=who)
    )

    answer = use(signed_in(writer), code)

    assert "Written down." in text_of(answer)
    assert questions.balance(questions.account_of(sian.party)) == 60
    assert questions.balance(questions.account_of(body)) == 120
    assert Transfer.objects.latest("number").by == str(writer)
    assert AuditLine.objects.filter(deed=questions.MOVED, by=str(writer)).count() == 1


def test_the_member_is_spoken_of_at_their_soft_limit_and_refused_beyond_the_hard_one(sian):
    group()
    client, code = signed_in(holder(Part.BROKER, area=POT)), questions.account_of(sian.party).pk

    soft, hard = use(client, code, hours="14"), use(client, code, hours="14")

    assert "Written down. They have had a good deal more than they gave." in text_of(soft)
    assert hard.status_code == 422
    assert "more than 20 hours beyond what it gave" in text_of(hard)
    assert f'value="{code}"' in hard.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"agreed": ""}, "Hours are theirs: nobody uses them without their word."),
        ({"organisation": ""}, "Choose the organisation."),
        ({"code": "nobody"}, "There is no such code. Look at it again."),
        ({"hours": "0"}, "Type how long."),
    ],
)
def test_hours_are_not_used_without_the_members_word_or_half_a_form(sian, fields, words):
    group()
    client, before = signed_in(holder(Part.BROKER, area=POT)), Transfer.objects.count()

    answer = use(client, **{"code": questions.account_of(sian.party).pk, **fields})

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert Transfer.objects.count() == before


def test_nobody_writes_down_hours_with_a_body_or_a_member_that_is_not_theirs(sian):
    group()
    code, before = questions.account_of(sian.party).pk, Transfer.objects.count()
    elsewhere = signed_in(holder(Part.BROKER, area="W06000001", name="far"))
    officer = signed_in(holder(Part.OFFICER, group("arall").organisation, name="other"))

    refused = use(elsewhere, code)
    assert refused.status_code == 422
    assert "Your role is for another organisation or another area." in text_of(refused)
    assert use(officer, code).status_code == 422
    assert signed_in(sian).get(at("hours_used")).status_code == 403
    assert Client().get(at("hours_used")).status_code == 302
    assert Transfer.objects.count() == before


# From the community pot


def from_pot(client: Client, code: str, **fields: object):
    return send(client, at("hours_pot_give", POT), PotForm.purpose, code=code, **{"hours": "2", **fields})


def test_a_connector_gives_what_is_in_the_pot_and_no_more(sian):
    hours.gift_to_pot(giver=sian.party, minutes=150, by="x")
    newcomer = hours.open_account(party=member(), by="x")
    client = signed_in(holder(Part.BROKER, area=POT))
    assert "Hours in it: +2:30" in text_of(client.get(at("hours_pots")))
    assert "There are 2 hours 30 minutes in it." in text_of(client.get(at("hours_pot_give", POT)))

    given = from_pot(client, newcomer.pk)
    beyond = from_pot(client, newcomer.pk)

    assert "Given." in text_of(given)
    assert (questions.balance(newcomer), questions.balance(questions.pot_of(POT))) == (120, 30)
    assert beyond.status_code == 422
    assert "There are not as many hours there. Give fewer." in text_of(beyond)
    assert f'value="{newcomer.pk}"' in beyond.content.decode()
    assert (
        AuditLine.objects.filter(deed=questions.MOVED, by=Transfer.objects.latest("number").by).count() == 1
    )


def test_a_connector_of_a_board_looks_after_the_pots_of_its_authorities(sian):
    hours.gift_to_pot(giver=sian.party, minutes=60, by="x")
    board = visible_area(POT).board_id
    client = signed_in(holder(Part.BROKER, area=board))

    assert "Hours in it: +1:00" in text_of(client.get(at("hours_pots")))
    assert "Number 1" in text_of(client.get(at("hours_corrections")))


def test_the_pot_is_closed_to_others(sian):
    hours.gift_to_pot(giver=sian.party, minutes=60, by="x")
    far = signed_in(holder(Part.BROKER, area="W06000001", name="far"))

    assert "Nothing has been put into a pot of your area yet." in text_of(far.get(at("hours_pots")))
    assert far.get(at("hours_pot_give", POT)).status_code == 403
    assert far.get(at("hours_pot_give", "W06000002")).status_code == 404
    for name, args in (("hours_pots", ()), ("hours_pot_give", (POT,))):
        assert signed_in(sian).get(at(name, *args)).status_code == 403
        assert Client().get(at(name, *args)).status_code == 302


# Putting right


def test_a_connector_puts_right_what_is_of_their_area(sian):
    client = signed_in(holder(Part.BROKER, area=POT))
    assert "Number 1" in text_of(client.get(at("hours_corrections")))

    wrong = client.post(at("hours_correction", 1), {"reason": "minutes", "minutes": "0"})
    assert wrong.status_code == 422
    assert "Type how long it should have been." in text_of(wrong)
    done = client.post(
        at("hours_correction", 1), {"reason": "minutes", "hours": "1", "minutes": "0"}, follow=True
    )

    assert "Put right. Both stay in the ledger." in text_of(done)
    assert "Undone by number 4." in text_of(done)
    assert questions.balance(questions.account_of(sian.party)) == 120
    again = client.post(at("hours_correction", 1), {"reason": "twice", "minutes": "0"})
    assert "This was corrected before." in text_of(again)


def test_a_connector_of_elsewhere_sees_and_corrects_nothing_here(sian):
    client = signed_in(holder(Part.BROKER, area="W06000001"))

    assert "No hours have moved yet." in text_of(client.get(at("hours_corrections")))
    assert client.get(at("hours_correction", 1)).status_code == 403
    assert client.get(at("hours_limits", questions.account_of(sian.party).pk)).status_code == 403
    assert signed_in(sian).get(at("hours_corrections")).status_code == 403
    assert client.get(at("hours_correction", 99)).status_code == 404


def test_a_connector_sets_the_limits_of_an_account(sian):
    client, mine = signed_in(holder(Part.BROKER, area=POT)), questions.account_of(sian.party)

    assert client.post(at("hours_limits", mine.pk), {"soft": "9", "hard": "5"}).status_code == 422
    client.post(at("hours_limits", mine.pk), {"soft": "5", "hard": "9"})

    mine.refresh_from_db()
    assert (mine.soft, mine.hard) == (300, 540)


# Everybody


def test_all_hours_are_told_from_five_people_on_and_nobody_is_named(client, sian):
    giver = member()
    assert "4 people have given help or had it" not in text_of(client.get(at("hours_all")))
    for _more in range(2):
        hours.exchange(proposal=helped(giver, member()), minutes=60, by="edau")
    page = client.get(at("hours_all"))

    assert "7 people have given help or had it, with hours counted." in text_of(page)
    assert "Hours of help in all: 6 hours." in text_of(page)
    for one in Account.objects.all():
        assert one.pk not in page.content.decode()
    assert page.headers["ETag"]


def test_too_few_people_are_not_told_of(client):
    hours.exchange(proposal=helped(member(), member()), minutes=60, by="edau")

    text = text_of(client.get(at("hours_all")))

    assert "Too few people have moved hours yet" in text
    assert "Hours of help in all" not in text


# Idle rooms


@pytest.fixture
def november():
    with clock.at(timezone.make_aware(datetime(2026, 11, 25, 12))):
        yield date(2026, 11, 25)


def rooms(code: str = POT, language: str = "en") -> str:
    return at("idle", area_reference(visible_area(code), language), language=language)


def test_idle_hours_are_a_picture_a_table_and_a_sentence(client, november):
    owner = group()
    space(owner, days=MORNINGS)
    hall = space(owner, days=MORNINGS, rent_pence=1200)
    lent(hall, member(), when=timezone.make_aware(datetime(2026, 11, 23, 9)), minutes=60)

    english, welsh = client.get(rooms()), client.get(rooms(language="cy"))
    text = text_of(english)

    assert "2 rooms or spaces are shared here." in text
    assert "Of 20 hours in which they are open this week, 19 hours are unused (95%)." in text
    assert "Most at once: 2, on Tuesday from 09:00 to 11:00. None: on Saturday, on Sunday." in text
    assert "At the rents their owners give, that would have cost £12." in text
    for part in ("<svg", "<tr>", "<h2", "<rect"):
        assert english.content.decode().count(part) == welsh.content.decode().count(part) > 0


def test_the_week_before_is_a_link_and_a_week_that_is_none_is_not_found(client, november):
    assert 'href="?week=2026-11-16"' in client.get(rooms()).content.decode()
    assert "From 16 November 2026 to 22 November 2026." in text_of(
        client.get(rooms(), {"week": "2026-11-18"})
    )
    for wrong in ("x", "1999-01-01", "2026-13-01"):
        assert client.get(rooms(), {"week": wrong}).status_code == 404


def test_a_place_leads_to_its_authority_and_one_without_rooms_says_so(client, november):
    place = visible_area(visible_area(HERE).place_id)
    page = client.get(rooms(place.code))

    assert rooms() in page.content.decode()
    assert "No room or space is shared here yet." in text_of(page)
    assert client.get(at("idle", "W06000016")).status_code == 301


def test_the_page_of_idle_hours_asks_as_often_however_many_rooms_there_are(client, november):
    owner = group()

    def asked() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(rooms()).status_code == 200
        return len(counted)

    space(owner, days=MORNINGS)
    asked()
    few = asked()
    for _more in range(5):
        space(owner, days=MORNINGS)

    assert asked() == few


# The week itself


def week(**days: dict[int, int]) -> list[list[int]]:
    counts = [[0] * 48 for _day in range(7)]
    for number, slots in days.items():
        for slot, count in slots.items():
            counts[int(number[1:])][slot] = count
    return counts


def test_a_week_is_drawn_from_its_first_to_its_last_busy_hours():
    counts = week(d0=dict.fromkeys(range(18, 24), 3), d4={40: 1})

    grid = week_grid("k", "Free", counts, nothing="None")

    assert 'class="weekgrid b4"' in grid.svg  # from 09:00 to 21:00
    assert grid.svg.count("<rect") == 2
    assert grid.svg.count('class="n4"') == 1  # a single half hour is too low for its number
    assert [row[1] for row in grid.table.cells] == ["3", "0", "0", "0", "0", "0", "0"]
    assert grid.table.cells[4][4] == "0–1"
    assert grid.sentence.startswith("Most at once: 3, on Monday from 09:00 to 12:00.")


def test_an_empty_week_is_drawn_whole_and_says_that_nothing_is_there():
    grid = week_grid("k", "Free", week(), nothing="None at all.")

    assert (grid.sentence, grid.svg.count("<rect")) == ("None at all.", 0)
    assert 'class="weekgrid b8"' in grid.svg


@pytest.mark.parametrize("wrong", [[[0] * 48] * 6, [[0] * 47] * 7, [[-1] * 48] * 7])
def test_what_is_no_week_is_refused(wrong):
    with pytest.raises(ValueError, match="seven days of 48"):
        chart.blocks(wrong)


def test_stretches_are_what_counting_each_half_hour_says():
    counts = [[(day * slot // 7) % 3 for slot in range(48)] for day in range(7)]
    slowly = [[0] * 48 for _day in range(7)]
    for one in chart.stretches(counts):
        for slot in range(one.start, one.end):
            assert slowly[one.day][slot] == 0
            slowly[one.day][slot] = one.count
    assert slowly == counts


def test_amounts_are_said_in_hours_and_minutes():
    assert [amount(each) for each in (0, 1, 60, 90, -125)] == [
        "0 hours",
        "1 minute",
        "1 hour",
        "1 hour 30 minutes",
        "2 hours 5 minutes",
    ]
    assert [signed(each) for each in (90, -5, 0)] == ["+1:30", "−0:05", "0:00"]


# Sharing records


@pytest.fixture
def shared(november):
    """A record of a council whose hall a choir used."""
    council, choir = group("cyngor", "authority"), group("cor")
    lent(space(council), choir, when=timezone.make_aware(datetime(2026, 9, 3, 18)), minutes=90)
    officer = holder(Part.OFFICER, council.organisation, name="officer")
    made = state_sharing(
        organisation=council.organisation, begins=date(2026, 9, 1), ends=date(2026, 9, 30), by=officer
    )
    made.officer, made.singer = officer, holder(Part.OFFICER, choir.organisation, name="singer")
    return made


def test_everybody_reads_a_record_and_that_it_holds(client, shared):
    english, welsh = (client.get(at("sharing_record", shared.pk, language=each)) for each in ("en", "cy"))

    assert "Verified just now: it is as it was sealed" in text_of(english)
    assert "Hours shared in all: 1 hour 30 minutes." in text_of(english)
    assert english.content.count(b"<tr>") == welsh.content.count(b"<tr>") == 2
    assert "Cyngor group" in text_of(client.get(at("sharing")))
    assert client.get(at("sharing_record", "nobody")).status_code == 404


def test_the_file_verifies_itself_with_nothing_but_sha256(client, shared):
    file = json.loads(client.get(at("sharing_record_json", shared.pk)).content)

    digest = hashlib.sha256(file["salt"].encode())
    for name, text in sorted(file["sealed"].items()):
        for part in (name.encode(), text.encode()):
            digest.update(len(part).to_bytes(8, "big") + part)
    assert digest.hexdigest() == file["seal"] == shared.seal
    assert json.loads(file["sealed"]["statement"])["minutes"] == 90


def test_a_record_that_was_changed_says_that_it_does_not_hold(client, shared):
    SharingRecord.objects.filter(pk=shared.pk).update(ends=date(2026, 10, 31))

    text = text_of(client.get(at("sharing_record", shared.pk)))

    assert "This record does not hold" in text
    assert "Verified just now" not in text


def test_a_record_is_made_confirmed_and_replaced_on_pages(shared):
    officer, singer = signed_in(shared.officer), signed_in(shared.singer)
    given = {"organisation": "cyngor", "begins": "2026-09-01", "ends": "2026-11-30"}
    assert officer.post(at("sharing_new"), given).status_code == 422
    made = officer.post(at("sharing_new"), {**given, "ends": "2026-11-20"}, follow=True)
    assert "What Cyngor group shared from 1 September 2026 to 20 November 2026." in text_of(made)

    confirmed = singer.post(at("sharing_confirm", shared.pk), {"organisation": "cor"}, follow=True)
    assert "Confirmed for Cor group on 25 November 2026." in text_of(confirmed)
    again = singer.post(at("sharing_confirm", shared.pk), {"organisation": "cor"})
    assert "This record has been confirmed already." in text_of(again)

    newer = officer.post(at("sharing_replace", shared.pk), {"organisation": "cyngor"}, follow=True)
    assert "It replaces an older one." in text_of(newer)
    old = Client().get(at("sharing_record", shared.pk))
    assert "This record has been replaced." in text_of(old)
    assert "Confirmed for Cor group" in text_of(old)


def test_who_shares_for_nobody_makes_confirms_and_replaces_nothing(shared):
    nobody = signed_in(account("nobody"))
    for name, args in (
        ("sharing_new", ()),
        ("sharing_confirm", (shared.pk,)),
        ("sharing_replace", (shared.pk,)),
    ):
        assert nobody.get(at(name, *args)).status_code == 403
        assert Client().get(at(name, *args)).status_code == 302
    assert signed_in(shared.singer).get(at("sharing_replace", shared.pk)).status_code == 403


# What is held about somebody


def test_who_erases_their_account_leaves_their_hours_to_the_pot(sian):
    mine = questions.account_of(sian.party)
    held = everything_about(sian)
    assert [row["minutes"] for row in held.of("connect.Entry")] == [120, 90, -30]
    assert "Your account of hours" in text_of(signed_in(sian).get(at("my_data")))

    erase_account(user=sian)

    mine.refresh_from_db()
    assert (mine.party, questions.balance(mine)) == (None, 0)
    assert questions.balance(questions.pot_of(POT)) == 180
    assert questions.verify().holds
