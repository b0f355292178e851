"""What is needed, as far as everyone may read it. Whatever shows needs to readers begins with `shown`."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from edau.connect.models import Need
from edau.connect.queries.inside import inside
from edau.connect.skills import BarredList, check_kinds, groups
from edau.core import clock
from edau.core.visibility import visible

MOST = 50


def shown() -> QuerySet[Need]:
    """Needs that everyone may read, the newest first: meant for all, not met, not past their day, not withdrawn, not held,
    not waiting for somebody to look, and of a party that is still here. Who needs it is in no column of them. What a child or
    an adult at risk needs is for connectors alone: its words and its times could lead somebody to them."""
    found = Need.objects.filter(
        open_to_all=True,
        withdrawn=None,
        waiting=False,
        met=None,
        until__gte=clock.today(),
        party__gone=None,
        party__at_risk=False,
    )
    return visible(found).order_by("-made", "pk")


def public_need(key: str) -> Need | None:
    """One of them, with its times; None for one that is not there or not for everyone. One query."""
    return shown().select_related("free").filter(pk=key).first()


def needs_listed(
    *, area: str = "", group: int | None = None, asset_kind: str = "", most: int = MOST
) -> list[Need]:
    """Those of an area (by its code, with all that lies in it), of a group of skills or of a kind of asset. One query."""
    found = shown().select_related("free")
    if area:
        found = found.filter(area__in=inside(area))
    if group is not None:
        found = found.filter(group=group)
    if asset_kind:
        found = found.filter(asset_kind=asset_kind)
    return list(found[:most])


def ids_shown() -> Iterable[str]:
    """The ids of needs that have a page now."""
    return shown().values_list("pk", flat=True)


def required_checks(group: str) -> set[str]:
    """The codes of what whoever helps a child or an adult at risk must hold: the fullest check of those that may be asked for
    in this group of skills, first one that looks at a list of people barred from such work. KeyError for no group."""
    kinds = [check_kinds()[code] for code in groups()[group].checks if code.startswith("dbs_")]
    if not kinds:
        return set()
    barred = [kind for kind in kinds if kind.barred_list is not BarredList.NONE]
    return {kind.key for kind in barred} or {max(kinds, key=lambda kind: kind.number).key}
