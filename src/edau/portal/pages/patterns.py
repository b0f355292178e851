"""Patterns as data for their pages: how tellers placed their stories, as a picture, a table and a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.core import clock, stamps
from edau.language.numbers import day, number, percent, span
from edau.listen.analysis import signs
from edau.listen.analysis.signs import NOT_APPLICABLE, Compared, Pattern
from edau.listen.analysis.small_numbers import too_few
from edau.listen.frameworks import Framework, Item, ItemKind
from edau.listen.models import Involvement
from edau.listen.queries.signs import Answers, Given, column, counts_of_items, given, stories, users_of
from edau.places.queries import visible_area
from edau.portal.pages.involvements import text_of
from edau.portal.pages.stories import Card, card
from edau.portal.words.signs import band_name
from edau.portal.words.texts import Text
from edau.ui.charts import bars, strip, ternary
from edau.ui.rows import Heading
from edau.ui.tables import Table

MOST_STORIES = 12
DASH = "–"


@dataclass(frozen=True)
class ItemLine:
    """One question on a list, with how many stories were placed by it."""

    key: str
    asks: str
    count: str


@dataclass(frozen=True)
class FrameworkPart:
    """One framework with its questions. `shared` where other involvements use it, too."""

    key: str
    name: str
    about: str
    items: tuple[ItemLine, ...]
    unchecked: bool
    shared: bool = False


@dataclass(frozen=True)
class User:
    """An involvement that uses a framework, with who asks."""

    key: str
    question: Text
    who: str


@dataclass(frozen=True)
class Choice:
    """Something to filter by or to compare: its key in the address, its name, whether it is chosen to be shown alone, and
    whether it is the first or the second of two to compare."""

    key: str
    name: str
    chosen: bool = False
    first: bool = False
    second: bool = False


@dataclass(frozen=True)
class PatternPage:
    """One item as a page shows it."""

    item: str
    asks: str
    framework: str
    sentence: str
    svg: SafeString | None
    caption: str
    table: Table
    hidden: bool
    total: int | None
    counted: str  # the day on which they were counted
    synthetic: bool
    only: tuple[Choice, ...] = ()
    refused: bool = False
    chosen: str = ""
    compared: str = ""
    behind: tuple[Choice, ...] = field(default=())
    users: tuple[User, ...] = field(default=())
    comparable: bool = True


def framework_parts(
    frameworks: Sequence[Framework], involvements: Sequence[str], language: str, *, shared: bool = False
) -> list[FrameworkPart]:
    """Frameworks with their questions. One query for each framework; with `shared` two. Over several involvements nothing is
    counted here: from the sum and all but one of them the last could be worked out."""
    found = []
    for one in frameworks:
        single = len(involvements) == 1
        counts = counts_of_items(one.key, involvements) if single else {}
        items = tuple(
            ItemLine(
                item.key,
                item.asks.say(language),
                stories_in_words(counts.get(item.key, 0)) if single else "",
            )
            for item in one.items.values()
        )
        found.append(
            FrameworkPart(
                key=one.key,
                name=one.name.say(language),
                about=one.about.say(language),
                items=items,
                unchecked=language == "cy" and not one.checked,
                shared=shared and len(users_of(one.key)) > 1,
            )
        )
    return found


def user_lines(involvements: Sequence[Involvement], language: str) -> tuple[User, ...]:
    """Who else asks by a framework, each body named."""
    return tuple(
        User(one.pk, text_of(one, "question", language), (one.asked_by or one.answered_by).name(language))
        for one in involvements
    )


def pattern_page(
    involvement: Involvement, framework: Framework, item: Item, asked: dict[str, str], language: str
) -> PatternPage:
    """One item of one involvement; `asked` holds what stands in the address: `only`, or `one` and `other`. One query, and
    one for each place that is named."""
    rows = answers(framework, item, [involvement.pk])
    dimensions = {
        "language": signs.groups_by_language(rows),
        "place": signs.groups_by_place(rows),
    }
    apart = {
        dimension: [f"{dimension}-{key}" for key in signs.choices_among(groups)]
        for dimension, groups in dimensions.items()
    }
    names = {
        key: _group_name(dimension, key.partition("-")[2], language)
        for dimension, keys in apart.items()
        for key in keys
    }
    whole = signs.pattern(item, rows)
    shown, refused = whole, False
    only = asked.get("only", "")
    if only in names:
        dimension, _dash, key = only.partition("-")
        found = signs.filtered(item, rows, dimensions[dimension], key)
        shown, refused = (found, False) if found is not None else (whole, True)
    compared = ""
    if asked.get("one") and asked.get("other"):
        compared = _comparison(item, rows, dimensions, names, asked)
    behind = tuple(
        Choice(band, band_name(item, band, language)) for band in whole.shown if band != NOT_APPLICABLE
    )
    return _page(
        framework,
        item,
        shown,
        rows,
        language,
        only=_choices(names, apart.values(), asked),
        refused=refused,
        chosen=names.get(only, "") if not refused else "",
        compared=compared,
        behind=behind,
        comparable=item.kind != ItemKind.CHOICE and any(len(keys) > 1 for keys in apart.values()),
    )


def joined_page(
    framework: Framework,
    item: Item,
    involvements: Sequence[Involvement],
    asked: dict[str, str],
    language: str,
) -> PatternPage:
    """One item over all involvements that share a framework. One query."""
    rows = answers(framework, item, [one.pk for one in involvements])
    groups = list(column(rows, "involvement"))
    users = user_lines(involvements, language)
    large = signs.choices_among(groups)
    names = {user.key: f"{user.who}: {user.question.text}" for user in users if user.key in large}
    compared = ""
    if asked.get("one") and asked.get("other"):
        compared = _comparison(item, rows, {"": groups}, names, asked)
    return _page(
        framework,
        item,
        signs.joined(item, rows, groups),
        rows,
        language,
        only=_choices(names, [list(names)], asked),
        compared=compared,
        users=users,
        comparable=item.kind != ItemKind.CHOICE and len(names) > 1,
    )


def _choices(
    names: dict[str, str], apart: Iterable[Sequence[str]], asked: dict[str, str]
) -> tuple[Choice, ...]:
    """The groups by their names. Two of them stand ready to be compared: those that were asked for, or else two that share
    no story, which are two out of one of the lists in `apart`."""
    one, other = asked.get("one") or asked.get("only", ""), asked.get("other", "")
    if one not in names or other not in names:
        lists = [keys for keys in apart if len(keys) > 1]
        beside = next((keys for keys in lists if one in keys), lists[0] if lists else [])
        one, other = [*([one] if one in beside else []), *(key for key in beside if key != one), "", ""][:2]
    return tuple(
        Choice(key, name, key == asked.get("only"), key == one, key == other) for key, name in names.items()
    )


@dataclass(frozen=True)
class Behind:
    """Stories in one part of an item."""

    heading: str
    cards: tuple[Card, ...]
    more: int


def stories_behind(
    involvement: Involvement, framework: Framework, item: Item, bands: Sequence[str], language: str
) -> tuple[list[Behind], bool]:
    """For each of these parts, as far as it is shown, the first of its stories; and whether any is made up. Two queries, and
    one for each part."""
    rows = answers(framework, item, [involvement.pk])
    found, synthetic = [], False
    for band in bands:
        keys = signs.behind(item, rows, band)
        if not keys:
            continue
        some = stories(keys, MOST_STORIES)
        synthetic |= any(one.synthetic for one in some)
        cards = tuple(card(one, language) for one in some)
        found.append(Behind(band_name(item, band, language), cards, len(keys) - len(cards)))
    return found, synthetic


def answers(framework: Framework, item: Item, involvements: Sequence[str]) -> Sequence[Given]:
    """The answers to one item; read once, and kept in memory until anything that people say, or what is held, changes."""
    return _kept(stamps.whole_tag(), framework.key, item.key, tuple(sorted(involvements)))


@lru_cache(maxsize=16)
def _kept(tag: str, framework: str, item: str, involvements: tuple[str, ...]) -> Answers:
    return given(framework, item, involvements)


def sentence_of(item: Item, shown: Pattern, language: str) -> str:
    """What a pattern says, in one or two plain sentences."""
    if shown.total is None:
        return _("Fewer than five stories have been placed here, so nothing is shown yet.")
    visible = [band for band in shown.bands if band.count is not None and band.key != NOT_APPLICABLE]
    away = next((band for band in shown.bands if band.key == NOT_APPLICABLE), None)
    said = [stories_in_words(shown.total)]
    if not visible:
        said.append(_("They are spread so thinly that no part can be shown without telling of somebody."))
    else:
        top = max(visible, key=lambda band: band.count or 0)
        words = {
            "part": band_name(item, top.key, language),
            "count": number(top.count or 0),
            "share": percent(100 * (top.share or 0), 0),
        }
        if shown.hidden:
            said.append(
                _("Of the parts that can be shown, the most chosen: %(part)s (%(count)s, %(share)s).") % words
            )
        else:
            said.append(_("The most chosen: %(part)s (%(count)s, %(share)s).") % words)
    if away is not None and away.share is not None:
        said.append(_("“It does not apply”: %(share)s.") % {"share": percent(100 * away.share, 0)})
    return " ".join(part if part.endswith((".", "…")) else f"{part}." for part in said)


def stories_in_words(count: int) -> str:
    """How many stories, in words; fewer than five are not counted out."""
    if too_few(count):
        return _("fewer than five stories")
    return ngettext("%(count)s story", "%(count)s stories", count) % {"count": number(count)}


def table_of(item: Item, shown: Pattern, language: str) -> Table:
    """The counts with their intervals; what is hidden says so."""
    hidden = _("not shown")
    cells = [
        (
            band_name(item, band.key, language),
            hidden if band.count is None else number(band.count),
            DASH if band.share is None else percent(100 * band.share, 0),
            DASH
            if band.lower is None or band.upper is None
            else span(100 * band.lower, 100 * band.upper, 0, language=language, unit="%"),
        )
        for band in shown.bands
    ]
    columns = (
        Heading(_("Part")),
        Heading(_("Stories"), numeric=True),
        Heading(_("Share"), numeric=True),
        Heading(_("Interval (95%)"), numeric=True),
    )
    return Table("parts", _("Where stories were placed"), columns, cells, fold=True)


def picture_of(item: Item, shown: Pattern, title: str, description: str, language: str) -> SafeString:
    """The picture: a triangle, a strip, or bars."""
    unsaid = _("too few to show") if shown.total is None or not shown.shown else ""
    hidden = [band.key for band in shown.bands if band.count is None]
    ends = [end.say(language) for end in item.ends]
    if item.kind == ItemKind.TRIAD:
        return ternary.draw(
            ternary.TernaryPlot(
                key="triangle",
                title=title,
                description=description,
                corners=(ends[0], ends[1], ends[2]),
                dots=[(float(dot[0]), float(dot[1]), float(dot[2])) for dot in shown.dots],
                shading=[(each.corners, each.level) for each in shown.shading],
                hidden=[key for key in hidden if key in ternary.PARTS],
                unsaid=unsaid,
            )
        )
    if item.kind == ItemKind.DYAD:
        return strip.draw(
            strip.StripPlot(
                key="strip",
                title=title,
                description=description,
                ends=(ends[0], ends[1]),
                places=[dot[0] for dot in shown.dots],
                hidden=("left" in hidden, "middle" in hidden, "right" in hidden),
                unsaid=unsaid,
            )
        )
    rows = [
        bars.Bar(
            band_name(item, band.key, language),
            band.share,
            _("not shown") if band.share is None else percent(100 * band.share, 0),
        )
        for band in shown.bands
        if band.key != NOT_APPLICABLE
    ]
    return bars.draw(bars.BarPlot("bars", title, description, rows))


def _page(
    framework: Framework, item: Item, shown: Pattern, rows: Sequence[Given], language: str, **more: Any
) -> PatternPage:
    asks = item.asks.say(language)
    sentence = sentence_of(item, shown, language)
    return PatternPage(
        item=item.key,
        asks=asks,
        framework=framework.name.say(language),
        sentence=sentence,
        svg=picture_of(item, shown, asks, sentence, language),
        caption=_caption(item, shown),
        table=table_of(item, shown, language),
        hidden=shown.hidden,
        total=shown.total,
        counted=day(clock.today(), language),
        synthetic=any(column(rows, "synthetic")),
        **more,
    )


def _caption(item: Item, shown: Pattern) -> str:
    if item.kind == ItemKind.CHOICE:
        return _("Each bar is the share of all who answered.")
    if item.kind == ItemKind.DYAD:
        return _("Each bar stands for the stories that lie there.")
    if shown.dots and shown.shading:
        return _("Each dot is a story, a larger one several; the darker, the more lie near.")
    if shown.shading:
        return _("The darker, the more stories lie near.")
    return _("Each dot is a story, a larger one several.")


def _group_name(dimension: str, key: str, language: str) -> str:
    if dimension == "language":
        return _("Stories told in Welsh") if key == "cy" else _("Stories told in English")
    area = visible_area(key)
    return area.name(language) if area is not None else key


def _comparison(
    item: Item,
    rows: Sequence[Given],
    dimensions: dict[str, list[str]],
    names: dict[str, str],
    asked: dict[str, str],
) -> str:
    """What the test of two groups says, in words."""
    one, other = asked["one"], asked["other"]
    if one not in names or other not in names or one == other:
        return _("Choose two different groups.")
    kinds = [key.partition("-")[0] if "" not in dimensions else "" for key in (one, other)]
    if kinds[0] != kinds[1]:
        why = _("“%(one)s” and “%(other)s” cannot be compared: a story can be in both groups at once.")
        instead = _("Choose two languages, or two places.")
        return f"{why % {'one': names[one], 'other': names[other]}} {instead}"
    own = [key.partition("-")[2] if kinds[0] else key for key in (one, other)]
    found = signs.compare(item, rows, dimensions[kinds[0]], own[0], own[1])
    return "" if found is None else _told(found, names[one], names[other])


def _told(found: Compared, one: str, other: str) -> str:
    words: dict[str, str] = {"one": one, "other": other}
    finding = found.finding
    if finding.code == "not_compared":
        return _("Too few stories were placed in one of the two groups to compare them.")
    p = float(finding.params["p"])
    words["chance"] = _("less than 1 in 100") if p < 0.01 else percent(100 * p, 0)
    if finding.code == "differ":
        said = _(
            "“%(one)s” and “%(other)s” placed their stories differently: by chance alone two groups would lie so far"
            " apart in %(chance)s of tries."
        )
    else:
        said = _(
            "There is no clear difference between “%(one)s” and “%(other)s”: by chance alone two groups would lie so far"
            " apart in %(chance)s of tries."
        )
    said = said % words
    if found.drawn:
        drawn = _("A thousand of the stories, drawn at random, were compared.")
        said = f"{said} {drawn}"
    return said
