"""`field__among=keys`: as `field__in`, for hundreds of keys at once.

Django looks at every key of a list and writes a place for each into the statement. On a page that asks four times about three
hundred offers that was nearly half of the processor's time. Here the keys travel as one parameter.
"""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Lookup


class Among(Lookup):  # type: ignore[type-arg]
    """Whether a column's value is one of these keys (text or whole numbers, none of them None); of no keys none is."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        sql = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608  # the column is Django’s own
        return sql, [*params, json.dumps(list(self.rhs))]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, list(self.rhs)]
