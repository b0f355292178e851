"""An installation of an earlier version becomes one of this version, with everything it held, or stays what it was."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from edau.config import upgrading
from edau.config.upgrading import UpgradeError, pending, upgrade
from edau.core.models import AuditLine
from edau.listen.models import Contribution, Involvement
from edau.portal.pages.proving import prove
from tests.core.databases import POSTGRESQL, SQLITE, Databases, engine_of_this_run

EARLIER = sorted((Path(__file__).parent / "releases").glob("*.sqlite3.gz"))


@pytest.fixture(scope="module")
def databases(django_db_blocker, tmp_path_factory) -> Iterator[Databases]:
    with django_db_blocker.unblock():
        made = Databases(tmp_path_factory.mktemp("databases"))
        yield made
        made.remove()


@pytest.fixture(autouse=True)
def home(settings, tmp_path, monkeypatch) -> Path:
    """A state folder of its own; the release and the static files have their own tests."""
    settings.HOME = tmp_path
    monkeypatch.setattr(upgrading, "go_live", lambda **_: None)
    monkeypatch.setattr(upgrading, "collect_if_new", lambda: False)
    return tmp_path


@pytest.fixture(params=EARLIER, ids=[file.name.removesuffix(".sqlite3.gz") for file in EARLIER])
def earlier(request, tmp_path) -> str:
    """The database of an earlier version, as that version left it."""
    file = tmp_path / "edau.sqlite3"
    file.write_bytes(gzip.decompress(request.param.read_bytes()))
    return str(file)


def test_a_database_of_an_earlier_version_keeps_everything_and_its_trail_holds(databases, earlier):
    with databases.using(SQLITE, earlier):
        missing = pending()
        done = upgrade(by="tests")

        assert "listen.0003_honest_involvement" in missing
        assert done.migrations == missing
        assert Involvement.objects.get().question_en == "What would make life better here?"
        assert sorted(Contribution.objects.values_list("language", flat=True)) == ["cy", "en"]
        assert AuditLine.objects.filter(deed="contribute").count() == 2
        assert AuditLine.objects.get(deed="upgrade").codes["migrations"] == len(missing)
        proof = prove()
        assert (proof.holds, proof.seals) == (True, 3)


@pytest.mark.slow
@pytest.mark.databases
def test_the_database_as_it_was_is_kept_beside_it(databases, earlier, tmp_path):
    before = applied_in(databases, earlier)
    with databases.using(SQLITE, earlier):
        copied = Path(upgrade(by="tests").copy)

    assert (copied.parent, copied.stat().st_mode & 0o777) == (tmp_path, 0o600)
    assert applied_in(databases, str(copied)) == before


@pytest.mark.slow
@pytest.mark.databases
def test_run_again_it_finds_nothing_to_do(databases, earlier):
    with databases.using(SQLITE, earlier):
        upgrade(by="tests")
        lines = AuditLine.objects.count()
        again = upgrade(by="tests")

        assert (again.migrations, again.copy) == ((), "")
        assert AuditLine.objects.count() == lines


def test_what_fails_half_way_leaves_the_database_as_it_was(databases, earlier, monkeypatch):
    before = applied_in(databases, earlier)

    def half_way() -> None:
        executor = MigrationExecutor(connection)
        executor.migrate([("listen", "0002_newest_first")])
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(upgrading, "_migrate", half_way)
    with databases.using(SQLITE, earlier), pytest.raises(UpgradeError) as problem:
        upgrade(by="tests")

    assert problem.value.params == {"why": "the disk is full"}
    assert applied_in(databases, earlier) == before


def test_a_database_of_a_newer_version_is_refused_and_left_alone(databases):
    with databases.fresh():
        MigrationRecorder(connection).record_applied("listen", "0999_of_tomorrow")
        with pytest.raises(UpgradeError) as problem:
            upgrade(by="tests")

        assert (problem.value.code, problem.value.params["example"]) == ("newer", "listen.0999_of_tomorrow")


@pytest.mark.slow
@pytest.mark.databases
def test_an_empty_database_is_made_ready_without_a_copy(databases, tmp_path):
    name = databases._new_name(engine_of_this_run())
    with databases.using(engine_of_this_run(), name):
        done = upgrade(by="tests")

        assert (done.before, done.copy, pending()) == ("", "", ())


@pytest.mark.skipif(engine_of_this_run() != POSTGRESQL, reason="skipped: this run has no PostgreSQL")
def test_postgresql_changes_its_tables_all_at_once_or_not_at_all(databases, monkeypatch):
    name = databases._new_name(POSTGRESQL)
    with databases.using(POSTGRESQL, name):
        executor = MigrationExecutor(connection)
        executor.migrate([("listen", "0001_initial")])
        before = MigrationRecorder(connection).applied_migrations().keys()
        whole = upgrading._migrate

        def half_way() -> None:
            MigrationExecutor(connection).migrate([("listen", "0002_newest_first")])
            raise RuntimeError("the disk is full")

        monkeypatch.setattr(upgrading, "_migrate", half_way)
        with pytest.raises(UpgradeError):
            upgrade(by="tests")
        assert MigrationRecorder(connection).applied_migrations().keys() == before

        monkeypatch.setattr(upgrading, "_migrate", whole)
        assert upgrade(by="tests").copy == ""
        assert pending() == ()


def applied_in(databases: Databases, file: str) -> set[tuple[str, str]]:
    with databases.using(SQLITE, file) as opened:
        return set(MigrationRecorder(opened).applied_migrations())
