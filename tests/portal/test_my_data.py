"""What is held about somebody: they see all of it, take it away, and erase it; the trail still verifies."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.test import Client
from django.utils import timezone

from edau.accounts.actions import trust_address
from edau.accounts.models import User
from edau.core import audit
from edau.core.mail import send
from edau.core.models import AuditLine, Hold, Letter
from edau.core.seals import seal
from edau.listen.actions.contributions import add_words, withdraw
from edau.listen.models import Addition, Contribution
from edau.listen.queries.contributions import readable
from edau.moderation.models import Case, Report
from edau.people.choices import Part
from edau.people.models import Consent, Person, Role
from edau.portal.actions.erasing import LAST, erase_account, first_step, is_second_step
from edau.portal.actions.receipts import withdraw_words
from edau.portal.actions.ticking import PARTS, forget_contacts, tick
from edau.portal.pages.proving import prove
from edau.portal.queries.held_data import SECRET, everything_about, related_models
from edau.thread.actions import Reach, issue_receipt
from edau.thread.models import Contact, Receipt
from edau.thread.queries import receipt_by_code, receipt_by_link
from edau.ui.links import address_in
from edau.understand.models import Signal, SignalRating
from tests.cast import account, holder, involvement, receipt, story

pytestmark = pytest.mark.django_db
WORDS = "Mae’r bws olaf yn mynd am bump."


def at(name: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}")


@pytest.fixture
def sian() -> User:
    """Somebody with a little of everything that can be held about a person."""
    user = account("sian", language="cy")
    trust_address(user=user, email=user.email)
    person = Person.objects.create(user=user, language="cy")
    held = issue_receipt(
        person=person,
        language="cy",
        by=str(user),
        word="afal",
        reach=Reach("email", "Siân", email=user.email),
    )
    said = story(WORDS, held_by=held, within=involvement())
    add_words(contribution=said, words="A’r bws cyntaf am naw.", language="cy", by=str(user))
    Consent.objects.create(person=person, purpose="listening", wording="1", language="cy")
    Role.objects.create(user=user, part=Part.LISTENER)
    signal = Signal.objects.first()
    SignalRating.objects.create(
        signal=signal, rater=user, likelihood=3, impact=4, note="Efallai.", note_language="cy"
    )
    case = Case.objects.create(label="listen.Contribution", object_id="other", due=timezone.now())
    Report.objects.create(case=case, reporter=str(user), reason="spam", words="Hysbyseb.", effect="queued")
    send(to=user.email, subject="Eich ateb", text="Diolch.", purpose="answer", language="cy")
    user.issued = held
    return user


def reader_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# Seeing it


def test_everything_that_is_theirs_is_found(sian):
    found = {held.label: len(held.rows) for held in everything_about(sian).theirs}

    assert found == {
        "account.EmailAddress": 1,
        "accounts.User": 1,
        "core.Letter": 1,
        "listen.Addition": 1,
        "listen.Contribution": 1,
        "moderation.Report": 1,
        "people.Consent": 1,
        "people.Person": 1,
        "people.Role": 1,
        "thread.Contact": 1,
        "thread.Receipt": 1,
        "understand.SignalRating": 1,
    }


def test_no_table_that_points_at_a_person_is_forgotten():
    """Every model with a key to an account, a person, a receipt or a contribution is reached by the walk."""
    theirs = {"accounts.User", "people.Person", "thread.Receipt", "listen.Contribution"}
    theirs |= {"connect.Party", "connect.Account"}
    pointing = {
        field.related_model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.label in theirs
    }

    assert related_models() == pointing == theirs


def test_nothing_of_anybody_else_is_in_it(sian):
    story("Rhywun arall sy’n siarad yma.")
    gwen = account("gwen")

    mine, hers = (json.dumps(everything_about(user).as_dict(), ensure_ascii=False) for user in (sian, gwen))

    assert (WORDS in mine, "Rhywun arall" in mine) == (True, False)
    assert (WORDS in hers, "sian@example.org" in hers) == (False, False)


def test_no_secret_is_given_away(sian):
    receipt = Receipt.objects.get(person__user=sian)
    content = json.dumps(everything_about(sian).as_dict())
    secrets = [sian.password, receipt.link_hash, receipt.code_hash, receipt.word_hash, sian.issued.link]

    assert [secret for secret in secrets if secret and secret in content] == []
    assert {
        name for held in everything_about(sian).theirs for row in held.rows for name in row
    } & SECRET == set()


def test_what_they_wrote_down_for_somebody_else_is_named_but_not_quoted(sian):
    other = story("Geiriau rhywun arall.")
    Contribution.objects.filter(pk=other.pk).update(written_by=str(sian))

    found = everything_about(sian)

    assert [(one.label, one.id, one.as_what) for one in found.naming] == [
        ("listen.Contribution", other.pk, "written_by")
    ]
    assert "Geiriau rhywun arall" not in json.dumps(found.as_dict(), ensure_ascii=False)


def test_the_file_has_it_all_and_is_kept_by_nobody(sian):
    answer = reader_of(sian).get(at("my_data_file"))
    content = json.loads(answer.content)

    assert answer.headers["Content-Disposition"] == 'attachment; filename="edau-my-data.json"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert content["records"]["listen.Contribution"][0]["words"] == WORDS
    deeds = {line["deed"] for line in content["audit_trail"]}
    assert deeds == {"issue_receipt", "contribute", "add_words"}


def test_the_page_says_it_in_words_with_each_text_in_its_language(sian):
    page = reader_of(sian).get(at("my_data")).content.decode()

    assert f'<div lang="cy"><p>{WORDS}</p></div>' in page
    for words in ("sian@example.org", "Efallai.", "Hysbyseb.", "listener (everywhere), since"):
        assert words in page, words


@pytest.mark.parametrize("name", ["my_data", "my_data_file", "erase"])
def test_it_is_for_who_is_signed_in(client, name):
    assert client.get(at(name)).status_code == 302


# Erasing it


def test_erasing_takes_two_steps_and_then_the_account_is_gone(sian):
    reader = reader_of(sian)

    assert "What goes" in reader.get(at("erase")).content.decode()
    second = reader.post(at("erase"))
    assert "This cannot be undone." in second.content.decode()
    assert User.objects.filter(pk=sian.pk).exists()

    token = second.content.decode().partition('name="step" value="')[2].partition('"')[0]
    done = reader.post(at("erase"), {"step": token})

    assert "1 contribution was withdrawn" in done.content.decode()
    assert not User.objects.filter(pk=sian.pk).exists()
    assert reader.get(at("my_data")).status_code == 302


def test_nothing_is_left_of_them_and_the_trail_still_verifies(sian):
    number, address, issued = sian.pk, sian.email, sian.issued

    assert erase_account(user=sian) == 1

    gone = (Person.objects.filter(user=number), Consent, Contact, Addition, EmailAddress, SignalRating)
    assert [rows.count() if hasattr(rows, "count") else rows.objects.count() for rows in gone] == [0] * 6
    assert readable().count() == 0
    left = Contribution.objects.get()
    assert (left.words, left.salt, left.place, left.withdrawn is not None) == ("", "", "", True)
    assert receipt_by_link(issued.link) is receipt_by_code(issued.code, "afal") is None
    assert (Letter.objects.get().to, Letter.objects.get().text, Report.objects.get().words) == ("", "", "")
    assert AuditLine.objects.filter(by=address).count() == 0
    assert AuditLine.objects.get(deed="erase_account").codes == {"withdrawn": 1}
    assert (audit.first_break(), prove().faults) == (None, ())
    of_people = [one for one in apps.get_models() if one._meta.app_label not in ("places", "understand")]
    tables = json.dumps(
        [list(one._base_manager.values()) for one in of_people], default=str, ensure_ascii=False
    )
    assert [word for word in (address, WORDS, "Siân", "Efallai.", "Hysbyseb.") if word in tables] == []


def test_not_even_the_empty_rows_tell_that_one_person_said_them(sian):
    person = Person.objects.get(user=sian)
    story("Dau.", held_by=issue_receipt(person=person, language="cy", by=str(sian)))

    erase_account(user=sian)

    assert len({one.receipt.person_id for one in Contribution.objects.select_related("receipt")}) == 2


def test_the_second_step_is_for_one_account_and_for_ten_minutes(sian, monkeypatch):
    token = first_step(sian)

    assert [
        is_second_step(sian, token),
        is_second_step(account("gwen"), token),
        is_second_step(sian, ""),
    ] == [
        True,
        False,
        False,
    ]
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    assert is_second_step(sian, token) is False


def test_the_only_administrator_is_told_to_hand_on_the_role_first():
    boss = holder(Part.ADMINISTRATOR)

    answer = reader_of(boss).post(at("erase"), {"step": first_step(boss)})

    assert (answer.status_code, str(LAST.reason) in answer.content.decode()) == (403, True)
    assert User.objects.filter(pk=boss.pk).exists()


def test_what_somebody_else_said_stays(sian):
    other = story("Yma o hyd.")
    Hold.objects.all().delete()

    erase_account(user=sian)

    assert [one.pk for one in readable()] == [other.pk]


# Proving it


def test_the_seals_hold_before_and_after_a_withdrawal(sian):
    before = prove()
    assert (before.holds, before.seals) == (True, 3)  # the involvement, the story, what was added

    erase_account(user=sian)

    assert prove().holds is True


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda said: Contribution.objects.update(words="Mae popeth yn iawn."), "words"),
        (lambda said: Contribution.objects.update(title="X"), "words"),
        (lambda said: Contribution.objects.update(salt="0" * 32), "words"),
        (lambda said: Contribution.objects.update(seal="0" * 64), "words"),
        (lambda said: Contribution.objects.update(withdrawn=timezone.now()), "not_erased"),
        (lambda said: said.involvement.__class__.objects.update(open_en="Nothing."), "promise"),
        (lambda said: said.involvement.areas.update(code="W06000015"), "promise"),
    ],
)
def test_words_that_were_changed_behind_the_trail_are_found(change, fault):
    said = story(WORDS, within=involvement())
    assert prove().holds is True

    change(said)

    proof = prove()
    assert (proof.broken, [one.why for one in proof.faults]) == (None, [fault])


def test_a_row_that_was_taken_out_is_found():
    said = story(WORDS)
    Contribution.objects.all().delete()

    assert [(one.id, one.why) for one in prove().faults] == [(said.pk, "missing")]


def erased_in_silence(said: Contribution, **more: object) -> None:
    """As somebody does who can write into the table: the row as a withdrawal leaves it, and no line in the trail."""
    said.additions.all().delete()
    empty = dict.fromkeys(("title", "words", "salt", "place", "written_by"), "")
    Contribution.objects.filter(pk=said.pk).update(**empty, **more)


def test_words_that_were_erased_without_a_line_in_the_trail_are_found(sian):
    said = Contribution.objects.get()
    added = said.additions.get()

    erased_in_silence(said, withdrawn=timezone.now())

    assert [(one.id, one.why) for one in prove().faults] == [
        (said.pk, "not_withdrawn"),
        (added.pk, "missing"),
    ]


def test_words_that_come_back_after_they_were_withdrawn_are_found():
    said = story(WORDS)
    withdraw(contribution=said, by="visitor")
    assert prove().holds is True

    said.save()  # as it was, with its words and its salt

    assert [(one.id, one.why) for one in prove().faults] == [(said.pk, "not_erased")]


def test_every_lawful_way_of_taking_back_holds(sian):
    person = receipt()
    first, second = story("Un.", held_by=person), story("Dau.", held_by=person)
    for said in (first, second):
        add_words(contribution=said, words="A mwy.", language="cy", by=str(person.receipt))

    withdraw_words(receipt=person.receipt, contributions=[first])
    assert prove().holds is True
    withdraw_words(receipt=person.receipt, contributions=[second])
    erase_account(user=sian)

    assert (prove().holds, Addition.objects.count()) == (True, 0)


def test_words_that_were_added_and_taken_out_are_found_also_beside_others_that_were_withdrawn():
    kept, other = story(WORDS), story("Arall.")
    added = add_words(contribution=kept, words="A’r bws cyntaf.", language="cy", by="visitor")
    withdraw(contribution=other, by="visitor")
    assert prove().holds is True

    Addition.objects.all().delete()

    assert [(one.label, one.id, one.why) for one in prove().faults] == [
        ("listen.Addition", added.pk, "missing")
    ]


def test_of_lines_that_do_not_say_what_was_added_to_a_later_withdrawal_is_enough():
    """Lines of before: with nobody taking anything back after them, there was no way to go."""
    said = story(WORDS)
    codes = {"seal": seal(said.salt, {"words": "Mwy."})}
    for key in ("added1", "added2"):
        audit.record(deed="add_words", by="visitor", label="listen.Addition", object_id=key, codes=codes)
        if key == "added1":
            withdraw(contribution=story("Arall."), by="visitor")

    assert [(one.id, one.why) for one in prove().faults] == [("added2", "missing")]


# What time does


def test_how_to_reach_somebody_goes_on_its_day_and_when_nothing_of_theirs_is_left():
    today = timezone.localdate()
    days = [None, today, today - timedelta(days=1)]
    held = [
        issue_receipt(
            person=Person.objects.create(),
            language="cy",
            by="visitor",
            reach=Reach("telephone", telephone="1"),
        )
        for _day in [*days, "withdrawn"]
    ]
    for one, day in zip(held, [*days, None], strict=True):
        story(held_by=one)
        Contact.objects.filter(receipt=one.receipt).update(keep_until=day)
    Contribution.objects.filter(receipt=held[3].receipt).update(withdrawn=timezone.now())

    assert (forget_contacts(), forget_contacts()) == (2, 0)
    assert set(Contact.objects.values_list("receipt", flat=True)) == {held[0].receipt.pk, held[1].receipt.pk}


def test_a_tick_sends_forgets_and_does_nothing_the_second_time():
    send(to="sian@example.org", subject="Ateb", text="Diolch.", purpose="answer", language="cy")

    first, second = tick(), tick()

    assert (first.done["letters_sent"], first.failed) == (1, [])
    assert ({name for name, number in second.done.items() if number}, second.failed) == (set(), [])


def test_a_part_that_fails_does_not_keep_the_others_from_running(monkeypatch, caplog):
    def breaks() -> dict[str, int]:
        raise RuntimeError

    monkeypatch.setattr("edau.portal.actions.ticking.PARTS", (("broken", breaks), *PARTS))

    ticked = tick()

    assert ticked.failed == ["broken"]
    assert "contacts_forgotten" in ticked.done
