"""The list of everyday skills, the kinds of asset and the checks, from the catalogue. Read once and kept.

The list has three steps, as in SKOS (https://www.w3.org/TR/skos-reference/): a field has groups, a group has skills, each
with one preferred label and some others in both languages. Group numbers become bits of a word, so there are exactly 40 and
they never move. A file that is wrong is refused with its name and the field to mend (`CatalogueError`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

from edau.catalogue import LANGUAGES, Bilingual, CatalogueError, Record, names, read, root

FOLDER = "words/skills"
ASSETS, CHECKS, FILLERS = "words/assets.yaml", "checks.yaml", "words/fillers.yaml"
GROUPS = 40  # as many as the bits that the matching keeps for them
MOST_CHECKS = 16
KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")  # it stands in addresses, and in forty letters of the table
CODE = re.compile(r"[a-z][a-z_]{0,39}")

T = TypeVar("T")


class Risk(StrEnum):
    """Whether a child or an adult at risk may be involved, so that a connector always stands between."""

    NONE = "none"
    BROKER = "broker"


class Nature(StrEnum):
    """What an asset is: a space with hours of its own, a thing that is lent, or time of people at work."""

    SPACE = "space"
    THING = "thing"
    TIME = "time"


class BarredList(StrEnum):
    """Which list of people barred from such work is looked at with a check."""

    NONE = "none"
    ADULTS = "adults"
    CHILDREN = "children"


@dataclass(frozen=True, slots=True)
class Label:
    """What something is called: the preferred name and the other ways of saying it. `checked`: whether somebody qualified
    has read the Welsh."""

    name: Bilingual
    also_cy: tuple[str, ...]
    also_en: tuple[str, ...]
    checked: bool

    def others(self, language: str) -> tuple[str, ...]:
        """The other ways of saying it in one language; KeyError for one that is neither cy nor en."""
        return {"cy": self.also_cy, "en": self.also_en}[language]

    def every(self, language: str) -> tuple[str, ...]:
        """The preferred name first, then the others."""
        return (self.name.say(language), *self.others(language))


@dataclass(frozen=True, slots=True)
class Field:
    """A field of life that five groups stand under."""

    key: str
    position: int
    name: Bilingual
    checked: bool


@dataclass(frozen=True, slots=True)
class CheckKind:
    """A kind of check. `recheck_months` is a suggestion, None where none is made; `covers` are the codes of what whoever
    holds this one holds as well."""

    key: str
    number: int
    name: Bilingual
    says: Bilingual
    covers: tuple[str, ...]
    recheck_months: int | None
    barred_list: BarredList
    checked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Ten or so skills that belong together. `number` is 0 to 39 and never moves; `remote`: whether it can be done at a
    distance; `checks`: what a need of this group may ask for, and nothing above that."""

    key: str
    number: int
    field: str
    label: Label
    remote: bool
    risk: Risk
    checks: tuple[str, ...]

    @property
    def name(self) -> Bilingual:
        return self.label.name


@dataclass(frozen=True, slots=True)
class Skill:
    """Something everyday that somebody can do, knows or enjoys; `group` is the key of its group."""

    key: str
    group: str
    label: Label

    @property
    def name(self) -> Bilingual:
        return self.label.name


@dataclass(frozen=True, slots=True)
class AssetKind:
    """A kind of thing, space or time that can be lent or shared."""

    key: str
    nature: Nature
    label: Label

    @property
    def name(self) -> Bilingual:
        return self.label.name


@dataclass(frozen=True, slots=True)
class SkillList:
    """Everything at once, each by key: fields and checks in their order, groups by number, skills as the files have them."""

    fields: Mapping[str, Field]
    groups: Mapping[str, Group]
    skills: Mapping[str, Skill]
    asset_kinds: Mapping[str, AssetKind]
    check_kinds: Mapping[str, CheckKind]


@cache
def skill_list() -> SkillList:
    """What ships with Edau."""
    return read_skill_list(root())


def fields() -> Mapping[str, Field]:
    """The fields of life by key, in their order."""
    return skill_list().fields


def groups() -> Mapping[str, Group]:
    """The 40 groups by key, by number."""
    return skill_list().groups


def skills() -> Mapping[str, Skill]:
    """The skills by key, group after group."""
    return skill_list().skills


def asset_kinds() -> Mapping[str, AssetKind]:
    """The kinds of asset by key."""
    return skill_list().asset_kinds


@cache
def lendable_kinds() -> tuple[str, ...]:
    """The keys of what a person may lend: things and spaces, in their order. Time of people at work is an organisation's."""
    return tuple(key for key, kind in asset_kinds().items() if kind.nature is not Nature.TIME)


def check_kinds() -> Mapping[str, CheckKind]:
    """The kinds of check by code, by number."""
    return skill_list().check_kinds


def skills_of(group: str) -> tuple[Skill, ...]:
    """The skills of a group in the order of the file. KeyError for a group that is not there."""
    key = groups()[group].key
    return tuple(skill for skill in skills().values() if skill.group == key)


def may_ask(group: str, check: str) -> bool:
    """Whether a need of this group may ask for this check. KeyError for a group or a check that is not there."""
    return check_kinds()[check].key in groups()[group].checks


def satisfies(held: str, asked: str) -> bool:
    """Whether holding one check is as good as the one asked for. KeyError for a code that is not there."""
    kinds = check_kinds()
    return kinds[asked].key == held or asked in kinds[held].covers


def read_skill_list(folder: Traversable) -> SkillList:
    """Reads `checks.yaml`, `words/skills/` and `words/assets.yaml`; CatalogueError at the first thing that is wrong."""
    checks = _checks(folder)
    used = _Used()
    fields_: dict[str, Field] = {}
    groups_: dict[str, Group] = {}
    skills_: dict[str, Skill] = {}
    for file in names(folder, FOLDER):
        record = Record(file, read(folder, file))
        field = _field(record, used)
        if field.position in {one.position for one in fields_.values()}:
            raise record.fail("position", f"{field.position} is the position of another field")
        fields_[field.key] = field
        for one in record.each("groups"):
            group = _group(one, field.key, checks, used)
            taken = {each.number for each in groups_.values()}
            if group.number in taken or group.number >= GROUPS:
                raise one.fail("number", f"should be from 0 to {GROUPS - 1} and that of no other group")
            groups_[group.key] = group
            for each in one.each("skills"):
                skill = _skill(each, group.key, used)
                skills_[skill.key] = skill
            one.close()
        record.close()
    if len(groups_) != GROUPS:
        raise CatalogueError(FOLDER, "groups", f"there are {len(groups_)}, and there should be {GROUPS}")
    return SkillList(
        fields=_by_number(fields_, "position"),
        groups=_by_number(groups_, "number"),
        skills=MappingProxyType(skills_),
        asset_kinds=MappingProxyType({kind.key: kind for kind in _asset_kinds(folder, used)}),
        check_kinds=_by_number(checks, "number"),
    )


def read_fillers(folder: Traversable) -> Mapping[str, tuple[str, ...]]:
    """The words, by language, that say that somebody can or needs something and not what; CatalogueError where wrong."""
    record = Record(FILLERS, read(folder, FILLERS))
    found = {language: _texts(record, language) for language in LANGUAGES}
    record.close()
    return MappingProxyType(found)


class _Used:
    """Keys and labels that were met: each key once over all, each label once in a language."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}
        self._labels: dict[tuple[str, str], str] = {}

    def key(self, record: Record) -> str:
        key = record.text("key")
        if not KEY.fullmatch(key):
            raise record.fail("key", "should be small letters, figures and hyphens, forty at most")
        if key in self._keys:
            raise record.fail("key", f"“{key}” stands in {self._keys[key]} already")
        self._keys[key] = record.file
        return key

    def label(self, record: Record, key: str) -> Label:
        name = Bilingual(*record.both("prefLabel"))
        inner = record.inner("altLabel")
        label = Label(name, _texts(inner, "cy"), _texts(inner, "en"), record.flag("checked"))
        inner.close()
        for language in LANGUAGES:
            for text in label.every(language):
                said = " ".join(text.casefold().split())
                if (language, said) in self._labels:
                    raise record.fail(language, f"“{text}” is a label of {self._labels[language, said]} too")
                self._labels[language, said] = key
        return label


def _field(record: Record, used: _Used) -> Field:
    return Field(
        key=used.key(record),
        position=record.whole_number("position"),
        name=Bilingual(*record.both("prefLabel")),
        checked=record.flag("checked"),
    )


def _group(record: Record, field: str, checks: Mapping[str, CheckKind], used: _Used) -> Group:
    key = used.key(record)
    record.choice("broader", [field])
    return Group(
        key=key,
        number=record.whole_number("number"),
        field=field,
        label=used.label(record, key),
        remote=record.flag("remote"),
        risk=Risk(record.choice("risk", list(Risk))),
        checks=record.choices("checks", checks),
    )


def _skill(record: Record, group: str, used: _Used) -> Skill:
    key = used.key(record)
    record.choice("broader", [group])
    skill = Skill(key, group, used.label(record, key))
    record.close()
    return skill


def _asset_kinds(folder: Traversable, used: _Used) -> Iterator[AssetKind]:
    record = Record(ASSETS, read(folder, ASSETS))
    for one in record.each("kinds"):
        key = used.key(one)
        yield AssetKind(key, Nature(one.choice("nature", list(Nature))), used.label(one, key))
        one.close()
    record.close()


def _checks(folder: Traversable) -> dict[str, CheckKind]:
    record = Record(CHECKS, read(folder, CHECKS))
    if record.flag("legal_advice"):
        raise record.fail("legal_advice", "is our own reading and no legal advice: it should be false")
    found: dict[str, CheckKind] = {}
    for one in record.each("checks", most=MOST_CHECKS):
        kind = _check(one)
        if kind.key in found or kind.number in {each.number for each in found.values()}:
            raise one.fail("key", f"“{kind.key}” or its number stands here twice")
        if unknown := set(kind.covers) - found.keys():
            raise one.fail("covers", f"names “{min(unknown)}”, which does not stand above")
        found[kind.key] = kind
    record.close()
    return found


def _check(record: Record) -> CheckKind:
    key = record.text("key")
    if not CODE.fullmatch(key):
        raise record.fail("key", "should be small letters and underlines, forty at most")
    months = "recheck_months"
    kind = CheckKind(
        key=key,
        number=record.whole_number("number"),
        name=Bilingual(*record.both("name")),
        says=Bilingual(*record.both("says")),
        covers=_texts(record, "covers"),
        recheck_months=None if record.take(months, None) is None else record.whole_number(months, least=1),
        barred_list=BarredList(record.choice("barred_list", list(BarredList))),
        checked=record.flag("checked"),
    )
    record.close()
    if kind.number >= MOST_CHECKS:
        raise record.fail("number", f"should be below {MOST_CHECKS}")
    return kind


def _texts(record: Record, name: str) -> tuple[str, ...]:
    values = record.take(name)
    if not isinstance(values, list) or not all(isinstance(one, str) and one.strip() for one in values):
        raise record.fail(name, "should be a list of texts in square brackets")
    return tuple(one.strip() for one in values)


def _by_number(found: dict[str, T], attribute: str) -> Mapping[str, T]:
    ordered = sorted(found.items(), key=lambda item: getattr(item[1], attribute))
    return MappingProxyType(dict(ordered))
