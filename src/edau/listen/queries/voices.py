"""Who was heard, as numbers: of an involvement, or of a place in a quarter or a year.

The sets are made so that any two either have nobody in common or one holds all of the other; only then can it be told
whether one more table gives somebody away.

* An involvement: everybody who spoke in it.
* A place in a quarter: who spoke about it outside any involvement, and everybody of the involvements that are about nothing
  else and whose answers were due in that quarter.
* A place in a year: its four quarters.
* An authority in a year: its places in that year, who spoke about the authority as a whole, and the involvements that are
  about nothing beyond it and were due in that year.

A hold changes none of these numbers. Words that are reported go out of sight at once; if their teller went from the numbers,
too, anybody could report a story and read off the difference who had told it. What is counted is that somebody spoke; none of
their words is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from django.db.models import Count, Q
from django.utils import timezone

from edau.core import stamps
from edau.listen.characteristics import KEYS, characteristics
from edau.listen.models import (
    Characteristics,
    Contribution,
    Involvement,
    InvolvementArea,
    PublishedVoices,
    Reach,
)
from edau.places.models import Area
from edau.places.queries import visible_area, visible_areas

PERIOD = re.compile(r"(?P<year>20\d\d)(?:-Q(?P<quarter>[1-4]))?\Z")


@dataclass(frozen=True)
class Scope:
    """An involvement by its id, or a place and a period ("2026" or "2026-Q3")."""

    involvement: str = ""
    place: str = ""
    period: str = ""


@dataclass(frozen=True)
class Members:
    """Who is in a scope: everybody of these involvements; and whoever spoke outside any involvement about one of these
    areas between these days (the second not among them)."""

    involvements: tuple[str, ...] = ()
    areas: frozenset[str] = frozenset()  # as contributions name them
    homes: tuple[str, ...] = ()  # the same as places and authorities
    since: date = date.max
    until: date = date.max


@dataclass(frozen=True)
class Counted:
    """How many were heard, one for each receipt; and of each characteristic how many in each band, in the order of the
    catalogue (in the bands of before where somebody answered in them). Exact: nobody may be shown them
    (`listen.analysis.voices` says what may)."""

    heard: int
    bands: Mapping[str, tuple[int, ...]]
    synthetic: bool


def days_of(period: str) -> tuple[date, date]:
    """The first day of a quarter or year, and the first day after it. ValueError for what is neither."""
    found = PERIOD.match(period)
    if found is None:
        raise ValueError(f"{period} is no quarter and no year.")
    year, quarter = int(found["year"]), found["quarter"]
    if quarter is None:
        return date(year, 1, 1), date(year + 1, 1, 1)
    first = date(year, 3 * int(quarter) - 2, 1)
    return first, date(year + (quarter == "4"), (first.month + 2) % 12 + 1, 1)


def quarter_of(day: date) -> str:
    """The quarter a day lies in."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def quarters_of(year: str) -> tuple[str, ...]:
    """The four quarters of a year."""
    return tuple(f"{year}-Q{number}" for number in range(1, 5))


def home_of(codes: Iterable[str]) -> str:
    """The listed place, or else the authority, in which all of these areas lie; empty where there is neither."""
    return _home(stamps.page_tag(), tuple(sorted(codes)))


@lru_cache(maxsize=4096)
def _home(tag: str, codes: tuple[str, ...]) -> str:
    areas = [visible_area(code) for code in codes]
    if not areas or None in areas:
        return ""
    places = {area.code if area.kind == "place" else area.place_id for area in areas if area is not None}
    if len(places) == 1 and (only := places.pop()):
        return str(only)
    above = {
        area.code if area.kind == "authority" else area.authority_id for area in areas if area is not None
    }
    return str(above.pop() or "") if len(above) == 1 else ""


def inside(home: str) -> frozenset[str]:
    """Every area whose home is this place or authority, itself among them."""
    return _inside(stamps.page_tag()).get(home, frozenset())


@lru_cache(maxsize=2)
def _inside(tag: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code in visible_areas():
        if home := home_of([code]):
            found.setdefault(home, set()).add(code)
    return {home: frozenset(codes) for home, codes in found.items()}


def places_of(authority: str) -> list[str]:
    """The listed places of an authority."""
    areas: Iterable[Area] = visible_areas().values()
    return sorted(one.code for one in areas if one.kind == "place" and one.authority_id == authority)


def homes_of_involvements(since: date, until: date) -> dict[str, tuple[str, date]]:
    """The home of each involvement in which somebody said something of themselves and whose answers were due between these
    days, and when. Two queries."""
    due = Involvement.objects.filter(answer_by__gte=since, answer_by__lt=until)
    with_rows = Characteristics.objects.exclude(involvement="").values("involvement")
    days = dict(due.filter(pk__in=with_rows).values_list("pk", "answer_by"))
    areas: dict[str, list[str]] = {key: [] for key in days}
    for key, code in InvolvementArea.objects.filter(involvement__in=list(days)).values_list(
        "involvement", "code"
    ):
        areas[key].append(code)
    return {key: (home, days[key]) for key, codes in areas.items() if (home := home_of(codes))}


def members(scope: Scope, homes: Mapping[str, tuple[str, date]]) -> Members:
    """Who is in a scope; `homes` as `homes_of_involvements` gives them for a time that holds the period. No query."""
    if scope.involvement:
        return Members(involvements=(scope.involvement,))
    since, until = days_of(scope.period)
    area = visible_area(scope.place)
    own = [scope.place, *(places_of(scope.place) if area is not None and area.kind == "authority" else [])]
    return Members(
        involvements=tuple(
            sorted(key for key, (home, day) in homes.items() if home in own and since <= day < until)
        ),
        areas=frozenset[str]().union(*(inside(home) for home in own)),
        homes=tuple(own),
        since=since,
        until=until,
    )


def counted(who: Members, as_before: Collection[str] = ()) -> Counted:
    """The numbers of a set of people; of the characteristics `as_before` in the bands that were asked before. Two queries,
    however many they are."""
    said = Contribution.objects.filter(withdrawn=None, waiting=False)
    rows = Characteristics.objects.all()
    in_question, in_rows = Q(involvement__in=who.involvements), Q(involvement__in=who.involvements)
    if who.areas:
        moments = [timezone.make_aware(datetime.combine(day, time.min)) for day in (who.since, who.until)]
        in_question |= Q(involvement=None, place__in=who.areas, made__gte=moments[0], made__lt=moments[1])
        in_rows |= Q(involvement="", place__in=who.homes, month__gte=who.since, month__lt=who.until)
    made_up = Count("pk", filter=Q(synthetic=True))
    heard = said.filter(in_question).aggregate(n=Count("receipt", distinct=True), example=made_up)
    answers: dict[str, dict[str, int]] = {key: {} for key in KEYS}
    grouped = rows.filter(in_rows).order_by().values_list(*KEYS).annotate(n=Count("*"))
    for *values, n in grouped:
        for key, value in zip(KEYS, values, strict=True):
            answers[key][value] = answers[key].get(value, 0) + n
    bands = {
        key: one.tallied(answers[key], as_before=key in as_before) for key, one in characteristics().items()
    }
    return Counted(heard["n"], bands, bool(heard["example"]))


def involvements_to_publish(today: date, settle: int) -> list[Involvement]:
    """The involvements in which somebody said something of themselves and whose table may still change: until `settle` days
    after the answers were due. One query."""
    with_rows = Characteristics.objects.exclude(involvement="").values("involvement")
    found = Involvement.objects.filter(pk__in=with_rows, opens__lte=today).order_by("pk")
    return [one for one in found if (today - one.answer_by).days <= settle]


def homes_spoken_of(since: date, until: date) -> set[str]:
    """The places and authorities of rows outside any involvement in these months. One query."""
    rows = Characteristics.objects.filter(involvement="", month__gte=since, month__lt=until).exclude(place="")
    return set(rows.order_by().values_list("place", flat=True).distinct())


def published_tables(scopes: Collection[Scope]) -> dict[Scope, list[PublishedVoices]]:
    """Every table ever published of these scopes, the oldest first. One query."""
    which = Q(pk__in=[])
    involved = [scope.involvement for scope in scopes if scope.involvement]
    if involved:
        which |= Q(involvement__in=involved)
    for scope in scopes:
        if not scope.involvement:
            which |= Q(involvement="", place=scope.place, period=scope.period)
    found: dict[Scope, list[PublishedVoices]] = {scope: [] for scope in scopes}
    for row in PublishedVoices.objects.filter(which).order_by("at", "pk"):
        found[Scope(row.involvement, row.place, row.period)].append(row)
    return found


def periods_of(place: str) -> list[str]:
    """The quarters and years for which something was published of a place, the newest first. One query."""
    rows = PublishedVoices.objects.filter(involvement="", place=place)
    return sorted(set(rows.values_list("period", flat=True)), reverse=True)


def reaches_in(areas: Iterable[str]) -> list[Reach]:
    """Who reaches whom in any of these areas, with the organisation and the body that noted it. One query."""
    found = Reach.objects.filter(area__in=list(areas)).select_related("organisation", "noted_for")
    return list(found.order_by("characteristic", "band", "organisation"))
