"""The thread of one record as data for its page: a nested list to be read, a picture, and its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.language.numbers import day, number
from edau.thread.directions import Way
from edau.thread.following import Followed, Step
from edau.thread.records import Told, slug_of
from edau.ui.charts import strands
from edau.ui.links import address_in
from edau.ui.rows import Heading
from edau.ui.tables import Table


@dataclass(frozen=True)
class Proposed:
    """What a machine proposes, for the part of the page that says so."""

    words: str
    told: Told


@dataclass(frozen=True)
class FollowPage:
    """The thread of one record, one way."""

    told: Told
    when: str
    question: str  # what this way asks
    other_question: str
    other_address: str
    sentence: str
    steps: SafeString
    proposals: tuple[Proposed, ...]
    svg: SafeString | None
    table: Table | None
    page: int
    pages: int
    synthetic: bool


def follow_page(followed: Followed, language: str) -> FollowPage:
    """The page in a language that is active."""
    first, way = followed.first, followed.way
    other = Way.ON if way == Way.BACK else Way.BACK
    levels = followed.levels
    address = _addresses(language)(first)
    return FollowPage(
        told=first.told,
        when=_days(language)(first.told),
        question=question(way),
        other_question=question(other),
        other_address=f"{address}?way={other}",
        sentence=_sentence(followed, levels),
        steps=mark_safe("".join(_list(first, language, way))),  # noqa: S308  # every text is escaped there
        proposals=tuple(Proposed(one.tie.words, one.told) for one in followed.proposals),
        svg=_picture(followed, levels) if levels else None,
        table=_table(levels) if levels else None,
        page=followed.page,
        pages=followed.pages,
        synthetic=first.told.synthetic or any(step.told.synthetic for level in levels for step in level),
    )


def question(way: Way) -> str:
    """What following this way asks."""
    return _("Why is this here?") if way == Way.BACK else _("What came of this?")


def _sentence(followed: Followed, levels: list[list[Step]]) -> str:
    """What was found, in one sentence."""
    count = sum(len(level) for level in levels)
    if not count:
        if followed.first.unseen or followed.first.withdrawn:
            return _("What is tied to this cannot be read here.")
        if followed.way == Way.BACK:
            return _("This is where the thread begins: it rests on nothing else here.")
        return _("Nothing has come of this yet.")
    said = {"count": number(count)}
    if followed.way == Way.BACK:
        return ngettext("It rests on %(count)s record.", "It rests on %(count)s records.", count) % said
    return ngettext("%(count)s record came of it.", "%(count)s records came of it.", count) % said


def _list(first: Step, language: str, way: Way) -> list[str]:
    """What hangs on a record as a nested list, under the words that say how it is tied. Written by Python, piece after piece
    into one list: a page has hundreds of these."""
    address = _addresses(language)
    when = _days(language)
    on = escape(_("follow this"))
    above = escape(_("stands above"))
    pieces: list[str] = []
    write = pieces.append

    def tell(one: Step) -> None:
        told = one.told
        title = escape(told.title)
        if told.lang:
            title = f'<span lang="{escape(told.lang)}">{title}</span>'
        if told.address:
            title = f'<a href="{escape(told.address)}">{title}</a>'
        about = " · ".join(filter(None, (escape(told.kind), when(told))))
        if one.again:
            write(f'<li>{title} <span class="by">{about} · {above}</span></li>')
            return
        write(f'<li>{title} <span class="by">{about} · <a href="{address(one)}?way={way}">{on}</a></span>')
        hang(one)
        write("</li>")

    def hang(one: Step) -> None:
        groups: dict[tuple[str, bool], list[Step]] = {}
        for each in one.steps:
            if each.tie is not None:
                groups.setdefault((each.tie.link, each.tie.leaving), []).append(each)
        for group in groups.values():
            words = group[0].tie.words if group[0].tie else ""
            write(f'<p class="by hangs">{escape(words)}</p><ul class="followed">')
            for each in group:
                tell(each)
            write("</ul>")
        if one.withdrawn or one.unseen or one.more:
            pieces.extend(_hidden(one, address(one), way))

    hang(first)
    return pieces


def _hidden(one: Step, address: str, way: Way) -> Iterable[str]:
    """What hangs on a record and is not told, as counts."""
    if one.withdrawn:
        said = ngettext(
            "%(count)s voice that was withdrawn.", "%(count)s voices that were withdrawn.", one.withdrawn
        ) % {"count": number(one.withdrawn)}
        yield f'<p class="by hangs">{escape(said)}</p>'
    if one.unseen:
        said = ngettext(
            "%(count)s thing you may not see here.", "%(count)s things you may not see here.", one.unseen
        ) % {"count": number(one.unseen)}
        yield f'<p class="by hangs">{escape(said)}</p>'
    if one.more:
        said = ngettext("And %(count)s more", "And %(count)s more", one.more) % {"count": number(one.more)}
        yield f'<p class="by hangs"><a href="{address}?way={way}">{escape(said)}</a></p>'


def _addresses(language: str) -> _Addresses:
    return _Addresses(language)


class _Addresses:
    """The addresses of follow pages. One is worked out for each kind of record; the others differ by their last part."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._beginnings: dict[str, str] = {}

    def __call__(self, step: Step) -> str:
        label = step.end.label
        if label not in self._beginnings:
            address = address_in(self._language, "portal:follow", slug_of(label, self._language), "0")
            self._beginnings[label] = address.removesuffix("0/")
        return f"{self._beginnings[label]}{escape(step.end.id)}/"


def _days(language: str) -> Callable[[Told], str]:
    """What says the day of a record in words. The time zone is looked up once for a page of hundreds."""
    zone = get_current_timezone()

    def when(told: Told) -> str:
        if told.when is None:
            return ""
        at = told.when.astimezone(zone).date() if isinstance(told.when, datetime) else told.when
        return _day(at, language)

    return when


# A page of a thread says the same days over and over.
_day = lru_cache(maxsize=2_000)(day)


def _picture(followed: Followed, levels: list[list[Step]]) -> SafeString:
    """One knot for each record; what a machine proposes hangs open at the end of the first column."""
    columns: list[list[strands.Knot]] = []
    above = {id(followed.first): 0}
    parents = [followed.first]
    for level in levels:
        of = {id(step): above[id(parent)] for parent in parents for step in parent.steps if not step.again}
        columns.append([strands.Knot(of[id(step)]) for step in level])
        above, parents = {id(step): at for at, step in enumerate(level)}, level
    columns[0] = [*columns[0], *(strands.Knot(0, open=True) for _one in followed.proposals)]
    labels = [_("this"), *(_step_words(at, len(level)) for at, level in enumerate(levels, start=1))]
    return strands.draw(
        strands.Strands(
            key="strands",
            title=_("The thread, step by step"),
            description=_sentence(followed, levels),
            columns=columns,
            labels=labels,
        )
    )


def _step_words(at: int, count: int) -> str:
    return _("step %(number)s: %(count)s") % {"number": at, "count": number(count)}


def _table(levels: list[list[Step]]) -> Table:
    """How many records of each kind stand at each step."""
    counts = [Counter(step.told.kind for step in level) for level in levels]
    kinds = sorted({kind for count in counts for kind in count})
    columns = [Heading(_("Kind of record"))]
    columns += [
        Heading(_("Step %(number)s") % {"number": at}, numeric=True) for at in range(1, len(levels) + 1)
    ]
    return Table(
        key="steps",
        caption=_("Records at each step"),
        columns=columns,
        cells=[[kind, *(number(count[kind]) for count in counts)] for kind in kinds],
    )
