"""The clock of a demonstration: nobody has set a timer there, so the server runs `edau tick` itself, once a minute."""

from __future__ import annotations

import threading

MINUTE = 60


def start() -> None:
    """Starts the clock beside the pages. It ends with the process."""
    threading.Thread(target=_run, name="tick", daemon=True).start()


def _run() -> None:
    from django.db import connection

    from edau.portal.actions.ticking import tick

    pause = threading.Event()
    while not pause.wait(MINUTE):
        try:
            tick()
        finally:
            connection.close()
