"""The part of the worked example that shows how honestly people were involved: what was promised and what happened, how the
tellers placed their own stories, who they were, and whom to go to next. Everything is made up, by the real deeds.

Who says what of themselves, and where a story is placed, is drawn by lot, always the same: the lot begins with the number of
the voice. The shares are those in `catalogue/demo` and, of who people are, those of the places themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import Any

from edau.accounts.models import User
from edau.core import clock
from edau.listen.actions.asks import Noted, note_ask
from edau.listen.actions.characteristics import note_characteristics
from edau.listen.actions.happenings import What
from edau.listen.actions.happenings import note as note_happening
from edau.listen.actions.principles import Planned, plan
from edau.listen.actions.reaching import Reached, note_reach
from edau.listen.actions.signs import Answer, place_story
from edau.listen.actions.witnesses import bear_out_as_participant, bear_out_for_body
from edau.listen.analysis.voices import population_of
from edau.listen.characteristics import CHILD, NOT_SAID, POSTCODE, characteristics
from edau.listen.choices import Event
from edau.listen.frameworks import ItemKind, frameworks
from edau.listen.models import Contribution, Happening, Involvement, Theme
from edau.listen.queries.themes import THEME
from edau.people.models import Organisation
from edau.places.queries import visible_area
from edau.understand.analysis.cube import cube

LEFT_OUT = 0.12  # the share of items that a teller does not answer
DOES_NOT_APPLY = 0.06


def happen(
    given: Mapping[str, Any], involvement: Involvement, *, by: User, themes: Mapping[str, Theme]
) -> Happening:
    """Notes one thing that happened; where it names a theme, with that beside it."""
    return note_happening(
        involvement=involvement,
        what=What(
            kind=Event(given["kind"]),
            on=clock.today() + timedelta(days=given["took_place"] - given["days"]),
            what_cy=given["what_cy"],
            what_en=given["what_en"],
            level=given.get("level", ""),
            people=given.get("people"),
            hours=Decimal(str(given["hours"])) if "hours" in given else None,
            cost=Decimal(str(given["cost"])) if "cost" in given else None,
            evidence=(THEME, themes[given["theme"]].pk) if "theme" in given else ("", ""),
        ),
        by=by,
    )


def bear_out(happening: Happening, *, tellers: Iterable[Contribution], body: Organisation, by: User) -> None:
    """Some of the tellers, and another body, say that what was noted was so."""
    said = {happening.pk: True}
    for told in tellers:
        bear_out_as_participant(
            involvement=happening.involvement, receipt=told.receipt, said=said, by=str(told.receipt)
        )
    bear_out_for_body(involvement=happening.involvement, organisation=body, said=said, by=by)


def mean(given: Mapping[str, Any], involvement: Involvement, *, by: User) -> None:
    """Says what the team means to do about one principle."""
    plan(involvement=involvement, plans={given["number"]: Planned(cy=given["cy"], en=given["en"])}, by=by)


def ask_elsewhere(given: Mapping[str, Any], organisation: Organisation, *, today: int, by: User) -> None:
    """Notes what somebody asks outside this site; `today` is the day on which it is noted."""
    opens, closes = (clock.today() + timedelta(days=given[name] - today) for name in ("opens", "closes"))
    noted = Noted(
        organisation=organisation,
        title_cy=given["title_cy"],
        title_en=given["title_en"],
        opens=opens,
        closes=closes,
        areas=tuple(given["areas"]),
    )
    note_ask(noted=noted, by=by, synthetic=True)


def reach(given: Mapping[str, str], organisation: Organisation, *, by: User) -> None:
    """Notes whom an organisation reaches."""
    reached = Reached(**{**given, "organisation": organisation})  # type: ignore[arg-type]
    note_reach(reached=reached, by=by, synthetic=True)


def say_who(number: int, told: Contribution, tellers: Mapping[str, Mapping[str, float]]) -> None:
    """One teller says who they are; what they say is drawn by lot."""
    lot = Random(1000 + number)  # noqa: S311  # no secret: made-up people
    given = {}
    for key, one in tellers.items():
        weights = _likely(
            str(told.involvement_id), key, one["not_said"], one.get("rest", 1), one.get("later", 1)
        )
        given[key] = lot.choices(list(weights), list(weights.values()))[0]
    note_characteristics(receipt=told.receipt, given=given)


@lru_cache(maxsize=64)
def _likely(involvement: str, key: str, not_said: float, rest: float, later: float) -> dict[str, float]:
    """How likely each answer about one characteristic is in an involvement. The bands are those of the catalogue, as many of
    each as live in its areas (all alike where there is no figure), leaning as the file of the example says."""
    one = characteristics()[key]
    named = Involvement.objects.get(pk=involvement).areas.all()
    areas = [area for each in named if (area := visible_area(each.code)) is not None]
    people = population_of(areas, one, cube())
    shares = people.shares if people.known else (1.0,) * len(one.bands)
    weights = {
        band.key: 0.0 if band.key == CHILD else share * (rest if band.rest else 1) * later**place
        for place, (band, share) in enumerate(zip(one.bands, shares, strict=True))
    }
    # Whoever gives no postcode is not asked to say so.
    silent = "" if one.asked_as == POSTCODE else NOT_SAID
    return {**weights, silent: sum(weights.values()) * not_said / (100 - not_said)}


def place(number: int, told: Contribution, key: str, tendencies: Mapping[str, Any]) -> None:
    """One teller places their own story; where is drawn by lot."""
    lot = Random(2000 + number)  # noqa: S311  # no secret: made-up people
    answers: dict[str, Answer] = {}
    for name, item in frameworks()[key].items.items():
        drawn = lot.random()
        if drawn < LEFT_OUT:
            continue
        if drawn < LEFT_OUT + DOES_NOT_APPLY:
            answers[name] = Answer(does_not_apply=True)
        else:
            answers[name] = _answer(lot, item.kind, tendencies[name])
    place_story(contribution=told, framework=key, answers=answers, by=str(told.receipt))


def _answer(lot: Random, kind: ItemKind, tendency: Any) -> Answer:
    if kind is ItemKind.DYAD:
        return Answer(along=min(max(round(lot.gauss(tendency, 18)), 0), 100))
    drawn = lot.choices(list(tendency), list(tendency.values()))[0]
    if kind is ItemKind.CHOICE:
        return Answer(choice=drawn)
    if lot.random() < 0.3:
        return Answer(zone=drawn)
    # Near what the zone stands for: a corner and an edge are held by those letters, the centre by all three.
    weights = [lot.gammavariate(6 if corner in drawn or drawn == "centre" else 1, 1) for corner in "abc"]
    first, second = (round(100 * weight / sum(weights)) for weight in weights[:2])
    return Answer(shares=(first, second, 100 - first - second))
