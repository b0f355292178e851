"""The calendar of asks to take away: as tables, as a calendar (iCalendar, RFC 5545) and as a feed (Atom, RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edau.listen.queries.asks import Ask, Burden
from edau.people.models import Organisation
from edau.places.queries import visible_area
from edau.portal.pages.asks import line, names_of, who_asks
from edau.portal.words.decided import cell, column, marked
from edau.portal.words.release import release_line
from edau.ui.links import address_in
from edau.understand.formats.table import Cell, Column, Table, both

MADE_UP = "made-up"
WIDEST = 75  # octets of a line of a calendar
MOST = 60
# What neither a calendar nor XML has a way to say, in a text that somebody typed.
UNSAYABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EXAMPLE = Column(
    "example",
    both(gettext_lazy("Example data")),
    codes={MADE_UP: both(gettext_lazy("Made-up example"))},
    in_words=True,
)


def asks_table(asks: Sequence[Ask], bodies: Mapping[str, Organisation]) -> Table:
    """One row for each ask."""
    where = {"here": both(gettext_lazy("on this site")), "elsewhere": both(gettext_lazy("elsewhere"))}
    return Table(
        name="asks",
        title=both(gettext_lazy("Who asks people about what")),
        columns=(
            Column("key", both(gettext_lazy("code"))),
            Column("where", both(gettext_lazy("where people answer")), codes=where, in_words=True),
            Column("body", both(gettext_lazy("body that asks"))),
            Column("body_cy", both(gettext_lazy("name in Welsh"))),
            Column("body_en", both(gettext_lazy("name in English"))),
            Column("title_cy", both(gettext_lazy("what is asked, in Welsh"))),
            Column("title_en", both(gettext_lazy("what is asked, in English"))),
            Column("opens", both(gettext_lazy("first day"))),
            Column("closes", both(gettext_lazy("last day"))),
            Column("areas", both(gettext_lazy("codes of areas"))),
            Column("areas_cy", both(gettext_lazy("areas in Welsh"))),
            Column("areas_en", both(gettext_lazy("areas in English"))),
            Column("link", both(gettext_lazy("link"))),
            Column("voices", both(gettext_lazy("voices here")), "integer"),
            Column("owed", both(gettext_lazy("not answered yet")), "integer"),
            column(),
            EXAMPLE,
        ),
        rows=[_row(ask, bodies) for ask in asks],
        key=("key",),
        release=release_line(),
        measures=("voices", "owed"),
    )


def burdens_table(some: Sequence[Burden]) -> Table:
    """One row for each area whose people were asked in the last twelve months."""
    areas = [(one, visible_area(one.area)) for one in some]
    return Table(
        name="asks-by-area",
        title=both(gettext_lazy("How often people were asked in the last twelve months, by area")),
        columns=(
            Column("area", both(gettext_lazy("code"))),
            Column("area_cy", both(gettext_lazy("name in Welsh"))),
            Column("area_en", both(gettext_lazy("name in English"))),
            Column("asked", both(gettext_lazy("times asked")), "integer"),
            Column("elsewhere", both(gettext_lazy("of these elsewhere")), "integer"),
            Column("bodies", both(gettext_lazy("bodies that asked")), "integer"),
            Column("voices", both(gettext_lazy("voices here")), "integer"),
            Column("owed", both(gettext_lazy("of these not answered yet")), "integer"),
            EXAMPLE,
        ),
        rows=[
            (
                one.area,
                area.name_cy,
                area.name_en,
                one.asked,
                one.elsewhere,
                one.bodies,
                one.voices,
                one.owed,
                MADE_UP if one.synthetic else "",
            )
            for one, area in areas
            if area is not None
        ],
        key=("area",),
        release=release_line(),
        measures=("asked", "elsewhere", "bodies", "voices", "owed"),
    )


def calendar(asks: Sequence[Ask], bodies: Mapping[str, Organisation], *, origin: str, language: str) -> str:
    """The asks as days of a calendar, in one language. `origin` is the beginning of this site's addresses."""
    host = origin.partition("://")[2]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Edau//Asks//{language.upper()}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(_('Who asks people about what'))}",
    ]
    for ask in asks:
        lines += _event(ask, bodies, origin=origin, host=host, language=language)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(one)}\r\n" for one in lines)


def folded(text: str) -> str:
    """A line of a calendar in pieces of 75 octets at most, never inside a letter: each further piece begins with a space.

    >>> folded("a" * 80) == "a" * 75 + "\\r\\n " + "a" * 5
    True
    """
    pieces, piece, size = [], "", 0
    for letter in text:
        width = len(letter.encode())
        if size + width > WIDEST:
            pieces.append(piece)
            piece, size = "", 1  # the space that it will begin with
        piece, size = piece + letter, size + width
    return "\r\n ".join([*pieces, piece])


class _Spoken(Atom1Feed):
    """Atom whose entries say in which language they are."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return super().item_attributes(item) | {"xml:lang": item["spoken"]}


def feed(asks: Sequence[Ask], bodies: Mapping[str, Organisation], *, origin: str, language: str) -> str:
    """What came onto the calendar last, the newest first, sixty at most."""
    made = _Spoken(
        title=_("Edau: who asks people about what"),
        link=origin + address_in(language, "portal:asks"),
        description=_("What public bodies ask people in Wales, and when."),
        language=language,
        feed_url=origin + address_in(language, "portal:asks_feed"),
    )
    newest = sorted(asks, key=lambda ask: (_told(ask), ask.key), reverse=True)[:MOST]
    for ask in newest:
        one, (title, spoken) = line(ask, bodies, language), ask.said(language)
        title = marked(title, ask.key)
        address = _address(ask, origin, language)
        made.add_item(
            title=_clean(f"{_('Made-up example.')} {title}" if ask.synthetic else title),
            link=address,
            description=_clean(f"{one.who}. {one.places}. {one.days}."),
            unique_id=f"tag:{origin.partition('://')[2]},2026:ask/{ask.key}/{language}",
            pubdate=_told(ask),
            updateddate=_told(ask),
            author_name=one.who,
            spoken=spoken,
        )
    return made.writeString("utf-8")


def _row(ask: Ask, bodies: Mapping[str, Organisation]) -> tuple[Cell, ...]:
    body = bodies.get(ask.body)
    return (
        ask.key,
        "here" if ask.here else "elsewhere",
        ask.body,
        body.name_cy if body else "",
        body.name_en if body else "",
        ask.title_cy,
        ask.title_en,
        ask.opens.isoformat(),
        ask.closes.isoformat(),
        " ".join(sorted(ask.areas)),
        names_of(ask.areas, "cy"),
        names_of(ask.areas, "en"),
        ask.link,
        ask.voices if ask.here else None,
        ask.owed if ask.here else None,
        cell(ask.key),
        MADE_UP if ask.synthetic else "",
    )


def _event(
    ask: Ask, bodies: Mapping[str, Organisation], *, origin: str, host: str, language: str
) -> Iterable[str]:
    title, spoken = ask.said(language)
    example = f"{_('Made-up example.')} " if ask.synthetic else ""
    return (
        "BEGIN:VEVENT",
        f"UID:{ask.key}@{host.partition(':')[0]}",
        f"DTSTAMP:{_told(ask).astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{_date(ask.opens)}",
        f"DTEND;VALUE=DATE:{_date(ask.closes + timedelta(days=1))}",  # the first day that is no longer of it
        f"SUMMARY;LANGUAGE={spoken}:{_escaped(example + marked(title, ask.key))}",
        f"DESCRIPTION;LANGUAGE={language}:{_escaped(who_asks(ask, bodies, language))}",
        f"LOCATION;LANGUAGE={language}:{_escaped(names_of(ask.areas, language))}",
        f"URL:{_clean(_address(ask, origin, language))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _address(ask: Ask, origin: str, language: str) -> str:
    if ask.here:
        return origin + address_in(language, "portal:involvement", ask.key)
    return ask.link or origin + address_in(language, "portal:asks")


def _told(ask: Ask) -> datetime:
    return ask.told or datetime.combine(ask.opens, time.min, UTC)


def _date(value: date) -> str:
    return value.strftime("%Y%m%d")


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return _clean(text).replace("\n", "\\n")


def _clean(text: str) -> str:
    return UNSAYABLE.sub(" ", text)
