"""Texts that are written in one language or in both: what is missing in the reader's is read in the other."""

from __future__ import annotations


def other_than(language: str) -> str:
    """The other of the two."""
    return "en" if language == "cy" else "cy"


def said(cy: str, en: str, language: str) -> tuple[str, str]:
    """The text to show and the language it is in: this one, or the other while it is missing. Where both are missing, the
    text is empty."""
    own, other = (cy, en) if language == "cy" else (en, cy)
    return (own, language) if own else (other, other_than(language))
