"""Following the thread both ways: what is found, what is only counted, and what is never passed through."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from edau.core.visibility import hold, lift
from edau.listen.actions.contributions import withdraw
from edau.listen.actions.themes import Name, name_theme, tie_words
from edau.listen.choices import Audience
from edau.listen.models import Contribution
from edau.people.choices import Part
from edau.thread.actions import End, accept, tie
from edau.thread.choices import INVERSE, Link
from edau.thread.directions import MUTUAL, RESTS_ON_ITS_END, RESTS_ON_ITS_START, Way
from edau.thread.following import MOST_TIES, PAGE, Followed, Step, follow
from edau.thread.models import Edge
from edau.thread.records import EVERYONE, OPERATOR, reader_of
from tests import cast

pytestmark = pytest.mark.django_db

VOICE, THEME, ASKED, PLACE = "listen.Contribution", "listen.Theme", "listen.Involvement", "places.Area"


def voice(said: Contribution) -> End:
    return End(VOICE, said.pk)


def titles(steps: list[Step]) -> list[str]:
    return [step.told.title for step in steps]


def back(end: End, **more) -> Followed:
    found = follow(end, Way.BACK, "en", **more)
    assert found is not None
    return found


@pytest.fixture
def asked():
    return cast.involvement()


@pytest.fixture
def theme(asked):
    """A theme with three voices: the hall, the bus, the choir."""
    by = cast.holder(Part.FACILITATOR, cast.body(), name="mair")
    said = [
        cast.story(words, title=words, language="en", within=asked)
        for words in ("The hall", "The bus", "The choir")
    ]
    made = name_theme(involvement=asked, name=Name(en="Rooms"), by=by)
    tie_words(theme=made, contributions=[one.pk for one in said], by=by)
    return made


def test_every_kind_of_edge_runs_one_way_and_can_be_read_from_both_ends():
    assert sorted([*RESTS_ON_ITS_END, *RESTS_ON_ITS_START, *MUTUAL]) == sorted(Link)
    assert sorted(INVERSE) == sorted(Link)


def test_a_theme_rests_on_what_people_said_and_that_on_what_they_were_asked(theme, asked):
    followed = back(End(THEME, theme.pk))

    assert [titles(level) for level in followed.levels] == [
        ["The hall", "The bus", "The choir"],
        ["What would make life better here?"],
    ]
    assert [step.tie.words for step in followed.first.steps] == ["has in it"] * 3
    assert [step.again for one in followed.first.steps for step in one.steps] == [False, True, True]


def test_forwards_an_involvement_leads_to_voices_and_those_to_their_theme(theme, asked):
    followed = follow(End(ASKED, asked.pk), Way.ON, "en")

    assert [titles(level) for level in followed.levels] == [["The hall", "The bus", "The choir"], ["Rooms"]]


def test_nothing_comes_of_a_theme_that_nobody_has_taken_up(theme):
    assert follow(End(THEME, theme.pk), Way.ON, "en").levels == []


def test_a_cycle_ends_where_it_began(asked):
    first, second, third = (
        cast.story(name, title=name, language="en") for name in ("First", "Second", "Third")
    )
    for start, end in ((first, second), (second, third), (third, first)):
        tie(voice(start), Link.USES, voice(end), by="tests")

    followed = back(voice(first))

    assert [titles(level) for level in followed.levels] == [["Second"], ["Third"]]
    (third_step,) = followed.levels[1]
    assert [(step.told.title, step.again) for step in third_step.steps] == [("First", True)]


def test_what_two_records_are_to_each_other_is_told_once_and_both_ways():
    heat, hall = (cast.story(name, title=name, language="en") for name in ("Heat", "Hall"))
    tie(voice(heat), Link.CONFLICTS, voice(hall), by="tests")

    for way in Way:
        followed = follow(voice(hall), way, "en")
        assert titles(followed.first.steps) == ["Heat"]
        assert followed.first.steps[0].steps == []


def test_what_is_held_is_counted_and_never_passed_through(theme, asked):
    place = End(PLACE, cast.PONTYPRIDD)
    hall = Contribution.objects.get(title="The hall")
    tie(place, Link.EVIDENCES, voice(hall), by="tests")
    assert "Pontypridd" in titles(back(End(THEME, theme.pk)).levels[1])

    hold(label=VOICE, object_id=hall.pk, reason="hate", by="tests")
    followed = back(End(THEME, theme.pk))

    assert [titles(level) for level in followed.levels] == [
        ["The bus", "The choir"],
        ["What would make life better here?"],
    ]
    assert (followed.first.unseen, followed.first.withdrawn) == (1, 0)
    assert follow(voice(hall), Way.BACK, "en") is None

    lift(label=VOICE, object_id=hall.pk, by="tests")
    assert "Pontypridd" in titles(back(End(THEME, theme.pk)).levels[1])


def test_an_edge_that_is_held_ties_nothing(theme):
    edge = Edge.objects.get(from_id=Contribution.objects.get(title="The bus").pk, to_id=theme.pk)
    hold(label="thread.Edge", object_id=edge.pk, reason="untrue", by="tests")

    assert titles(back(End(THEME, theme.pk)).levels[0]) == ["The hall", "The choir"]


def test_a_held_involvement_takes_its_voices_out_of_the_thread(theme, asked):
    free = cast.story("Said of nothing", title="Free", language="en")
    tie(voice(free), Link.ABOUT, voice(Contribution.objects.get(title="The bus")), by="tests")
    hold(label=ASKED, object_id=asked.pk, reason="hate", by="tests")

    assert follow(End(THEME, theme.pk), Way.BACK, "en") is None
    assert follow(voice(free), Way.ON, "en").first.unseen == 1


def test_a_voice_that_was_withdrawn_is_only_a_count(theme):
    bus = Contribution.objects.get(title="The bus")
    withdraw(contribution=bus, by="visitor")

    followed = back(End(THEME, theme.pk))

    assert titles(followed.levels[0]) == ["The hall", "The choir"]
    assert (followed.first.withdrawn, followed.first.unseen) == (1, 0)
    assert follow(voice(bus), Way.BACK, "en") is None


def test_what_is_meant_for_those_who_answer_is_told_to_them_alone(asked):
    closed = cast.story(
        "For you alone", title="Closed", language="en", within=asked, audience=Audience.ANSWERERS
    )
    elsewhere = cast.body("cyngor-arall")
    readers = {
        "everyone": EVERYONE,
        "their officer": reader_of(cast.holder(Part.OFFICER, cast.body(), name="own")),
        "another officer": reader_of(cast.holder(Part.OFFICER, elsewhere, name="other")),
        "their listener": reader_of(cast.holder(Part.LISTENER, cast.body(), name="listener")),
        "an auditor": reader_of(cast.holder(Part.AUDITOR, name="auditor")),
        "the operator": OPERATOR,
    }

    seen = {
        who: titles(follow(End(ASKED, asked.pk), Way.ON, "en", reader=reader).first.steps)
        for who, reader in readers.items()
    }

    assert seen == {
        "everyone": [],
        "their officer": ["Closed"],
        "another officer": [],
        "their listener": [],
        "an auditor": ["Closed"],
        "the operator": ["Closed"],
    }
    assert follow(voice(closed), Way.BACK, "en") is None


def test_a_closed_story_of_no_place_and_no_involvement_is_for_roles_that_reach_everywhere():
    closed = cast.story("Anywhere", language="en", audience=Audience.ANSWERERS, place="")
    local = reader_of(cast.holder(Part.OFFICER, cast.body(), name="own"))
    everywhere = reader_of(cast.holder(Part.OFFICER, name="all"))

    assert follow(voice(closed), Way.BACK, "en", reader=local) is None
    assert follow(voice(closed), Way.BACK, "en", reader=everywhere) is not None


def test_what_waits_for_somebody_to_look_is_told_to_nobody(asked):
    waiting = cast.story("In a burst", within=asked, language="en")
    Contribution.objects.filter(pk=waiting.pk).update(waiting=True)
    officer = reader_of(cast.holder(Part.OFFICER, cast.body(), name="own"))

    assert follow(voice(waiting), Way.BACK, "en", reader=officer) is None


def test_what_a_machine_proposes_stands_apart_until_a_person_accepts_it(theme):
    lamp = cast.story("The lamp", title="The lamp", language="en")
    tie(End(PLACE, cast.PONTYPRIDD), Link.EVIDENCES, voice(lamp), by="tests")
    edge = tie(voice(lamp), Link.ABOUT, End(THEME, theme.pk), by="edau likeness", by_machine=True)

    before = back(End(THEME, theme.pk))
    assert "The lamp" not in titles(before.levels[0])
    assert [one.told.title for one in before.proposals] == ["The lamp"]
    assert "Pontypridd" not in [title for level in before.levels for title in titles(level)]

    accept(edge, by="user 5")
    after = back(End(THEME, theme.pk))
    assert titles(after.levels[0]) == ["The hall", "The bus", "The choir", "The lamp"]
    assert after.proposals == ()
    assert "Pontypridd" in titles(after.levels[1])


def test_a_proposal_of_something_out_of_sight_is_not_told(theme):
    lamp = cast.story("The lamp", language="en")
    tie(voice(lamp), Link.ABOUT, End(THEME, theme.pk), by="edau likeness", by_machine=True)
    hold(label=VOICE, object_id=lamp.pk, reason="hate", by="tests")

    assert back(End(THEME, theme.pk)).proposals == ()


def test_the_thread_is_followed_three_steps_and_no_further():
    chain = [cast.story(str(n), title=str(n), language="en", place="") for n in range(5)]
    for start, end in pairwise(chain):
        tie(voice(start), Link.USES, voice(end), by="tests")

    assert [titles(level) for level in back(voice(chain[0])).levels] == [["1"], ["2"], ["3"]]


def many(count: int, end: End, skip: int = 0) -> None:
    """So many ties to areas that the release has."""
    from edau.places.queries import every_area

    for area in every_area("lsoa")[skip : skip + count]:
        Edge.objects.create(
            from_label=PLACE,
            from_id=area.code,
            kind=Link.EVIDENCES,
            to_label=end.label,
            to_id=end.id,
            by="tests",
            accepted="2026-01-01T00:00Z",
            accepted_by="tests",
        )


def test_a_long_list_turns_its_pages_and_what_lies_deeper_is_counted(theme):
    lamp = cast.story("The lamp", title="The lamp", language="en")
    tie(voice(lamp), Link.USES, voice(hall := Contribution.objects.get(title="The hall")), by="tests")
    many(PAGE + 7, voice(hall))

    one = back(voice(hall))
    two = back(voice(hall), page=2)
    beyond = back(voice(hall), page=99)

    assert (len(one.first.steps), one.page, one.pages, one.first.more) == (PAGE + 1, 1, 2, 0)
    assert (len(two.first.steps), two.page) == (7, 2)
    assert (beyond.page, titles(beyond.first.steps)) == (2, titles(two.first.steps))
    (deeper,) = back(voice(lamp)).first.steps
    # Twelve places and the involvement it was said in.
    assert (len(deeper.steps), deeper.more) == (MOST_TIES[1] + 1, PAGE + 7 - MOST_TIES[1])


def test_the_number_of_queries_does_not_grow_with_the_edges(theme):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            back(End(THEME, theme.pk))
        return len(asked)

    said = [voice(one) for one in Contribution.objects.all()]
    for one in said:
        many(1, one)
    queries()  # what is kept in memory until something changes is there from now on
    few = queries()
    for one in said:
        many(30, one, skip=1)

    assert queries() == few
    # The record, its ties and proposals; then two questions of the edges and one for each kind of record at each step.
    assert few <= 14
