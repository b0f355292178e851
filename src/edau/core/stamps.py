"""Stamps: the versions of what public pages are made from. Together they are the ETag of every public page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.conf import settings
from django.db import connection

from edau.core.models import Stamp

RELEASE = "release"
VISIBILITY = "visibility"


FIGURES = (RELEASE, VISIBILITY)  # what everything that is kept in memory is made from

# What this request has read of the stamps: nobody is reading (None), nothing yet (empty), or all of them.
_READING: ContextVar[dict[str, str] | None] = ContextVar("reading", default=None)


def set_stamp(name: str, value: str) -> None:
    """Records that what `name` stands for is now `value`. Call it inside the deed's own transaction."""
    Stamp.objects.update_or_create(name=name, defaults={"value": value})
    if reading := _READING.get():
        reading.clear()


def stamp(name: str) -> str:
    """What `name` stands at, or "" where nothing was ever recorded."""
    return str(Stamp.objects.filter(name=name).values_list("value", flat=True).first() or "")


def page_tag() -> str:
    """The tag of what pages are made from in memory: changes with a release, a hold, or a new version of Edau. One query."""
    stamps = _stamps()
    return _digest(
        tuple((name, stamps[name]) for name in sorted(FIGURES) if name in stamps), settings.CONTACT
    )


def whole_tag() -> str:
    """The strong part of the ETag all public pages share: changes with any stamp. What people add to a register changes
    this, and leaves what was worked out from the release where it is."""
    return _digest(tuple(sorted(_stamps().items())), settings.CONTACT)


@contextmanager
def one_reading() -> Iterator[None]:
    """Inside, the stamps are read once, when they are first asked for, and again after a change made inside.

    So a request pays for one query, and a page and its ETag cannot stand on two releases.
    """
    token = _READING.set({})
    try:
        yield
    finally:
        _READING.reset(token)


def _stamps() -> dict[str, str]:
    reading = _READING.get()
    if reading:
        return reading
    with connection.cursor() as cursor:
        cursor.execute(_every_stamp())
        found = dict(cursor.fetchall())
    if reading is not None:
        reading |= found
    return found


@lru_cache(maxsize=1)
def _every_stamp() -> str:
    """The one query behind every answer; to put it together anew took longer than to run it."""
    return str(Stamp.objects.order_by("name").values_list("name", "value").query)


@lru_cache(maxsize=64)
def _digest(stamps: tuple[tuple[str, str], ...], contact: str) -> str:
    """Kept: a page asks half a dozen times whether what it keeps in memory is still true."""
    parts = [_code(), contact, *(f"{name}={value}" for name, value in stamps)]
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
