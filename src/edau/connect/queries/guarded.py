"""Where a connector always stands between: children, adults at risk, and skills by which somebody may meet one."""

from __future__ import annotations

from functools import cache

from edau.connect.models import Need, Party
from edau.connect.skills import Risk, groups


@cache
def guarded_groups() -> frozenset[int]:
    """The numbers of the groups of skills in which a child or an adult at risk may be involved."""
    return frozenset(group.number for group in groups().values() if group.risk == Risk.BROKER)


def is_guarded(need: Need, giver: Party) -> bool:
    """Whether a connector must introduce these two: nobody is asked before one has looked."""
    return need.party.at_risk or giver.at_risk or need.group in guarded_groups()
