"""The columns of a table of what people said, and the values some of them take, as they are called in both languages.

A file has the headings of the language of whoever made it, so either is read on either page. They are data, not messages:
both languages are needed at once, whatever the page speaks.
"""

from __future__ import annotations

from collections.abc import Mapping

from edau.listen.choices import WELSH, Audience, Kind

WORDS, TITLE, LANGUAGE, PLACE = "words", "title", "language", "place"
KIND, AUDIENCE, SAID = "kind", "audience", "said"
HEADING = "heading"  # the first line itself

# By column: its heading in Welsh and in English.
HEADINGS: Mapping[str, tuple[str, str]] = {
    WORDS: ("geiriau", "words"),
    TITLE: ("teitl", "title"),
    LANGUAGE: ("iaith", "language"),
    PLACE: ("lle", "place"),
    KIND: ("math", "kind"),
    AUDIENCE: ("pwy gaiff ddarllen", "who may read"),
    SAID: ("dyddiad", "date said"),
    "welsh_effects": ("effeithiau ar y Gymraeg", "effects on Welsh"),
    "welsh_better": ("mwy o les i’r Gymraeg", "more good for Welsh"),
    "welsh_harms": ("llai o niwed i’r Gymraeg", "less harm to Welsh"),
}
NEEDED = (WORDS, LANGUAGE)
LANGUAGES: Mapping[str, tuple[str, str]] = {"cy": ("cy", "cy"), "en": ("en", "en")}
KINDS: Mapping[str, tuple[str, str]] = {
    Kind.STORY: ("stori", "story"),
    Kind.CONVERSATION: ("sgwrs", "conversation"),
    Kind.INSIGHT: ("sylw", "insight"),
}
AUDIENCES: Mapping[str, tuple[str, str]] = {
    Audience.EVERYONE: ("pawb", "everyone"),
    Audience.ANSWERERS: ("atebwyr", "answerers"),
}
# Other words that people write for the same.
ALIKE: Mapping[str, Mapping[str, str]] = {
    LANGUAGE: {"cymraeg": "cy", "welsh": "cy", "saesneg": "en", "english": "en"},
    AUDIENCE: {"y rhai sy'n ateb": Audience.ANSWERERS, "those who answer": Audience.ANSWERERS},
    HEADING: {"audience": AUDIENCE, "cynulleidfa": AUDIENCE, "date": SAID, "said": SAID},
}


def heading(column: str, language: str) -> str:
    """What a column is called."""
    return HEADINGS[column][0 if language == "cy" else 1]


def column_of(written: str) -> str:
    """The column that a heading means, in either language; empty for one that is not ours."""
    return _meant(written, HEADINGS, ALIKE[HEADING])


def value_of(column: str, written: str) -> str:
    """What is meant by a word in a column with a closed list; empty for one that is not on it."""
    lists = {LANGUAGE: LANGUAGES, KIND: KINDS, AUDIENCE: AUDIENCES}
    return _meant(written, lists[column], ALIKE.get(column, {}))


def offered(column: str, language: str) -> str:
    """The words that a column with a closed list takes, in one language: "story, conversation, insight"."""
    lists = {LANGUAGE: LANGUAGES, KIND: KINDS, AUDIENCE: AUDIENCES}
    return ", ".join(pair[0 if language == "cy" else 1] for pair in lists[column].values())


def _meant(written: str, known: Mapping[str, tuple[str, str]], alike: Mapping[str, str]) -> str:
    plain = _plain(written)
    for key, pair in known.items():
        if plain in map(_plain, pair):
            return str(key)
    return str(alike.get(plain, ""))


def _plain(written: str) -> str:
    return " ".join(written.replace("’", "'").casefold().split())


def asked(*, welsh: bool) -> list[str]:
    """The columns of a template: those of the effects on the Welsh language only where they are asked."""
    return [column for column in HEADINGS if welsh or column not in WELSH]
