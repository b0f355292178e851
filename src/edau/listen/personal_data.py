"""Finding what probably says who somebody is, before it is kept: e-mail, telephone, NHS and National Insurance numbers,
and titles with names, in Welsh and in English.

It is a kindness to whoever writes in a hurry, not a guard: it finds patterns, and knows no names. It warns too seldom
rather than too often, because a warning that is mostly wrong is soon not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """What a piece of text looks like."""

    EMAIL = "email"
    TELEPHONE = "telephone"
    NHS = "nhs"
    INSURANCE = "insurance"
    NAME = "name"


@dataclass(frozen=True, order=True)
class Finding:
    """A piece of a text that probably says who somebody is."""

    start: int
    sign: Sign
    text: str


EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
# Figures with single spaces, dashes or brackets between them, and no figure, point or pound sign just before or after.
FIGURES = re.compile(r"(?<![\w.£])(?:\+|\()?\d(?:[ -]?[()]?[ -]?\d){8,14}(?![\w]|[.,]\d)")
# HMRC, NIM39110: two letters (never D, F, I, Q, U, V; the second not O), six figures, A to D; some pairs are not used.
INSURANCE = re.compile(
    r"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z](?: ?\d){6} ?[A-D](?!\w)",
    re.IGNORECASE,
)
NHS_FIGURES = 10
# Ofcom’s plan: numbers of everybody’s helplines and offices say nothing of a person.
SERVICES = ("03", "0500", "0800", "0808", "084", "087", "09")

_TITLES = (
    # English
    *(
        "Mr",
        "MR",
        "Mrs",
        "MRS",
        "Ms",
        "Miss",
        "Mx",
        "Master",
        "Dr",
        "Doctor",
        "Prof",
        "Professor",
        "Rev",
        "Revd",
    ),
    *("Reverend", "Fr", "Cllr", "Councillor", "Nurse", "Sergeant", "Sgt"),
    # Welsh, with their soft mutations. "Sir" is left out: it is a county ("Sir Benfro") far more often than a knight.
    *(
        "Mistar",
        "Fistar",
        "Mistras",
        "Fistras",
        "Meistres",
        "Doctor",
        "Ddoctor",
        "Athro",
        "Parch",
        "Parchedig",
    ),
    *("Barchedig", "Bnr", "Bns", "Bonwr", "Bones", "Cyng", "Gyng", "Cynghorydd", "Gynghorydd", "Nyrs"),
)
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŴŶ][\w’'-]*\w"
_BETWEEN = r"(?:(?:ap|ab|ferch|van|von|de|der)\s+)?"
NAME = re.compile(
    rf"(?<![\w’'-])(?P<title>{'|'.join(sorted(set(_TITLES), key=len, reverse=True))})\.?\s+"
    rf"(?P<name>{_BETWEEN}(?:(?:[A-Z]\.?\s{{0,2}}){{1,4}}{_BETWEEN})?{_CAPITAL}(?:\s+{_BETWEEN}{_CAPITAL}){{0,2}})"
)
# Written in a hurry, with small letters. Only these two can be nothing but a title.
HURRIED = re.compile(r"(?<![\w’'-])(?P<title>mrs?|Mrs?)\.?\s+(?P<name>[^\W\d_]{3,}(?:[’'-]\w+)?)(?!\w)")
# What follows a title without being a name: subjects, teams, buildings; and words that begin a sentence.
NO_NAMES = frozenset(
    (
        *(
            "a",
            "and",
            "neu",
            "or",
            "who",
            "men",
            "yn",
            "y",
            "yr",
            "sydd",
            "oedd",
            "has",
            "had",
            "was",
            "will",
        ),
        *("said", "can", "could", "the", "this", "that", "they", "these", "we", "he", "she", "it", "there"),
        *("cymraeg", "saesneg", "ffrangeg", "almaeneg", "mathemateg", "gwyddoniaeth", "hanes", "cerdd"),
        *("surgery", "practitioner", "practitioners", "manager", "managers", "service", "services", "team"),
        *("specialist", "association", "college", "consultant", "ward", "cymunedol", "ysgol", "ardal"),
        *("wales", "cymru"),
    )
)


def personal_data(text: str) -> list[Finding]:
    """What in a text probably says who somebody is, in the order in which it stands there, each piece once."""
    found: list[Finding] = []
    taken: list[tuple[int, int]] = []
    for finder in (_emails, _insurance, _figures, _names, _hurried):
        for finding in finder(text):
            start, end = finding.start, finding.start + len(finding.text)
            if all(end <= low or start >= high for low, high in taken):
                found.append(finding)
                taken.append((start, end))
    return sorted(found)


def is_nhs_number(figures: str) -> bool:
    """Whether ten figures are an NHS number: weights 10 to 2, the rest of 11 is the check digit, 10 never issued.

    NHS Data Dictionary, "NHS NUMBER".
    """
    if len(figures) != NHS_FIGURES or not figures.isascii() or not figures.isdigit():
        return False
    total = sum(int(figure) * weight for figure, weight in zip(figures, range(10, 1, -1), strict=False))
    check = (11 - total % 11) % 11
    return check != 10 and check == int(figures[-1])


def _emails(text: str) -> Iterator[Finding]:
    for match in EMAIL.finditer(text):
        yield Finding(match.start(), Sign.EMAIL, match.group())


def _insurance(text: str) -> Iterator[Finding]:
    for match in INSURANCE.finditer(text):
        yield Finding(match.start(), Sign.INSURANCE, match.group())


def _figures(text: str) -> Iterator[Finding]:
    for match in FIGURES.finditer(text):
        start, written = match.start(), match.group()
        if written.startswith("(") and ")" not in written:  # a bracket of the sentence, not of the number
            start, written = start + 1, written[1:]
        figures = re.sub(r"\D", "", written)
        # A telephone number begins with 0 or with the code of a country; an NHS number never with 0 in use.
        if is_nhs_number(figures) and not written.startswith(("+", "0", "(0")):
            yield Finding(start, Sign.NHS, written)
        elif _is_telephone(written, figures):
            yield Finding(start, Sign.TELEPHONE, written)


def _is_telephone(written: str, figures: str) -> bool:
    if written.startswith("+"):
        return True
    national = figures.replace("0044", "0", 1) if figures.startswith("0044") else figures
    return national.startswith("0") and 10 <= len(national) <= 11 and not national.startswith(SERVICES)


def _names(text: str) -> Iterator[Finding]:
    for match in NAME.finditer(text):
        if match["name"].split()[0].casefold() not in NO_NAMES:
            yield Finding(match.start(), Sign.NAME, match.group())


def _hurried(text: str) -> Iterator[Finding]:
    for match in HURRIED.finditer(text):
        if match["name"].casefold() not in NO_NAMES:
            yield Finding(match.start(), Sign.NAME, match.group())
