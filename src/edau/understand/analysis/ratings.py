"""What several people think of an entry, as a spread: never one number for it, never the mark of one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from django.utils import timezone

from edau.understand.queries.signals import RatingRow

LEAST_FOR_A_MIDDLE = 3  # with fewer, a median would be somebody's own mark


@dataclass(frozen=True)
class Spread:
    """The marks that count, from low to high, and how many people said that they do not know."""

    marks: tuple[int, ...]
    unknown: int = 0

    @property
    def raters(self) -> int:
        """How many people answered, those who do not know among them."""
        return len(self.marks) + self.unknown

    @property
    def middle(self) -> float | None:
        """The median; None under three marks."""
        return float(median(self.marks)) if len(self.marks) >= LEAST_FOR_A_MIDDLE else None

    @property
    def ends(self) -> tuple[int, int] | None:
        """The lowest and the highest mark; None where there is none."""
        return (self.marks[0], self.marks[-1]) if self.marks else None


@dataclass(frozen=True)
class Opinion:
    """The two spreads of an entry. They are never joined into one."""

    likelihood: Spread
    impact: Spread

    @property
    def raters(self) -> int:
        return self.likelihood.raters


@dataclass(frozen=True)
class YearOfOpinion:
    """What counted at the end of a year in which somebody rated, or counts now."""

    year: int
    opinion: Opinion


def newest_of_each(ratings: Iterable[RatingRow]) -> list[RatingRow]:
    """The newest rating of each person, in the order in which they were given. `ratings` come oldest first."""
    newest = {row.rater_id: row for row in ratings}
    return sorted(newest.values(), key=lambda row: (row.at, row.id))


def opinion(ratings: Iterable[RatingRow]) -> Opinion:
    """What counts now. `ratings` come oldest first; without any, both spreads are empty."""
    counting = newest_of_each(ratings)
    return Opinion(
        likelihood=spread(row.likelihood for row in counting), impact=spread(row.impact for row in counting)
    )


def spread(marks: Iterable[int | None]) -> Spread:
    """The spread of marks; None is "do not know"."""
    given = list(marks)
    return Spread(tuple(sorted(mark for mark in given if mark is not None)), given.count(None))


def over_the_years(ratings: Iterable[RatingRow]) -> list[YearOfOpinion]:
    """What counted at the end of each year in which somebody rated, the newest year first."""
    rows = list(ratings)
    years = sorted({timezone.localtime(row.at).year for row in rows}, reverse=True)
    return [
        YearOfOpinion(year, opinion(row for row in rows if timezone.localtime(row.at).year <= year))
        for year in years
    ]
