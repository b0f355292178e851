"""Files that people uploaded: they lie in folders of the state folder, and a backup carries them beside the tables.

A restore puts the files in place before its transaction ends and takes away what the backup does not have after it: at
no moment does a row name a file that is not there.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

# A folder, and a plain name in it: no path of a backup can lead anywhere else.
_NAME = re.compile(r"[a-z]+/[A-Za-z0-9_-][A-Za-z0-9._-]*")
_FOLDERS: set[str] = set()
BLOCK = 2**20


@dataclass(frozen=True)
class Upload:
    """One file in the manifest: its folder and name, its bytes and their hash."""

    name: str
    bytes: int
    sha256: str

    def is_well_formed(self) -> bool:
        return (
            isinstance(self.name, str)
            and _NAME.fullmatch(self.name) is not None
            and self.name.partition("/")[0]
            in _FOLDERS  # no other folder of the state folder is filled by a backup
            and type(self.bytes) is int
            and self.bytes >= 0
            and isinstance(self.sha256, str)
        )

    @property
    def member(self) -> str:
        return f"files/{self.name}"


def keep(folder: str) -> None:
    """Names a folder of the state folder whose files belong into backups. Call it in an app's `ready`."""
    _FOLDERS.add(folder)


def kept() -> Iterator[Path]:
    """Every file in the named folders now, by name. Files whose names are not ours are left out."""
    for folder in sorted(_FOLDERS):
        for file in sorted((settings.HOME / folder).glob("*")):
            if file.is_file() and _NAME.fullmatch(f"{folder}/{file.name}"):
                yield file


def copy_of(file: Path, out: Path) -> Upload:
    """Copies a file to `out` and says what it copied. FileNotFoundError if it has gone meanwhile."""
    with file.open("rb") as source, out.open("wb") as target:
        size, digest = copy(source, target)
    return Upload(f"{file.parent.name}/{file.name}", size, digest)


def copy(source: BinaryIO, target: BinaryIO) -> tuple[int, str]:
    """Copies in blocks; returns the bytes and their SHA-256."""
    seen, size = hashlib.sha256(), 0
    while block := source.read(BLOCK):
        seen.update(block)
        size += len(block)
        target.write(block)
    return size, seen.hexdigest()


def put(staged: Path, names: Iterable[str]) -> None:
    """Moves files that lie in `staged` under their member names to where they belong."""
    for name in names:
        place = settings.HOME / name
        place.parent.mkdir(mode=0o700, exist_ok=True)
        shutil.move(staged / name.replace("/", "-", 1), place)


def take_away_all_but(names: Iterable[str]) -> int:
    """Deletes every kept file that is not named; returns how many."""
    stay = set(names)
    gone = [file for file in kept() if f"{file.parent.name}/{file.name}" not in stay]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)
