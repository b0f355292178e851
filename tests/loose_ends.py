"""Rows that point at nothing, looked for where a test has written.

At the end of each test Django has the database check what a commit would. PostgreSQL knows what is open; SQLite looks up
every key of every row, the whole release each time, which took longer than most tests. Rows nobody touched still point at
what they did: so only tables that were written to are looked through, and those that point at one of them.
"""

from __future__ import annotations

import re
from functools import cache

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TestCase

_WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?')
_READS = re.compile(r"\s*(?:\(?SELECT|PRAGMA|EXPLAIN|SAVEPOINT|RELEASE|ROLLBACK|BEGIN)\b")


class Written:
    """Notes the tables that statements write to; None once a statement was not understood."""

    def __init__(self) -> None:
        self.tables: set[str] | None = set()

    def __call__(self, execute, sql, params, many, context):
        if not _READS.match(sql) and self.tables is not None:
            found = _WRITES.match(sql)
            if found:
                self.tables.add(found[1])
            else:
                self.tables = None
        return execute(sql, params, many, context)

    def taken(self) -> set[str] | None:
        """What was written to since this was last asked."""
        taken, self.tables = self.tables, set()
        return taken


def look_only_where_something_was_written(connection: BaseDatabaseWrapper) -> None:
    """From now on every test that ends has only those tables looked through."""
    written = Written()
    connection.execute_wrappers.append(written)
    usual = TestCase._should_check_constraints

    def should_check(self, of: BaseDatabaseWrapper) -> bool:
        tables = to_look_through(written.taken())
        if tables is None or of is not connection or not usual(self, of):
            return usual(self, of)
        of.check_constraints(table_names=tables)
        return False

    TestCase._should_check_constraints = should_check


def to_look_through(written: set[str] | None) -> list[str] | None:
    """The tables in which something may point at nothing once these were written to; None: all of them."""
    if written is None:
        return None
    return sorted((written & _known()).union(*map(_pointing_at, written)))


@cache
def _known() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))


@cache
def _pointing_at(table: str) -> frozenset[str]:
    """The tables with a key into this one."""
    return frozenset(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if field.remote_field and field.remote_field.model._meta.db_table == table
    )
