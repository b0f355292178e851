"""The Welsh vocabulary behind the search: every written form simplemma knows, and the headword it belongs to.

simplemma keeps its 402,470 forms in a Python dictionary of some 50 MB. A web process should not carry that
for ever, so the list is packed once into one string of bytes and two arrays (10 MB) and looked up by binary
search; the large dictionary is let go. Loading takes about a second, happens at the first search or when
`warm` is called, and only once however many threads ask. The list is simplemma's (ODbL); nothing of it is
stored with Edau.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from edau.language.orthography import fold


class Vocabulary:
    """Forms to headwords, packed. Both are in lower case and keep their accents."""

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        """From pairs of form and headword; a list sorted by form needs the least memory, any other order
        works too."""
        numbers: dict[str, int] = {}
        text, starts, of = bytearray(), array("I"), array("I")
        last = b""
        # What does not fit the sorted list: names in capitals, and forms with accents written without them,
        # for many people type "canwau" for "canŵau". Those may add headwords to a form that is listed for
        # another word.
        self._also: dict[str, tuple[str, ...]] = {}
        for form, headword in forms:
            headword = headword.lower()
            number = numbers.setdefault(headword, len(numbers))
            encoded = form.encode()
            if form != form.lower() or encoded <= last:
                self._add(form.lower(), headword)
            else:
                starts.append(len(text))
                of.append(number)
                text += encoded
                last = encoded
            if not form.isascii():
                self._add(fold(form), headword)
        starts.append(len(text))
        self._forms, self._of = _Forms(bytes(text), starts), of
        self._headwords = list(numbers)
        self._sorted_headwords = sorted(numbers)

    def _add(self, form: str, headword: str) -> None:
        if headword not in self._also.get(form, ()):
            self._also[form] = (*self._also.get(form, ()), headword)

    def headwords(self, form: str) -> tuple[str, ...]:
        """The headwords of a form in lower case, the likeliest first; empty for a form that is not listed."""
        encoded = form.encode()
        at = bisect_left(self._forms, encoded)
        also = self._also.get(form, ())
        if at < len(self._forms) and self._forms[at] == encoded:
            first = self._headwords[self._of[at]]
            return (first, *(headword for headword in also if headword != first))
        return also

    def all_headwords(self) -> Sequence[str]:
        """Every headword, in byte order."""
        return tuple(self._sorted_headwords)

    def is_headword(self, word: str) -> bool:
        """Whether some form has this word as its headword."""
        at = bisect_left(self._sorted_headwords, word)
        return at < len(self._sorted_headwords) and self._sorted_headwords[at] == word


class _Forms(Sequence[bytes]):
    """The packed forms as a sequence, for bisect."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: bytes, starts: array[int]) -> None:
        self._text, self._starts = text, starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, at: int) -> bytes:  # type: ignore[override]  # no slices are asked for
        return self._text[self._starts[at] : self._starts[at + 1]]


_lock = threading.Lock()
_welsh: Vocabulary | None = None


def welsh() -> Vocabulary:
    """The Welsh vocabulary, loaded at the first call and shared by all threads."""
    global _welsh
    if _welsh is None:
        with _lock:
            if _welsh is None:
                _welsh = Vocabulary(_simplemma())
    return _welsh


def warm() -> None:
    """Loads the vocabulary now, so that nobody's first search waits for it."""
    welsh()


def _simplemma() -> Iterable[tuple[str, str]]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    return DefaultDictionaryFactory().get_dictionary("cy").items()
