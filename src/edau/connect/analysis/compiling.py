"""Compiling the loops of matching and of rooms before anybody waits for them, once for each version."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings

from edau.kernels.matching import compiled, rooms


def compile_ahead() -> bool:
    """Compiles what large problems use, where numba is installed and this version has not been compiled here; whether it did.

    Some nine seconds the first time: for a process of its own, where nobody waits. numba keeps the code; a file in the state
    folder says that it has, so that numba need not be loaded to find out.
    """
    try:
        by = version("numba")
    except PackageNotFoundError:
        return False
    done = Path(settings.HOME) / "compiled" / f"{settings.EDAU_VERSION}-{by}"
    if done.exists():
        return False
    compiled.warm()
    rooms.warm()
    done.parent.mkdir(parents=True, exist_ok=True)
    done.touch()
    return True
