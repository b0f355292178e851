"""What citizens edit: indicators, series, themes, gaps, statute and words, as YAML in both languages.

This package holds the files and the reader that says where one of them is wrong. What the files mean is the
business of `edau.understand.catalogue`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import yaml

T = TypeVar("T")

LANGUAGES = ("cy", "en")

# The C parser reads the whole catalogue in a tenth of the time; PyYAML's wheels carry it on most machines.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CatalogueError(ValueError):
    """A file of the catalogue that cannot be used, with the file and the field to look at."""

    def __init__(self, file: str, where: str, problem: str) -> None:
        self.file, self.where, self.problem = file, where, problem
        super().__init__(f"{file}: {where}: {problem}" if where else f"{file}: {problem}")


def root() -> Traversable:
    """The folder of the catalogue that ships with Edau."""
    return files(__name__)


def read(folder: Traversable, path: str) -> Any:
    """Return what a YAML file holds; `path` has slashes and starts below `folder`.

    Raises `CatalogueError` if the file is missing or is not YAML.
    """
    try:
        text = folder.joinpath(*path.split("/")).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise CatalogueError(path, "", f"cannot be read ({error})") from error
    try:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 (a safe loader in both cases)
    except yaml.YAMLError as error:
        raise CatalogueError(path, "", f"is not YAML ({error})") from error


def names(folder: Traversable, path: str) -> list[str]:
    """Return the paths of the YAML files in one folder of the catalogue, sorted."""
    entries = folder.joinpath(*path.split("/")).iterdir()
    return sorted(f"{path}/{entry.name}" for entry in entries if entry.name.endswith(".yaml"))


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same thing said in Welsh and in English, each in its own words."""

    cy: str
    en: str

    def say(self, language: str) -> str:
        """The text in one language; `KeyError` for a language that is neither cy nor en."""
        if language == "en":
            return self.en
        if language == "cy":
            return self.cy
        raise KeyError(language)


@dataclass(slots=True)
class Record:
    """One mapping of a file, read field by field. What nobody asked for is an error: mostly a typing slip."""

    file: str
    values: Mapping[str, Any]
    where: str = ""
    _seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if not isinstance(self.values, Mapping):
            raise CatalogueError(self.file, self.where, "should be a list of fields with values")

    def fail(self, name: str, problem: str) -> CatalogueError:
        return CatalogueError(self.file, self._at(name), problem)

    def take(self, name: str, default: Any = ...) -> Any:
        """The value of a field as it stands; without a default the field must be there."""
        self._seen.add(name)
        if name not in self.values:
            if default is ...:
                raise self.fail(name, "is missing")
            return default
        return self.values[name]

    def text(self, name: str) -> str:
        value = self.take(name)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(name, "should be text and not empty")
        return value.strip()

    def optional_text(self, name: str) -> str | None:
        return None if self.take(name, None) is None else self.text(name)

    def choice(self, name: str, allowed: Iterable[str]) -> str:
        value, allowed = self.text(name), sorted(allowed)
        if value not in allowed:
            raise self.fail(name, f"is “{value}”; it should be one of: {', '.join(allowed)}")
        return value

    def optional_choice(self, name: str, allowed: Iterable[str]) -> str | None:
        return None if self.take(name, None) is None else self.choice(name, allowed)

    def choices(self, name: str, allowed: Iterable[T], default: Any = ...) -> tuple[T, ...]:
        values, allowed = self.take(name, default), set(allowed)
        if not isinstance(values, list):
            raise self.fail(name, "should be a list in square brackets")
        for value in values:
            if value not in allowed:
                raise self.fail(name, f"names “{value}”, which is not known")
        return tuple(values)

    def flag(self, name: str, default: Any = ...) -> bool:
        value = self.take(name, default)
        if not isinstance(value, bool):
            raise self.fail(name, "should be true or false")
        return value

    def whole_number(self, name: str, default: Any = ..., least: int = 0) -> int:
        value = self.take(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.fail(name, f"should be a whole number from {least} up")
        return value

    def day(self, name: str) -> date:
        value = self.take(name)
        if not isinstance(value, date):
            raise self.fail(name, "should be a date such as 2027-11-01")
        return value

    def inner(self, name: str) -> Record:
        """The mapping under a field, as a record of its own."""
        return Record(self.file, self.take(name), self._at(name))

    def each(self, name: str, *, least: int = 1, most: int | None = None) -> list[Record]:
        """The mappings of the list under a field, each as a record of its own; from `least` to `most` of them."""
        values = self.take(name)
        if not isinstance(values, list) or len(values) < least or (most is not None and len(values) > most):
            count = "" if most is None else f"{least} " if least == most else f"{least} to {most} "
            raise self.fail(name, f"should be a list of {count}records")
        return [
            Record(self.file, value, f"{self._at(name)}[{number}]") for number, value in enumerate(values)
        ]

    def both(self, name: str) -> tuple[str, str]:
        """The Welsh and the English of a field; both must be there."""
        inner = self.inner(name)
        pair = inner.text("cy"), inner.text("en")
        inner.close()
        return pair

    def _at(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name

    def close(self) -> None:
        """Raise `CatalogueError` if a field was given that has no meaning here."""
        for name in self.values:
            if name not in self._seen:
                raise self.fail(str(name), "is not a field that is known here")
