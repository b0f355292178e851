"""`edau backup` and `edau restore`: what the operator types, reads and gets back."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from edau.accounts.models import User
from edau.cli import main
from edau.core.models import AuditLine
from tests.core.databases import Databases


@pytest.fixture(scope="module")
def databases(django_db_blocker, tmp_path_factory) -> Iterator[Databases]:
    with django_db_blocker.unblock():
        made = Databases(tmp_path_factory.mktemp("databases"))
        yield made
        made.remove()


@pytest.fixture
def file(tmp_path, databases):
    """A backup of an installation with one user, made by the command."""
    file = tmp_path / "b.tar"
    with databases.fresh():
        User.objects.create_user("sian@example.org")
        assert main(["backup", str(file), "--lang", "en"]) == 0
    return file


def test_a_backup_says_what_it_saved_and_leaves_a_line(databases, tmp_path, capsys):
    with databases.fresh():
        assert main(["backup", str(tmp_path / "b.tar"), "--lang", "en"]) == 0
        assert list(AuditLine.objects.values_list("deed", "by")) == [("backup", "edau backup")]

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Saved ")
    assert str(tmp_path / "b.tar") in first
    assert second == "Keep it safe: it holds e-mail addresses and what people said in confidence."


def test_a_restore_into_an_empty_installation_brings_everything_and_its_search_index(databases, file, capsys):
    capsys.readouterr()
    with databases.fresh():
        assert main(["restore", str(file), "--lang", "en"]) == 0
        assert list(User.objects.values_list("email", flat=True)) == ["sian@example.org"]
        assert AuditLine.objects.get().by == "edau restore"

    assert capsys.readouterr().out.startswith("Restored ")


def test_as_json_both_say_the_same_of_the_file(databases, file, tmp_path, capsys):
    capsys.readouterr()
    with databases.fresh():
        main(["restore", str(file), "--json"])
        restored = json.loads(capsys.readouterr().out)
        main(["backup", str(tmp_path / "again.tar"), "--json"])
        saved = json.loads(capsys.readouterr().out)

    assert (
        restored.keys()
        == saved.keys()
        == {*("file", "made", "tables", "rows", "files", "bytes", "first_broken_line")}
    )
    assert restored["tables"] == saved["tables"]
    # The restore added its audit line and its stamp.
    assert saved["rows"] == restored["rows"] + 2


def test_an_installation_that_holds_something_is_replaced_only_with_yes(databases, file, capsys):
    capsys.readouterr()
    with databases.fresh():
        User.objects.create_user("here@example.org")
        assert main(["restore", str(file), "--lang", "en"]) == 1
        assert User.objects.get().email == "here@example.org"
        said = capsys.readouterr().err.splitlines()
        assert main(["restore", str(file), "--yes"]) == 0
        assert User.objects.get().email == "sian@example.org"

    assert said[0].startswith("This database holds data already (accounts.User: 1).")
    assert said[1:] == ["Nothing was changed."]


def test_a_file_that_is_not_there_is_a_wrong_word(databases, tmp_path, capsys):
    with databases.fresh():
        assert main(["restore", str(tmp_path / "none.tar"), "--lang", "en"]) == 2

    assert capsys.readouterr().err.splitlines()[0] == f"There is no file {tmp_path / 'none.tar'}."


def test_a_backup_is_never_written_over(databases, file, capsys):
    before = file.read_bytes()
    with databases.fresh():
        assert main(["backup", str(file)]) == 1

    assert file.read_bytes() == before
