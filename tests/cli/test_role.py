"""`edau role`: an operator gives a role, takes it back, sees who holds it."""

from __future__ import annotations

import json

import pytest

from edau.accounts.models import User
from edau.accounts.queries import holds_role
from edau.cli import main
from edau.core.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def sian() -> User:
    return User.objects.create_user("sian@example.org")


def test_it_gives_a_role_and_says_so(sian, capsys):
    assert main(["role", "signals", "sian@example.org", "--lang", "en"]) == 0

    assert capsys.readouterr().out == "sian@example.org holds the role “signals”.\n"
    assert holds_role(sian, "signals")
    assert AuditLine.objects.order_by("-number").first().by == "edau role"


def test_it_takes_it_back(sian, capsys):
    main(["role", "signals", "sian@example.org", "--lang", "en"])
    assert main(["role", "signals", "sian@example.org", "--take", "--lang", "en"]) == 0

    assert capsys.readouterr().out.endswith("sian@example.org does not hold the role “signals”.\n")
    assert not holds_role(sian, "signals")


def test_it_tells_who_holds_it(sian, capsys):
    assert main(["role", "signals", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "Nobody holds this role.\n"

    main(["role", "signals", "sian@example.org"])
    capsys.readouterr()
    assert main(["role", "signals"]) == 0
    assert capsys.readouterr().out == "sian@example.org\n"


def test_its_answers_as_json(sian, capsys):
    main(["role", "signals", "sian@example.org", "--json"])
    given = json.loads(capsys.readouterr().out)
    main(["role", "signals", "sian@example.org", "--json"])
    again = json.loads(capsys.readouterr().out)
    main(["role", "signals", "--json"])

    assert given == {"address": "sian@example.org", "role": "signals", "holds": True, "changed": True}
    assert again == {**given, "changed": False}
    assert json.loads(capsys.readouterr().out) == {"role": "signals", "holders": ["sian@example.org"]}


def test_an_address_that_nobody_has_come_in_by_exits_with_2(db, capsys):
    assert main(["role", "signals", "nobody@example.org", "--lang", "en"]) == 2

    assert "Ask them to sign in once: that makes the account." in capsys.readouterr().err


def test_a_role_that_does_not_exist_is_refused(capsys):
    with pytest.raises(SystemExit) as refused:
        main(["role", "king", "--lang", "en"])

    assert refused.value.code == 2
