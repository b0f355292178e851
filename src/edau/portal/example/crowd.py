"""The many of the worked example: those who spoke at stalls and meetings, and one piece of work in three stages to which some
of them came back. Made up, by the real deeds, one for each person; its words and numbers are in `catalogue/demo/crowd.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import product
from random import Random
from typing import Any

from edau.accounts.actions import join
from edau.accounts.models import User
from edau.answer.actions.passages import hear, weigh
from edau.answer.actions.replies import Draft, reply
from edau.answer.choices import Outcome
from edau.core import clock
from edau.listen.actions.contributions import Words
from edau.listen.actions.principles import Rated, rate_as_participant, rate_for_team
from edau.listen.actions.saying import say
from edau.listen.actions.voices import SETTLE, publish_voices
from edau.listen.choices import Kind
from edau.listen.models import Contribution, Involvement
from edau.listen.national_principles import NUMBERS
from edau.portal.example import involving

Happening = tuple[int, int, Callable[[], object]]
TEAM = ("officer", "facilitator")
HEARD_AFTER, ANSWERED_BEFORE, RATED_BEFORE = (
    2,
    3,
    2,
)  # days after the last voice, days before the answers are due
PUBLISHED_AFTER = SETTLE + 2  # days after the end of a quarter
FIRST_NUMBER = 1000  # of the voices: what each says of themselves is drawn by it


@dataclass
class Crowd:
    """Who spoke so far: of each involvement its voices, and the accounts of those who can come back, by their stage."""

    involvements: Mapping[str, Involvement]
    accounts: Mapping[str, User]
    voices: dict[str, list[Contribution]] = field(default_factory=dict)
    known: list[User] = field(default_factory=list)


@dataclass(frozen=True)
class One:
    """One person of a round: the number of their voice, what they say in which language, and with which account, if any: the
    one that was the so manyth to be made."""

    number: int
    of: str
    place: str
    language: str
    words: str
    account: int | None


def happenings(
    given: Mapping[str, Any],
    honest: Mapping[str, Any],
    involvements: Mapping[str, Involvement],
    accounts: Mapping[str, User],
) -> Iterable[Happening]:
    """Everything that happens, as (days from today, hour, what), for the example to put among its other days. The mappings
    of involvements and accounts are read when a moment comes, not before."""
    crowd = Crowd(involvements, accounts)
    left = {name: _sayings(name, words) for name, words in given["words"].items()}
    number = FIRST_NUMBER
    for one in given["rounds"]:
        people = _people(one, left[one["words"]], number)
        number += len(people)
        tends = {**honest["places"], **one.get("places", {})}
        framework = honest["frameworks"].get(one["of"])
        for place, person in enumerate(people):
            day = one["from"] + place * one["days"] // len(people)
            yield day, 13, partial(_speak, crowd, person, honest["tellers"], framework, tends)
        yield one["from"] + one["days"] + HEARD_AFTER, 14, partial(_hear, crowd, one["of"])
    due = {one["key"]: one["answer_by"] for one in given["work"]}
    for key, words in given["replies"].items():
        yield due[key] - ANSWERED_BEFORE, 15, partial(_reply, crowd, key, words)
    key = given["ratings"]["of"]
    yield due[key] - RATED_BEFORE, 16, partial(_rate, crowd, key, given["ratings"])
    # What may be seen of who was heard, as it is published day by day: after each stage, and after each quarter.
    for day in {*(day + 1 for day in due.values()), *_after_quarters(min(due.values()))}:
        yield day, 23, publish_voices


def _after_quarters(first: int) -> list[int]:
    """The days from today on which what was said of places in a quarter is published, none of them to come."""
    today = clock.today()
    days = (today + timedelta(days=each) for each in range(first, 1 - PUBLISHED_AFTER))
    ends = [day for day in days if (day + timedelta(days=1)).day == 1 and day.month % 3 == 0]
    return [_from(today, end) + PUBLISHED_AFTER for end in ends]


def _from(today: date, day: date) -> int:
    return (day - today).days


def _sayings(name: str, words: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, list[str]]:
    """Everything that can be said, in an order drawn by lot, by language; each is taken once."""
    found = {language: [" ".join(parts) for parts in product(*halves)] for language, halves in words.items()}
    for each in found.values():
        Random(name).shuffle(each)  # noqa: S311  # no secret: made-up people
    return found


def _people(given: Mapping[str, Any], left: dict[str, list[str]], number: int) -> list[One]:
    """The people of one round in an order drawn by lot. Those who come back and those who make an account stand anywhere
    among the others."""
    people = given["people"]
    welsh = round(people * given["welsh"] / 100)
    languages = ["cy"] * welsh + ["en"] * (people - welsh)
    back, new = given.get("back", 0), given.get("accounts", 0)
    with_account: list[int | None] = [*range(back), *([-1] * new)]
    with_account += [None] * (people - len(with_account))
    lot = Random(number)  # noqa: S311  # no secret: made-up people
    lot.shuffle(languages)
    lot.shuffle(with_account)
    return [
        One(number + place, given["of"], given["place"], language, left[language].pop(), account)
        for place, (language, account) in enumerate(zip(languages, with_account, strict=True))
    ]


def _speak(
    crowd: Crowd,
    one: One,
    tellers: Mapping[str, Any],
    framework: str | None,
    tends: Mapping[str, Any],
) -> None:
    """One person speaks, places their story where that is asked, and says who they are."""
    involvement = crowd.involvements[one.of]
    said = say(
        kind=Kind.STORY,
        words=Words(language=one.language, words=one.words),
        by=_account(crowd, one),
        involvement=involvement,
        place=one.place,
        synthetic=True,
    ).contribution
    crowd.voices.setdefault(one.of, []).append(said)
    if framework is not None:
        involving.place(one.number, said, framework, tends)
    involving.say_who(one.number, said, tellers)


def _account(crowd: Crowd, one: One) -> User | None:
    """The account with which somebody speaks: one that spoke at an earlier stage, or a new one."""
    if one.account is None:
        return None
    if one.account >= 0:
        return crowd.known[one.account]
    made = join(email=f"llais-{one.number}@enghraifft.example", language=one.language)
    crowd.known.append(made)
    return made


def _hear(crowd: Crowd, key: str) -> None:
    """The team reads what it has not read yet."""
    unread = [one.pk for one in crowd.voices[key] if one.pk not in _heard(crowd, key)]
    if unread:  # the stalls of one week are read together
        hear(contributions=unread, by=crowd.accounts["officer"])


def _heard(crowd: Crowd, key: str) -> set[str]:
    read = Contribution.objects.filter(involvement=crowd.involvements[key], passages__isnull=False)
    return set(read.values_list("pk", flat=True))


def _reply(crowd: Crowd, key: str, given: Mapping[str, str]) -> None:
    """One reason for everyone who spoke at a stage."""
    keys, officer = [one.pk for one in crowd.voices[key]], crowd.accounts["officer"]
    weigh(contributions=keys, by=officer)
    draft = Draft(Outcome(given["outcome"]), words_cy=given["words_cy"], words_en=given["words_en"])
    reply(contributions=keys, draft=draft, by=officer)


def _rate(crowd: Crowd, key: str, given: Mapping[str, Any]) -> None:
    """Two of the team rate the ten with what shows it, and so many of those who took part rate them without."""
    involvement, lot = crowd.involvements[key], Random(key)  # noqa: S311  # no secret: made-up people
    for place, (part, language) in enumerate(zip(TEAM, ("cy", "en"), strict=True)):
        own = {number: Rated(one["levels"][place], one[language]) for number, one in given["team"].items()}
        rate_for_team(involvement=involvement, ratings=own, language=language, by=crowd.accounts[part])
    levels = range(len(given["likely"]))
    for told in crowd.voices[key][: given["participants"]]:
        drawn = lot.choices(levels, given["likely"], k=len(NUMBERS))
        ratings = {number: Rated(level) for number, level in zip(NUMBERS, drawn, strict=True)}
        rate_as_participant(
            involvement=involvement, receipt=told.receipt, ratings=ratings, language=told.language
        )
