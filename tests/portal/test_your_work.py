"""Your work: one page that says what somebody looks after, by their roles; and the audit trail for those who watch it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edau.accounts.models import User
from edau.core import audit
from edau.core.models import AuditLine
from edau.listen.models import Contribution
from edau.people.choices import Part
from edau.people.rules import NO_ROLE
from edau.ui.links import address_in
from tests.cast import account, body, holder, involvement, story
from tests.moderation.cast import reported

pytestmark = pytest.mark.django_db

OWN = ["My receipts", "What we hold about you", "My passkeys", "My account"]
WORK = {
    Part.LISTENER: [
        "Recordings to type",
        "Your involvements",
        "Write down what somebody tells you",
        "Paper: What would make life better here?",
    ],
    Part.FACILITATOR: [
        "Words to tie to themes: What would make life better here?",
        "Recordings to type",
        "Your involvements",
        "Write down what somebody tells you",
        "Paper: What would make life better here?",
        "Note what is asked elsewhere",
        "Note whom an organisation reaches",
        "Connector’s queue",
        "For people who are not on-line",
        "Put hours right",
        "Sharing records",
    ],
    Part.BROKER: [
        "Your involvements",
        "Connector’s queue",
        "For people who are not on-line",
        "Checks that were seen",
        "Put hours right",
    ],
    Part.OFFICER: [
        "What you owe an answer",
        "Words to tie to themes: What would make life better here?",
        "Your involvements",
        "Write down what somebody tells you",
        "Paper: What would make life better here?",
        "Note what is asked elsewhere",
        "Note whom an organisation reaches",
        "Checks that were seen",
        "Rooms for a season",
        "Sharing records",
        "School terms",
    ],
    Part.MODERATOR: ["Waiting for a decision", "Your involvements"],
    Part.AUDITOR: ["Waiting for a decision", "Your involvements", "Audit trail"],
    Part.ADMINISTRATOR: ["Your involvements", "School terms", "Roles", "Outgoing letters", "Audit trail"],
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, *args: object, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def links_of(response) -> list[str]:
    main = response.content.decode().split("<h1", 1)[1].split("</main", 1)[0]
    links = re.findall(r'<li><a href="[^"]+">(.+?)</a>', main)
    return [re.sub(r"<[^>]+>", "", link) for link in links]


@pytest.mark.parametrize("part", list(Part))
def test_each_role_finds_its_work_and_every_link_opens(part):
    story(within=involvement())
    reader = signed_in(holder(part, name="reader"))

    page = reader.get(at("your_work"))

    assert links_of(page) == [*WORK[part], *OWN]
    main = page.content.decode().split("<h1", 1)[1].split("</main", 1)[0]
    opened = {link: reader.get(link).status_code for link in re.findall(r'<li><a href="([^"]+)"', main)}
    assert set(opened.values()) == {200}


def test_somebody_without_a_role_finds_their_own_and_a_visitor_the_door():
    page = signed_in(account("nia")).get(at("your_work"))

    assert links_of(page) == ["Your involvements", *OWN]
    assert "You hold no role here" in text_of(page)
    assert Client().get(at("your_work")).status_code == 302


def test_it_says_how_much_waits_and_how_much_is_overdue():
    asked = involvement()
    said = [story(within=asked) for _n in range(4)]
    Contribution.objects.filter(pk=said[0].pk).update(due=timezone.localdate() - timedelta(days=1))
    Contribution.objects.filter(pk=said[1].pk).update(waiting=True)
    reported(said[2])
    officer = holder(Part.OFFICER, body(), name="officer")
    page = text_of(signed_in(officer).get(at("your_work")))
    moderator = text_of(signed_in(holder(Part.MODERATOR, body(), name="mod")).get(at("your_work")))

    assert "officer: Example Valley Council" in page
    assert "4 answers are owed. 1 of them is overdue." in page
    assert "2 voices have no theme yet." in page  # neither the held nor the waiting one
    assert "Drafts: 0. Published: 1." in page
    assert "1 report waits. 1 new voice that nobody has looked at." in moderator


def test_it_asks_the_same_number_of_questions_however_much_there_is():
    reader = signed_in(holder(Part.FACILITATOR, name="reader"))
    story(within=involvement())
    reader.get(at("your_work"))
    with CaptureQueriesContext(connection) as few:
        reader.get(at("your_work"))
    for n in range(3):
        asked = involvement(organisation=body(f"body-{n}"))
        for _m in range(3):
            story(within=asked)
    reader.get(at("your_work"))  # what is kept is read anew after a change
    with CaptureQueriesContext(connection) as many:
        reader.get(at("your_work"))

    assert len(many) == len(few)


@pytest.mark.parametrize("language", ["cy", "en"])
def test_my_account_leads_to_it_and_to_what_is_held(language):
    page = signed_in(account("nia")).get(address_in(language, "my_account")).content.decode()

    assert f'href="{at("your_work", language=language)}"' in page
    assert f'href="{at("my_data", language=language)}"' in page


# The audit trail


def test_auditors_and_administrators_read_the_trail_and_nobody_else():
    for part in Part:
        answer = signed_in(holder(part)).get(at("trail"))
        assert answer.status_code == (200 if part in (Part.AUDITOR, Part.ADMINISTRATOR) else 403), part
    assert str(NO_ROLE[Part.AUDITOR]) in text_of(signed_in(account("nia")).get(at("trail")))
    assert signed_in(holder(Part.AUDITOR, name="b")).post(at("trail")).status_code == 405


def test_the_trail_is_read_from_its_newest_line_fifty_at_a_time():
    for n in range(60):
        audit.record(deed="tried", by="user 9", label="a.Kind", object_id=f"x{n}", codes={"route": "web"})
    reader = signed_in(holder(Part.AUDITOR))
    newest = AuditLine.objects.order_by("-number").first()

    first = reader.get(at("trail"))
    rows = re.findall(r'<th scope="row">(\d+)</th>', first.content.decode())

    assert rows == [str(newest.number - n) for n in range(50)]
    assert f"{newest.number}" in text_of(first)
    assert "tried user 9 a.Kind x59 route=web" in text_of(first)
    second = reader.get(f"{at('trail')}?page=2").content.decode()
    assert re.findall(r'<th scope="row">(\d+)</th>', second)[0] == str(newest.number - 50)


def test_proving_says_that_it_holds_and_where_it_does_not():
    story("Secret words", within=involvement())
    reader = signed_in(holder(Part.AUDITOR))

    page = text_of(reader.get(f"{at('trail')}?prove=1"))
    assert "The chain is whole" in page
    assert "Secret" not in page

    AuditLine.objects.filter(deed="contribute").update(by="user 99")
    line = AuditLine.objects.get(deed="contribute").number
    assert f"The chain breaks at line {line}: “by” was changed" in text_of(
        reader.get(f"{at('trail')}?prove=1")
    )
