"""The database in which the real release is live, kept between runs: loading it takes longer than most tests together.

It is made by the product's own loading, and kept under the hash of everything that loading depends on; where any of that
changes it is made again. SQLite only; on PostgreSQL each run loads.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

from django.conf import settings
from django.db import connection

from edau.config.home import one_at_a_time

ROOT = Path(__file__).parent.parent
KEPT = ROOT / ".pytest_cache" / "loaded"
NEWEST = 3
MADE_FROM = (
    "src/edau/release",
    "src/edau/catalogue",
    "src/edau/core",
    "src/edau/language",
    "src/edau/places",
    "src/edau/people",
    "src/edau/understand/actions",
    "src/edau/understand/files",
    "src/edau/understand/queries",
    "src/edau/portal/actions.py",
    "src/edau/portal/queries/search.py",
)


def can_be_kept() -> bool:
    """Whether this run's database is one that can be copied: SQLite in memory."""
    return connection.vendor == "sqlite"


def copy_or_make(make) -> None:
    """Fills the database of this run: with a copy of what is kept, else by `make`, which is then kept."""
    KEPT.mkdir(parents=True, exist_ok=True)
    folder = KEPT / _key()
    with one_at_a_time(KEPT / "making"):
        if not folder.is_dir():
            make()
            _keep(folder)
            return
    os.utime(folder)
    connection.ensure_connection()
    with sqlite3.connect(folder / "database") as kept:
        kept.backup(connection.connection)
    shutil.copytree(folder / "releases", settings.HOME / "releases", dirs_exist_ok=True)


def _keep(folder: Path) -> None:
    beside = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    with sqlite3.connect(beside / "database") as kept:
        connection.connection.backup(kept)
    shutil.copytree(settings.HOME / "releases", beside / "releases")
    beside.replace(folder)
    older = sorted((one for one in KEPT.iterdir() if one.is_dir()), key=lambda one: one.stat().st_mtime)
    for one in older[:-NEWEST]:
        shutil.rmtree(one, ignore_errors=True)


def _key() -> str:
    """The hash of what loading depends on, with every app's tables."""
    files = [file for part in MADE_FROM for file in _files(ROOT / part)]
    files += sorted((ROOT / "src/edau").glob("*/migrations/*.py"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(one for one in path.rglob("*") if one.is_file() and "__pycache__" not in one.parts)
