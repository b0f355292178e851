"""The involvement audit of a body and year in words: sections of sentences and tables, for the page and for the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.answer.audit import Audit, Row, Share
from edau.answer.queries.audit import Met
from edau.language.numbers import day, number, pounds, shortest
from edau.listen.analysis.small_numbers import Limits
from edau.listen.characteristics import characteristics
from edau.listen.choices import Co, Level, Route
from edau.listen.national_principles import principles
from edau.people.models import Organisation
from edau.portal.pages.desk import owed_in_words
from edau.portal.pages.involvements import text_of
from edau.portal.pages.retention import between, stage_name
from edau.portal.words.decided import marked
from edau.portal.words.texts import Text
from edau.ui.links import address_in
from edau.ui.rows import Heading
from edau.ui.tables import Table

NOTHING = "–"


@dataclass(frozen=True)
class Section:
    """A heading, sentences, tables, and what the numbers mean."""

    key: str
    heading: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    meaning: str = ""


@dataclass(frozen=True)
class AuditPage:
    """The whole audit, in the language that is active."""

    organisation: str
    year: int
    title: str
    lead: str
    sections: tuple[Section, ...]
    heard: tuple[tuple[str, Text], ...]  # the involvements, each with a page of who was heard and who was not
    source: str
    anything: bool
    synthetic: bool


def audit_page(audit: Audit, body: Organisation, today: date, language: str) -> AuditPage:
    """The audit in words. Asks nothing of the database."""
    name = body.name(language)
    return AuditPage(
        organisation=body.key,
        year=audit.year,
        title=_("Involvement audit %(year)s: %(name)s") % {"year": audit.year, "name": name},
        lead=_lead(audit),
        sections=(
            _levels(audit, language),
            _fours(audit),
            _early(audit, language),
            _open(audit),
            _broad(audit, language),
            _answered(audit, language),
            _principles(audit, language),
        )
        if audit.rows
        else (),
        heard=tuple(
            (row.facts.involvement.pk, text_of(row.facts.involvement, "question", language))
            for row in audit.rows
        ),
        source=_(
            "Source: the public record of this site (involvements, what was noted of them, voices and answers), as it was on "
            "%(day)s. It covers what opened in %(year)s. Voices that were taken back are not counted; "
            "languages, ways in and places leave out what is out of sight or waits to be looked at."
        )
        % {"day": day(today, language), "year": audit.year},
        anything=bool(audit.rows),
        synthetic=audit.synthetic,
    )


def promised_name(code: str) -> str:
    """A level that was promised, in words; also that none was said."""
    return str(Level(code).label) if code else _("Not said")


def level_name(code: str) -> str:
    """A level that the events bear out, in words; also that they bear out none."""
    return str(Level(code).label) if code else _("None")


def co_name(code: str) -> str:
    """One of the four Co's in words; also that none was said."""
    return str(Co(code).label) if code else _("Not said")


def is_example(row: Row) -> bool:
    """Whether this involvement, or something that was said in it, was made up for the worked example."""
    return row.facts.involvement.synthetic or row.facts.debt.synthetic


def _question(row: Row, language: str) -> str:
    """What was asked, in this language or else in the other; one that was made up says so on its own line, which may be
    copied without its page."""
    text = marked(text_of(row.facts.involvement, "question", language).text, row.facts.involvement.pk)
    return f"{_('Made-up example.')} {text}" if is_example(row) else text


def _lead(audit: Audit) -> str:
    if not audit.rows:
        return _("Nothing was opened in this year.")
    asked = ngettext(
        "%(count)s involvement was opened, and %(voices)s things were said in it.",
        "%(count)s involvements were opened, and %(voices)s things were said in them.",
        len(audit.rows),
    ) % {"count": number(len(audit.rows)), "voices": number(audit.voices)}
    return f"{asked} {_met(audit.met)}"


def _met(met: Met) -> str:
    if not met.meetings:
        return _("No meeting has been noted.")
    said = ngettext(
        "%(count)s meeting was noted, with %(people)s people and %(hours)s hours of theirs together.",
        "%(count)s meetings were noted, with %(people)s people and %(hours)s hours of theirs together.",
        met.meetings,
    )
    words = said % {
        "count": number(met.meetings),
        "people": number(met.people),
        "hours": shortest(float(met.hours)),
    }
    shown = _("More than the word of whoever noted them bears out %(shown)s of them.") % {
        "shown": number(met.shown)
    }
    return f"{words} {shown}"


def _levels(audit: Audit, language: str) -> Section:
    higher = [row for row in audit.rows if _rank(row.promised) > _rank(row.evidenced) and row.promised]
    alike = [row for row in audit.rows if row.promised and _rank(row.promised) <= _rank(row.evidenced)]
    sentences = [
        ngettext(
            "In %(count)s involvement what happened shows what was promised, or more.",
            "In %(count)s involvements what happened shows what was promised, or more.",
            len(alike),
        )
        % {"count": number(len(alike))},
        ngettext(
            "In %(count)s the promise was higher than what has happened so far.",
            "In %(count)s the promise was higher than what has happened so far.",
            len(higher),
        )
        % {"count": number(len(higher))},
    ]
    if not any(row.promised for row in audit.rows):
        sentences = [_("No level was promised in any of them.")]
    return Section(
        key="say",
        heading=_("How much say people had"),
        sentences=tuple(sentences),
        tables=(
            _shares(
                "promised", _("By what was promised"), audit.promised, _("Level promised"), promised_name
            ),
            _shares(
                "borne-out",
                _("By what the events show"),
                audit.evidenced,
                _("Level borne out"),
                level_name,
            ),
            Table(
                key="occasions",
                caption=_("Meetings by how much say people had in each, as it was noted"),
                columns=(
                    Heading(_("Level noted")),
                    Heading(_("Meetings"), numeric=True),
                    Heading(_("Of them borne out"), numeric=True),
                    Heading(_("People at meetings"), numeric=True),
                    Heading(_("Hours at meetings"), numeric=True),
                    Heading(_("Cost noted"), numeric=True),
                ),
                cells=[
                    (
                        promised_name(code),
                        number(met.meetings),
                        number(met.shown),
                        number(met.people),
                        shortest(float(met.hours)),
                        pounds(float(met.cost)),
                    )
                    for code, met in audit.occasions
                ],
                fold=True,
            ),
            Table(
                key="each",
                caption=_("Each involvement"),
                columns=(
                    Heading(_("Involvement")),
                    Heading(_("Promised")),
                    Heading(_("Borne out")),
                    Heading(_("Voices"), numeric=True),
                    Heading(_("People at meetings"), numeric=True),
                    Heading(_("Hours at meetings"), numeric=True),
                    Heading(_("Days from opening to decision"), numeric=True),
                ),
                cells=[
                    (
                        _question(row, language),
                        promised_name(row.promised),
                        level_name(row.evidenced),
                        number(row.facts.voices),
                        number(row.facts.met.people),
                        shortest(float(row.facts.met.hours)),
                        _days(row.facts.days_to_decision),
                    )
                    for row in audit.rows
                ],
                addresses=[
                    address_in(language, "portal:involvement", row.facts.involvement.pk) for row in audit.rows
                ],
                fold=True,
            ),
        ),
        meaning=_(
            "The level that is borne out is worked out from what happened, never from what somebody ticked, and only "
            "meetings that are borne out count beside it. A voice is one thing that was said; nobody counts how many are of "
            "one person. People at meetings are as they were noted, and who came twice counts twice. A meeting is also an "
            "occasion on which people shaped the question, set what was talked about or took a decision."
        ),
    )


def _fours(audit: Audit) -> Section:
    done = sum(share.involvements > 0 for share in audit.cos if share.code)
    return Section(
        key="together",
        heading=_("What was to be done together"),
        sentences=(
            ngettext(
                "%(count)s of the four was named: deciding what is needed, designing, doing and judging together.",
                "%(count)s of the four were named: deciding what is needed, designing, doing and judging together.",
                done,
            )
            % {"count": number(done)},
        ),
        tables=(
            Table(
                key="cos",
                caption=_("By what is to be done together, as whoever asked named it"),
                columns=_share_columns(_("To be done together")),
                cells=[_share_cells(share, co_name(share.code)) for share in audit.cos],
                fold=True,
            ),
        ),
        meaning=_("Whoever asks names one of the four. Nothing here shows by itself that it was done."),
    )


def _early(audit: Audit, language: str) -> Section:
    sentences = []
    if audit.days is not None:
        sentences.append(
            _("From the opening to the first decision it took %(days)s days in the middle.")
            % {"days": shortest(audit.days)}
        )
    if audit.decided < len(audit.rows):
        rest = len(audit.rows) - audit.decided
        sentences.append(
            ngettext(
                "Of %(count)s no decision has been noted.",
                "Of %(count)s no decision has been noted.",
                rest,
            )
            % {"count": number(rest)}
        )
    return Section(
        key="early",
        heading=_("How early people came in"),
        sentences=tuple(sentences),
        tables=(
            Table(
                key="stages",
                caption=_("By the stage of the work at which people came in"),
                columns=(Heading(_("Stage")), Heading(_("Involvements"), numeric=True)),
                cells=[(stage_name(code), number(count)) for code, count in audit.stages],
            ),
        ),
        meaning=_("The stages go from the earliest to the last."),
    )


def _open(audit: Audit) -> Section:
    every = {"all": number(len(audit.rows))}
    sentences = [
        _("%(count)s of %(all)s said what was still open, and %(fixed)s said what could not change and why.")
        % {**every, "count": number(audit.open_texts), "fixed": number(audit.fixed_texts)},
        ngettext(
            "%(count)s was consultation after the decision: people were asked when it had been taken.",
            "%(count)s were consultation after the decision: people were asked when it had been taken.",
            audit.after_the_decision,
        )
        % {"count": number(audit.after_the_decision)},
    ]
    if audit.closed_choices:
        sentences.append(
            ngettext(
                "%(count)s choice was closed before people could speak.",
                "%(count)s choices were closed before people could speak.",
                audit.closed_choices,
            )
            % {"count": number(audit.closed_choices)}
        )
    return Section(key="open", heading=_("How open it still was"), sentences=tuple(sentences))


def _broad(audit: Audit, language: str) -> Section:
    names = {"cy": _("Welsh"), "en": _("English")}
    return Section(
        key="broad",
        heading=_("How broad it was"),
        sentences=(
            ngettext(
                "What was said names %(count)s place.",
                "What was said names %(count)s places.",
                audit.places,
            )
            % {"count": number(audit.places)},
            _("Organisations that asked or answered: %(count)s.") % {"count": number(audit.organisations)},
        )
        + (() if audit.groups else (_("No table of which groups were heard has been published yet."),)),
        tables=(
            *((_groups(audit, language),) if audit.groups else ()),
            _bands("languages", _("Voices by language"), _("Language"), names, audit.languages),
            _bands(
                "routes",
                _("Voices by how they came in"),
                _("How it came in"),
                {route.value: str(route.label) for route in Route},
                audit.routes,
            ),
        ),
        meaning=_(
            "Numbers below five are not shown, nor the ones from which they could be worked out; those that are shown are "
            "rounded, since the same voices stand in the audits of several bodies. Who was not heard is told for each "
            "involvement on its own page."
        ),
    )


def group_name(characteristic: str, band: str, language: str) -> str:
    """A group by its characteristic: "Age: 65 and over"."""
    one = characteristics()[characteristic]
    return f"{one.name.say(language)}: {one.band(band).name.say(language)}"


def _groups(audit: Audit, language: str) -> Table:
    return Table(
        key="groups",
        caption=_("Which groups were heard: in how many involvements five or more of them are shown"),
        columns=(
            Heading(_("Group")),
            Heading(_("Involvements with five or more shown"), numeric=True),
            Heading(_("Involvements with a published table"), numeric=True),
        ),
        cells=[
            (group_name(one.characteristic, one.band, language), number(one.heard), number(one.told))
            for one in audit.groups
        ],
        fold=True,
    )


def _answered(audit: Audit, language: str) -> Section:
    debt = audit.debt
    return Section(
        key="answers",
        heading=_("What is owed"),
        sentences=(
            _("Answered on time: %(on_time)s. Answered late: %(late)s.")
            % {"on_time": number(debt.on_time), "late": number(debt.late)},
            owed_in_words(debt.owed, debt.overdue, debt.oldest, language),
        ),
        meaning=_(
            "Everything counts here: also what only those who answer may read, and what is out of sight for now."
        ),
    )


def _principles(audit: Audit, language: str) -> Section:
    known = principles()
    return Section(
        key="principles",
        heading=_("Ten National Principles"),
        sentences=(
            _("For each principle: in how many involvements it was planned for, and rated by either side."),
        ),
        tables=(
            Table(
                key="ten",
                caption=_("Involvements by principle"),
                columns=(
                    Heading(_("Principle")),
                    Heading(_("Planned"), numeric=True),
                    Heading(_("Rated by the team"), numeric=True),
                    Heading(_("Rated by those who took part"), numeric=True),
                    Heading(_("Team higher"), numeric=True),
                    Heading(_("Alike"), numeric=True),
                    Heading(_("Team lower"), numeric=True),
                ),
                cells=[
                    (
                        f"{one.number}. {known[one.number].label(language)}",
                        *map(
                            number,
                            (one.planned, one.team, one.participants, one.higher, one.alike, one.lower),
                        ),
                    )
                    for one in audit.principles
                ],
                fold=True,
            ),
        ),
        meaning=_(
            "Ratings of those who took part are counted five at a time. Higher and lower compare the middle ratings of both "
            "sides within one involvement; levels are never averaged, and scales of different bodies are never compared."
        ),
    )


def _share_columns(first: str) -> tuple[Heading, ...]:
    return (
        Heading(first),
        Heading(_("Involvements"), numeric=True),
        Heading(_("Voices"), numeric=True),
        Heading(_("People at meetings"), numeric=True),
        Heading(_("Hours at meetings"), numeric=True),
        Heading(_("Cost noted"), numeric=True),
    )


def _shares(key: str, caption: str, shares: Sequence[Share], first: str, name: Callable[[str], str]) -> Table:
    return Table(
        key=key,
        caption=caption,
        columns=_share_columns(first),
        cells=[_share_cells(share, name(share.code)) for share in shares],
        fold=True,
    )


def _share_cells(share: Share, name: str) -> tuple[str, ...]:
    return (
        name,
        number(share.involvements),
        number(share.voices),
        number(share.met.people),
        shortest(float(share.met.hours)),
        pounds(float(share.met.cost)),
    )


def _bands(
    key: str, caption: str, heading: str, names: dict[str, str], counts: dict[str, Limits | None]
) -> Table:
    return Table(
        key=key,
        caption=caption,
        columns=(Heading(heading), Heading(_("Voices"), numeric=True)),
        cells=[(names[code], between(limits)) for code, limits in counts.items()],
    )


def _rank(level: str) -> int:
    return Level.values.index(level) if level else -1


def _days(days: int | None) -> str:
    return NOTHING if days is None else number(days)
