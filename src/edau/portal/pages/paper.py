"""Paper as data for its pages: the packs of an involvement, one pack while it comes in, and its sheets to print."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.core import clock
from edau.language.numbers import day, number
from edau.listen.models import Involvement, Pack
from edau.listen.queries.packs import packs_of
from edau.portal.forms.welsh_effects import welsh_questions_of
from edau.portal.pages.involvements import text_of
from edau.portal.words.texts import Text
from edau.thread.codes import aloud, spaced
from edau.ui.links import address_in
from edau.ui.qr import qr_code

LANGUAGES = ("cy", "en")
CODE_SIGNS = 6  # of a pack's id: enough to tell the heaps on one table apart


@dataclass(frozen=True)
class PackCard:
    """A pack on a list."""

    key: str
    name: str
    made: str
    state: str
    complete: bool


@dataclass(frozen=True)
class SheetShown:
    """One sheet of paper: its number and its receipt, which is torn off."""

    number: int
    code: str
    aloud: tuple[tuple[str, str], ...]  # by language
    links: tuple[tuple[str, str], ...]
    qr: SafeString


@dataclass(frozen=True)
class InOneLanguage:
    """What a sheet says in one language. `question` and `open` have their own where it is the other one."""

    language: str
    question: Text
    open: Text
    answered_by: str
    answer_by: str
    closes: str
    welsh: list[str]  # the questions on effects on the Welsh language, where they are asked


def name_of_pack(pack: Pack) -> str:
    """The first signs of its id, as they stand on every sheet of it."""
    return str(pack.pk)[:CODE_SIGNS].upper()


def pack_cards(involvement: Involvement, language: str) -> list[PackCard]:
    """The packs of an involvement, the newest first."""
    return [
        PackCard(
            key=pack.pk,
            name=name_of_pack(pack),
            made=day(localdate(pack.made), language),
            state=how_many_in(count, pack.sheets),
            complete=count == pack.sheets,
        )
        for pack, count in packs_of(involvement)
    ]


def how_many_in(count: int, sheets: int) -> str:
    """How much of a pack has come in."""
    words = {"count": number(count), "sheets": number(sheets)}
    return _("Sheets that are in: %(count)s of %(sheets)s") % words


def runs(numbers: Collection[int]) -> str:
    """Numbers as people write them: "1–4, 7, 9–10"."""
    parts: list[list[int]] = []
    for each in sorted(numbers):
        if parts and each == parts[-1][-1] + 1:
            parts[-1] = [parts[-1][0], each]
        else:
            parts.append([each])
    return ", ".join("–".join(str(end) for end in part) for part in parts)


def takes_paper(involvement: Involvement) -> bool:
    """Whether what was said in time can still be brought in today."""
    return involvement.opens <= clock.today() <= involvement.answer_by


def hands_out(involvement: Involvement) -> bool:
    """Whether new sheets make sense: words are taken today, or will be."""
    return clock.today() <= involvement.closes


def in_both(involvement: Involvement) -> list[InOneLanguage]:
    """What every sheet says, Welsh first. A text that is there in one language only stands there once."""
    return [_in_one(involvement, language) for language in LANGUAGES]


def sheets_of(secrets: Sequence[tuple[str, str]], site: str) -> list[SheetShown]:
    """The sheets, each with its receipt; `site` is the scheme and the host of their addresses."""
    return [_sheet(number, link, code, site) for number, (link, code) in enumerate(secrets, start=1)]


def clock_time(until: int) -> str:
    """The time of day, in Wales: "14:30"."""
    return localtime(datetime.fromtimestamp(until, UTC)).strftime("%H:%M")


def _sheet(number: int, link: str, code: str, site: str) -> SheetShown:
    links = tuple((each, site + address_in(each, "portal:receipt", link)) for each in LANGUAGES)
    # One square for both: the page it leads to can be turned into the other language.
    label = _("QR code that leads to this receipt")
    return SheetShown(
        number=number,
        code=spaced(code),
        aloud=tuple((each, aloud(code, each)) for each in LANGUAGES),
        links=links,
        qr=qr_code(links[0][1], label),
    )


def _in_one(involvement: Involvement, language: str) -> InOneLanguage:
    with override(language):
        return InOneLanguage(
            language=language,
            question=text_of(involvement, "question", language),
            open=text_of(involvement, "open", language),
            answered_by=involvement.answered_by.name(language),
            answer_by=day(involvement.answer_by, language),
            closes=day(involvement.closes, language),
            welsh=welsh_questions_of(involvement, language),
        )
