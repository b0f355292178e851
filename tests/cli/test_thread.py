"""`edau thread export`."""

from __future__ import annotations

import json

import pytest

from edau import cli
from edau.listen.choices import Audience
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


@pytest.mark.parametrize("words", [["listen.Nothing", "x"], ["listen.Theme"], ["listen.Theme", "x"]])
def test_a_record_that_is_not_there_is_said(words, capsys):
    assert cli.main(["thread", "export", *words, "--lang", "en"]) == 2
    assert capsys.readouterr().err != ""
