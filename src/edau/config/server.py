"""gunicorn as a part of Edau: started from the command line with our settings, no configuration file needed."""

from __future__ import annotations

import gc
import logging
import threading
from typing import Any

from gunicorn.app.base import BaseApplication

from edau.config.loading import without_collecting

# Seconds before a worker begins to make things ready: whoever waits for the first page has the machine to themselves.
PAUSE = 2


class Server(BaseApplication):
    """Serves the WSGI application by `workers` processes of `threads` threads each.

    The application and its pages are loaded before the workers are forked, so that they share the code. Each worker
    then makes ready, shortly after, what the first search and the first place page would otherwise wait for.
    """

    def __init__(self, *, host: str, port: int, workers: int, threads: int, ready: bool = True) -> None:
        self.choices: dict[str, Any] = {
            "bind": f"{host}:{port}",
            "workers": workers,
            "threads": threads,
            "worker_class": "edau.config.worker.Worker",
            "preload_app": True,
            "loglevel": "warning",
            "limit_request_line": 8190,
            "keepalive": 5,
            "control_socket_disable": True,
            # Only Django decides which headers of a proxy are believed (EDAU_BEHIND_PROXY).
            "forwarded_allow_ips": "",
            "secure_scheme_headers": {},
            "forwarder_headers": "",
        }
        if ready:
            self.choices["post_worker_init"] = _make_ready
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.choices.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        from django.urls import get_resolver

        with without_collecting():
            from edau.config.wsgi import application

            get_resolver().url_patterns  # noqa: B018  # imports every view, which Django would leave to the first request
        gc.freeze()  # the workers share these pages of memory for as long as no collector writes into them
        return application


def _make_ready(worker: Any) -> None:
    from django.conf import settings

    from edau.config import clockwork

    if settings.DEMO:
        clockwork.start()
    made_ready = threading.Timer(PAUSE, _warm)
    made_ready.daemon = True
    made_ready.start()


def _warm() -> None:
    from django.db import DatabaseError, connection

    from edau.portal.warming import warm

    try:
        warm()
    except (
        DatabaseError
    ):  # not migrated yet: /healthz says so, and the pages will be made ready when they are asked for
        logging.getLogger("edau").warning("The database is not ready")
    finally:
        connection.close()
    # What is ready now stays until the next release: the collector need not walk through it behind every page (the
    # slowest page of twenty took half as long again).
    gc.collect()
    gc.freeze()
