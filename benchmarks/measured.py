"""Writes what a benchmark has measured where the pages read it: `catalogue/measured/<name>.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from edau.catalogue import root


def write_measured(name: str, figures: Mapping[str, Any]) -> Path:
    """Write the figures of `benchmarks.<name>` with the command and the day; returns the file."""
    command = f"python -m benchmarks.{name} --write"
    path = Path(str(root())) / "measured" / f"{name}.yaml"
    head = f"# Written by `{command}`; the page “How we compare” reads it. Measure again rather than edit.\n"
    body = {"command": command, "measured": datetime.now(UTC).date(), **figures}
    path.write_text(head + yaml.safe_dump(body, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path
