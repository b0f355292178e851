"""How much say people had, shown by what happened: the level of a ladder of participation that the events bear out.

Nobody ticks a level here. A level is evidenced when every requirement of it and of all levels below is met, each by an
event with a day or by a count, and when nothing that happened caps it. An event bears a level out only where something
shows it beside the word of whoever noted it (a record, a document): `proven`. What the others would bear out, were they
believed, is worked out beside it and is called "said". Counts are the records' own and need no further proof; nor do the
events that cap, for nobody gains by noting them. The steps follow Arnstein's ladder (A Ladder of
Citizen Participation, Journal of the American Institute of Planners 35(4), 1969, pp. 216-224) as grouped by the IAP2
Spectrum; which event is proof of which step is our own rule, and it is all in `RULES` and `CAPS`.

========== ======================= =====================================================================================
level      requirement             met by
========== ======================= =====================================================================================
inform     told                    its own texts said what is open and what is not, or a `told` event
consult    asked_in_time           somebody spoke, or a session was held, on or after the opening
consult    answered                at least half of those who spoke have an answer with its reason; where nobody spoke
                                   but in a session, what was said in the room was answered in the room
involve    worked_together         an `invited` event or a session that was more than telling and asking
involve    changed                 a `changed` event, or an answer that took words up, wholly or in part
collaborate agenda                 an `agenda` or an `invited` event: people had a hand in what was talked about
collaborate chose                  a `chose` event: people took the decision, or a share of it
empower    agenda_set              an `agenda` event: people set it themselves
empower    chose_all               a `chose` event at the level "empower": the whole decision was theirs
empower    carried_out             a `changed` event on or after that day, or something promised that was delivered
========== ======================= =====================================================================================

Each level needs all that is below it. Two things cap the level whatever else happened: a decision before the opening, by
whomever (nothing is left but to be told: "inform"), and a decision or the closing of a choice before the last day for words
(what was promised to be open was not, for those who still had time to speak: "consult").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

INFORM, CONSULT, INVOLVE, COLLABORATE, EMPOWER = LEVELS = (
    "inform",
    "consult",
    "involve",
    "collaborate",
    "empower",
)
KINDS: Final = ("invited", "agenda", "told", "session", "narrowed", "changed", "decided", "chose")
DECIDING: Final = ("decided", "chose")  # after which nothing is left to be decided, before the opening
VOICES, REPLIES, TAKEN_UP, DELIVERED, TEXTS = FACTS = ("voices", "replies", "taken_up", "delivered", "texts")
MOST: Final = 0.5  # of those who spoke, so many are answered before anybody was consulted


@dataclass(frozen=True, slots=True)
class Happened:
    """An event. `key` is whatever tells it apart for the caller; `level` that of a session or of a choice, or empty;
    `proven` whether anything shows it beside the word of whoever noted it.

    Raises ValueError for a kind or a level that is not known.
    """

    key: str
    kind: str
    on: date
    level: str = ""
    proven: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no such kind of event: {self.kind}")
        if self.level and self.level not in LEVELS:
            raise ValueError(f"no such level: {self.level}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known beside the events.

    Parameters
    ----------
    opened, closed : date
        The first day on which people could speak (never before the promise was public), and the last.
    texts : bool
        Whether its own texts tell what it is about, what is open and what is not.
    said, said_from_opening : int
        How many spoke; how many of them on or after the opening.
    answered : int
        How many of those who spoke have an answer with its reason.
    taken_up : int
        How many had an answer that took their words up, wholly or in part.
    delivered : int
        How many of those have been told that it is done.
    """

    opened: date
    closed: date
    texts: bool = False
    said: int = 0
    said_from_opening: int = 0
    answered: int = 0
    taken_up: int = 0
    delivered: int = 0

    def __post_init__(self) -> None:
        if self.closed < self.opened:
            raise ValueError("it closes before it opens")
        if not 0 <= self.delivered <= self.taken_up <= self.answered <= self.said:
            raise ValueError("delivered ≤ taken up ≤ answered ≤ said")
        if not 0 <= self.said_from_opening <= self.said:
            raise ValueError("more spoke from the opening than spoke at all")


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement of a level: whether it is met, by which proven events (their keys) and by which of `FACTS`; and which
    further events would meet it, of which nothing but their note is there."""

    requirement: str
    level: str
    events: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    unproven: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        return bool(self.events or self.facts)

    @property
    def said(self) -> bool:
        """Whether it is met, or would be were what is noted believed."""
        return self.met or bool(self.unproven)


@dataclass(frozen=True, slots=True)
class Cap:
    """That events, by their keys, allow no level above this one, and why as a code."""

    why: str
    level: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidenced:
    """The level that is borne out (empty where not even the first is), every check from the lowest level up, and what caps
    it. `open_to` is what the checks alone would have given. `said` is the level there would be, were every note believed
    without proof: never below `level`."""

    level: str
    checks: tuple[Check, ...]
    caps: tuple[Cap, ...]
    open_to: str
    said: str

    @property
    def missing(self) -> tuple[Check, ...]:
        """The unmet requirements of the next level up; empty at the top, and where only a cap stands in the way."""
        step = LEVELS.index(self.open_to) + 1 if self.open_to else 0
        if step >= len(LEVELS):
            return ()
        return tuple(each for each in self.checks if each.level == LEVELS[step] and not each.met)


_Proof = tuple[tuple[str, ...], tuple[str, ...]]
_Rule = Callable[[tuple[Happened, ...], Facts], _Proof]


def _kinds(events: Iterable[Happened], *kinds: str) -> tuple[str, ...]:
    return tuple(each.key for each in events if each.kind in kinds)


def _told(events: tuple[Happened, ...], facts: Facts) -> _Proof:
    return _kinds(events, "told"), (TEXTS,) if facts.texts else ()


def _asked_in_time(events: tuple[Happened, ...], facts: Facts) -> _Proof:
    met = tuple(each.key for each in events if each.kind == "session" and each.on >= facts.opened)
    return met, (VOICES,) if facts.said_from_opening else ()


def _answered(events: tuple[Happened, ...], facts: Facts) -> _Proof:
    if facts.said:
        return (), (REPLIES,) if facts.answered >= MOST * facts.said else ()
    return _kinds(events, "session"), ()


def _worked_together(events: tuple[Happened, ...], facts: Facts) -> _Proof:
    deep = (INVOLVE, COLLABORATE, EMPOWER)
    met = (
        each for each in events if each.kind == "invited" or (each.kind == "session" and each.level in deep)
    )
    return tuple(each.key for each in met), ()


def _changed(events: tuple[Happened, ...], facts: Facts) -> _Proof:
    return _kinds(events, "changed"), (TAKEN_UP,) if facts.taken_up else ()


def _agenda(events: tuple[Happened, ...], facts: Facts) -> _Proof:
    return _kinds(events, "agenda", "invited"), ()


def _chose(events: tuple[Happened, ...], facts: Facts) -> _Proof:
    return _kinds(events, "chose"), ()


def _agenda_set(events: tuple[Happened, ...], facts: Facts) -> _Proof:
    return _kinds(events, "agenda"), ()


def _chose_all(events: tuple[Happened, ...], facts: Facts) -> _Proof:
    return tuple(each.key for each in events if each.kind == "chose" and each.level == EMPOWER), ()


def _carried_out(events: tuple[Happened, ...], facts: Facts) -> _Proof:
    chosen = [each.on for each in events if each.kind == "chose" and each.level == EMPOWER]
    if not chosen:
        return (), ()
    first = min(chosen)
    done = tuple(each.key for each in events if each.kind == "changed" and each.on >= first)
    return done, (DELIVERED,) if facts.delivered else ()


RULES: Final[tuple[tuple[str, str, _Rule], ...]] = (
    (INFORM, "told", _told),
    (CONSULT, "asked_in_time", _asked_in_time),
    (CONSULT, "answered", _answered),
    (INVOLVE, "worked_together", _worked_together),
    (INVOLVE, "changed", _changed),
    (COLLABORATE, "agenda", _agenda),
    (COLLABORATE, "chose", _chose),
    (EMPOWER, "agenda_set", _agenda_set),
    (EMPOWER, "chose_all", _chose_all),
    (EMPOWER, "carried_out", _carried_out),
)
DECIDED_BEFORE, CLOSED_EARLY = CAPS = ("decided_before", "closed_early")


def decided_before(events: Iterable[Happened], opened: date) -> tuple[str, ...]:
    """The keys of the decisions that were taken before people could speak, whoever took them: consultation after the decision
    for all who were asked later."""
    return tuple(each.key for each in events if each.kind in DECIDING and each.on < opened)


def evidenced(events: Iterable[Happened], facts: Facts) -> Evidenced:
    """The level that proven events and facts bear out, with what bears it out and what is missing; and the level that is
    said.

    The order of the events does not matter: the reasons name them from the earliest day on, then by key. More evidence
    never lowers the level, save the two kinds of event that cap it; a voice that nobody has answered is no evidence but a
    debt, and may lower it.
    """
    known = tuple(sorted(events, key=lambda each: (each.on, each.key)))
    proven = tuple(each for each in known if each.proven)
    checks = []
    for level, name, rule in RULES:
        shown, counted = rule(proven, facts)
        noted, _counted = rule(known, facts)
        checks.append(Check(name, level, shown, counted, tuple(key for key in noted if key not in shown)))
    caps = _caps(known, facts)
    open_to = _highest(each.level for each in checks if not each.met)
    said = _highest(each.level for each in checks if not each.said)
    return Evidenced(_capped(open_to, caps), tuple(checks), caps, open_to, _capped(said, caps))


def _highest(unmet: Iterable[str]) -> str:
    """The level below the lowest one of which a requirement is not met; empty where that is the first."""
    step = min((LEVELS.index(level) for level in unmet), default=len(LEVELS))
    return LEVELS[step - 1] if step else ""


def _capped(level: str, caps: tuple[Cap, ...]) -> str:
    return min((level, *(cap.level for cap in caps)), key=LEVELS.index) if level else ""


def _caps(events: tuple[Happened, ...], facts: Facts) -> tuple[Cap, ...]:
    before = decided_before(events, facts.opened)
    early = _kinds((each for each in events if facts.opened <= each.on < facts.closed), "decided", "narrowed")
    found = []
    if before:
        found.append(Cap(DECIDED_BEFORE, INFORM, before))
    if early:
        found.append(Cap(CLOSED_EARLY, CONSULT, early))
    return tuple(found)
