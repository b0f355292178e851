"""`edau serve`: the pages, by gunicorn's threads. Migrations and loading are the operator's own steps."""

from __future__ import annotations

import argparse
import os
import socket
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.words import complain, say, say_json_line

PORT = 8000


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("serve", parents=[common], help=_("serve the pages"))
    parser.add_argument("--port", type=int, default=os.environ.get("PORT") or str(PORT))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    return serve(
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        threads=arguments.threads,
        as_json=arguments.json,
    )


def serve(*, host: str, port: int, workers: int, threads: int, as_json: bool = False) -> int:
    """Serves until it is stopped. Says so in words if the port is taken."""
    from edau.config.server import Server

    os.environ["PORT"] = str(port)  # letters of a demonstration carry links to where it is
    if _taken(host, port):
        if as_json:
            say_json_line({"error": "port_in_use", "port": port})
        complain(
            _("Port %(port)s is in use. Try another one: PORT=%(next)s make run")
            % {"port": port, "next": port + 1}
        )
        return 1
    if as_json:
        say_json_line({"serving": f"http://{host}:{port}"})
    else:
        say(_("Edau is at http://%(host)s:%(port)s — press Ctrl+C to stop.") % {"host": host, "port": port})
    Server(host=host, port=port, workers=workers, threads=threads).run()
    return 0


def _taken(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError:
            return True
    return False
