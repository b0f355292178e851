"""How the thread tells proposals: to connectors of where the need is, and to nobody else. Everybody reads of them as counts,
on the page of a need; the two sides read theirs on its own page."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from edau.connect.models import Proposal
from edau.connect.queries.areas import around
from edau.connect.skills import asset_kinds, skills
from edau.core.visibility import held_ids, visible
from edau.people.rules import Deed, may_with
from edau.thread.records import EVERYONE, Reader, Told, register

PROPOSAL, NEED = "connect.Proposal", "connect.Need"


def register_proposals() -> None:
    """Lets the thread tell proposals."""
    register(PROPOSAL, tell_proposals, cy="awgrym", en="proposal")


def tell_proposals(ids: Collection[str], language: str, reader: Reader) -> Mapping[str, Told]:
    """Proposals by what is needed, for a reader who connects there, or an operator. One query; two more where held."""
    if reader == EVERYONE:
        return {}
    asked = Proposal.objects.filter(pk__in=ids).select_related("need__party")
    if not reader.operator:
        asked = visible(asked).exclude(need__in=held_ids(NEED))
    found = {}
    for one in asked:
        areas = around(one.need.party.area) or {""}
        if reader.operator or may_with(reader.roles, Deed.CONNECT, areas=areas):
            thing = skills().get(one.need.skill) or asset_kinds().get(one.need.asset_kind)
            found[one.pk] = Told(
                kind=str(_("proposal")),
                title=thing.name.say(language) if thing is not None else str(_("proposal")),
                when=one.made,
                synthetic=one.synthetic,
                agent=one.by if reader.operator else "edau",
            )
    return found


def ids_told_to_everyone() -> set[str]:
    """The ids of proposals that everybody may read of one by one: none, whatever is there."""
    every = list(Proposal.objects.values_list("pk", flat=True)[:1000])
    return set(tell_proposals(every, "cy", EVERYONE))
