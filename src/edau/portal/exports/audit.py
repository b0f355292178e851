"""The involvement audit to take away: as a table, and as a document that an office can edit."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from edau.answer.audit import Audit, Share
from edau.listen.analysis.small_numbers import Limits
from edau.listen.choices import Level, Route
from edau.listen.national_principles import principles
from edau.portal.pages.audit import (
    AuditPage,
    Section,
    co_name,
    group_name,
    is_example,
    level_name,
    promised_name,
)
from edau.portal.pages.retention import stage_name
from edau.portal.words.release import release_line
from edau.ui.tables import Table as Shown
from edau.understand.catalogue import Bilingual
from edau.understand.formats.table import Cell, Column, Row, Table, both

if TYPE_CHECKING:
    from docx.document import Document

MADE_UP, NONE = "made-up", "none"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOMENT = datetime(2000, 1, 1)  # no real date: the document says in its text of which day it is
NOT_ALLOWED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no place for them
SECTIONS = {
    "whole": gettext_lazy("all"),
    "promised": gettext_lazy("by what was promised"),
    "borne_out": gettext_lazy("by what the events show"),
    "together": gettext_lazy("by what was to be done together"),
    "occasion": gettext_lazy("meetings by the level noted"),
    "stage": gettext_lazy("by stage of the work"),
    "language": gettext_lazy("by language"),
    "route": gettext_lazy("by how it came in"),
    "group": gettext_lazy("by group"),
    "answers": gettext_lazy("answers"),
    "principle": gettext_lazy("by principle"),
    "involvement": gettext_lazy("each involvement"),
}
MEASURES = {
    "involvements": gettext_lazy("involvements"),
    "voices": gettext_lazy("voices"),
    "voices_least": gettext_lazy("voices, at least"),
    "voices_most": gettext_lazy("voices, at most"),
    "meetings": gettext_lazy("meetings"),
    "meetings_shown": gettext_lazy("meetings borne out"),
    "people": gettext_lazy("people at meetings"),
    "hours": gettext_lazy("hours at meetings"),
    "cost": gettext_lazy("cost noted, in pounds"),
    "days_to_decision": gettext_lazy("days from opening to decision"),
    "after_the_decision": gettext_lazy("consultations after the decision"),
    "said_open": gettext_lazy("said what was still open"),
    "said_fixed": gettext_lazy("said what could not change"),
    "closed_choices": gettext_lazy("choices closed before people could speak"),
    "places": gettext_lazy("places named"),
    "organisations": gettext_lazy("organisations that asked or answered"),
    "told": gettext_lazy("involvements with a published table"),
    "heard": gettext_lazy("involvements with five or more shown"),
    "on_time": gettext_lazy("answered on time"),
    "late": gettext_lazy("answered late"),
    "owed": gettext_lazy("owed"),
    "overdue": gettext_lazy("of these overdue"),
    "planned": gettext_lazy("planned"),
    "team": gettext_lazy("rated by the team"),
    "participants": gettext_lazy("rated by those who took part"),
    "higher": gettext_lazy("team higher"),
    "alike": gettext_lazy("alike"),
    "lower": gettext_lazy("team lower"),
}
LANGUAGE_NAMES = {"cy": gettext_lazy("Welsh"), "en": gettext_lazy("English")}


def audit_table(audit: Audit) -> Table:
    """Every number of an audit, one to a row; empty where it is hidden or not known."""
    return Table(
        name="involvement-audit",
        title=both(gettext_lazy("Involvement audit")),
        columns=(
            Column("body", both(gettext_lazy("body"))),
            Column("year", both(gettext_lazy("year")), "integer"),
            Column(
                "section",
                both(gettext_lazy("section")),
                codes={key: both(label) for key, label in SECTIONS.items()},
                in_words=True,
            ),
            Column("code", both(gettext_lazy("code"))),
            Column("name_cy", both(gettext_lazy("name in Welsh"))),
            Column("name_en", both(gettext_lazy("name in English"))),
            Column(
                "measure",
                both(gettext_lazy("what is counted")),
                codes={key: both(label) for key, label in MEASURES.items()},
                in_words=True,
            ),
            Column("value", both(gettext_lazy("value")), "number"),
            Column("promised", both(gettext_lazy("level promised")), codes=_levels(), in_words=True),
            Column("borne_out", both(gettext_lazy("level borne out")), codes=_levels(), in_words=True),
            Column(
                "example",
                both(gettext_lazy("Example data")),
                codes={MADE_UP: both(gettext_lazy("Made-up example"))},
                in_words=True,
            ),
        ),
        rows=list(_rows(audit)),
        key=("body", "year", "section", "code", "measure"),
        release=release_line(),
        measures=("value",),
    )


def _rows(audit: Audit) -> Iterable[Row]:
    made_up = {row.facts.involvement.pk: is_example(row) for row in audit.rows}
    levels = {row.facts.involvement.pk: (row.promised or NONE, row.evidenced or NONE) for row in audit.rows}
    for section, code, names, measures in _numbers(audit):
        # A line of one involvement is an example or is not; a sum may count some.
        synthetic = made_up[code] if section == "involvement" else audit.synthetic
        example = MADE_UP if synthetic else ""
        own = levels[code] if section == "involvement" else ("", "")
        for measure, value in measures.items():
            yield (audit.organisation, audit.year, section, code, *names, measure, value, *own, example)


def _levels() -> dict[str, Bilingual]:
    return {level.value: both(level.label) for level in Level} | {NONE: both(gettext_lazy("none"))}


def _numbers(audit: Audit) -> Iterable[tuple[str, str, tuple[str, str], dict[str, Cell]]]:
    yield (
        "whole",
        "",
        ("", ""),
        {
            "involvements": len(audit.rows),
            "voices": audit.voices,
            "meetings": audit.met.meetings,
            "meetings_shown": audit.met.shown,
            "people": audit.met.people,
            "hours": float(audit.met.hours),
            "cost": float(audit.met.cost),
            "days_to_decision": audit.days,
            "after_the_decision": audit.after_the_decision,
            "said_open": audit.open_texts,
            "said_fixed": audit.fixed_texts,
            "closed_choices": audit.closed_choices,
            "places": audit.places,
            "organisations": audit.organisations,
        },
    )
    for section, shares, name in (
        ("promised", audit.promised, promised_name),
        ("borne_out", audit.evidenced, level_name),
        ("together", audit.cos, co_name),
    ):
        for share in shares:
            yield section, share.code or "none", _both(name, share.code), _of_share(share)
    for code, met in audit.occasions:
        yield (
            "occasion",
            code or "none",
            _both(promised_name, code),
            {
                "meetings": met.meetings,
                "meetings_shown": met.shown,
                "people": met.people,
                "hours": float(met.hours),
                "cost": float(met.cost),
            },
        )
    for code, count in audit.stages:
        yield "stage", code or "none", _both(stage_name, code), {"involvements": count}
    for code, voices in audit.languages.items():
        yield "language", code, _both(lambda key: str(LANGUAGE_NAMES[key]), code), _rounded(voices)
    for code, voices in audit.routes.items():
        yield "route", code, _both(_route_name, code), _rounded(voices)
    for one in audit.groups:
        names = (
            group_name(one.characteristic, one.band, "cy"),
            group_name(one.characteristic, one.band, "en"),
        )
        yield "group", f"{one.characteristic}/{one.band}", names, {"told": one.told, "heard": one.heard}
    debt = audit.debt
    yield (
        "answers",
        "",
        ("", ""),
        {"on_time": debt.on_time, "late": debt.late, "owed": debt.owed, "overdue": debt.overdue},
    )
    for rated in audit.principles:
        known = principles()[rated.number]
        measures: dict[str, Cell] = {
            name: getattr(rated, name)
            for name in ("planned", "team", "participants", "higher", "alike", "lower")
        }
        yield "principle", str(rated.number), (known.label("cy"), known.label("en")), measures
    for row in audit.rows:
        asked = row.facts.involvement
        names = (asked.said("question", "cy")[0], asked.said("question", "en")[0])
        yield (
            "involvement",
            asked.pk,
            names,
            {
                "voices": row.facts.voices,
                "people": row.facts.met.people,
                "hours": float(row.facts.met.hours),
                "days_to_decision": row.facts.days_to_decision,
                "after_the_decision": int(row.facts.after_the_decision),
            },
        )


def _rounded(voices: Limits | None) -> dict[str, Cell]:
    least, most = (None, None) if voices is None else voices
    return {"voices_least": least, "voices_most": most}


def _of_share(share: Share) -> dict[str, Cell]:
    return {
        "involvements": share.involvements,
        "voices": share.voices,
        "people": share.met.people,
        "hours": float(share.met.hours),
        "cost": float(share.met.cost),
    }


def _both(name: Any, code: str) -> tuple[str, str]:
    said = []
    for language in ("cy", "en"):
        with override(language):
            said.append(str(name(code)))
    return said[0], said[1]


def _route_name(code: str) -> str:
    return str(Route(code).label)


def document(page: AuditPage, language: str, *, address: str) -> bytes:
    """The audit as a document (Office Open XML), headed and labelled as its page is. `address` is where the page stands."""
    from docx import Document as new_document  # only a download needs it, and it takes a while to import

    made = new_document()
    properties = made.core_properties
    properties.title, properties.author, properties.language = _clean(page.title), "Edau", language
    properties.created = properties.modified = MOMENT
    properties.comments = ""
    _speak(made, language)
    made.add_heading(_clean(page.title), level=0)
    if page.synthetic:
        _strong(made, _("Made-up example: nobody said or did any of this."))
    made.add_paragraph(_clean(page.lead))
    for section in page.sections:
        _write(made, section)
    made.add_heading(_("Where this comes from"), level=1)
    made.add_paragraph(_clean(page.source))
    made.add_paragraph(address)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _write(made: Document, section: Section) -> None:
    made.add_heading(_clean(section.heading), level=1)
    for sentence in section.sentences:
        made.add_paragraph(_clean(sentence))
    for table in section.tables:
        _table(made, table)
    if section.meaning:
        made.add_paragraph(_clean(section.meaning)).runs[0].italic = True


def _table(made: Document, table: Shown) -> None:
    """A table with its caption above it and its first row marked as the heading, so that it is read aloud as one."""
    from docx.oxml import OxmlElement

    caption = made.add_paragraph(_clean(table.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    grid = made.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(_clean(column.text)).bold = True
    row = grid.rows[0]._tr.get_or_add_trPr()
    row.append(OxmlElement("w:tblHeader"))
    for cells in table.cells:
        for place, (cell, text) in enumerate(zip(grid.add_row().cells, cells, strict=True)):
            cell.text = _clean(text)
            if table.columns[place].numeric:
                cell.paragraphs[0].alignment = 2  # to the right
    made.add_paragraph()


def _strong(made: Document, text: str) -> None:
    made.add_paragraph().add_run(text).bold = True


def _speak(made: Document, language: str) -> None:
    """Says in which language the text is, so that it is read aloud and checked as what it is."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    spoken = {"cy": "cy-GB", "en": "en-GB"}[language]
    for found in made.styles.element.iter(qn("w:rPrDefault")):
        inner = found.find(qn("w:rPr"))
        if inner is None:
            continue
        lang = inner.find(qn("w:lang"))
        if lang is None:
            lang = OxmlElement("w:lang")
            inner.append(lang)
        lang.set(qn("w:val"), spoken)


def _clean(text: str) -> str:
    return NOT_ALLOWED.sub(" ", text)
