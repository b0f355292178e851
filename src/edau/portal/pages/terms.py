"""School terms as a page shows them: those that are known, and what a file would change, line by line."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.utils.translation import gettext as _

from edau.accounts.models import User
from edau.connect.csv_lines import Fault, Unreadable
from edau.connect.models import SchoolTerm
from edau.connect.queries.terms import compared, known_terms
from edau.connect.rules import may_keep_terms_with
from edau.connect.terms_files import Term, read_terms
from edau.core.answers import Answer
from edau.language.alphabet import sort_names
from edau.language.numbers import day, number
from edau.people.models import Role
from edau.places.queries import visible_area
from edau.portal.words.terms import FAULTS

SALT = "edau.portal.terms"
GOOD_FOR = 2 * 60 * 60  # seconds between looking at a file and entering it
MOST_SHOWN = 200


class TokenTrouble(Exception):
    """The token is not ours, is for somebody else, or is too old."""


@dataclass(frozen=True)
class Known:
    """What is known of one authority. `mine`: whether the reader may take it off."""

    code: str
    name: str
    terms: tuple[str, ...]
    sources: tuple[str, ...]
    mine: bool


@dataclass(frozen=True)
class TermsLook:
    """What a file would change. `token` carries the file to the next step; it is empty where nothing may come in. `refused`:
    authorities whose terms the reader may not enter, with the reason."""

    counted: str
    new: tuple[str, ...]
    gone: tuple[str, ...]
    faults: tuple[str, ...]
    refused: tuple[str, ...]
    more: int
    token: str


def known_to(roles: Sequence[Role], language: str) -> list[Known]:
    """Every authority whose terms are known, by name. One query."""
    found = [
        Known(
            code,
            authority_name(code, language),
            tuple(_days(one, language) for one in terms),
            tuple(dict.fromkeys(one.source for one in terms)),
            bool(may_keep_terms_with(roles, code)),
        )
        for code, terms in known_terms().items()
    ]
    return sort_names(found, language=language, name=lambda one: one.name)


def look_at(content: bytes, roles: Sequence[Role], account: User, language: str) -> TermsLook:
    """What the bytes of a file would change; nothing is kept. One query, none where it cannot be read."""
    try:
        terms = read_terms(content)
    except Unreadable as no:
        lines = tuple(fault_in_words(fault) for fault in no.faults[:MOST_SHOWN])
        return TermsLook("", (), (), lines, (), max(len(no.faults) - MOST_SHOWN, 0), "")
    refused = refusals(terms, roles, language)
    found = compared(terms)
    return TermsLook(
        counted=counted_in_words(len(found.new), len(found.same), len(found.gone)),
        new=tuple(_line(one, language) for one in found.new[:MOST_SHOWN]),
        gone=tuple(_line(one, language) for one in found.gone[:MOST_SHOWN]),
        faults=(),
        refused=refused,
        more=max(len(found.new), len(found.gone), MOST_SHOWN) - MOST_SHOWN,
        token="" if refused or not (found.new or found.gone) else _token(content, account),
    )


def looked_at(token: str, account: User) -> bytes:
    """The file that this account looked at. Raises TokenTrouble."""
    try:
        whose, content = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        raise TokenTrouble from None
    if whose != str(account.pk):
        raise TokenTrouble
    return base64.b64decode(content)


def refusals(terms: Sequence[Term], roles: Sequence[Role], language: str) -> tuple[str, ...]:
    """The authorities of a file whose terms these roles may not enter, each with the reason. No query."""
    answers: dict[str, Answer] = {
        code: may_keep_terms_with(roles, code) for code in dict.fromkeys(one.authority for one in terms)
    }
    return tuple(
        f"{authority_name(code, language)}: {answer.reason}" for code, answer in answers.items() if not answer
    )


def counted_in_words(new: int, same: int, gone: int) -> str:
    """How much a file changes, in a sentence."""
    counts = {"new": number(new), "same": number(same), "gone": number(gone)}
    return _("New: %(new)s. As they are: %(same)s. Replaced: %(gone)s.") % counts


def fault_in_words(fault: Fault) -> str:
    """What is wrong with a file, with the line it stands on."""
    about = ": ".join(filter(None, (fault.column, fault.value)))
    said = str(FAULTS.get(fault.code, fault.code))
    where = _("Line %(line)s") % {"line": fault.line} if fault.line else ""
    head = " ".join(filter(None, (where, f"({about})" if about else "")))
    return f"{head}: {said}" if head else said


def authority_name(code: str, language: str) -> str:
    """The name of an authority; its code where it is not in sight."""
    area = visible_area(code)
    return area.name(language) if area is not None else code


def _line(one: Term | SchoolTerm, language: str) -> str:
    return f"{authority_name(one.authority, language)}: {_days(one, language)} ({one.source})"


def _days(one: Term | SchoolTerm, language: str) -> str:
    days: tuple[date, date] = (one.begins, one.ends)
    first, last = (day(each, language) for each in days)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _token(content: bytes, account: User) -> str:
    return signing.dumps([str(account.pk), base64.b64encode(content).decode()], salt=SALT, compress=True)
