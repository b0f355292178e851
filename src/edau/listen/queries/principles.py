"""How an involvement stands by the ten principles: what was planned, and how the team and those who took part rate it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max

from edau.listen.choices import Side, Stage
from edau.listen.models import Involvement, PrinciplePlan, PrincipleRating, ScaleLevel
from edau.listen.national_principles import NUMBERS, Level, Scale, common_scale
from edau.thread.models import Receipt
from edau.understand.catalogue import Bilingual

LEAST = 5  # participants are counted so many at a time
RATED_FOR = timedelta(
    days=90
)  # after everyone was to be answered: only then can people tell whether they were


@dataclass(frozen=True)
class Spread:
    """How one side rated one principle: how many chose each level of the scale, from least to most.

    There is no mean: levels have an order, and no distance. `hidden` where too few participants rated it. Exact numbers:
    of participants nobody may be shown them before `listen.analysis.principles` has hidden the small ones.
    """

    counts: tuple[int, ...] = ()
    hidden: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts)

    def median(self, values: Sequence[int]) -> tuple[int, int] | None:
        """The two middle levels (the same one, where there is one middle); None where nobody rated it."""
        if not self.total:
            return None
        in_order = [value for value, count in zip(values, self.counts, strict=True) for _each in range(count)]
        return in_order[(len(in_order) - 1) // 2], in_order[len(in_order) // 2]


@dataclass(frozen=True)
class Evidence:
    """What the team says that shows it, in the language they wrote it in."""

    value: int
    words: str
    language: str


@dataclass(frozen=True)
class Standing:
    """One principle in one involvement. `plan` is None where nothing was planned."""

    number: int
    plan: PrinciplePlan | None
    team: Spread
    participants: Spread
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Picture:
    """The ten in one involvement, on the scale that it is rated by."""

    scale: Scale
    standings: tuple[Standing, ...]
    synthetic: bool

    @property
    def planned(self) -> int:
        return sum(one.plan is not None for one in self.standings)


def owner(involvement: Involvement) -> str:
    """The key of the organisation whose scale an involvement is rated by: who asks, else who answers."""
    return involvement.asked_by_id or involvement.answered_by_id


def scale_in_use(organisation: str) -> Scale:
    """The newest scale of an organisation, or that of the catalogue. One query."""
    return scales_of([(organisation, None)])[organisation, None]


def scales_of(wanted: Collection[tuple[str, int | None]]) -> dict[tuple[str, int | None], Scale]:
    """Scales by organisation and edition; without an edition the newest. One query."""
    rows: dict[str, dict[int, list[ScaleLevel]]] = {}
    for row in ScaleLevel.objects.filter(organisation__in={key for key, _edition in wanted}):
        rows.setdefault(row.organisation_id, {}).setdefault(row.edition, []).append(row)
    found = {}
    for key, edition in wanted:
        editions = rows.get(key, {})
        number = max(editions, default=0) if edition is None else edition
        found[key, edition] = _scale(editions[number], number) if number in editions else common_scale()
    return found


def scale_of(involvement: Involvement) -> Scale:
    """The scale an involvement is rated by: that with which rating began, so that nobody's words change their meaning."""
    begun = involvement.ratings.aggregate(edition=Max("edition"))["edition"]
    key = owner(involvement)
    return scales_of([(key, begun)])[key, begun]


def takes_ratings(involvement: Involvement, today: date) -> bool:
    """Whether it can be rated now: from the day it opened until three months after everyone was to be answered."""
    return (
        involvement.stage == Stage.PUBLISHED
        and involvement.opens <= today <= involvement.answer_by + RATED_FOR
    )


def plans_of(involvement: Involvement) -> dict[int, PrinciplePlan]:
    """What was planned, by the number of the principle."""
    return {plan.principle: plan for plan in involvement.principle_plans.all()}


def ratings_by(involvement: Involvement, by: str) -> dict[int, PrincipleRating]:
    """What one member of the team said, by principle."""
    return {one.principle: one for one in involvement.ratings.filter(side=Side.TEAM, by=by)}


def ratings_with(involvement: Involvement, receipt: Receipt) -> dict[int, PrincipleRating]:
    """What one participant said, by principle."""
    return {one.principle: one for one in involvement.ratings.filter(receipt=receipt)}


def words_for_the_team(involvement: Involvement) -> list[PrincipleRating]:
    """What participants wrote beside their ratings: for the team alone, never on a public page. In no order in which they
    came, so that nobody's ten answers lie side by side."""
    said = involvement.ratings.filter(side=Side.PARTICIPANT).exclude(evidence="")
    return list(said.order_by("principle", "pk"))


def picture(involvement: Involvement) -> Picture:
    """The ten in one involvement. Three queries, however many rated it."""
    ratings = list(involvement.ratings.select_related("receipt").order_by("principle", "pk"))
    key = owner(involvement)
    begun = max((one.edition for one in ratings), default=None)
    return _picture(plans_of(involvement), ratings, scales_of([(key, begun)])[key, begun])


def pictures(involvements: Sequence[Involvement]) -> Mapping[str, Picture]:
    """The same of several, by their ids. Three queries."""
    ids = [one.pk for one in involvements]
    plans: dict[str, dict[int, PrinciplePlan]] = {}
    for plan in PrinciplePlan.objects.filter(involvement__in=ids):
        plans.setdefault(plan.involvement_id, {})[plan.principle] = plan
    ratings: dict[str, list[PrincipleRating]] = {}
    rated = PrincipleRating.objects.filter(involvement__in=ids).select_related("receipt")
    for rating in rated.order_by("principle", "pk"):
        ratings.setdefault(rating.involvement_id, []).append(rating)
    wanted = {
        one.pk: (owner(one), max((each.edition for each in ratings.get(one.pk, [])), default=None))
        for one in involvements
    }
    scales = scales_of(set(wanted.values()))
    return {key: _picture(plans.get(key, {}), ratings.get(key, []), scales[wanted[key]]) for key in ids}


def _picture(plans: Mapping[int, PrinciplePlan], ratings: Sequence[PrincipleRating], scale: Scale) -> Picture:
    standings = []
    for number in NUMBERS:
        own = [one for one in ratings if one.principle == number]
        team = [one for one in own if one.side == Side.TEAM]
        others = _of_people([one for one in own if one.side == Side.PARTICIPANT])
        counted = others[: len(others) // LEAST * LEAST]
        evidence = tuple(Evidence(one.value, one.evidence, one.language) for one in team if one.evidence)
        standings.append(
            Standing(
                number=number,
                plan=plans.get(number),
                team=_spread(team, scale),
                participants=Spread(hidden=True) if others and not counted else _spread(counted, scale),
                evidence=evidence,
            )
        )
    return Picture(scale, tuple(standings), any(one.synthetic for one in ratings))


def _of_people(ratings: Iterable[PrincipleRating]) -> list[PrincipleRating]:
    """One rating for each person, in the order in which they were made: who holds several receipts has one say, their last.

    They are counted five at a time. Who looks before and after somebody rates reads nothing off the difference; who changes
    their mind is counted anew, behind the others.
    """
    in_order = sorted(ratings, key=lambda one: (one.made, one.pk))
    last = {one.receipt.person_id if one.receipt is not None else one.pk: one for one in in_order}
    return sorted(last.values(), key=lambda one: (one.made, one.pk))


def _spread(ratings: Sequence[PrincipleRating], scale: Scale) -> Spread:
    found = Counter(one.value for one in ratings)
    return Spread(tuple(found[value] for value in scale.values))


def _scale(rows: Sequence[ScaleLevel], edition: int) -> Scale:
    levels = tuple(Level(row.value, Bilingual(cy=row.name_cy, en=row.name_en)) for row in rows)
    return Scale(levels, all(row.checked for row in rows), edition)
