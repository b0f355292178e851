"""Suggesting skills and kinds of asset from free text, in either language, without a model and without the network.

Nothing here decides: what is suggested becomes a tag only when the person says so.

A word counts for as much as it is rare among all skills and kinds (inverse document frequency, Spärck Jones 1972). A label is
near a text by the cosine of their words (Salton 1975); one skill has many labels, and its nearest counts, with a little more
where words of the text stand in its other labels or in its group. Words meet as the search makes them meet, so that "gerdded
y ci" finds "cerdded ci". A word that no label knows is taken for the label word it is nearly spelt like. A text that is a
label finds what it is a label of first.

Likeness by meaning may be given besides (`connect.meaning`); then the mean of both counts. That of the extra is used where it
is installed and has been made ready with `warm_meaning`; nobody ever waits for it.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rapidfuzz import fuzz, process

from edau.catalogue import root
from edau.connect import meaning
from edau.connect.meaning import Meaning
from edau.connect.skills import Label, SkillList, read_fillers, skill_list
from edau.language.normaliser import LANGUAGES, Normaliser
from edau.language.orthography import fold

MOST = 5
LONGEST = 1_000  # characters of a text that are looked at
LEAST = 0.2  # below it a text shares no more with a label than chance
BROADER = 0.25
OTHER_READING = 0.8  # a word that meets by a less likely reading
NEARLY = 0.7  # a word that is only spelt nearly so
NEARLY_FROM, NEARLY_RATIO = 5, 84  # letters; percent of likeness (Indel)
OTHER_LANGUAGE = 0.85  # when the writer said which language they write

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CLITIC = re.compile(r"['’](?:r|n|i|u|m|th|w|ch|s|ll|re|ve|d|t)$")


class Kind(StrEnum):
    """What is suggested."""

    SKILL = "skill"
    ASSET = "asset"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A skill or a kind of asset that a text may mean. `words` are those of the text that led to it, as they were written,
    the most telling first; none where only the meaning is near. `likeness` is 0 to 1: an order, not a probability."""

    key: str
    kind: Kind
    likeness: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word of the text: as written, and the keys it meets label words by in one language, with how surely."""

    written: str
    meets: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Label:
    """One label in one language: its words, each by its keys, the likeliest first."""

    of: str
    words: tuple[tuple[str, ...], ...]
    length: float


class Suggester:
    """Knows all labels of a list. Built once: about half a second with the vocabulary in memory."""

    def __init__(self, listed: SkillList, normaliser: Normaliser | None = None) -> None:
        self._normaliser = normaliser or Normaliser()
        fillers = read_fillers(root())
        self._fillers = {language: frozenset(map(fold, fillers[language])) for language in LANGUAGES}
        self._filler_keys = {
            language: frozenset(self._normaliser.keys(word, language)[0] for word in self._fillers[language])
            for language in LANGUAGES
        }
        self._kinds: dict[str, Kind] = dict.fromkeys(listed.skills, Kind.SKILL)
        self._kinds.update(dict.fromkeys(listed.asset_kinds, Kind.ASSET))
        self._group = {key: skill.group for key, skill in listed.skills.items()}
        narrow = {key: one.label for many in (listed.skills, listed.asset_kinds) for key, one in many.items()}
        broad = {key: group.label for key, group in listed.groups.items()}
        self._whole = {
            _spelt(text): key
            for key, label in narrow.items()
            for one in LANGUAGES
            for text in label.every(one)
        }
        self._meanings = {key: label.name.en for key, label in narrow.items()}
        self._sides = {language: _Side(self, language, narrow, broad) for language in LANGUAGES}

    def meanings(self) -> Mapping[str, str]:
        """What an embedder is given for each skill and kind, by key: the English name, for texts in either language. With the
        Welsh name beside it the embedder of the extra found less."""
        return dict(self._meanings)

    def suggest(
        self,
        text: str,
        *,
        language: str = "",
        most: int = MOST,
        kinds: Collection[Kind] = tuple(Kind),
        near: Mapping[str, float] | None = None,
    ) -> list[Suggestion]:
        """Up to `most`, the nearest first; of two equally near, that which the list has first. `language` is the one the
        writer says they write, or empty. `near` is the likeness (0 to 1) of each key by meaning, where there is one. Empty
        for a text that says nothing known. ValueError for a language that is neither `cy` nor `en`."""
        if language and language not in LANGUAGES:
            raise ValueError(f"no skills in the language {language!r}")
        found: dict[str, tuple[float, tuple[str, ...]]] = {}
        text = text[:LONGEST]
        for side, share in self._shares(text, language):
            for key, (likeness, words) in side.like(text).items():
                if likeness * share > found.get(key, (0.0, ()))[0]:
                    found[key] = (likeness * share, words)
        whole = self._whole.get(_spelt(text), "")
        if whole:
            found[whole] = (1.0, found.get(whole, (0.0, ()))[1] or (text.strip(),))
        if near is not None:
            keys = found.keys() | near.keys()
            found = {
                key: ((found.get(key, (0.0, ()))[0] + near.get(key, 0.0)) / 2, found.get(key, (0.0, ()))[1])
                for key in keys
            }
        order = {key: number for number, key in enumerate(self._kinds)}
        suggestions = [
            Suggestion(key, self._kinds[key], round(min(likeness, 1.0), 4), words)
            for key, (likeness, words) in found.items()
            if self._kinds[key] in kinds and likeness >= LEAST
        ]
        return sorted(suggestions, key=lambda one: (one.key != whole, -one.likeness, order[one.key]))[:most]

    def group_of(self, key: str) -> str:
        """The group of a skill; empty for a kind of asset."""
        return self._group.get(key, "")

    def words(self, text: str, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The telling words of a text as written, with their keys in one language."""
        for written in _WORD.findall(text):
            bare = _CLITIC.sub("", written)
            keys = self._normaliser.keys(bare, language)
            if keys and not self.is_filler(written, language):
                yield written, keys

    def is_filler(self, written: str, language: str) -> bool:
        """Whether a word says nothing of what: "dw", "gallaf", "somebody"."""
        spelt = fold(written).replace("’", "'")
        bare = _CLITIC.sub("", spelt)
        if not self._fillers[language].isdisjoint((spelt, bare)):
            return True
        return not self._filler_keys[language].isdisjoint(self._normaliser.keys(bare, language)[:1])

    def _shares(self, text: str, language: str) -> list[tuple[_Side, float]]:
        """Each language with how far the text seems to be written in it: the share of its words that mean something there,
        beside the other."""
        known = {one: side.known(text) for one, side in self._sides.items()}
        most = max(known.values())
        return [
            (
                self._sides[one],
                (known[one] / most if most else 0.0) * (OTHER_LANGUAGE if language not in ("", one) else 1.0),
            )
            for one in LANGUAGES
        ]


class _Side:
    """All labels in one language."""

    def __init__(
        self, suggester: Suggester, language: str, narrow: Mapping[str, Label], broad: Mapping[str, Label]
    ) -> None:
        self._suggester, self._language = suggester, language
        words = {
            key: [
                tuple(keys for _, keys in suggester.words(text, language)) for text in label.every(language)
            ]
            for key, label in (*narrow.items(), *broad.items())
        }
        concepts: defaultdict[str, set[str]] = defaultdict(set)
        for key, labels in words.items():
            for label in labels:
                for keys in label:
                    concepts[keys[0]].add(key)
        count = len(words)
        self._worth = {key: math.log(1 + count / len(of)) for key, of in concepts.items()}
        self._labels: list[_Label] = []
        self._at: defaultdict[str, set[int]] = defaultdict(set)
        for key in narrow:
            for label in filter(None, words[key]):
                for keys in label:
                    for one in keys:
                        self._at[one].add(len(self._labels))
                length = math.sqrt(math.fsum(self._worth[keys[0]] ** 2 for keys in label))
                self._labels.append(_Label(key, label, length))
        every = {
            key: {one for label in labels for keys in label for one in keys} for key, labels in words.items()
        }
        self._around: dict[str, Set[str]] = {
            key: every[key] | every.get(suggester.group_of(key), set()) for key in narrow
        }
        self._spelt = sorted(
            {key for around in self._around.values() for key in around if len(key) >= NEARLY_FROM}
        )

    def known(self, text: str) -> float:
        """How much of a text means something in this language: the share of its words that are fillers or in a label."""
        written = _WORD.findall(text)
        meant = math.fsum(self._suggester.is_filler(one, self._language) for one in written)
        meant += math.fsum(max(one.meets.values(), default=0.0) for one in self._asked(text))
        return meant / len(written) if written else 0.0

    def like(self, text: str) -> dict[str, tuple[float, tuple[str, ...]]]:
        """How near each skill or kind is that shares a word with the text, and the words of the text that led there."""
        asked = self._asked(text)
        value = [
            max((self._worth.get(key, 0.0) * sure for key, sure in one.meets.items()), default=0.0)
            for one in asked
        ]
        length = math.sqrt(math.fsum(one**2 for one in value))
        if not length:
            return {}
        touched = {at for one in asked for key in one.meets for at in self._at.get(key, ())}
        nearest: dict[str, float] = {}
        for label in (self._labels[at] for at in touched):
            meeting = math.fsum(self._meeting(asked, keys) for keys in label.words)
            likeness = meeting / (label.length * length)
            nearest[label.of] = max(nearest.get(label.of, 0.0), likeness)
        found = {}
        for key, likeness in nearest.items():
            led = [
                (worth, one.written)
                for one, worth in zip(asked, value, strict=True)
                if worth and not self._around[key].isdisjoint(one.meets)
            ]
            around = math.sqrt(math.fsum(worth**2 for worth, _ in led)) / length
            words = tuple(dict.fromkeys(word for _, word in sorted(led, key=lambda pair: -pair[0])))
            found[key] = ((likeness + BROADER * around) / (1 + BROADER), words)
        return found

    def _meeting(self, asked: Sequence[_Asked], keys: tuple[str, ...]) -> float:
        """The square of a label word's worth, as surely as the text has it; nought where it does not."""
        sure = max(
            (
                one.meets[key] * (1.0 if key == keys[0] else OTHER_READING)
                for one in asked
                for key in keys
                if key in one.meets
            ),
            default=0.0,
        )
        return self._worth[keys[0]] ** 2 * sure

    def _asked(self, text: str) -> list[_Asked]:
        found: dict[str, _Asked] = {}
        for written, keys in self._suggester.words(text, self._language):
            meets = {
                key: 1.0 if place == 0 else OTHER_READING for place, key in enumerate(keys) if key in self._at
            }
            if not meets and len(keys[0]) >= NEARLY_FROM:
                close = process.extractOne(keys[0], self._spelt, scorer=fuzz.ratio, score_cutoff=NEARLY_RATIO)
                meets = {close[0]: NEARLY} if close and close[0] in self._at else {}
            found.setdefault(keys[0], _Asked(written, meets))
        return list(found.values())


def _spelt(text: str) -> str:
    """A text as it is compared whole: without accents, capitals, marks and doubled spaces."""
    return " ".join(_WORD.findall(fold(text).replace("’", "'")))


@cache
def suggester() -> Suggester:
    """The one that knows the list that ships with Edau."""
    return Suggester(skill_list())


def suggest(
    text: str,
    *,
    language: str = "",
    most: int = MOST,
    kinds: Collection[Kind] = tuple(Kind),
    by_meaning: Meaning | None = None,
) -> list[Suggestion]:
    """Up to `most` skills and kinds of asset that a text may mean, the nearest first, with the words that led there. The
    person confirms; see `Suggester.suggest`. What `by_meaning` finds near is used; without it, the extra's if it is ready."""
    by_meaning = by_meaning or meaning.ready()
    near = by_meaning.near(text[:LONGEST]) if by_meaning and text.strip() else None
    return suggester().suggest(text, language=language, most=most, kinds=kinds, near=near)


def warm() -> None:
    """Makes ready what the first suggestion would otherwise wait for: the vocabulary and the labels."""
    suggester()


def warm_meaning() -> bool:
    """Makes the embedder of the extra ready, several seconds of work for the background; False where it is not installed."""
    return meaning.warm(suggester().meanings())
