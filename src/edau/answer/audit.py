"""The involvement audit of a body and a year: how much say people had, how early, how openly, who was reached, what is owed.

Tables of codes and numbers; words come later. Nothing is added up over goals, no body is set beside another, and no person is
counted: a voice is a thing that was said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from edau.answer.analysis import judged
from edau.answer.queries.audit import Facts, Met
from edau.answer.queries.debt import Debt
from edau.listen.actions.involvements import is_as_sealed
from edau.listen.analysis.small_numbers import Limits, safely
from edau.listen.characteristics import characteristics
from edau.listen.choices import Co, Cycle, Level, Route
from edau.listen.national_principles import NUMBERS
from edau.listen.promises import law

NOT_SAID = ""  # an involvement that says no level, no stage, no Co


@dataclass(frozen=True)
class Share:
    """What falls to one level, or one of the four Co's."""

    code: str
    involvements: int = 0
    voices: int = 0
    met: Met = field(default_factory=Met)


@dataclass(frozen=True)
class Row:
    """One involvement in the audit, with the level that was promised and the one its events bear out."""

    facts: Facts
    promised: str
    evidenced: str


@dataclass(frozen=True)
class PrincipleCount:
    """One principle over the involvements of the year: in how many it was planned for, rated by the team, rated by at least
    five of those who took part; and of those rated by both, in how many the team sees it higher, alike, lower."""

    number: int
    planned: int
    team: int
    participants: int
    higher: int
    alike: int
    lower: int


@dataclass(frozen=True)
class GroupHeard:
    """One group by a characteristic: in how many involvements a published table speaks of it (`told`), and in how many of
    these it shows five or more (`heard`)."""

    characteristic: str
    band: str
    told: int
    heard: int


@dataclass(frozen=True)
class Audit:
    """One body and one year. `days` is the middle of the days from opening to decision, over those decided after."""

    organisation: str
    year: int
    rows: tuple[Row, ...]
    promised: tuple[Share, ...]
    evidenced: tuple[Share, ...]
    cos: tuple[Share, ...]
    occasions: tuple[tuple[str, Met], ...]  # by the level that each meeting says of itself
    stages: tuple[tuple[str, int], ...]
    decided: int
    after_the_decision: int
    days: float | None
    open_texts: int
    fixed_texts: int
    closed_choices: int
    languages: dict[str, Limits | None]
    routes: dict[str, Limits | None]
    places: int
    organisations: int  # that asked or answered
    groups: tuple[GroupHeard, ...]
    debt: Debt
    principles: tuple[PrincipleCount, ...]
    met: Met
    voices: int
    synthetic: bool


def audit_of(organisation: str, year: int, facts: Sequence[Facts]) -> Audit:
    """The audit of what `answer.queries.audit.facts_of` found. No query."""
    rows = tuple(_row(one) for one in facts)
    languages: Counter[str] = Counter({"cy": 0, "en": 0})
    routes: Counter[str] = Counter(dict.fromkeys(Route.values, 0))
    for one in facts:
        languages.update(one.languages)
        routes.update(one.routes)
    later = [
        one.days_to_decision
        for one in facts
        if one.days_to_decision is not None and not one.after_the_decision
    ]
    return Audit(
        organisation=organisation,
        year=year,
        rows=rows,
        promised=_shares(rows, lambda row: row.promised, (*Level.values, NOT_SAID)),
        evidenced=_shares(
            rows, lambda row: row.evidenced, (*Level.values, NOT_SAID), met_of=lambda row: row.facts.met_shown
        ),
        cos=_shares(rows, lambda row: row.facts.involvement.co, (*Co.values, NOT_SAID)),
        occasions=_occasions(facts),
        stages=_stages(facts),
        decided=sum(one.decided is not None for one in facts),
        after_the_decision=sum(one.after_the_decision for one in facts),
        days=median(later) if later else None,
        open_texts=sum(bool(one.involvement.open_cy or one.involvement.open_en) for one in facts),
        fixed_texts=sum(bool(one.involvement.fixed_cy or one.involvement.fixed_en) for one in facts),
        closed_choices=sum(one.closed_choices for one in facts),
        languages=safely(languages),
        routes=safely(routes),
        places=len(frozenset[str]().union(*(one.places for one in facts))),
        organisations=len(
            {
                key
                for one in facts
                for key in (one.involvement.asked_by_id, one.involvement.answered_by_id)
                if key
            }
        ),
        groups=_groups(facts),
        debt=sum((one.debt for one in facts), Debt()),
        principles=tuple(_principle(number, facts) for number in NUMBERS),
        met=sum((one.met for one in facts), Met()),
        voices=sum(one.voices for one in facts),
        synthetic=any(one.involvement.synthetic or one.debt.synthetic for one in facts),
    )


def _row(one: Facts) -> Row:
    involvement = one.involvement
    found = judged(
        involvement,
        one.happened,
        one.counts,
        opened=one.opened,
        sealed=is_as_sealed(involvement),
        weeks=law().weeks,
        proven=one.proofs.proven,
        out=one.proofs.out,
    )
    return Row(one, involvement.promised, found.level.level or NOT_SAID)


def _shares(
    rows: Iterable[Row],
    code_of: Callable[[Row], str],
    codes: Sequence[str],
    met_of: Callable[[Row], Met] = lambda row: row.facts.met,
) -> tuple[Share, ...]:
    by_code: dict[str, list[Row]] = {code: [] for code in codes}
    for row in rows:
        by_code[code_of(row)].append(row)
    return tuple(
        Share(
            code=code,
            involvements=len(own),
            voices=sum(row.facts.voices for row in own),
            met=sum((met_of(row) for row in own), Met()),
        )
        for code, own in by_code.items()
        if own or code != NOT_SAID
    )


def _occasions(facts: Sequence[Facts]) -> tuple[tuple[str, Met], ...]:
    """By level, from the least say to the most; those that say none last, and only if there are any."""
    found = {
        code: sum((one.met_at.get(code, Met()) for one in facts), Met()) for code in (*Level.values, NOT_SAID)
    }
    return tuple((code, met) for code, met in found.items() if met.meetings or code != NOT_SAID)


def _stages(facts: Iterable[Facts]) -> tuple[tuple[str, int], ...]:
    found = Counter(one.involvement.cycle for one in facts)
    return tuple((code, found[code]) for code in (*Cycle.values, NOT_SAID) if found[code] or code != NOT_SAID)


def _groups(facts: Sequence[Facts]) -> tuple[GroupHeard, ...]:
    """In the order of the catalogue; no group of which no table speaks."""
    found = []
    for key, one in characteristics().items():
        for band in one.every_band:
            shown = [each.groups[key, band.key] for each in facts if (key, band.key) in each.groups]
            if shown:
                found.append(GroupHeard(key, band.key, len(shown), sum(shown)))
    return tuple(found)


def _principle(number: int, facts: Iterable[Facts]) -> PrincipleCount:
    planned = team = participants = higher = alike = lower = 0
    for one in facts:
        if one.picture is None:
            continue
        standing, values = one.picture.standings[number - 1], one.picture.scale.values
        ours, theirs = standing.team.median(values), standing.participants.median(values)
        planned += standing.plan is not None
        team += ours is not None
        participants += theirs is not None
        if ours is not None and theirs is not None:
            higher += ours[0] > theirs[1]
            lower += ours[1] < theirs[0]
            alike += not (ours[0] > theirs[1] or ours[1] < theirs[0])
    return PrincipleCount(number, planned, team, participants, higher, alike, lower)
