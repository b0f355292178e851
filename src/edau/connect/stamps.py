"""The stamp of everything that pages about offers and needs are made from."""

from __future__ import annotations

import uuid

from edau.core.stamps import set_stamp

STAMP = "connect"


def changed() -> None:
    """Marks that these pages are new. Call it in the deed's own transaction."""
    set_stamp(STAMP, uuid.uuid4().hex)
