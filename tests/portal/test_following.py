"""The pages that follow a record, and those of themes, as readers and facilitators meet them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from edau.core.visibility import hold
from edau.listen.actions.contributions import withdraw
from edau.listen.actions.themes import Name, name_theme, tie_words
from edau.listen.choices import Audience
from edau.listen.models import Contribution, Theme
from edau.listen.queries.themes import words_of
from edau.people.choices import Part
from edau.thread.actions import End, tie
from edau.thread.choices import Link
from tests import cast

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def asked():
    return cast.involvement()


@pytest.fixture
def mair():
    return cast.holder(Part.FACILITATOR, cast.body(), name="mair")


@pytest.fixture
def theme(asked, mair):
    said = [cast.story(t, title=t, language="en", within=asked) for t in ("The hall", "The bus", SCRIPT)]
    made = name_theme(involvement=asked, name=Name(cy="Lle i gwrdd", en="Somewhere to meet"), by=mair)
    tie_words(theme=made, contributions=[one.pk for one in said], by=mair)
    return made


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_follow_page_is_a_list_a_picture_and_a_table_in_both_languages(client, theme):
    english = shown(client, f"/en/follow/theme/{theme.pk}/")
    welsh = shown(client, f"/cy/dilyn/thema/{theme.pk}/?way=back")

    assert "Somewhere to meet" in english
    assert "It rests on 4 records." in english
    assert f'href="/en/follow/theme/{theme.pk}/?way=on"' in english
    assert english.count("<li>") - english.count("<li><a") >= 0
    assert len(re.findall(r'<circle class="knot"', english)) == 1 + 3 + 1
    assert re.search(r"<th scope=\"row\">story</th><td[^>]*>3</td><td[^>]*>0</td>", english)
    assert "Lle i gwrdd" in welsh
    assert f'href="/en/follow/theme/{theme.pk}/?way=back"' in welsh


def test_nothing_that_people_wrote_is_markup(client, theme):
    html = shown(client, f"/en/follow/theme/{theme.pk}/")

    assert SCRIPT not in html
    assert "&lt;script&gt;" in html


def test_what_may_not_be_seen_is_said_without_any_detail(client, theme):
    hall, bus = (Contribution.objects.get(title=title) for title in ("The hall", "The bus"))
    hold(label="listen.Contribution", object_id=hall.pk, reason="hate", by="tests")
    withdraw(contribution=bus, by="visitor")

    html = shown(client, f"/en/follow/theme/{theme.pk}/")

    assert "1 thing you may not see here." in html
    assert "1 voice that was withdrawn." in html
    assert not any(detail in html for detail in (hall.pk, bus.pk, "The hall", "The bus"))
    assert client.get(f"/en/follow/voice/{hall.pk}/").status_code == 404


def test_withdrawn_words_leave_a_gap_with_nothing_of_them(client, theme):
    bus = Contribution.objects.get(title="The bus")
    withdraw(contribution=bus, by="visitor")

    for address in (f"/en/follow/voice/{bus.pk}/", f"/cy/dilyn/llais/{bus.pk}/?way=on"):
        answer = client.get(address)
        assert answer.status_code == 410
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "The bus" not in answer.content.decode()
    english = client.get(f"/en/follow/voice/{bus.pk}/").content.decode()
    assert "The person who said it took it back" in english

    hold(label="listen.Contribution", object_id=bus.pk, reason="hate", by="tests")
    assert client.get(f"/en/follow/voice/{bus.pk}/").status_code == 404


def test_an_officer_reads_on_the_same_page_what_was_meant_for_them(client, asked, theme, mair):
    closed = cast.story("For you", title="For you", language="en", within=asked, audience=Audience.ANSWERERS)
    tie_words(theme=theme, contributions=[closed.pk], by=mair)
    address = f"/en/follow/theme/{theme.pk}/"

    public = client.get(address)
    officer = signed_in(cast.holder(Part.OFFICER, cast.body(), name="own")).get(address)

    assert ("For you" in public.content.decode(), "For you" in officer.content.decode()) == (False, True)
    assert "private" in public.headers["Cache-Control"]


def test_a_proposal_stands_in_a_part_of_its_own(client, theme):
    lamp = cast.story("The lamp", title="The lamp", language="en")
    start, end = End("listen.Contribution", lamp.pk), End("listen.Theme", theme.pk)
    tie(start, Link.ABOUT, end, by="edau likeness", by_machine=True)

    html = shown(client, f"/en/follow/theme/{theme.pk}/")

    assert html.index("Proposed by a machine") < html.index("The lamp") < html.index("The same as a picture")
    assert "It rests on 4 records." in html
    assert html.count('<circle class="open"') == 1


@pytest.mark.parametrize(
    "address", ["voice/nothing", "nothing/W38000081", "thema/x", "place/W99999999", "voice/x"]
)
def test_a_record_that_is_not_there_has_no_page(client, address):
    assert client.get(f"/en/follow/{address}/").status_code == 404


def test_a_place_and_a_figure_can_be_followed(client):
    said = cast.story("No car", title="No car", language="en")
    tie(
        End("understand.Indicator", "no_car_pct"), Link.EVIDENCES, End("listen.Contribution", said.pk), by="t"
    )

    assert "No car" in shown(client, "/en/follow/indicator/no_car_pct/?way=on")
    assert "/en/indicator/no_car_pct/" in shown(client, f"/en/follow/voice/{said.pk}/")
    assert "Nothing has come of this yet." in shown(client, f"/en/follow/place/{cast.PONTYPRIDD}/?way=on")


def test_the_themes_of_an_involvement_stand_in_the_order_of_their_naming_with_counts(
    client, asked, theme, mair
):
    name_theme(involvement=asked, name=Name(cy="Cyrraedd yno"), by=mair)

    html = shown(client, f"/en/themes/{asked.pk}/")

    assert re.findall(r"(\d+) voices?</span>", html) == ["3", "0"]
    assert html.index("Somewhere to meet") < html.index('lang="cy">Cyrraedd yno</a>')
    assert "one language is still to come" in html


def test_the_page_of_a_theme_has_its_words_as_they_were_said_the_first_first(client, theme):
    html = shown(client, f"/en/theme/{theme.pk}/")

    assert html.index("The hall") < html.index("The bus") < html.index("&lt;script&gt;")
    assert SCRIPT not in html
    hold(label="listen.Theme", object_id=theme.pk, reason="untrue", by="tests")
    assert client.get(f"/en/theme/{theme.pk}/").status_code == 404


def test_a_facilitator_ticks_words_chooses_a_theme_and_sends(asked, mair):
    browser = signed_in(mair)
    assert browser.post(f"/en/themes/{asked.pk}/new/", {"name_en": "Halls"}).status_code == 302
    theme = Theme.objects.get()
    said = [cast.story(str(n), within=asked) for n in range(3)]
    address = f"/en/themes/{asked.pk}/tie/"

    answer = browser.post(address, {"theme": theme.pk, "words": [said[0].pk, said[2].pk]}, follow=True)

    assert "2 tied to “Halls”." in answer.content.decode()
    assert list(words_of(theme)) == [said[0], said[2]]
    rest = browser.get(address, {"rest": "1"}).content.decode()
    assert re.findall(r'name="words" value="(\w+)"', rest) == [said[1].pk]
    browser.post(address, {"theme": theme.pk, "words": [said[2].pk], "untie": "1"})
    assert list(words_of(theme)) == [said[0]]


def test_what_is_wrong_is_said_and_what_was_ticked_stays(asked, mair, theme):
    said = cast.story("Again", within=asked)
    browser = signed_in(mair)

    answer = browser.post(f"/en/themes/{asked.pk}/tie/", {"theme": "", "words": [said.pk]})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a theme." in html
    assert f'value="{said.pk}" id="w-{said.pk}" checked' in html
    taken = browser.post(f"/en/themes/{asked.pk}/new/", {"name_en": "somewhere to meet"})
    assert taken.status_code == 422
    assert "There is a theme of this name already." in taken.content.decode()
    assert browser.post(f"/en/themes/{asked.pk}/new/", {}).status_code == 422


def test_a_theme_gets_another_name(mair, theme):
    browser = signed_in(mair)

    browser.post(f"/en/theme/{theme.pk}/name/", {"name_cy": "Ystafelloedd", "name_en": "Rooms"})

    assert Theme.objects.get().said("cy") == ("Ystafelloedd", "cy")


def test_a_machine_looks_and_a_person_accepts_or_refuses(asked, mair):
    browser = signed_in(mair)
    hall = name_theme(involvement=asked, name=Name(cy="Y neuadd a’r allwedd"), by=mair)
    said = cast.story("Roedd yr allwedd i’r neuadd gyda fy mam.", within=asked)
    for words in ("Glaw mawr.", "Bws hwyr.", "Ysgol fach."):
        cast.story(words, within=asked)

    answer = browser.post(f"/en/themes/{asked.pk}/look/", follow=True)
    html = answer.content.decode()

    assert "1 new proposal." in html
    (edge,) = re.findall(r'name="edges" value="(\w+)"', html)
    assert list(words_of(hall)) == []
    done = browser.post(f"/en/themes/{asked.pk}/proposed/", {"edges": [edge], "accept": "1"}, follow=True)
    assert "1 accepted." in done.content.decode()
    assert list(words_of(hall)) == [said]


@pytest.mark.parametrize(
    "path", ["themes/{asked}/tie", "themes/{asked}/new", "themes/{asked}/proposed", "theme/{theme}/name"]
)
def test_the_pages_of_facilitators_are_for_them_alone(client, asked, theme, path):
    address = f"/en/{path.format(asked=asked.pk, theme=theme.pk)}/"

    assert client.get(address).status_code == 302
    stranger = signed_in(cast.holder(Part.FACILITATOR, cast.body("arall"), name="stranger"))
    refused = stranger.get(address)
    assert refused.status_code == 403
    assert "Your role is for another organisation or another area." in refused.content.decode()
    assert stranger.post(f"/en/themes/{asked.pk}/look/").status_code == 403
    assert signed_in(cast.account("mair")).get(address).status_code == 200
