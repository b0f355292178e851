"""The part of the worked example that shares out rooms for a season: one round that is published, one that takes requests.
Everything is made up, by the real deeds; who meets where is not written down anywhere: the plan finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from edau.accounts.models import User
from edau.connect.actions.parties import Somebody, Where
from edau.connect.actions.season_plans import lock, plan_season
from edau.connect.actions.season_requests import Asked, ask_for_room
from edau.connect.actions.seasons import Weeks, add_space, open_season, publish_season
from edau.connect.models import Asset, SeasonRequest, SeasonRound
from edau.core import clock
from edau.people.models import Organisation

SCHOOL, LEISURE = "enghraifft-ysgol", "enghraifft-hamdden"
TUESDAY, THURSDAY, SATURDAY = 1, 3, 5
MORNING, LATE = (9 * 60, 13 * 60), (18 * 60, 21 * 60 + 30)
STEPS = 1_000  # moves of the plan: enough for a few rooms
AREAS = ("W01001216", "W01001228", "W01001234", "W01001271")  # where those come from who ask for themselves
# Opened, asked in, planned and published: days from today.
OPENED, ASKED, PLANNED, PUBLISHED = -32, -28, -15, -14
Happening = tuple[int, int, Callable[[], object]]
Given = tuple[str, str, str, int, int, int, int, tuple[int, ...], tuple[int, int]]
# What for, in which language, by whom (empty: somebody), how many, least and most minutes, times, days, hours, how well.
REQUESTS: tuple[Given, ...] = (
    ("Ymarfer y côr cymysg", "cy", "enghraifft-capel", 45, 90, 120, 1, (THURSDAY,), LATE),
    ("Youth theatre", "en", "enghraifft-clwb-ieuenctid", 30, 90, 150, 2, (TUESDAY, THURSDAY), LATE),
    ("A film for everybody", "en", "enghraifft-neuadd", 120, 120, 210, 1, (TUESDAY, THURSDAY), LATE),
    ("Dawnsio gwerin", "cy", "", 24, 60, 120, 1, (TUESDAY, THURSDAY), LATE),
    ("Tai chi for beginners", "en", "", 16, 60, 60, 1, (TUESDAY, THURSDAY), LATE),
    ("Bore coffi a chyfnewid dillad", "cy", "enghraifft-neuadd", 60, 120, 180, 1, (SATURDAY,), MORNING),
    ("Indoor bowls", "en", "", 20, 120, 180, 1, (TUESDAY, THURSDAY), LATE),
    ("A fair for the whole valley", "en", "enghraifft-cyngor-tref", 400, 120, 240, 1, (SATURDAY,), MORNING),
    ("Ioga ben bore", "cy", "", 14, 60, 60, 1, (TUESDAY,), (7 * 60, 9 * 60)),
)
OPEN_REQUESTS: tuple[Given, ...] = (
    ("Walking football", "en", "", 18, 60, 90, 2, (0, 2, 4), MORNING),
    ("Cylch chwarae", "cy", "enghraifft-clwb-ieuenctid", 15, 90, 120, 1, (0, 1, 2), MORNING),
)


@dataclass
class Round:
    """A round of the example, once it has been opened."""

    organisations: Mapping[str, Organisation]
    officer: Mapping[str, User]
    season: SeasonRound | None = None
    requests: list[SeasonRequest] = field(default_factory=list)

    @property
    def by(self) -> User:
        return self.officer["officer"]

    @property
    def there(self) -> SeasonRound:
        if self.season is None:
            raise ValueError("The round is opened first.")
        return self.season


def happenings(
    organisations: Mapping[str, Organisation], accounts: Mapping[str, User]
) -> Iterable[Happening]:
    """Everything that happens, as (days from today, hour, what), for the example to put among its other days. The rooms are
    those that its organisations share; both mappings are read when a moment comes, not before."""
    spring, autumn = Round(organisations, accounts), Round(organisations, accounts)
    names = ("Neuadd yr ysgol gyda’r nos", "The school hall in the evening")
    yield OPENED, 9, partial(_open, spring, SCHOOL, names, (16, 22, 92))
    for one in REQUESTS:
        yield ASKED, 12, partial(_ask, spring, one)
    yield PLANNED, 10, partial(_lock_first, spring)
    yield PLANNED, 11, partial(_plan, spring)
    yield PUBLISHED, 9, partial(_publish, spring)
    names = ("Y ganolfan hamdden yn y bore", "The leisure centre in the morning")
    yield -9, 9, partial(_open, autumn, LEISURE, names, (30, 44, 114))
    for one in OPEN_REQUESTS:
        yield -6, 12, partial(_ask, autumn, one)


def _open(made: Round, owner: str, names: tuple[str, str], days: tuple[int, int, int]) -> None:
    today, body = clock.today(), made.organisations[owner]
    weeks = Weeks(*names, *(today + timedelta(days=n) for n in days))
    made.season = open_season(organisation=body, area=body.area, weeks=weeks, by=made.by, synthetic=True)
    rooms = Asset.objects.filter(owner__organisation=body, withdrawn=None, free__isnull=False, persons__gt=0)
    for room in rooms.order_by("made", "pk"):
        add_space(season=made.season, asset=room, by=made.by)


def _ask(made: Round, given: Given) -> None:
    words, language, owner, persons, least, most, times, days, hours = given
    body = made.organisations.get(owner)
    asked = Asked(
        words, language, persons, least, most, times, tuple((day, *hours, "primary") for day in days)
    )
    area = body.area if body is not None and body.area else AREAS[len(made.requests) % len(AREAS)]
    who = Somebody(
        where=Where(area),
        languages=[language, "cy" if language == "en" else "en"],
        language=language,
        organisation=body,
    )
    by = made.by if body is not None else "visitor"
    made.requests.append(ask_for_room(season=made.there, asked=asked, who=who, by=by, synthetic=True).record)


def _lock_first(made: Round) -> None:
    """The choir has had Thursday evening for thirty years: that is decided."""
    hall = Asset.objects.filter(owner__organisation=made.there.organisation, part_of=None).order_by(
        "made", "pk"
    )
    choir = made.requests[0]
    lock(request=choir, asset=hall[0], weekday=THURSDAY, start=18 * 60, minutes=120, by=made.by)


def _plan(made: Round) -> None:
    plan_season(season=made.there, by=made.by, steps=STEPS)


def _publish(made: Round) -> None:
    publish_season(season=made.there, by=made.by)
