"""The spaces of a round: what each is a part of, and when it is given out."""

from __future__ import annotations

from edau.connect.models import Asset

Week = tuple[int, int, int, int, int, int, int]  # the half hours of each day as bits, Monday first
NEVER: Week = (0, 0, 0, 0, 0, 0, 0)


def above(space: Asset) -> list[str]:
    """The ids of the spaces that one is a part of, the nearest first; as far up as they are loaded with it."""
    found: list[str] = []
    one = space
    while one.part_of_id and one.part_of_id not in found and one.part_of_id != space.pk:
        found.append(one.part_of_id)
        one = one.part_of  # type: ignore[assignment]
    return found


def open_week(space: Asset) -> Week:
    """When a space is given out in an ordinary week, as seven masks of half hours; never, once it was withdrawn."""
    if space.withdrawn is not None or space.free is None:
        return NEVER
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = space.free.days
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday
