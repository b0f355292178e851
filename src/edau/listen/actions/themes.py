"""Deeds with themes: name one, name it otherwise, tie words to it, untie them, and have likeness proposed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from edau.accounts.models import User
from edau.core import audit, clock
from edau.core.answers import insist
from edau.listen.actions.contributions import INVOLVEMENT, changed
from edau.listen.analysis import Likeness, likenesses
from edau.listen.models import Involvement, Theme
from edau.listen.queries.contributions import with_additions
from edau.listen.queries.themes import CONTRIBUTION, THEME, refused, themes_by_contribution, themes_of, to_tie
from edau.listen.rules import may_name
from edau.thread.actions import End, accept, tie, untie
from edau.thread.choices import Link
from edau.thread.models import Edge

LONGEST_NAME = 80


@dataclass(frozen=True)
class Name:
    """What a theme is called. One language may be left for later; `checked` says a qualified person has read the Welsh."""

    cy: str = ""
    en: str = ""
    checked: bool = False


class NameTaken(ValueError):
    """The involvement has a theme of this name already."""


@transaction.atomic
def name_theme(*, involvement: Involvement, name: Name, by: User) -> Theme:
    """Names a theme of an involvement. Raises NotAllowed; NameTaken; ValueError for no name, or one that is too long."""
    insist(may_name(by, involvement))
    _sound(involvement, name)
    theme = Theme.objects.create(
        involvement=involvement,
        name_cy=name.cy.strip(),
        name_en=name.en.strip(),
        checked=name.checked,
        by=str(by),
        made=clock.now(),
        synthetic=involvement.synthetic,
    )
    audit.record(deed="name_theme", by=str(by), label=THEME, object_id=theme.id)
    changed()
    return theme


@transaction.atomic
def rename_theme(*, theme: Theme, name: Name, by: User) -> Theme:
    """Names a theme otherwise; the words stay tied. Raises as `name_theme`."""
    theme = Theme.objects.select_for_update().select_related("involvement").get(pk=theme.pk)
    insist(may_name(by, theme.involvement))
    _sound(theme.involvement, name, besides=theme)
    theme.name_cy, theme.name_en, theme.checked = name.cy.strip(), name.en.strip(), name.checked
    theme.save(update_fields=["name_cy", "name_en", "checked"])
    audit.record(deed="rename_theme", by=str(by), label=THEME, object_id=theme.id)
    changed()
    return theme


def _sound(involvement: Involvement, name: Name, besides: Theme | None = None) -> None:
    names = {text.strip().casefold() for text in (name.cy, name.en)} - {""}
    if not names or any(len(text) > LONGEST_NAME for text in (name.cy, name.en)):
        raise ValueError("A theme has a name, and a short one.")
    others = Theme.objects.filter(involvement=involvement)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    taken = {text.casefold() for pair in others.values_list("name_cy", "name_en") for text in pair}
    if names & taken:
        raise NameTaken


@transaction.atomic
def tie_words(*, theme: Theme, contributions: Collection[str], by: User) -> int:
    """Ties words to a theme; what was proposed is thereby accepted, what is tied stays so. Ids that are not among what may
    be tied are left out. Returns how many are meant. Raises NotAllowed."""
    insist(may_name(by, theme.involvement))
    meant = list(to_tie(theme.involvement).filter(pk__in=contributions).values_list("pk", flat=True))
    for key in meant:
        tie(End(CONTRIBUTION, key), Link.ABOUT, End(THEME, theme.id), by=str(by))
    if meant:
        changed()
    return len(meant)


@transaction.atomic
def untie_words(*, theme: Theme, contributions: Collection[str], by: User) -> int:
    """Takes words away from a theme; returns how many were tied. Raises NotAllowed."""
    insist(may_name(by, theme.involvement))
    edges = Edge.objects.filter(
        kind=Link.ABOUT,
        from_label=CONTRIBUTION,
        from_id__in=contributions,
        to_label=THEME,
        to_id=theme.id,
        accepted__isnull=False,
    )
    tied = list(edges)
    for edge in tied:
        untie(edge, by=str(by))
    if tied:
        changed()
    return len(tied)


@transaction.atomic
def propose(*, involvement: Involvement, by: User) -> int:
    """Has a machine look which untied words are like those of a theme. Each proposal waits for a person; what somebody
    refused is not proposed again. Returns how many are new. Raises NotAllowed."""
    insist(may_name(by, involvement))
    themes = themes_of(involvement)
    tied = themes_by_contribution(themes)
    said = list(to_tie(involvement).prefetch_related(with_additions()))
    no = refused([theme.pk for theme in themes])
    found = [
        one
        for one in likenesses(said, themes, {key: [t.pk for _e, t in ts] for key, ts in tied.items()})
        if (one.contribution, one.theme) not in no
    ]
    new = sum(_propose(one) for one in found)
    audit.record(
        deed="look_for_likeness",
        by=str(by),
        label=INVOLVEMENT,
        object_id=involvement.id,
        codes={"proposed": new},
    )
    if new:
        changed()
    return new


def _propose(one: Likeness) -> bool:
    start, end = End(CONTRIBUTION, one.contribution), End(THEME, one.theme)
    there = Edge.objects.filter(from_label=start.label, from_id=start.id, to_label=end.label, to_id=end.id)
    if there.filter(kind=Link.ABOUT).exists():
        return False
    tie(start, Link.ABOUT, end, by="edau likeness", by_machine=True)
    return True


@transaction.atomic
def decide(*, involvement: Involvement, edges: Collection[str], accepted: bool, by: User) -> int:
    """Accepts or refuses proposals of an involvement, by the ids of their edges; those that somebody has decided already,
    or that are of another involvement, are left out. Returns how many were decided. Raises NotAllowed."""
    insist(may_name(by, involvement))
    themes = [theme.pk for theme in themes_of(involvement)]
    waiting = Edge.objects.select_for_update().filter(
        pk__in=edges, kind=Link.ABOUT, to_label=THEME, to_id__in=themes, accepted=None
    )
    decided = list(waiting)
    for edge in decided:
        if accepted:
            accept(edge, by=str(by))
        else:
            untie(edge, by=str(by))
    if decided:
        changed()
    return len(decided)
