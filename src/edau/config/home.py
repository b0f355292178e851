"""Where this installation keeps its state, and the secret that signs its cookies."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured


def home() -> Path:
    """The folder of this installation's state: `EDAU_HOME`, else `./var`. Server and command line share it."""
    return Path(os.environ.get("EDAU_HOME") or "var").resolve()


def demo_secret(folder: Path) -> str:
    """The secret of a demonstration on one machine: made once, kept in the state folder, readable by its owner only."""
    file = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True)
    if not file.exists() or not file.stat().st_size:
        # Written beside and linked into place: of two processes that start together one wins, and none reads half.
        beside = folder / f"secret_key.{os.getpid()}"
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as f:
            f.write(secrets.token_urlsafe(64))
        if file.exists():
            beside.replace(file)
        else:
            with contextlib.suppress(FileExistsError):
                os.link(beside, file)
            beside.unlink()
    return file.read_text().strip()


def database(address: str) -> dict[str, Any]:
    """The settings of the database at an address such as postgres://name:word@host/db. Raises ImproperlyConfigured if it
    is none; the address itself is not repeated, since it holds a password."""
    try:
        return dict(dj_database_url.parse(address))
    except (ValueError, KeyError):
        raise ImproperlyConfigured(
            "DATABASE_URL is not the address of a database (postgres://name:password@host/database)."
            " / Nid cyfeiriad cronfa ddata yw DATABASE_URL (postgres://enw:cyfrinair@gwesteiwr/cronfa)."
        ) from None


@contextlib.contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Waits until no other process of this machine is inside with the same file. Let go when a process ends, however."""
    with file.open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def whole_number(name: str, default: int) -> int:
    """The environment variable `name` as a whole number. Raises ImproperlyConfigured if it is set to something else."""
    text = os.environ.get(name) or str(default)
    if not text.isascii() or not text.isdecimal():
        raise ImproperlyConfigured(
            f"{name} is “{text}”: it must be a whole number. / {name} yw “{text}”: rhaid iddo fod yn rhif cyfan."
        )
    return int(text)


def says_yes(name: str) -> bool:
    """Whether the environment variable `name` is set to a yes (1, true, yes, on)."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}
