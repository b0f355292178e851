"""Who may do what: every role, every deed, and where. The table is written out: a rule is changed here, too."""

from __future__ import annotations

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from edau.core.answers import YES
from edau.people.choices import Part
from edau.people.models import Role
from edau.people.rules import CLOSED, ELSEWHERE, MAY, NO_ROLE, NOT_SIGNED_IN, Deed, may, may_with
from tests.cast import account, body, holder

# Columns: listener, facilitator, connector, moderator, officer, auditor, administrator.
PARTS = ("listener", "facilitator", "broker", "moderator", "officer", "auditor", "administrator")
TABLE = {
    "ask":         ". x . . x . .",
    "take_up":     ". . . . x . .",
    "write_for":   "x x . . x . .",
    "transcribe":  "x x . . . . .",
    "name_themes": ". x . . x . .",
    "read_closed": ". x . x x x .",
    "weigh":       ". . . . x . .",
    "reply":       ". . . . x . .",
    "note":        ". x . . x . .",
    "note_ask":    ". x . . x . .",
    "connect":     ". x x . . . .",
    "share":       ". x . . x . .",
    "share_out":   ". . . . x . .",
    "see_checks":  ". . x . x . .",
    "keep_hours":  ". x x . . . .",
    "keep_terms":  ". . . . x . x",
    "moderate":    ". . . x . . .",
    "read_cases":  ". . . x . x .",
    "read_trail":  ". . . . . x x",
    "give_roles":  ". . . . . . x",
    "run":         ". . . . . . x",
}  # fmt: skip
# Where a role holds, and where the deed is: whether the one reaches the other.
PLACES = {
    #                     in the role's own organisation, in its own area, elsewhere, of no one place
    "own organisation": (True, False, False, True),
    "own area":         (False, True, False, True),
    "everywhere":       (True, True, True, True),
}  # fmt: skip
CONCERNS = (
    {"organisations": ["cyngor-cwm"]},
    {"areas": ["W06000016"]},
    {"organisations": ["cyngor-arall"], "areas": ["W06000015"]},
    {},
)
SCOPES = {
    "own organisation": {"organisation_id": "cyngor-cwm"},
    "own area": {"area": "W06000016"},
    "everywhere": {},
}
# These show what cannot be parted by body or area, so a role for one of either does not open them.
WHOLE_SITE = {"read_trail", "run"}
READING = {"read_closed", "read_cases", "read_trail"}


def cells() -> list[tuple[str, str, bool]]:
    return [
        (deed, part, mark == "x")
        for deed, row in TABLE.items()
        for part, mark in zip(PARTS, row.split(), strict=True)
    ]


def test_the_table_has_every_role_and_every_deed():
    assert tuple(Part.values) == PARTS
    assert [deed.value for deed in Deed] == list(TABLE)


@pytest.mark.parametrize(("deed", "part", "allowed"), cells())
def test_every_role_every_deed_and_everywhere(deed, part, allowed):
    first = NO_ROLE[MAY[Deed(deed)][0]]
    for scope, reaches in PLACES.items():
        role = Role(part=part, **SCOPES[scope])
        for concerns, near in zip(CONCERNS, reaches, strict=True):
            near = near and (scope == "everywhere" or deed not in WHOLE_SITE)
            answer = may_with([role], Deed(deed), **concerns)
            expected = (
                (False, first) if not allowed else (True, YES.reason) if near else (False, ELSEWHERE.reason)
            )
            assert (answer.yes, answer.reason) == expected, (scope, concerns)


@pytest.mark.parametrize("deed", Deed)
def test_who_is_not_signed_in_may_do_nothing_here(deed):
    answers = [may(AnonymousUser(), deed, **concerns) for concerns in CONCERNS]

    assert answers == [NOT_SIGNED_IN] * 4


@pytest.mark.django_db
@pytest.mark.parametrize(("deed", "part"), list(product(Deed, Part)))
def test_a_closed_account_may_do_nothing_whatever_its_role(deed, part):
    user = holder(part)
    user.is_active = False
    user.save()

    assert [may(user, deed, **concerns) for concerns in CONCERNS] == [CLOSED] * 4


@pytest.mark.django_db
def test_a_role_that_was_taken_back_counts_no_more():
    user = holder(Part.OFFICER, body())
    assert may(user, Deed.REPLY, organisations=["cyngor-cwm"]) == YES

    Role.objects.update(until="2026-01-01T00:00Z")
    assert may(user, Deed.REPLY, organisations=["cyngor-cwm"]).reason == NO_ROLE[Part.OFFICER]


@pytest.mark.django_db
def test_who_holds_no_role_may_do_nothing_that_needs_one():
    user = account("sian")

    assert [bool(may(user, deed)) for deed in Deed] == [False] * len(Deed)


def test_an_auditor_can_change_nothing():
    allowed = {deed.value for deed in Deed if may_with([Role(part=Part.AUDITOR)], deed)}

    assert allowed == READING


def test_every_deed_that_is_not_reading_needs_a_role_that_changes():
    changing = {deed for deed in TABLE if deed not in READING}

    assert {deed for deed, part, allowed in cells() if allowed and part == "auditor"} & changing == set()


def test_two_roles_add_up():
    roles = [Role(part=Part.AUDITOR), Role(part=Part.OFFICER, organisation_id="cyngor-cwm")]

    assert may_with(roles, Deed.REPLY, organisations=["cyngor-cwm"]) == YES
    assert may_with(roles, Deed.REPLY, organisations=["cyngor-arall"]) == ELSEWHERE
    assert may_with(roles, Deed.READ_TRAIL) == YES
