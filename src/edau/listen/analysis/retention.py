"""Who comes back, with small numbers hidden so that they cannot be worked out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edau.kernels.deliberation import suppress
from edau.listen.analysis.small_numbers import STEP, Limits, limits, told
from edau.listen.queries.retention import StageCount


@dataclass(frozen=True)
class StageShown:
    """What everyone may read of one stage. `people` is None where it was fewer than five; `again` and `new` are the least
    and the most they can be, or None, both of them, where either was small: from one and the total the other could be
    worked out. They are open by five values, so that nobody reads off whether the teller of words that were taken back had
    spoken before. `without` are those without an account, by the same rule: none of them can be seen to come back."""

    stage: str
    people: int | None
    again: Limits | None
    new: Limits | None
    without: Limits | None = None


def shown(counts: Sequence[StageCount]) -> list[StageShown]:
    """The counts of the stages, each parted into those who came back and those who were new. The first stage has nobody to
    come back, so it is not parted: a nought that everybody knows hides nobody and would only look like a number."""
    found = []
    for place, count in enumerate(counts):
        if place == 0:
            whole = suppress([count.people])
            found.append(StageShown(count.stage, told(whole.total), None, None, _without(count)))
            continue
        parted = suppress([count.again, count.people - count.again], step=STEP)
        again, new = (limits(int(each), parted.total) for each in parted.counts)
        found.append(StageShown(count.stage, told(parted.total), again, new, _without(count)))
    return found


def _without(count: StageCount) -> Limits | None:
    parted = suppress([count.without, count.people - count.without], step=STEP)
    return limits(int(parted.counts[0]), parted.total)
