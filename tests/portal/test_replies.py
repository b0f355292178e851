"""Published answers: in both languages, with the words they answer as far as everyone may read them."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edau.answer.actions.feeling import feel
from edau.answer.actions.replies import deliver
from edau.answer.choices import Mattered, Outcome
from edau.answer.models import Felt
from edau.core import visibility
from edau.core.readpaths import read_paths
from edau.listen.actions.contributions import LABEL, withdraw
from edau.listen.choices import Audience
from edau.ui.links import address_in
from tests.answer.cast import ENGLISH, WELSH, answered, officer
from tests.cast import involvement, receipt, story
from tests.portal.test_desk import LANGUAGES, html_of, text_of

pytestmark = pytest.mark.django_db


def address(name: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def hold(label: str, key: str) -> None:
    visibility.hold(label=label, object_id=key, reason="test", by="tests")


@LANGUAGES
def test_an_answer_stands_in_the_language_of_the_page_and_in_the_other(client: Client, language):
    told = story(within=involvement())
    made = answered(told, by=officer(), outcome=Outcome.ADAPTED)
    own, other = (WELSH, ENGLISH) if language == "cy" else (ENGLISH, WELSH)
    twin = {"cy": "en", "en": "cy"}[language]

    page = html_of(client.get(address("reply", made.pk, language=language)))

    assert f'<div class="prose"><p>{own}</p></div>' in page
    assert f'<div class="prose" lang="{twin}"><p>{other}</p></div>' in page
    assert '<blockquote lang="cy"><p>Mae’r neuadd yn dywyll' in page


@LANGUAGES
def test_a_language_that_is_owed_is_said_and_the_other_marked(client: Client, language):
    made = answered(story("Dark.", language="en", within=involvement()), by=officer(), words_cy="")

    page = html_of(client.get(address("reply", made.pk, language=language)))

    assert page.count('<span class="tag dashed">') == 1
    assert (f'<div class="prose" lang="en"><p>{ENGLISH}</p></div>' in page) == (language == "cy")


def test_only_readable_words_are_shown_and_the_others_counted(client: Client):
    asked = involvement()
    shown, closed = story(within=asked), story("Closed words.", within=asked, audience=Audience.ANSWERERS)
    held, gone = story("Held words.", within=asked), story("Gone words.", within=asked)
    made = answered(shown, closed, held, gone, by=officer(), quotes={gone.pk: "Gone words."})
    hold(LABEL, held.pk)
    withdraw(contribution=gone, by="receipt x")

    text = text_of(client.get(address("reply", made.pk)))

    assert "Mae’r neuadd yn dywyll bob nos." in text
    assert [words for words in ("Closed words.", "Held words.", "Gone words.") if words in text] == []
    assert "It answers 2 more, which are not shown here." in text


def test_a_hold_takes_a_reply_out_of_every_page_by_the_next_request(client: Client):
    asked = involvement()
    told = story(within=asked)
    made = answered(told, by=officer())
    pages = (address("reply", made.pk), address("replies", asked.pk), address("owed_feed"))
    before = [client.get(page) for page in pages]
    assert [ENGLISH in html_of(page) for page in before] == [True, True, True]

    hold("answer.Reply", made.pk)

    after = [
        client.get(page, headers={"if-none-match": old.headers.get("ETag", "")})
        for page, old in zip(pages, before, strict=True)
    ]
    assert [page.status_code for page in after] == [404, 200, 200]
    assert [ENGLISH in html_of(page) for page in after] == [False, False, False]
    assert [path.name for path in read_paths("answer.Reply") if made.pk in path.ids()] == []


def test_an_involvement_that_is_held_takes_its_answers_with_it(client: Client):
    asked = involvement()
    made = answered(story(within=asked), by=officer())
    hold("listen.Involvement", asked.pk)

    assert [
        client.get(address(*page)).status_code for page in (("reply", made.pk), ("replies", asked.pk))
    ] == [
        404,
        404,
    ]
    assert ENGLISH not in html_of(client.get(address("owed_feed")))
    assert asked.question_en not in html_of(client.get(address("owed")))


def test_what_was_done_and_a_newer_answer_are_said(client: Client):
    told, cerys = story(within=involvement()), officer()
    first = answered(told, by=cerys)
    deliver(reply=first.pk, words_cy="", words_en="The hall is open.", by=cerys)
    second = answered(told, by=cerys, outcome=Outcome.NOT_ADOPTED, words_en="It had to close.", before=1)

    old, new = (text_of(client.get(address("reply", one.pk))) for one in (first, second))

    assert [
        part in old for part in ("The hall is open.", "The same words have been answered again since.")
    ] == [
        True,
        True,
    ]
    assert "answered again since" not in new


@LANGUAGES
def test_felt_stands_beside_traced_and_few_are_not_broken_down(client: Client, language):
    asked, cerys = involvement(), officer()
    told = [story(within=asked) for _ in range(5)]
    answered(*told, by=cerys)
    here = address("replies", asked.pk, language=language)

    def felt_table() -> list[str]:
        found = re.search(r'(?s)<caption id="felt">.*?</table>', html_of(client.get(here)))
        return re.findall(r'<td class="num"[^>]*>(\d+)</td>', found.group()) if found else []

    for one in told[:4]:
        feel(contribution=one.pk, mattered=Mattered.NO, words="Dim.", language="cy", by="receipt x")
    assert felt_table() == []
    feel(contribution=told[4].pk, mattered=Mattered.YES, words="", language="cy", by="receipt x")

    assert felt_table() == ["1", "0", "4", "0"]
    assert "Dim." not in html_of(client.get(here))  # what they wrote is for who answers
    assert re.findall(
        r'(?s)<caption id="traced">.*?<td class="num"[^>]*>(\d+)</td>', html_of(client.get(here))
    ) == ["5"]


def test_the_queries_do_not_grow_with_what_is_answered(client: Client):
    asked, cerys = involvement(), officer()
    made = answered(story(within=asked), by=cerys)

    def queries(page: str) -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as found:
            assert client.get(page).status_code == 200
        return len(found)

    small = queries(address("reply", made.pk)), queries(address("replies", asked.pk))
    many = answered(*(story(within=asked) for _ in range(5)), by=cerys)
    for _ in range(3):
        answered(story(within=asked), by=cerys)

    assert (queries(address("reply", many.pk)), queries(address("replies", asked.pk))) == small


class TestDidThisMatter:
    def test_by_the_secret_link_and_the_newest_counts(self, client: Client):
        held = receipt("cy")
        told = story(within=involvement(), held_by=held)
        answered(told, by=officer())
        here = address("felt", held.link, told.pk)
        page = client.get(here)
        assert (page.status_code, page.headers["X-Robots-Tag"]) == (200, "noindex, nofollow, noarchive")
        assert [part in text_of(page) for part in ("Mae’r neuadd yn dywyll", ENGLISH)] == [True, True]

        wrong = client.post(here, {"mattered": "maybe"})
        client.post(here, {"mattered": "no", "words": ""})
        client.post(here, {"mattered": "partly", "words": "Rhywfaint."})

        assert wrong.status_code == 422
        assert [(one.mattered, one.words) for one in Felt.objects.all()] == [("partly", "Rhywfaint.")]

    def test_with_no_other_receipt_and_not_before_an_answer(self, client: Client):
        held, other = receipt("cy"), receipt("cy")
        asked = involvement()
        told, waiting = story(within=asked, held_by=held), story(within=asked, held_by=held)
        answered(told, by=officer())

        for link, key in (
            (other.link, told.pk),
            ("x" * 22, told.pk),
            (held.link, waiting.pk),
            (held.receipt.pk, told.pk),
        ):
            assert client.get(address("felt", link, key)).status_code == 404
            assert client.post(address("felt", link, key), {"mattered": "yes"}).status_code == 404
        assert Felt.objects.count() == 0
