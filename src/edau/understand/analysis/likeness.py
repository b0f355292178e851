"""From the figures of places to arrays, and from distances back to peers: what building and pages have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from edau.kernels.similarity.distance import ByTheme, Space, combine, theme_distances
from edau.kernels.similarity.neighbours import explain, nearest
from edau.kernels.similarity.pruning import Pruned, prune
from edau.kernels.similarity.stability import Draws, draw, stability
from edau.kernels.similarity.transforms import Scores, other_scores, share_scores, size_scores
from edau.understand.variables import Similarity, Variable

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
NEAREST = 10  # how many neighbours a page names
TYPICAL = float(np.sqrt(2))  # how far apart two places taken at random are
_Z = 3.92  # the width of a 95 % interval in standard errors


class FigureRow(Protocol):
    """What is asked of a stored figure, whether it comes from the database or from the files of a release."""

    @property
    def indicator(self) -> str: ...
    @property
    def value(self) -> float | None: ...
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...
    @property
    def lower(self) -> float | None: ...
    @property
    def upper(self) -> float | None: ...
    @property
    def status(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Part:
    """One theme and its part of the squared distance between two places (0 to 1)."""

    theme: str
    share: float


@dataclass(frozen=True, slots=True)
class Peer:
    """A place as a neighbour of another.

    `distance` is in standard deviations (0: the same in every theme; about 1.4: two places taken at random), `stability`
    the share of draws in which it is among the ten nearest. `alike` names up to three themes, the nearest first,
    `different` up to three, the largest part of the distance first; `missing` those that could not be compared.
    """

    code: str
    distance: float
    stability: float
    alike: tuple[Part, ...]
    different: tuple[Part, ...]
    missing: tuple[str, ...]

    @property
    def near(self) -> bool:
        """Whether it is nearer than a place taken at random. Of a place like no other even the nearest is not."""
        return self.distance < TYPICAL


@dataclass(frozen=True)
class Likeness:
    """All places in the space of what they are like. `knows` is [place, theme]: whether it can be compared there."""

    places: tuple[str, ...]
    themes: tuple[str, ...]
    indicators: tuple[str, ...]
    space: Space = field(repr=False)
    pruned: Pruned = field(repr=False)
    knows: Bools = field(repr=False)

    def at(self, code: str) -> int:
        """The position of a place; `KeyError` for a code that is none of the places."""
        try:
            return self.places.index(code)
        except ValueError:
            raise KeyError(code) from None

    @property
    def complete(self) -> Bools:
        """Which places can be compared in every theme."""
        return np.asarray(self.knows.all(axis=1))

    def weights(self, asked: Mapping[str, float] | None = None) -> Floats:
        """Weights by theme: equal unless asked otherwise. Themes not named count 1; where all count nothing, equal."""
        weight = np.array([float((asked or {}).get(theme, 1.0)) for theme in self.themes])
        weight = np.where(np.isfinite(weight) & (weight > 0), weight, 0.0)
        return weight if weight.any() else np.ones(len(self.themes))


def likeness(
    similarity: Similarity, residents: Mapping[str, float], figures: Iterable[tuple[str, FigureRow]]
) -> Likeness:
    """The space of the places in `residents` (by code), from figures with the code of their area.

    Figures of other areas or indicators are passed over. A figure that is not shown on pages, because too few people
    are behind it, is missing here, too.
    """
    places = tuple(sorted(residents))
    at = {code: i for i, code in enumerate(places)}
    variables = similarity.variables
    wanted = {one.indicator for one in variables}
    found: dict[str, dict[int, FigureRow]] = {key: {} for key in wanted}
    for code, row in figures:
        if code in at and row.indicator in wanted and row.value is not None and row.status != "u":
            found[row.indicator][at[code]] = row
    people = np.array([float(residents[code]) for code in places])
    scores = [_scores(one, found[one.indicator], people) for one in variables]
    theme = np.array([i for i, one in enumerate(similarity.themes) for _ in one.variables], dtype=np.int64)
    score = np.stack([one.score for one in scores], axis=1)
    pruned = prune(score, theme)
    space = Space(score, np.stack([one.noise for one in scores], axis=1), theme, pruned.weight)
    return Likeness(
        places,
        tuple(one.key for one in similarity.themes),
        tuple(one.indicator for one in variables),
        space,
        pruned,
        space.knows,
    )


def peers(
    likeness: Likeness,
    code: str,
    draws: Draws,
    *,
    weights: Floats | None = None,
    among: Bools | None = None,
    k: int = NEAREST,
) -> tuple[Peer, ...]:
    """The `k` nearest neighbours of a place, nearest first, each with its stability and the reasons.

    `among` says who may be a neighbour (everyone unless told); the draws choose among the same.
    """
    subject = likeness.at(code)
    weight = likeness.weights() if weights is None else weights
    taking_part = np.ones(len(likeness.places), dtype=bool) if among is None else among.copy()
    taking_part[subject] = False
    apart = theme_distances(likeness.space, subject)
    chosen = nearest(combine(apart.squared, weight), k, taking_part)
    if not chosen.size:
        return ()
    stable = stability(likeness.space, draws, subject, weight, NEAREST, taking_part)
    return tuple(_peer(likeness, i, apart, weight, float(stable[i])) for i in chosen.tolist())


def pair(likeness: Likeness, code: str, other: str, draws: Draws, weights: Floats | None = None) -> Peer:
    """How one place stands to another, near or far: as `peers` would say it."""
    weight = likeness.weights() if weights is None else weights
    stable = stability(likeness.space, draws, likeness.at(code), weight, NEAREST)
    return replace(reasons(likeness, code, other, weight), stability=float(stable[likeness.at(other)]))


def reasons(likeness: Likeness, code: str, other: str, weights: Floats | None = None) -> Peer:
    """How one place stands to another, without its stability (0): as `pair`, in a fraction of the time."""
    subject, i = likeness.at(code), likeness.at(other)
    weight = likeness.weights() if weights is None else weights
    return _peer(likeness, i, theme_distances(likeness.space, subject), weight, 0.0)


def shaken(likeness: Likeness) -> Draws:
    """The draws over variables and chance that stability is judged by: the same for the same figures."""
    return draw(likeness.space)


def _peer(likeness: Likeness, i: int, apart: ByTheme, weight: Floats, stable: float) -> Peer:
    finding = explain(apart.squared[i], apart.known[i], weight)

    def parts(code: str) -> tuple[Part, ...]:
        return tuple(
            Part(likeness.themes[int(reason["theme"])], float(reason["share"]))
            for reason in finding.reasons
            if reason.code == code
        )

    missing = [int(reason["theme"]) for reason in finding.reasons if reason.code == "missing"]
    return Peer(
        likeness.places[i],
        float(finding["distance"]),
        stable,
        parts("alike"),
        parts("different"),
        tuple(likeness.themes[t] for t in missing),
    )


def _scores(variable: Variable, rows: Mapping[int, FigureRow], people: Floats) -> Scores:
    values, errors, count, base = (np.full(len(people), np.nan) for _ in range(4))
    for i, row in rows.items():
        values[i] = row.value
        errors[i] = _error(row)
        if variable.base == "residents":
            count[i], base[i] = row.value * people[i] / 100, people[i]  # type: ignore[operator]
        elif row.numerator is not None and row.denominator is not None:
            # Both are rounded to whole people, so a count can end a little above its base.
            count[i], base[i] = min(row.numerator, row.denominator), row.denominator
    if variable.kind == "share":
        return share_scores(count, base)
    return (size_scores if variable.kind == "size" else other_scores)(values, errors)


def _error(row: FigureRow) -> float:
    """The standard error of a figure that is no share: from its interval, or from two counts it is the ratio of."""
    if row.lower is not None and row.upper is not None:
        return (row.upper - row.lower) / _Z
    if row.value and row.numerator and row.denominator:
        return float(abs(row.value) * np.sqrt(1 / row.numerator + 1 / row.denominator))
    return 0.0
