"""The release that ships, live in a folder of its own, for what is measured without a server."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator


@contextlib.contextmanager
def live() -> Iterator[None]:
    """Inside, Django is set up and the release is loaded."""
    with tempfile.TemporaryDirectory(prefix="edau-bench-") as home:
        os.environ |= {"EDAU_DEMO": "1", "EDAU_HOME": home, "DJANGO_SETTINGS_MODULE": "edau.config.settings"}

        import django

        django.setup()

        from django.db import connections

        from edau.cli.demo import prepare

        if prepare():
            raise SystemExit(1)
        try:
            yield
        finally:
            connections.close_all()
