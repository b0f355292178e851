"""Questions that are put together once, and asked again and again with other values.

Django builds a statement anew each time. Where one page asks a dozen questions over many tables, that took more of the
processor's time than the database did. `Prepared` keeps the statement; a `Given` stands in it for a value that is said when
it is asked:

    GOES = Prepared(lambda: Bus.objects.filter(line=Given("line", TextField())).values_list("pk", "leaves"))
    GOES(line="132")
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, QuerySet


@dataclass(frozen=True)
class Slot:
    """A place among a statement's parameters: the name of what goes there, and how the database wants it."""

    name: str
    for_database: Callable[[Any], Any]


class Given(Expression):
    """A value of this kind of field, named now and said when the question is asked. Anywhere that `F` may stand."""

    def __init__(self, name: str, kind: Field[Any, Any]) -> None:
        super().__init__(output_field=kind)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        kind = self.output_field
        return "%s", [Slot(self.name, lambda value: kind.get_db_prep_value(value, connection))]


@dataclass(frozen=True)
class _Statement:
    sql: str
    params: tuple[Any, ...]
    compiler: Any


class Prepared:
    """A question of one shape: `make` gives its `values_list`, in which whatever differs from one asking to the next is
    `Given`. What is not given is part of the statement for good, so nothing in it may depend on the day."""

    def __init__(self, make: Callable[[], QuerySet[Any, tuple[Any, ...]]]) -> None:
        self.make = make
        # By connection, of which each thread has its own: two threads never share what puts rows in order.
        self.statements: WeakKeyDictionary[Any, _Statement] = WeakKeyDictionary()

    def __call__(self, **given: Any) -> list[tuple[Any, ...]]:
        """Its rows for these values, as the same `values_list` would give them. One query. KeyError where one is missing."""
        connection = connections[DEFAULT_DB_ALIAS]
        known = self.statements.get(connection) or self._put_together(connection)
        params = [
            each.for_database(given[each.name]) if isinstance(each, Slot) else each for each in known.params
        ]
        with connection.cursor() as cursor:
            cursor.execute(known.sql, params)
            rows = cursor.fetchall()
        return list(known.compiler.results_iter(results=[rows], tuple_expected=True))

    def _put_together(self, connection: Any) -> _Statement:
        compiler = self.make().query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        self.statements[connection] = _Statement(sql, tuple(params), compiler)
        return self.statements[connection]
