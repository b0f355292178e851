"""The cast of the tests: people with known powers, bodies, an involvement, and what is said in it.

Each function makes what it names through the real deeds; tests say who does what by calling them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from edau.accounts.models import User
from edau.core.abuse import new_token
from edau.listen.actions.contributions import Words, contribute
from edau.listen.actions.involvements import Promise, open_involvement, publish
from edau.listen.choices import Audience, Co, Cycle, Kind, Level, Route
from edau.listen.models import Contribution, Involvement
from edau.people.choices import Part, Sector
from edau.people.models import Organisation, Person, Role
from edau.thread.actions import Issued, issue_receipt

PONTYPRIDD = "W38000081"
# What an involvement of the tests says of itself: what it promises, and why it is not about policy.
SAYS: dict[str, object] = {
    "cycle": Cycle.IDENTIFY,
    "co": Co.COMMISSION,
    "promised": Level.CONSULT,
    "no_policy_cy": "Gwrando yn unig yw hyn.",
    "no_policy_en": "This only listens.",
}


def body(key: str = "cyngor-cwm", sector: str = Sector.AUTHORITY) -> Organisation:
    """A public body that asks and answers."""
    made, _new = Organisation.objects.get_or_create(
        key=key,
        defaults={"name_cy": "Cyngor Cwm Enghraifft", "name_en": "Example Valley Council", "sector": sector},
    )
    return made


def account(name: str, language: str = "en") -> User:
    """Somebody who can sign in and holds no role."""
    email = f"{name}@example.org"
    return User.objects.filter(email=email).first() or User.objects.create_user(email, language=language)


def holder(
    part: Part | str, organisation: Organisation | None = None, area: str = "", name: str = ""
) -> User:
    """An account with one role: for an organisation, for an area, or everywhere."""
    user = account(name or str(Part(part).value))
    Role.objects.create(user=user, part=part, organisation=organisation, area=area)
    return user


def involvement(
    *,
    organisation: Organisation | None = None,
    by: User | None = None,
    question_en: str = "What would make life better here?",
    question_cy: str = "Beth fyddai’n gwneud bywyd yn well yma?",
    areas: tuple[str, ...] = (PONTYPRIDD,),
    live: bool = True,
    days: tuple[int, int, int] = (0, 30, 60),
    **promised: object,
) -> Involvement:
    """An involvement of a body, published unless `live` is False; it opens, closes and answers so many days from now. It says
    what it must to be published, unless `promised` says otherwise."""
    asked = organisation or body()
    by = by or holder(Part.OFFICER, asked, name=f"opener-{asked.key}")
    today = timezone.localdate()
    opens, closes, answer_by = (today + timedelta(days=n) for n in days)
    said: dict[str, Any] = dict(  # noqa: C408  # as its fields are written
        question_cy=question_cy,
        question_en=question_en,
        about_cy="Rydym yn gwrando cyn penderfynu.",
        about_en="We are listening before we decide.",
        open_cy="Pa adeiladau, pa nosweithiau.",
        open_en="Which buildings, which evenings.",
        fixed_cy="Y gyllideb eleni, am iddi gael ei phennu ym mis Mawrth.",
        fixed_en="This year’s budget, because it was set in March.",
        checked=False,
        opens=opens,
        closes=closes,
        answer_by=answer_by,
        areas=areas,
        asked_by=asked,
        answered_by=asked,
        controllers=(asked,),
    )
    made = open_involvement(promise=Promise(**{**said, **SAYS, **promised}), by=by)
    return publish(involvement=made, by=by) if live else made


def receipt(language: str = "cy", word: str = "afal", person: Person | None = None) -> Issued:
    """A receipt of somebody without an account, with its two secrets."""
    person = person or Person.objects.create(language=language)
    return issue_receipt(person=person, language=language, by="visitor", word=word)


def story(
    words: str = "Mae’r neuadd yn dywyll bob nos. Byddwn i’n fodlon cadw’r allwedd.",
    *,
    title: str = "",
    language: str = "cy",
    within: Involvement | None = None,
    held_by: Issued | None = None,
    kind: Kind = Kind.STORY,
    audience: Audience = Audience.EVERYONE,
    route: Route = Route.WEB,
    place: str = PONTYPRIDD,
) -> Contribution:
    """A story of somebody without an account."""
    return contribute(
        kind=kind,
        words=Words(language=language, words=words, title=title),
        receipt=(held_by or receipt(language)).receipt,
        by="visitor",
        involvement=within,
        place=place,
        audience=audience,
        route=route,
    )


def stamped(purpose: str, *, seconds: float = 10, **fields: object) -> dict[str, object]:
    """What a browser sends of a guarded form that somebody opened so many seconds ago; `purpose` is the form's."""
    return {"stamp": new_token(purpose, ago=timedelta(seconds=seconds)), "homepage": "", **fields}
