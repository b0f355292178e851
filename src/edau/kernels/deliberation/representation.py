"""Who was heard, against who lives here: band by band, from what may be published and from nothing else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from edau.kernels.arrays import FloatArray, IntArray, Numbers
from edau.kernels.deliberation.suppression import HIDDEN, LEAST, Published, bounds, suppress
from edau.kernels.findings import Finding
from edau.kernels.indicators.intervals import Interval, wilson

#: "About as many" is said only when the whole interval lies within so much of the population's share (ten points), and
#: within half of that share, or of what is left of the whole: of a group of 4 %, nobody and twice as many are not "about".
ABOUT = 0.10
#: No number of further people would close the gap, or it cannot be told.
NO_NUMBER = -1


@dataclass(frozen=True, slots=True)
class Band:
    """One band, as far as it may be shown.

    Parameters
    ----------
    count : int
        How many were heard, `HIDDEN` where it is not shown (rounded down where the table has a step).
    least, most : int
        What everybody can work out about the count from the published table; equal where it is shown exactly.
    share : float
        Count / stated, 0–1; NaN unless both are exactly known.
    population_share : float
        Of the people of the place whose band is known, 0–1; NaN without a population.
    difference : float
        share − population_share; NaN as either.
    lower, upper : float
        Limits of the difference. Where count or stated is not exactly known, the widest that the published figures
        allow. NaN when there is no population.
    more_needed : int
        How many more people of this band, and of no other, would bring its share up to the population's; 0 if it is
        there; `NO_NUMBER` where count or stated is not exactly known, or no number would do.
    enough : int
        A number of further people that is surely enough, whatever the figures not exactly known are; equal to
        `more_needed` where that is known. `NO_NUMBER` where nothing bounds it.
    finding : Finding
        ``fewer``, ``about`` or ``more`` with ``lower`` and ``upper`` (and ``difference``, where exactly known), or
        ``cannot_say`` with a reason: ``few_heard`` (the total is hidden), ``no_population``, ``hidden`` (the band is),
        ``not_exact`` (its count or the number who stated theirs is), ``wide_interval``.
    """

    count: int
    least: int
    most: int
    share: float
    population_share: float
    difference: float
    lower: float
    upper: float
    more_needed: int
    enough: int
    finding: Finding


@dataclass(frozen=True, slots=True, eq=False)
class Representation:
    """Bands of one characteristic, and who did not state theirs.

    Parameters
    ----------
    bands : tuple of Band
    heard : int
        Everybody heard, those included who did not state the characteristic; `HIDDEN` below five.
    stated : int
        The denominator of all shares of bands: heard less not stated. `HIDDEN` where it cannot be known.
    stated_limits : Interval of floats
        Least and most that it can be; the upper limit is infinite when the total is hidden.
    not_stated : int
        `HIDDEN` where not shown; 0 where the characteristic is known of everybody (not asked for).
    not_stated_limits : tuple of int
        Least and most that it can be, as everybody can work out; the most is `HIDDEN` where nothing bounds it.
    not_stated_share : float
        not_stated / heard: its denominator is everybody. NaN where not known.
    not_stated_interval : Interval of floats
        Wilson's limits of it, NaN where not known.
    dissimilarity : Finding
        See `dissimilarity`, with hidden bands taken together as one; ``not_computed`` with the reason ``hidden`` or
        ``no_population``.
    published : Published
        The table behind it: bands, then "not stated" if there is such a row.
    """

    bands: tuple[Band, ...]
    heard: int
    stated: int
    stated_limits: Interval[float]
    not_stated: int
    not_stated_limits: tuple[int, int]
    not_stated_share: float
    not_stated_interval: Interval[float]
    dissimilarity: Finding
    published: Published


def count_bands(numbers: Numbers, bands: int) -> tuple[IntArray, int]:
    """Count people by band.

    Parameters
    ----------
    numbers : array of int, (n,)
        The band of each person, from 0; −1 for one who did not state it.
    bands : int

    Returns
    -------
    tuple of array of int (bands,) and int
        How many in each band, and how many did not state theirs.

    Raises
    ------
    ValueError
        If a number points at no band.

    Examples
    --------
    >>> counts, not_stated = count_bands([0, 2, 2, -1], 3)
    >>> counts.tolist(), not_stated
    ([1, 0, 2], 1)
    """
    given = np.asarray(numbers, dtype=np.int64).ravel()
    if given.size and (given.min() < -1 or given.max() >= bands):
        raise ValueError("a number points at no band")
    counts = np.bincount(given + 1, minlength=bands + 1)
    return counts[1:].astype(np.int64), int(counts[0])


def represent(
    counts: Sequence[int] | IntArray,
    population: Sequence[float] | FloatArray | IntArray,
    *,
    not_stated: int | None,
    least: int = LEAST,
    step: int = 1,
    confidence: float = 0.95,
) -> Representation:
    """Set who was heard against who lives here.

    Parameters
    ----------
    counts : sequence of int, (bands,)
        People heard by band, once each.
    population : sequence, (bands,)
        People of the place by the same bands; only their proportions matter. NaN or a sum of 0: no population.
    not_stated : int or None
        People heard who did not state their band ("prefer not to say" included). None where the band is known of
        everybody by its nature (the area they live in) and there is no such row.
    least, step : int
        As for `suppression.suppress`.
    confidence : float
        0.95 unless told.

    Returns
    -------
    Representation

    Raises
    ------
    ValueError
        If the bands differ in number, or a count or a population is negative.

    Notes
    -----
    Hiding comes first: "not stated" is a band of the table that is hidden, and everything else here is computed from what
    `Published` shows. To protect others, bands where few live are given up first, and "not stated" last, because the
    denominator goes with it. A hidden band can still be ``fewer``: if at most seven of a hundred can be in it, everybody
    can see that this is below a third.

    The population's share is taken as certain, so Newcombe's interval of the difference is Wilson's interval of the
    share heard, shifted by the population's share. People heard are no random sample: the interval says how far chance
    alone would carry a group of this size, not how people came to be heard. ``fewer`` and ``more`` need an interval
    without 0; ``about`` needs one that lies within `ABOUT` and half of the population's share (or of the rest of it), of a
    band whose count is shown; anything wider is ``cannot_say``. Bands are judged one by
    one: of twenty, one is expected to stand out by chance.

    More needed: the smallest whole k ≥ 0 with (x + k) / (n + k) ≥ p, that is ⌈(p n − x) / (1 − p)⌉ for count x, stated
    n and population share p, in exact fractions. Each band's k is for that band alone. A band that is the whole
    population (p = 1) is not reached while anybody stated another. A band without people (p = 0) needs none.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions: comparison of eleven
    methods. *Statistics in Medicine* 17(8), 873–890 (method 10, one proportion known).

    Examples
    --------
    >>> found = represent([60, 25, 15], [400, 350, 250], not_stated=20)
    >>> [band.finding.code for band in found.bands], [band.more_needed for band in found.bands]
    (['more', 'fewer', 'fewer'], [0, 16, 14])
    >>> found.stated, round(found.not_stated_share, 3)
    (100, 0.167)
    """
    heard = np.asarray(counts)
    people = np.asarray(population, dtype=np.float64)
    if heard.shape != people.shape or heard.ndim != 1:
        raise ValueError("a population for every band is needed")
    if (people < 0).any() or (not_stated is not None and not_stated < 0):
        raise ValueError("a count is negative")
    # Bands where few live are given up first, "not stated" last, for with it goes the denominator.
    order = np.argsort(people, kind="stable")
    if not_stated is not None:
        heard, order = np.append(heard, not_stated), np.append(order, heard.size)
    published = suppress(heard, least=least, step=step, order=order)
    return represent_published(published, people, has_row=not_stated is not None, confidence=confidence)


def more_needed(count: int, stated: int, band: Fraction, everybody: Fraction) -> int:
    """Return how many more people of one band would bring its share up to the population's.

    Parameters
    ----------
    count, stated : int
        People heard in the band, and in all bands.
    band, everybody : Fraction
        People of the place in the band, and in all bands; `everybody` above 0.

    Returns
    -------
    int
        The smallest k ≥ 0 with (count + k) / (stated + k) ≥ band / everybody; `NO_NUMBER` if there is none. Nobody
        heard (stated 0): 1 for a band with people, 0 for one without.

    Examples
    --------
    >>> more_needed(15, 100, Fraction(1), Fraction(4)), more_needed(30, 100, Fraction(1), Fraction(4))
    (14, 0)
    """
    if stated == 0:
        return int(band > 0)
    gap = band * stated - count * everybody
    if gap <= 0:
        return 0
    return NO_NUMBER if band >= everybody else math.ceil(gap / (everybody - band))


def dissimilarity(counts: Sequence[int] | IntArray, population: Sequence[float] | FloatArray) -> Finding:
    """Say how much of a group would have to be in other bands to be made up as the population is.

    Parameters
    ----------
    counts : sequence of int, (bands,)
        People heard, all counts known (bands that may not be shown merged into one beforehand).
    population : sequence, (bands,)
        As for `represent`.

    Returns
    -------
    Finding
        ``dissimilarity`` with ``value`` = ½ Σ |share heard − share of population| (0–1), ``by_chance``, which as many
        people drawn at random would show on average, ``stated`` and ``bands``; or ``not_computed`` with the reason
        ``nobody_heard`` or ``no_population``.

    Notes
    -----
    Small groups differ from any population: six people cannot be made up of twelve bands. So the value means nothing
    without what chance gives, ½ Σ E|X − np| / n for X binomial. E|X − np| = 2 ν (1 − p) P(X = ν) with ν = ⌊np⌋ + 1
    (de Moivre), exact and without any draws.

    References
    ----------
    Duncan, O. D. and Duncan, B. (1955). A methodological analysis of segregation indexes. *American Sociological Review*
    20(2), 210–217. Diaconis, P. and Zabell, S. (1991). Closed form summation for classical distributions: variations on
    a theme of de Moivre. *Statistical Science* 6(3), 284–302.

    Examples
    --------
    >>> found = dissimilarity([60, 25, 15], [400, 350, 250])
    >>> round(found["value"], 3), round(found["by_chance"], 3)
    (0.2, 0.056)
    """
    heard, people = np.asarray(counts, dtype=np.int64), np.asarray(population, dtype=np.float64)
    stated, everybody = int(heard.sum()), float(people.sum())
    if not stated:
        return Finding("not_computed", reasons=(Finding("nobody_heard"),))
    if not everybody > 0:
        return Finding("not_computed", reasons=(Finding("no_population"),))
    expected = people / everybody
    params: dict[str, float | int | str] = {
        "value": float(np.abs(heard / stated - expected).sum() / 2),
        "by_chance": math.fsum(_mean_deviation(stated, p) for p in expected.tolist()) / (2 * stated),
        "stated": stated,
        "bands": int(heard.size),
    }
    return Finding("dissimilarity", params)


def represent_published(
    published: Published,
    population: Sequence[float] | FloatArray | IntArray,
    *,
    has_row: bool = True,
    confidence: float = 0.95,
) -> Representation:
    """Set a table that was published earlier against who lives here: nothing but what it shows is needed.

    Parameters
    ----------
    published : Published
        Bands, then "not stated" if `has_row`.
    population : sequence, (bands,)
        As for `represent`.
    has_row : bool
        Whether the last number of the table is "not stated".
    confidence : float

    Returns
    -------
    Representation

    Raises
    ------
    ValueError
        If the bands differ in number, or no counts give the table.

    Notes
    -----
    As for `represent`.

    Examples
    --------
    >>> shown = suppress([60, 25, 15, 20])
    >>> [band.finding.code for band in represent_published(shown, [400, 350, 250]).bands]
    ['more', 'fewer', 'fewer']
    """
    people = np.asarray(population, dtype=np.float64)
    if published.counts.size != people.size + has_row:
        raise ValueError("a population for every band is needed")
    known = bounds(published)
    size = people.size
    total_low, total_high = published.total_box()
    away_low, away_high = (float(known.lower[-1]), float(known.upper[-1])) if has_row else (0.0, 0.0)
    stated = Interval(
        max(total_low - away_high, 0.0), math.inf if math.isinf(total_high) else total_high - away_low
    )
    exact = stated.lower == stated.upper
    bands = tuple(
        _band(
            int(published.counts[one]),
            Interval(float(known.lower[one]), float(known.upper[one])),
            stated,
            (float(people[one]), float(people.sum())),
            confidence,
        )
        for one in range(size)
    )
    asked = has_row and away_low == away_high and published.total > 0
    nothing = Interval(math.nan, math.nan)
    not_stated = int(published.counts[-1]) if has_row else 0
    return Representation(
        bands=bands,
        heard=published.total,
        stated=int(stated.lower) if exact else HIDDEN,
        stated_limits=stated,
        not_stated=not_stated,
        not_stated_limits=(int(away_low), HIDDEN if math.isinf(away_high) else int(away_high)),
        not_stated_share=not_stated / published.total if asked else math.nan,
        not_stated_interval=wilson(not_stated, published.total, confidence) if asked else nothing,
        dissimilarity=_dissimilarity(published, people, stated if exact else None),
        published=published,
    )


def _band(
    count: int,
    known: Interval[float],
    stated: Interval[float],
    population: tuple[float, float],
    confidence: float,
) -> Band:
    people, everybody = population
    expected = people / everybody if everybody > 0 else math.nan
    sure = known.lower == known.upper and stated.lower == stated.upper
    share = known.lower / stated.lower if sure and stated.lower > 0 else math.nan
    lower, upper = _limits(known, stated, confidence)
    lower, upper = lower - expected, upper - expected
    enough = NO_NUMBER
    if everybody > 0 and not math.isinf(stated.upper):
        enough = more_needed(int(known.lower), int(stated.upper), Fraction(people), Fraction(everybody))
    return Band(
        count=count,
        least=int(known.lower),
        most=HIDDEN if math.isinf(known.upper) else int(known.upper),
        share=share,
        population_share=expected,
        difference=share - expected,
        lower=lower,
        upper=upper,
        more_needed=enough if sure else NO_NUMBER,
        enough=enough,
        finding=_judged(lower, upper, expected, share, _doubt(count, stated, sure), count != HIDDEN),
    )


def _limits(known: Interval[float], stated: Interval[float], confidence: float) -> tuple[float, float]:
    """Wilson's limits of a share; the widest, where count or base are known only within limits."""
    if math.isinf(stated.upper):
        return 0.0, 1.0
    lower = wilson(known.lower, max(stated.upper, known.lower), confidence).lower
    base = max(stated.lower, known.lower)
    most = min(known.upper, base)
    upper = wilson(most, base, confidence).upper if base else 1.0
    return lower, upper


def _doubt(count: int, stated: Interval[float], sure: bool) -> str:
    """Why nothing can be said, if the interval says nothing."""
    if sure:
        return "wide_interval"
    if math.isinf(stated.upper):
        return "few_heard"
    return "hidden" if count == HIDDEN else "not_exact"


def _judged(lower: float, upper: float, expected: float, share: float, doubt: str, shown: bool) -> Finding:
    if math.isnan(expected):
        return Finding("cannot_say", reasons=(Finding("no_population"),))
    params: dict[str, float | int | str] = {"lower": lower, "upper": upper}
    if not math.isnan(share):
        params["difference"] = share - expected
    if upper < 0:
        return Finding("fewer", params)
    if lower > 0:
        return Finding("more", params)
    near = min(ABOUT, expected / 2, (1 - expected) / 2)
    if shown and lower >= -near and upper <= near:
        return Finding("about", params)
    return Finding("cannot_say", params, reasons=(Finding(doubt),))


def _dissimilarity(published: Published, people: FloatArray, stated: Interval[float] | None) -> Finding:
    """The index from what is shown: bands that are hidden count as one band, whose sum everybody can work out."""
    if published.step != 1 or stated is None:
        return Finding("not_computed", reasons=(Finding("hidden"),))
    counts = published.counts[: people.size]
    hidden = counts == HIDDEN
    if hidden.all() and stated.lower > 0:
        return Finding("not_computed", reasons=(Finding("hidden"),))
    if not hidden.any():
        return dissimilarity(counts, people)
    merged = int(stated.lower) - int(counts[~hidden].sum())
    return dissimilarity(np.append(counts[~hidden], merged), np.append(people[~hidden], people[hidden].sum()))


def _mean_deviation(size: int, chance: float) -> float:
    """E|X − np| for X binomial."""
    if chance <= 0 or chance >= 1:
        return 0.0
    over = math.floor(size * chance) + 1
    if over > size:
        over = size  # np within rounding of n: the formula's last term
    log = (
        math.lgamma(size + 1)
        - math.lgamma(over + 1)
        - math.lgamma(size - over + 1)
        + over * math.log(chance)
        + (size - over) * math.log1p(-chance)
    )
    return 2 * over * (1 - chance) * math.exp(log)
