"""Stamps: the versions of what public pages are made from. Together they are the ETag of every public page."""

from __future__ import annotations

import hashlib

from django.conf import settings

from edau.core.models import Stamp

RELEASE = "release"
VISIBILITY = "visibility"


def set_stamp(name: str, value: str) -> None:
    """Records that what `name` stands for is now `value`. Call it inside the deed's own transaction."""
    Stamp.objects.update_or_create(name=name, defaults={"value": value})


def page_tag() -> str:
    """The strong part of the ETag all public pages share: one query; changes with any stamp or a new version of Edau."""
    parts = [
        settings.EDAU_VERSION,
        *(f"{n}={v}" for n, v in Stamp.objects.order_by("name").values_list("name", "value")),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]
