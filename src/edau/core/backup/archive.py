"""The file of a backup: a plain tar that holds a manifest and, for each table, a member of JSON lines.

Any tar program and any text editor can read it. We never extract it: members are read by names that we work
out ourselves from the manifest, so that no path in the file is ever followed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from edau.core.backup import uploads
from edau.core.backup.errors import BackupError
from edau.core.backup.uploads import Upload

FORMAT = 2  # from 2 on it carries uploads; 1 had none
READABLE = (1, 2)
MANIFEST = "manifest.json"
# A manifest has a few hundred bytes per table; what is larger is not one of ours.
LARGEST_MANIFEST = 16 * 2**20

# A row is a person, an area, a text: megabytes without an end of line are not ours, and would fill the memory.
LONGEST_LINE = 32 * 2**20
_PLAIN_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE)
_MODEL = re.compile(r"[a-z_]+\.[A-Za-z_]+")

Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """One table in the manifest: its model's label, its columns, and its member's rows, bytes and hash."""

    model: str
    columns: tuple[str, ...]
    rows: int
    bytes: int
    sha256: str

    def is_well_formed(self) -> bool:
        return (
            isinstance(self.model, str)
            and _MODEL.fullmatch(self.model) is not None
            and all(isinstance(column, str) and column.isidentifier() for column in self.columns)
            and all(type(number) is int and number >= 0 for number in (self.rows, self.bytes))
            and isinstance(self.sha256, str)
        )

    @property
    def member(self) -> str:
        return f"tables/{self.model.lower()}.jsonl"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself: what made it and when, the migrations behind it, its tables in order, its uploads."""

    edau: str
    made: str
    database: str
    migrations: tuple[str, ...]
    tables: tuple[Table, ...]
    files: tuple[Upload, ...] = ()

    @property
    def members(self) -> set[str]:
        return {MANIFEST, *(table.member for table in self.tables), *(file.member for file in self.files)}

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    def is_well_formed(self) -> bool:
        """Whether everything has its type: a manifest may be sealed and yet be made by hand."""
        said = (self.edau, self.made, self.database, *self.migrations)
        models = [table.model for table in self.tables]
        try:
            datetime.fromisoformat(self.made)
        except (ValueError, TypeError):
            return False
        return (
            all(isinstance(text, str) and text.isprintable() for text in said)
            and all(table.is_well_formed() for table in self.tables)
            and all(file.is_well_formed() for file in self.files)
            and len(self.members) == 1 + len(models) + len(self.files)
        )

    def as_bytes(self) -> bytes:
        content = {"format": FORMAT, **asdict(self)}
        text = json.dumps({**content, "sha256": _seal(content)}, ensure_ascii=False, indent=1)
        return f"{text}\n".encode()

    @classmethod
    def from_bytes(cls, text: bytes) -> Manifest:
        """Raises BackupError if the text is not a manifest, has another format, or was changed."""
        try:
            content = json.loads(text)
            seal = content.pop("sha256")
            if seal != _seal(content):
                raise BackupError("damaged", member=MANIFEST)
            form = content.pop("format")
            if form not in READABLE:
                raise BackupError("unknown_format", format=form, known=FORMAT)
            described = content.pop("tables")
            tables = tuple(Table(**{**table, "columns": tuple(table["columns"])}) for table in described)
            files = tuple(Upload(**file) for file in content.pop("files", ()))
            migrations = tuple(content.pop("migrations"))
            manifest = cls(**content, migrations=migrations, tables=tables, files=files)
            if not manifest.is_well_formed():
                raise BackupError("damaged", member=MANIFEST)
            return manifest
        except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
            raise BackupError("damaged", member=MANIFEST) from None


def _seal(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def write_rows(out: BinaryIO, *, model: str, columns: tuple[str, ...], rows: Iterable[Row]) -> Table:
    """Writes rows as JSON lines and returns what the manifest will say of them. Holds one row at a time."""
    seen, count, size = hashlib.sha256(), 0, 0
    for row in rows:
        # Sorted keys: PostgreSQL keeps JSON values in an order of its own, equal data give equal bytes.
        text = json.dumps(row, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))
        line = f"{text}\n".encode()
        seen.update(line)
        count += 1
        size += len(line)
        out.write(line)
    return Table(model=model, columns=columns, rows=count, bytes=size, sha256=seen.hexdigest())


def pack(file: Path, manifest: Manifest, members: Path) -> None:
    """Puts the manifest and its members (in folder `members`: a table by its model, an upload as file-0, file-1 …) into a
    tar that appears once complete.

    Only its owner may read the file: it holds e-mail addresses.
    """
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w") as tar:
                text = manifest.as_bytes()
                tar.addfile(_header(MANIFEST, len(text), manifest), BytesIO(text))
                for table in manifest.tables:
                    with (members / table.model).open("rb") as rows:
                        tar.addfile(_header(table.member, table.bytes, manifest), rows)
                for number, file_ in enumerate(manifest.files):
                    with (members / f"file-{number}").open("rb") as content:
                        tar.addfile(_header(file_.member, file_.bytes, manifest), content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _header(member: str, size: int, manifest: Manifest) -> tarfile.TarInfo:
    header = tarfile.TarInfo(member)
    header.size = size
    header.mode = 0o600
    header.mtime = int(datetime.fromisoformat(manifest.made).timestamp())
    return header


class Archive:
    """A backup opened for reading. Use it in a `with` block.

    Raises BackupError if the file is not there, is no backup, or holds anything else than its manifest names.
    """

    def __init__(self, file: Path) -> None:
        if not file.is_file():
            raise BackupError("no_file", file=file)
        try:
            self._tar = tarfile.open(file, mode="r:")  # noqa: SIM115 (closed by __exit__)
        except (tarfile.TarError, EOFError):
            raise BackupError("not_a_backup", file=file) from None
        try:
            self._members = self._read_members()
            self.manifest = self._read_manifest(file)
            self._compare_members()
        except BaseException:
            self._tar.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tar.close()

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of a table, one at a time.

        Raises BackupError at the first that cannot be read, or at the end if together they are not what the
        manifest says: whoever has read them all has verified them all.
        """
        member = self._tar.extractfile(self._members[table.member])
        if member is None:  # pragma: no cover (only regular files get past the opening)
            raise BackupError("missing", member=table.member)
        seen, count, columns = hashlib.sha256(), 0, set(table.columns)
        try:
            for line in iter(lambda: member.readline(LONGEST_LINE + 1), b""):
                if len(line) > LONGEST_LINE:
                    raise BackupError("damaged", member=table.member)
                seen.update(line)
                count += 1
                row = json.loads(line)
                if not isinstance(row, dict) or row.keys() != columns:
                    raise BackupError("damaged", member=table.member)
                yield row
        except (ValueError, RecursionError, OSError, tarfile.TarError):
            raise BackupError("damaged", member=table.member) from None
        if count != table.rows or seen.hexdigest() != table.sha256:
            raise BackupError("damaged", member=table.member)

    def take_out(self, upload: Upload, out: Path) -> None:
        """Writes an upload to the file `out`. Raises BackupError unless it is exactly what the manifest says."""
        member = self._tar.extractfile(self._members[upload.member])
        if member is None:  # pragma: no cover (only regular files get past the opening)
            raise BackupError("missing", member=upload.member)
        try:
            with out.open("wb") as target:
                carried = uploads.copy(member, target)  # type: ignore[arg-type]  # a reader of bytes
        except tarfile.TarError:
            raise BackupError("damaged", member=upload.member) from None
        if carried != (upload.bytes, upload.sha256):
            raise BackupError("damaged", member=upload.member)

    def _read_members(self) -> dict[str, tarfile.TarInfo]:
        members: dict[str, tarfile.TarInfo] = {}
        try:
            for header in self._tar:
                if header.name in members or header.type not in _PLAIN_FILES or header.issparse():
                    raise BackupError("unexpected", member=header.name)
                members[header.name] = header
        except (tarfile.TarError, EOFError, ValueError):
            pass  # What could not be reached is found missing below, by its name.
        return members

    def _read_manifest(self, file: Path) -> Manifest:
        header = self._members.get(MANIFEST)
        if header is None or header.size > LARGEST_MANIFEST:
            raise BackupError("not_a_backup", file=file)
        try:
            member = self._tar.extractfile(header)
            text = member.read() if member else b""
        except (OSError, tarfile.TarError):
            raise BackupError("damaged", member=MANIFEST) from None
        return Manifest.from_bytes(text)

    def _compare_members(self) -> None:
        expected = self.manifest.members
        for name in sorted(expected - self._members.keys()):
            raise BackupError("missing", member=name)
        for name in sorted(self._members.keys() - expected):
            raise BackupError("unexpected", member=name)
