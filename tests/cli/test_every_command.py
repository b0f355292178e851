"""Every command takes --json and --lang, and answers in JSON alone where it is asked to: a new one cannot forget it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from types import FunctionType

import pytest

from edau.cli import _parser, main

pytestmark = pytest.mark.django_db

OTHERS_OWN = {("manage",)}  # Django's commands answer in Django's way

# What each command is run with here, and its exit status. None: making its answer needs a database or files of its own, and
# its own tests read it as JSON.
ASKED: dict[tuple[str, ...], tuple[list[str], int] | None] = {
    ("demo",): ([], 0),
    ("example",): None,
    ("serve",): ([], 0),
    ("place",): (["Pontypridd"], 0),
    ("depend",): (["Pontypridd"], 0),
    ("similar",): (["Pontypridd"], 0),
    ("compare",): (["Pontypridd", "Barry"], 0),
    ("draw",): (["--around", "Pontypridd", "--km", "3"], 0),
    ("match",): None,
    ("rooms",): None,
    ("data", "build"): None,
    ("data", "verify"): None,
    ("data", "load"): ([], 0),
    ("upgrade",): None,
    ("backup",): None,
    ("restore",): None,
    ("admin", "create"): (["sian@example.org"], 0),
    ("role", "give"): None,
    ("role", "take"): None,
    ("role", "list"): ([], 0),
    ("role", "signals"): ([], 0),
    ("audit", "verify"): ([], 0),
    ("audit", "list"): ([], 0),
    ("hours", "verify"): ([], 0),
    ("hsds",): None,
    ("terms",): None,
    ("mail", "list"): ([], 0),
    ("mail", "retry"): ([], 0),
    ("mail", "bounce"): None,
    ("tick",): ([], 0),
    ("thread", "export"): ([], 0),
}


def leaves(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple]:
    """Each command that does something, with its parser."""
    below = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    if not below:
        yield path, parser
    for name, child in (below[0].choices if below else {}).items():
        yield from leaves(child, (*path, name))


def looks(run: FunctionType) -> bool:
    """Whether a function, or one of its own module that it calls, reads `arguments.json`."""
    names = run.__code__.co_names
    own = [run.__globals__.get(name) for name in names]
    called = [one for one in own if isinstance(one, FunctionType) and one.__module__ == run.__module__]
    return "json" in names or any(looks(one) for one in called if one is not run)


def test_every_command_takes_both_and_looks_whether_json_is_asked_for():
    found = {path: parser for path, parser in leaves(_parser()) if path not in OTHERS_OWN}

    assert set(found) == set(ASKED)
    for path, parser in found.items():
        taken = {option for action in parser._actions for option in action.option_strings}
        assert {"--json", "--lang"} <= taken, path
        assert looks(parser.get_default("run")), path


@pytest.fixture
def still(monkeypatch):
    """Nothing is served and nothing is prepared: both have tests of their own."""
    from edau.config.upgrading import Upgraded

    monkeypatch.setattr("edau.config.server.Server.run", lambda server: None)
    monkeypatch.setattr("edau.portal.queries.example.is_built", lambda: True)
    done = Upgraded(before="", now="1", migrations=("core.0001",), release="r1", copy="")
    monkeypatch.setattr("edau.config.upgrading.upgrade", lambda **given: done)


@pytest.mark.usefixtures("still")
@pytest.mark.parametrize("path", [path for path, asked in ASKED.items() if asked], ids=" ".join)
def test_asked_for_json_it_says_nothing_else(path, capsys):
    words, status = ASKED[path]
    port = ["--port", "0"] if path in {("demo",), ("serve",)} else []

    assert main([*path, *words, *port, "--json", "--lang", "cy"]) == status

    said = capsys.readouterr().out
    if port:
        lines = [json.loads(line) for line in said.splitlines()]
        prepared = {"prepared": {"migrations": ["core.0001"], "release": "r1"}}
        serving = {"serving": "http://127.0.0.1:0"}
        assert lines == ([prepared, serving] if path == ("demo",) else [serving])
    else:
        json.loads(said)


def test_the_example_says_as_json_whether_it_was_built(monkeypatch, capsys, settings):
    settings.DEMO = True
    for voices in (35, 0):
        monkeypatch.setattr("edau.portal.example.cycle.build_example", lambda progress, voices=voices: voices)
        assert main(["example", "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == {"example": {"built": voices > 0, "voices": voices}}


def test_a_port_that_is_taken_is_said_as_json_too(monkeypatch, capsys):
    monkeypatch.setattr("edau.cli.serve._taken", lambda host, port: True)

    assert main(["serve", "--port", "8123", "--json", "--lang", "en"]) == 1

    said = capsys.readouterr()
    assert json.loads(said.out) == {"error": "port_in_use", "port": 8123}
    assert said.err.startswith("Port 8123 is in use.")
