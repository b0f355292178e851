"""School terms of authorities as a table: read whole or not at all, every fault by its line.

The columns are `authority` (its code in the register of the ONS, or its name in Welsh or English), `from` and `to` (first and
last day, such as 2026-09-01) and `source` (where these dates are from). A half term is no term: what lies on either side of
it is a line of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from edau.connect.csv_lines import Fault, Line, Unreadable, lines_of
from edau.connect.windows import EARLIEST, LATEST
from edau.places.models import Area
from edau.places.queries import every_area

FILE = "terms"
COLUMNS = ("authority", "from", "to", "source")
LARGEST = 100 * 1024  # bytes: all authorities for some years
MOST_LINES = 2_000
MOST_DAYS = 150  # of one term; from the first day of a school year to the last it is more than 300
LONGEST_SOURCE = 200


@dataclass(frozen=True)
class Term:
    """A term as a file has it: the code of its authority, first and last day, where that is from, its line."""

    authority: str
    begins: date
    ends: date
    source: str
    line: int = 0


def read_terms(content: bytes) -> tuple[Term, ...]:
    """The terms of a file, by authority and day. Raises Unreadable with every fault: the codes of `csv_lines`, and too_large,
    too_many_lines, unknown_authority, bad_day, ends_first, too_long, no_source, overlaps."""
    faults: list[Fault] = []
    if len(content) > LARGEST:
        raise Unreadable([Fault(FILE, 0, "too_large")])
    lines = lines_of(FILE, content, COLUMNS, COLUMNS, faults)
    if len(lines) > MOST_LINES:
        raise Unreadable([Fault(FILE, lines[MOST_LINES].number, "too_many_lines")])
    if not lines and not faults:
        faults.append(Fault(FILE, 1, "empty"))
    known = _authorities()
    read = [term for line in lines if (term := _term(line, known)) is not None]
    found = sorted(read, key=lambda one: (one.authority, one.begins, one.line))
    for one, following in pairwise(found):
        if one.authority == following.authority and following.begins <= one.ends:
            faults.append(Fault(FILE, following.line, "overlaps", "from", following.begins.isoformat()))
    if faults:
        raise Unreadable(sorted(faults, key=lambda fault: fault.line))
    return tuple(found)


def spans(terms: Iterable[Term]) -> dict[str, tuple[date, date]]:
    """From the first day to the last that terms are told for, by authority."""
    found: dict[str, tuple[date, date]] = {}
    for one in terms:
        first, last = found.get(one.authority, (one.begins, one.ends))
        found[one.authority] = min(first, one.begins), max(last, one.ends)
    return found


def _authorities() -> dict[str, Area]:
    """The authorities by their code and by each of their names, as `_as_typed` has them."""
    found: dict[str, Area] = {}
    for area in every_area("authority"):
        for name in (area.code, area.name("cy"), area.name("en")):
            found[_as_typed(name)] = area
    return found


def _as_typed(name: str) -> str:
    """Letters and figures alone: a name without its accents, its hyphens or its capitals is still that name."""
    return "".join(each for each in unicodedata.normalize("NFKD", name.casefold()) if each.isalnum())


def _term(line: Line, known: Mapping[str, Area]) -> Term | None:
    area = known.get(_as_typed(line.text("authority")))
    if area is None:
        line.wrong("unknown_authority", "authority")
    begins, ends = (line.read(column, "bad_day", _day) for column in ("from", "to"))
    if begins is not None and ends is not None:
        if ends <= begins:
            line.wrong("ends_first", "to")
        elif (ends - begins).days >= MOST_DAYS:
            line.wrong("too_long", "to")
    source = line.text("source")
    if not source or len(source) > LONGEST_SOURCE or "\0" in source:
        line.wrong("no_source", "source", source[:40])
    if not line.whole or area is None:
        return None
    return Term(area.code, begins, ends, source, line.number)


def _day(text: str) -> date:
    found = date.fromisoformat(text)
    if len(text) != len("2026-09-01") or not EARLIEST <= found.year < LATEST:
        raise ValueError(text)
    return found
