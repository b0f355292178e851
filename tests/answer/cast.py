"""The cast of answering: an officer who owes answers, and words brought to where they can be answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edau.accounts.models import User
from edau.answer.actions.passages import hear, weigh
from edau.answer.actions.replies import Draft, reply
from edau.answer.choices import Outcome
from edau.answer.models import Answered, Reply
from edau.listen.models import Contribution
from edau.people.choices import Part
from edau.people.models import Organisation, Person
from edau.thread.actions import Issued, Reach, issue_receipt
from tests.cast import body, holder

WELSH = "Byddwn yn agor y neuadd ddwy noson yr wythnos o fis Mai, am fod tri grŵp wedi gofyn."
ENGLISH = "We will open the hall two evenings a week from May, because three groups asked."


def officer(organisation: Organisation | None = None, area: str = "", name: str = "") -> User:
    """An officer of a body, of an area, or everywhere (no body, and "everywhere" as the name)."""
    if name == "everywhere" or area:
        return holder(Part.OFFICER, None, area=area, name=name or f"officer-{area.lower()}")
    of = organisation or body()
    return holder(Part.OFFICER, of, name=name or f"officer-{of.key}")


def keys(*contributions: Contribution) -> list[str]:
    return [one.pk for one in contributions]


def weighed(*contributions: Contribution, by: User) -> list[str]:
    """These, heard and weighed; their ids."""
    hear(contributions=keys(*contributions), by=by)
    weigh(contributions=keys(*contributions), by=by)
    return keys(*contributions)


def draft(
    outcome: Outcome = Outcome.ADOPTED,
    words_cy: str = WELSH,
    words_en: str = ENGLISH,
    later: bool = False,
    quotes: Mapping[str, str] | None = None,
    before: int = 0,
) -> Draft:
    return Draft(outcome, words_cy, words_en, later=later, quotes=quotes or {}, answered_before=before)


def answered(*contributions: Contribution, by: User, **said: object) -> Reply:
    """One reply to these, which are heard and weighed first where they were not."""
    fresh = [one for one in contributions if not Answered.objects.filter(contribution=one).exists()]
    if fresh:
        weighed(*fresh, by=by)
    return reply(contributions=keys(*contributions), draft=draft(**said), by=by)  # type: ignore[arg-type]


def reachable(route: str, language: str = "cy", **how: str) -> Issued:
    """A receipt of somebody who wants to be reached this way."""
    person = Person.objects.create(language=language)
    given = {"email": {"email": "mair@example.org"}, "telephone": {"telephone": "01685 000000"}}.get(
        route, {"address": "1 Stryd Fawr\nPontypridd"}
    )
    reach = Reach(route=route, name="Mair Enghraifft", **(given | how))
    return issue_receipt(person=person, language=language, by="visitor", word="afal", reach=reach)


def fresh(contributions: Sequence[Contribution] | Contribution) -> Contribution | list[Contribution]:
    """As they stand in the database now."""
    if isinstance(contributions, Contribution):
        return Contribution.objects.get(pk=contributions.pk)
    return [Contribution.objects.get(pk=one.pk) for one in contributions]
