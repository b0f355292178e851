"""A season's plan from the files of its round, in words that JSON has: days and times as the files write them."""

from __future__ import annotations

from typing import Any

from edau.connect.rooms_files import DAYS, RoundFiles, clock
from edau.kernels.findings import Finding
from edau.kernels.matching.hierarchy import Space
from edau.kernels.matching.room_round import Lock, Section
from edau.kernels.matching.rooms import Placing, RoomPlan, plan_rooms

__all__ = ["as_answer", "plan_of_files"]


def plan_of_files(
    files: RoundFiles, *, seed: int = 0, steps: int | None = None, seconds: float | None = None
) -> RoomPlan:
    """The plan of a round that was read from files; `kernels.matching.rooms.plan_rooms` tells the rest."""
    spaces = [Space(row.id, row.persons, _week(row.open), row.part_of) for row in files.spaces]
    sections = [
        Section(
            row.id,
            row.persons,
            row.shortest,
            row.longest,
            times=row.times,
            primary=_week(row.primary),
            secondary=_week(row.secondary),
            spaces=row.spaces,
            dates=row.dates,
            priority=row.priority,
            locks=tuple(Lock(lock.space, lock.day, lock.start, lock.length) for lock in row.locks),
        )
        for row in files.requests
    ]
    return plan_rooms(spaces, sections, seed=seed, steps=steps, seconds=seconds)


def _week(days: tuple[int, ...]) -> tuple[int, int, int, int, int, int, int]:
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = days
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


def as_answer(plan: RoomPlan) -> dict[str, Any]:
    """The plan as the command answers it in JSON."""
    first = plan.first_come
    return {
        "placed": [_placed(placing) for placing in plan.placings],
        "rejected": [
            {
                "request": one.request,
                "asked": one.asked,
                "given": one.given,
                "reason": one.reason.code,
                "detail": _detail(one.reason),
            }
            for one in plan.rejected
        ],
        "findings": [{"code": finding.code, **_params(finding)} for finding in plan.findings],
        "value": plan.value,
        "bound": plan.bound,
        "gap": round(plan.gap, 6),
        "first_come": {
            "placed": len(first.placings),
            "value": first.value,
            "used": round(first.used, 1),
        },
        "used": round(plan.used, 1),
        "open": round(plan.open, 1),
    }


def _placed(placing: Placing) -> dict[str, Any]:
    return {
        "request": placing.request,
        "space": placing.space,
        "day": DAYS[placing.day],
        "from": clock(placing.start),
        "to": clock(placing.start + placing.length),
        "value": placing.value,
        "locked": placing.locked,
    }


def _detail(reason: Finding) -> dict[str, Any]:
    """The numbers of a reason; who is in the way and what would fit as lists."""
    said = _params(reason)
    for code in ("taken_by", "would_fit"):
        under = [_params(one) for one in reason.reasons if one.code == code]
        if under:
            said[code] = under
    return said


def _params(finding: Finding) -> dict[str, Any]:
    """Parameters with days and times as the files write them."""
    said: dict[str, Any] = dict(finding.params)
    if isinstance(day := said.get("day"), int):
        said["day"] = DAYS[day]
    if "start" in said:
        said["from"] = clock(int(said.pop("start")))
    if finding.code == "taken_by":
        said["locked"] = bool(said["locked"])
    return said
