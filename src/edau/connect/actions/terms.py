"""Deeds with the school terms of authorities: entering them from a table, all or nothing, and taking an authority's off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from edau.accounts.models import User
from edau.connect.models import SchoolTerm
from edau.connect.queries.terms import Comparison, compared
from edau.connect.rules import may_keep_terms_with
from edau.connect.stamps import changed
from edau.connect.terms_files import Term
from edau.core import audit
from edau.core.answers import insist
from edau.core.locks import one_at_a_time
from edau.people.queries import roles_of

AREA = "places.Area"


@dataclass(frozen=True)
class Entered:
    """How many terms were new, how many are as they were, and how many were replaced."""

    new: int
    same: int
    replaced: int


@transaction.atomic
def enter_terms(*, terms: Sequence[Term], by: User) -> Entered:
    """Enters terms as a file has them. Of each authority in it, what was known of the days from its first to its last is
    replaced; what lies before and after stays. Raises NotAllowed, by which nothing is kept; ValueError for no terms."""
    if not terms:
        raise ValueError("There is no term to enter.")
    roles = roles_of(by)
    for authority in {one.authority for one in terms}:
        insist(may_keep_terms_with(roles, authority))
    one_at_a_time("school_terms")
    found: Comparison = compared(terms)
    SchoolTerm.objects.filter(pk__in=[one.pk for one in found.gone]).delete()
    SchoolTerm.objects.bulk_create(
        SchoolTerm(authority=one.authority, begins=one.begins, ends=one.ends, source=one.source)
        for one in found.new
    )
    touched = {one.authority for one in found.new} | {one.authority for one in found.gone}
    for authority in sorted(touched):
        codes: audit.Codes = {
            "new": sum(one.authority == authority for one in found.new),
            "gone": sum(one.authority == authority for one in found.gone),
        }
        audit.record(deed="enter_terms", by=str(by), label=AREA, object_id=authority, codes=codes)
    if found.new or found.gone:
        changed()
    return Entered(len(found.new), len(found.same), len(found.gone))


@transaction.atomic
def take_terms_off(*, authority: str, by: User) -> int:
    """Takes off every term of an authority, so that nothing is known of it as before the first was entered. Returns how many
    there were. Raises NotAllowed."""
    insist(may_keep_terms_with(roles_of(by), authority))
    one_at_a_time("school_terms")
    many, _each = SchoolTerm.objects.filter(authority=authority).delete()
    if many:
        audit.record(deed="take_terms_off", by=str(by), label=AREA, object_id=authority, codes={"gone": many})
        changed()
    return many
