"""Where this installation keeps its state, and the secret that signs its cookies."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


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


def says_yes(name: str) -> bool:
    """Whether the environment variable `name` is set to a yes (1, true, yes, on)."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}
