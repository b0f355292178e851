"""The four tests that courts ask of a consultation (Gunning 1985, taken up in Moseley 2014), as far as records can answer
them: yes, not yet, no, or cannot say, each with what it rests on.

1. formative: it is asked while the proposal is at a formative stage;
2. reasons: enough is said for people to consider it with understanding;
3. time: there is enough time to consider and to respond; for a local well-being plan the law gives a number of weeks;
4. weighed: what is said is conscientiously taken into account before the decision.

A record cannot show that a mind was open. "Yes" says that nothing here speaks against it, and names what was counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from edau.kernels.findings import Finding

YES, NOT_YET, NO, CANNOT_SAY = VERDICTS = ("yes", "not_yet", "no", "cannot_say")
TESTS: Final = ("formative", "reasons", "time", "weighed")


@dataclass(frozen=True, slots=True)
class Record:
    """What the tests are asked of.

    Parameters
    ----------
    today, opened, closed, answer_by : date
        Now; the first and the last day on which people could speak; the day by which everyone is answered.
    published : bool
        Whether it is public and sealed; before that nothing has been asked.
    sealed : bool
        Whether what stands there is still what was sealed.
    says_open : bool
        Whether it says what is still open.
    decided_before, decided_early : int
        Decisions taken before the opening, as they stand; from then on but before the last day for words.
    put_right : bool
        Whether a decision was first noted as taken before the opening, and has been noted anew otherwise since.
    texts : frozenset of str
        The languages in which it says what it is about, what is still open, and what cannot change.
    told : int
        How often people were told more, as noted.
    weeks : int
        The least number of weeks that the law gives; 0 where it names none.
    said, answered, taken_up : int
        How many spoke, were answered with a reason, and had their words taken up.
    """

    today: date
    opened: date
    closed: date
    answer_by: date
    published: bool = True
    sealed: bool = True
    says_open: bool = True
    decided_before: int = 0
    decided_early: int = 0
    put_right: bool = False
    texts: frozenset[str] = frozenset()
    told: int = 0
    weeks: int = 0
    said: int = 0
    answered: int = 0
    taken_up: int = 0


def fairness(record: Record) -> tuple[Finding, Finding, Finding, Finding]:
    """Each of `TESTS` in its order: a finding whose code is its verdict, with `test`, and as its one reason what the verdict
    rests on."""
    return (_formative(record), _reasons(record), _time(record), _weighed(record))


def _found(test: str, verdict: str, why: str, **params: int) -> Finding:
    return Finding(verdict, {"test": test}, (Finding(why, params),))


def _formative(record: Record) -> Finding:
    if record.decided_before:
        return _found("formative", NO, "decided_before", count=record.decided_before)
    if not record.published:
        return _found("formative", NOT_YET, "not_published")
    if not record.sealed:
        return _found("formative", CANNOT_SAY, "seal_broken")
    if not record.says_open:
        return _found("formative", CANNOT_SAY, "nothing_open")
    if record.put_right:
        return _found("formative", YES, "put_right")
    return _found("formative", YES, "sealed_before")


def _reasons(record: Record) -> Finding:
    languages = len(record.texts)
    if languages == 2:
        return _found("reasons", YES, "both_languages", told=record.told)
    if record.today <= record.closed:
        return _found("reasons", NOT_YET, "texts_missing", languages=languages, told=record.told)
    if record.told:
        return _found("reasons", CANNOT_SAY, "told_elsewhere", languages=languages, told=record.told)
    return _found("reasons", NO, "texts_missing", languages=languages, told=0)


def _time(record: Record) -> Finding:
    days = (record.closed - record.opened).days
    if not record.weeks:
        return _found("time", CANNOT_SAY, "no_number", days=days)
    verdict = YES if days >= 7 * record.weeks else NO
    return _found("time", verdict, "weeks", days=days, least=7 * record.weeks)


def _weighed(record: Record) -> Finding:
    numbers = {"said": record.said, "answered": record.answered, "taken_up": record.taken_up}
    if record.decided_before or record.decided_early:
        return _found("weighed", NO, "decided_first", **numbers)
    if not record.said:
        verdict = NOT_YET if record.today <= record.closed else CANNOT_SAY
        return _found("weighed", verdict, "nobody_spoke", **numbers)
    if record.answered == record.said:
        verdict = YES if record.today > record.closed else NOT_YET
        return _found("weighed", verdict, "answered", **numbers)
    verdict = NOT_YET if record.today <= record.answer_by else NO
    return _found("weighed", verdict, "answered", **numbers)
