"""Finding a place by whatever a person types: a name in either language, mutated or nearly right, a postcode, a code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from edau.core import stamps
from edau.core.search import Hit, SearchIndex
from edau.core.search.documents import Match
from edau.core.search.nearmiss import NearMisses
from edau.core.visibility import held_ids
from edau.language.normaliser import Normaliser
from edau.language.normaliser import warm as warm_vocabulary
from edau.places import postcodes
from edau.places.choices import Kind
from edau.places.models import Area, Locality
from edau.places.queries import LABEL, areas_by_code, visible_areas
from edau.understand.queries.releases import live_release_id

MOST = 20
# What a search for places may find; the same index holds stories.
PLACES = ("country", "place", "authority", "locality", "community", "board", "health_board", "ward")
AREA_CODE = re.compile(r"[A-Z][0-9]{8}\Z")


@dataclass(frozen=True)
class Found:
    """One place that was found: what it is called, what kind of area it is, where it lies, and its page."""

    code: str
    kind: str
    name: str
    other_name: str  # in the other language, where it differs
    where: str  # the authority, or the place a village is part of
    reference: str  # the last part of its address
    exact: bool = True  # whether its whole name was typed, in either language and in any mutated form

    @property
    def kind_label(self) -> str:
        """What kind of area it is, in words; the villages of the index are towns or villages like the listed ones."""
        return str((Kind.PLACE if self.kind == "locality" else Kind(self.kind)).label)


@dataclass(frozen=True)
class Answer:
    """What a search found. `trouble` is a code: "", "no_such_postcode", "outside_wales_or_unknown", "nothing"."""

    asked: str
    found: tuple[Found, ...] = ()
    suggestions: tuple[str, ...] = ()
    trouble: str = ""


def find(asked: str, language: str) -> Answer:
    """Answers a search in a constant number of queries, whatever is found."""
    asked = " ".join(asked.replace("\0", "").split())[:200]
    if not asked:
        return Answer(asked)
    release = live_release_id()
    if not release:
        return Answer(asked, trouble="nothing")
    if AREA_CODE.match(asked.upper()):
        return _by_codes(asked, [asked.upper()], language)
    postcode = postcodes.normalise(asked)
    if postcode:
        return _by_postcode(asked, postcode, release, language)
    if postcodes.is_outcode(asked):
        return _by_outcode(asked, release, language)
    return _by_name(asked, release, language)


def _by_name(asked: str, release: str, language: str) -> Answer:
    visible = visible_areas()
    hits = SearchIndex(normaliser(release)).search(asked, kinds=PLACES, limit=MOST)
    found = tuple(_found(hit, language, visible) for hit in hits if hit.area in visible)
    suggestions = tuple(_near_misses(release, stamps.page_tag()).suggest(asked)) if not found else ()
    return Answer(asked, found, suggestions, "" if found else "nothing")


def _by_postcode(asked: str, postcode: str, release: str, language: str) -> Answer:
    located = postcode_file(release).find(postcode)
    if located is None:
        return Answer(asked, trouble="no_such_postcode")
    return _by_codes(asked, [located.lsoa], language)


def _by_outcode(asked: str, release: str, language: str) -> Answer:
    """The towns of half a postcode, those with most of its postcodes first; then its small areas outside every town."""
    postcodes_in = postcode_file(release).small_areas_of(asked)
    if not postcodes_in:
        return Answer(asked, trouble="no_such_postcode")
    areas: Counter[str] = Counter()
    for code, small_area in areas_by_code(postcodes_in).items():
        areas[small_area.place.code if small_area.place else code] += postcodes_in[code]
    towns_first = sorted(
        areas_by_code(areas).values(), key=lambda a: (a.kind != "place", -areas[a.code], a.code)
    )
    found = tuple(_area_found(area, language) for area in towns_first[:MOST])
    return Answer(asked, found, trouble="" if found else "nothing")


def _by_codes(asked: str, codes: list[str], language: str) -> Answer:
    areas = areas_by_code(codes)
    found = []
    for area in areas.values():
        # The town first, then the small area of it: both are pages of their own.
        if area.kind == "lsoa" and area.place is not None:
            found.append(_area_found(area.place, language))
        found.append(_area_found(area, language))
    return Answer(asked, tuple(found), trouble="" if found else "nothing")


def _found(hit: Hit, language: str, visible: Container[str]) -> Found:
    other = "en" if language == "cy" else "cy"
    name, other_name = hit.title[language], hit.title[other]
    return Found(
        code=hit.area,
        kind=hit.kind,
        name=name,
        other_name="" if other_name == name else other_name,
        where=str(hit.payload.get(f"where_{language}", "")) if hit.payload.get("within") in visible else "",
        reference=str(hit.payload[f"reference_{language}"]),
        exact=hit.match in (Match.NAME, Match.MUTATED_NAME),
    )


def _area_found(area: Area, language: str) -> Found:
    payload = payload_of(area)
    name, other_name = area.name(language), area.name("en" if language == "cy" else "cy")
    where, reference = payload[f"where_{language}"], payload[f"reference_{language}"]
    return Found(area.code, area.kind, name, "" if other_name == name else other_name, where, reference)


def payload_of(area: Area, village_of: Area | None = None) -> dict[str, str]:
    """What a result about an area says and links to, in both languages."""
    payload = {}
    for language in ("cy", "en"):
        within = village_of or area.authority
        elsewhere = within is not None and (village_of is not None or within.code != area.code)
        payload["within"] = within.code if within else ""
        payload[f"where_{language}"] = within.name(language) if within and elsewhere else ""
        payload[f"reference_{language}"] = (
            area.code if area.kind == "board" else f"{area.code}-{area.slug(language)}"
        )
    return payload


def suggest_in_both_languages(asked: str, most: int = 3) -> list[str]:
    """Near misses as both languages call them: "Y Barri / Barry"."""
    release = live_release_id()
    names = _near_misses(release, stamps.page_tag()).suggest(asked, most) if release else []
    pairs = []
    for name in names:
        hits = SearchIndex(normaliser(release)).search(name, kinds=PLACES, limit=1) if release else []
        title = hits[0].title if hits else {"cy": name, "en": name}
        pairs.append(title["cy"] if title["cy"] == title["en"] else f"{title['cy']} / {title['en']}")
    return list(dict.fromkeys(pairs))


@lru_cache(maxsize=2)
def normaliser(release: str) -> Normaliser:
    """The maker of search keys that knows every place name of this release."""
    return Normaliser(_every_name())


@lru_cache(maxsize=2)
def _near_misses(release: str, tag: str) -> NearMisses:
    return NearMisses(_every_name(visible_only=True), normaliser(release))


def _every_name(*, visible_only: bool = False) -> list[str]:
    """Every name that can be found; those of more people first, since they win between equals."""
    columns = ("name_cy", "name_en")
    held = held_ids(LABEL) if visible_only else set()
    held_villages = held_ids("places.Locality") if visible_only else set()
    areas = (
        Area.objects.exclude(kind="lsoa").exclude(code__in=held).order_by("-population").values_list(*columns)
    )
    villages = Locality.objects.exclude(id__in=held_villages)
    if held:
        villages = villages.exclude(place__in=held).exclude(lsoa__in=held, place=None)
    localities: Any = villages.order_by("name").values_list("name_cy", "name")
    return [name for names in (*areas, *localities) for name in names if name]


@lru_cache(maxsize=2)
def postcode_file(release: str) -> postcodes.PostcodeFile:
    kept = Path(settings.HOME) / "releases" / release / "postcodes.bin"
    return postcodes.PostcodeFile.open(
        kept if kept.exists() else Path(settings.RELEASE_FOLDER) / "postcodes.bin"
    )


def warm(release: str) -> None:
    """Makes ready what the first search would otherwise wait two seconds for: vocabulary, names, postcodes."""
    warm_vocabulary()
    _near_misses(release, stamps.page_tag())
    postcode_file(release)
