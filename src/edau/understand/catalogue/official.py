"""How official words are shown: as what they are, and in the language that was seen."""

from __future__ import annotations

from dataclasses import dataclass

from edau.understand.catalogue.reading import catalogue
from edau.understand.catalogue.records import OfficialText


@dataclass(frozen=True, slots=True)
class Wording:
    """What to show of an official text: `text` in `lang`, and our own plain words, `label`, where needed.

    `official` is true only where the wording was seen in an official source. `notice` is "disgrifiad
    answyddogol" / "unofficial description" where what stands in the reader's language is not official
    wording.
    """

    text: str
    lang: str
    official: bool
    label: str | None
    notice: str | None


def official(text: OfficialText, language: str) -> Wording:
    """What a reader in `language` is shown of an official text.

    Official Welsh where it was seen; else our own plain Welsh as `label`, marked "disgrifiad answyddogol",
    with the English quoted (`lang` is "en"). English that was not seen in a source is shown, but never as
    official.
    """
    notice = catalogue().notices["unofficial"].say(language)
    if language == "cy":
        if text.cy and text.cy_checked:
            return Wording(text.cy, "cy", official=True, label=None, notice=None)
        return Wording(text.en, "en", official=text.en_checked, label=text.cy_label, notice=notice)
    return Wording(
        text.en, "en", official=text.en_checked, label=None, notice=None if text.en_checked else notice
    )
