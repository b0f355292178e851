"""Databases that are kept between runs, because to make them takes longer than most tests together: one with empty tables,
and one in which the real release is live.

They are made by the product's own migrating and loading, and kept under the hash of everything that those depend on; where
any of that changes they are made again. SQLite only; on PostgreSQL each run migrates and loads.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from edau.config.home import one_at_a_time

ROOT = Path(__file__).parent.parent
KEPT = ROOT / ".pytest_cache" / "loaded"
NEWEST = 3
TABLES_FROM = ("requirements.lock",)
MADE_FROM = (
    *TABLES_FROM,
    "src/edau/release",
    "src/edau/catalogue",
    "src/edau/core",
    "src/edau/language",
    "src/edau/places",
    "src/edau/people",
    "src/edau/understand/actions",
    "src/edau/understand/files",
    "src/edau/understand/queries",
    "src/edau/portal/actions/going_live.py",
    "src/edau/portal/queries/search.py",
)


def can_be_kept() -> bool:
    """Whether this run's database is one that can be copied: SQLite in memory."""
    return connection.vendor == "sqlite"


def pour(address: str) -> sqlite3.Connection | None:
    """Fills a database in memory with what is kept, before anybody looks whether it has its tables; None where nothing is
    kept yet. The database lasts as long as the connection."""
    with _alone():
        folder = KEPT / _key(MADE_FROM)
        if not folder.is_dir():
            return None
        os.utime(folder)
        there = sqlite3.connect(address, uri=True, check_same_thread=False)
        with closing(sqlite3.connect(folder / "database")) as kept:
            kept.backup(there)
        shutil.copytree(folder / "releases", settings.HOME / "releases", dirs_exist_ok=True)
        return there


def make_and_keep(make: Callable[[], None]) -> None:
    """Loads the release into the database of this run and keeps the result, unless another process did meanwhile: then
    that is copied."""
    with _alone():
        folder = KEPT / _key(MADE_FROM)
        if folder.is_dir():
            connection.ensure_connection()
            with closing(sqlite3.connect(folder / "database")) as kept:
                kept.backup(connection.connection)
            shutil.copytree(folder / "releases", settings.HOME / "releases", dirs_exist_ok=True)
            return
        make()
        _keep(folder)


def empty(file: Path, migrate: Callable[[], None]) -> None:
    """A migrated database without rows in this SQLite file: a copy of the one that is kept, else as `migrate` makes it."""
    with _alone():
        kept = KEPT / f"empty-{_key(TABLES_FROM)}.sqlite3"
        if kept.is_file():
            os.utime(kept)
            shutil.copy(kept, file)
            return
        migrate()
        with closing(sqlite3.connect(file)) as made, closing(sqlite3.connect(f"{kept}.new")) as beside:
            made.backup(beside)
        Path(f"{kept}.new").replace(kept)
        _forget_older([one for one in KEPT.glob("empty-*") if one.suffix == ".sqlite3"])


def _alone():
    KEPT.mkdir(parents=True, exist_ok=True)
    return one_at_a_time(KEPT / "making")


def _keep(folder: Path) -> None:
    beside = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    with closing(sqlite3.connect(beside / "database")) as kept:
        connection.connection.backup(kept)
    shutil.copytree(settings.HOME / "releases", beside / "releases")
    beside.replace(folder)
    _forget_older([one for one in KEPT.iterdir() if one.is_dir()])


def _forget_older(kept: list[Path]) -> None:
    for one in sorted(kept, key=lambda one: one.stat().st_mtime)[:-NEWEST]:
        if one.is_dir():
            shutil.rmtree(one, ignore_errors=True)
        else:
            one.unlink()


@cache
def _key(parts: tuple[str, ...]) -> str:
    """The hash of these parts of the product, with every app's tables."""
    files = [file for part in parts for file in _files(ROOT / part)]
    files += sorted((ROOT / "src/edau").glob("*/migrations/*.py"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(one for one in path.rglob("*") if one.is_file() and "__pycache__" not in one.parts)
