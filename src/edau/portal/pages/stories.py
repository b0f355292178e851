"""Lists of what people said, and one story, as data for their pages."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import NoReverseMatch
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edau.answer.models import Reply
from edau.answer.tellers import REPLY
from edau.core import stamps
from edau.core.visibility import visible
from edau.language.alphabet import sort_names
from edau.language.numbers import day, number
from edau.listen.choices import ANSWERED, Kind, Route, State
from edau.listen.models import Contribution
from edau.listen.queries.themes import themes_of_contribution
from edau.places.queries import visible_areas
from edau.portal.addresses import area_address
from edau.portal.queries.stories import Filters, Listed, involvements_known, places_spoken_of, themes_in
from edau.portal.queries.story_search import ADDITION, TEXTS, highlighted
from edau.portal.words.answer import owed_language
from edau.portal.words.decided import marked
from edau.portal.words.texts import Text, lang_of, text_in
from edau.portal.words.welsh import WELSH_LABELS
from edau.thread.records import extract, slug_of
from edau.ui.links import address_in

PARTS = {
    "words": gettext_lazy("What matters"),
    "can_do": gettext_lazy("What I can do"),
    "others_can": gettext_lazy("What friends and the place can do"),
    "only_services": gettext_lazy("What only a service can do"),
}
LONGEST_QUESTION = 110  # letters of an involvement's question, where it only says what something was said in


@dataclass(frozen=True)
class Linked:
    """Something with a page of its own. `involvement` is its id where it is one."""

    name: Text
    address: str
    involvement: str = ""


@dataclass(frozen=True)
class Card:
    """A story as it stands on a list: some of its words, and in one line what it is."""

    key: str
    title: Text
    words: SafeString
    lang: str
    kind: str
    when: str
    iso: str
    place: str
    state: str
    answered: bool


@dataclass(frozen=True)
class ListPage:
    """One page of a list of stories."""

    cards: tuple[Card, ...]
    count: str
    page: int
    pages: int
    query: str  # what else stands in the address of another page of the list
    synthetic: bool
    so_many: bool  # have the words that were searched for, that the newest stand first


@dataclass(frozen=True)
class Part:
    """One text of a story; `heading` only where it has several."""

    heading: str
    words: str


@dataclass(frozen=True)
class Added:
    """Words that were added later, and where a reader can report them alone."""

    words: str
    lang: str
    when: str
    report: str


@dataclass(frozen=True)
class Answer:
    """A reply to a story: whose, when, what, and in which language."""

    words: Text
    body: str
    when: str
    outcome: str
    address: str
    owed: str  # the language that is still to come, in words


@dataclass(frozen=True)
class StoryPage:
    """One story whole."""

    key: str
    title: Text
    kind: str
    lang: str
    parts: tuple[Part, ...]
    spoken: str  # what stands in for words where there are none yet, or whose words they are
    additions: tuple[Added, ...]
    came: str
    place: Linked | None
    involvement: Linked | None
    themes: tuple[Linked, ...]
    state: str
    answered: bool
    due: str
    answers: tuple[Answer, ...]
    synthetic: bool
    description: str


def list_page(listed: Listed, filters: Filters, language: str) -> ListPage:
    """A page of a list in a language."""
    asked = [(name, value) for name, value in vars(filters).items() if value]
    count = ngettext("%(count)s story", "%(count)s stories", listed.count) % {"count": number(listed.count)}
    return ListPage(
        cards=tuple(card(one, language, filters.q) for one in listed.stories),
        count=count,
        page=listed.page,
        pages=listed.pages,
        query=f"{urlencode(asked)}&" if asked else "",
        synthetic=any(one.synthetic for one in listed.stories),
        so_many=bool(filters.q) and listed.newest_first and listed.count > 0,
    )


def card(one: Contribution, language: str, asked: str = "") -> Card:
    """One story on a list; words that were searched for are marked."""
    title = Text(one.title, lang_of(one.language, language))
    texts = [(getattr(one, text), one.language) for text in TEXTS]
    texts += [(added.words, added.language) for added in one.additions.all()]
    words, spoken = highlighted(texts, asked)
    said = localdate(one.made)
    return Card(
        key=one.pk,
        title=title,
        words=words,
        lang=lang_of(spoken, language),
        kind=str(Kind(one.kind).label),
        when=day(said, language),
        iso=said.isoformat(),
        place=_place_name(one.place, language),
        state=str(State(one.state).label),
        answered=one.state in ANSWERED,
    )


def story_page(one: Contribution, language: str) -> StoryPage:
    """One story that everyone may read, with what it is tied to and what was answered."""
    other = lang_of(one.language, language)
    parts = [Part("", one.words)] if one.kind != Kind.CONVERSATION else _parts(one)
    parts += [Part(str(heading), getattr(one, name)) for name, heading in WELSH_LABELS.items()]
    kind = str(Kind(one.kind).label)
    return StoryPage(
        key=one.pk,
        title=Text(one.title, other) if one.title else Text(kind),
        kind=kind,
        lang=other,
        parts=tuple(part for part in parts if part.words.strip()),
        spoken=_spoken(one),
        additions=tuple(
            Added(
                added.words,
                lang_of(added.language, language),
                day(localdate(added.made), language),
                report_address(ADDITION, added.pk, language),
            )
            for added in sorted(one.additions.all(), key=lambda added: (added.made, added.pk))
        ),
        came=f"{_capital(str(Route(one.route).label))}, {day(localdate(one.made), language)}",
        place=_place(one.place, language),
        involvement=_involvement(one, language),
        themes=tuple(
            Linked(text_in(theme.said(language), language), address_in(language, "portal:theme", theme.pk))
            for theme in themes_of_contribution(one.pk)
        ),
        state=str(State(one.state).label),
        answered=one.state in ANSWERED,
        due=day(one.due, language),
        answers=tuple(_answers(one, language)),
        synthetic=one.synthetic,
        # A description is in the language of the page: words in the other cannot be marked as such there.
        description="" if other else extract(one.words or one.can_do, 150),
    )


def _parts(one: Contribution) -> list[Part]:
    return [Part(str(heading), getattr(one, name)) for name, heading in PARTS.items()]


def _spoken(one: Contribution) -> str:
    recording = getattr(one, "recording", None)
    if recording is None:
        return ""
    if recording.transcribed is None:
        return _("This was said aloud. Nobody has typed what was said yet.")
    return _("This was said aloud. A person listened and typed what was said.")


def _answers(one: Contribution, language: str) -> list[Answer]:
    """What was answered, the first first; no reply that is held."""
    replies = visible(Reply.objects.filter(answered__contribution=one)).select_related("organisation")
    found = []
    for reply in replies.order_by("made", "pk"):
        found.append(
            Answer(
                words=text_in(reply.said("words", language), language),
                body=reply.organisation.name(language),
                when=day(localdate(reply.made), language),
                outcome=reply.get_outcome_display(),
                address=follow_address(REPLY, reply.pk, language),
                owed=owed_language(reply),
            )
        )
    return found


def follow_address(label: str, key: str, language: str, way: str = "") -> str:
    """The address of the page that follows a record."""
    address = address_in(language, "portal:follow", slug_of(label, language), key)
    return f"{address}?way={way}" if way else address


def report_address(label: str, key: str, language: str) -> str:
    """Where a reader can report a record."""
    with suppress(NoReverseMatch):
        return address_in(language, "portal:report", label, key)
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _place_name(code: str, language: str) -> str:
    area = visible_areas().get(code)
    return area.name(language) if area is not None else ""


def _place(code: str, language: str) -> Linked | None:
    area = visible_areas().get(code)
    return Linked(Text(area.name(language)), area_address(area, language)) if area is not None else None


def _involvement(one: Contribution, language: str) -> Linked | None:
    if one.involvement is None:
        return None
    question, spoken = one.involvement.said("question", language)
    return Linked(
        text_in((extract(question, LONGEST_QUESTION), spoken), language),
        address_in(language, "portal:involvement", one.involvement.pk),
        one.involvement.pk,
    )


def place_choices(language: str) -> list[tuple[str, str]]:
    """The areas that something was said of, with the authorities they lie in, in alphabetical order. Kept until a stamp
    changes: there can be hundreds."""
    return _place_choices(stamps.whole_tag(), language)


@lru_cache(maxsize=4)
def _place_choices(tag: str, language: str) -> list[tuple[str, str]]:
    areas = visible_areas()
    spoken_of = {code for code in places_spoken_of() if code in areas}
    codes = spoken_of | {areas[code].authority_id for code in spoken_of if areas[code].authority_id in areas}
    ordered = sort_names(
        [areas[code] for code in codes if code], language=language, name=lambda area: area.name(language)
    )
    return [(area.code, area.name(language)) for area in ordered]


def involvement_choices(language: str) -> list[tuple[str, str]]:
    """The published involvements, the newest first, by their questions."""
    return [
        (key, marked(extract(one.said("question", language)[0], LONGEST_QUESTION), key))
        for key, one in involvements_known().items()
    ]


def theme_choices(involvement: str, language: str) -> list[tuple[str, str]]:
    """The themes of an involvement, the first named first."""
    return [(theme.pk, theme.said(language)[0]) for theme in themes_in(involvement)]
