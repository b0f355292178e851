"""Roles are given and taken back by administrators, within what they hold themselves, and each leaves a line."""

from __future__ import annotations

import pytest

from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.people.actions.roles import LAST, Scope, give_role, is_last_administrator, may_give, take_role
from edau.people.choices import Part
from edau.people.models import Role
from edau.people.queries import roles_held, roles_of
from edau.people.rules import ELSEWHERE, NO_ROLE
from tests.cast import account, body, holder

pytestmark = pytest.mark.django_db


def lines() -> list[tuple]:
    rows = AuditLine.objects.filter(deed__in=("grant_role", "take_role")).order_by("number")
    return [(line.deed, line.by, line.object_id, line.codes) for line in rows]


def test_an_administrator_gives_and_takes_a_role_with_a_line_each():
    boss, sian = holder(Part.ADMINISTRATOR), account("sian")
    here = Scope(body())

    assert give_role(user=sian, part=Part.OFFICER, scope=here, by=boss) is True
    assert give_role(user=sian, part=Part.OFFICER, scope=here, by=boss) is False
    [role] = roles_of(sian)
    assert take_role(role=role, by=boss) is True
    assert take_role(role=role, by=boss) is False

    codes = {"role": "officer", "organisation": "cyngor-cwm", "area": ""}
    assert lines() == [(deed, str(boss), str(sian.pk), codes) for deed in ("grant_role", "take_role")]
    assert roles_of(sian) == []
    assert Role.objects.get(user=sian).until is not None


def test_nobody_hands_on_more_than_they_hold():
    here, elsewhere = Scope(body()), Scope(body("cyngor-arall"))
    boss = holder(Part.ADMINISTRATOR, here.organisation)

    answers = [may_give(boss, scope) for scope in (here, elsewhere, Scope(area="W06000016"), Scope())]

    assert [answer.yes for answer in answers] == [True, False, False, False]
    assert [answer.reason for answer in answers[1:]] == [ELSEWHERE.reason] * 3
    with pytest.raises(NotAllowed):
        give_role(user=boss, part=Part.ADMINISTRATOR, scope=Scope(), by=boss)
    assert lines() == []


@pytest.mark.parametrize("part", [part for part in Part if part != Part.ADMINISTRATOR])
def test_no_other_role_gives_roles(part):
    user = holder(part)

    assert may_give(user, Scope()).reason == NO_ROLE[Part.ADMINISTRATOR]
    with pytest.raises(NotAllowed):
        give_role(user=user, part=Part.AUDITOR, scope=Scope(), by=user)


def test_the_only_administrator_cannot_be_taken_away_on_the_site_but_on_the_server():
    boss = holder(Part.ADMINISTRATOR)
    [role] = roles_of(boss)

    with pytest.raises(NotAllowed) as no:
        take_role(role=role, by=boss)
    assert (no.value.answer, is_last_administrator(boss)) == (LAST, True)

    other = holder(Part.ADMINISTRATOR, name="gwen")
    assert take_role(role=role, by=boss) is True
    assert take_role(role=roles_of(other)[0], by="edau role") is True
    assert roles_held() == []
