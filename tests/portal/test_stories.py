"""Lists of stories, one story, search over them, and the feed: for everyone, in both languages."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edau.answer.models import Answered, Reply
from edau.core import clock
from edau.core.readpaths import read_paths
from edau.core.search import index as search_index
from edau.core.visibility import hold, lift
from edau.listen.actions.contributions import Words, add_words, changed, contribute, withdraw
from edau.listen.actions.themes import Name, name_theme, tie_words
from edau.listen.choices import Audience, Kind
from edau.listen.models import Contribution
from edau.people.choices import Part
from edau.portal.actions.going_live import rebuild_search
from edau.portal.queries.search import find
from edau.portal.queries.stories import Filters, listed
from edau.portal.queries.story_search import highlighted, index
from tests import cast

pytestmark = pytest.mark.django_db

MERTHYR = "W06000024"
SCRIPT = "<script>alert('neuadd')</script>"


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def keys(html: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'/(?:story|stori)/([a-z0-9]{12})/"', html)))


def found(asked: str, **filters: str) -> list[str]:
    return [one.words for one in listed(Filters(q=asked, **filters), 1).stories]


def test_the_newest_stand_first_and_each_in_its_own_language(client):
    first = cast.story("Glaw.", title="Y glaw")
    second = cast.story("Rain.", title="The rain", language="en")

    html = shown(client, "/en/stories/")

    assert keys(html) == [second.pk, first.pk]
    assert '<blockquote lang="cy">Glaw.</blockquote>' in html
    assert "<blockquote>Rain.</blockquote>" in html
    assert keys(shown(client, "/cy/straeon/")) == [second.pk, first.pk]


def test_a_list_is_narrowed_by_place_involvement_theme_kind_and_language(client):
    asked = cast.involvement()
    hall = cast.story("Hall", language="en", within=asked)
    glaw = cast.story("Glaw", kind=Kind.INSIGHT)
    far = cast.story("Far", language="en", place=MERTHYR)
    theme = name_theme(
        involvement=asked, name=Name(en="Halls"), by=cast.holder(Part.FACILITATOR, cast.body(), name="mair")
    )
    tie_words(theme=theme, contributions=[hall.pk], by=cast.account("mair"))

    def of(query: str) -> set[str]:
        return set(keys(shown(client, f"/en/stories/?{query}")))

    assert of(f"place={cast.PONTYPRIDD}") == {hall.pk, glaw.pk}
    assert of("place=W06000016") == {hall.pk, glaw.pk}  # the authority that Pontypridd lies in
    assert of(f"place={MERTHYR}") == {far.pk}
    assert of("place=W92000004") == {hall.pk, glaw.pk, far.pk}
    assert of(f"involvement={asked.pk}") == of(f"theme={theme.pk}") == {hall.pk}
    assert of("kind=insight") == of("spoken=cy") == {glaw.pk}
    assert of("kind=insight&spoken=en") == set()
    assert of("kind=nonsense&place=nowhere") == {hall.pk, glaw.pk, far.pk}


def test_pages_turn_and_keep_what_was_asked(client):
    for _n in range(21):
        cast.story("Rain again", language="en")
    cast.story("Glaw")

    second = shown(client, "/en/stories/?spoken=en&page=2")

    assert len(keys(second)) == 1
    assert 'rel="prev" href="?spoken=en&amp;page=1"' in second
    assert 'href="/cy/straeon/?spoken=en&amp;page=2"' in second
    assert keys(shown(client, "/en/stories/?spoken=en&page=99")) == keys(second)


def test_the_number_of_queries_does_not_grow_with_the_stories(client):
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            shown(client, address)
        return len(asked)

    asked, addresses = cast.involvement(), ("/en/stories/", "/en/stories/?q=rain")
    cast.story("Rain", language="en", within=asked)
    for address in addresses:
        queries(address)
    few = [queries(address) for address in addresses]
    for n in range(15):
        said = cast.story("Rain", language="en", within=asked if n % 2 else cast.involvement())
        add_words(contribution=said, words="More rain", language="en", by="visitor")
    for address in addresses:
        queries(address)

    assert [queries(address) for address in addresses] == few
    assert max(few) <= 8


def test_a_word_is_found_in_any_of_its_forms_and_in_the_language_it_was_said_in():
    cast.story("Mae’r neuadd yn dywyll bob nos.")
    cast.story("Mae’r bont droed ar gau ers y llifogydd.")
    cast.story("The libraries shut at four.", language="en")

    assert found("neuadd") == found("neuaddau") == ["Mae’r neuadd yn dywyll bob nos."]
    assert found("pont") == found("bont") == ["Mae’r bont droed ar gau ers y llifogydd."]
    assert found("library") == ["The libraries shut at four."]
    assert found("neuadd library") == []
    assert found("pont", spoken="en") == []


def test_titles_parts_of_a_conversation_and_what_was_added_are_searched_as_well():
    said = contribute(
        kind=Kind.CONVERSATION,
        words=Words(language="cy", words="Cwmni.", can_do="Canu gyda’r côr."),
        receipt=cast.receipt().receipt,
        by="visitor",
    )
    add_words(contribution=said, words="We sing in a kitchen.", language="en", by="visitor")

    assert found("côr") == found("kitchen") == ["Cwmni."]


def test_what_goes_out_of_sight_is_found_no_more_and_its_words_leave_the_index():
    held, gone, closed = (cast.story(f"Unicorn {n}", language="en") for n in range(3))
    asked = cast.involvement()
    cast.story("Unicorn 3", language="en", within=asked)
    waiting = cast.story("Unicorn 4", language="en")
    assert sorted(found("unicorn")) == [f"Unicorn {n}" for n in range(5)]

    hold(label="listen.Contribution", object_id=held.pk, reason="hate", by="tests")
    withdraw(contribution=gone, by="visitor")
    closed.audience = Audience.ANSWERERS
    closed.save()
    hold(label="listen.Involvement", object_id=asked.pk, reason="hate", by="tests")
    Contribution.objects.filter(pk=waiting.pk).update(waiting=True)

    assert found("unicorn") == []
    assert [hit.object_id for hit in index().search("unicorn", kinds=("story",))] != []
    in_index = {hit.object_id for hit in index().search("unicorn", kinds=("story",))}
    assert in_index.isdisjoint({gone.pk, closed.pk, held.pk})
    lift(label="listen.Contribution", object_id=held.pk, by="tests")
    assert found("unicorn") == ["Unicorn 0"]


def test_all_that_a_search_finds_is_counted_and_turned_over_without_what_may_not_be_read():
    receipt = cast.receipt().receipt
    made = Contribution.objects.bulk_create(
        Contribution(
            kind="story", receipt=receipt, language="cy", words=f"Yr un cwtshwyntell {n}.", due="2027-01-01"
        )
        for n in range(230)
    )
    rebuild_search()
    hold(label="listen.Contribution", object_id=made[0].pk, reason="hate", by="tests")
    withdraw(contribution=made[1], by="visitor")

    pages = [listed(Filters(q="cwtshwyntell"), page) for page in range(1, 13)]

    assert {(one.count, one.pages) for one in pages} == {(228, 12)}
    found = [story.pk for page in pages for story in page.stories]
    assert sorted(found) == sorted(story.pk for story in made[2:])
    assert listed(Filters(q="cwtshwyntell"), 99).page == 12
    assert listed(Filters(q="cwtshwyntell", kind="insight"), 1).count == 0


def test_of_very_many_the_newest_stand_first_and_the_page_says_so(client, monkeypatch):
    for days, words in ((3, "Cwtshwyntell."), (1, "cwtshwyntell " * 9), (2, "Cwtshwyntell yn wir.")):
        one = cast.story(words, title=f"Stori {days}")
        Contribution.objects.filter(pk=one.pk).update(made=clock.now() - timedelta(days=days))
    changed()
    best = [one.title for one in listed(Filters(q="cwtshwyntell"), 1).stories]
    assert sorted(best) == ["Stori 1", "Stori 2", "Stori 3"]
    assert "sy’n dod gyntaf" not in shown(client, "/cy/straeon/?q=cwtshwyntell")

    monkeypatch.setattr(search_index, "MOST_WEIGHED", 2)
    changed()

    assert [one.title for one in listed(Filters(q="cwtshwyntell"), 1).stories] == [
        "Stori 1",
        "Stori 2",
        "Stori 3",
    ]
    assert "sy’n dod gyntaf" in shown(client, "/cy/straeon/?q=cwtshwyntell")


def test_a_search_for_places_finds_no_story_and_a_new_index_finds_both():
    cast.story("Said of the hall", title="Zzyzx", language="en")
    assert find("Zzyzx", "en").found == ()
    assert found("Zzyzx") == ["Said of the hall"]

    rebuild_search()

    assert find("Zzyzx", "en").found == ()
    assert found("Zzyzx") == ["Said of the hall"]
    assert find("Pontypridd", "en").found[0].code == cast.PONTYPRIDD


def test_an_extract_marks_what_was_found_and_nothing_of_what_people_wrote_is_markup(client):
    cast.story(f"{SCRIPT} <b>Y neuadd</b> & neuaddau " + "glaw " * 100, title=SCRIPT)

    html = shown(client, "/cy/straeon/?q=neuadd")

    assert "<script>alert" not in html
    assert "<b>Y" not in html
    assert "&lt;b&gt;Y <mark>neuadd</mark>&lt;/b&gt; &amp; <mark>neuaddau</mark>" in html


def test_an_extract_begins_near_the_word_and_between_words():
    text = "glaw " * 200 + "yr allwedd " + "haul " * 200

    extract, language = highlighted([("dim byd", "cy"), (text, "cy")], "allwedd")

    assert language == "cy"
    assert extract.startswith("…glaw")
    assert " <mark>allwedd</mark> " in extract
    assert extract.endswith("haul…")
    assert len(extract) < 250


@pytest.mark.parametrize("asked", ['"', "' OR 1=1 --", "%", "a" * 300, "\\", "neuadd*", "<script>", "yr"])
def test_nothing_typed_breaks_the_search(client, asked):
    cast.story("Glaw.")

    html = client.get("/en/stories/", {"q": asked}).content.decode()

    assert "<script>alert" not in html
    assert "Stories" in html


def test_a_story_has_its_words_its_additions_how_it_came_and_where_it_belongs(client):
    asked = cast.involvement()
    said = cast.story("Y neuadd.\n\nYr allwedd.", title="Y neuadd", within=asked)
    add_words(contribution=said, words="And the key.", language="en", by="visitor")
    mair = cast.holder(Part.FACILITATOR, cast.body(), name="mair")
    theme = name_theme(involvement=asked, name=Name(cy="Neuaddau"), by=mair)
    tie_words(theme=theme, contributions=[said.pk], by=mair)

    html = shown(client, f"/en/story/{said.pk}/")

    assert '<h1 class="head" lang="cy">Y neuadd</h1>' in html
    assert '<blockquote lang="cy"><p>Y neuadd.</p>\n\n<p>Yr allwedd.</p></blockquote>' in html
    assert "<blockquote><p>And the key.</p></blockquote>" in html
    assert "What would make life better here?" in html
    assert f'<a href="/en/theme/{theme.pk}/" lang="cy">Neuaddau</a>' in html
    assert "/en/place/W38000081-pontypridd/" in html
    assert f"/en/follow/voice/{said.pk}/?way=back" in html
    assert f"/en/follow/voice/{said.pk}/?way=on" in html
    assert "Received so far." in html


def test_a_conversation_puts_what_people_can_do_before_what_only_a_service_can(client):
    said = contribute(
        kind=Kind.CONVERSATION,
        words=Words(
            language="en", only_services="A bus", can_do="Drive", others_can="Share", words="Company"
        ),
        receipt=cast.receipt().receipt,
        by="visitor",
    )

    html = shown(client, f"/en/story/{said.pk}/")

    assert re.findall(r"<blockquote><p>(\w+)", html) == ["Company", "Drive", "Share", "A"]


def test_a_story_shows_what_was_answered_and_a_held_answer_not(client):
    said = cast.story("Hall", language="en")
    reply = Reply.objects.create(
        organisation=cast.body(), outcome="adopted", words_en="We will open it.", written_by="user 1"
    )
    Answered.objects.create(reply=reply, contribution=said)

    html = shown(client, f"/en/story/{said.pk}/")
    assert "We will open it." in html
    assert "The Welsh is still to come." in html
    assert "We will open it." in shown(client, f"/cy/stori/{said.pk}/")

    hold(label="answer.Reply", object_id=reply.pk, reason="untrue", by="tests")
    assert "We will open it." not in shown(client, f"/en/story/{said.pk}/")


@pytest.mark.parametrize("how", ["held", "withdrawn", "closed", "waiting", "held with its involvement"])
def test_what_is_out_of_sight_is_on_no_page_list_or_feed(client, how):
    asked = cast.involvement()
    said = cast.story("Unicorn", title="Unicorn", language="en", within=asked)
    addresses = ["/en/stories/", "/en/stories/?q=unicorn", "/en/stories/feed.atom", f"/en/story/{said.pk}/"]
    assert all("Unicorn" in shown(client, address) for address in addresses)

    if how == "held":
        hold(label="listen.Contribution", object_id=said.pk, reason="hate", by="tests")
    elif how == "withdrawn":
        withdraw(contribution=said, by="visitor")
    elif how == "held with its involvement":
        hold(label="listen.Involvement", object_id=asked.pk, reason="hate", by="tests")
    else:
        change = {"audience": Audience.ANSWERERS} if how == "closed" else {"waiting": True}
        Contribution.objects.filter(pk=said.pk).update(**change)

    assert client.get(addresses[-1]).status_code == 404
    assert all(said.pk not in shown(client, address) for address in addresses[:-1])
    paths = [path for path in read_paths("listen.Contribution") if said.pk in set(path.ids())]
    # What was meant for those who answer is out of everyone's sight, and still before those it was meant for.
    theirs = {"words to tie to themes", "the desk of those who answer"} if how == "closed" else set()
    assert {path.name for path in paths} == theirs


def test_a_page_that_was_read_before_is_asked_for_again_after_a_hold(client):
    said = cast.story("Unicorn", language="en")
    tag = client.get("/en/stories/").headers["ETag"]
    assert client.get("/en/stories/", headers={"if-none-match": tag}).status_code == 304

    hold(label="listen.Contribution", object_id=said.pk, reason="hate", by="tests")

    assert client.get("/en/stories/", headers={"if-none-match": tag}).status_code == 200


def test_the_feed_is_atom_with_each_entry_in_its_own_language(client):
    cast.story(SCRIPT, title="Y glaw")
    cast.story("Rain & sun", language="en")

    answer = client.get("/en/stories/feed.atom")

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    atom, xml = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}"
    feed = ET.fromstring(answer.content)
    entries = feed.findall(f"{atom}entry")
    assert [entry.get(f"{xml}lang") for entry in entries] == ["en", "cy"]
    assert [entry.findtext(f"{atom}title") for entry in entries] == ["Rain & sun", "Y glaw"]
    assert entries[1].findtext(f"{atom}summary") == SCRIPT
    assert b"<script>" not in answer.content


def test_what_was_made_up_says_so(client):
    said = cast.story("Made up", language="en")
    Contribution.objects.filter(pk=said.pk).update(synthetic=True)

    assert client.get(f"/en/story/{said.pk}/").context["synthetic"] is True
    assert client.get("/en/stories/").context["synthetic"] is True
    cast.story("Not made up", language="en")
    feed = ET.fromstring(client.get("/cy/straeon/ffrwd.atom").content)
    titles = [
        entry.findtext("{http://www.w3.org/2005/Atom}title") for entry in feed.iter() if "entry" in entry.tag
    ]
    assert titles == ["Not made up", "Made-up example. Made up"]
