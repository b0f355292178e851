"""Questions about school terms: which are known, and what a file of them would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from edau.connect.models import SchoolTerm
from edau.connect.terms_files import Term, spans


@dataclass(frozen=True)
class Comparison:
    """What a file would change: terms that would be new, that stand as they are, and known ones that would go."""

    new: tuple[Term, ...]
    same: tuple[Term, ...]
    gone: tuple[SchoolTerm, ...]


def known_terms() -> dict[str, list[SchoolTerm]]:
    """The terms that have been entered, by the code of their authority, each in their order. One query."""
    found: dict[str, list[SchoolTerm]] = {}
    for one in SchoolTerm.objects.order_by("authority", "begins"):
        found.setdefault(one.authority, []).append(one)
    return found


def compared(terms: Iterable[Term]) -> Comparison:
    """What entering these terms would change. Of each authority, only the days from its first term to its last are touched.
    One query."""
    given = list(terms)
    touched = spans(given)
    there = [
        one
        for one in SchoolTerm.objects.filter(authority__in=touched).order_by("authority", "begins")
        if one.begins <= touched[one.authority][1] and one.ends >= touched[one.authority][0]
    ]
    wanted = {_key(one): one for one in given}
    standing = {_key(one) for one in there}
    return Comparison(
        new=tuple(one for key, one in wanted.items() if key not in standing),
        same=tuple(one for key, one in wanted.items() if key in standing),
        gone=tuple(one for one in there if _key(one) not in wanted),
    )


def _key(one: Term | SchoolTerm) -> tuple[object, ...]:
    return one.authority, one.begins, one.ends, one.source
