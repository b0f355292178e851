"""Places like one, as a page: which they are, how far to rely on that, why alike and why different."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from edau.language.numbers import number
from edau.places.models import Area
from edau.places.queries import visible_areas
from edau.portal.addresses import address_of_sides, area_reference
from edau.understand.analysis import similar
from edau.understand.analysis.cube import cube
from edau.understand.catalogue import catalogue
from edau.understand.type_wording import describe, name_of_type
from edau.understand.wording import shown

# How much a theme may count, as a reader chooses it: the value in the address, and its weight.
AMOUNTS = {"0": 0.0, "half": 0.5, "1": 1.0, "2": 2.0}
PREFIX = "w_"
MOST_TYPICAL = 6
HALF_WAY = 0.35  # a strength below this is said to be near another type, too


@dataclass(frozen=True)
class PeerLine:
    """One neighbour: name and page, how sure, what is alike, what is different (with the figures that show it)."""

    code: str
    reference: str
    name: str
    where: str
    people: str
    sure: str
    alike: str
    different: tuple[str, ...]
    compare: str


@dataclass(frozen=True)
class Choice:
    """A choice of the form: the value in the address, its words, whether it is chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Slider:
    """How much one theme counts."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class TypeBlock:
    """The type of a place: its neutral letter, what sets it apart, its most typical places."""

    title: str
    says: str
    typical: tuple[tuple[str, str], ...]  # reference and name


@dataclass(frozen=True)
class LikePage:
    """Everything the template needs, in words of one language."""

    name: str
    code: str
    reference: str
    crumbs: tuple[tuple[str, str], ...]
    lead: str
    notes: tuple[str, ...]
    peers: tuple[PeerLine, ...]
    left_out: str
    all: bool
    changed: bool
    sliders: tuple[Slider, ...]
    sizes: tuple[Choice, ...]
    settings: tuple[Choice, ...]
    type: TypeBlock | None


@dataclass(frozen=True)
class Wish:
    """What a reader asked for: weights by theme, size, setting, and whether doubtful neighbours shall be shown."""

    weights: Mapping[str, str]
    size: str = ""
    setting: str = ""
    all: bool = False

    @property
    def changed(self) -> bool:
        return bool(self.size or self.setting) or any(value != "1" for value in self.weights.values())


def wish_of(asked: Mapping[str, str]) -> Wish:
    """A reader's wish from the address; what is not one of the choices counts as not asked."""
    settings = {"", similar.SAME, *(one.key for one in similar.settings())}
    weights = {theme.key: asked.get(PREFIX + theme.key, "1") for theme in similar.themes()}
    setting = asked.get("setting", "")
    return Wish(
        weights={key: value if value in AMOUNTS else "1" for key, value in weights.items()},
        size=similar.SIMILAR_SIZE if asked.get("size") == similar.SIMILAR_SIZE else "",
        setting=setting if setting in settings else "",
        all=bool(asked.get("all")),
    )


def like_page(area: Area, wish: Wish, language: str) -> LikePage:
    """The page of a listed place in one language."""
    name = area.name(language)
    peers = similar.nearest(
        area.code,
        weights={key: AMOUNTS[value] for key, value in wish.weights.items()},
        size=wish.size,
        setting=wish.setting,
    )
    stable = [peer for peer in peers if peer.stability >= similar.STABLE]
    shown_ones = peers if wish.all else tuple(stable)
    above = [one for one in (area.authority, area) if one is not None]
    return LikePage(
        name=name,
        code=area.code,
        reference=area_reference(area, language),
        crumbs=tuple((area_reference(one, language), one.name(language)) for one in above),
        lead=_(
            "The towns and villages most like %(name)s in who lives there, their homes, work and travel. Not in how well"
            " they do: that is left for comparing."
        )
        % {"name": name},
        notes=tuple(_notes(area, peers, language)),
        peers=tuple(_line(area, peer, language) for peer in shown_ones),
        left_out=_left_out(len(peers) - len(shown_ones)),
        all=wish.all,
        changed=wish.changed,
        sliders=tuple(_sliders(wish, language)),
        sizes=tuple(_sizes(wish)),
        settings=tuple(_settings(area, wish, language)),
        type=_type(area, language),
    )


def sure_words(stability: float) -> str:
    """How far to rely on a neighbour, as a person would say it: "among the ten nearest 9 times in 10"."""
    tenths = max(1, min(10, round(10 * stability)))
    if stability >= 0.95:
        return _("Among the ten nearest nearly every time")
    if stability < 0.05:
        return _("Among the ten nearest hardly ever")
    return _("Among the ten nearest %(times)s times in 10") % {"times": number(tenths)}


def themes_in_words(keys: Iterable[str], language: str) -> str:
    """Names of themes in a row: "People, Homes"."""
    names = {theme.key: theme.name.say(language) for theme in similar.themes()}
    return ", ".join(names[key] for key in keys)


def _line(area: Area, peer: similar.Peer, language: str) -> PeerLine:
    other = visible_areas()[peer.code]
    return PeerLine(
        code=other.code,
        reference=area_reference(other, language),
        name=other.name(language),
        where=other.authority.name(language) if other.authority else "",
        people=number(other.population or 0),
        sure=sure_words(peer.stability),
        alike=themes_in_words((part.theme for part in peer.alike), language),
        different=tuple(_why_different(area.code, peer, language)),
        compare=address_of_sides([area.code, other.code], language),
    )


def _why_different(code: str, peer: similar.Peer, language: str) -> Iterable[str]:
    """For each theme that sets them apart the figure that differs most, with both values."""
    whole, known = cube(), catalogue().indicators
    names = {theme.key: theme for theme in similar.themes()}
    values = {
        place: {row.indicator: row.value for row in whole.observations[place] if row.status != "u"}
        for place in (code, peer.code)
    }
    for part in peer.different:
        apart = []
        for key in names[part.theme].indicators:
            here, there, spread = values[code].get(key), values[peer.code].get(key), whole.spreads.get(key)
            if here is not None and there is not None and spread is not None and spread.deviation:
                apart.append((abs(here - there) / spread.deviation, key, here, there))
        theme = names[part.theme].name.say(language)
        if not apart:
            yield theme
            continue
        _distance, key, here, there = max(apart)
        yield _("%(theme)s (%(figure)s: %(there)s there, %(here)s here)") % {
            "theme": theme,
            "figure": known[key].short.say(language),
            "there": shown(known[key], there),
            "here": shown(known[key], here),
        }


def _notes(area: Area, peers: tuple[similar.Peer, ...], language: str) -> Iterable[str]:
    missing = similar.missing_themes(area.code)
    if missing:
        yield _("Too little is known of so small a place to compare: %(themes)s.") % {
            "themes": themes_in_words(missing, language)
        }
    if peers and not any(peer.near for peer in peers):
        yield _("This place is like no other: even the nearest is no nearer than a place taken at random.")
    if not peers:
        yield _("No place passes these filters. Take one away.")


def _left_out(count: int) -> str:
    if not count:
        return ""
    return _("Left out, because on a slightly different day others would be nearer: %(count)s.") % {
        "count": number(count)
    }


def _sliders(wish: Wish, language: str) -> Iterable[Slider]:
    words = {
        "0": _("does not count"),
        "half": _("counts half"),
        "1": _("counts once"),
        "2": _("counts double"),
    }
    for theme in similar.themes():
        chosen = wish.weights[theme.key]
        choices = tuple(Choice(value, words[value], value == chosen) for value in AMOUNTS)
        yield Slider(PREFIX + theme.key, theme.name.say(language), choices)


def _sizes(wish: Wish) -> Iterable[Choice]:
    yield Choice("", _("Places of any size"), not wish.size)
    yield Choice(similar.SIMILAR_SIZE, _("Only places with half to twice as many people"), bool(wish.size))


def _settings(area: Area, wish: Wish, language: str) -> Iterable[Choice]:
    yield Choice("", _("Any setting"), not wish.setting)
    own = similar.setting_of(area)
    for setting in similar.settings():
        name = setting.name.say(language)
        label = _("%(setting)s (as here)") % {"setting": name} if setting.key == own else name
        chosen = wish.setting == setting.key or (wish.setting == similar.SAME and setting.key == own)
        yield Choice(setting.key, label, chosen)


def _type(area: Area, language: str) -> TypeBlock | None:
    typed = similar.type_of(area.code)
    profile = similar.profile_of(typed.type) if typed else None
    if typed is None or profile is None:
        return None
    areas, own = visible_areas(), name_of_type(typed.type, language)
    if typed.strength < HALF_WAY:
        own = _("%(type)s, but near: %(next)s") % {
            "type": own,
            "next": name_of_type(typed.next_type, language),
        }
    typical = [areas[code] for code in profile.places if code in areas][:MOST_TYPICAL]
    return TypeBlock(
        title=f"{area.name(language)}: {own}.",
        says=describe(profile, language),
        typical=tuple((area_reference(one, language), one.name(language)) for one in typical),
    )
