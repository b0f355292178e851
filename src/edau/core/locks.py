"""One at a time: deeds that would otherwise meet half way."""

from __future__ import annotations

import zlib

from django.db import connection


def one_at_a_time(name: str) -> None:
    """Waits until no other transaction holds the lock of this name, and holds it until this transaction ends.

    On PostgreSQL an advisory lock. SQLite needs none: a writing transaction takes the only lock there is when it begins.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])
