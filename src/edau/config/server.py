"""gunicorn as a part of Edau: started from the command line with our settings, no configuration file needed."""

from __future__ import annotations

from typing import Any

from gunicorn.app.base import BaseApplication


class Server(BaseApplication):
    """Serves the WSGI application by `workers` processes of `threads` threads each.

    The application is loaded before the workers are forked, so that they share the cube and the Welsh vocabulary.
    """

    def __init__(self, *, host: str, port: int, workers: int, threads: int) -> None:
        self.choices = {
            "bind": f"{host}:{port}",
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "loglevel": "warning",
            "limit_request_line": 8190,
            "keepalive": 5,
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.choices.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        from edau.config.wsgi import application

        return application
