"""What is suggested to somebody, what they have given and had, and one suggestion as one side of it sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from edau.connect.choices import HELPED, Side, Stage
from edau.connect.models import Asset, Party, Proposal
from edau.connect.proposal_rules import party_of
from edau.connect.queries.proposals import common_times, exchanges_of, open_of
from edau.connect.queries.reaching import Told, giver_of, told_to
from edau.language.numbers import day, number
from edau.portal.doors.suggestion_sides import side_of
from edau.portal.forms.spoken import SpokenForm
from edau.portal.forms.suggestions import DoneForm, NoForm, ThanksForm, TimeForm
from edau.portal.words.matching import need_in_words, offer_in_words, reasons_in_words, where_in_words
from edau.portal.words.texts import Text, lang_of

FORMS = {"no": NoForm, "done": DoneForm, "thanks": ThanksForm}


@dataclass(frozen=True)
class Row:
    """One suggestion, or one exchange, in a list. `mine`: it waits for this side."""

    key: str
    side: str
    giving: bool
    whose: str  # the organisation that is asked; empty for a person
    what: str
    where: str
    state: str
    reasons: tuple[str, ...]
    mine: bool
    over: bool  # the help was given
    minutes: str
    thanks: Text | None
    synthetic: bool


@dataclass(frozen=True)
class Suggestion:
    """One suggestion as its page shows it to one side."""

    proposal: Proposal
    side: Side
    giving: bool
    what: str
    offered: str
    where: str
    words: Text | None
    own_words: Text | None
    reasons: tuple[str, ...]
    checks: bool
    conditions: Text | None
    state: str
    by: str
    said_yes: bool
    asks: str  # what this side can do now: answer, time, done, thanks; empty where it waits for the other
    thanks: Text | None
    told: Told | None
    through: bool
    when: str
    form: NoForm | TimeForm | DoneForm | ThanksForm | None
    no_form: NoForm | None
    spoken: SpokenForm | None  # whose word the answer is, where a connector gives it for somebody
    no_spoken: SpokenForm | None  # the same beside a no

    @property
    def over(self) -> bool:
        """Whether the help was given."""
        return self.proposal.stage in HELPED


def rows_of(parties: Sequence[Party], language: str) -> list[Row]:
    """What is open for these, what waits for them first. A constant number of queries."""
    rows = [_row(one, side_of(one, parties) or Side.SEEKER, language) for one in open_of(parties)]
    return sorted(rows, key=lambda row: not row.mine)


def exchanges(parties: Sequence[Party], language: str) -> list[Row]:
    """What these have given and had, the newest first."""
    return [_row(one, side_of(one, parties) or Side.SEEKER, language) for one in exchanges_of(parties)]


def _row(one: Proposal, side: Side, language: str) -> Row:
    giving, asked = side == Side.GIVER, party_of(one, side).organisation
    return Row(
        key=one.pk,
        side=str(side),
        giving=giving,
        whose=asked.name(language) if asked is not None else "",
        what=need_in_words(one.need, language),
        where=where_in_words(one.need.area if giving else giver_of(one).area, language),
        state=state_in_words(one, side, language),
        reasons=tuple(reasons_in_words(one.reasons, side)),
        mine=bool(what_to_do(one, side)),
        over=one.stage in HELPED,
        minutes=number(one.minutes) if one.minutes else "",
        thanks=_thanks(one, language) if giving else None,
        synthetic=one.synthetic,
    )


def what_to_do(one: Proposal, side: Side) -> str:
    """What a side can do now: answer, time, done, thanks; empty where it waits for the other side, or it is over."""
    if one.stage == Stage.PROPOSED:
        yes = one.giver_yes if side == Side.GIVER else one.seeker_yes
        return "" if yes is not None else "answer"
    if one.stage == Stage.CONSENTED:
        return "time"
    if one.stage == Stage.AGREED:
        return "done"
    return "thanks" if one.stage == Stage.DONE and side == Side.SEEKER else ""


def state_in_words(one: Proposal, side: Side, language: str) -> str:
    """How far it has come, as this side reads it."""
    if one.stage == Stage.PROPOSED:
        if what_to_do(one, side):
            return _("Please answer by %(day)s. No answer is a no.") % {"day": day(one.answer_by, language)}
        return _("You said yes. The other side has until %(day)s.") % {"day": day(one.answer_by, language)}
    if one.stage == Stage.AGREED and one.when is not None:
        return _("Agreed for %(when)s.") % {"when": moment_in_words(one.when, language)}
    return {
        Stage.CONSENTED: _("You both said yes. Agree a time."),
        Stage.DONE: _("Done."),
        Stage.THANKED: _("Done, and thanked for."),
        Stage.DECLINED: _("Not this time."),
        Stage.LAPSED: _("Nobody answered in time."),
        Stage.ENDED: _("It is no longer open: it has been filled, or taken back."),
    }.get(Stage(one.stage), "")


def moment_in_words(when: object, language: str) -> str:
    """A day and a time as people say them here."""
    local = localtime(when)  # type: ignore[arg-type]
    return f"{date_format(local, 'l')} {day(local.date(), language)}, {local:%H:%M}"


def suggestion_page(
    one: Proposal, side: Side, language: str, sent: QueryDict | None = None, *, spoken: bool = False
) -> Suggestion:
    """One suggestion for one side, with the form of what can be done now, bound to what was sent. Says how to reach the
    other side only where `told_to` does. `spoken`: a connector answers, with the word of whoever it is."""
    giving = side == Side.GIVER
    asks = what_to_do(one, side)
    told = told_to(one, side)
    do = sent.get("do", "") if sent is not None else ""
    can_stop = one.stage in _CAN_STOP
    at_risk = party_of(one, side).at_risk
    saying, refusing = (sent, None) if do != "no" else (None, sent)
    return Suggestion(
        proposal=one,
        side=side,
        giving=giving,
        what=need_in_words(one.need, language),
        offered=offer_in_words(one, language),
        where=where_in_words(one.need.area if giving else giver_of(one).area, language),
        words=_words(one, giving, language),
        own_words=_words(one, not giving, language),
        reasons=tuple(reasons_in_words(one.reasons, side)),
        checks=not giving and bool(one.need.checks),
        conditions=_conditions(one, language),
        state=state_in_words(one, side, language),
        by=one.by,
        said_yes=(one.giver_yes if giving else one.seeker_yes) is not None,
        asks=asks,
        thanks=_thanks(one, language) if giving else None,
        told=told,
        through=told is not None and told.through,
        when=moment_in_words(one.when, language) if one.when else "",
        form=_form(one, asks, sent if do == asks else None, language),
        no_form=NoForm(refusing) if can_stop else None,
        spoken=SpokenForm(saying, at_risk=at_risk, prefix="said") if spoken and asks else None,
        no_spoken=SpokenForm(refusing, at_risk=at_risk, prefix="refused") if spoken and can_stop else None,
    )


_CAN_STOP = (Stage.PROPOSED, Stage.CONSENTED, Stage.AGREED)


def _words(one: Proposal, of_need: bool, language: str) -> Text | None:
    """The words of the need, or those of the offer; None where there are none."""
    source = one.need if of_need else one.capability
    if source is None or not source.words.strip():
        return None
    return Text(source.words, lang_of(source.language, language))


def _thanks(one: Proposal, language: str) -> Text | None:
    """Thanks, in the language in which they were written; where that was not said, in that of the need."""
    written = one.thanks_language or one.need.language
    return Text(one.thanks, lang_of(written, language)) if one.thanks else None


def _conditions(one: Proposal, language: str) -> Text | None:
    if not isinstance(one.asset, Asset):
        return None
    text, spoken = one.asset.said("conditions", language)
    return Text(text, lang_of(spoken, language)) if text else None


def _form(
    one: Proposal, asks: str, sent: QueryDict | None, language: str
) -> NoForm | TimeForm | DoneForm | ThanksForm | None:
    if asks == "time":
        times = [(moment.isoformat(), moment_in_words(moment, language)) for moment in common_times(one)]
        return TimeForm(sent, times=times)
    if asks == "done":
        return DoneForm(sent, initial={"minutes": one.need.minutes})
    return ThanksForm(sent, initial={"language": language}) if asks == "thanks" else None
