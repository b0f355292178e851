"""What large problems use is compiled once for each version, by the timer's own process."""

import sys

import pytest

from edau.cli import main
from edau.connect.analysis import compiling

pytestmark = pytest.mark.django_db


@pytest.fixture
def compiled(monkeypatch, settings, tmp_path) -> list[str]:
    done: list[str] = []
    settings.HOME, settings.DEMO = tmp_path, False
    monkeypatch.setattr(compiling.compiled, "warm", lambda: done.append("matching"))
    monkeypatch.setattr(compiling.rooms, "warm", lambda: done.append("rooms"))
    monkeypatch.setattr(compiling, "version", lambda name: "1.0")
    return done


def test_both_are_compiled_once_and_anew_with_another_version(compiled, settings):
    assert (compiling.compile_ahead(), compiling.compile_ahead()) == (True, False)
    settings.EDAU_VERSION = "another"
    assert compiling.compile_ahead()
    assert compiled == ["matching", "rooms"] * 2


def test_without_numba_nothing_is_compiled(compiled, monkeypatch):
    def missing(name):
        raise compiling.PackageNotFoundError(name)

    monkeypatch.setattr(compiling, "version", missing)
    assert not compiling.compile_ahead()
    assert compiled == []


def test_what_was_broken_off_is_begun_again(compiled, monkeypatch):
    def broken():
        raise MemoryError

    monkeypatch.setattr(compiling.rooms, "warm", broken)
    with pytest.raises(MemoryError):
        compiling.compile_ahead()
    monkeypatch.setattr(compiling.rooms, "warm", lambda: compiled.append("rooms"))
    assert compiling.compile_ahead()


def test_the_timer_compiles_and_numba_is_loaded_by_nothing_else(compiled, capsys):
    loaded = "numba" in sys.modules
    assert main(["tick", "--lang", "en"]) == 0

    assert compiled == ["matching", "rooms"]
    assert ("numba" in sys.modules) == loaded
