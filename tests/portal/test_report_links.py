"""What was added, and what was said of an answer, is reported where it is read, and is out of sight everywhere at once."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from edau.core.visibility import hold
from edau.listen.actions.contributions import add_words
from edau.portal.forms.reporting import ReportForm
from tests.answer.cast import answered, officer, reachable
from tests.cast import account, involvement, stamped, story
from tests.moderation.cast import is_held
from tests.portal.test_listening import address, html_of, signed_in

pytestmark = pytest.mark.django_db

ADDED = "Mae’r siop wedi cau hefyd, a Jac drws nesaf sydd ar fai."


def links(html: str, label: str) -> list[str]:
    return re.findall(rf'href="([^"]*/{re.escape(label)}/[^"]*)"', html)


def reported_from(link: str, by: Client) -> None:
    assert by.get(link).status_code == 200
    sent = stamped(ReportForm.purpose, reason="personal", words="")
    assert by.post(link, sent).status_code == 302


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("quoted", [False, True])
def test_what_was_added_is_reported_from_the_story_or_the_answer_and_is_gone_from_every_page(
    language, quoted
):
    told, cerys = story(within=involvement()), officer()
    added = add_words(contribution=told, words=ADDED, language="cy", by="visitor")
    whole = answered(told, by=cerys)
    chosen = answered(told, by=cerys, quotes={told.pk: ADDED}, before=1) if quoted else whole
    pages = [address("story", told.pk, language=language), address("reply", whole.pk, language=language)]
    pages += [address("reply", chosen.pk, language=language), address("stories", language=language)]
    visitor, desk = Client(), signed_in(cerys)
    shown = [ADDED in html_of(visitor.get(page)) for page in pages[:3]]
    assert shown == [True, True, True]
    found = {link for page in pages for link in links(html_of(visitor.get(page)), "listen.Addition")}
    assert found == {address("report", "listen.Addition", added.pk, language=language)}
    own = address("desk") + "?state=answered"
    assert ADDED in html_of(desk.get(own))

    reported_from(found.pop(), signed_in(account("nia")))

    assert (is_held(added), is_held(told)) == (True, False)
    assert [page for page in pages if ADDED in html_of(visitor.get(page))] == []
    assert ADDED not in html_of(desk.get(own))


@pytest.mark.parametrize("way", ["letter", "call"])
def test_a_letter_or_a_call_quotes_nothing_that_is_out_of_sight_since(way):
    held_by = reachable("letter" if way == "letter" else "telephone")
    told, cerys = story(within=involvement(), held_by=held_by), officer()
    added = add_words(contribution=told, words=ADDED, language="cy", by="visitor")
    made = answered(told, by=cerys, quotes={told.pk: ADDED})
    desk, page = signed_in(cerys), address(way, str(made.answered.get().pk))
    assert "Jac drws nesaf" in html_of(desk.get(page))

    hold(label="listen.Addition", object_id=added.pk, reason="personal", by="user 1")

    shown = html_of(desk.get(page))
    assert ("Jac drws nesaf" in shown, "neuadd" in shown) == (False, True)
