"""Why a pair is proposed, and why a need has nobody: the kernel's findings as codes and numbers that tables keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from edau.kernels.findings import Finding
from edau.kernels.matching.profiles import Needs, Offers
from edau.kernels.matching.values import Terms, Weights
from edau.kernels.matching.why import why_pair, why_unmet

Reasons = list[list[Any]]  # [code, amount]: what spoke for a pair, the most first; whole points
WAITS = ("broker", "checks_first")  # reasons of ours, beside those of the kernel: nobody was looked for yet


def reasons_of(terms: Terms, weights: Weights, row: int) -> Reasons:
    """What spoke for a pair. A term that brought less than a point is left out."""
    found = why_pair(terms, weights, row)
    return [[one.code, round(float(one.params["points"]))] for one in found.reasons if _counts(one)]


def _counts(reason: Finding) -> bool:
    return float(reason.params["points"]) >= 1


def nobody_yet(
    offers: Offers,
    needs: Needs,
    need: int,
    blocked: Iterable[tuple[int, int]],
    helping: Iterable[int] = (),
) -> tuple[str, dict[str, Any]]:
    """Which condition left a need with nobody, or with nobody but those who are `helping`, and what one change would bring: a
    code, and {"left": how many fulfilled all conditions before it, "changes": [[code, how many could then]]}, the most
    first. Of equals the smaller change: times are named before the rest is."""
    found = why_unmet(offers, needs, need, blocked=blocked, helping=helping)
    changes = [(one.code, int(one.params["count"])) for one in found.reasons]
    order = {code: place for place, code in enumerate(ORDER)}
    changes.sort(key=lambda one: (-one[1], order.get(one[0], len(order))))
    return found.code, {"left": int(found.params["left"]), "changes": [list(one) for one in changes]}


ORDER = (
    *("with_evenings", "with_weekends", "with_weekdays", "with_any_time"),
    *("without_distance", "without_language", "without_checks"),
)
