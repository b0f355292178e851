"""Texts on a page that may be in the other language: each says which it is in, so that it is read aloud rightly."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A text; `lang` is empty where it is in the language of the page."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class AskedText(Text):
    """The question of an involvement, with its id: for the pages that name it."""

    involvement: str = ""


def lang_of(spoken: str, language: str) -> str:
    """What a page in this language marks words with that are in `spoken`: nothing where it is its own."""
    return "" if spoken == language else spoken


def text_in(said: tuple[str, str], language: str) -> Text:
    """A text with its language, for a page in this one."""
    text, spoken = said
    return Text(text, lang_of(spoken, language))
