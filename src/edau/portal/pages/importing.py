"""A file that could come in, as data for its page: what it would bring, what is wrong with it, what has to be decided."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from edau.accounts.models import User
from edau.core import clock
from edau.language.numbers import day, number
from edau.listen.choices import Audience
from edau.listen.imports import columns
from edau.listen.imports.again import Again, found_again
from edau.listen.imports.places import PlaceNames
from edau.listen.imports.rows import Days, Reading, Row, reading_of
from edau.listen.imports.text import Encoding, Text
from edau.listen.models import Involvement
from edau.listen.rules import asks_welsh_effects
from edau.places.queries import areas_by_code
from edau.portal.forms.saying import SIGNS
from edau.portal.words.texts import lang_of

SALT = "edau.portal.import"
GOOD_FOR = 2 * 60 * 60  # seconds between looking at a file and bringing it in
# Signs of a signed file that fit into its own page; a larger one has to be chosen once more.
LARGEST_CARRIED = 150_000
MOST_SHOWN, MOST_PROBLEMS = 100, 500


@dataclass(frozen=True)
class RowShown:
    """A row as it would come in."""

    line: int
    words: str
    lang: str
    about: str


@dataclass(frozen=True)
class DryRun:
    """What would happen. `token` carries the file, or the hash of one that is chosen again; it is empty where nothing may
    come in."""

    reading: Reading
    again: tuple[Again, ...]
    encoding: Encoding
    counted: str
    rows: tuple[RowShown, ...]
    more_rows: int
    more_problems: int
    again_lines: str
    suspicions: tuple[tuple[int, str, str], ...]  # line, what it looks like, the words themselves
    token: str
    carried: bool

    @property
    def problems(self) -> Sequence[Any]:
        return self.reading.problems[:MOST_PROBLEMS]

    @property
    def windows(self) -> bool:
        """Whether letters such as ŵ cannot have come along."""
        return self.encoding == Encoding.WINDOWS

    def left(self, *, with_again: bool) -> list[Row]:
        """The rows that come in, with or without those whose words are in already."""
        known = set() if with_again else {one.line for one in self.again}
        return [row for row in self.reading.rows if row.line not in known]


@dataclass(frozen=True)
class Looked:
    """What a token says: the text it carries (None where the file is to be chosen again), and the hash of the text."""

    text: str | None
    digest: str
    encoding: Encoding


class TokenTrouble(Exception):
    """The token is not ours, is for something else, or is too old."""


def dry_run(text: Text, involvement: Involvement, account: User, language: str) -> DryRun:
    """Reads a file as if it came in. Nothing of it is kept."""
    days = Days(involvement.opens, min(involvement.closes, clock.today()))
    reading = reading_of(text.text, days=days, place=PlaceNames().meant_by, language=language)
    again = found_again(reading.rows, involvement)
    token, carried = ("", False) if reading.problems else token_of(text, involvement, account)
    return DryRun(
        reading=reading,
        again=tuple(again),
        encoding=text.encoding,
        counted=_counted(reading.rows),
        rows=_shown(reading.rows[:MOST_SHOWN], language),
        more_rows=max(len(reading.rows) - MOST_SHOWN, 0),
        more_problems=max(len(reading.problems) - MOST_PROBLEMS, 0),
        again_lines=", ".join(_again(one) for one in again[:MOST_PROBLEMS]),
        suspicions=tuple(
            (one.line, str(SIGNS[found.sign]), found.text)
            for one in reading.suspicions[:MOST_PROBLEMS]
            for found in one.found
        ),
        token=token,
        carried=carried,
    )


def token_of(text: Text, involvement: Involvement, account: User) -> tuple[str, bool]:
    """What the page carries from looking to bringing in, signed, so that what comes in is what was looked at; and whether
    the file itself is in it."""
    said: dict[str, str] = {
        "involvement": str(involvement.pk),
        "account": str(account.pk),
        "digest": _digest(text.text),
        "encoding": text.encoding.value,
        "once": secrets.token_hex(8),
    }
    whole = signing.dumps(said | {"text": text.text}, salt=SALT, compress=True)
    if len(whole) <= LARGEST_CARRIED:
        return whole, True
    return signing.dumps(said, salt=SALT), False


def looked_at(token: str, involvement: Involvement, account: User) -> Looked:
    """What was looked at. Raises TokenTrouble."""
    try:
        said = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        raise TokenTrouble from None
    if (said["involvement"], said["account"]) != (str(involvement.pk), str(account.pk)):
        raise TokenTrouble
    return Looked(said.get("text"), said["digest"], Encoding(said["encoding"]))


def is_same(text: Text, looked: Looked) -> bool:
    """Whether a file that was chosen again is the one that was looked at."""
    return secrets.compare_digest(_digest(text.text), looked.digest)


def template_lines(involvement: Involvement, language: str) -> list[list[str]]:
    """The template: the headings in one language, and one line that shows what goes where and is there to be overwritten."""
    area = next(iter(areas_by_code(area.code for area in involvement.areas.all()).values()), None)
    example = {
        columns.WORDS: _("Write the words here, as they were said."),
        columns.TITLE: _("A title, if there is one"),
        columns.LANGUAGE: language,
        columns.PLACE: area.name(language) if area is not None else "",
        columns.KIND: columns.offered(columns.KIND, language).split(", ")[0],
        columns.AUDIENCE: columns.offered(columns.AUDIENCE, language).split(", ")[0],
        columns.SAID: involvement.opens.isoformat(),
    }
    asked = columns.asked(welsh=asks_welsh_effects(involvement))
    return [
        [columns.heading(column, language) for column in asked],
        [example.get(column, "") for column in asked],
    ]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _counted(rows: Sequence[Row]) -> str:
    """How many rows there are, in which language, for whom."""
    welsh = sum(row.language == "cy" for row in rows)
    everyone = sum(row.audience == Audience.EVERYONE for row in rows)
    words = {
        "count": number(len(rows)),
        "welsh": number(welsh),
        "english": number(len(rows) - welsh),
        "everyone": number(everyone),
    }
    return (
        _("Rows: %(count)s. In Welsh: %(welsh)s. In English: %(english)s. For everyone to read: %(everyone)s")
        % words
    )


def _shown(rows: Sequence[Row], language: str) -> tuple[RowShown, ...]:
    areas = areas_by_code({row.place for row in rows if row.place})
    return tuple(
        RowShown(
            line=row.line,
            words=f"{row.title}: {row.words}" if row.title else row.words,
            lang=lang_of(row.language, language),
            about=" · ".join(
                filter(
                    None,
                    (
                        str(row.kind.label),
                        areas[row.place].name(language) if row.place else "",
                        str(row.audience.label),
                        day(row.said, language) if row.said else "",
                    ),
                )
            ),
        )
        for row in rows
    )


def _again(one: Again) -> str:
    words = {"line": one.line, "earlier": one.earlier}
    if one.earlier:
        return _("line %(line)s (as on line %(earlier)s)") % words
    return _("line %(line)s (in already)") % words
