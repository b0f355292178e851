"""The cast stands: a body asks, somebody answers it in Welsh, and everyone can read it."""

import pytest

from edau.core.audit import first_broken_line
from edau.listen.queries.contributions import published, readable
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_body_asks_and_somebody_without_an_account_says_something():
    asked = cast.involvement()
    said = cast.story(within=asked)

    assert [one.id for one in published()] == [asked.id]
    assert [one.id for one in readable()] == [said.id]
    assert said.due == asked.answer_by
    assert first_broken_line() is None
