"""What somebody looks after, on one page: what waits for them, what else they see to, and what is their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.accounts.models import User
from edau.connect.queries.speaking import Speaker, organisations_of, parties_of
from edau.core import clock
from edau.core.audit import last_line
from edau.core.mail.queries import counts
from edau.core.models import Letter
from edau.language.numbers import number
from edau.listen.choices import Stage
from edau.listen.models import Involvement
from edau.listen.queries.involvements import looked_after, taking_paper
from edau.listen.queries.recordings import to_transcribe
from edau.listen.queries.themes import untied
from edau.listen.queries.waiting import waiting_words
from edau.listen.rules import may_transcribe_with
from edau.moderation.queries.queue import open_appeals, open_cases
from edau.people.choices import Part
from edau.people.models import Role
from edau.people.rules import Deed, may_with
from edau.portal.forms.role import where_of
from edau.portal.pages.desk import owed_sentence
from edau.portal.pages.suggestions import rows_of
from edau.portal.words.answer import question_of
from edau.portal.words.texts import Text
from edau.ui.links import address_in

MOST_RECORDINGS = 200


@dataclass(frozen=True)
class Line:
    """One piece of work: where it is done, what it is about where there are several, and in a sentence how it stands."""

    name: str
    address: str
    said: str = ""
    about: Text | None = None


@dataclass(frozen=True)
class YourWork:
    """The page. `roles` are what the reader is here, in words; empty for who holds no role."""

    roles: tuple[str, ...]
    waits: tuple[Line, ...] = field(default=())
    sees_to: tuple[Line, ...] = field(default=())
    own: tuple[Line, ...] = field(default=())
    synthetic: bool = False


def your_work(account: User, roles: Sequence[Role], language: str, *, passkeys: bool) -> YourWork:
    """The work of one account by the roles it holds. The number of queries depends on how many kinds of role, not on how
    much there is to do."""
    themes, papers = untied(roles), taking_paper(roles, clock.today())
    return YourWork(
        roles=tuple(f"{Part(role.part).label}: {where_of(role, language)}" for role in roles),
        waits=(
            *_desk(roles, language, clock.today()),
            *_moderation(roles, language),
            *_themes(themes, language),
            *_recordings(roles, language),
            *_suggested(account, roles, language),
        ),
        sees_to=(
            *_involvements(account, roles, language),
            *_writing_down(roles, papers, language),
            *_round_about(roles, language),
            *_connecting(roles, language),
            *_running(roles, language),
        ),
        own=_own(language, passkeys=passkeys),
        synthetic=any(one.synthetic for one in (*themes, *papers)),
    )


def _line(name: str, view: str, language: str, said: str = "") -> Line:
    return Line(name, address_in(language, view), said)


def _desk(roles: Sequence[Role], language: str, today: date) -> list[Line]:
    if not may_with(roles, Deed.WEIGH):
        return []
    return [
        _line(_("What you owe an answer"), "portal:desk", language, owed_sentence(roles, language, today))
    ]


def _suggested(account: User, roles: Sequence[Role], language: str) -> list[Line]:
    """What is suggested to the organisations in whose name somebody shares: they say yes or no for them."""
    if not organisations_of(list(roles)):
        return []
    bodies = [one for one in parties_of(Speaker(account=account)) if one.organisation_id]
    many = sum(row.mine for row in rows_of(bodies, language)) if bodies else 0
    said = ngettext(
        "%(count)s suggestion waits for your answer.", "%(count)s suggestions wait for your answer.", many
    ) % {"count": number(many)}
    name = _("Suggestions for your organisation")
    return [_line(name, "portal:suggestions", language, said if many else _("Nothing waits."))]


def _moderation(roles: Sequence[Role], language: str) -> list[Line]:
    if not may_with(roles, Deed.READ_CASES):
        return []
    late = Count("pk", filter=Q(due__lt=clock.now()))
    cases = open_cases(roles).order_by().aggregate(open=Count("pk"), late=late)
    again, words = open_appeals(roles).count(), waiting_words(roles).count()
    said = []
    if cases["open"]:
        said.append(
            ngettext("%(count)s report waits.", "%(count)s reports wait.", cases["open"])
            % {"count": number(cases["open"])}
        )
    if cases["late"]:
        said.append(
            ngettext("%(count)s of them is overdue.", "%(count)s of them are overdue.", cases["late"])
            % {"count": number(cases["late"])}
        )
    if again:
        said.append(
            ngettext(
                "%(count)s decision is to be looked at again.",
                "%(count)s decisions are to be looked at again.",
                again,
            )
            % {"count": number(again)}
        )
    if words:
        said.append(
            ngettext(
                "%(count)s new voice that nobody has looked at.",
                "%(count)s new voices that nobody has looked at.",
                words,
            )
            % {"count": number(words)}
        )
    return [
        _line(
            _("Waiting for a decision"), "portal:moderation", language, " ".join(said) or _("Nothing waits.")
        )
    ]


def _themes(found: Mapping[Involvement, int], language: str) -> list[Line]:
    """What to tie to themes, for each involvement in which something is left."""
    return [
        Line(
            _("Words to tie to themes"),
            address_in(language, "portal:themes_tie", one.pk),
            ngettext("%(count)s voice has no theme yet.", "%(count)s voices have no theme yet.", many)
            % {"count": number(many)},
            question_of(one, language),
        )
        for one, many in found.items()
    ]


def _round_about(roles: Sequence[Role], language: str) -> list[Line]:
    """What goes on elsewhere: who asks the same people, and who reaches those that nobody has heard."""
    if not may_with(roles, Deed.NOTE_ASK):
        return []
    return [
        _line(_("Note what is asked elsewhere"), "portal:ask_note", language),
        _line(_("Note whom an organisation reaches"), "portal:reach", language),
    ]


def _connecting(roles: Sequence[Role], language: str) -> list[Line]:
    """What somebody introduces, shares or shares out, and the hours they look after."""
    pages = (
        (Deed.CONNECT, _("Connector’s queue"), "portal:connector_queue"),
        (Deed.CONNECT, _("For people who are not on-line"), "portal:acting"),
        (Deed.SEE_CHECKS, _("Checks that were seen"), "portal:checks"),
        (Deed.SHARE_OUT, _("Rooms for a season"), "portal:season_rounds"),
        (Deed.KEEP_HOURS, _("Put hours right"), "portal:hours_corrections"),
        (Deed.SHARE, _("Sharing records"), "portal:sharing"),
        (Deed.KEEP_TERMS, _("School terms"), "portal:school_terms"),
    )
    found = [_line(name, view, language) for deed, name, view in pages if may_with(roles, deed)]
    shares = sorted(
        {role.organisation_id for role in roles if role.organisation_id and may_with([role], Deed.SHARE)}
    )
    return found + [
        Line(_("What your organisation shares"), address_in(language, "portal:shared_assets", key), "")
        for key in shares
    ]


def _recordings(roles: Sequence[Role], language: str) -> list[Line]:
    if not may_with(roles, Deed.TRANSCRIBE):
        return []
    many = sum(bool(may_transcribe_with(roles, one)) for one in to_transcribe()[:MOST_RECORDINGS])
    said = ngettext("%(count)s recording waits.", "%(count)s recordings wait.", many) % {
        "count": number(many)
    }
    return [
        _line(
            _("Recordings to type"),
            "portal:recordings",
            language,
            said if many else _("Everything that was spoken has been typed."),
        )
    ]


def _involvements(account: User, roles: Sequence[Role], language: str) -> list[Line]:
    found = looked_after(account, roles).order_by()
    sums = found.aggregate(
        drafts=Count("pk", filter=Q(stage=Stage.DRAFT)), live=Count("pk", filter=Q(stage=Stage.PUBLISHED))
    )
    said = [
        _("Drafts: %(count)s.") % {"count": number(sums["drafts"])},
        _("Published: %(count)s.") % {"count": number(sums["live"])},
    ]
    if not sums["drafts"] and not sums["live"]:
        said = [_("Anybody can put a question to a body.")]
    return [_line(_("Your involvements"), "portal:involvements_yours", language, " ".join(said))]


def _writing_down(roles: Sequence[Role], papers: Sequence[Involvement], language: str) -> list[Line]:
    """What is told aloud, and for each involvement that takes paper: its packs of sheets, and typing them in."""
    if not may_with(roles, Deed.WRITE_FOR):
        return []
    return [
        _line(_("Write down what somebody tells you"), "portal:say_for", language),
        *(
            Line(
                _("Paper"),
                address_in(language, "portal:packs", one.pk),
                about=question_of(one, language),
            )
            for one in papers
        ),
    ]


def _running(roles: Sequence[Role], language: str) -> list[Line]:
    lines = []
    if may_with(roles, Deed.GIVE_ROLES):
        lines.append(_line(_("Roles"), "portal:roles", language))
    if may_with(roles, Deed.RUN):
        lines.append(_line(_("Outgoing letters"), "portal:outbox", language, _letters()))
    if may_with(roles, Deed.READ_TRAIL):
        last = last_line()
        said = _("Number of its last line: %(number)s.") % {"number": last.number} if last else ""
        lines.append(_line(_("Audit trail"), "portal:trail", language, said))
    return lines


def _letters() -> str:
    """How many letters are in each state, in words."""
    states = dict(Letter.State.choices)
    return "; ".join(f"{states[state]}: {number(many)}" for state, many in counts().items())


def _own(language: str, *, passkeys: bool) -> tuple[Line, ...]:
    lines = [
        _line(_("My receipts"), "portal:my_receipts", language),
        _line(_("What we hold about you"), "portal:my_data", language),
    ]
    if passkeys:
        lines.append(_line(_("My passkeys"), "my_passkeys", language))
    return (*lines, _line(_("My account"), "my_account", language))
