"""Where this installation keeps its state, and the secret that signs its cookies."""

from __future__ import annotations

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
    if not file.exists():
        # Exclusive creation: of two processes that start together, one writes and the other reads.
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "w") as f:
                f.write(secrets.token_urlsafe(64))
    return file.read_text().strip()


def says_yes(name: str) -> bool:
    """Whether the environment variable `name` is set to a yes (1, true, yes, on)."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}
