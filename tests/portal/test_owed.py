"""Reply debt in public: a sentence, tables, a file, a feed; what is overdue cannot be hidden there."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edau.core import clock, visibility
from edau.listen.actions.contributions import LABEL
from edau.listen.choices import Audience
from edau.ui.links import address_in
from tests.answer.cast import answered, officer
from tests.cast import body, involvement, story
from tests.portal.test_desk import LANGUAGES, html_of, text_of
from tests.test_translations import english_left_over

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def address(name: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}")


def later(days: int = 100):
    return clock.at(clock.now() + timedelta(days=days))


def lines(client: Client, language: str = "en") -> list[dict[str, str]]:
    return list(
        csv.DictReader(io.StringIO(client.get(address("owed_csv", language)).content.decode("utf-8-sig")))
    )


def test_nothing_said_is_nothing_owed(client: Client):
    assert "No answer is owed. No answer has been given yet." in text_of(client.get(address("owed")))


def test_what_is_owed_is_told_in_a_sentence_and_in_tables(client: Client):
    asked, cerys = involvement(), officer()
    told = [story(within=asked) for _ in range(3)]
    answered(told[0], by=cerys)

    now = text_of(client.get(address("owed")))
    with later():
        then = text_of(client.get(address("owed")))
        page = html_of(client.get(address("owed")))

    assert "2 answers are owed. None of them is overdue." in now
    assert "2 answers are owed. 2 of them are overdue." in then
    assert "Answered on time: 1. Answered late: 0." in then
    rows = re.findall(r'(?s)<tr><th scope="row">.*?</tr>', page)
    assert [re.findall(r'<td class="num"[^>]*>(\d+)</td>', row) for row in rows] == [["2", "2", "1", "0"]] * 3


def test_overdue_words_that_nobody_may_read_are_counted_and_not_shown(client: Client):
    asked = involvement()
    story("Closed words.", within=asked, audience=Audience.ANSWERERS)
    held = story("Held words.", within=asked)
    visibility.hold(label=LABEL, object_id=held.pk, reason="test", by="tests")

    with later():
        pages = [html_of(client.get(address(name))) for name in ("owed", "owed_csv", "owed_feed")]

    assert "2 of them are overdue." in pages[0]
    assert ",2,2,0,0,0," in pages[1]
    assert "2 answers are overdue: Example Valley Council" in pages[2]
    assert [
        words for words in ("Closed words.", "Held words.", held.pk) for page in pages if words in page
    ] == []


def test_no_browser_holds_a_page_of_yesterday(client: Client):
    """The day alone makes an answer overdue: no stamp changes, so no page may be answered from the stamps."""
    story(within=involvement(days=(0, 1, 2)))
    before = client.get(address("owed"))

    with later():
        after = client.get(address("owed"), headers={"if-none-match": before.headers.get("ETag", "")})

    assert (after.status_code, "1 of them is overdue." in text_of(after)) == (200, True)
    assert before.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


@LANGUAGES
def test_the_file_has_the_whole_and_three_splits_that_add_up(client: Client, language):
    asked = involvement()
    for within in (asked, asked, None):
        story(within=within)

    found = lines(client, language)
    columns = list(found[0])

    splits: dict[str, int] = {}
    for line in found:
        splits[line[columns[0]]] = splits.get(line[columns[0]], 0) + int(line[columns[4]])
    assert list(splits.values()) == [3, 3, 3, 3]


def test_no_cell_of_the_file_is_a_formula(client: Client):
    story(within=involvement(question_en='=HYPERLINK("http://example.org")', question_cy="@SUM(A1)"))
    story(within=involvement(question_en="+1", question_cy="-1"))

    names = {(line["name in Welsh"], line["name in English"]) for line in lines(client)}

    assert {("'@SUM(A1)", '\'=HYPERLINK("http://example.org")'), ("'-1", "'+1")} <= names


class TestTheFeed:
    def feed(self, client: Client, language: str = "en") -> ElementTree.Element:
        response = client.get(address("owed_feed", language))
        assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        return ElementTree.fromstring(response.content)

    @LANGUAGES
    def test_it_is_atom_in_the_language_of_its_address(self, client: Client, language):
        asked = involvement()
        answered(story(within=asked), by=officer())
        story(within=asked)

        with later():
            root = self.feed(client, language)

        assert root.tag == f"{ATOM}feed"
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        for element in (root, *root.findall(f"{ATOM}entry")):
            for needed in ("id", "title", "updated"):
                assert element.findtext(f"{ATOM}{needed}"), needed
            assert element.find(f"{ATOM}author/{ATOM}name").text
        ids = [one.text for one in root.iter(f"{ATOM}id")]
        assert len(ids) == len(set(ids)) == 3

    def test_it_is_valid_whatever_was_typed(self, client: Client):
        told = story(within=involvement(question_en="Who <b>& why</b>?\x0b"))
        answered(told, by=officer(), words_en="Because \x08 of & <this> ]]> \ufffe.")

        [entry] = self.feed(client).findall(f"{ATOM}entry")

        assert entry.findtext(f"{ATOM}content") == "Because   of & <this> ]]>  ."

    def test_an_empty_one_is_valid_too(self, client: Client):
        root = self.feed(client)

        assert (root.findall(f"{ATOM}entry"), bool(root.findtext(f"{ATOM}updated"))) == ([], True)


def test_the_queries_do_not_grow(client: Client):
    def queries() -> list[int]:
        found = []
        for name in ("owed", "owed_csv", "owed_feed"):
            with CaptureQueriesContext(connection) as asked:
                client.get(address(name))
            found.append(len(asked))
        return found

    cerys, one = officer(), involvement()
    answered(story(within=one), by=cerys)
    story(within=one)
    with later(300):
        queries()
        small = queries()
    for number in range(4):
        other = body(f"corff-{number}", "health")
        within = involvement(organisation=other)
        story(within=within)
        answered(story(within=within), by=officer(other))
    with later(300):
        queries()  # what is kept is read anew after a change
        assert queries() == small


def test_a_welsh_page_has_no_english_but_what_is_marked(client: Client):
    asked, cerys = involvement(question_cy="Beth sydd o bwys?"), officer()
    answered(story(within=asked), by=cerys)
    story(within=asked)
    made = asked.replies.get()

    with later():
        pages = [address("owed", "cy"), address_in("cy", "portal:replies", asked.pk)]
        left = {page: english_left_over(html_of(client.get(page))) for page in pages}
        left |= {"reply": english_left_over(html_of(client.get(address_in("cy", "portal:reply", made.pk))))}
        desk = Client()
        desk.force_login(cerys)
        for name in ("desk", "reply_new"):
            left[name] = english_left_over(
                html_of(desk.get(address(name, "cy"), {"c": made.pk}, follow=True))
            )

    assert {page: words for page, words in left.items() if words} == {}
