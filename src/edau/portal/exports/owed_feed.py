"""Answers that are overdue, and answers that were given, as an Atom feed (RFC 4287) in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree

from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.answer.models import Reply
from edau.answer.queries.debt import INVOLVEMENT, Overdue, overdue
from edau.answer.queries.replies import newest_replies
from edau.core.visibility import held_ids
from edau.language.numbers import day, number
from edau.listen.models import Involvement
from edau.people.models import Organisation
from edau.people.queries import organisations
from edau.portal.words.decided import marked
from edau.portal.words.texts import lang_of
from edau.ui.links import address_in

ATOM = "http://www.w3.org/2005/Atom"
MOST = 60
# What XML 1.0 has no way to say, in a text that somebody typed.
UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TAGGED = "2026"  # a year in which the name of the host was ours: RFC 4151


@dataclass(frozen=True)
class Entry:
    """One entry; `language` is that of its text, where it is not the feed's. One that is `synthetic` was made up, and its
    title begins by saying so."""

    key: str
    title: str
    text: str
    address: str
    updated: datetime
    by: str
    language: str = ""
    synthetic: bool = False


def feed(*, origin: str, language: str, today: date) -> bytes:
    """The feed: the newest first, sixty at most. `origin` is the beginning of this site's addresses. A constant number of
    queries."""
    entries = sorted(
        [*_overdue(language, today), *_given(language)], key=lambda one: (one.updated, one.key), reverse=True
    )[:MOST]
    host = origin.partition("://")[2]
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    own = origin + address_in(language, "portal:owed_feed")
    page = origin + address_in(language, "portal:owed")
    _say(root, "id", f"tag:{host},{TAGGED}:answers-owed/{language}")
    _say(root, "title", _("Answers owed and answers given"))
    _say(root, "updated", (entries[0].updated if entries else _midnight(today)).isoformat())
    _link(root, "self", own, "application/atom+xml")
    _link(root, "alternate", page, "text/html")
    _by(root, "Edau")
    for one in entries:
        _entry(root, one, origin, host, language)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="utf-8")


def _overdue(language: str, today: date) -> Iterable[Entry]:
    """What is overdue, counted by body, involvement and day: never a single contribution, which may not be for everyone."""
    late = overdue(today)[:MOST]
    held = held_ids(INVOLVEMENT)
    asked = Involvement.objects.in_bulk({one.involvement for one in late if one.involvement not in held})
    bodies = organisations({one.body for one in late})
    for one in late:
        body = _body(bodies.get(one.body), language)
        title = ngettext(
            "%(count)s answer is overdue: %(body)s", "%(count)s answers are overdue: %(body)s", one.count
        )
        yield Entry(
            key=f"overdue/{one.involvement or 'none'}/{one.body or 'none'}/{one.due.isoformat()}",
            title=title % {"count": number(one.count), "body": body},
            text=_overdue_text(one, asked.get(one.involvement), language),
            address=address_in(language, "portal:owed"),
            updated=_midnight(one.due + timedelta(days=1)),
            by=body,
            synthetic=one.synthetic,
        )


def _overdue_text(one: Overdue, involvement: Involvement | None, language: str) -> str:
    due = _("Due on %(day)s.") % {"day": day(one.due, language)}
    if involvement is None:
        return due
    return f"{marked(involvement.said('question', language)[0], involvement.pk)} {due}"


def _given(language: str) -> Iterable[Entry]:
    for reply in newest_replies(MOST):
        words, spoken = reply.said("words", language)
        body = reply.organisation.name(language)
        yield Entry(
            key=f"reply/{reply.pk}",
            title=_("%(outcome)s: an answer of %(body)s")
            % {"outcome": reply.get_outcome_display(), "body": body},
            text=words,
            address=address_in(language, "portal:reply", reply.pk),
            updated=_changed(reply),
            by=body,
            language=lang_of(spoken, language),
            synthetic=reply.synthetic,
        )


def _changed(reply: Reply) -> datetime:
    return max(reply.made, reply.delivered or reply.made)


def _body(organisation: Organisation | None, language: str) -> str:
    return organisation.name(language) if organisation is not None else _("No body is bound to answer")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, get_current_timezone())


def _entry(root: ElementTree.Element, one: Entry, origin: str, host: str, language: str) -> None:
    entry = ElementTree.SubElement(root, "entry")
    _say(entry, "id", f"tag:{host},{TAGGED}:{one.key}/{language}")
    # In the title itself: a reader of feeds shows little else.
    _say(entry, "title", f"{_('Made-up example.')} {one.title}" if one.synthetic else one.title)
    _say(entry, "updated", one.updated.isoformat())
    _link(entry, "alternate", origin + one.address, "text/html")
    _by(entry, one.by)
    content = _say(entry, "content", one.text)
    content.set("type", "text")
    if one.language:
        content.set("xml:lang", one.language)


def _say(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = UNSAYABLE.sub(" ", text)
    return element


def _link(parent: ElementTree.Element, rel: str, address: str, media_type: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "href": address, "type": media_type})


def _by(parent: ElementTree.Element, name: str) -> None:
    _say(ElementTree.SubElement(parent, "author"), "name", name)
