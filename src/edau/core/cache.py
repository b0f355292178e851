"""What is kept for a while in the shared cache, counts of tries most of all: under names that nobody can read back, and no
longer than it is good for."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

TABLE = "core_cache"


def hashed_name(key: str, prefix: str, version: int) -> str:
    """The name under which something is kept: a hash under this installation's secret. Libraries put e-mail addresses into
    their names, plain or under a hash that anybody can compute; in a copy of the database they cannot be tried out."""
    name = f"{prefix}:{version}:{key}"
    return hmac.new(settings.SECRET_KEY.encode(), name.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def forget_expired() -> int:
    """Deletes what is no longer good; how many. Django itself leaves it there until there are hundreds. One statement."""
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE expires < %s", [now])  # noqa: S608  # the name is ours
        return int(cursor.rowcount)
