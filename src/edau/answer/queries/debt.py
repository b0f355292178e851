"""Reply debt: how many answers are owed, to whose account, and how many came in time. An answer is owed until its teller can
read the reason in their own language; it is overdue from the day after the one that was promised.

Every contribution counts, whoever may read it: those meant only for who answers, held ones, and those that wait for
somebody to look. Only its teller can take one out of the debt, by withdrawing it; everybody else only by answering.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils.timezone import localdate

from edau.answer.queries.owing import authority_of, bodies_of_authorities
from edau.core.languages import said
from edau.core.visibility import held_ids
from edau.listen.models import Contribution, Involvement
from edau.listen.queries.contributions import INVOLVEMENT
from edau.people.models import Organisation
from edau.places.queries import visible_area

OPEN = Q(withdrawn=None, answered=None)


@dataclass(frozen=True)
class Debt:
    """What is owed and what was answered. `owed` has the overdue ones in it; `oldest` is the day of the oldest still owed;
    `withdrawn` were taken back by their tellers before anybody answered, and count as neither."""

    owed: int = 0
    overdue: int = 0
    on_time: int = 0
    late: int = 0
    withdrawn: int = 0
    oldest: date | None = None
    synthetic: bool = False

    def __add__(self, other: Debt) -> Debt:
        days = [one for one in (self.oldest, other.oldest) if one is not None]
        return Debt(
            owed=self.owed + other.owed,
            overdue=self.overdue + other.overdue,
            on_time=self.on_time + other.on_time,
            late=self.late + other.late,
            withdrawn=self.withdrawn + other.withdrawn,
            oldest=min(days, default=None),
            synthetic=self.synthetic or other.synthetic,
        )


@dataclass(frozen=True)
class Account:
    """The debt of an involvement, a body or a place, by its key (empty: of none) and its names.

    A name is empty where it may not be shown: what is out of sight keeps its debt in sight.
    """

    key: str
    debt: Debt
    name_cy: str = ""
    name_en: str = ""
    hidden: bool = False

    def name(self, language: str) -> tuple[str, str]:
        """Its name and the language that is in: this one, or the other where this is missing."""
        return said(self.name_cy, self.name_en, language)


@dataclass(frozen=True)
class Ledger:
    """All of it, and split three ways; each split adds up to the whole."""

    whole: Debt
    involvements: tuple[Account, ...]
    bodies: tuple[Account, ...]
    places: tuple[Account, ...]


@dataclass(frozen=True)
class Overdue:
    """Answers of one body in one involvement that were due on one day, and how many are still owed."""

    involvement: str
    body: str
    due: date
    count: int
    synthetic: bool = False  # some of them were made up for the worked example


def everything() -> QuerySet[Contribution]:
    """What counts: every contribution there is."""
    return Contribution.objects.order_by()


def ledger(today: date) -> Ledger:
    """The debt as it is on this day. Six queries, however much was said."""
    lines = [
        (row["involvement"] or "", row["place"], _debt(row)) for row in _summed(today, "involvement", "place")
    ]
    bodies_of = bodies_of_authorities()
    answerers = dict(Involvement.objects.values_list("pk", "answered_by"))

    def body(involvement: str, place: str) -> str:
        return answerers[involvement] if involvement else bodies_of.get(authority_of(place), "")

    by_involvement = _split(lines, lambda involvement, place: involvement)
    by_body = _split(lines, body)
    by_place = _split(lines, lambda involvement, place: public_place(place))
    return Ledger(
        whole=sum((debt for _key, _place, debt in lines), Debt()),
        involvements=_of_involvements(by_involvement),
        bodies=_of_bodies(by_body),
        places=_of_places(by_place),
    )


def public_place(code: str) -> str:
    """The place or the larger area that is named for an area: what was said of a street is counted with its authority."""
    area = visible_area(code)
    if area is None:
        return ""
    return authority_of(code) if area.kind in ("lsoa", "ward", "community") else code


def debt_of_bodies(keys: Iterable[str], today: date) -> Debt:
    """The debt of these bodies together. Six queries."""
    wanted = set(keys)
    return sum((one.debt for one in ledger(today).bodies if one.key in wanted), Debt())


def debts_of(involvements: Iterable[str], today: date) -> dict[str, Debt]:
    """The debt of these involvements, by their ids. One query."""
    wanted = list(involvements)
    rows = _summed(today, "involvement", within=Q(involvement__in=wanted))
    return {key: Debt() for key in wanted} | {row["involvement"]: _debt(row) for row in rows}


def overdue(today: date) -> list[Overdue]:
    """Every overdue answer, counted by body, involvement and day, the latest to become overdue first."""
    rows = (
        everything()
        .filter(OPEN, due__lt=today)
        .values("involvement", "involvement__answered_by", "place", "due")
        .annotate(count=Count("pk"), made_up=Count("pk", filter=Q(synthetic=True)))
    )
    bodies_of = bodies_of_authorities()
    found: dict[tuple[str, str, date], tuple[int, int]] = {}
    for row in rows:
        body = row["involvement__answered_by"] or bodies_of.get(authority_of(row["place"]), "")
        key = (row["involvement"] or "", body, row["due"])
        count, made_up = found.get(key, (0, 0))
        found[key] = (count + row["count"], made_up + row["made_up"])
    return [
        Overdue(*key, count, made_up > 0)
        for key, (count, made_up) in sorted(found.items(), key=lambda one: (one[0][2], one[0][:2]))
    ][::-1]


def unaccounted(today: date) -> set[str]:
    """The ids of contributions that break the promise: past their day, not withdrawn, and neither answered in words that
    their teller can read nor in the public count of those overdue. It is empty, or something is wrong."""
    past = Contribution.objects.filter(withdrawn=None, due__lt=today)
    welsh = Q(receipt__person__language="cy") & Q(answers__reply__words_cy__gt="")
    english = Q(receipt__person__language="en") & Q(answers__reply__words_en__gt="")
    reasoned = past.filter(Q(answered__isnull=False) & Q(answers__isnull=False) & (welsh | english))
    owed = past.exclude(pk__in=reasoned.values("pk"))
    counted = set(everything().filter(OPEN, due__lt=today).values_list("pk", flat=True))
    return set(owed.values_list("pk", flat=True)) - counted


def _summed(today: date, *by: str, within: Q | None = None) -> Iterable[dict[str, Any]]:
    rows = everything().filter(within or Q()).values(*by)
    return rows.annotate(
        owed=Count("pk", filter=OPEN),
        overdue=Count("pk", filter=OPEN & Q(due__lt=today)),
        given=Count("pk", filter=Q(answered__isnull=False)),
        late=Count("pk", filter=Q(answered__date__gt=F("due"))),
        taken_back=Count("pk", filter=Q(withdrawn__isnull=False, answered=None)),
        oldest=Min("made", filter=OPEN),
        made_up=Count("pk", filter=Q(synthetic=True)),
    )


def _debt(row: dict[str, Any]) -> Debt:
    return Debt(
        owed=row["owed"],
        overdue=row["overdue"],
        on_time=row["given"] - row["late"],
        late=row["late"],
        withdrawn=row["taken_back"],
        oldest=localdate(row["oldest"]) if row["oldest"] else None,
        synthetic=row["made_up"] > 0,
    )


def _split(lines: Iterable[tuple[str, str, Debt]], key_of: Callable[[str, str], str]) -> dict[str, Debt]:
    found: dict[str, Debt] = {}
    for involvement, place, debt in lines:
        key = key_of(involvement, place)
        found[key] = found.get(key, Debt()) + debt
    return found


def _of_involvements(debts: dict[str, Debt]) -> tuple[Account, ...]:
    """The newest first; then what was said outside any."""
    held = held_ids(INVOLVEMENT)
    known = Involvement.objects.filter(pk__in=[key for key in debts if key]).order_by("-published", "pk")
    accounts = [
        Account(one.pk, debts[one.pk], hidden=True)
        if one.pk in held
        else Account(one.pk, debts[one.pk], one.question_cy, one.question_en)
        for one in known
    ]
    return (*accounts, *_of_none(debts))


def _of_bodies(debts: dict[str, Debt]) -> tuple[Account, ...]:
    known = Organisation.objects.filter(pk__in=[key for key in debts if key])
    return (*(Account(one.key, debts[one.key], one.name_cy, one.name_en) for one in known), *_of_none(debts))


def _of_places(debts: dict[str, Debt]) -> tuple[Account, ...]:
    known = {code: visible_area(code) for code in sorted(debts) if code}
    named = [Account(code, debts[code], area.name_cy, area.name_en) for code, area in known.items() if area]
    return (*named, *_of_none(debts))


def _of_none(debts: dict[str, Debt]) -> list[Account]:
    return [Account("", debts[""])] if "" in debts else []
