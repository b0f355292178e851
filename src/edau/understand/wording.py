"""Facts into sentences in Welsh and in English: the words are the catalogue’s, the figures the fact’s.

A fact is settled first (value, fraction, how it stands beside Wales); the language comes last. Each
language has its own template, so that neither is a translation of the other, and both carry the same
figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, Protocol

from edau.language import numbers
from edau.understand.catalogue import Bilingual, Gap, Indicator, Whole, catalogue

VOWELS = "aeiouwyâêîôûŵŷ"


class Found(Protocol):
    """What a kernel hands on: a code and its numbers (`edau.kernels.findings.Finding`)."""

    @property
    def code(self) -> str: ...

    @property
    def params(self) -> Mapping[str, float | int | str]: ...


class Named(Protocol):
    """An area that knows its own forms, as `edau.places.models.Area` does."""

    def name(self, language: str) -> str: ...

    def locative(self, language: str) -> str: ...

    def of(self, language: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Names:
    """The forms of the name of an area in one language: "Pontypridd", "ym Mhontypridd", "o Bontypridd"."""

    name: str
    loc: str
    of: str


class Fact(NamedTuple):
    """One figure of one area, ready to be said.

    `value` and `wales` are texts as the page shows them (see `shown`): with %, £, but without other units;
    a pair where the two languages differ (the name of a place). `number` is the value as stored; None with
    `value` None where it is missing or withheld. `relation` is ``higher``, ``lower``, ``similar`` or
    ``not_compared`` (``higher`` and ``lower`` only where the difference is significant). `distinctness`
    says how far the value lies from that of Wales in standard deviations between places, without sign.
    `names` are those of the area that the figure is for: the authority's where the figure is the
    authority's.
    """

    indicator: Indicator
    names: Mapping[str, Names]
    value: str | Bilingual | None
    number: float | None = None
    fraction: Found | None = None
    relation: str = "not_compared"
    wales: str | Bilingual | None = None
    counted: str | None = None
    caveats: tuple[str, ...] = ()
    reliability: str | None = None
    distinctness: float = 0.0


def names_of(area: Named) -> dict[str, Names]:
    """The forms of an area's name by language."""
    return {
        language: Names(area.name(language), area.locative(language), area.of(language))
        for language in ("cy", "en")
    }


def shown(indicator: Indicator, value: float) -> str:
    """The value as pages in both languages show it: 24.68 percent → "24.7%", 1.29 with `per` 100 → "129"."""
    value = value * indicator.per
    if indicator.unit == "percent":
        # Nobody is nobody: "0.0%" would look like a little that was rounded away.
        return numbers.percent(value, indicator.decimals if value else 0)
    if indicator.unit == "pounds":
        return numbers.pounds(value, indicator.decimals)
    return numbers.number(value, indicator.decimals)


def sentence(fact: Fact, language: str) -> str:
    """The fact as one sentence or two, ending in a full stop.

    A missing value gives the sentence that says so. The end of the sentence compares with Wales; it is left
    out where `wales` is None (for Wales itself, say).
    """
    template = catalogue().notices["unknown"] if fact.value is None else _template(fact)
    return _fill(template.say(language), fact, language)


def strength(fact: Fact, language: str) -> str:
    """The sentence about what is there. ValueError for a fact that `strengths` would not choose."""
    if fact.indicator.strength is None or not is_strength(fact):
        raise ValueError(f"{fact.indicator.key} is not a strength here")
    return _fill(fact.indicator.strength.sentence.say(language), fact, language)


def is_strength(fact: Fact) -> bool:
    """Whether the fact may be said as a strength: the catalogue has words for it, and the figure bears them.

    ``above`` and ``below`` need a significant difference from Wales, ``none`` a figure of nought,
    ``present`` something above nought (or the least that the catalogue names). A figure that is withheld or
    too weak (grade D) never counts.
    """
    rule = fact.indicator.strength
    if rule is None or fact.value is None or fact.reliability == "D":
        return False
    if rule.when in ("above", "below"):
        return fact.wales is not None and fact.relation == {"above": "higher", "below": "lower"}[rule.when]
    if fact.number is None:
        return False
    if rule.when == "none":
        return fact.number == 0
    return fact.number > 0 and fact.number >= (rule.at_least or 0)


def strengths(facts: Iterable[Fact], limit: int = 5) -> list[Fact]:
    """Choose the facts to open a page with: what is here already, in the order to show them.

    1. Themes take turns, so that five sentences do not all speak of age: the first of each theme, then the
       second of each.
    2. In each turn, what sets the place apart (above, below, none) comes before what is simply present.
    3. Then the more distinct comes first; where equal, the order of themes and indicators in the catalogue.
    """
    themes = catalogue().themes

    def rank(fact: Fact) -> tuple[bool, float, int, int, str]:
        one = fact.indicator
        rule = one.strength
        # What must reach a stated size says as much as a difference does; the mere presence of something says least.
        present = rule is not None and rule.when == "present" and rule.at_least is None
        return (present, -fact.distinctness, themes[one.theme].order, one.order, one.key)

    def theme(fact: Fact) -> str:
        return fact.indicator.theme

    chosen = [fact for fact in facts if is_strength(fact)]
    turns = [
        (turn, rank(fact), fact)
        for _, group in groupby(sorted(chosen, key=theme), key=theme)
        for turn, fact in enumerate(sorted(group, key=rank))
    ]
    turns.sort(key=lambda one: one[:2])
    return [fact for _, _, fact in turns[:limit]]


def verdict(relation: str, language: str) -> str:
    """How a figure stands beside Wales, for a chart or a table: "higher than Wales", "uwch na Chymru"."""
    return str(catalogue().verdicts[relation]["label"][language])


def fraction_words(fraction: Found | None, whole: Whole, language: str, *, start: bool = False) -> str | None:
    """The fraction with its whole: "tuag un o bob pedair o’r aelwydydd", "about one in four households".

    None where there is no fraction to say (nothing, or missing): say the figure instead. With `start` the
    first letter is a capital. Welsh forms follow gender (pedwar, pedair) and the mutation after tua, dros,
    i and na.
    """
    if fraction is None or fraction.code not in catalogue().fractions["fractions"]:
        return None
    words = _welsh_fraction(fraction, whole) if language == "cy" else _english_fraction(fraction, whole)
    return _capital(words) if start else words


def gap(
    register: Gap, names: Mapping[str, Names], language: str, authority: Mapping[str, Names] | None = None
) -> tuple[str, str]:
    """What is not known about an area, and what would fill the gap; `authority` is its local authority."""
    place = names[language]
    over = (authority or names)[language]
    forms = {
        "place": place.name,
        "loc": place.loc,
        "of": place.of,
        "authority": over.name,
        "authority_loc": over.loc,
    }
    return register.text.say(language).format_map(forms), register.fill.say(language).format_map(forms)


def _template(fact: Fact) -> Bilingual:
    """The template that suits the number: Welsh nouns change after two; nought has a sentence of its own."""
    one = fact.indicator
    special = {"0": one.sentence_none, "1": one.sentence_one, "2": one.sentence_two}
    if fact.number == 0 and one.sentence_none:
        return one.sentence_none
    return (special.get(fact.value) if isinstance(fact.value, str) else None) or one.sentence


def _fill(template: str, fact: Fact, language: str) -> str:
    return template.format_map(_Words(fact, language))


class _Words(dict[str, str]):
    """The words that stand in a template, each worked out when the template asks for it: most name three of eleven."""

    def __init__(self, fact: Fact, language: str) -> None:
        super().__init__()
        self._fact, self._language = fact, language

    def __missing__(self, name: str) -> str:
        return _WORDS[name](self._fact, self._language)


def _fraction(fact: Fact, language: str) -> str:
    """The fraction in words; where there is none, the value."""
    whole = fact.indicator.whole
    words = fraction_words(fact.fraction, whole, language) if whole else None
    return words or _text(fact.value, language)


def _share(fact: Fact, language: str) -> str:
    """The share in words: "about one in four households in Pontypridd (24.7%)".

    Without a fraction "24.7% of households in Pontypridd"; for what is no share, nothing.
    """
    whole = fact.indicator.whole
    if whole is None or fact.value is None:
        return ""
    place = fact.names[language].loc
    if whole.after:
        place = f"{place} {whole.after.say(language)}"
    value = _text(fact.value, language)
    nought = fact.fraction is not None and fact.fraction.code == "none"
    words = None if nought else fraction_words(fact.fraction, whole, language)
    return f"{words} {place} ({value})" if words else f"{value} {whole.of_the.say(language)} {place}"


def _verdict_clause(fact: Fact, language: str) -> str:
    if fact.wales is None:
        return ""
    kind = "share" if fact.indicator.whole else "level"
    clause: str = catalogue().verdicts[fact.relation][kind][language]
    return clause.format(wales=_text(fact.wales, language))


def _welsh_fraction(fraction: Found, whole: Whole) -> str:
    table = catalogue().fractions
    forms = table["fractions"][fraction.code]["cy"]
    before = table["closeness"][fraction.params.get("closeness", "exactly")]["cy"]
    form = before["form"]
    phrase = forms.get(form, forms["plain"]).format(
        the=whole.the,
        of_the=whole.of_the.cy,
        k=_welsh_numeral(fraction.params.get("k"), whole.gender, form),
        n=_welsh_numeral(fraction.params.get("n"), whole.gender, "plain"),
    )
    lead = before.get("before_vowel", before["words"]) if phrase[0] in VOWELS else before["words"]
    return f"{lead} {phrase}".lstrip()


def _welsh_numeral(number: float | int | str | None, gender: str, form: str) -> str:
    genders = catalogue().fractions["numerals"]["cy"].get(number)
    if genders is None:
        return str(number)
    forms: Mapping[str, str] = genders.get(gender, genders["m"])
    return forms.get(form, forms["plain"])


def _english_fraction(fraction: Found, whole: Whole) -> str:
    table = catalogue().fractions
    numerals = table["numerals"]["en"]
    before = table["closeness"][fraction.params.get("closeness", "exactly")]["en"]
    pattern = table["fractions"][fraction.code]["en"]
    lead = before.get("counted", before["words"]) if "{plural}" in pattern else before["words"]
    k, n = fraction.params.get("k"), fraction.params.get("n")
    phrase = pattern.format(
        plural=whole.plural, of_the=whole.of_the.en, k=numerals.get(k, k), n=numerals.get(n, n)
    )
    return f"{lead} {phrase}".lstrip()


def _text(value: str | Bilingual | None, language: str) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else value.say(language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_WORDS: Mapping[str, Callable[[Fact, str], str]] = {
    "value": lambda fact, language: _text(fact.value, language),
    "wales": lambda fact, language: _text(fact.wales, language),
    "count": lambda fact, language: fact.counted or "",
    "fraction": _fraction,
    "Fraction": lambda fact, language: _capital(_fraction(fact, language)),
    "share": _share,
    "Share": lambda fact, language: _capital(_share(fact, language)),
    "verdict": _verdict_clause,
    "place": lambda fact, language: fact.names[language].name,
    "loc": lambda fact, language: fact.names[language].loc,
    "of": lambda fact, language: fact.names[language].of,
}
