"""Up to five areas side by side: what each figure is, and where a difference can be shown at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from edau.language.numbers import number
from edau.portal.addresses import address_of_sides, indicator_address
from edau.portal.pages.profile import interval_text
from edau.portal.pages.sides import MOST, Side, share_people
from edau.portal.words.phrases import phrases
from edau.ui.charts import pins
from edau.understand.analysis.comparing import Rank, Verdict, can_be_ranked, compare, ranks_of
from edau.understand.analysis.cube import Cube
from edau.understand.analysis.figures import Figure
from edau.understand.catalogue import Indicator, catalogue
from edau.understand.wording import shown

LETTERS = "ABCDE"
WITH_AUTHORITY_FIGURES = ("authority", "country")
NAMED = 3  # differences that a sentence names


@dataclass(frozen=True)
class SideLine:
    """One of the areas: its letter on the pictures, its name and page, and the address of this page without it."""

    letter: str
    name: str
    address: str
    without: str


@dataclass(frozen=True)
class ThemeRows:
    """One theme: pictures of the figures that have one, and a table of all."""

    key: str
    name: str
    official_title: str
    pictures: SafeString
    caption: str
    table: SafeString
    download: str


@dataclass(frozen=True)
class ComparePage:
    """Everything the template needs, in words of one language. `keys` are those of the sides, in their order."""

    title: str
    keys: tuple[str, ...]
    sides: tuple[SideLine, ...]
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    themes: tuple[ThemeRows, ...]
    ranks: bool
    other_ranks: str
    full: bool


def compare_page(sides: Sequence[Side], cube: Cube, language: str, *, ranks: bool = False) -> ComparePage:
    """The page of one to five sides. Each is held against the first."""
    figures = [_own(side) for side in sides]
    shared = [share_people(sides[0], side) for side in sides[1:]]
    verdicts = compare(figures[0], figures[1:], shared) if sides else []
    keys = tuple(side.key for side in sides)
    return ComparePage(
        title=_joined([side.name for side in sides]) if sides else _("Compare places"),
        keys=keys,
        sides=tuple(
            SideLine(
                letter,
                side.name,
                side.address,
                address_of_sides((key for key in keys if key != side.key), language, ranks=ranks),
            )
            for letter, side in zip(LETTERS, sides, strict=False)
        ),
        sentences=tuple(_sentences(sides, verdicts, language)),
        notes=tuple(_notes(sides, shared, verdicts)),
        themes=tuple(_themes(sides, figures, verdicts, cube, language, ranks)) if sides else (),
        ranks=ranks,
        other_ranks=address_of_sides(keys, language, ranks=not ranks),
        full=len(sides) >= MOST,
    )


def _own(side: Side) -> dict[str, Figure]:
    """The figures of a side itself: what its authority publishes stands on the authority's own page."""
    return {
        key: figure
        for key, figure in side.figures.items()
        if figure.level != "LA" or side.kind in WITH_AUTHORITY_FIGURES
    }


def _joined(names: Sequence[str]) -> str:
    """ "Bangor, Nelson and Porthmadog"; the words between the last two belong to the language."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _sentences(
    sides: Sequence[Side], verdicts: Sequence[Mapping[str, Verdict]], language: str
) -> Iterable[str]:
    """One for each of the others: how much can be compared, and what differs most."""
    known = catalogue().indicators
    for side, found in zip(sides[1:], verdicts, strict=True):
        counts = Counter(verdict.code for verdict in found.values())
        compared = counts["higher"] + counts["similar"] + counts["lower"]
        if not compared:
            yield _("%(name)s: nothing here can be compared with %(first)s.") % {
                "name": side.name,
                "first": sides[0].name,
            }
            continue
        words = {
            "name": side.name,
            "first": sides[0].name,
            "count": number(compared),
            "higher": number(counts["higher"]),
            "lower": number(counts["lower"]),
            "similar": number(counts["similar"]),
        }
        sentence = (
            _(
                "%(name)s beside %(first)s: of %(count)s figures that can be compared, %(higher)s are higher, "
                "%(lower)s lower and %(similar)s similar."
            )
            % words
        )
        clear = [(key, one) for key, one in found.items() if one.code in ("higher", "lower")]
        clear.sort(key=lambda each: -abs(each[1].difference or 0))
        if clear:
            names = "; ".join(known[key].short.say(language) for key, _verdict in clear[:NAMED])
            sentence += " " + _("They differ most in: %(names)s.") % {"names": names}
        yield sentence


def _notes(
    sides: Sequence[Side], shared: Sequence[bool], verdicts: Sequence[Mapping[str, Verdict]]
) -> Iterable[str]:
    for side, same in zip(sides[1:], shared, strict=True):
        if same:
            yield _(
                "%(first)s and %(name)s share people, so nothing is said about the difference between them."
            ) % {"first": sides[0].name, "name": side.name}
    if any(verdict.reason == "many_comparisons" for found in verdicts for verdict in found.values()):
        yield _(
            "Among so many figures some look different by chance alone. A few that would be different on their own are"
            " therefore called similar here."
        )
    if any(side.kind not in WITH_AUTHORITY_FIGURES for side in sides):
        yield _("Figures of whole authorities are left out: compare the authorities themselves.")


def _themes(
    sides: Sequence[Side],
    figures: Sequence[Mapping[str, Figure]],
    verdicts: Sequence[Mapping[str, Verdict]],
    cube: Cube,
    language: str,
    ranks: bool,
) -> Iterable[ThemeRows]:
    known = catalogue()
    for theme in known.themes.values():
        indicators = [
            one
            for one in known.of_theme(theme.key)
            if any(_is_shown(figure.get(one.key)) for figure in figures)
        ]
        if not indicators:
            continue
        name = theme.name.say(language)
        yield ThemeRows(
            key=theme.key,
            name=name,
            official_title=theme.official_title.say(language) if theme.official_title else "",
            pictures=_pictures(indicators, sides, figures, cube, language),
            caption=phrases(language).table_of
            % {"theme": name, "name": _joined([side.name for side in sides])},
            table=_table(indicators, sides, figures, verdicts, language, ranks),
            download=theme.key,
        )


def _is_shown(figure: Figure | None) -> bool:
    return figure is not None and not figure.withheld and figure.value is not None


def _pictures(
    indicators: Sequence[Indicator],
    sides: Sequence[Side],
    figures: Sequence[Mapping[str, Figure]],
    cube: Cube,
    language: str,
) -> SafeString:
    """A hill for each figure the place pages draw, with a lettered pin for each side."""
    drawn = []
    for indicator in indicators:
        spread = cube.spreads.get(indicator.key)
        if not indicator.on_page or spread is None or indicator.unit == "count":
            continue
        stand = [
            (letter, side.name, figure[indicator.key])
            for letter, side, figure in zip(LETTERS, sides, figures, strict=False)
            if _is_shown(figure.get(indicator.key))
        ]
        said = "; ".join(f"{name} {shown(indicator, figure.value or 0.0)}" for _letter, name, figure in stand)
        picture = pins.draw(
            pins.Pins(
                key=f"c-{indicator.key}",
                title=f"{indicator.short.say(language)}: {said}.",
                heights=spread.heights,
                pins=[
                    pins.Pin(spread.position(figure.value or 0.0), letter) for letter, _name, figure in stand
                ],
                ends=(shown(indicator, spread.low), shown(indicator, spread.high)),
            )
        )
        address = indicator_address(indicator.key, language)
        drawn.append(
            f'<div class="hillrow"><p class="what"><a href="{escape(address)}">'
            f'{escape(indicator.short.say(language))}</a></p><div class="pic">{picture}</div></div>'
        )
    return mark_safe("\n".join(drawn))  # noqa: S308  (every text is escaped above)


def _table(
    indicators: Sequence[Indicator],
    sides: Sequence[Side],
    figures: Sequence[Mapping[str, Figure]],
    verdicts: Sequence[Mapping[str, Verdict]],
    language: str,
    ranks: bool,
) -> SafeString:
    """A row for each figure, a column for each side: value, interval, and how it stands to the first."""
    codes = [side.key for side in sides]
    heads = "".join(f'<th scope="col" class="num">{escape(side.name)}</th>' for side in sides)
    rows = []
    for indicator in indicators:
        own = [figure.get(indicator.key) for figure in figures]
        standing: dict[str, Rank] = {}
        if ranks and any(figure is not None and can_be_ranked(figure) for figure in own):
            standing = ranks_of(indicator.key, codes)
        cells = []
        for i, (side, figure) in enumerate(zip(sides, own, strict=True)):
            verdict = verdicts[i - 1].get(indicator.key) if i else None
            inner = _cell(indicator, figure, verdict, standing.get(side.key), language)
            cells.append(f'<td class="num" data-h="{escape(side.name)}"><div>{inner}</div></td>')
        address = indicator_address(indicator.key, language)
        name = escape(indicator.name.say(language))
        rows.append(f'<tr><th scope="row"><a href="{escape(address)}">{name}</a></th>{"".join(cells)}</tr>')
    measure = escape(phrases(language).measure)
    return mark_safe(  # noqa: S308  (every text is escaped above)
        f'<thead><tr><th scope="col">{measure}</th>{heads}</tr></thead><tbody>{"".join(rows)}</tbody>'
    )


def _cell(
    indicator: Indicator, figure: Figure | None, verdict: Verdict | None, rank: Rank | None, language: str
) -> str:
    if figure is None or not _is_shown(figure):
        return f'<span class="quiet">{escape(_("no figure"))}</span>'
    unit = catalogue().word("units", indicator.unit, language) if indicator.unit in UNITS else ""
    lines = [f"<b>{escape(shown(indicator, figure.value or 0.0))}</b>{' ' + escape(unit) if unit else ''}"]
    interval = interval_text(figure, language)
    small = [interval] if interval else []
    if rank:
        small.append(
            _("place %(rank)s of %(of)s, between %(lower)s and %(upper)s")
            % {
                "rank": number(rank.rank),
                "of": number(rank.of),
                "lower": number(rank.lower),
                "upper": number(rank.upper),
            }
        )
    lines += [f'<span class="small quiet">{escape(one)}</span>' for one in small]
    if verdict is not None:
        lines.append(f'<span class="small verdict">{escape(verdict_words(verdict))}</span>')
    return "<br>".join(lines)


UNITS = ("minutes", "years", "tonnes", "score")


def verdict_words(verdict: Verdict) -> str:
    """How a figure stands to that of the first place, or why nothing is said."""
    if verdict.code == "not_compared":
        return {
            "missing": _("not compared: a figure is missing"),
            "no_interval": _("not compared: nothing tells how far chance reaches"),
            "same_people": _("not compared: they share people"),
            "same_figure": _("the same figure"),
        }[verdict.reason]
    return {"higher": _("higher"), "lower": _("lower"), "similar": _("similar")}[verdict.code]
