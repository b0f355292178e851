"""New words in the moderators' queue: the oldest first, one button each, and all of them at once."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edau.accounts.models import User
from edau.listen.models import Contribution
from edau.listen.queries.contributions import readable
from edau.moderation.choices import Reason
from edau.moderation.models import Case
from edau.people.choices import Part
from edau.ui.links import address_in
from tests.cast import body, holder, involvement, receipt, story
from tests.moderation.cast import moderator

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def burst(count: int) -> list[Contribution]:
    asked = involvement()
    said = [story(f"Llais rhif {n}.", within=asked) for n in range(count)]
    Contribution.objects.update(waiting=True)
    return said


def shown() -> int:
    return readable().count()


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_moderator_lets_one_through_and_then_all_the_rest(language):
    said, mabli = burst(3), signed_in(moderator())
    queue = mabli.get(address("moderation", language=language)).content.decode()
    assert [queue.find(f"Llais rhif {n}.") for n in range(3)] == sorted(
        queue.find(f"Llais rhif {n}.") for n in range(3)
    )
    assert queue.find("Llais rhif 0.") > 0

    sent = mabli.post(address("decide_waiting", language=language), {"c": said[0].pk})
    assert sent.headers["Location"] == f"{address('moderation', language=language)}#waiting"
    assert list(readable().values_list("pk", flat=True)) == [said[0].pk]

    mabli.post(address("decide_waiting", language=language), {"c": [one.pk for one in said]})
    assert shown() == 3
    assert "Llais rhif" not in mabli.get(address("moderation", language=language)).content.decode()


def test_one_is_refused_by_a_rule_and_the_receipt_says_so_instead_of_that_it_waits():
    held = receipt("en")
    said = story("Buy cheap socks.", language="en", held_by=held)
    Contribution.objects.update(waiting=True)
    own = address("receipt", held.link)
    assert "Many people are writing at once" in text_of(Client().get(own))
    mabli = signed_in(moderator())

    mabli.post(address("decide_waiting"), {"c": said.pk, "refuse": "1", "rule": "spam"})

    case = Case.objects.get()
    assert (case.object_id, case.rule, case.held) == (said.pk, Reason.SPAM, True)
    page = text_of(Client().get(own))
    assert "Many people are writing at once" not in page
    assert "It was an advertisement, or had nothing to do with what was asked." in page
    assert "Looked at before everyone could read it" in text_of(Client().get(address("case_public", case.pk)))
    assert "What was decided about your words" in text_of(
        Client().get(address("appeal_with_receipt", held.link, case.pk))
    )


def test_without_a_rule_nothing_is_refused_and_a_second_press_is_told():
    said, mabli = burst(1)[0], signed_in(moderator())

    mabli.post(address("decide_waiting"), {"c": said.pk, "refuse": "1", "rule": "mood"})
    assert "Choose the rule it breaks first." in text_of(mabli.get(address("moderation")))
    assert Case.objects.count() == 0

    for _n in range(2):
        mabli.post(address("decide_waiting"), {"c": said.pk})
    assert "Somebody else has decided this meanwhile." in text_of(mabli.get(address("moderation")))


def test_auditors_read_without_buttons_and_nobody_else_decides():
    said = burst(2)
    page = signed_in(holder(Part.AUDITOR)).get(address("moderation")).content.decode()
    assert "Llais rhif 0." in page
    assert address("decide_waiting") not in page

    for part in (Part.AUDITOR, Part.OFFICER):
        sent = signed_in(holder(part, body(), name=f"a-{part}")).post(
            address("decide_waiting"), {"c": said[0].pk}
        )
        assert sent.status_code == 403
    assert Client().post(address("decide_waiting"), {"c": said[0].pk}).status_code == 302
    assert shown() == 0


def test_twenty_are_shown_however_many_wait_with_as_many_queries():
    mabli = signed_in(moderator())
    burst(2)
    mabli.get(address("moderation"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        mabli.get(address("moderation"))
    asked = involvement(organisation=body("another"))
    for n in range(22):
        story(f"Rhagor {n}", within=asked)
    Contribution.objects.update(waiting=True)
    mabli.get(address("moderation"))  # what is kept is read anew after a change
    with CaptureQueriesContext(connection) as many:
        page = text_of(mabli.get(address("moderation")))

    assert "4 more wait after these." in page
    assert len(many) <= len(few) + 1  # the count, where there are more than are shown
