"""Search keys: what makes any form of a word find any other.

A Welsh word changes at both ends: cymuned, gymuned, nghymuned, chymuned, cymunedau, gymunedau … The keys of a
written form are found so:
1. the overrides of the catalogue speak first;
2. the headwords that the vocabulary gives for the form, and the form itself where it is a headword ("cymuned"
   is one, and a form of "cymuno" as well: it keeps both keys);
3. every radical from which a mutation could have made the form, if the vocabulary or our place names know it,
   with the radical's headwords; for a form that is a headword itself ("nod", an aim, or "dod" after a nasal)
   only radicals that are headwords too;
4. a word that nothing knows is its own key.
Keys are in lower case, without accents, letters and digits only. English words are stemmed (Snowball).

A normaliser is what `edau.core.search` asks for: `document` for what is indexed, `query` and `name_queries`
for what people type, `name_keys` for names.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain

from edau.language import vocabulary
from edau.language.mutation import radicals
from edau.language.orthography import fold
from edau.language.words import word_list

LANGUAGES = ("cy", "en")
Term = dict[str, tuple[str, ...]]

# A query longer than this is no question anybody asks; the rest of it is left out.
LONGEST_QUERY = 200
MOST_TERMS = 12

_TOKEN = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*")
_CLITIC = re.compile(r"['’](?:r|n|i|u|m|th|w|ch|s|ll|re|ve|d|t)$")
_HYPHEN = re.compile(r"[-‐‑'’]")
_NOT_KEY = re.compile(r"[^a-z0-9]+")
_ARTICLES = ("yr", "y", "the")


class Normaliser:
    """Keys for both languages. `names` are place names, whose words count as known: give all that can be
    found."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = frozenset(
            word
            for name in names
            for token in _TOKEN.findall(fold(name))
            for word in ("".join(_HYPHEN.split(token)), *_HYPHEN.split(token))
        )
        self._stemming = threading.Lock()
        self._cached_keys = lru_cache(maxsize=20_000)(self._keys)

    def keys(self, word: str, language: str) -> tuple[str, ...]:
        """The keys of one word, the likeliest first; two forms of one word share at least one. Never empty
        for a word with a letter or digit in it. ValueError for a language that is neither `cy` nor `en`."""
        if language not in LANGUAGES:
            raise ValueError(f"no search keys for the language {language!r}")
        return self._cached_keys(word, language)

    def document(self, text: str, language: str) -> str:
        """The keys of a text, one after another with a space between: what goes into the index. All keys of a
        word are given; a hyphenated word is given whole and in its parts."""
        keys = (self._token_keys(token, language) for token in _TOKEN.findall(text))
        return " ".join(chain.from_iterable(keys))

    def query(self, text: str) -> tuple[Term, ...]:
        """What people typed as terms that must all be found; each term lists, by language, the keys any of
        which will do. Words too common to narrow the search are left out unless there are no others."""
        tokens = _TOKEN.findall(text[:LONGEST_QUERY])
        telling = [token for token in tokens if token.lower() not in self._too_common]
        words = [_HYPHEN.sub("", _CLITIC.sub("", token)) for token in (telling or tokens)[:MOST_TERMS]]
        terms = ({language: self.keys(word, language) for language in LANGUAGES} for word in words)
        return tuple(term for term in terms if any(term.values()))

    def spans(self, text: str, language: str, terms: Iterable[Term]) -> Iterator[tuple[int, int]]:
        """Where in a text stand words that the terms of a query find there, from the beginning on."""
        wanted = {key for term in terms for key in term.get(language, ())}
        for token in _TOKEN.finditer(text) if wanted else ():
            if not wanted.isdisjoint(self._token_keys(token.group(), language)):
                yield token.span()

    def telling(self, text: str, language: str) -> set[str]:
        """The keys of a text's words, each once, without those too common to tell one text from another."""
        tokens = (token for token in _TOKEN.findall(text) if token.lower() not in self._too_common)
        return {key for token in tokens for key in self._token_keys(token, language)} - self._too_common

    def name_keys(self, name: str) -> tuple[str, ...]:
        """The keys by which a name is found whole or by its beginning: without spaces, hyphens and accents,
        with and without its article. "Pen-y-bont ar Ogwr" → penybontarogwr; "Y Barri" → ybarri, barri."""
        words = _NOT_KEY.sub(" ", fold(name).replace("'", "").replace("’", "")).split()
        whole = "".join(words)
        bare = "".join(words[1:]) if words[:1] and words[0] in _ARTICLES else ""
        return tuple(key for key in dict.fromkeys((whole, bare)) if key)

    def name_queries(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The name keys that what people typed may mean: first those as written, whole and without what
        stands before a name ("ym", "i'r", "in", an article), then those that undo a mutation. "ym
        Mhontypridd" → (ymmhontypridd, mhontypridd), (pontypridd, …). Both empty where nothing was typed."""
        words = fold(text[:LONGEST_QUERY]).replace("’", "'").split()
        starts = [words]
        while len(starts[-1]) > 1 and self._stands_before_a_name(starts[-1][0]):
            starts.append(starts[-1][1:])
        mutated = (
            radical.word + "".join(rest)
            for first, *rest in filter(None, starts)
            for radical in radicals(first)
        )
        written = _distinct("".join(start) for start in starts)
        return written, tuple(key for key in _distinct(mutated) if key not in written)

    def _stands_before_a_name(self, word: str) -> bool:
        return _CLITIC.sub("", word) in self._before_names or word in _ARTICLES

    def _token_keys(self, token: str, language: str) -> Iterable[str]:
        token = _CLITIC.sub("", token)
        parts = _HYPHEN.split(token)
        words = [token] if len(parts) == 1 else ["".join(parts), *parts]
        return chain.from_iterable(self.keys(word, language) for word in words if word)

    def _keys(self, word: str, language: str) -> tuple[str, ...]:
        word = _CLITIC.sub("", word.lower())
        override = self._overrides[language].get(fold(word))
        if override:
            return override
        found = self._welsh(word) if language == "cy" else (self._stem(fold(word)),)
        return _distinct(fold(key) for key in found)

    def _welsh(self, word: str) -> list[str]:
        if word in self._too_common:
            return [word]
        known = vocabulary.welsh()
        own = known.is_headword(word)
        keys = self._readings(word, known)
        for radical, _ in radicals(word):
            # A radical's headword begins as the radical does; one that does not would undo a second mutation.
            readings = self._readings(radical, known)
            found = [key for key in readings if fold(key[:1]) == fold(radical[:1])]
            if not own:
                keys += found
            elif known.headwords(radical)[:1] == (radical,):
                keys.append(radical)
        return keys or [word]

    def _readings(self, word: str, known: vocabulary.Vocabulary) -> list[str]:
        """The word where it is a headword or part of a place name, its headwords, and theirs: "fysiau" is
        listed under "bysiau", and that under "bws". Headwords of one letter are abbreviations and left
        out."""
        keys = [word] if known.is_headword(word) or fold(word) in self._names else []
        for headword in known.headwords(word):
            keys += [headword, *known.headwords(headword)]
        return [key for key in keys if len(key) > 1 or key == word]

    def _stem(self, word: str) -> str:
        with self._stemming:  # a stemmer keeps the word it works on
            return self._stemmer.stemWord(word)

    @cached_property
    def _stemmer(self):  # type: ignore[no-untyped-def]  # the package has no types
        import snowballstemmer

        return snowballstemmer.stemmer("english")

    @cached_property
    def _overrides(self) -> dict[str, dict[str, tuple[str, ...]]]:
        lists = word_list("search_overrides")
        return {
            language: {word: tuple(keys) for word, keys in (lists[language] or {}).items()}
            for language in LANGUAGES
        }

    @cached_property
    def _too_common(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(word_list("search_overrides")["too_common"].values()))

    @cached_property
    def _before_names(self) -> frozenset[str]:
        return frozenset(fold(word) for word in word_list("search_overrides")["before_names"])


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts as keys, letters and digits only, each once and none empty."""
    keys = (_NOT_KEY.sub("", text) for text in texts)
    return tuple(dict.fromkeys(key for key in keys if key))


def warm() -> None:
    """Loads the Welsh vocabulary now (about a second and a half), so that nobody's first search waits for
    it."""
    vocabulary.warm()
