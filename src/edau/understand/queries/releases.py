"""Which release is live."""

from __future__ import annotations

from edau.understand.models import Release


def live_release() -> Release | None:
    """The release whose figures every page shows; None before the first is loaded. Without its long description."""
    return Release.objects.filter(is_live=True).defer("description").first()
