"""Coming back without an account: who says with an earlier receipt open that they took part before is counted as one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from edau.core import clock
from edau.listen.actions.contributions import withdraw
from edau.listen.choices import Cycle
from edau.listen.models import Contribution, Involvement
from edau.listen.queries.retention import work_of
from edau.people.models import Person
from tests import cast
from tests.portal.test_listening import address, html_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def stages() -> tuple[Involvement, Involvement]:
    """A question that is over, and the one that goes on from it."""
    earlier = cast.involvement(days=(0, 30, 60), cycle=Cycle.IDENTIFY, question_en="Where?")
    later = cast.involvement(days=(0, 30, 60), cycle=Cycle.PLAN, question_en="How?", follows=earlier)
    return earlier, later


def opened(held) -> Client:
    """A browser in which somebody has opened their receipt by its code and second word."""
    client = Client()
    assert client.post(address("receipt_find"), {"code": held.code, "word": "afal"}).status_code == 302
    return client


def speak(client: Client, within: Involvement, **more: object):
    return client.post(f"{address('say')}?involvement={within.pk}", typed(**more))


def again(stages) -> list[tuple[int, int]]:
    earlier, _later = stages
    counted = clock.today() + timedelta(days=61)
    return [(one.people, one.again) for one in work_of(earlier, counted).counts]


def test_with_the_earlier_receipt_open_one_is_counted_as_the_same_person(stages):
    earlier, later = stages
    held = cast.receipt()
    cast.story(within=earlier, held_by=held)
    client = opened(held)
    assert "count me as the same person" in html_of(client.get(f"{address('say')}?involvement={later.pk}"))

    assert speak(client, later, again="on").status_code == 302

    assert again(stages) == [(1, 0), (1, 1)]
    new = Contribution.objects.get(involvement=later)
    assert new.receipt != held.receipt  # a receipt of its own, with secrets of its own
    assert Person.objects.count() == 1


def test_without_the_tick_or_without_a_receipt_one_is_somebody_new(stages):
    earlier, later = stages
    held = cast.receipt()
    cast.story(within=earlier, held_by=held)

    assert speak(opened(held), later).status_code == 302
    assert speak(Client(), later, again="on", words="Somebody else.").status_code == 302

    assert again(stages) == [(1, 0), (2, 0)]


def test_where_nothing_came_before_it_is_not_asked_and_where_no_receipt_is_open_one_is_told_how(stages):
    earlier, later = stages
    held = cast.receipt()
    cast.story(within=earlier, held_by=held)

    assert "same person" not in html_of(opened(held).get(f"{address('say')}?involvement={earlier.pk}"))
    told = html_of(Client().get(f"{address('say')}?involvement={later.pk}"))
    assert "Open your receipt of then first" in told
    assert 'name="again"' not in told


def test_the_receipt_leads_to_the_question_that_goes_on_and_stays_open_there(stages):
    earlier, later = stages
    held = cast.receipt()
    cast.story(within=earlier, held_by=held)
    client, where = Client(), address("receipt_go_on", held.link)
    assert "The work goes on" in html_of(client.get(address("receipt", held.link)))

    answer = client.post(where, {"involvement": later.pk})

    assert answer.headers["Location"] == f"{address('say')}?involvement={later.pk}"
    assert 'name="again"' in html_of(client.get(answer.headers["Location"]))
    other = cast.involvement(question_en="Another?")
    assert client.post(where, {"involvement": other.pk}).headers["Location"] == address("receipt", held.link)


def test_what_is_taken_back_is_no_coming_back(stages):
    earlier, later = stages
    held = cast.receipt()
    first = cast.story(within=earlier, held_by=held)
    speak(opened(held), later, again="on")

    withdraw(contribution=first, by=str(held.receipt))

    assert again(stages) == [(0, 0), (1, 0)]
    assert "The work goes on" not in html_of(Client().get(address("receipt", held.link)))
