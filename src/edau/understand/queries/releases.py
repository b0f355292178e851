"""Which release is live."""

from __future__ import annotations

from functools import lru_cache

from edau.core import stamps
from edau.understand.models import Release


def live_release() -> Release | None:
    """The release whose figures every page shows; None before the first is loaded. Without its long description."""
    return Release.objects.filter(is_live=True).defer("description").first()


def live_release_id() -> str:
    """The id of the live release; empty before the first is loaded. Kept until a stamp changes: searches ask for it."""
    return _release_id(stamps.page_tag())


@lru_cache(maxsize=2)
def _release_id(tag: str) -> str:
    release = live_release()
    return release.id if release else ""
