"""The cast of connecting: parties, what they can do and lend, what they need, and when they are free."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from edau.accounts.models import User
from edau.connect.models import (
    Asset,
    Capability,
    Check,
    Doorstep,
    FreeWeek,
    Need,
    Offered,
    Party,
    Reaching,
)
from edau.connect.models.weeks import DAYS
from edau.connect.queries.speaking import Speaker
from edau.connect.skills import groups, skills
from edau.core import clock
from edau.people.choices import Part
from edau.people.models import Consent, Organisation, Person
from edau.thread.models import Receipt
from tests.cast import body, holder

AREA = "W01001164"  # a small area of Pontypridd
PONTYPRIDD = (51.602, -3.342)
SKILL = "walk-dog"
MORNINGS = sum(1 << half_hour for half_hour in range(18, 24))  # 9 to 12
EVENINGS = sum(1 << half_hour for half_hour in range(36, 44))  # 18 to 22


def free(mask: int = MORNINGS, days: Sequence[str] = DAYS) -> FreeWeek:
    """A week that is free at these half hours of these days."""
    return FreeWeek.objects.create(
        longest=max((len(run) for run in bin(mask)[2:].split("0")), default=0),
        **dict.fromkeys(days, mask),
    )


def party(
    *,
    person: Person | None = None,
    organisation: Organisation | None = None,
    area: str = AREA,
    languages: Sequence[str] = ("en",),
    at: tuple[float, float] | None = PONTYPRIDD,
    reach: str = "",
    language: str = "en",
    **fields: object,
) -> Party:
    """A person who can be reached as `reach`@example.org, or an organisation."""
    if person is None and organisation is None:
        person = Person.objects.create(language=language)
    made = Party.objects.create(
        person=person, organisation=organisation, area=area, languages=list(languages), **fields
    )
    if at is not None:
        Doorstep.objects.create(party=made, latitude=at[0], longitude=at[1])
    if reach:
        Reaching.objects.create(
            party=made, name=f"Name {reach}", email=f"{reach}@example.org", telephone=f"01443 {reach}"
        )
    return made


def capability(
    *,
    of: Party | None = None,
    skill: str = SKILL,
    week: FreeWeek | None = None,
    km: float = 5,
    capacity: int = 4,
    **fields: object,
) -> Capability:
    """Something that a party can do, free in the mornings unless said."""
    made = Capability.objects.create(
        party=of or party(),
        words="I like walking, with a dog all the more.",
        language="en",
        km=km,
        capacity=capacity,
        free=week or free(),
        fresh_until=clock.today() + timedelta(days=180),
        **fields,
    )
    number = groups()[skills()[skill].group].number
    Offered.objects.create(
        capability=made, skill=skill, group=number, area=made.party.area, km=km, remote=made.remote
    )
    return made


def need(
    *,
    of: Party | None = None,
    skill: str = SKILL,
    week: FreeWeek | None = None,
    minutes: int = 60,
    **fields: object,
) -> Need:
    """Something that a party needs, in the mornings unless said."""
    whose = of or party()
    fields = {"language": "en", "area": whose.area, "until": clock.today() + timedelta(days=60)} | fields
    return Need.objects.create(
        party=whose,
        title="A walk for my dog",
        words="Somebody to take the dog out while my hip heals.",
        skill=skill,
        group=groups()[skills()[skill].group].number if skill else None,
        minutes=minutes,
        free=week or free(),
        **fields,
    )


def asset(
    *,
    of: Party | None = None,
    kind: str = "meeting-room",
    week: FreeWeek | None = None,
    area: str = AREA,
    at: tuple[float, float] | None = PONTYPRIDD,
    **fields: object,
) -> Asset:
    """Something that an organisation would share."""
    fields = {"name_en": "The back room", "name_cy": "Yr ystafell gefn"} | fields
    return Asset.objects.create(
        owner=of or party(organisation=body("hwb-cwm", "voluntary")),
        kind=kind,
        area=area,
        latitude=at[0] if at else None,
        longitude=at[1] if at else None,
        free=week or free(),
        fresh_until=clock.today() + timedelta(days=180),
        **fields,
    )


def check(of: Party, kind: str = "dbs_enhanced", days: int = 100) -> Check:
    """A check that was seen, to be looked at again in so many days."""
    today = clock.today()
    return Check.objects.create(
        party=of,
        kind=kind,
        seen=min(today, today + timedelta(days=days)) - timedelta(days=1),
        seen_for=body(),
        seen_by="user 1",
        until=today + timedelta(days=days),
    )


def connector(area: str = "", name: str = "connector") -> User:
    """A connector of an area, or of everywhere."""
    return holder(Part.BROKER, None, area=area, name=name)


def agreed_to_be_acted_for(of: Party) -> Party:
    """The same party, who has said aloud that a connector may act for them."""
    of.consent = Consent.objects.create(
        person=of.person,
        purpose="acted_for",
        wording="acting-1",
        language="en",
        spoken=True,
        taken_by="user 1",
    )
    of.save()
    return of


def speaks(of: Party) -> Speaker:
    """The person themselves, with a receipt."""
    key = f"{of.person_id}"
    receipt, _new = Receipt.objects.get_or_create(
        person_id=of.person_id, link_hash=f"link {key}", code_hash=f"code {key}"
    )
    return Speaker(receipt=receipt)
