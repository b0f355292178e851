"""What people said as lists: by place, involvement, theme, kind and language, and as words are searched for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import QuerySet

from edau.core import stamps
from edau.listen.choices import Kind
from edau.listen.models import Contribution, Involvement, Theme
from edau.listen.queries.contributions import published, readable, with_additions
from edau.listen.queries.themes import ties, visible_theme, visible_themes
from edau.places.queries import LINKS, visible_areas
from edau.portal.queries.story_search import found_ids

PAGE = 20
IN_FEED = 50
LONGEST_QUESTION = 200
LANGUAGES = ("cy", "en")
MOST_INVOLVEMENTS = 200  # that can be chosen from a list


@dataclass(frozen=True)
class Filters:
    """What a reader asked for. Empty is everything; what is not known is as if it had not been asked."""

    q: str = ""
    place: str = ""  # the code of an area: what was said of it, and of every area in it
    involvement: str = ""
    theme: str = ""
    kind: str = ""
    spoken: str = ""  # the language in which it was said

    @classmethod
    def asked(cls, given: Mapping[str, str]) -> Filters:
        """From the query of an address. At most one query, where a theme is asked for."""
        known = {
            "place": visible_areas(),
            "involvement": involvements_known(),
            "kind": Kind.values,
            "spoken": LANGUAGES,
        }
        chosen = {name: given[name] for name, values in known.items() if given.get(name, "") in values}
        theme = visible_theme(given["theme"]) if given.get("theme") else None
        return cls(
            q=" ".join(given.get("q", "").replace("\0", " ").split())[:LONGEST_QUESTION],
            theme=theme.pk if theme is not None else "",
            **chosen,
        )

    @property
    def any(self) -> bool:
        return any(vars(self).values())


@dataclass(frozen=True)
class Listed:
    """One page of a list: what stands on it, which it is, and how many there are."""

    stories: list[Contribution]
    page: int
    pages: int
    count: int
    newest_first: bool = True


def listed(filters: Filters, page: int) -> Listed:
    """A page of what everyone may read, the newest first; where words are searched for, the best first, unless very many have
    them. However many there are, only ids are sorted and counted, and the twenty stories of the page are read: two queries
    besides that of the additions, three of a search, and one the first time after a change."""
    if filters.q:
        ids, by_day = _searched(stamps.whole_tag(), filters)
        page, pages = _turned(page, len(ids))
        return Listed(_read(ids[PAGE * (page - 1) : PAGE * page]), page, pages, len(ids), by_day)
    count = _count(stamps.whole_tag(), filters)
    page, pages = _turned(page, count)
    newest_first = among_readable(filters).order_by("-made", "pk").values_list("pk", flat=True)
    return Listed(_read(list(newest_first[PAGE * (page - 1) : PAGE * page])), page, pages, count)


def _read(ids: list[str]) -> list[Contribution]:
    """These stories in this order, as far as everyone may read them now."""
    found = {one.pk: one for one in readable().filter(pk__in=ids).prefetch_related(with_additions())}
    return [found[key] for key in ids if key in found]


@lru_cache(maxsize=16)
def _searched(tag: str, filters: Filters) -> tuple[list[str], bool]:
    """The ids of what was searched for, the best first, and False; or, where the words stand in very many stories, the newest
    first, and True. `tag` as below. Kept for whoever turns the pages of a search."""
    places = _newest_first(tag, replace(filters, q=""))
    found = found_ids(filters.q)
    ids = [key for key in found.ids if key in places]
    if not found.weighed:
        ids.sort(key=places.__getitem__)
    return ids, not found.weighed


@lru_cache(maxsize=8)
def _newest_first(tag: str, filters: Filters) -> dict[str, int]:
    """The ids that searches with these filters can find, each with its place from the newest; `tag` as below. Worked out once
    a change: as a part of every search it took as long as everything else in it. A hundred bytes for each story."""
    newest_first = among_readable(filters).order_by("-made", "pk").values_list("pk", flat=True)
    return {key: place for place, key in enumerate(newest_first)}


@lru_cache(maxsize=256)
def _count(tag: str, filters: Filters) -> int:
    """How many there are; `tag` changes with whatever is said, taken back or held."""
    return among_readable(filters).count()


def _turned(page: int, count: int) -> tuple[int, int]:
    pages = max(1, -(-count // PAGE))
    return min(max(1, page), pages), pages


def among_readable(filters: Filters) -> QuerySet[Contribution]:
    """What everyone may read, as far as the filters let through. No query yet."""
    chosen = readable()
    if filters.involvement:
        chosen = chosen.filter(involvement=filters.involvement)
    if filters.kind:
        chosen = chosen.filter(kind=filters.kind)
    if filters.spoken:
        chosen = chosen.filter(language=filters.spoken)
    if filters.theme:
        chosen = chosen.filter(pk__in=ties([filters.theme]).values("from_id"))
    if filters.place:
        chosen = chosen.filter(place__in=within(stamps.page_tag(), filters.place))
    return chosen


@lru_cache(maxsize=256)
def within(tag: str, code: str) -> tuple[str, ...]:
    """An area and all that lie in it; of Wales all there are. `tag` stands for the release and what is visible."""
    areas = visible_areas()
    if code in areas and areas[code].kind == "country":
        return tuple(areas)
    inside = (
        other for other, area in areas.items() if any(getattr(area, f"{link}_id") == code for link in LINKS)
    )
    return (code, *inside)


def newest() -> list[Contribution]:
    """What the feed carries: the newest of what everyone may read."""
    return list(readable().order_by("-made", "pk")[:IN_FEED])


def involvements_known() -> Mapping[str, Involvement]:
    """The newest published involvements by id, kept until a stamp changes."""
    return _involvements(stamps.whole_tag())


@lru_cache(maxsize=2)
def _involvements(tag: str) -> Mapping[str, Involvement]:
    return {one.pk: one for one in published()[:MOST_INVOLVEMENTS]}


def places_spoken_of() -> tuple[str, ...]:
    """The codes of all areas of which something readable was said, kept until a stamp changes."""
    return _places(stamps.whole_tag())


@lru_cache(maxsize=2)
def _places(tag: str) -> tuple[str, ...]:
    codes = readable().exclude(place="").order_by().values_list("place", flat=True).distinct()
    return tuple(sorted(codes))


def themes_in(involvement: str) -> list[Theme]:
    """The themes of an involvement that can be chosen; none where no involvement is."""
    if not involvement:
        return []
    return list(visible_themes().filter(involvement=involvement).order_by("made", "pk"))


def ids_listed() -> Iterable[str]:
    """What the lists and the pages of stories show now."""
    return among_readable(Filters()).values_list("pk", flat=True)


def ids_in_feed() -> Iterable[str]:
    """What the feed shows now."""
    return [one.pk for one in newest()]


def ids_searched() -> Iterable[str]:
    """What a search can show now: it finds among what is kept of this stamp, and reads its page as every list does."""
    kept = _newest_first(stamps.whole_tag(), Filters())
    return [key for key in readable().values_list("pk", flat=True) if key in kept]
