"""Places like yours, for pages: the neighbours of a place under the reader's own weights and filters, and its type.

Without weights and filters the answer is the one that was frozen with the release. With them it is worked out anew, stability
and all, from the same draws: a matter of milliseconds for one place.

Size and setting are filters here and never part of the distance.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from edau.core import stamps
from edau.kernels.similarity.stability import Draws
from edau.places.models import Area
from edau.places.queries import every_area, visible_areas
from edau.understand.analysis import likeness as arrays
from edau.understand.analysis.cube import cube
from edau.understand.analysis.likeness import NEAREST, TYPICAL, Likeness, Part, Peer
from edau.understand.analysis.types import Profile, Typed, profiles
from edau.understand.queries.peers import NeighbourRow, every_type, neighbours_of
from edau.understand.variables import Setting, Theme, similarity

__all__ = [
    "NEAREST",
    "SAME",
    "SIMILAR_SIZE",
    "STABLE",
    "TYPICAL",
    "Part",
    "Peer",
    "Profile",
    "Theme",
    "Typed",
    "frozen",
    "missing_themes",
    "nearest",
    "pair",
    "profile_of",
    "setting_of",
    "settings",
    "takes_part",
    "themes",
    "type_of",
    "types",
]

STABLE = 0.5  # neighbours less stable than this are not shown unless asked for
SIMILAR_SIZE = "similar"  # the filter: half to twice as many residents
SAME = "same"  # the filter: the setting of the place itself
MEMORY = 256  # answers kept; there are three hundred places, and most readers leave the weights alone


def themes() -> tuple[Theme, ...]:
    """The themes that are weighted, in their order: key, names in both languages, and their indicators."""
    return similarity().themes


def settings() -> tuple[Setting, ...]:
    """The settings a place can have, in their order: key, names and definitions in both languages."""
    return similarity().settings


def setting_of(area: Area) -> str:
    """The key of a place's setting, from the residents of its whole built-up area and those per square kilometre.

    A class of our own: no official class of rural and urban was published for built-up areas, only for small areas, and most
    places are parts of several. A place without a known population or area counts as lying in open country.
    """
    return _setting(area, _built_up(stamps.page_tag()))


def takes_part(code: str) -> bool:
    """Whether a code is that of a place that is compared."""
    return code in _likeness(stamps.page_tag()).places


def missing_themes(code: str) -> tuple[str, ...]:
    """The themes in which a place cannot be compared, because too little of it is known; `KeyError` for no place."""
    all_of_them = _likeness(stamps.page_tag())
    knows = all_of_them.knows[all_of_them.at(code)]
    return tuple(theme for theme, known in zip(all_of_them.themes, knows, strict=True) if not known)


def nearest(
    code: str,
    *,
    weights: Mapping[str, float] | None = None,
    size: str = "",
    setting: str = "",
    k: int = NEAREST,
) -> tuple[Peer, ...]:
    """The `k` nearest neighbours of a place, nearest first.

    Parameters
    ----------
    code : str
        Of a place; anything else has no neighbours.
    weights : mapping of theme to number
        How much each theme counts. Themes not named count 1; less than nought counts as nought; where all are nought, or
        all the same, every theme counts the same.
    size : str
        `SIMILAR_SIZE` for places with half to twice as many residents; anything else for all.
    setting : str
        The key of a setting, or `SAME` for that of the place itself; anything else for all.
    k : int
        How many; fewer come back where fewer pass the filters.

    Returns
    -------
    tuple of Peer
        Stability is that among the places that pass the filters, under these weights. Places like no other have
        neighbours, too, that are not `near`.
    """
    tag = stamps.page_tag()
    all_of_them = _likeness(tag)
    if code not in all_of_them.places:
        return ()
    weight = all_of_them.weights(weights)
    among = _passing(tag, all_of_them, code, size, setting)
    plain = among.all() and len(set(weight.tolist())) == 1
    if plain and (stored := frozen(code, k)):
        return stored
    return _found(tag, code, tuple(weight.tolist()), among.tobytes(), k)


def frozen(code: str, k: int = NEAREST) -> tuple[Peer, ...]:
    """The neighbours as they stand in the release: equal weights, no filters; at most those that were stored.

    Empty where the release has none, or fewer than asked for because some are held.
    """
    rows = neighbours_of(code)[:k]
    if len(rows) < k:
        return ()
    all_of_them = _likeness(stamps.page_tag())
    return tuple(_thawed(all_of_them, row) for row in rows)


def pair(code: str, other: str) -> Peer:
    """How one place stands to another, near or far, under equal weights; `KeyError` if either is no place."""
    tag = stamps.page_tag()
    return arrays.pair(_likeness(tag), code, other, _draws(tag))


def types() -> tuple[Profile, ...]:
    """The types of the release in the order of their letters, with their places and what sets them apart."""
    tag = stamps.page_tag()
    return profiles(_likeness(tag), _typed(tag))


def type_of(code: str) -> Typed | None:
    """The type of a place; None where it has none, because it cannot be compared in every theme."""
    return _typed(stamps.page_tag()).get(code)


def profile_of(letter: str) -> Profile | None:
    """The type with this letter; None if the release has none such."""
    return next((one for one in types() if one.type == letter), None)


@lru_cache(maxsize=2)
def _likeness(tag: str) -> Likeness:
    """`tag` stands for the live release and for what is visible: what is held is in no analysis either."""
    whole, areas = cube(), visible_areas()
    residents = {code: float(areas[code].population or 0) for code in whole.places}
    figures = ((code, row) for code in whole.places for row in whole.observations[code])
    return arrays.likeness(similarity(), residents, figures)


@lru_cache(maxsize=1)
def _draws(tag: str) -> Draws:
    """Twelve megabytes that every stability is judged by; made when the first is asked for."""
    return arrays.shaken(_likeness(tag))


@lru_cache(maxsize=MEMORY)
def _found(tag: str, code: str, weights: tuple[float, ...], among: bytes, k: int) -> tuple[Peer, ...]:
    return arrays.peers(
        _likeness(tag),
        code,
        _draws(tag),
        weights=np.array(weights),
        among=np.frombuffer(among, dtype=bool),
        k=k,
    )


def _thawed(all_of_them: Likeness, row: NeighbourRow) -> Peer:
    """A stored neighbour with the shares behind its themes, which are worked out as they were when it was stored."""
    reasons = arrays.reasons(all_of_them, row.place_id, row.neighbour_id)
    share = {part.theme: part.share for part in (*reasons.alike, *reasons.different)}
    return Peer(
        row.neighbour_id,
        row.distance,
        row.stability,
        tuple(Part(theme, share.get(theme, 0.0)) for theme in row.alike),
        tuple(Part(theme, share.get(theme, 0.0)) for theme in row.different),
        reasons.missing,
    )


@lru_cache(maxsize=2)
def _typed(tag: str) -> Mapping[str, Typed]:
    return {row.place_id: Typed(row.type, row.strength, row.next_type) for row in every_type()}


@lru_cache(maxsize=2)
def _built_up(tag: str) -> Mapping[str, float]:
    """The residents of each built-up area: those of all listed places that are parts of it, or of the place that it is."""
    together: dict[str, float] = {}
    for area in every_area("place"):
        whole = area.parent or area.code
        together[whole] = together.get(whole, 0.0) + float(area.population or 0)
    return together


def _setting(area: Area, built_up: Mapping[str, float]) -> str:
    people = float(area.population or 0)
    density = people / area.area_km2 if area.area_km2 else 0.0
    together = max(people, built_up.get(area.parent or area.code, 0.0))
    return next(one.key for one in settings() if one.fits(together, density))


def _passing(tag: str, all_of_them: Likeness, code: str, size: str, setting: str) -> arrays.Bools:
    areas, built_up = visible_areas(), _built_up(tag)
    own = areas[code]
    wanted = _setting(own, built_up) if setting == SAME else setting
    known = {one.key for one in settings()}
    among = np.ones(len(all_of_them.places), dtype=bool)
    for i, other in enumerate(all_of_them.places):
        area = areas[other]
        if size == SIMILAR_SIZE and own.population and area.population:
            among[i] &= own.population / 2 <= area.population <= own.population * 2
        if wanted in known:
            among[i] &= _setting(area, built_up) == wanted
    # The place itself takes part in its own comparison, whatever the filters say of it.
    among[all_of_them.at(code)] = True
    return among
