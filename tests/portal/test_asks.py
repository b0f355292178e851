"""The calendar of asks: what falls together, how often an area is asked, files and feed, the form; and who came back."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from edau.core import clock, visibility
from edau.core.answers import NotAllowed
from edau.listen.actions.asks import Noted, note_ask, take_off
from edau.listen.actions.contributions import withdraw
from edau.listen.analysis.retention import shown
from edau.listen.choices import Cycle
from edau.listen.models import Involvement, OutsideAsk
from edau.listen.queries.asks import Ask, asks, burdens, others_asking, overlaps, reaching, said_lately
from edau.listen.queries.retention import StageCount, work_of
from edau.people.choices import Part
from edau.people.models import Person
from edau.portal.exports.asks import folded
from edau.portal.pages.asks import panel_of, places_to_choose
from tests import cast
from tests.cast import PONTYPRIDD

pytestmark = pytest.mark.django_db
RHONDDA, CARDIFF, WALES = "W06000016", "W06000015", "W92000004"


def outside(by=None, *, organisation=None, areas=(RHONDDA,), days=(0, 10), title="Buses", **more):
    by = by or cast.holder(Part.OFFICER, cast.body(), name="nodwr")
    today = clock.today()
    opens, closes = (today + timedelta(days=n) for n in days)
    return note_ask(
        noted=Noted(organisation or cast.body("bwrdd-bysiau"), "Bysiau", title, opens, closes, areas, **more),
        by=by,
    )


def page(query="", language="en", name="portal:asks"):
    with override(language):
        return Client().get(reverse(name) + query)


class TestOverlaps:
    def test_two_bodies_that_ask_the_same_people_in_the_same_weeks_are_named(self):
        asked = cast.involvement()
        outside()

        (found,) = overlaps(asks(clock.today()))

        assert found.areas == (PONTYPRIDD,)  # the smaller of a town and its county
        assert (found.opens, found.closes) == (asked.opens, clock.today() + timedelta(days=10))
        html = page().content.decode()
        assert "Pontypridd: " in html
        assert "both ask people" in html

    def test_other_places_and_other_weeks_are_no_overlap(self):
        cast.involvement(days=(0, 5, 10))
        outside(areas=(CARDIFF,))
        outside(days=(6, 9))

        assert overlaps(asks(clock.today())) == []

    def test_the_last_day_of_one_that_is_the_first_of_another_counts(self):
        cast.involvement(days=(0, 5, 10))
        outside(days=(5, 9))

        assert len(overlaps(asks(clock.today()))) == 1

    @given(
        st.lists(
            st.tuples(
                st.integers(0, 8),
                st.integers(0, 4),
                st.sets(st.sampled_from([PONTYPRIDD, RHONDDA, CARDIFF, WALES]), min_size=1, max_size=2),
            ),
            max_size=6,
        )
    )
    def test_they_are_those_that_looking_at_every_pair_finds(self, drawn):
        first = clock.today()
        some = [
            Ask(
                str(n),
                False,
                "",
                "",
                "",
                "",
                first + timedelta(days=start),
                first + timedelta(days=start + length),
                frozenset(areas),
            )
            for n, (start, length, areas) in enumerate(drawn)
        ]
        above = {
            PONTYPRIDD: {PONTYPRIDD, RHONDDA, WALES},
            RHONDDA: {RHONDDA, WALES},
            CARDIFF: {CARDIFF, WALES},
            WALES: {WALES},
        }

        slow = {
            frozenset((a.key, b.key))
            for a in some
            for b in some
            if a.key < b.key
            and a.opens <= b.closes
            and b.opens <= a.closes
            and any(x in above[y] or y in above[x] for x in a.areas for y in b.areas)
        }

        assert {frozenset((one.first.key, one.second.key)) for one in overlaps(some)} == slow


class TestWhatIsShown:
    def test_an_area_shows_what_is_about_it_in_it_and_around_it(self):
        town, county, city = (outside(areas=(area,), title=area) for area in (PONTYPRIDD, RHONDDA, CARDIFF))
        found = asks(clock.today())

        assert {one.key for one in reaching(found, PONTYPRIDD)} == {town.pk, county.pk}
        assert {one.key for one in reaching(found, RHONDDA)} == {town.pk, county.pk}
        assert {one.key for one in reaching(found, WALES)} == {town.pk, county.pk, city.pk}
        now = page(f"?place={PONTYPRIDD}").content.decode().split('id="now"')[1]
        assert [area in now for area in (PONTYPRIDD, RHONDDA, CARDIFF)] == [True, True, False]

    def test_drafts_and_what_is_held_or_taken_off_are_on_no_calendar(self):
        cast.involvement(live=False, question_en="A draft question")
        outside(title="Standing words")
        held, gone = outside(title="Held words"), outside(title="Gone words")
        visibility.hold(label="listen.OutsideAsk", object_id=held.pk, reason="other", by="tests")
        take_off(ask=gone, by=cast.account("nodwr"))

        for name in ("asks", "asks_csv", "asks_calendar", "asks_feed"):
            text = page(name=f"portal:{name}").content.decode()
            told = ("Standing words", "A draft", "Held words", "Gone words")
            assert [words for words in told if words in text] == ["Standing words"], name

    def test_a_body_sees_its_own_alone(self):
        cast.involvement(question_en="The council asks")
        outside(title="The buses ask")

        html = page("?body=bwrdd-bysiau").content.decode()

        assert "The buses ask" in html
        assert "The council asks" not in html

    def test_how_often_counts_what_everybody_there_was_asked_and_what_is_not_answered(self):
        asked = cast.involvement()
        cast.story(within=asked)
        withdraw(contribution=cast.story(within=asked), by="visitor")
        outside(areas=(WALES,))
        outside(areas=(CARDIFF,))
        today = clock.today()

        found = {one.area: one for one in burdens(asks(today), today)}

        town = found[PONTYPRIDD]
        assert (town.asked, town.elsewhere, town.bodies, town.voices, town.owed) == (2, 1, 2, 1, 1)
        assert (found[CARDIFF].asked, found[CARDIFF].voices) == (2, 0)
        assert "1 (100%)" in page().content.decode()

    def test_the_page_asks_the_same_number_of_questions_however_much_is_asked(
        self, django_assert_max_num_queries
    ):
        for n in range(6):
            outside(title=f"Ask {n}")
            cast.involvement()

        with django_assert_max_num_queries(14):
            page()


class TestFiles:
    def test_the_table_has_every_ask_and_no_cell_that_runs(self):
        outside(title='=HYPERLINK("x")')

        (row,) = list(csv.DictReader(io.StringIO(page(name="portal:asks_csv").content.decode("utf-8-sig"))))

        assert row["what is asked, in English"] == '\'=HYPERLINK("x")'
        assert row["where people answer"] == "elsewhere"
        assert row["voices here"] == ""

    def test_the_calendar_file_has_whole_days_and_lines_that_programs_take(self):
        outside(title="Buses; trains, and\u00a0" + "llwybrau ŵyŷ " * 10, days=(0, 2))

        answer = page(name="portal:asks_calendar")
        text = answer.content.decode()

        assert answer.headers["Content-Type"].startswith("text/calendar")
        assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
        whole = text.replace("\r\n ", "")
        assert "Buses\\; trains\\, and" in whole
        assert f"DTEND;VALUE=DATE:{clock.today() + timedelta(days=3):%Y%m%d}\r\n" in whole
        assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == 1

    @given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=200))
    def test_folding_loses_nothing(self, text):
        assert folded(text).replace("\r\n ", "") == text
        assert all(len(line.encode()) <= 75 for line in folded(text).split("\r\n"))

    def test_the_feed_is_atom_with_each_ask_in_its_language(self):
        outside(title="Buses")

        root = ElementTree.fromstring(page(name="portal:asks_feed").content)

        (entry,) = root.findall("{http://www.w3.org/2005/Atom}entry")
        assert entry.findtext("{http://www.w3.org/2005/Atom}title") == "Buses"
        assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


class TestNoting:
    def form(self, **more):
        today = clock.today()
        return {
            "organisation": cast.body("bwrdd-bysiau").key,
            "title_en": "Bus survey",
            "places": "Pontypridd",
            "opens": today.isoformat(),
            "closes": today.isoformat(),
            **more,
        }

    def test_an_officer_notes_what_is_asked_elsewhere_and_takes_it_off(self, client):
        client.force_login(cast.holder(Part.OFFICER, cast.body(), name="nodwr"))
        with override("en"):
            address = reverse("portal:ask_note")

        assert client.post(address, self.form(link="https://example.org/bus")).status_code == 302
        ask = OutsideAsk.objects.get()
        assert [area.code for area in ask.areas.all()] == [PONTYPRIDD]
        assert "Bus survey" in client.get(address).content.decode()
        with override("en"):
            assert client.post(reverse("portal:ask_take_off", args=[ask.pk])).status_code == 302
        assert "Bus survey" not in page().content.decode()

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"title_en": ""}, "at least one language"),
            ({"places": "Nowhere at all"}, "We know no place"),
            ({"closes": "2020-01-01"}, "cannot be before"),
            ({"link": "javascript:alert(1)"}, "https://"),
        ],
    )
    def test_what_is_wrong_comes_back_with_what_to_do(self, client, wrong, says):
        client.force_login(cast.holder(Part.OFFICER, cast.body(), name="nodwr"))
        with override("en"):
            answer = client.post(reverse("portal:ask_note"), self.form(**wrong))

        assert answer.status_code == 422
        assert says in answer.content.decode()
        assert not OutsideAsk.objects.exists()

    def test_who_holds_no_role_notes_nothing_and_a_stranger_takes_nothing_off(self):
        ask = outside()
        with pytest.raises(NotAllowed):
            outside(cast.account("rhywun"))
        with pytest.raises(NotAllowed):
            take_off(ask=ask, by=cast.holder(Part.OFFICER, cast.body("arall"), name="arall"))


class TestBeforeAsking:
    def test_whoever_writes_a_question_reads_who_else_asks_and_what_was_said_there(self):
        said = cast.story("Mae’r bws yn hwyr.", title="Y bws")
        cast.story("Rhywbeth arall.", place=CARDIFF)
        other = outside()
        draft = cast.involvement(live=False)

        panel = panel_of(draft, "en")

        assert [one.key for one, _places in panel.others] == [other.pk]
        assert panel.said == 1
        assert [one.key for one in panel.newest] == [said.pk]

    def test_its_own_question_is_not_another(self):
        asked = cast.involvement()

        found = others_asking(areas=[PONTYPRIDD], opens=asked.opens, closes=asked.closes, but=asked.pk)

        assert found == []

    def test_what_is_held_is_not_offered_to_be_read_again(self):
        said = cast.story()
        visibility.hold(label="listen.Contribution", object_id=said.pk, reason="other", by="tests")

        assert not said_lately([WALES], clock.today()).exists()


def stages(*people_at: list[Person]) -> list[Involvement]:
    """Involvements that follow one another, each closed and answered, with one word of each of these people."""
    found: list[Involvement] = []
    for place, people in enumerate(people_at):
        asked = cast.involvement(question_en=f"Stage {place}?")
        for person in people:
            cast.story(within=asked, held_by=cast.receipt(person=person))
        today = clock.today()
        Involvement.objects.filter(pk=asked.pk).update(
            cycle=list(Cycle)[place],
            follows=found[-1] if found else None,
            opens=today - timedelta(days=90 - place),
            closes=today - timedelta(days=60 - place),
            answer_by=today - timedelta(days=30 - place),
        )
        found.append(Involvement.objects.get(pk=asked.pk))
    return found


class TestWhoCameBack:
    def test_people_are_followed_by_pseudonym_from_stage_to_stage(self):
        people = [Person.objects.create() for _n in range(12)]
        first, second = stages(people[:7], people[2:])

        work = work_of(second, clock.today())

        assert [(one.stage, one.people, one.again) for one in work.counts] == [
            ("identify", 7, 0),
            ("plan", 10, 5),
        ]
        assert work_of(first, clock.today()).counts == work.counts
        with override("en"):
            html = Client().get(reverse("portal:retention", args=[first.pk])).content.decode()
        assert "Of 10 people who spoke" in html

    @pytest.mark.parametrize("again", range(11))
    def test_small_numbers_are_hidden_with_the_one_that_would_give_them_away(self, again):
        _first, second = shown([StageCount("identify", 20, 0, ()), StageCount("plan", 10, again, ())])

        assert second.people == 10
        assert (second.again, second.new) == (((5, 9),) * 2 if again == 5 else (None, None))

    @pytest.mark.parametrize(("again", "limits"), [(17, (15, 19)), (20, (20, 24)), (24, (20, 24))])
    def test_those_that_are_shown_are_open_by_five(self, again, limits):
        _first, second = shown([StageCount("identify", 50, 0, ()), StageCount("plan", 50, again, ())])

        assert second.again == limits
        assert second.new is not None
        assert second.new[0] <= 50 - again <= second.new[1]

    def test_a_stage_that_still_owes_answers_is_not_counted_yet(self):
        (only,) = stages([Person.objects.create() for _n in range(6)])
        Involvement.objects.filter(pk=only.pk).update(answer_by=clock.today())

        work = work_of(Involvement.objects.get(pk=only.pk), clock.today())

        assert (work.counts, work.running) == ((), ("identify",))

    def test_what_was_taken_back_is_not_counted_and_a_report_tells_nothing_of_whose_words_it_hides(self):
        people = [Person.objects.create() for _n in range(7)]
        (only,) = stages(people)
        said = list(only.contributions.order_by("pk"))
        withdraw(contribution=said[0], by="visitor")
        visibility.hold(label="listen.Contribution", object_id=said[1].pk, reason="other", by="tests")

        assert work_of(only, clock.today()).counts[0].people == 6


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_board_and_a_council_of_one_name_can_be_told_apart_on_the_list(language):
    with override(language):
        names = [name for _code, name in places_to_choose(language, "")]

    assert len(set(names)) == len(names)
    councils = {
        "cy": ["Conwy (awdurdod lleol)", "Sir Fynwy (awdurdod lleol)"],
        "en": ["Conwy (local authority)", "Monmouthshire (local authority)"],
    }
    assert set(councils[language]) <= set(names)
