"""`edau thread export`."""

from __future__ import annotations

import json

import pytest

from edau import cli
from edau.core.visibility import hold
from edau.listen.actions.contributions import LABEL, withdraw
from edau.listen.choices import Audience
from edau.listen.models import Contribution
from tests import cast

pytestmark = pytest.mark.django_db


def test_the_thread_is_written_to_a_file(tmp_path, capsys):
    asked = cast.involvement()
    cast.story("Hall", title="Hall", language="en", within=asked)
    cast.story("Closed", title="Closed", language="en", within=asked, audience=Audience.ANSWERERS)
    file = tmp_path / "thread.json"

    assert cli.main(["thread", "export", "--out", str(file), "--lang", "en"]) == 0
    assert "records 2, ties 1" in capsys.readouterr().out
    names = [one["prov:label"]["$"] for one in json.loads(file.read_text())["entity"].values()]
    assert sorted(names) == ["Hall", "What would make life better here?"]

    assert cli.main(["thread", "export", "listen.Involvement", asked.pk, "--all", "--lang", "en"]) == 0
    assert len(json.loads(capsys.readouterr().out)["entity"]) == 3


@pytest.mark.parametrize("whole", [True, False], ids=["the whole thread", "from the involvement"])
def test_what_not_everyone_may_read_is_not_in_the_export(whole, capsys):
    asked = cast.involvement()
    said = {
        state: cast.story(f"Cwtsh{state}", title=f"Teitl{state}", within=asked)
        for state in ("open", "held", "withdrawn", "waiting", "closed")
    }
    hold(label=LABEL, object_id=said["held"].pk, reason="personal", by="user 1")
    withdraw(contribution=said["withdrawn"], by="visitor")
    Contribution.objects.filter(pk=said["waiting"].pk).update(waiting=True)
    Contribution.objects.filter(pk=said["closed"].pk).update(audience=Audience.ANSWERERS)
    words = ["thread", "export"] if whole else ["thread", "export", "listen.Involvement", asked.pk]

    def exported(*more: str) -> dict[str, bool]:
        assert cli.main([*words, *more, "--lang", "en"]) == 0
        document = capsys.readouterr().out
        found = {state: f"Cwtsh{state}" in document or f"Teitl{state}" in document for state in said}
        return {state: found[state] or one.pk in document for state, one in said.items()}

    nothing = dict.fromkeys(said, False)
    assert exported() == {**nothing, "open": True}
    # An operator who asks for all of it gets that; what was taken back is nowhere any more.
    assert exported("--all") == {**dict.fromkeys(said, True), "withdrawn": False}


@pytest.mark.parametrize("words", [["listen.Nothing", "x"], ["listen.Theme"], ["listen.Theme", "x"]])
def test_a_record_that_is_not_there_is_said(words, capsys):
    assert cli.main(["thread", "export", *words, "--lang", "en"]) == 2
    assert capsys.readouterr().err != ""
