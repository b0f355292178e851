"""A place by its exact name or its code, for a table of thousands of rows: everything is read once, in one query."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

from edau.core.visibility import visible
from edau.places.models import Area, Locality
from edau.places.queries import visible_areas

# Of several things with one name the town is meant, and of a village the small area it lies in, as when one types a name.
RANKS = ("place", "authority", "locality", "community", "board", "health_board", "ward", "country", "lsoa")


class PlaceNames:
    """What names mean. A name may be written without its accents, and in either language; it must be whole."""

    def __init__(self) -> None:
        self._areas = visible_areas()
        self._by_name: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for area in self._areas.values():
            if area.kind != "lsoa":
                self._add(area.kind, area.code, area.name("cy"), area.name("en"))
        localities = visible(Locality.objects.all())
        for name, name_cy, place, lsoa in localities.values_list("name", "name_cy", "place", "lsoa"):
            code = place or lsoa
            if code in self._areas:
                self._add("locality", code, name, name_cy)

    def _add(self, kind: str, code: str, *names: str) -> None:
        for name in filter(None, names):
            self._by_name[_plain(name)][kind].add(code)

    def meant_by(self, written: str) -> list[Area]:
        """The areas that a name or a code can mean, those of the first kind that has one; sorted by code."""
        code = written.strip()
        for key in (code, code.upper(), code.lower()):
            if key in self._areas:
                return [self._areas[key]]
        kinds = self._by_name.get(_plain(written), {})
        first = next((kinds[kind] for kind in RANKS if kind in kinds), set())
        return [self._areas[each] for each in sorted(first)]


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.replace("’", "'").casefold())
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(bare.replace("-", " ").split())
