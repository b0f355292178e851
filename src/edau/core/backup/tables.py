"""Which tables a backup carries, and how their rows leave and enter a database."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any, TypeAlias
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models
from django.utils.duration import duration_iso_string

from edau.core.backup.archive import Row
from edau.core.backup.errors import BackupError

BATCH = 2_000

# Who is signed in where, and what limits count for a day, belong to one installation at one moment: not carried, and a
# restore ends them.
PASSING = frozenset({"sessions.Session", "core.DailySalt", "core.SpentForm", "core.Try"})
# A database that holds only what migrating puts there counts as empty.
MADE_BY_MIGRATING = frozenset({"contenttypes.ContentType", "auth.Permission"})

Model: TypeAlias = type[models.Model]
Field: TypeAlias = "models.Field[Any, Any]"


def carried() -> list[Model]:
    """The models a backup carries, each after those it points at (as far as their circles allow)."""
    wanted = {model._meta.label: model for model in _stored() if model._meta.label not in PASSING}
    ordered: dict[str, Model] = {}
    begun: set[str] = set()

    def take(label: str) -> None:
        if label in begun:
            return
        begun.add(label)
        for field in fields_of(wanted[label]):
            target = field.related_model
            if isinstance(target, type) and target._meta.label in wanted:
                take(target._meta.label)
        ordered[label] = wanted[label]

    for label in sorted(wanted):
        take(label)
    return list(ordered.values())


def passing() -> list[Model]:
    """The models whose rows are not carried, and are removed by a restore."""
    return [model for model in _stored() if model._meta.label in PASSING]


def _stored() -> list[Model]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    ]


def fields_of(model: Model) -> list[Field]:
    """The columns of a model's own table, without those the database works out itself."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def columns_of(model: Model) -> tuple[str, ...]:
    return tuple(field.attname for field in fields_of(model))


def rows_of(model: Model) -> Iterator[Row]:
    """Every row of a table in the order of its key, read in batches, as values JSON knows."""
    columns = columns_of(model)
    for values in model._base_manager.order_by("pk").values_list(*columns).iterator(chunk_size=BATCH):
        yield dict(zip(columns, map(plain, values), strict=True))


def plain(value: Any) -> Any:
    """A column's value as JSON can hold it without loss; the field's own `to_python` turns it back.

    Times keep their microseconds (the audit trail's hashes depend on them) and are written in UTC. A float
    that is no number is written as text, since JSON has no other way to hold it.
    """
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    return value


def add_rows(model: Model, rows: Iterable[Row], *, member: str, after_batch: Callable[[int], None]) -> None:
    """Writes rows as they are, in batches: no defaults, no `auto_now`, no signals. Keys are the backup's own.

    Foreign keys are checked by the database when the transaction ends (Django makes them deferred on both
    databases), so the order of rows within a table, and a table that points at itself, do not matter.
    """
    fields = fields_of(model)
    quote = connection.ops.quote_name
    # Names come from our own models and are quoted; values are parameters.
    statement = "INSERT INTO {} ({}) VALUES ({})".format(  # noqa: S608
        quote(model._meta.db_table),
        ", ".join(quote(str(field.column)) for field in fields),
        ", ".join(["%s"] * len(fields)),
    )
    source = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(source, BATCH)):
            try:
                cursor.executemany(statement, [_as_stored(fields, row) for row in batch])
            except (DatabaseError, ValidationError, ValueError, TypeError, OverflowError) as problem:
                raise BackupError("does_not_fit", member=member, why=_first_line(problem)) from problem
            after_batch(len(batch))


def _as_stored(fields: list[Field], row: Row) -> list[Any]:
    return [field.get_db_prep_save(field.to_python(row[field.attname]), connection) for field in fields]


def keep_writers_out(all_models: list[Model]) -> None:
    """Until the transaction ends nobody else writes to these tables; reading goes on.

    SQLite needs no lock of its own: the transaction took the only one there is when it began.
    """
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in all_models)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def remove_rows(model: Model) -> None:
    """Empties a table. DELETE, not TRUNCATE: pages being read meanwhile keep seeing what was there."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def settle(all_models: list[Model]) -> None:
    """Checks every foreign key now, and moves PostgreSQL's sequences past the keys that were written."""
    try:
        connection.check_constraints()
    except DatabaseError as problem:
        raise BackupError("loose_ends", why=_first_line(problem)) from problem
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), all_models):
            cursor.execute(statement)


def _first_line(problem: BaseException) -> str:
    """Enough of a database's own words to find the row; the rest repeats the statement."""
    text = "; ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)
    return text.strip().splitlines()[0] if text.strip() else type(problem).__name__
