"""The connector's queue: needs that nobody meets yet, people to introduce, and answers to give for those who are off-line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.connect.actions.acting import PURPOSE
from edau.connect.actions.matching import suggest_for
from edau.connect.analysis.proposing import AtOnce, Chosen
from edau.connect.choices import Side
from edau.connect.models import Need, Proposal
from edau.connect.proposal_rules import acts_with_consent
from edau.connect.queries.proposals import (
    last_good_matching,
    last_matching,
    nobody_yet,
    to_answer_for,
    to_introduce,
)
from edau.connect.queries.reaching import giver_of
from edau.core import clock
from edau.language.numbers import day, number
from edau.people.models import Role
from edau.people.purposes import wording_of
from edau.people.rules import Deed, may_with
from edau.portal.forms.connector import ConsentForm, ProposeForm
from edau.portal.pages.suggestions import moment_in_words, state_in_words, what_to_do
from edau.portal.words.matching import (
    changes_in_words,
    need_in_words,
    nobody_in_words,
    offer_in_words,
    reasons_in_words,
    thing_in_words,
    where_in_words,
)
from edau.portal.words.texts import Text, lang_of

A_PAGE = 30
MOST_OFFERS = 8


@dataclass(frozen=True)
class NeedRow:
    """A need that nobody meets yet."""

    key: str
    what: str
    where: str
    since: str
    alone: bool
    at_risk: bool
    why: str
    changes: tuple[str, ...]
    synthetic: bool


@dataclass(frozen=True)
class ProposalRow:
    """A proposal that waits for a connector. `side`: the one to answer for; empty where people are to be introduced."""

    key: str
    need: str
    side: str
    what: str
    offered: str
    where: str
    state: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Queue:
    """The queue as its page shows it."""

    needs: tuple[NeedRow, ...]
    page: Page[Need]
    introduce: tuple[ProposalRow, ...]
    answer: tuple[ProposalRow, ...]
    matching: str
    failed: str
    synthetic: bool
    notes_checks: bool


def queue_of(roles: Sequence[Role], page: str, language: str, *, everything: bool = False) -> Queue:
    """What waits for a connector with these roles. A constant number of queries. `everything`: on one page, to print."""
    waiting = nobody_yet(roles)
    paged = Paginator(waiting, 10_000 if everything else A_PAGE).get_page(page)
    needs = [_need_row(one, language) for one in paged.object_list]
    introduce = [_proposal_row(one, None, language) for one in to_introduce(roles)[: 3 * A_PAGE]]
    answer = [
        _proposal_row(one, side, language)
        for one in to_answer_for(roles)
        for side in Side
        if what_to_do(one, side) and _answered_for(one, side)
    ]
    done, failed = matching_in_words(language)
    return Queue(
        tuple(needs),
        paged,
        tuple(introduce),
        tuple(answer),
        done,
        failed,
        any(row.synthetic for row in needs),
        bool(may_with(roles, Deed.SEE_CHECKS)),
    )


def _answered_for(one: Proposal, side: Side) -> bool:
    party = giver_of(one) if side == Side.GIVER else one.need.party
    return party.at_risk or acts_with_consent(party)


def matching_in_words(language: str) -> tuple[str, str]:
    """When everybody was last matched, and what happened since, where it failed: what stood before stands. Two queries."""
    good, last = last_good_matching(), last_matching()
    done = ""
    if good is not None:
        said = ngettext(
            "Everybody was last matched: %(when)s. %(count)s suggestion was made.",
            "Everybody was last matched: %(when)s. %(count)s suggestions were made.",
            good.proposed,
        )
        done = said % {"when": moment_in_words(good.begun, language), "count": number(good.proposed)}
    failed = ""
    if last is not None and last.failed:
        when = {"when": moment_in_words(last.begun, language)}
        if last.failed == "too_long":
            failed = _(
                "The matching of %(when)s took too long and was given up. What was suggested before stands."
            )
        else:
            failed = _("The matching of %(when)s failed. What was suggested before stands.")
        failed = failed % when
    return done, failed


def _need_row(one: Need, language: str) -> NeedRow:
    unmet = getattr(one, "unmet", None)
    return NeedRow(
        key=one.pk,
        what=need_in_words(one, language),
        where=where_in_words(one.area, language),
        since=day(localtime(one.made).date(), language),
        alone=one.party.alone,
        at_risk=one.party.at_risk,
        why=nobody_in_words(unmet.reason, unmet.detail) if unmet else "",
        changes=tuple(changes_in_words(unmet.detail)[:1]) if unmet else (),
        synthetic=one.synthetic,
    )


def _proposal_row(one: Proposal, side: Side | None, language: str) -> ProposalRow:
    return ProposalRow(
        key=one.pk,
        need=one.need_id,
        side=str(side) if side is not None else "",
        what=need_in_words(one.need, language),
        offered=offer_in_words(one, language),
        where=where_in_words(one.need.area, language),
        state=state_in_words(one, side, language) if side is not None else "",
        reasons=tuple(reasons_in_words(one.reasons, None)),
    )


@dataclass(frozen=True)
class OneNeed:
    """A need as a connector sees it: its words, why nobody yet, who could help, and whether they may act for its person."""

    need: Need
    what: str
    where: str
    since: str
    title: str
    words: Text | None
    why: str
    changes: tuple[str, ...]
    offers: tuple[Offer, ...]
    propose: ProposeForm | None
    consent: ConsentForm | None
    reading: tuple[Text, ...]
    acts: bool
    stands: bool
    introduce: tuple[ProposalRow, ...]


@dataclass(frozen=True)
class Offer:
    """One who could help, as far as a connector needs to know."""

    value: str
    chosen: Chosen
    party: str
    label: str
    reasons: tuple[str, ...]


def one_need(need: Need, roles: Sequence[Role], language: str, sent: QueryDict | None = None) -> OneNeed:
    """One need of the queue, with its forms bound to what was sent."""
    answer: AtOnce = suggest_for(need.pk, most=MOST_OFFERS)
    offers = tuple(_offer(one, language) for one in answer.suggested)
    do = sent.get("do", "") if sent is not None else ""
    nobody = answer.nobody
    acts = acts_with_consent(need.party)
    can_agree = need.party.person_id is not None and not acts
    return OneNeed(
        need=need,
        what=need_in_words(need, language),
        where=where_in_words(need.area, language),
        since=day(localtime(need.made).date(), language),
        title=need.title,
        words=Text(need.words, lang_of(need.language, language)) if need.words else None,
        why=nobody_in_words(nobody.reason, nobody.detail) if nobody else "",
        changes=tuple(changes_in_words(nobody.detail)) if nobody else (),
        offers=offers,
        propose=ProposeForm(
            sent if do == "propose" else None, offers=[(one.value, one.label) for one in offers]
        )
        if offers
        else None,
        consent=ConsentForm(sent if do == "consent" else None) if can_agree else None,
        reading=words_to_read(language) if can_agree else (),
        acts=acts,
        stands=need.party.broker_id is not None,
        introduce=tuple(_proposal_row(one, None, language) for one in to_introduce(roles).filter(need=need)),
    )


def _offer(one: Chosen, language: str) -> Offer:
    kind = "asset" if one.offer.asset else "capability"
    reasons = tuple(reasons_in_words(one.reasons, None))
    where = where_in_words(one.offer.area, language)
    return Offer(
        value=f"{kind}-{one.offer.key}",
        chosen=one,
        party=one.offer.party,
        label=". ".join(part for part in (where, " ".join(reasons)) if part),
        reasons=reasons,
    )


def words_to_read(language: str) -> tuple[Text, ...]:
    """What is read to somebody before they agree to be acted for, in both languages, that of the page first."""
    words = wording_of(PURPOSE).words
    both = (language, "en" if language == "cy" else "cy")
    return tuple(Text(words.say(each), lang_of(each, language)) for each in both)


def printed_on(language: str) -> str:
    """Today, for the head of a printed list."""
    return day(clock.today(), language)


def skill_in_words(skill: str, language: str) -> str:
    """The name of a skill."""
    return thing_in_words(skill, "", language)
