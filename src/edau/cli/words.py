"""What every command says with: lines, JSON, a progress bar that is silent where nobody watches."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

Progress = Callable[[str, int, int], None]


def say(*parts: object) -> None:
    print(*parts, flush=True)


def complain(*parts: object) -> None:
    print(*parts, file=sys.stderr, flush=True)


def say_json(answer: Any) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def say_json_line(answer: Any) -> None:
    """One line of JSON, at once: for commands that answer more than once while they run."""
    print(json.dumps(answer, ensure_ascii=False), flush=True)


def progress_bar(width: int = 30) -> Progress:
    """A bar on the terminal: called with what is being done, how much of it is done, and of how much.

    Writes to standard error, so that standard output stays an answer. Silent where standard error is no terminal.
    """
    if not sys.stderr.isatty():
        return lambda what, done, total: None

    def show(what: str, done: int, total: int) -> None:
        filled = round(width * done / total) if total else width
        end = "\n" if done >= total else ""
        print(
            f"\r{'█' * filled}{'·' * (width - filled)} {what[:44]:<44}", end=end, file=sys.stderr, flush=True
        )

    return show
