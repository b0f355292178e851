"""From the database of an earlier version to this one: a copy first, then migrations, files, the release and its index.

Nothing is half done. SQLite is copied before it is touched, and put back if anything fails. PostgreSQL changes its tables
in one transaction, which fails as a whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext_lazy as _

from edau.config.home import one_at_a_time
from edau.config.statics import collect_if_new
from edau.core import audit, clock, stamps
from edau.portal.actions.going_live import go_live, rebuild_search

VERSION = "version"  # the stamp that says which Edau last made this database ready
WORDS = {
    "newer": _(
        "This database was made by a newer Edau: it has %(example)s, which this version (%(version)s) does not know."
        " Install the newer one again."
    ),
    "no_room": _("The database could not be copied to %(file)s (%(why)s). Nothing was changed."),
    "failed": _("The upgrade failed (%(why)s). The database is as it was before."),
}

Progress = Callable[[str, int, int], None]


class UpgradeError(Exception):
    """Why a database could not be brought to this version: a key of WORDS and what its sentence names."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return str(WORDS[self.code]) % self.params


@dataclass(frozen=True)
class Upgraded:
    """What was done: from which version ("" if it was never said), which migrations, which release went live ("" if none
    had to), and where the copy of the database lies ("" if none was needed or PostgreSQL needs none)."""

    before: str
    now: str
    migrations: tuple[str, ...]
    release: str
    copy: str


def upgrade(*, by: str, progress: Progress | None = None) -> Upgraded:
    """Brings this installation's database and files to this version. Run again, it finds nothing to do.

    One process at a time; others wait. Raises UpgradeError (the database is then as it was), ReleaseError for a damaged
    release (the tables are then new, and the last good release stays live).
    """
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with one_at_a_time(settings.HOME / "preparing"):
        missing = pending()
        copied = _with_new_tables(missing)
        before = _version()
        collect_if_new()
        loaded = go_live(folder=settings.RELEASE_FOLDER, by=by, progress=progress)
        with transaction.atomic():
            if missing and loaded is None:
                rebuild_search()  # what a new version looks up may be more than the old one's
            if missing or before != settings.EDAU_VERSION:
                stamps.set_stamp(VERSION, settings.EDAU_VERSION)
                codes: audit.Codes = {
                    "from": before,
                    "to": settings.EDAU_VERSION,
                    "migrations": len(missing),
                }
                audit.record(deed="upgrade", by=by, codes=codes)
        return Upgraded(
            before=before,
            now=settings.EDAU_VERSION,
            migrations=missing,
            release=loaded.version if loaded else "",
            copy=str(copied or ""),
        )


def pending() -> tuple[str, ...]:
    """The migrations this database still needs, in order, as "app.name". UpgradeError if it is ahead of this version."""
    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    ours = {app for app, _name in known}
    ahead = sorted(
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if app in ours and (app, name) not in known and not _was_replaced(executor, app, name)
    )
    if ahead:
        raise UpgradeError("newer", example=ahead[0], version=settings.EDAU_VERSION)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _backwards in plan)


def _was_replaced(executor: MigrationExecutor, app: str, name: str) -> bool:
    """Whether a squashed migration stands for one that is no longer there."""
    return any((app, name) in squashed.replaces for squashed in executor.loader.disk_migrations.values())


def _with_new_tables(missing: tuple[str, ...]) -> Path | None:
    if not missing:
        return None
    if connection.vendor == "sqlite":
        return _migrate_with_copy()
    try:
        with transaction.atomic(durable=True):
            _migrate()
    except Exception as problem:
        raise UpgradeError("failed", why=_first_line(problem)) from problem
    return None


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def _migrate_with_copy() -> Path | None:
    """SQLite changes a table by writing it anew, one migration at a time: what failed half-way is put back whole."""
    if not MigrationRecorder(connection).has_table():
        _migrate()  # an empty database: nothing that could be lost
        return None
    file = Path(connection.settings_dict["NAME"])
    copied = file.with_name(f"{file.name}.before-{settings.EDAU_VERSION}-{clock.now():%Y%m%dT%H%M%S}")
    try:
        _copy(file, copied)
    except (OSError, sqlite3.Error) as problem:
        copied.unlink(missing_ok=True)
        raise UpgradeError("no_room", file=copied, why=_first_line(problem)) from problem
    with _put_back_on_failure(copied, file):
        _migrate()
    return copied


@contextmanager
def _put_back_on_failure(copied: Path, file: Path) -> Iterator[None]:
    try:
        yield
    except Exception as problem:
        connection.close()
        _copy(copied, file)
        raise UpgradeError("failed", why=_first_line(problem)) from problem


def _copy(source: Path, target: Path) -> None:
    """SQLite's own copy: whole also while somebody writes, and readable by its owner alone."""
    target.touch(mode=0o600)
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def _version() -> str:
    return stamps.stamp(VERSION)


def _first_line(problem: BaseException) -> str:
    lines = str(problem).strip().splitlines()
    return lines[0] if lines else type(problem).__name__
