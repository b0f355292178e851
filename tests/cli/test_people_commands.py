"""`edau admin`, `role`, `mail`, `audit`, `tick`: what operators type."""

from __future__ import annotations

import io
import json
import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from edau.accounts.models import User
from edau.cli import main
from edau.core.mail import send
from edau.core.mail.outbox import deliver
from edau.core.models import AuditLine, Letter
from edau.people.choices import Part
from edau.people.models import Role
from edau.people.queries import roles_of
from edau.people.rules import Deed, may
from edau.ui.links import address_in
from tests.cast import account, body, story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    cache.clear()
    yield
    cache.clear()


def run(capsys, *words: str) -> SimpleNamespace:
    capsys.readouterr()
    status = main([*words, "--lang", "en"])
    said = capsys.readouterr()
    return SimpleNamespace(status=status, out=said.out, err=said.err)


# The first administrator


def sign_in(email: str, code: str) -> Client:
    reader = Client()
    reader.post(address_in("en", "account_login"), {"email": email})
    reader.post(address_in("en", "account_confirm_login_code"), {"code": code})
    return reader


def signed_in(reader: Client) -> bool:
    return "_auth_user_id" in reader.session


def test_the_first_administrator_comes_in_with_no_e_mail_sent(capsys):
    answer = run(capsys, "admin", "create", "Sian@Example.org")
    code = re.search(r"\d{4}-\d{4}", answer.out).group()

    reader = sign_in("sian@example.org", code)

    assert (answer.status, signed_in(reader), mail.outbox, Letter.objects.count()) == (0, True, [], 0)
    assert bool(may(User.objects.get(), Deed.GIVE_ROLES))
    assert [line.by for line in AuditLine.objects.filter(deed="grant_role")] == ["edau admin"]


def test_the_printed_code_works_once_and_only_for_its_address(capsys):
    code = json.loads(run(capsys, "admin", "create", "sian@example.org", "--json").out)["code"]

    assert signed_in(sign_in("gwen@example.org", code)) is False
    assert signed_in(sign_in("sian@example.org", "0000-0000")) is False
    assert signed_in(sign_in("sian@example.org", code)) is True
    mail.outbox.clear()
    assert signed_in(sign_in("sian@example.org", code)) is False
    assert [letter.to for letter in mail.outbox] == [
        ["sian@example.org"]
    ]  # from now on by e-mail, as everybody


def test_an_address_that_is_none_and_a_closed_account_are_refused(capsys):
    assert run(capsys, "admin", "create", "sian").status == 2
    User.objects.create_user("gwen@example.org", is_active=False)
    assert run(capsys, "admin", "create", "gwen@example.org").status == 1
    assert Role.objects.count() == 0


def test_making_one_twice_gives_one_role_and_a_new_code(capsys):
    first, second = (json.loads(run(capsys, "admin", "create", "a@example.org", "--json").out) for _ in "12")

    assert (first["new"], second["new"], Role.objects.count()) == (True, False, 1)
    assert first["code"] != second["code"]


# Roles


def test_a_role_is_given_for_an_organisation_listed_and_taken_back(capsys):
    sian = account("sian")
    body()

    where = ("--organisation", "cyngor-cwm")
    given = run(capsys, "role", "give", "officer", "sian@example.org", *where)
    assert given.out == "sian@example.org holds the role “officer”.\n"
    assert [(one.part, one.organisation_id) for one in roles_of(sian)] == [("officer", "cyngor-cwm")]
    assert "sian@example.org" in run(capsys, "role", "list", "officer").out

    listed = json.loads(run(capsys, "role", "list", "--json").out)
    assert [(one["address"], one["role"], one["organisation"]) for one in listed] == [
        ("sian@example.org", "officer", "cyngor-cwm")
    ]
    taken = json.loads(run(capsys, "role", "take", "officer", "sian@example.org", *where, "--json").out)
    assert (taken["holds"], taken["changed"], roles_of(sian)) == (False, True, [])
    assert run(capsys, "role", "list").out == "Nobody holds a role.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("officer", "nobody@example.org"),
        ("officer", "sian@example.org", "--organisation", "nowhere"),
        ("officer", "sian@example.org", "--area", "X00"),
        ("officer", "sian@example.org", "--area", "W06000016", "--organisation", "cyngor-cwm"),
    ],
)
def test_what_is_not_there_exits_with_2(capsys, words):
    account("sian")
    body()

    assert run(capsys, "role", "give", *words).status == 2
    assert Role.objects.count() == 0


def test_a_role_for_an_area(capsys):
    sian = account("sian")

    assert run(capsys, "role", "give", "listener", "sian@example.org", "--area", "W06000016").status == 0
    assert [one.area for one in roles_of(sian)] == ["W06000016"]


# Letters


def letter() -> Letter:
    return send(to="sian@example.org", subject="Ateb", text="Diolch.", purpose="answer", language="cy")


def test_letters_are_listed_without_addresses_or_words(capsys):
    one = letter()

    listed = run(capsys, "mail", "list")

    assert (one.id in listed.out, "sian" in listed.out, "Ateb" in listed.out) == (True, False, False)
    assert run(capsys, "mail", "list", "--state", "failed").out == "There are no letters.\n"
    assert [each["state"] for each in json.loads(run(capsys, "mail", "list", "--json").out)] == ["waiting"]


def test_one_that_failed_is_tried_again(capsys):
    one = letter()
    Letter.objects.update(state="failed", next_try=None, error="refused")

    assert run(capsys, "mail", "retry").out == "Tried again: 1. Sent: 1.\n"
    assert (Letter.objects.get().state, len(mail.outbox)) == ("sent", 1)
    assert run(capsys, "mail", "retry", one.id).status == 2


def test_a_report_of_a_letter_that_came_back_is_taken_in(capsys, monkeypatch, tmp_path):
    from tests.core.mail.test_outbox import report

    one = letter()
    deliver(one.id)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(report(one, to="sian@example.org"))))

    assert run(capsys, "mail", "bounce").out == "1 letter came back.\n"
    assert Letter.objects.get().state == "bounced"

    file = tmp_path / "again.eml"
    file.write_bytes(report(one, to="sian@example.org"))
    assert json.loads(run(capsys, "mail", "bounce", str(file), "--json").out) == {"reports": 1, "marked": 0}


# The trail


def test_a_whole_trail_is_said_to_be_whole(capsys):
    story()

    answer = run(capsys, "audit", "verify")

    assert (answer.status, "The chain is whole." in answer.out, answer.err) == (0, True, "")
    assert json.loads(run(capsys, "audit", "verify", "--json").out)["holds"] is True


def test_a_changed_byte_is_named_by_line_and_column_with_status_1(capsys):
    story()
    line = AuditLine.objects.get(deed="contribute")
    AuditLine.objects.filter(pk=line.pk).update(by="Visitor")

    answer = run(capsys, "audit", "verify")
    as_json = json.loads(run(capsys, "audit", "verify", "--json").out)

    assert (answer.status, f"The chain breaks at line {line.number}: “by”" in answer.err) == (1, True)
    assert (as_json["holds"], as_json["broken"]) == (False, {"line": line.number, "column": "by"})


def test_the_newest_lines_are_listed(capsys):
    said = story()

    lines = json.loads(run(capsys, "audit", "list", "--about", said.id, "--json").out)
    assert [(line["deed"], line["label"]) for line in lines] == [("contribute", "listen.Contribution")]
    assert said.id in run(capsys, "audit", "list", "--deed", "contribute", "-n", "1").out
    assert run(capsys, "audit", "list", "--by", "nobody").out == "There is no such line.\n"


# Time


def test_a_tick_says_what_it_did(capsys):
    letter()

    assert run(capsys, "tick").out == "letters_sent: 1\n"
    assert run(capsys, "tick").out == "There was nothing to do.\n"


def test_a_tick_that_fails_says_so_with_status_1(capsys, monkeypatch, caplog):
    def breaks() -> dict[str, int]:
        raise RuntimeError

    monkeypatch.setattr("edau.portal.actions.ticking.PARTS", (("letters", breaks),))

    assert run(capsys, "tick").status == 1


def test_every_part_can_be_given(capsys):
    account("sian")

    assert {run(capsys, "role", "give", part, "sian@example.org").status for part in Part} == {0}
