"""What matching found, in words: what it is about, why somebody is suggested, and why nobody is yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.connect.choices import Side
from edau.connect.matching_weights import matching_weights
from edau.connect.models import Asset, Capability, Need, Proposal
from edau.connect.skills import asset_kinds, skills
from edau.language.numbers import number
from edau.places.queries import visible_area

MUCH = 0.5  # of what a reason can bring at most: from here on it is said without "a little"
MOST_REASONS = 4


def thing_in_words(skill: str, kind: str, language: str) -> str:
    """The name of a skill or of a kind of asset; what it was called once is not kept where the catalogue has dropped it."""
    if kind in asset_kinds():
        return asset_kinds()[kind].name.say(language)
    if skill in skills():
        return skills()[skill].name.say(language)
    return _("Something that is no longer on the list")


def need_in_words(need: Need, language: str) -> str:
    """What a need is for."""
    return thing_in_words(need.skill, need.asset_kind, language)


def offer_in_words(proposal: Proposal, language: str) -> str:
    """What is offered: the name of the thing, or the skills that were confirmed."""
    offer: Capability | Asset | None = proposal.capability or proposal.asset
    if isinstance(offer, Asset):
        return offer.said("name", language)[0] or thing_in_words("", offer.kind, language)
    if offer is None:
        return ""
    names = [thing_in_words(one.skill, "", language) for one in offer.skills.all()]
    return ", ".join(sorted(names))


def where_in_words(area: str, language: str) -> str:
    """The name of the small area by which somebody is shown; empty where it is not known."""
    found = visible_area(area)
    return found.name(language) if found is not None else ""


def reasons_in_words(reasons: Sequence[Sequence[Any]], side: Side | None) -> list[str]:
    """Why a pair is suggested, the weightiest first; no points and no place in an order. To each side only what concerns
    both, or themselves: not that the other waits or is alone, nor what the other has had. A connector (None) reads all."""
    found = []
    most = matching_weights().points
    for code, points in reasons:
        share = float(points) / most[code] if most.get(code) else 0.0
        sentence = _reason(str(code), share, side)
        if sentence:
            found.append(sentence)
    return found[:MOST_REASONS]


def _reason(code: str, share: float, side: Side | None) -> str:
    if code == "similarity":
        return _("It is just what was asked for.") if share >= 1 else _("It is close to what was asked for.")
    if code == "nearness":
        return _("It is near.") if share >= MUCH else _("It can be reached, or done by telephone or video.")
    if code == "choice":
        return (
            _("There are many times that suit both.")
            if share >= MUCH
            else _("There is a time that suits both.")
        )
    if code == "unexpected":
        return _("You come from different worlds and have not met before.")
    if code == "waiting" and side != Side.GIVER:
        return _("The need comes sooner: it has waited, or the person sees few people.")
    if code == "reciprocity" and side != Side.SEEKER:
        return _("Whoever helps has been helped before, and can give something in return.")
    return ""


def nobody_in_words(reason: str, detail: Mapping[str, Any]) -> str:
    """Why a need has nobody yet, as a sentence that names nobody; of one that is met in part, how many there are of those
    that it wants, and why there are no more."""
    if not (has := int(detail.get("helpers", 0))):
        return _nobody_in_words(reason, detail)
    found = ngettext(
        "%(has)s of the %(wanted)s who are needed has said yes or has been asked.",
        "%(has)s of the %(wanted)s who are needed have said yes or have been asked.",
        has,
    ) % {"has": number(has), "wanted": number(int(detail["wanted"]))}
    if reason in ("skill", "blocked"):
        why = _("Nobody else can be asked for this just now.")
    else:
        why = _("Besides them: %(why)s") % {"why": _nobody_in_words(reason, detail)}
    return f"{found} {why}"


def _nobody_in_words(reason: str, detail: Mapping[str, Any]) -> str:
    left = int(detail.get("left", 0))
    if reason == "broker":
        return _("A connector has to stand beside this person first.")
    if reason == "checks_first":
        return _("First it must be said which checks are asked for.")
    if reason == "skill":
        return _("Nobody has offered this yet.")
    if reason == "blocked":  # nobody is told that somebody keeps away from them, nor how many
        return _("Nobody can be asked for this just now.")
    count = {"count": number(left)}
    sentences = {
        "language": ngettext(
            "%(count)s offers this, in another language.", "%(count)s offer this, in other languages.", left
        ),
        "checks": ngettext(
            "%(count)s offers this, without the checks that are asked for.",
            "%(count)s offer this, without the checks that are asked for.",
            left,
        ),
        "distance": ngettext(
            "%(count)s offers this, too far away.", "%(count)s offer this, too far away.", left
        ),
        "time": ngettext("%(count)s could, at other times.", "%(count)s could, at other times.", left),
        "capacity": ngettext(
            "%(count)s could, and has no room just now.", "%(count)s could, and have no room just now.", left
        ),
        "outbid": ngettext(
            "%(count)s could, and is needed elsewhere where nobody else can.",
            "%(count)s could, and are needed elsewhere where nobody else can.",
            left,
        ),
    }
    return sentences[reason] % count if reason in sentences else _("We do not know why yet.")


def changes_in_words(detail: Mapping[str, Any]) -> list[str]:
    """What one change would bring: "With evenings, three people could."; the change that brings the most first."""
    found = []
    for code, count in detail.get("changes", ()):
        sentence = _change(str(code), int(count))
        if sentence:
            found.append(sentence % {"count": number(count)})
    return found


def _change(code: str, count: int) -> str:
    return {
        "with_evenings": ngettext(
            "With evenings, %(count)s could.", "With evenings, %(count)s could.", count
        ),
        "with_weekends": ngettext(
            "With weekends, %(count)s could.", "With weekends, %(count)s could.", count
        ),
        "with_weekdays": ngettext(
            "With weekdays in the daytime, %(count)s could.",
            "With weekdays in the daytime, %(count)s could.",
            count,
        ),
        "with_any_time": ngettext("At any time, %(count)s could.", "At any time, %(count)s could.", count),
        "without_distance": ngettext(
            "If it could be further away, %(count)s could.",
            "If it could be further away, %(count)s could.",
            count,
        ),
        "without_language": ngettext(
            "In another language, %(count)s could.", "In another language, %(count)s could.", count
        ),
        "without_checks": ngettext(
            "Without these checks, %(count)s could.", "Without these checks, %(count)s could.", count
        ),
    }.get(code, "")
