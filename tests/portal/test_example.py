"""The worked example: real deeds, made-up words, and every screen that shows one says so."""

from __future__ import annotations

import pytest
from django.test import Client

from edau.answer.models import Reply
from edau.core.audit import first_broken_line
from edau.core.models import AuditLine, Hold
from edau.listen.choices import State
from edau.listen.models import Contribution, Involvement, Theme
from edau.people.models import Organisation
from edau.portal.example import build_example, is_built

pytestmark = pytest.mark.django_db


@pytest.fixture
def built() -> int:
    return build_example()


def test_it_is_built_by_the_deeds_once_and_everything_in_it_is_marked(built):
    assert built == 65
    assert build_example() == 0
    assert is_built()
    for model in (Contribution, Involvement, Theme, Reply):
        assert set(model.objects.values_list("synthetic", flat=True)) == {True}
    assert set(Organisation.objects.filter(synthetic=False).values_list("key", flat=True)) == set(
        Organisation.objects.filter(from_catalogue=True).values_list("key", flat=True)
    )
    assert AuditLine.objects.filter(deed="contribute").count() == 65
    assert first_broken_line() is None


def test_it_has_answers_some_that_are_overdue_one_that_is_owed_in_a_language_and_one_hold(built):
    by_state = {
        state: Contribution.objects.filter(state=state).count()
        for state in (State.ADOPTED, State.ADAPTED, State.NOT_ADOPTED)
    }
    assert by_state == {State.ADOPTED: 5, State.ADAPTED: 7, State.NOT_ADOPTED: 3}
    assert Reply.objects.filter(words_cy="").count() == 1
    overdue = Involvement.objects.get(question_en="What should happen in the old hall?")
    assert Contribution.objects.filter(involvement=overdue, answered=None).count() == 4
    assert Hold.objects.filter(label="listen.Contribution", lifted=None).count() == 1


def test_no_word_of_it_is_later_than_now_and_the_trail_says_when_it_was_truly_built(built):
    lines = AuditLine.objects.filter(deed="contribute").order_by("at").values_list("at", flat=True)
    assert (lines.last() - lines.first()).total_seconds() < 600
    days = (lines.last() - Contribution.objects.order_by("made").first().made).days
    assert days >= 60
    assert Contribution.objects.filter(made__gt=lines.last()).count() == 0


@pytest.mark.parametrize("language", ["cy", "en"])
def test_every_page_that_shows_some_of_it_says_that_it_is_made_up(built, language):
    client = Client()
    banner = {"cy": 'class="banner"', "en": 'class="banner"'}[language]
    story = Contribution.objects.filter(audience="everyone", title="Côr heb gartref").get()
    reply = Reply.objects.filter(outcome="adopted").get()
    theme = Theme.objects.get(name_en="Company")
    involvement = story.involvement_id
    from edau.ui.links import address_in

    addresses = [
        address_in(language, "portal:involvements"),
        address_in(language, "portal:involvement", involvement),
        address_in(language, "portal:stories"),
        address_in(language, "portal:story", story.id),
        address_in(language, "portal:theme", theme.id),
        address_in(language, "portal:reply", reply.id),
        address_in(language, "portal:owed"),
    ]
    silent = []
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        if banner not in answer.content.decode():
            silent.append(address)
    assert silent == []
