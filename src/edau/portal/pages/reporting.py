"""The pages about reports as data: the queue, a case, the public account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.core import clock
from edau.language.numbers import day, month
from edau.listen.models import Involvement
from edau.moderation import limits
from edau.moderation.choices import Effect, Queued, Reason
from edau.moderation.kinds import Told, kind_of, tell_all
from edau.moderation.models import Case, Report
from edau.moderation.queries.account import Account, Line, decided_cases, line_of
from edau.moderation.queries.queue import others_of_authors
from edau.portal.words.reporting import decision_words, hours, rule_words
from edau.ui.rows import Heading
from edau.ui.tables import Table

LATEST = 20  # decisions on the public page; the file of numbers has them all


@dataclass(frozen=True)
class CaseCard:
    """One case as a moderator sees it."""

    case: Case
    kind: str
    told: Told | None  # None: its teller took it back
    reasons: tuple[str, ...]  # "It is an advertisement (2 reports)"
    rule: str  # the reason named most often: what a decision in one step goes by
    rule_words: str
    words: tuple[str, ...]  # what reporters wrote
    waits: tuple[str, ...]  # why reports did not take it away
    overdue: bool
    due: str
    others: int  # other open cases about the same author
    with_answer: bool


def cards(cases: Collection[Case], language: str) -> list[CaseCard]:
    """Cases with what they are about. A constant number of questions."""
    told = tell_all([(case.label, case.object_id) for case in cases])
    others = others_of_authors(cases)
    return [
        _card(case, told.get((case.label, case.object_id)), others.get(case.author, 1) - 1, language)
        for case in cases
    ]


def _card(case: Case, told: Told | None, others: int, language: str) -> CaseCard:
    standing = [report for report in case.reports.all() if report.withdrawn is None]
    counts = Counter(report.reason for report in standing)
    rule = case.rule or (counts.most_common(1)[0][0] if counts else Reason.OTHER)
    kind, now = kind_of(case.label), clock.now()
    return CaseCard(
        case=case,
        kind=str(kind.name) if kind is not None else case.label,
        told=told,
        reasons=tuple(_counted(reason, count) for reason, count in counts.most_common()),
        rule=str(rule),
        rule_words=str(Reason(rule).label),
        words=tuple(report.words for report in standing if report.words),
        waits=_waits(case, standing),
        overdue=case.due < now,
        due=moment(case.due, language),
        others=others,
        with_answer=bool(case.answer),
    )


def _counted(reason: str, count: int) -> str:
    said = ngettext("%(count)s report", "%(count)s reports", count) % {"count": count}
    return f"{Reason(reason).label} ({said})"


def _waits(case: Case, standing: Sequence[Report]) -> tuple[str, ...]:
    """Why it is still in sight; nothing once it is not."""
    if case.held:
        return ()
    codes = dict.fromkeys(report.queued_by for report in standing if report.effect == Effect.QUEUED)
    return tuple(str(Queued(code).label) for code in codes if code)


def moment(when: datetime, language: str) -> str:
    """A day and the time of day, as a sentence needs it."""
    local = localtime(when)
    return f"{day(local.date(), language)}, {local:%H:%M}"


def any_made_up(cases: QuerySet[Case]) -> bool:
    """Whether some of these cases are about records that were made up to show how this works."""
    return bool(_made_up(cases))


def lines_with_examples(account: Account) -> frozenset[Line]:
    """The lines of the account that count a case about something made up."""
    decided = decided_cases()
    made_up = _made_up(decided)
    if not made_up:
        return frozenset()
    found = (line_of(case, account.lines) for case in decided if (case.label, case.object_id) in made_up)
    return frozenset(line for line in found if line is not None)


def _made_up(cases: QuerySet[Case]) -> set[tuple[str, str]]:
    """The made-up records that these cases are about. Asked for each kind of record only where there is an example at all."""
    if not Involvement.objects.filter(synthetic=True).exists():
        return set()
    told = tell_all(list(cases.values_list("label", "object_id")))
    return {item for item, one in told.items() if one.synthetic}


@dataclass(frozen=True)
class AccountPage:
    """The public account: its sentences, its table, its decisions, the rules and the figures they go by."""

    sentences: tuple[str, ...]
    table: Table | None
    decisions: tuple[tuple[Case, str, str, str], ...]  # with the rule, the decision and the day in words
    latest: int


def account_page(account: Account, language: str) -> AccountPage:
    """The account in words."""
    cells = [
        (month(line.month, language), rule_words(line), decision_words(line.decision), str(line.count))
        for line in account.lines
    ]
    columns = [
        Heading(_("Month")),
        Heading(_("Rule")),
        Heading(_("Decision")),
        Heading(_("How many"), numeric=True),
    ]
    table = (
        Table("decided", _("Decisions by month, rule and kind"), columns, cells, fold=True) if cells else None
    )
    decisions = tuple(
        (
            case,
            str(case.get_rule_display()),
            decision_words(case.outcome),
            day(localdate(case.decided), language) if case.decided else "",
        )
        for case in account.decisions[:LATEST]
    )
    return AccountPage(tuple(_sentences(account)), table, decisions, LATEST)


def _sentences(account: Account) -> list[str]:
    said = [_("Fewer than five cases are open now.")]
    if account.waiting is not None:
        said = [_("Cases open now: %(count)s.") % {"count": account.waiting}]
    if account.overdue is not None:
        said.append(_("Of them overdue: %(count)s.") % {"count": account.overdue})
    if account.middle is not None:
        said.append(
            _("Half of all decisions took no longer than %(time)s.") % {"time": hours(account.middle)}
        )
    if account.in_time is not None:
        said.append(
            _("Share of cases decided within %(time)s: %(share)s.")
            % {"time": hours(limits.DECIDE_WITHIN), "share": f"{account.in_time}%"}
        )
    if account.appeals is not None:
        said.append(_("Looked at again by somebody else: %(count)s.") % {"count": account.appeals})
    if account.upheld is not None:
        said.append(_("Of them decided the other way: %(count)s.") % {"count": account.upheld})
    return said


@dataclass(frozen=True)
class PublicCase:
    """A case as everyone may read it: never what it is about, nor anything that somebody wrote."""

    case: Case
    kind: str
    reported: bool  # else a moderator looked before anybody could read it
    opened: str
    due: str
    decided: str
    decision: str
    rule: str
    why: str
    why_language: str
    appeal: str  # a sentence; empty where nobody has appealed
    appeal_why: str
    appeal_why_language: str


def public_page(case: Case, language: str) -> PublicCase:
    """A case in words."""
    kind, appeal = kind_of(case.label), getattr(case, "appeal", None)
    why, lang = case.why(language)
    again, again_lang = appeal.why(language) if appeal is not None else ("", language)
    return PublicCase(
        case=case,
        kind=str(kind.name) if kind is not None else "",
        reported=bool(case.reports.all()),
        opened=day(localdate(case.opened), language),
        due=moment(case.due, language),
        decided=day(localdate(case.decided), language) if case.decided else "",
        decision=decision_words(case.decision) if case.decision else "",
        rule=str(case.get_rule_display()),
        why=why,
        why_language=lang,
        appeal=_appeal_words(case, language),
        appeal_why=again,
        appeal_why_language=again_lang,
    )


def _appeal_words(case: Case, language: str) -> str:
    appeal = getattr(case, "appeal", None)
    if appeal is None:
        return ""
    if not appeal.decided:
        due = day(localdate(appeal.due), language)
        return _("Somebody asked for another look. Another moderator decides by %(day)s.") % {"day": due}
    on = day(localdate(appeal.decided), language)
    if appeal.decision == case.decision:
        return _("Another moderator looked again on %(day)s and decided the same.") % {"day": on}
    return _("Another moderator looked again on %(day)s and decided the other way: %(decision)s.") % {
        "day": on,
        "decision": decision_words(appeal.decision).lower(),
    }
