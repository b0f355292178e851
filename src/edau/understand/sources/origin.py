"""Where a published table is from: its publisher, its own name, its licence, and our copy of it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from edau.understand.sources.errors import SourceError


@dataclass(frozen=True)
class Publisher:
    name_en: str
    name_cy: str


@dataclass(frozen=True)
class Licence:
    name: str
    url: str
    attribution_en: str
    attribution_cy: str


@dataclass(frozen=True)
class Origin:
    """One table of a publisher under the publisher's own name (`table`), read from `path` in the raw folder.

    `published` is the date or year of publication, as exactly as known; `attribution_*` replaces the
    licence's own attribution where the publisher asks for other words.
    """

    key: str
    publisher: Publisher
    title_en: str
    title_cy: str
    table: str
    published: str
    licence: Licence
    path: str
    attribution_en: str = ""
    attribution_cy: str = ""

    def row(self, raw: Path) -> dict[str, str]:
        """Return the row of the table of sources, with the repository and commit of our copy."""
        repository, commit, path = provenance(raw, self.path)
        return {
            "key": self.key,
            "publisher_en": self.publisher.name_en,
            "publisher_cy": self.publisher.name_cy,
            "title_en": self.title_en,
            "title_cy": self.title_cy,
            "table": self.table,
            "published": self.published,
            "licence": self.licence.name,
            "licence_url": self.licence.url,
            "attribution_en": self.attribution_en or self.licence.attribution_en,
            "attribution_cy": self.attribution_cy or self.licence.attribution_cy,
            "repository": repository,
            "commit": commit,
            "path": path,
        }


def provenance(raw: Path, path: str) -> tuple[str, str, str]:
    """Return (repository, commit, path there) of a raw file, from `provenance.csv` in the raw folder or
    beside it.

    A file that is not listed is of the repository of its folder, if the folder is of one commit of one
    repository; its path there is then unknown (empty). Else `SourceError` `no_provenance`.
    """
    copies = _copies(raw)
    if path in copies:
        return copies[path]
    folder = path.rsplit("/", 1)[0] + "/"
    beside = {copy[:2] for name, copy in copies.items() if name.startswith(folder)}
    if len(beside) != 1:
        raise SourceError(path, "", "no_provenance")
    repository, commit = beside.pop()
    return repository, commit, ""


def _copies(raw: Path) -> dict[str, tuple[str, str, str]]:
    for folder in (raw, raw.resolve().parent):
        path = folder / "provenance.csv"
        if path.is_file():
            return _read(path)
    raise SourceError("provenance.csv", "", "missing_file")


@lru_cache(maxsize=4)
def _read(path: Path) -> dict[str, tuple[str, str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        # A file that was fetched twice stands there twice; the last line is of the file we have. The commit
        # is followed by its date.
        return {
            row["dest"]: (row["repo"], row["commit"].split(" ")[0], row["path"])
            for row in csv.DictReader(lines)
        }
