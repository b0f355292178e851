"""From a share to the fraction one would say ("about 1 in 5", "just over half"), as codes and numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from edau.kernels.findings import Finding


@dataclass(frozen=True, slots=True)
class Rung:
    """A fraction that people say, with the code of its wording.

    Parameters
    ----------
    code : str
        Code of the wording: a word of its own (``half``) or a pattern (``one_in``, ``several_in``).
    k, n : int
        k in n.
    """

    code: str
    k: int
    n: int

    @property
    def share(self) -> float:
        """The fraction as a share between 0 and 1."""
        return self.k / self.n


#: Under the first of these no fraction is said; from the second on up only "nearly all".
VERY_FEW: Final = 0.01
NEARLY_ALL: Final = 0.97

LADDER: Final = (
    *(Rung("one_in", 1, n) for n in (100, 50, 40, 30, 25, 20, 15, 12, 10, 9, 8, 7, 6, 5)),
    Rung("quarter", 1, 4),
    Rung("several_in", 3, 10),
    Rung("third", 1, 3),
    Rung("several_in", 2, 5),
    Rung("half", 1, 2),
    Rung("several_in", 3, 5),
    Rung("two_thirds", 2, 3),
    Rung("several_in", 7, 10),
    Rung("three_quarters", 3, 4),
    Rung("several_in", 4, 5),
    Rung("several_in", 9, 10),
    Rung("several_in", 19, 20),
)

#: How far a share may lie from the fraction for each closeness: in shares, and relative to the fraction.
_EXACTLY: Final = 0.0005
_ABOUT: Final = (0.01, 0.06)
_JUST: Final = (0.025, 0.12)


def nearest_fraction(share: float) -> Finding:
    """Return the everyday fraction nearest to a share, and how near it is.

    Parameters
    ----------
    share : float
        Between 0 and 1 (not percent).

    Returns
    -------
    Finding
        Code of the wording: ``none``, ``very_few`` (under 1 in 100), ``one_in``, ``several_in``, ``quarter``,
        ``third``, ``half``, ``two_thirds``, ``three_quarters``, ``nearly_all`` (from 97%), ``all``;
        ``missing`` for NaN. Fractions carry ``k`` and ``n`` ("k in n"), ``fraction`` (k/n), and
        ``closeness``:

        ================  ============================================================
        ``exactly``       the same to a tenth of a percentage point, when rounded
        ``about``         within 1 point, and within 6% of the fraction
        ``just_over``     above, within 2.5 points, and within 12% of the fraction
        ``just_under``    below, within the same
        ``more_than``     further above
        ``less_than``     further below
        ================  ============================================================

    Raises
    ------
    ValueError
        If the share lies outside 0 to 1 (a percentage, for example).

    Notes
    -----
    Only 0 is ``none`` and only 1 is ``all``: one person in a city is ``very_few``. Of two fractions equally
    near, the smaller is taken. The share itself belongs beside the fraction on the page.

    Examples
    --------
    >>> finding = nearest_fraction(0.194)
    >>> finding.code, finding["n"], finding["closeness"]
    ('one_in', 5, 'about')
    >>> finding = nearest_fraction(0.52)
    >>> finding.code, finding["closeness"]
    ('half', 'just_over')
    >>> nearest_fraction(0.004).code
    'very_few'
    """
    if math.isnan(share):
        return Finding("missing")
    if not 0 <= share <= 1:
        raise ValueError(f"a share must lie between 0 and 1, not {share}")
    if share == 0:
        return Finding("none")
    if share == 1:
        return Finding("all")
    if share < VERY_FEW:
        return Finding("very_few", {"k": 1, "n": 100})
    if share >= NEARLY_ALL:
        return Finding("nearly_all")
    rung = min(LADDER, key=lambda one: (abs(share - one.share), one.share))
    near = closeness(share, rung.share)
    return Finding(rung.code, {"k": rung.k, "n": rung.n, "fraction": rung.share, "closeness": near})


def closeness(share: float, fraction: float) -> str:
    """Return how near a share lies to a fraction, as a code.

    Parameters
    ----------
    share, fraction : float
        Both between 0 and 1; the fraction above 0.

    Returns
    -------
    str
        ``exactly``, ``about``, ``just_over``, ``just_under``, ``more_than`` or ``less_than`` (see
        `nearest_fraction`).

    Examples
    --------
    >>> closeness(0.455, 0.5), closeness(0.48, 0.5), closeness(0.495, 0.5)
    ('less_than', 'just_under', 'about')
    """
    # Rounded, so that 0.96 counts as one point from 0.95 and not as a hair more.
    distance = round(abs(share - fraction), 9)
    # Where one in a hundred is said, half a permille is no longer "exactly".
    if distance <= min(_EXACTLY, fraction / 100):
        return "exactly"
    if distance <= min(_ABOUT[0], _ABOUT[1] * fraction):
        return "about"
    if distance <= min(_JUST[0], _JUST[1] * fraction):
        return "just_over" if share > fraction else "just_under"
    return "more_than" if share > fraction else "less_than"
