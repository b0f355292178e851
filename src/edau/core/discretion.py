"""What must not stand in a log: the secret part of a receipt's address, which opens somebody's words; e-mail addresses; and
what a row of the database holds."""

from __future__ import annotations

import logging
import re

# Whatever page it stands on, and in whichever part of a line: Django names the path where it answers 403, 404, 422 or 500.
# Some other part of an address may be as long: it is hidden, too.
SECRET = re.compile(r"(?<=/)[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# PostgreSQL adds the row that it refused, words and all, to what went wrong; the words may have lines of their own.
ROW = re.compile(
    r"^DETAIL:.*?(?=^(?:HINT|CONTEXT|The above exception|During handling|Traceback)|\Z)",
    re.MULTILINE | re.DOTALL,
)


class Discreet(logging.Formatter):
    """Lines and tracebacks without any of these; no line is held back. A formatter and no filter: a traceback becomes a text
    only here, after every filter has looked."""

    def format(self, record: logging.LogRecord) -> str:
        text = SECRET.sub("…", super().format(record))
        text = ROW.sub("DETAIL: …\n", text)
        return ADDRESS.sub("…@…", text).rstrip("\n")
