"""The worked example: real deeds, made-up words, and every screen that shows one says so."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.test import Client

from edau.answer.models import Reply
from edau.core import clock
from edau.core.audit import first_broken_line
from edau.core.models import AuditLine, Hold
from edau.listen.choices import State
from edau.listen.frameworks import frameworks
from edau.listen.models import Contribution, Involvement, InvolvementFramework, OutsideAsk, Reach, Theme
from edau.listen.queries.principles import picture
from edau.listen.queries.retention import work_of
from edau.listen.queries.voices import Scope
from edau.moderation.models import Case
from edau.people.models import Organisation
from edau.portal.example.cycle import build_example
from edau.portal.pages.voices import areas_of, told_of, voices_page
from edau.portal.queries.example import is_built
from edau.ui.links import address_in
from tests import cast
from tests.answer.cast import answered, officer, reachable

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def built(made_once) -> Iterator[int]:
    with made_once():
        yield build_example()


@pytest.mark.slow
@pytest.mark.databases
class TestAsItIsBuilt:
    def test_it_is_built_by_the_deeds_once_and_everything_in_it_is_marked(self, built):
        assert built == 362
        assert build_example() == 0
        assert is_built()
        for model in (Contribution, Involvement, Theme, Reply):
            assert set(model.objects.values_list("synthetic", flat=True)) == {True}
        assert set(Organisation.objects.filter(synthetic=False).values_list("key", flat=True)) == set(
            Organisation.objects.filter(from_catalogue=True).values_list("key", flat=True)
        )
        assert AuditLine.objects.filter(deed="contribute").count() == 362
        assert first_broken_line() is None

    def test_it_has_answers_some_that_are_overdue_one_that_is_owed_in_a_language_and_one_hold(self, built):
        by_state = {
            state: Contribution.objects.filter(state=state).count()
            for state in (State.ADOPTED, State.ADAPTED, State.NOT_ADOPTED)
        }
        assert by_state == {State.ADOPTED: 80, State.ADAPTED: 117, State.NOT_ADOPTED: 3}
        assert Reply.objects.filter(words_cy="").count() == 1
        overdue = Involvement.objects.get(question_en="What should happen in the old hall?")
        assert Contribution.objects.filter(involvement=overdue, answered=None).count() == 4
        assert Hold.objects.filter(label="listen.Contribution", lifted=None).count() == 1

    def test_it_shows_who_was_heard_who_came_back_and_how_both_sides_rate_what_was_done(self, built):
        asked = {one.question_en: one for one in Involvement.objects.filter(synthetic=True)}
        evenings = asked["Where could people come together in the evenings, and what stands in the way?"]
        last = asked["What has changed for you since the path was mended?"]

        for one in (evenings, last):
            told = told_of(Scope(involvement=one.pk), areas_of(one))
            found = {band.finding.code for each in told for band in each.found.bands}
            assert {"fewer", "more", "cannot_say"} <= found
            page = voices_page(told, areas_of(one), "en")
            assert "The men’s workshop (example)" in {
                each.organisation for gap in page.gaps for each in gap.nexts
            }

        counts = work_of(last, clock.today()).counts
        assert [(one.stage, one.people, one.again) for one in counts] == [
            ("identify", 75, 0),
            ("plan", 60, 24),
            ("evaluate", 50, 28),
        ]
        standings = picture(last).standings
        assert {(one.team.total, one.participants.total) for one in standings} == {(2, 40)}
        assert {len(one.evidence) for one in standings} == {2}

    def test_its_stories_can_be_shown_by_language_and_place_and_two_places_differ(self, built):
        placed = InvolvementFramework.objects.order_by("pk")[0]
        address = address_in("en", "portal:pattern", placed.involvement_id, placed.key, "about")
        client, gave_away = Client(), "without giving somebody away"

        def page(query: str) -> str:
            return client.get(f"{address}?{query}").content.decode()

        for only in ("language-cy", "language-en", "place-W38000081", "place-W37000363"):
            shown = page(f"only={only}")
            assert gave_away not in shown
            assert "Of the parts that can be shown, the most chosen" in shown or "The most chosen" in shown
        assert "the darker, the more" in page("")
        compared = page("one=place-W38000081&other=place-W37000363")
        assert "“Pontypridd” and “Merthyr Tydfil” placed their stories differently" in compared

    def test_no_word_of_it_is_later_than_now_and_the_trail_says_when_it_was_truly_built(self, built):
        lines = AuditLine.objects.filter(deed="contribute").order_by("at").values_list("at", flat=True)
        assert (lines.last() - lines.first()).total_seconds() < 600
        days = (lines.last() - Contribution.objects.order_by("made").first().made).days
        assert days >= 60
        assert Contribution.objects.filter(made__gt=lines.last()).count() == 0

    @pytest.mark.parametrize("language", ["cy", "en"])
    def test_every_page_that_shows_some_of_it_says_that_it_is_made_up(self, built, language):
        client = Client()
        said = {"cy": "Data enghreifftiol.", "en": "Example data."}[language]
        banner = f'class="banner" aria-label="{said[:-1]}"'
        story = Contribution.objects.filter(audience="everyone", title="Côr heb gartref").get()
        reply = Reply.objects.filter(outcome="adopted").latest("made")
        theme = Theme.objects.get(name_en="Company")
        asked, involvement = story.involvement, story.involvement_id
        placed = InvolvementFramework.objects.order_by("pk")[0]
        items = list(frameworks()[placed.key].items)
        addresses = [
            address_in(language, "portal:involvements"),
            address_in(language, "portal:involvement", involvement),
            address_in(language, "portal:stories"),
            address_in(language, "portal:story", story.id),
            address_in(language, "portal:theme", theme.id),
            address_in(language, "portal:reply", reply.id),
            address_in(language, "portal:owed"),
            address_in(language, "portal:data_protection"),
            address_in(language, "portal:case_public", Case.objects.get().pk),
            address_in(language, "portal:transparency"),
            address_in(language, "portal:asks"),
            address_in(language, "portal:happenings", involvement),
            address_in(language, "portal:principles", involvement),
            address_in(language, "portal:retention", involvement),
            address_in(language, "portal:involvement_voices", involvement),
            address_in(language, "portal:involvement_audits"),
            address_in(language, "portal:involvement_audit", asked.answered_by_id, str(asked.opens.year)),
            address_in(language, "portal:frameworks"),
            address_in(language, "portal:framework", placed.key),
            address_in(language, "portal:patterns", placed.involvement_id),
            *(address_in(language, "portal:pattern_joined", placed.key, item) for item in items),
            *(
                address_in(language, "portal:pattern", placed.involvement_id, placed.key, item)
                for item in items
            ),
        ]
        silent = []
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200, address
            if banner not in answer.content.decode():
                silent.append(address)
        assert silent == []

    @pytest.mark.parametrize("language", ["cy", "en"])
    def test_every_feed_and_file_of_it_says_of_each_entry_that_it_is_made_up(self, built, language):
        client, said = Client(), {"cy": "Enghraifft ddychmygol", "en": "Made-up example"}
        # An entry of a feed of stories is in the language in which it was said.
        for feed, spoken, fewest in (
            ("stories_feed", None, 5),
            ("owed_feed", language, 5),
            ("asks_feed", language, 3),
        ):
            root = ElementTree.fromstring(client.get(address_in(language, f"portal:{feed}")).content)
            entries = root.findall("{http://www.w3.org/2005/Atom}entry")
            assert len(entries) >= fewest, feed
            for entry in entries:
                own = spoken or entry.get("{http://www.w3.org/XML/1998/namespace}lang")
                title = entry.findtext("{http://www.w3.org/2005/Atom}title")
                assert title.startswith(f"{said[own]}. "), title

        calendar = (
            client.get(address_in(language, "portal:asks_calendar")).content.decode().replace("\r\n ", "")
        )
        titles = re.findall(r"^SUMMARY;LANGUAGE=..:(.*?)\r$", calendar, re.MULTILINE)
        assert len(titles) >= 3
        assert [title for title in titles if not title.startswith(f"{said[language]}. ")] == []

        placed = InvolvementFramework.objects.order_by("pk")[0]
        asked = placed.involvement
        year = (asked.answered_by_id, str(asked.opens.year))
        for name, *where in (
            ("owed_csv",),
            ("asks_csv",),
            ("asks_by_area",),
            ("involvement_audit_csv", *year),
            ("involvement_voices_csv", asked.pk),
            ("patterns_csv", asked.pk, placed.key),
        ):
            text = client.get(address_in(language, f"portal:{name}", *where)).content.decode("utf-8-sig")
            rows = list(csv.DictReader(io.StringIO(text)))
            assert len(rows) >= 3, name
            heading = {"cy": "Data enghreifftiol", "en": "Example data"}[language]
            assert {row[heading] for row in rows} == {said[language]}, name

    def test_those_who_note_what_is_asked_and_who_reaches_whom_see_what_of_it_was_made_up(self, built):
        client, banner = Client(), 'class="banner" aria-label="Example data"'
        client.force_login(officer())
        row = Reach.objects.order_by("pk")[0]
        addresses = [
            address_in("en", "portal:reach"),
            address_in("en", "portal:reach_take_back", row.pk),
            address_in("en", "portal:ask_note"),
        ]
        assert Reach.objects.filter(synthetic=False).count() == 0
        for each in (OutsideAsk, Reach):
            each.objects.update(by=str(officer()))

        assert [banner in client.get(address).content.decode() for address in addresses] == [True] * 3
        Reach.objects.update(synthetic=False)
        OutsideAsk.objects.update(synthetic=False)
        assert [banner in client.get(address).content.decode() for address in addresses] == [False] * 3


def test_of_what_nobody_made_up_no_feed_or_file_says_so(client):
    asked = cast.involvement(days=(0, 1, 2))
    answered(cast.story("A real one.", language="en", within=asked), by=officer())
    cast.story("Another real one.", language="en", within=asked)

    with clock.at(clock.now() + timedelta(days=100)):
        for name in ("stories_feed", "owed_feed", "owed_csv"):
            assert b"Made-up example" not in client.get(address_in("en", f"portal:{name}")).content


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_letters_of_it_say_so_on_paper_and_by_e_mail(language, django_capture_on_commit_callbacks):
    said = {"cy": "Enghraifft ddychmygol.", "en": "Made-up example."}[language]
    cerys, client = officer(), Client()
    client.force_login(cerys)
    asked = cast.involvement()
    for made_up in (False, True):
        Involvement.objects.filter(pk=asked.pk).update(synthetic=made_up)
        asked.refresh_from_db()
        by_post = cast.story(within=asked, held_by=reachable("letter", language))
        by_mail = cast.story(within=asked, held_by=reachable("email", language))

        with django_capture_on_commit_callbacks(execute=True):
            answered(by_mail, by=cerys)
        one = answered(by_post, by=cerys).answered.get()

        page = client.get(address_in("en", "portal:letter", one.pk)).content.decode()
        assert (f"<p><b>{said}</b></p>" in page) == made_up
        assert mail.outbox[-1].body.startswith(said) == made_up
