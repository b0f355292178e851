"""From the bytes of a file to its text, saying honestly in which encoding it was read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LARGEST = 1024 * 1024  # bytes of a file
# What no text has: all controls but tab and line ends. A picture or a workbook has one among its first signs.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods; .xls


class Encoding(StrEnum):
    """How the letters of a file were written down."""

    UTF_8 = "UTF-8"
    WINDOWS = "Windows-1252"  # has no ŵ and no ŷ: where they stood, something else stands


class Trouble(StrEnum):
    """Why a file cannot be read as text."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    WORKBOOK = "workbook"
    UTF_16 = "utf_16"
    BINARY = "binary"


class NotText(Exception):
    """The file is no text that can be read; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.value)


@dataclass(frozen=True)
class Text:
    """The text of a file, without a byte order mark."""

    text: str
    encoding: Encoding


def text_of(content: bytes) -> Text:
    """Reads UTF-8, with or without its mark, or else Windows-1252. Raises NotText.

    Text in Windows-1252 with any letter beyond ASCII is all but never valid UTF-8 (RFC 3629 allows few sequences of bytes),
    so trying in this order tells the two apart. Whoever sends it is told which it was, and sees the letters.
    """
    if not content.strip():
        raise NotText(Trouble.EMPTY)
    if len(content) > LARGEST:
        raise NotText(Trouble.TOO_LARGE)
    if content.startswith(WORKBOOKS):
        raise NotText(Trouble.WORKBOOK)
    if content.startswith(UTF_16):
        raise NotText(Trouble.UTF_16)
    try:
        read = Text(content.decode("utf-8-sig"), Encoding.UTF_8)
    except UnicodeDecodeError:
        try:
            read = Text(content.decode("cp1252"), Encoding.WINDOWS)
        except UnicodeDecodeError:  # five bytes stand for nothing there
            raise NotText(Trouble.BINARY) from None
    if CONTROLS.search(read.text):
        raise NotText(Trouble.BINARY)
    if not read.text.strip():
        raise NotText(Trouble.EMPTY)
    return read
