"""What identifies a drawn place: the small areas it is made of, whoever drew it and by whatever way."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from edau.core.visibility import held_ids
from edau.places.models import Area, DrawnPlace
from edau.places.queries import visible_areas

LABEL = "places.DrawnPlace"
MOST_SMALL_AREAS = 600  # about a million people: what is larger is a part of Wales, not a place
SMALL_AREA_CODE = re.compile(r"W01[0-9]{6}")
CITATION = r"[0-9a-f]{12}"
KEY_LENGTH = 14
# Without vowels no key spells a word; without 0, 1 and l none is misread. 27 signs, so 66 bits: not to be guessed.
KEY_SIGNS = "23456789bcdfghjkmnpqrstvwxz"
KEY = rf"[{KEY_SIGNS}]{{{KEY_LENGTH}}}"

_PREFIX = "W01"
_PACKED = re.compile(r"([0-9]{1,6})\.([A-Za-z0-9_-]{1,2000})")


@dataclass(frozen=True)
class Composition:
    """What a set of small areas adds up to. `out_of_sight` are those that are held, or that the release has not.

    `authorities` says in how many small areas of each authority the place lies, the one with most first. `round` is the
    area it lies round: the listed place where most of its residents live, else the community, else the authority.
    """

    areas: tuple[Area, ...]
    out_of_sight: tuple[str, ...]
    people: int
    households: int
    km2: float
    authorities: tuple[tuple[Area, int], ...]
    round: Area | None
    longitude: float | None
    latitude: float | None

    @property
    def per_km2(self) -> float | None:
        """Residents on a square kilometre; None where no area is known."""
        return self.people / self.km2 if self.km2 else None


def composition_of(codes: Iterable[str]) -> Composition:
    """What these small areas add up to, from what is visible now. Asks nothing of the database once areas are read."""
    known, wanted = visible_areas(), sorted(set(codes))
    areas = tuple(known[code] for code in wanted if code in known and known[code].kind == "lsoa")
    longitude, latitude = _middle(areas)
    authorities = Counter(area.authority_id for area in areas if area.authority is not None)
    return Composition(
        areas=areas,
        out_of_sight=tuple(sorted(set(wanted) - {area.code for area in areas})),
        people=sum(area.population or 0 for area in areas),
        households=sum(area.households or 0 for area in areas),
        km2=sum(area.area_km2 or 0.0 for area in areas),
        authorities=tuple(
            (known[str(code)], count)
            for code, count in sorted(authorities.items(), key=lambda pair: (-pair[1], str(pair[0])))
        ),
        round=_round(areas),
        longitude=longitude,
        latitude=latitude,
    )


def _middle(areas: Iterable[Area]) -> tuple[float | None, float | None]:
    """Longitude and latitude of the middle of the residents; None without any known spot. Over the width of one place
    the Earth is flat enough for a mean of degrees."""
    weight, east, north = 0, 0.0, 0.0
    for area in areas:
        if area.longitude is not None and area.latitude is not None:
            people = area.population or 1
            weight, east, north = (
                weight + people,
                east + people * area.longitude,
                north + people * area.latitude,
            )
    return (east / weight, north / weight) if weight else (None, None)


def _round(areas: Iterable[Area]) -> Area | None:
    for link in ("place", "community", "authority"):
        people: Counter[str] = Counter()
        for area in areas:
            if getattr(area, link) is not None:
                people[getattr(area, link).code] += area.population or 0
        if people:
            return visible_areas()[min(people, key=lambda code: (-people[code], code))]
    return None


def citation_of(codes: Iterable[str], vintage: int) -> str:
    """How a set of small areas is cited: the same twelve signs for the same areas of the same year's geography.

    >>> citation_of(["W01000004", "W01000003"], 2021) == citation_of(["W01000003", "W01000004"], 2021)
    True
    """
    text = ",".join([str(vintage), *sorted(set(codes))])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def new_key() -> str:
    """The key of a new link."""
    return "".join(secrets.choice(KEY_SIGNS) for _sign in range(KEY_LENGTH))


def packed(codes: Iterable[str]) -> str:
    """Small areas in as few letters as an address has room for: the lowest number, then one bit for each after it.

    Six hundred codes written out are six thousand letters; packed, all of Wales is 345. Empty for none.

    >>> packed(["W01000003", "W01000005"]), packed([])
    ('3.BQ', '')
    """
    numbers = sorted({int(code.removeprefix(_PREFIX)) for code in codes})
    if not numbers:
        return ""
    bits = sum(1 << (number - numbers[0]) for number in numbers)
    raw = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    return f"{numbers[0]}.{base64.urlsafe_b64encode(raw).decode().rstrip('=')}"


def unpacked(text: str) -> tuple[str, ...]:
    """The codes of a packed set, or of codes with commas between them, sorted. ValueError for anything else.

    >>> unpacked("3.BQ"), unpacked("W01000005, W01000003"), unpacked("")
    (('W01000003', 'W01000005'), ('W01000003', 'W01000005'), ())
    """
    text = text.strip()
    if not text:
        return ()
    found = _PACKED.fullmatch(text)
    if found is None:
        return _listed(text)
    letters = found[2]
    try:
        raw = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    except binascii.Error as problem:
        raise ValueError("not a packed set of small areas") from problem
    bits, lowest = int.from_bytes(raw, "little"), int(found[1])
    codes = tuple(f"{_PREFIX}{lowest + at:06d}" for at in range(bits.bit_length()) if bits >> at & 1)
    if any(SMALL_AREA_CODE.fullmatch(code) is None for code in codes):
        raise ValueError("numbers beyond those of small areas")
    return codes


def _listed(text: str) -> tuple[str, ...]:
    codes = {code.strip().upper() for code in text.split(",") if code.strip()}
    for code in codes:
        if SMALL_AREA_CODE.fullmatch(code) is None:
            raise ValueError(f"{code[:20]} is not the code of a small area")
    return tuple(sorted(codes))


def cleaned_name(text: str) -> str:
    """A name as it is kept: composed letters, single spaces, no signs that cannot be seen.

    Signs that turn the direction of the text or hide in it could make a name look like another.

    >>> cleaned_name("  Cwm\\u200b  Ni\\n")
    'Cwm Ni'
    """
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(
        " " if sign.isspace() else sign
        for sign in composed
        if sign.isspace() or not unicodedata.category(sign).startswith("C")
    )
    return " ".join(seen.split())


def drawn_place(reference: str) -> DrawnPlace | None:
    """The drawn place kept under a citation or under the key of a link; None if there is none.

    A citation stands for the geography alone: its place has no name, and a hold on somebody's name leaves it where it
    is. A link whose name is held is gone; `citation_of_link` says where its geography is.
    """
    if re.fullmatch(CITATION, reference):
        first = DrawnPlace.objects.filter(citation=reference).order_by("created", "key").first()
        if first is not None:
            first.name = ""
        return first
    kept = DrawnPlace.objects.filter(key=reference).first()
    return None if kept is None or kept.key in held_ids(LABEL) else kept


def cited(citations: Iterable[str]) -> dict[str, DrawnPlace]:
    """The drawn places kept under these citations, without names, in one query; those that nobody kept are left out."""
    found: dict[str, DrawnPlace] = {}
    for place in DrawnPlace.objects.filter(citation__in=set(citations)).order_by("created", "key"):
        place.name = ""
        found.setdefault(place.citation, place)
    return found


def citation_of_link(key: str) -> str | None:
    """The citation of the small areas behind a link, also where its name is held."""
    return DrawnPlace.objects.filter(key=key).values_list("citation", flat=True).first()
