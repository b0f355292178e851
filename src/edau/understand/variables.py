"""What places are compared by when we look for places like yours: `catalogue/similarity.yaml` as typed records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from edau.catalogue import CatalogueError, Record, read, root
from edau.understand.catalogue import Bilingual, Indicator, catalogue

FILE = "similarity.yaml"
KINDS = frozenset({"share", "size", "other"})
BASES = frozenset({"published", "residents"})
LICENCE = "OGL-UK-3.0"  # of all inputs, so that what is made of them may be passed on under it


@dataclass(frozen=True, slots=True)
class Variable:
    """One indicator that goes into the comparison; `kind` says how it is transformed (share, size, other).

    `base` is ``residents`` where the base of a share was not published and the residents of the place stand in for it.
    """

    indicator: str
    kind: str
    base: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Variables that are weighted together: the unit of the sliders, and of why two places are alike or different."""

    key: str
    name: Bilingual
    checked: bool
    variables: tuple[Variable, ...]

    @property
    def indicators(self) -> tuple[str, ...]:
        return tuple(one.indicator for one in self.variables)


@dataclass(frozen=True, slots=True)
class Setting:
    """A class of places by the people of their whole built-up area and by people to a square kilometre."""

    key: str
    name: Bilingual
    definition: Bilingual
    least_built_up: int
    least_density: int
    checked: bool

    def fits(self, built_up: float, density: float) -> bool:
        return built_up >= self.least_built_up and density >= self.least_density


@dataclass(frozen=True, slots=True)
class Similarity:
    """The themes and the settings, in the order of the file."""

    themes: tuple[Theme, ...]
    settings: tuple[Setting, ...]

    @property
    def variables(self) -> tuple[Variable, ...]:
        return tuple(one for theme in self.themes for one in theme.variables)


@cache
def similarity() -> Similarity:
    """What ships with Edau, read once."""
    return read_similarity(root())


def read_similarity(folder: Traversable) -> Similarity:
    """Read and check the file below `folder`; `CatalogueError` at the first thing that is wrong."""
    record = Record(FILE, read(folder, FILE))
    known = catalogue().indicators
    themes = tuple(_theme(each, known) for each in _each(record, "themes"))
    settings = tuple(_setting(each) for each in _each(record, "settings"))
    record.close()
    used = [one.indicator for theme in themes for one in theme.variables]
    for name, keys in (
        ("themes", [theme.key for theme in themes]),
        ("settings", [setting.key for setting in settings]),
        ("variables", used),
    ):
        for key in keys:
            if keys.count(key) > 1:
                raise CatalogueError(FILE, name, f"has “{key}” twice")
    if not settings[-1].fits(0, 0):
        raise CatalogueError(FILE, "settings", "should end with one that fits every place")
    return Similarity(themes, settings)


def _each(record: Record, name: str) -> Iterator[Record]:
    values: Any = record.take(name)
    if not isinstance(values, list) or not values:
        raise record.fail(name, "should be a list of records")
    for position, value in enumerate(values, start=1):
        key = value.get("key", position) if isinstance(value, Mapping) else position
        inner = Record(FILE, value, f"{record.where + '.' if record.where else ''}{name}.{key}")
        yield inner


def _theme(record: Record, known: Mapping[str, Indicator]) -> Theme:
    theme = Theme(
        key=record.text("key"),
        name=Bilingual(*record.both("name")),
        checked=_checked(record),
        variables=tuple(_variable(each, known) for each in _each(record, "variables")),
    )
    record.close()
    return theme


def _variable(record: Record, known: Mapping[str, Indicator]) -> Variable:
    variable = Variable(
        indicator=record.choice("indicator", known),
        kind=record.choice("kind", KINDS),
        base=record.optional_choice("base", BASES) or "published",
    )
    indicator = known[variable.indicator]
    if variable.kind == "share" and indicator.unit != "percent":
        raise record.fail("kind", f"is share, but {indicator.key} is no percentage")
    if indicator.licence != LICENCE:
        raise record.fail("indicator", f"is under {indicator.licence}; all inputs must be under {LICENCE}")
    if indicator.level == "LA":
        raise record.fail("indicator", "is a figure of the authority, not of the place")
    record.close()
    return variable


def _setting(record: Record) -> Setting:
    setting = Setting(
        key=record.text("key"),
        name=Bilingual(*record.both("name")),
        definition=Bilingual(*record.both("definition")),
        least_built_up=record.whole_number("least_built_up"),
        least_density=record.whole_number("least_density"),
        checked=_checked(record),
    )
    record.close()
    return setting


def _checked(record: Record) -> bool:
    inner = record.inner("wording")
    checked = inner.flag("checked")
    inner.close()
    return checked
