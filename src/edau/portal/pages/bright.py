"""Bright spots: places like one that differ clearly in a figure somebody cares about, and what they could be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.language.numbers import number
from edau.places.models import Area
from edau.places.queries import visible_areas
from edau.portal.addresses import address_of_sides, area_reference
from edau.portal.pages.like import sure_words, themes_in_words
from edau.portal.pages.profile import interval_text
from edau.understand.analysis import similar
from edau.understand.analysis.comparing import can_be_ranked, compare
from edau.understand.analysis.cube import Cube
from edau.understand.analysis.figures import Figure, figures_of
from edau.understand.catalogue import Indicator, catalogue
from edau.understand.wording import shown

REACH = 20  # so many nearest are looked at; of them only those that can be relied on
WAYS = ("higher", "lower")
ANY = "any"


@dataclass(frozen=True)
class SpotLine:
    """A place like this one that differs clearly: its figure, by how much, why it is alike."""

    reference: str
    name: str
    where: str
    value: str
    interval: str
    difference: str
    sure: str
    alike: str
    compare: str


@dataclass(frozen=True)
class ThemeChoices:
    """The figures of one theme to choose from: key, name, whether it is chosen."""

    name: str
    figures: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class BrightPage:
    """Everything the template needs, in words of one language. Without a chosen figure only the form is filled."""

    name: str
    reference: str
    crumbs: tuple[tuple[str, str], ...]
    choices: tuple[ThemeChoices, ...]
    way: str
    figure: str
    address_key: str
    here: str
    sentence: str
    spots: tuple[SpotLine, ...]
    questions: tuple[str, ...]
    note: str


def bright_page(area: Area, indicator: str, way: str, cube: Cube, language: str) -> BrightPage:
    """The page of a listed place; `indicator` may be empty or unknown, `way` is one of `WAYS`, else that of the indicator."""
    known, name = catalogue().indicators, area.name(language)
    own = figures_of(area, cube.observations.get(area.code, ()), cube)
    usable = {key: figure for key, figure in own.items() if can_be_ranked(figure) and not figure.withheld}
    chosen = known[indicator] if indicator in usable else None
    if way not in WAYS:
        way = "lower" if chosen is not None and chosen.polarity == "down" else "higher"
    above = [one for one in (area.authority, area) if one is not None]
    spots = tuple(_spots(area, usable, chosen, way, cube, language)) if chosen else ()
    looked_at = _reliable(area.code)
    return BrightPage(
        name=name,
        reference=area_reference(area, language),
        crumbs=tuple((area_reference(one, language), one.name(language)) for one in above),
        choices=tuple(_choices(usable, indicator, language)),
        way=way,
        figure=chosen.name.say(language) if chosen else "",
        address_key=chosen.key if chosen else "",
        here=shown(chosen, usable[chosen.key].value or 0.0) if chosen else "",
        sentence=_sentence(name, chosen, len(spots), len(looked_at), way, language) if chosen else "",
        spots=spots,
        questions=tuple(_questions(chosen.theme, language)) if chosen and spots else (),
        note=_note(chosen) if chosen else "",
    )


def _reliable(code: str) -> tuple[similar.Peer, ...]:
    return tuple(
        peer for peer in similar.nearest(code, k=REACH) if peer.stability >= similar.STABLE and peer.near
    )


def _spots(
    area: Area, own: Mapping[str, Figure], chosen: Indicator, way: str, cube: Cube, language: str
) -> Iterable[SpotLine]:
    peers = _reliable(area.code)
    areas = visible_areas()
    key = chosen.key
    others = [figures_of(areas[peer.code], cube.observations[peer.code], cube) for peer in peers]
    only = [{key: figures[key]} if key in figures else {} for figures in others]
    verdicts = compare({key: own[key]}, only, [False] * len(only))
    for peer, figures, verdict in zip(peers, others, verdicts, strict=True):
        found = verdict[key]
        if found.code != way or found.difference is None:
            continue
        other = areas[peer.code]
        yield SpotLine(
            reference=area_reference(other, language),
            name=other.name(language),
            where=other.authority.name(language) if other.authority else "",
            value=shown(chosen, figures[key].value or 0.0),
            interval=interval_text(figures[key], language),
            difference=_points(found.difference, found.lower or 0.0, found.upper or 0.0),
            sure=sure_words(peer.stability),
            alike=themes_in_words((part.theme for part in peer.alike), language),
            compare=address_of_sides([area.code, other.code], language),
        )


def _points(difference: float, lower: float, upper: float) -> str:
    low, high = sorted((abs(lower), abs(upper)))
    words = {"points": number(abs(difference), 1), "low": number(low, 1), "high": number(high, 1)}
    if difference > 0:
        return _("%(points)s percentage points more (between %(low)s and %(high)s)") % words
    return _("%(points)s percentage points less (between %(low)s and %(high)s)") % words


def _sentence(name: str, chosen: Indicator, found: int, looked_at: int, way: str, language: str) -> str:
    words = {
        "name": name,
        "count": number(found),
        "all": number(looked_at),
        "figure": chosen.short.say(language),
    }
    if not looked_at:
        return _("No other place is so surely like %(name)s that it could be asked.") % words
    if not found:
        return (
            _("%(figure)s: of the %(all)s places surely like %(name)s none has clearly more.") % words
            if way == "higher"
            else _("%(figure)s: of the %(all)s places surely like %(name)s none has clearly less.") % words
        )
    if way == "higher":
        return (
            ngettext(
                "%(figure)s: of the %(all)s places surely like %(name)s, %(count)s has clearly more.",
                "%(figure)s: of the %(all)s places surely like %(name)s, %(count)s have clearly more.",
                found,
            )
            % words
        )
    return (
        ngettext(
            "%(figure)s: of the %(all)s places surely like %(name)s, %(count)s has clearly less.",
            "%(figure)s: of the %(all)s places surely like %(name)s, %(count)s have clearly less.",
            found,
        )
        % words
    )


def _note(chosen: Indicator) -> str:
    if any(chosen.key in theme.indicators for theme in similar.themes()):
        return _(
            "This figure is one of those by which places were found to be alike, so those that differ most in it are"
            " less likely to be on the list."
        )
    return ""


def _choices(usable: Mapping[str, Figure], chosen: str, language: str) -> Iterable[ThemeChoices]:
    known = catalogue()
    for theme in known.themes.values():
        figures = tuple(
            (one.key, one.name.say(language), one.key == chosen)
            for one in known.of_theme(theme.key)
            if one.key in usable
        )
        if figures:
            yield ThemeChoices(theme.name.say(language), figures)


def _questions(theme: str, language: str) -> Iterable[str]:
    """What they could be asked: the questions of the theme, then those that always help."""
    words = catalogue().words["questions"]
    for prefix in (f"{theme}_", f"{ANY}_"):
        for code in words:
            if code.startswith(prefix):
                yield catalogue().word("questions", code, language)
