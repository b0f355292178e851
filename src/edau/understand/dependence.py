"""How places depend on one another: `catalogue/dependence.yaml` as a typed record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Any

from edau.catalogue import Record, read, root
from edau.understand.catalogue import Bilingual, catalogue

FILE = "dependence.yaml"
MEASURES = frozenset({"in_out", "contained", "kinds", "points", "reach", "unconcentrated"})
SHARE_ALIKE = (
    "ODbL-1.0"  # what is made of data under this licence may only be passed on under it, so none goes in
)


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its name and the measures that its rank is the mean of."""

    key: str
    name: Bilingual
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """One description. `code` is the technical word; `says` ends the sentence "This place …"."""

    code: str
    says: Bilingual


@dataclass(frozen=True, slots=True)
class DependenceModel:
    """The whole model, as the file explains it. `own` and `around` are the least fits of the three standings."""

    version: int
    own: float
    around: float
    axes: tuple[Axis, ...]
    services: tuple[str, ...]
    labels: tuple[Label, ...]
    cuts: tuple[float, ...]
    clear: float
    draws: int
    seed: int
    concentration: float
    links: int
    checked: bool

    def says(self, code: str) -> Bilingual:
        """What a label says; `KeyError` for one that the model does not have."""
        return {label.code: label.says for label in self.labels}[code]

    def label_at(self, rank: float) -> str:
        """The code of the label that a rank between 0 and 1 falls under; at a cut the higher one."""
        return self.labels[sum(rank >= cut for cut in self.cuts)].code


@cache
def dependence_model() -> DependenceModel:
    """The model that ships with Edau, read once."""
    return read_model(root())


def read_model(folder: Traversable) -> DependenceModel:
    """Read and check the model below `folder`; `CatalogueError` at the first thing that is wrong."""
    record = Record(FILE, read(folder, FILE))
    fit, wording = record.inner("fit"), record.inner("wording")
    model = DependenceModel(
        version=record.whole_number("version", least=1),
        own=_share(fit, "own"),
        around=_share(fit, "around"),
        axes=tuple(_axis(one) for one in record.each("axes")),
        services=record.choices("services", _open_services()),
        labels=tuple(_label(one) for one in record.each("labels")),
        cuts=_cuts(record),
        clear=_share(record, "clear"),
        draws=record.whole_number("draws", least=1),
        seed=record.whole_number("seed"),
        concentration=_above_nought(record, "concentration"),
        links=record.whole_number("links", least=1),
        checked=wording.flag("checked"),
    )
    for one in (fit, wording, record):
        one.close()
    if not model.around < model.own:
        raise fit.fail("around", "should be less than own")
    if len(model.labels) != len(model.cuts) + 1:
        raise record.fail("cuts", "should be one fewer than the labels")
    return model


def _open_services() -> list[str]:
    """Counts of services that what is made of them may be passed on with the rest of the figures."""
    counts = (one for one in catalogue().indicators.values() if one.kind == "count")
    return [one.key for one in counts if SHARE_ALIKE not in one.licence]


def _axis(record: Record) -> Axis:
    axis = Axis(record.text("key"), Bilingual(*record.both("name")), record.choices("measures", MEASURES))
    record.close()
    if not axis.measures:
        raise record.fail("measures", "should name at least one measure")
    return axis


def _label(record: Record) -> Label:
    label = Label(record.text("code"), Bilingual(*record.both("says")))
    record.close()
    return label


def _cuts(record: Record) -> tuple[float, ...]:
    values = record.take("cuts")
    if not isinstance(values, list) or not all(_is_share(value) for value in values):
        raise record.fail("cuts", "should be a list of numbers between 0 and 1")
    if any(after <= before for before, after in pairwise(values)):
        raise record.fail("cuts", "should rise")
    return tuple(float(value) for value in values)


def _share(record: Record, name: str) -> float:
    value = record.take(name)
    if not _is_share(value):
        raise record.fail(name, "should be a number between 0 and 1")
    return float(value)


def _above_nought(record: Record, name: str) -> float:
    value = record.take(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
        raise record.fail(name, "should be a number above 0")
    return float(value)


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
