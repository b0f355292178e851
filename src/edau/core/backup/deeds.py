"""Making a backup and restoring one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from edau.core import audit, stamps
from edau.core.backup import tables, uploads
from edau.core.backup.archive import Archive, Manifest, Table, pack, write_rows
from edau.core.backup.errors import BackupError
from edau.core.backup.uploads import Upload
from edau.core.models import AuditLine

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Summary:
    """What was carried. `first_broken_line` is the audit line from which the restored chain does not hold."""

    file: Path
    made: str
    tables: int
    rows: int
    files: int
    bytes: int
    first_broken_line: int | None = None

    def as_dict(self) -> dict[str, str | int | None]:
        return {**asdict(self), "file": str(self.file)}


def backup(file: Path, *, by: str, progress: Progress = lambda what, done, total: None) -> Summary:
    """Writes everything this installation holds, as of one moment, to a new tar `file`.

    People go on reading and writing meanwhile. Room for twice the data and the uploads is needed beside the file while
    it is made. Leaves out who is signed in, and what is worked out from the rest (the search index).
    Raises BackupError if the file exists, cannot be written, or the database waits for a migration.
    """
    if file.exists():
        raise BackupError("exists", file=file)
    made = timezone.now()
    try:
        with TemporaryDirectory(prefix=".edau-backup-", dir=file.parent) as folder, _one_moment():
            manifest = Manifest(
                edau=settings.EDAU_VERSION,
                made=made.isoformat(timespec="seconds"),
                database=connection.vendor,
                migrations=_migrations(),
                tables=tuple(_write_tables(Path(folder), progress)),
                files=tuple(_copy_files(Path(folder))),
            )
            pack(file, manifest, Path(folder))
    except OSError as problem:
        raise BackupError("not_written", file=file, why=problem.strerror or problem) from problem
    audit.record(deed="backup", by=by, codes=_counted(manifest))
    return _summary(file, manifest)


def restore(
    file: Path,
    *,
    by: str,
    after: Callable[[], object],
    replace: bool = False,
    progress: Progress = lambda what, done, total: None,
) -> Summary:
    """Puts a backup's content in place of what this installation holds.

    Everything is verified first: hashes, counts, columns and migrations. Then all is done in one transaction:
    whatever fails, nothing has changed. `after` runs inside it and rebuilds what a backup does not carry.
    Everyone is signed out. Raises BackupError, which says what is wrong; among others if the database is not
    empty and `replace` is not given.
    """
    with Archive(file) as archive, TemporaryDirectory(prefix=".edau-restore-", dir=settings.HOME) as folder:
        names = [upload.name for upload in archive.manifest.files]
        _check_fits(archive.manifest)
        _verify(archive, progress)
        _stage_files(archive, Path(folder))
        with transaction.atomic(durable=True):
            models = tables.carried()
            tables.keep_writers_out([*models, *tables.passing()])
            if not replace:
                _check_empty()
            last = AuditLine.objects.order_by("-number").values_list("digest", flat=True).first()
            for model in [*tables.passing(), *reversed(models)]:
                tables.remove_rows(model)
            _fill(archive, progress)
            tables.settle(models)
            ContentType.objects.clear_cache()
            broken = audit.first_broken_line()
            # A page a browser kept from before must be asked for again, whatever stamps the backup brought.
            stamps.set_stamp(stamps.VISIBILITY, uuid4().hex)
            codes: audit.Codes = {
                "made": archive.manifest.made,
                "rows": archive.manifest.rows,
                "replaced": last or "",  # the end of the trail that this restore replaced
            }
            audit.record(deed="restore", by=by, codes=codes)
            after()
            uploads.put(Path(folder), names)
        uploads.take_away_all_but(names)
        return _summary(file, archive.manifest, first_broken_line=broken)


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction that only reads and sees the database as it was at its first question."""
    if connection.vendor == "sqlite":
        # Not `atomic`, which takes the writers' lock at once (IMMEDIATE): nobody need wait for us.
        if connection.in_atomic_block:
            raise RuntimeError("A backup cannot be made inside a transaction.")
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _write_tables(folder: Path, progress: Progress) -> Iterator[Table]:
    models = tables.carried()
    total = sum(model._base_manager.count() for model in models)
    done = 0
    for model in models:
        label = model._meta.label
        with (folder / label).open("wb") as out:
            table = write_rows(out, model=label, columns=tables.columns_of(model), rows=tables.rows_of(model))
        done += table.rows
        progress(label, done, total)
        yield table


def _copy_files(folder: Path) -> Iterator[Upload]:
    """What was erased while the tables were read is not copied any more: its row says that it is gone, or will."""
    number = 0
    for file in uploads.kept():
        try:
            yield uploads.copy_of(file, folder / f"file-{number}")
        except FileNotFoundError:
            continue
        number += 1


def _stage_files(archive: Archive, folder: Path) -> None:
    for upload in archive.manifest.files:
        archive.take_out(upload, folder / upload.name.replace("/", "-", 1))


def _counted(manifest: Manifest) -> dict[str, int]:
    return {"tables": len(manifest.tables), "rows": manifest.rows, "files": len(manifest.files)}


def _migrations() -> tuple[str, ...]:
    """The migrations this database has, as "app.name" in order. Raises BackupError if it waits for any."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BackupError("behind")
    return tuple(sorted(f"{app}.{name}" for app, name in executor.loader.applied_migrations))


def _check_fits(manifest: Manifest) -> None:
    """Same migrations, same tables, same columns: otherwise rows would be lost or guessed."""
    shape = {(table.model, table.columns) for table in manifest.tables}
    our_shape = {(model._meta.label, tables.columns_of(model)) for model in tables.carried()}
    theirs = {*manifest.migrations, *(f"{label}({', '.join(columns)})" for label, columns in shape)}
    ours = {*_migrations(), *(f"{label}({', '.join(columns)})" for label, columns in our_shape)}
    if theirs != ours:
        raise BackupError("other_migrations", edau=manifest.edau, example=min(theirs ^ ours))


def _verify(archive: Archive, progress: Progress) -> None:
    done = 0
    for table in archive.manifest.tables:
        for _row in archive.rows(table):
            pass
        done += table.rows
        progress(table.member, done, archive.manifest.rows)


def _check_empty() -> None:
    held = {
        model._meta.label: count
        for model in tables.carried()
        if model._meta.label not in tables.MADE_BY_MIGRATING and (count := model._base_manager.count())
    }
    if held:
        said = ", ".join(f"{label}: {count}" for label, count in sorted(held.items()))
        raise BackupError("not_empty", tables=said)


def _fill(archive: Archive, progress: Progress) -> None:
    by_label = {model._meta.label: model for model in tables.carried()}
    done = 0

    for table in archive.manifest.tables:

        def count(rows: int, label: str = table.model) -> None:
            nonlocal done
            done += rows
            progress(label, done, archive.manifest.rows)

        tables.add_rows(by_label[table.model], archive.rows(table), member=table.member, after_batch=count)


def _summary(file: Path, manifest: Manifest, first_broken_line: int | None = None) -> Summary:
    return Summary(
        file=file,
        made=manifest.made,
        tables=len(manifest.tables),
        rows=manifest.rows,
        files=len(manifest.files),
        bytes=file.stat().st_size,
        first_broken_line=first_broken_line,
    )
