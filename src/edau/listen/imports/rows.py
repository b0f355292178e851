"""From lines of cells to rows that could come in, and to every reason why one could not, by line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from edau.language.numbers import day, number
from edau.listen.choices import WELSH, Audience, Kind
from edau.listen.imports import columns
from edau.listen.imports.cells import MOST_COLUMNS, MOST_ROWS, Fault, Line, Unreadable, lines_of
from edau.listen.personal_data import Finding, personal_data
from edau.places.models import Area

LONGEST_WORDS, LONGEST_TITLE = 20_000, 120
DAY = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"|(?P<day_too>[0-9]{1,2})/(?P<month_too>[0-9]{1,2})/(?P<year_too>[0-9]{4})"
)
SHOWN = 60  # letters of a cell that an error repeats

Place = Callable[[str], list[Area]]


@dataclass(frozen=True)
class Row:
    """What one line of the table says, ready to come in."""

    line: int
    words: str
    language: str
    title: str = ""
    place: str = ""
    kind: Kind = Kind.STORY
    audience: Audience = Audience.ANSWERERS
    said: date | None = None
    welsh: Mapping[str, str] = field(default_factory=dict)  # its effects on the Welsh language, by text


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place of the file and what to do about it, in the language that is active. `line` is 0 for the
    whole file, `column` empty for the whole line; `written` is what stands there, cut short."""

    line: int
    column: str
    advice: str
    written: str = ""


@dataclass(frozen=True)
class Suspicion:
    """What in the words of a line probably says who somebody is."""

    line: int
    found: tuple[Finding, ...]


@dataclass(frozen=True)
class Reading:
    """What a file would bring in. Where there is a problem, nothing of it comes in."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    suspicions: tuple[Suspicion, ...] = ()


@dataclass(frozen=True)
class Days:
    """Between which days the words of a question can have been said, in the language of the page."""

    first: date
    last: date


def reading_of(text: str, *, days: Days, place: Place, language: str) -> Reading:
    """Reads the text of a file whole: every problem is found at once. `place` says which areas a name can mean."""
    try:
        lines = lines_of(text)
    except Unreadable as end:
        return Reading(problems=(Problem(end.line, "", _fault(end.fault)),))
    where, problems = _headings(lines[0], language) if lines else ({}, [])
    if not problems and len(lines) < 2:
        problems.append(Problem(0, "", _("There is no row below the headings. Put the words there.")))
    if problems:
        return Reading(problems=tuple(problems))
    rows, suspicions = [], []
    known: dict[str, list[Area]] = {}

    def meant(name: str) -> list[Area]:
        if name not in known:
            known[name] = place(name)
        return known[name]

    for line in lines[1:]:
        reader = _Line(line, where, days, meant, language)
        row = reader.row()
        problems += reader.problems
        if row is not None:
            rows.append(row)
            if found := personal_data("\n".join((row.title, row.words, *row.welsh.values()))):
                suspicions.append(Suspicion(line.number, tuple(found)))
    return Reading(tuple(rows), tuple(problems), tuple(suspicions))


def _headings(line: Line, language: str) -> tuple[dict[str, int], list[Problem]]:
    """Where each column stands; and what is wrong with the headings."""
    where: dict[str, int] = {}
    problems = []
    for index, cell in enumerate(line.cells):
        column = columns.column_of(cell)
        if not cell.strip():
            continue
        if not column:
            advice = _(
                "We know no column called this. Delete the column, or give it one of these headings: %(headings)s."
            )
            problems.append(
                Problem(line.number, "", advice % {"headings": _all_headings(language)}, _short(cell))
            )
        elif column in where:
            advice = _("This heading stands there twice. Keep one of the two columns.")
            problems.append(Problem(line.number, columns.heading(column, language), advice, _short(cell)))
        else:
            where[column] = index
    for column in columns.NEEDED:
        if column not in where:
            advice = _("This column is missing. Give the first line of the file its heading.")
            problems.append(Problem(line.number, columns.heading(column, language), advice))
    return where, problems


class _Line:
    """One line on its way to a row: each of its cells is read, and every problem of them is kept."""

    def __init__(self, line: Line, where: Mapping[str, int], days: Days, place: Place, language: str) -> None:
        self._line, self._where, self._days, self._place = line, where, days, place
        self._language = language
        self.problems: list[Problem] = []

    def row(self) -> Row | None:
        """The row, where nothing is wrong with it."""
        beyond = [
            cell
            for index, cell in enumerate(self._line.cells)
            if index not in self._where.values() and cell.strip()
        ]
        if beyond:
            advice = _(
                "Something stands here without a heading. If it belongs to the words, put quotation marks round them."
            )
            self._complain("", advice, beyond[0])
        words, title = self._words(), self._title()
        language = self._listed(columns.LANGUAGE, "")
        kind = self._listed(columns.KIND, Kind.STORY)
        audience = self._listed(columns.AUDIENCE, Audience.ANSWERERS)
        place, said, welsh = self._placed(), self._said(), self._welsh()
        if self.problems:
            return None
        return Row(
            line=self._line.number,
            words=words,
            language=language,
            title=title,
            place=place,
            kind=Kind(kind),
            audience=Audience(audience),
            said=said,
            welsh=welsh,
        )

    def _words(self) -> str:
        words = self._cell(columns.WORDS)
        if not words:
            self._complain(columns.WORDS, _("There are no words here. Write them, or delete the line."))
        return self._fitting(columns.WORDS, words)

    def _welsh(self) -> dict[str, str]:
        written = {column: self._fitting(column, self._cell(column)) for column in WELSH}
        return {column: text for column, text in written.items() if text}

    def _fitting(self, column: str, text: str) -> str:
        if len(text) > LONGEST_WORDS:
            advice = _("This is too long: at most %(most)s letters fit. Make two rows of it.")
            self._complain(column, advice % {"most": number(LONGEST_WORDS)}, text)
        return text

    def _title(self) -> str:
        title = " ".join(self._cell(columns.TITLE).split())
        if len(title) > LONGEST_TITLE:
            advice = _("This title is too long: at most %(most)s letters fit.")
            self._complain(columns.TITLE, advice % {"most": number(LONGEST_TITLE)}, title)
        return title

    def _listed(self, column: str, empty: str) -> str:
        written = self._cell(column)
        if not written and empty:
            return empty
        value = columns.value_of(column, written)
        if not value:
            advice = _("Write one of these: %(values)s.")
            self._complain(column, advice % {"values": columns.offered(column, self._language)}, written)
        return value

    def _placed(self) -> str:
        written = self._cell(columns.PLACE)
        if not written:
            return ""
        areas = self._place(written)
        if not areas:
            advice = _("We know no place called this. Write its whole name in either language, or its code.")
            self._complain(columns.PLACE, advice, written)
        elif len(areas) > 1:
            several = "; ".join(f"{area.name(self._language)}: {area.code}" for area in areas[:8])
            advice = _(
                "More than one place is called this. Write the code of the one that is meant: %(several)s."
            )
            self._complain(columns.PLACE, advice % {"several": several}, written)
        return areas[0].code if areas else ""

    def _said(self) -> date | None:
        written = self._cell(columns.SAID)
        if not written:
            return None
        said = day_of(written)
        if said is None:
            advice = _("Write the day as year-month-day, such as 2027-03-31, or as 31/03/2027.")
            self._complain(columns.SAID, advice, written)
        elif not self._days.first <= said <= self._days.last:
            span = {
                "first": day(self._days.first, self._language),
                "last": day(self._days.last, self._language),
            }
            advice = _(
                "Words were taken from %(first)s to %(last)s. Write a day between these, or leave it empty."
            )
            self._complain(columns.SAID, advice % span, written)
        return said

    def _cell(self, column: str) -> str:
        index = self._where.get(column, len(self._line.cells))
        cell = self._line.cells[index] if index < len(self._line.cells) else ""
        return cell.replace("\r\n", "\n").replace("\r", "\n").strip()

    def _complain(self, column: str, advice: str, written: str = "") -> None:
        name = columns.heading(column, self._language) if column else ""
        self.problems.append(Problem(self._line.number, name, advice, _short(written)))


def day_of(written: str) -> date | None:
    """A day as 2027-03-31 or, as spreadsheets in Wales write it, 31/03/2027; None for anything else."""
    found = DAY.fullmatch(written)
    if found is None:
        return None
    try:
        return date(*(int(found[part] or found[f"{part}_too"]) for part in ("year", "month", "day")))
    except ValueError:
        return None


def _all_headings(language: str) -> str:
    return ", ".join(columns.heading(column, language) for column in columns.HEADINGS)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN].rstrip()}…"


def _fault(fault: Fault) -> str:
    words = {
        Fault.QUOTE: _(
            "From this line on the file cannot be read: a quotation mark opens and never closes, or something stands"
            " behind the closing one. Two of them in a row stand for one inside a cell."
        ),
        Fault.CELL: _(
            "One cell here holds more than a file of words can. Is a closing quotation mark missing?"
        ),
        Fault.COLUMNS: _("There are more than %(most)s cells on this line. Is it the right file?"),
        Fault.ROWS: _("A file may have %(most)s rows. Cut it in two here, and send one after the other."),
    }
    most = {Fault.COLUMNS: MOST_COLUMNS, Fault.ROWS: MOST_ROWS}.get(fault, 0)
    return words[fault] % {"most": number(most)} if most else words[fault]
