"""Placing stories with a receipt, choosing the questions, and the pages of patterns."""

from __future__ import annotations

import csv
import html
import io
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from edau.core import clock
from edau.core.models import AuditLine
from edau.core.visibility import hold
from edau.language.numbers import day
from edau.listen.actions.contributions import changed, withdraw
from edau.listen.actions.frameworks import use_framework
from edau.listen.choices import Kind, Route
from edau.listen.frameworks import frameworks
from edau.listen.models import Contribution, InvolvementFramework, Sign
from edau.people.choices import Part
from edau.portal.pages.patterns import joined_page
from edau.portal.queries.held_data import everything_about
from edau.thread.actions import claim
from edau.thread.models import Edge
from tests import cast

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])
MIDDLES = {"a": (80, 10, 10), "b": (10, 80, 10), "c": (10, 10, 80)}


def at(name: str, *args: str, language: str = "en", query: str = "") -> str:
    with override(language):
        return reverse(f"portal:{name}", args=args) + (f"?{query}" if query else "")


@pytest.fixture
def asked():
    made = cast.involvement()
    use_framework(involvement=made, key="good-life", by=made.opened_by)
    return made


@pytest.fixture
def officer():
    return cast.holder(Part.OFFICER, cast.body(), name="mair")


def many(asked, *, language: str = "cy", place: str = cast.PONTYPRIDD, **counts: int) -> list[Contribution]:
    """Stories placed in the corners of the first triad; made in bulk, as the deeds would make them."""
    receipt = cast.receipt(language).receipt
    zones = [zone for zone, count in counts.items() for _each in range(count)]
    said = Contribution.objects.bulk_create(
        Contribution(
            kind=Kind.STORY,
            involvement=asked,
            receipt=receipt,
            language=language,
            place=place,
            title=f"Stori {zone}{number}",
            words=f"Mae’r neuadd yn dywyll: {number}.",
            due=asked.answer_by,
        )
        for number, zone in enumerate(zones)
    )
    signs = []
    for one, zone in zip(said, zones, strict=True):
        sign = Sign(contribution=one, framework="good-life", item="about", does_not_apply=zone == "na")
        if zone != "na":
            sign.first, sign.second, sign.third = MIDDLES[zone]
        signs.append(sign)
    Sign.objects.bulk_create(signs)
    changed()
    return said


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


class TestPlacing:
    @pytest.fixture
    def mine(self):
        return cast.receipt("cy")

    @LANGUAGES
    def test_from_the_receipt_without_script_by_link_and_back(self, client: Client, asked, mine, language):
        story = cast.story(within=asked, held_by=mine)
        page = read(client, at("receipt", mine.link, language=language))
        address = at("receipt_place", mine.link, story.pk, language=language)
        assert address in page
        form = read(client, address)
        assert form.count('type="radio"') == 3 * 8 + 2 * 6 + 7 + 5
        assert form.count('<fieldset class="sliders" hidden disabled>') == 5
        assert 'style="' not in form

        sent = {"good-life.about": "ab", "good-life.pace": "75", "good-life.feeling": "na"}
        answer = client.post(address, sent)

        assert answer.status_code == 302
        kept = {one.item: one for one in story.signs.all()}
        assert (kept["about"].first, kept["about"].by_zone) == (44, True)
        assert kept["pace"].along == 75
        assert kept["feeling"].does_not_apply
        assert AuditLine.objects.latest("number").by == str(mine.receipt)
        assert 'value="ab"' in (again := read(client, address))
        assert len(re.findall(r"<input[^>]* checked", again)) == 3

    def test_what_sliders_sent_is_kept_to_the_point_and_stays_when_sent_again_without_script(
        self, client: Client, asked, mine
    ):
        story = cast.story(within=asked, held_by=mine)
        address = at("receipt_place", mine.link, story.pk)
        three = {"good-life.about.a": "71", "good-life.about.b": "20", "good-life.about.c": "9"}
        client.post(address, {**three, "good-life.pace.x": "33"})
        assert {(one.first, one.along) for one in story.signs.all()} == {(71, None), (None, 33)}
        assert 'data-live="1"' in read(client, address)

        client.post(address, {"good-life.about": "a", "good-life.pace": "25", "good-life.often": "once"})

        assert {(one.first, one.along) for one in story.signs.all()} == {(71, None), (None, 33), (None, None)}
        client.post(address, {"good-life.about": "", "good-life.pace": "0"})
        assert [(one.item, one.along) for one in story.signs.all()] == [("pace", 0)]

    def test_what_cannot_be_right_comes_back_with_everything_that_was_chosen(
        self, client: Client, asked, mine
    ):
        story = cast.story(within=asked, held_by=mine)
        three = {"good-life.about.a": "71", "good-life.about.b": "71", "good-life.about.c": "9"}

        answer = client.post(
            at("receipt_place", mine.link, story.pk),
            {
                **three,
                "good-life.feeling": "glad",
                "good-life.needs.a": "20",
                "good-life.needs.b": "30",
                "good-life.needs.c": "50",
            },
        )

        html = answer.content.decode()
        assert answer.status_code == 422
        assert "Move the sliders again" in html
        assert re.search(r'value="glad"[^>]* checked', html)
        assert re.findall(r'name="good-life.needs.\w"[^>]* value="(\d+)"', html) == ["20", "30", "50"]
        assert not Sign.objects.exists()
        for wrong in ({"good-life.about": "nowhere"}, {"good-life.pace.x": "x"}, {"good-life.pace.x": "101"}):
            assert client.post(at("receipt_place", mine.link, story.pk), wrong).status_code == 422

    def test_nobody_places_the_story_of_another_receipt_or_one_that_is_not_asked(
        self, client: Client, asked, mine
    ):
        theirs, alone = cast.story(within=asked), cast.story(held_by=mine)
        for story in (theirs, alone):
            read(client, at("receipt_place", mine.link, story.pk), 404)
        own = cast.story(within=asked, held_by=mine)
        read(client, at("receipt_place", own.receipt_id, own.pk), 404)  # the id alone opens nothing
        withdraw(contribution=own, by="visitor")
        read(client, at("receipt_place", mine.link, own.pk), 404)

    def test_once_it_has_closed_nothing_is_taken(self, client: Client, asked, mine):
        story = cast.story(within=asked, held_by=mine)
        type(asked).objects.filter(pk=asked.pk).update(
            opens=asked.opens.replace(year=2020), closes=asked.closes.replace(year=2020)
        )
        address = at("receipt_place", mine.link, story.pk)

        assert "<form" not in read(client, address).partition("<main")[2]
        assert client.post(address, {"good-life.often": "once"}).status_code == 422
        assert address not in read(client, at("receipt", mine.link))
        assert not Sign.objects.exists()

    def test_a_listener_places_what_they_wrote_down_and_the_trail_says_so(self, client: Client, asked, mine):
        listener = cast.holder(Part.LISTENER, cast.body(), name="listener")
        story = cast.story(within=asked, held_by=mine, route=Route.PAPER)
        Contribution.objects.filter(pk=story.pk).update(written_by=str(listener))
        client.force_login(listener)

        client.post(at("receipt_place", mine.link, story.pk), {"good-life.often": "once"})

        assert AuditLine.objects.latest("number").by == str(listener)

    def test_it_is_in_what_is_held_about_its_teller(self, client: Client, asked, mine):
        story, user = cast.story(within=asked, held_by=mine), cast.account("teller")
        claim(receipt=mine.receipt, by=user)
        client.post(at("receipt_place", mine.link, story.pk), {"good-life.often": "once"})

        (row,) = everything_about(user).of("listen.Sign")

        assert (row["item"], row["choice"]) == ("often", "once")


class TestChoosing:
    @LANGUAGES
    def test_whoever_may_change_it_chooses_sees_who_else_asks_and_lets_go(
        self, client: Client, asked, officer, language
    ):
        other = cast.involvement(live=False)
        client.force_login(officer)
        address = at("frameworks_choose", other.pk, language=language)
        page = read(client, address)
        assert at("involvement", asked.pk, language=language) in page

        assert client.post(address, {"use": "good-life"}).status_code == 302
        assert InvolvementFramework.objects.filter(involvement=other).count() == 1
        client.post(address, {"leave": "good-life"})
        assert InvolvementFramework.objects.filter(involvement=other).count() == 0

    def test_others_are_refused_and_what_is_not_there_is_not_found(self, client: Client, asked, officer):
        address = at("frameworks_choose", asked.pk)
        assert client.get(address).status_code == 302
        client.force_login(cast.account("nobody"))
        assert client.post(address, {"use": "services"}).status_code == 403
        client.force_login(officer)
        assert client.post(address, {"use": "nothing"}).status_code == 404

    def test_once_somebody_has_answered_it_says_so(self, client: Client, asked, officer):
        many(asked, a=1)
        client.force_login(officer)

        answer = client.post(at("frameworks_choose", asked.pk), {"leave": "good-life"})

        assert answer.status_code == 409
        assert "nothing can be changed now" in answer.content.decode()


class TestPatterns:
    @LANGUAGES
    def test_every_page_of_a_framework_answers_in_both_languages(self, client: Client, asked, language):
        many(asked, a=12, b=9, c=8, na=6)
        pages = [at("frameworks", language=language), at("framework", "good-life", language=language)]
        pages += [at("patterns", asked.pk, language=language)]
        for item in ("about", "pace", "feeling"):
            pages += [at("pattern_joined", "good-life", item, language=language)]
            pages += [at("pattern", asked.pk, "good-life", item, language=language)]
            pages += [
                at("pattern_stories", asked.pk, "good-life", item, language=language, query="more=a&fewer=b")
            ]
        for address in pages:
            html = read(client, address)
            assert 'style="' not in html
            assert html.count("<h1") == 1

    def test_the_picture_the_table_and_the_sentence_say_the_same(self, client: Client, asked):
        many(asked, a=40, b=30, c=20, na=10)

        html = read(client, at("pattern", asked.pk, "good-life", "about"))

        assert "100 stories." in html
        assert f"Counted on {day(clock.today(), 'en')}." in html
        # Between the corners lies nobody, and that is hidden: one corner is given up for it.
        assert html.count("not shown</td>") >= 4
        assert "“It does not apply”" not in html
        assert 'class="unsaid"' in html

    def test_unknown_frameworks_items_and_involvements_are_not_found(self, client: Client, asked):
        for address in (
            at("framework", "nothing"),
            at("pattern_joined", "good-life", "nothing"),
            at("pattern", asked.pk, "services", "counted"),
            at("pattern", asked.pk, "good-life", "nothing"),
            at("patterns_csv", asked.pk, "services"),
        ):
            read(client, address, 404)

    def test_behind_a_part_stand_its_readable_stories_and_what_is_held_leaves_at_once(
        self, client: Client, asked
    ):
        said = many(asked, a=40, b=30, c=6, na=30)
        address = at("pattern_stories", asked.pk, "good-life", "about", query="more=a&fewer=b")
        html = read(client, address)
        assert "Stori a0" in html
        assert html.index("Stori a0") < html.index("Stori b40")

        hold(label="listen.Contribution", object_id=said[0].pk, reason="hate", by="tests")

        assert "Stori a0" not in read(client, address)
        assert "105 stories." in read(client, at("pattern", asked.pk, "good-life", "about"))
        hold(label="listen.Involvement", object_id=asked.pk, reason="hate", by="tests")
        read(client, address, 404)

    def test_a_part_that_is_hidden_has_no_stories_behind_it(self, client: Client, asked):
        many(asked, a=40, b=3, c=40, na=30)

        told = {
            band: "Stori"
            in read(client, at("pattern_stories", asked.pk, "good-life", "about", query=f"more={band}"))
            for band in ("a", "b", "ab", "na", "nowhere")
        }
        assert told == {"a": True, "b": False, "ab": False, "na": False, "nowhere": False}

    def test_one_language_alone(self, client: Client, asked):
        many(asked, a=60, b=60, c=60)
        many(asked, language="en", a=40, b=40, c=30)

        html = read(client, at("pattern", asked.pk, "good-life", "about", query="only=language-en"))

        assert "<b>Stories told in English</b>" in html
        assert "110 stories." in html
        assert 'value="place-W38000081"' in html

    def test_a_language_that_would_tell_of_somebody_is_not_shown_alone(self, client: Client, asked):
        many(asked, a=30, b=30, c=30)
        many(asked, language="en", a=6)
        whole = read(client, at("pattern", asked.pk, "good-life", "about"))
        assert "96 stories." in whole

        html = read(client, at("pattern", asked.pk, "good-life", "about", query="only=language-en"))

        # All six of them lie in one corner: neither that nor the two empty ones may be told.
        assert not re.search(r">6</td>", html)
        assert not re.search(r">0</td>", html)

    def test_what_is_asked_for_and_is_not_there_shows_everything(self, client: Client, asked):
        many(asked, a=30, b=30, c=30)

        for only in ("place-nowhere", "language-", "x", "place-"):
            html = read(client, at("pattern", asked.pk, "good-life", "about", query=f"only={only}"))
            assert "90 stories." in html

    def test_two_groups_are_compared_in_words(self, client: Client, asked):
        many(asked, a=30, b=2)
        many(asked, language="en", b=30)

        def told(query: str) -> str:
            html = read(client, at("pattern", asked.pk, "good-life", "about", query=query))
            return re.findall(r'role="status">([^<]+)<', html)[0]

        assert "placed their stories differently" in told("one=language-cy&other=language-en")
        assert "less than 1 in 100" in told("one=language-cy&other=language-en")
        assert told("one=language-cy&other=language-cy") == "Choose two different groups."
        assert html.unescape(told("one=language-cy&other=place-W38000081")) == (
            "“Stories told in Welsh” and “Pontypridd” cannot be compared: a story can be in both groups at once."
            " Choose two languages, or two places."
        )

    @pytest.mark.parametrize(
        ("query", "ready"),
        [
            ("", ["language-cy", "language-en"]),
            ("only=language-en", ["language-en", "language-cy"]),
            ("only=place-W38000081", ["language-cy", "language-en"]),
            ("one=language-en&other=place-W38000081", ["language-en", "place-W38000081"]),
        ],
    )
    def test_two_groups_that_share_no_story_stand_ready_to_be_compared(
        self, client: Client, asked, query, ready
    ):
        many(asked, a=30)
        many(asked, language="en", a=30)

        page = read(client, at("pattern", asked.pk, "good-life", "about", query=query))

        _before, forms = page.split('id="one-of"')
        assert re.findall(r'value="([^"]+)" selected', forms) == ready

    def test_where_all_are_in_one_group_none_is_compared(self, client: Client, asked):
        many(asked, a=30)

        assert 'id="one-of"' not in read(client, at("pattern", asked.pk, "good-life", "about"))

    def test_boards_that_share_a_framework_are_read_together_each_named(self, client: Client, asked):
        board = cast.involvement(organisation=cast.body("arall"), question_en="And there?")
        use_framework(involvement=board, key="good-life", by=board.opened_by)
        many(asked, a=30, b=20, c=20, na=20)
        many(board, a=30, b=20, c=20, na=20)

        html = read(client, at("pattern_joined", "good-life", "about"))

        assert "180 stories." in html
        assert html.count("Example Valley Council") >= 2
        assert at("pattern", board.pk, "good-life", "about") in html
        assert at("framework", "good-life") in read(client, at("patterns", asked.pk))

    def test_the_table_to_take_away_hides_what_the_page_hides_and_runs_no_formula(
        self, client: Client, asked
    ):
        many(asked, a=40, b=3, c=60, na=60)
        cast.body().__class__.objects.update(name_en="=HYPERLINK(1)")

        answer = client.get(at("patterns_csv", asked.pk, "good-life"))

        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        about = {row["code of the part"]: row for row in rows if row["code of the question"] == "about"}
        assert len(rows) == 3 * 8 + 2 * 4 + 7 + 5
        assert about["b"]["stories"] == ""
        assert about["b"]["status"].startswith("not shown")
        assert {row["who asks, in English"] for row in rows} == {"'=HYPERLINK(1)"}
        assert about["a"]["stories in all"] == "163"

    @LANGUAGES
    def test_what_is_read_together_is_taken_away_with_what_its_page_hides_hidden(
        self, client: Client, asked, language
    ):
        """The page says the sum of a part only where nobody can take one table from it and find the few of the other."""
        board = cast.involvement(organisation=cast.body("arall"), question_en="And there?")
        use_framework(involvement=board, key="good-life", by=board.opened_by)
        many(asked, a=30, b=3, c=20, na=20)
        many(board, a=30, b=20, c=20, na=20)
        file = at("patterns_joined_csv", "good-life", language=language)

        page = client.get(at("pattern_joined", "good-life", "about", language=language)).content.decode()
        answer = client.get(f"{file}?format=csv-plain")
        cube = json.loads(client.get(f"{file}?format=jsonstat").content)
        with override(language):
            shown = joined_page(
                frameworks()["good-life"], frameworks()["good-life"].items["about"], [asked, board], {}, "en"
            )

        assert f'href="{file}"' in page
        assert f'href="{file}?format=jsonstat"' in page
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) == 3 * 8 + 2 * 4 + 7 + 5
        about = {row["part"]: row for row in rows if row["item"] == "about"}
        assert {row["involvements"] for row in rows} == {"2"}
        assert about["b"]["stories"] == about["b"]["share"] == ""
        assert about["a"]["stories"] == "60"
        assert about["a"]["of"] == "163"
        hidden = sum(row["stories"] == "" for row in about.values())
        assert hidden == sum(cells[1] == shown.table.cells[1][1] for cells in shown.table.cells)
        numbers = set(cube["value"].values())
        assert (60 in numbers, 23 in numbers) == (True, False)

    def test_pages_cost_the_same_queries_however_many_stories(self, client: Client, asked):
        pages = [
            at("pattern", asked.pk, "good-life", "about"),
            at("pattern", asked.pk, "good-life", "about", query="only=language-cy"),
            at("pattern_joined", "good-life", "about"),
            at("patterns", asked.pk),
            at("pattern_stories", asked.pk, "good-life", "about", query="more=a&fewer=b"),
        ]

        def count() -> list[int]:
            found = []
            for page in pages:
                changed()  # nothing is kept in memory
                with CaptureQueriesContext(connection) as queries:
                    client.get(page)
                found.append(len(queries))
            return found

        many(asked, a=40, b=30, c=30, na=30)
        few = count()
        many(asked, a=40, b=30, c=30, na=30)

        assert count() == few
        assert max(few) <= 12


class TestRepeats:
    def test_a_machine_looks_and_a_person_accepts_or_refuses(self, client: Client, asked, officer):
        words = "Mae’r neuadd yn dywyll bob nos ers i’r allwedd fynd ar goll wedi’r llifogydd mawr."
        for number in (1, 2):
            cast.story(f"{words} {number}", within=asked)
        address = at("repeats", asked.pk)
        assert client.get(address).status_code == 302
        client.force_login(cast.account("nobody"))
        assert client.get(address).status_code == 403
        client.force_login(officer)

        client.post(address, {"look": "1"})
        edge = Edge.objects.get(kind="repeats")
        assert read(client, address).count(words) == 2
        client.post(address, {"edges": [edge.pk], "accept": "1"})

        assert Edge.objects.get(pk=edge.pk).accepted_by == str(officer)
        assert words not in read(client, address)
