"""Stamps: the versions of what public pages are made from. Together they are the ETag of every public page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.conf import settings

from edau.core.models import Stamp

RELEASE = "release"
VISIBILITY = "visibility"


# What this request has read of the stamps: nobody is reading (None), nothing yet (empty), or the tag.
_READING: ContextVar[list[str] | None] = ContextVar("reading", default=None)


def set_stamp(name: str, value: str) -> None:
    """Records that what `name` stands for is now `value`. Call it inside the deed's own transaction."""
    Stamp.objects.update_or_create(name=name, defaults={"value": value})
    if reading := _READING.get():
        reading.clear()


def page_tag() -> str:
    """The strong part of the ETag all public pages share: one query; changes with any stamp or a new version of Edau."""
    reading = _READING.get()
    if reading is None:
        return _read()
    if not reading:
        reading.append(_read())
    return reading[0]


@contextmanager
def one_reading() -> Iterator[None]:
    """Inside, the stamps are read once, when they are first asked for, and again after a change made inside.

    So a request pays for one query, and a page and its ETag cannot stand on two releases.
    """
    token = _READING.set([])
    try:
        yield
    finally:
        _READING.reset(token)


def _read() -> str:
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
        if file.suffix in (".py", ".html", ".yaml", ".mo", ".css", ".js", ".svg", ".woff2"):
            stat = file.stat()
            digest.update(f"{file.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
