"""What must not stand in a log: the secret part of a receipt's address, which opens somebody's words; e-mail addresses; and
what a row of the database holds."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any

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
    """Lines and tracebacks without any of these. A traceback becomes a text only here, after every filter has looked."""

    def format(self, record: logging.LogRecord) -> str:
        return ADDRESS.sub("…@…", ROW.sub("DETAIL: …\n", SECRET.sub("…", super().format(record)))).rstrip(
            "\n"
        )


class HideReceipts(logging.Filter):
    """Takes the secrets of receipts out of every line before it is written; no line is held back."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _hidden(record.msg)
        if isinstance(record.args, Mapping):
            record.args = {key: _hidden(value) for key, value in record.args.items()}
        elif record.args:
            record.args = tuple(_hidden(value) for value in record.args)
        if record.exc_text:
            record.exc_text = _hidden(record.exc_text)
        return True


def _hidden(value: Any) -> Any:
    """Texts, and what says a secret once it is made a text (a request, an exception); numbers stay numbers."""
    if isinstance(value, int | float | None):
        return value
    text = str(value)
    return SECRET.sub("…", text) if SECRET.search(text) else value
