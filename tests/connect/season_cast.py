"""Season rounds for tests, by real deeds: a council, its hall with two halves, and groups that ask."""

from __future__ import annotations

from datetime import timedelta

from edau.accounts.models import User
from edau.connect.actions.parties import Somebody, Where
from edau.connect.actions.season_requests import Asked, ask_for_room
from edau.connect.actions.seasons import Weeks, add_space, open_season
from edau.connect.models import Asset, Party, SeasonRequest, SeasonRound
from edau.core import clock
from edau.people.choices import Part
from tests.cast import PONTYPRIDD, body, holder
from tests.connect.cast import AREA, EVENINGS, asset, free, party

FEW_STEPS = 300
EVENING = (18 * 60, 22 * 60)


def weeks(**changes: object) -> Weeks:
    """A season that begins in three weeks and lasts for ten."""
    today = clock.today()
    given = {
        "name_cy": "Ystafelloedd y gwanwyn",
        "name_en": "Rooms in spring",
        "ask_by": today + timedelta(days=10),
        "begins": today + timedelta(days=21),
        "ends": today + timedelta(days=91),
    }
    return Weeks(**{**given, **changes})


def officer(name: str = "officer") -> User:
    """An officer of the council."""
    return holder(Part.OFFICER, body(), name=name)


def council() -> Party:
    """The council as a party, with its rooms."""
    return Party.objects.filter(organisation=body()).first() or party(organisation=body())


def room(
    name: str = "Hall",
    persons: int = 40,
    part_of: Asset | None = None,
    mask: int = EVENINGS,
    **fields: object,
) -> Asset:
    """A room of the council, open in the evenings from six to ten."""
    names = {"name_en": name, "name_cy": f"Neuadd {name}"}
    return asset(
        of=council(), kind="hall", persons=persons, part_of=part_of, week=free(mask, **fields), **names
    )


def season(by: User, *rooms: Asset, **changes: object) -> SeasonRound:
    """An open round with these rooms."""
    made = open_season(organisation=body(), area=PONTYPRIDD, weeks=weeks(**changes), by=by)
    for one in rooms:
        add_space(season=made, asset=one, by=by)
    return made


def asks(
    of: SeasonRound,
    words: str = "choir practice",
    *,
    persons: int = 12,
    least: int = 60,
    most: int = 120,
    times: int = 1,
    days: tuple[int, ...] = (0,),
    preferred: tuple[str, ...] = (),
    hours: tuple[int, int] = EVENING,
    by: User | str = "visitor",
    who: Somebody | None = None,
) -> SeasonRequest:
    """A request of somebody new, for Monday evening unless said."""
    asked = Asked(
        words,
        "en",
        persons,
        least,
        most,
        times,
        tuple((day, *hours, "primary") for day in days),
        preferred,
    )
    who = who or Somebody(where=Where(AREA), languages=["en"], language="en", word="afal")
    return ask_for_room(season=of, asked=asked, who=who, by=by).record
