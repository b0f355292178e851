"""The ten principles of an involvement as data for its page: planned beside rated, by the team and by those who took part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.core import clock
from edau.language.numbers import day, number
from edau.listen.analysis.principles import shown
from edau.listen.models import Involvement, PrinciplePlan
from edau.listen.national_principles import Principle, Scale, principles, wording
from edau.listen.queries.principles import RATED_FOR, Picture, Spread, Standing, picture, takes_ratings
from edau.portal.pages.involvements import text_of
from edau.portal.pages.retention import between
from edau.portal.words.texts import Text, lang_of, text_in
from edau.ui.rows import Heading
from edau.ui.tables import Table
from edau.understand.catalogue import Wording


@dataclass(frozen=True)
class Shown:
    """What the team says that shows a rating: the level, and the words in the language they were written in."""

    level: str
    words: str
    lang: str


@dataclass(frozen=True)
class PrincipleShown:
    """One principle on the page. Without a rating there is no table."""

    number: int
    heading: Wording
    description: Wording
    planned: Text | None
    planned_on: str
    sentence: str
    table: Table | None
    evidence: tuple[Shown, ...]


@dataclass(frozen=True)
class PrinciplesPage:
    """The ten in one involvement."""

    key: str
    question: Text
    summary: str
    until: str
    open: bool
    parts: tuple[PrincipleShown, ...]
    own_scale: bool
    unchecked: bool
    synthetic: bool


@dataclass(frozen=True)
class PrincipleKnown:
    """One principle as the catalogue has it, with where its wording was seen."""

    number: int
    heading: Wording
    description: Wording
    source: str


def known(language: str) -> list[PrincipleKnown]:
    """The ten for the page that names them."""
    return [
        PrincipleKnown(
            one.number,
            wording(one.heading, language),
            wording(one.description, language),
            one.source.say(language),
        )
        for one in principles().values()
    ]


def principles_page(involvement: Involvement, language: str) -> PrinciplesPage:
    """The page of an involvement's ten. Three queries."""
    found = picture(involvement)
    parts = tuple(
        _part(standing, principles()[standing.number], found.scale, language) for standing in found.standings
    )
    return PrinciplesPage(
        key=involvement.pk,
        question=text_of(involvement, "question", language),
        summary=_summary(found),
        until=day(involvement.answer_by + RATED_FOR, language),
        open=takes_ratings(involvement, clock.today()),
        parts=parts,
        own_scale=found.scale.edition > 0,
        unchecked=language == "cy" and not found.scale.checked,
        synthetic=involvement.synthetic or found.synthetic,
    )


def middle(spread: Spread, scale: Scale, language: str) -> str:
    """The middle rating in words: a level, or between which two it lies; empty where there is none."""
    found = spread.median(scale.values)
    if found is None:
        return ""
    low, high = (scale.name(value, language) for value in found)
    if low == high:
        return f"“{low}”"
    return _("between “%(low)s” and “%(high)s”") % {"low": low, "high": high}


def _part(standing: Standing, principle: Principle, scale: Scale, language: str) -> PrincipleShown:
    plan = standing.plan
    rated = standing.team.total or standing.participants.total
    return PrincipleShown(
        number=standing.number,
        heading=wording(principle.heading, language),
        description=wording(principle.description, language),
        planned=text_in(_planned(plan, language), language) if plan is not None else None,
        planned_on=day(localdate(plan.made), language) if plan is not None else "",
        sentence=" ".join(_sentences(standing, scale, language)),
        table=_table(standing, principle, scale, language) if rated else None,
        evidence=tuple(
            Shown(scale.name(one.value, language), one.words, lang_of(one.language, language))
            for one in standing.evidence
        ),
    )


def _planned(plan: PrinciplePlan, language: str) -> tuple[str, str]:
    own, other = (plan.planned_cy, plan.planned_en)[:: 1 if language == "cy" else -1]
    return (own, language) if own else (other, "en" if language == "cy" else "cy")


def _summary(found: Picture) -> str:
    planned = ngettext(
        "Something was planned for %(count)s of the ten.",
        "Something was planned for %(count)s of the ten.",
        found.planned,
    ) % {"count": number(found.planned)}
    team = sum(bool(one.team.total) for one in found.standings)
    others = sum(bool(one.participants.total) for one in found.standings)
    rated = _("The team has rated %(team)s, those who took part %(others)s.") % {
        "team": number(team),
        "others": number(others),
    }
    return f"{planned} {rated}"


def _sentences(standing: Standing, scale: Scale, language: str) -> Iterator[str]:
    team, others = standing.team, standing.participants
    if team.total:
        said = ngettext(
            "The team gave %(count)s rating; the middle is %(level)s.",
            "The team gave %(count)s ratings; the middle is %(level)s.",
            team.total,
        )
        yield said % {"count": number(team.total), "level": middle(team, scale, language)}
    else:
        yield _("The team has not rated this yet.")
    if others.hidden:
        yield _("Fewer than five of those who took part have rated it, so their ratings are not shown.")
    elif others.total:
        said = ngettext(
            "%(count)s rating of those who took part is counted; the middle is %(level)s.",
            "%(count)s ratings of those who took part are counted; the middle is %(level)s.",
            others.total,
        )
        yield said % {"count": number(others.total), "level": middle(others, scale, language)}
    else:
        yield _("Nobody who took part has rated it yet.")
    ours, theirs = team.median(scale.values), others.median(scale.values)
    if ours is not None and theirs is not None:
        if ours[0] > theirs[1]:
            yield _("The team sees it as better done than those who took part do.")
        elif ours[1] < theirs[0]:
            yield _("Those who took part see it as better done than the team does.")


def _table(standing: Standing, principle: Principle, scale: Scale, language: str) -> Table:
    team, others = standing.team.counts, shown(standing.participants.counts or [0] * len(scale.levels))
    rated = standing.participants.hidden or standing.participants.total
    return Table(
        key=f"p{principle.number}",
        caption=_("How many chose each level: %(principle)s") % {"principle": principle.label(language)},
        columns=(
            Heading(_("Level")),
            Heading(_("The team"), numeric=True),
            Heading(_("Those who took part"), numeric=True),
        ),
        cells=[
            (
                level.name.say(language),
                number(team[place]),
                between(others[place]) if rated else number(0),
            )
            for place, level in enumerate(scale.levels)
        ],
    )
