"""Fields of the catalogue’s files: each is taken out of its record and checked."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from edau.catalogue import LANGUAGES, Bilingual, Record
from edau.understand.catalogue.records import NationalIndicator, OfficialText, Strength

STRENGTHS = frozenset({"above", "below", "none", "present"})
SHORT_LENGTH = 34
PLACEHOLDERS = frozenset(
    {"value", "share", "Share", "fraction", "Fraction", "verdict", "wales", "count", "place", "loc", "of"}
)
FIGURES = frozenset({"value", "share", "fraction", "verdict", "wales", "count"})
GAP_PLACEHOLDERS = frozenset({"place", "loc", "of", "authority", "authority_loc"})


def both(record: Record, name: str) -> Bilingual:
    """A text that must be there in both languages."""
    return Bilingual(*record.both(name))


def optional_both(record: Record, name: str) -> Bilingual | None:
    """A text in both languages, or none at all."""
    return None if record.take(name, None) is None else both(record, name)


def short(record: Record) -> Bilingual:
    """The name for a chart: it has to fit beside it."""
    short = both(record, "short")
    for language in LANGUAGES:
        if len(short.say(language)) > SHORT_LENGTH:
            raise record.fail(f"short.{language}", f"is longer than {SHORT_LENGTH} characters")
    return short


def template(record: Record, name: str, allowed: frozenset[str]) -> Bilingual:
    """A sentence to be filled in; its braces may name what is allowed, and nothing else."""
    text = both(record, name)
    _check_placeholders(record, text, allowed, name)
    return text


def optional_template(record: Record, name: str) -> Bilingual | None:
    """A sentence for a special case, or none."""
    return None if record.take(name, None) is None else template(record, name, PLACEHOLDERS)


def checked(record: Record) -> bool:
    """Whether somebody qualified has read the Welsh: `wording: {checked: true}`."""
    inner = record.inner("wording")
    checked = inner.flag("checked")
    inner.close()
    return checked


def official_text(record: Record, name: str) -> OfficialText:
    """Words of the Act or of the Welsh Ministers; what is called checked must be there."""
    inner = record.inner(name)
    text = OfficialText(
        en=inner.text("en"),
        en_checked=inner.take("en_checked") is True,
        cy=inner.optional_text("cy"),
        cy_checked=inner.take("cy_checked") is True,
        cy_label=inner.text("cy_label"),
        note=inner.optional_text("note"),
    )
    inner.close()
    if text.cy_checked and not text.cy:
        raise inner.fail("cy_checked", "is true, but there is no Welsh text")
    return text


def strength(record: Record) -> Strength | None:
    """The sentence about what is there, or none."""
    if record.take("strength") is None:
        return None
    inner = record.inner("strength")
    least = inner.take("at_least", None)
    if least is not None and not isinstance(least, (int, float)):
        raise inner.fail("at_least", "should be a number")
    sentence = Bilingual(inner.text("cy"), inner.text("en"))
    _check_placeholders(inner, sentence, PLACEHOLDERS)
    strength = Strength(inner.choice("when", STRENGTHS), sentence, least)
    inner.close()
    return strength


def national(record: Record, name: str, numbers: Mapping[int, NationalIndicator]) -> int:
    """The number of a national indicator that the statute has."""
    number = record.whole_number(name, least=1)
    if number not in numbers:
        raise record.fail(name, f"is {number}, which is not the number of a national indicator")
    return number


def optional_national(record: Record, numbers: Mapping[int, NationalIndicator]) -> int | None:
    """The number of the statutory indicator that this is, or none."""
    if record.take("national_indicator", None) is None:
        return None
    return national(record, "national_indicator", numbers)


def _check_placeholders(record: Record, text: Bilingual, allowed: frozenset[str], name: str = "") -> None:
    """Braces must name what a sentence can be given, and both languages must carry the same figures."""
    figures = []
    for language in LANGUAGES:
        field = f"{name}.{language}" if name else language
        try:
            used = {one for _, one, _, _ in Formatter().parse(text.say(language)) if one is not None}
        except ValueError as error:
            raise record.fail(field, f"has a brace that is not closed or not opened ({error})") from error
        if unknown := used - allowed:
            raise record.fail(field, f"uses {{{sorted(unknown)[0]}}}, which is not known")
        figures.append({one.lower() for one in used} & FIGURES)
    if figures[0] != figures[1]:
        raise record.fail(name or "cy", "does not carry the same figures in both languages")
