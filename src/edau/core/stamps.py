"""Stamps: the versions of what public pages are made from. Together they are the ETag of every public page."""

from __future__ import annotations

import hashlib
from functools import lru_cache

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
        _code(),
        settings.CONTACT,
        *(f"{n}={v}" for n, v in Stamp.objects.order_by("name").values_list("name", "value")),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


@lru_cache(maxsize=1)
def _code() -> str:
    """The version of everything pages are made with: code, templates, catalogue, translations. Read once a process, so
    that an edited catalogue is seen after a restart and not hidden by a page the browser holds."""
    digest = hashlib.sha256(settings.EDAU_VERSION.encode())
    for file in sorted(settings.PACKAGE.rglob("*")):
        if file.suffix in (".py", ".html", ".yaml", ".mo", ".css"):
            stat = file.stat()
            digest.update(f"{file.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
