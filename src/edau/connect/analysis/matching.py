"""Matching needs and offers that were read from files: who could, who is best asked, and why somebody is left without."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from edau.connect.matching_files import MatchingFiles
from edau.connect.matching_weights import KEYS
from edau.connect.skills import skills
from edau.connect.windows import Interval
from edau.kernels.findings import Finding
from edau.kernels.matching.assignment import Outcome, share_out
from edau.kernels.matching.candidates import Pairs, candidates
from edau.kernels.matching.profiles import SKILLS_IN_GROUP, Needs, Offers, facts
from edau.kernels.matching.values import Weights, default_likeness
from edau.kernels.matching.weeks import from_intervals, half_hours
from edau.kernels.matching.why import unmet, why_unmet

__all__ = ["as_weights", "matched"]


def as_weights(numbers: Mapping[str, float]) -> Weights:
    """The kernel's weights out of published numbers."""
    return Weights(**{key: numbers[key] for key in KEYS}, remote=numbers["remote"])


def matched(files: MatchingFiles, numbers: Mapping[str, float], *, debug: bool = False) -> dict[str, Any]:
    """The answer of `edau match`, as JSON has it; `docs/reference/matching.md` tells it.

    `numbers` has all the weights (`matching_weights.as_numbers`). With `debug` every pair that is possible is told.
    """
    weights = as_weights(numbers)
    table = _Table(files)
    offers, needs = table.offers(), table.needs()
    pairs = candidates(offers, needs, weights, likeness=default_likeness(table.skills_in_group))
    found = share_out(
        pairs,
        offers.capacity,
        needs.capacity,
        workload=round(weights.workload),
        at_most=numbers["sharing_may_cost"],
    )
    answer = {
        "pairs": [{**pair, "units": 1} for pair in _listed(files, pairs, found.chosen)],
        "value": found.value,
        "bound": found.bound,
        "gap": found.gap,
        "finished": found.finished,
        "unmet": _unmet(files, offers, needs, pairs, found),
    }
    if debug:
        answer["feasible"] = _listed(files, pairs, range(len(pairs)))
    return answer


def _listed(files: MatchingFiles, pairs: Pairs, rows: Iterable[int]) -> list[dict[str, Any]]:
    at = np.fromiter(rows, np.int64)
    columns = zip(pairs.need[at].tolist(), pairs.offer[at].tolist(), pairs.value[at].tolist(), strict=True)
    return [
        {"need": files.needs[need].id, "offer": files.offers[offer].id, "value": value}
        for need, offer, value in columns
    ]


def _unmet(
    files: MatchingFiles, offers: Offers, needs: Needs, pairs: Pairs, found: Outcome
) -> list[dict[str, Any]]:
    helped = pairs.need[found.chosen]
    given = np.bincount(helped, minlength=len(needs))
    return [
        {
            "need": files.needs[row].id,
            "reason": reason.code,
            "detail": _detail(reason, int(given[row]), int(needs.capacity[row])),
        }
        for row in unmet(needs.capacity, helped).tolist()
        for reason in (why_unmet(offers, needs, row),)
    ]


def _detail(reason: Finding, helpers: int, wanted: int) -> dict[str, Any]:
    """Counts only: helpers found and wanted, how many were left before the reason, and what one change would bring."""
    return {
        "helpers": helpers,
        "wanted": wanted,
        "left": reason["left"],
        "changes": [{"code": one.code, "could": one["count"]} for one in reason.reasons],
    }


class _Table:
    """Rows of the files as columns of numbers: what is a word there is a number here."""

    def __init__(self, files: MatchingFiles) -> None:
        self.files = files
        words = [row.skill for row in files.needs] + [skill for row in files.offers for skill in row.skills]
        self.groups: dict[str, int] = {}
        self.skill_at: dict[str, tuple[int, int]] = {}
        sizes: dict[int, int] = {}
        for word in dict.fromkeys(words):
            group = self.groups.setdefault(group_of(word), len(self.groups))
            self.skill_at[word] = (group, sizes.get(group, 0))
            sizes[group] = sizes.get(group, 0) + 1
        self.skills_in_group = max([SKILLS_IN_GROUP, *sizes.values()])
        # Only what some need asks for has to be told apart.
        self.languages = _numbered(row.languages for row in files.needs)
        self.checks = _numbered(row.checks for row in files.needs)

    def offers(self) -> Offers:
        rows = self.files.offers
        skills_ = [(i, *self.skill_at[skill]) for i, row in enumerate(rows) for skill in row.skills]
        own = [{self.skill_at[skill][0] for skill in row.skills} for row in rows]
        skill_of, skill_group, skill = np.array(skills_, np.int64).reshape(-1, 3).T.copy()
        count = len(rows)
        return Offers(
            lat=np.array([row.lat for row in rows], float),
            lon=np.array([row.lon for row in rows], float),
            km=np.array([row.km for row in rows], float),
            remote=np.array([row.remote for row in rows], bool),
            weeks=_weeks([row.free for row in rows]),
            facts=self._facts([(own[i], row.languages, row.checks) for i, row in enumerate(rows)]),
            skill_of=skill_of,
            skill_group=skill_group,
            skill=skill,
            capacity=np.array([row.capacity for row in rows], np.int64),
            carried=np.zeros(count, np.int64),
            reciprocity=np.zeros(count),
            sector=np.full(count, -1),
        )

    def needs(self) -> Needs:
        rows = self.files.needs
        at = np.array([self.skill_at[row.skill] for row in rows], np.int64).reshape(-1, 2)
        most = max([1.0, *(row.priority for row in rows)])
        return Needs(
            lat=np.array([row.lat for row in rows], float),
            lon=np.array([row.lon for row in rows], float),
            remote=np.array([row.remote for row in rows], bool),
            weeks=_weeks([row.free for row in rows]),
            length=np.array([half_hours(row.minutes) for row in rows], np.int64),
            facts=self._facts([({self.skill_at[row.skill][0]}, row.languages, row.checks) for row in rows]),
            group=at[:, 0],
            skill=at[:, 1],
            capacity=np.array([row.capacity for row in rows], np.int64),
            waiting=np.array([row.priority / most for row in rows], float),
            sector=np.full(len(rows), -1),
        )

    def _facts(self, rows: Sequence[tuple[set[int], tuple[str, ...], tuple[str, ...]]]) -> Any:
        return np.array(
            [
                facts(
                    groups,
                    [self.languages[word] for word in languages if word in self.languages],
                    [self.checks[word] for word in checks if word in self.checks],
                )
                for groups, languages, checks in rows
            ],
            np.uint64,
        )


def _numbered(rows: Iterable[tuple[str, ...]]) -> dict[str, int]:
    return {word: i for i, word in enumerate(dict.fromkeys(word for words in rows for word in words))}


def _weeks(rows: Sequence[tuple[Interval, ...]]) -> Any:
    known = {free: from_intervals(free) for free in set(rows)}
    return np.array([known[free] for free in rows], np.uint64).reshape(-1, 7)


def group_of(word: str) -> str:
    """The group of a skill: of one of our list its own; else what stands before a slash, or the word itself."""
    known = skills().get(word)
    return known.group if known else word.partition("/")[0]
