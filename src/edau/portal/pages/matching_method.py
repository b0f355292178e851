"""The figures on the page that explains matching: the published weights, and an example that is worked out from them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from edau.connect.matching_weights import as_numbers, matching_weights
from edau.language.numbers import day, number, percent, shortest


@dataclass(frozen=True)
class WeightLine:
    """One weight as the page says it."""

    name: str
    says: str
    points: str


@dataclass(frozen=True)
class Method:
    """What the published file says."""

    version: str
    reviewed: str
    weights: tuple[WeightLine, ...]
    remote: str
    may_cost: str
    checked: bool


@dataclass(frozen=True)
class Example:
    """Two needs and two who could help. Elin is near both and can do both; Huw can do the first alone, from further away.

    Each pair is worth its weights: that somebody is helped, the very skill, and nearness. First come, the first need takes
    Elin, who is nearer, and the second has nobody; together, Huw takes the first and Elin the second.
    """

    elin_first: str
    huw_first: str
    elin_second: str
    first_come: str
    together: str


def method_of(language: str) -> Method:
    """The published weights, in words of this language."""
    found = matching_weights()
    return Method(
        version=str(found.version),
        reviewed=day(found.reviewed, language),
        weights=tuple(
            WeightLine(one.name.say(language), one.says.say(language), number(one.points))
            for one in found.weights
        ),
        remote=shortest(found.remote, 2),
        may_cost=percent(100 * found.sharing_may_cost, 2),
        checked=found.checked,
    )


def worked_example() -> Example:
    """The example with the weights as they are published now: nearness nine tenths for Elin, two tenths for Huw."""
    points = as_numbers(matching_weights())
    base = points["helped"] + points["similarity"]
    elin, huw = (_whole(base + points["nearness"] * share) for share in (0.9, 0.2))
    return Example(number(elin), number(huw), number(elin), number(elin), number(elin + huw))


def _whole(value: float) -> int:
    return int(Decimal(value).quantize(Decimal(1), ROUND_HALF_UP))
