"""Who could help, on the page of a need: counts that name nobody; and why nobody yet, with what would change it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.connect.actions.matching import suggest_for
from edau.connect.choices import HELPED, OPEN, Stage
from edau.connect.models import Need, Unmet
from edau.connect.queries.proposals import answered_for
from edau.language.numbers import number
from edau.portal.words.matching import changes_in_words, nobody_in_words


@dataclass(frozen=True)
class NeedHelp:
    """What the page of a need says of help: sentences, none of which names anybody. The page is the same for
    everyone, so nothing here speaks to the one who needs it."""

    could: str
    going: tuple[str, ...]
    why_nobody: str
    changes: tuple[str, ...]


def help_of(need: Need, language: str) -> NeedHelp:
    """Who could help with a need, now. A constant number of queries; where everybody has just been matched and nobody was
    found, or too few, the reason that was kept is read instead of looking again."""
    stages = answered_for(need.pk)
    going = _going(stages)
    kept = Unmet.objects.filter(need=need).first()
    in_part = kept is not None and bool(kept.detail.get("helpers"))
    helped = any(stages.get(stage) for stage in (*OPEN, *HELPED))
    if helped and not in_part:
        return NeedHelp("", going, "", ())
    # What was kept for a need with helpers is of last night: it tells nothing once all of them have said no.
    if kept is not None and helped == in_part:
        changes = tuple(changes_in_words(kept.detail))
        return NeedHelp("", going, nobody_in_words(kept.reason, kept.detail), changes)
    answer = suggest_for(need.pk)
    if answer.nobody is not None:
        detail = answer.nobody.detail
        why = nobody_in_words(answer.nobody.reason, detail)
        return NeedHelp("", going, why, tuple(changes_in_words(detail)))
    return NeedHelp(_could(answer.could, or_more=answer.or_more), going, "", ())


def _could(count: int, *, or_more: bool) -> str:
    if not count:
        return ""
    said = ngettext("%(count)s could help with this.", "%(count)s could help with this.", count)
    if or_more:
        said = ngettext(
            "%(count)s or more could help with this.", "%(count)s or more could help with this.", count
        )
    return f"{said % {'count': number(count)}} " + _(
        "They are asked tonight, a few at a time, and can say no."
    )


def _going(stages: dict[str, int]) -> tuple[str, ...]:
    found = []
    if asked := stages.get(Stage.PROPOSED, 0):
        said = ngettext("%(count)s has been asked.", "%(count)s have been asked.", asked)
        found.append(said % {"count": number(asked)})
    if agreed := sum(stages.get(stage, 0) for stage in (Stage.CONSENTED, Stage.AGREED)):
        said = ngettext("%(count)s has said yes.", "%(count)s have said yes.", agreed)
        found.append(said % {"count": number(agreed)})
    if helped := sum(stages.get(stage, 0) for stage in HELPED):
        said = ngettext("%(count)s has helped.", "%(count)s have helped.", helped)
        found.append(said % {"count": number(helped)})
    return tuple(found)
