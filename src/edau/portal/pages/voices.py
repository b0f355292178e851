"""Who has been heard, and who not yet, as data for its page: what is well heard, gaps and whom to go to, a table and
a picture of each characteristic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.language.numbers import day, number, percent, span
from edau.language.numbers import period as period_in_words
from edau.listen.analysis.voices import (
    HIDDEN,
    Finding,
    Population,
    Representation,
    from_stored,
    population_of,
    set_against,
)
from edau.listen.characteristics import Band, Characteristic, characteristics
from edau.listen.models import Involvement, PublishedVoices, Reach
from edau.listen.queries.voices import Scope, published_tables, reaches_in
from edau.places.models import Area
from edau.places.queries import visible_area
from edau.portal.words.texts import Text, text_in
from edau.ui.charts.shares import SharePlot, ShareRow
from edau.ui.charts.shares import draw as draw_shares
from edau.ui.rows import Heading
from edau.ui.tables import Table
from edau.understand.analysis.cube import cube
from edau.understand.catalogue import catalogue
from edau.understand.queries.sources import sources_by_key

NOTHING = "–"
WALES = "W92000004"
FEWER, ABOUT, MORE = "fewer", "about", "more"


@dataclass(frozen=True)
class Told:
    """One characteristic as it was published, against the people of the place."""

    characteristic: Characteristic
    row: PublishedVoices
    found: Representation
    population: Population


@dataclass(frozen=True)
class Part:
    """One characteristic on the page."""

    key: str
    name: str
    sentence: str
    picture: SafeString | None
    table: Table
    population: str  # the source of who lives there, its date and reliability
    caveat: str


@dataclass(frozen=True)
class Next:
    """An organisation that reaches people of a group there, how, when that was last borne out, and who says so."""

    organisation: str
    key: str
    how: Text
    seen: str
    says: str
    synthetic: bool


@dataclass(frozen=True)
class Gap:
    """A group of whom fewer were heard than live there."""

    name: str
    words: str
    nexts: tuple[Next, ...]


@dataclass(frozen=True)
class VoicesPage:
    """The whole page. `heard` and `on` are empty where nothing was published."""

    heard: str
    on: str
    strengths: str
    gaps: tuple[Gap, ...]
    parts: tuple[Part, ...]
    kept_back: str  # the characteristics of which nothing may be shown yet
    where: str
    synthetic: bool


def told_of(scope: Scope, areas: Sequence[Area]) -> list[Told]:
    """The newest published table of each characteristic, against the people of these areas. One query; the figures of the
    areas are kept in memory."""
    newest = {row.characteristic: row for row in published_tables([scope])[scope]}
    whole = cube()
    found = []
    for key, one in characteristics().items():
        if key in newest:
            table = from_stored(newest[key].counts)
            asked = one.with_bands(len(table.counts) - 1)  # the last is "not stated"
            population = population_of(areas, asked, whole)
            found.append(Told(asked, newest[key], set_against(table, population), population))
    return found


def areas_of(involvement: Involvement) -> list[Area]:
    """The areas an involvement is about, as far as there are figures of them: of a ward, a community or a small area those of
    its place, else of its authority. An area inside another of them is left out."""
    named = [visible_area(area.code) for area in involvement.areas.all()]
    known = {area.code: area for each in named if each is not None and (area := _with_figures(each))}
    return [
        area
        for area in known.values()
        if not {area.authority_id, area.board_id, area.health_board_id, WALES} & (known.keys() - {area.code})
    ]


def _with_figures(area: Area) -> Area | None:
    if area.kind in ("ward", "community", "lsoa"):
        return area.place or area.authority
    return area


def voices_page(told: Sequence[Told], areas: Sequence[Area], language: str) -> VoicesPage:
    """The page of a scope. One query for whom to go to, if there is a gap."""
    fewer = [(one, band) for one in told for band in _found(one, FEWER)]
    reaches = reaches_in(_around(areas)) if fewer else []
    missing = [one.name.say(language) for key, one in characteristics().items() if key not in _keys(told)]
    last = max((one.row.at for one in told), default=None)
    heard = max((one.found.heard for one in told), default=0)
    gaps = tuple(_gap(one, band, reaches, language) for one, band in fewer)
    return VoicesPage(
        heard=ngettext("%(count)s person was heard.", "%(count)s people were heard.", heard)
        % {"count": number(heard)}
        if told
        else "",
        on=day(last, language) if last is not None else "",
        strengths=_strengths(told, language),
        gaps=gaps,
        parts=tuple(_part(one, areas, language) for one in told),
        kept_back=", ".join(missing),
        where=", ".join(area.name(language) for area in areas),
        synthetic=any(one.row.synthetic for one in told)
        or any(each.synthetic for gap in gaps for each in gap.nexts),
    )


def _keys(told: Iterable[Told]) -> set[str]:
    return {one.characteristic.key for one in told}


def _found(one: Told, code: str) -> list[Band]:
    return [
        band
        for band, against in zip(one.characteristic.bands, one.found.bands, strict=True)
        if against.finding.code == code
    ]


def _around(areas: Sequence[Area]) -> set[str]:
    """The areas and those they lie in: whoever reaches people in a county reaches them in its towns."""
    links = {
        code
        for area in areas
        for code in (area.code, area.place_id, area.authority_id, area.board_id, area.health_board_id)
        if code
    }
    return links | {WALES}


def _strengths(told: Sequence[Told], language: str) -> str:
    names = [band.name.say(language) for one in told for code in (MORE, ABOUT) for band in _found(one, code)]
    if not names:
        return ""
    return _("Heard as much as their share here, or more: %(groups)s.") % {"groups": "; ".join(names)}


def _gap(one: Told, band: Band, reaches: Sequence[Reach], language: str) -> Gap:
    against = one.found.bands[one.characteristic.bands.index(band)]
    share = percent(100 * against.population_share)
    words = _("They are %(share)s of those who live here, but a smaller share of those who were heard.") % {
        "share": share
    }
    # Of a group that is nearly everybody hundreds would be needed; to say so would send nobody anywhere.
    if 0 < against.enough <= one.found.heard:
        more = ngettext(
            "%(count)s more of them would surely close the gap.",
            "%(count)s more of them would surely close the gap.",
            against.enough,
        )
        words = f"{words} {more % {'count': number(against.enough)}}"
    nexts = tuple(
        Next(
            organisation=reach.organisation.name(language),
            key=reach.organisation_id,
            how=text_in(_how(reach, language), language),
            seen=day(reach.seen, language),
            says=who_says(reach, language),
            synthetic=reach.synthetic,
        )
        for reach in reaches
        if reach.characteristic == one.characteristic.key and reach.band in (band.key, *band.holds)
    )
    return Gap(f"{one.characteristic.name.say(language)}: {band.name.say(language)}", words, nexts)


def who_says(reach: Reach, language: str) -> str:
    """Who says whom an organisation reaches: itself, or a body that asks people."""
    if reach.noted_for is None:
        return _("For which body this was noted is not known.")
    if reach.noted_for_id == reach.organisation_id:
        return _("They say so themselves.")
    return _("Noted by: %(who)s.") % {"who": reach.noted_for.name(language)}


def _how(reach: Reach, language: str) -> tuple[str, str]:
    own, other = (reach.how_cy, reach.how_en) if language == "cy" else (reach.how_en, reach.how_cy)
    return (own, language) if own else (other, "en" if language == "cy" else "cy")


def _part(one: Told, areas: Sequence[Area], language: str) -> Part:
    key, name = one.characteristic.key, one.characteristic.name.say(language)
    where = ", ".join(area.name(language) for area in areas)
    sentence = _sentence(one, language)
    return Part(
        key=key,
        name=name,
        sentence=sentence,
        picture=_picture(one, name, sentence, language),
        table=Table(
            key=f"voices-{key}",
            caption=_("%(what)s: who was heard and who lives in %(where)s") % {"what": name, "where": where},
            columns=(
                Heading(name),
                Heading(_("Heard"), numeric=True),
                Heading(_("Likely share of those heard"), numeric=True),
                Heading(_("Share of those who live here"), numeric=True),
                Heading(_("Difference, in points"), numeric=True),
                Heading(_("In words")),
                Heading(_("More that would surely be enough"), numeric=True),
            ),
            cells=[*_cells(one, language), _not_stated(one)],
            fold=True,
        ),
        population=_population(one.population, language),
        caveat=one.characteristic.caveat.say(language),
    )


def _cells(one: Told, language: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for band, against in zip(one.characteristic.bands, one.found.bands, strict=True):
        known = one.population.known
        people = against.population_share
        rows.append(
            (
                band.name.say(language),
                between(against.count, against.least, against.most),
                _points(against.lower + people, against.upper + people, language, "%") if known else NOTHING,
                percent(100 * people) if known else NOTHING,
                _points(against.lower, against.upper, language) if known else NOTHING,
                verdict(against.finding),
                number(against.enough) if against.finding.code == FEWER and against.enough > 0 else NOTHING,
            )
        )
    return rows


def _not_stated(one: Told) -> tuple[str, ...]:
    heard = between(one.found.not_stated, *one.found.not_stated_limits)
    return (_("Not stated"), heard, NOTHING, NOTHING, NOTHING, _("Did not say, or would rather not"), NOTHING)


def between(count: int, least: int, most: int) -> str:
    """How many were heard as far as it may be said."""
    if count == HIDDEN:
        return _("not shown")
    return number(least) if least == most else f"{number(least)}–{number(most)}"


def _points(lower: float, upper: float, language: str, unit: str = "") -> str:
    return span(100 * lower, 100 * upper, 0, language=language, unit=unit)


def verdict(finding: Finding) -> str:
    """What was found of a band, in words."""
    if finding.code != "cannot_say":
        return {
            FEWER: _("Fewer than their share"),
            ABOUT: _("About their share"),
            MORE: _("More than their share"),
        }[finding.code]
    reason = finding.reasons[0].code
    return {
        "few_heard": _("Too few were heard to say"),
        "no_population": _("No figure of who lives here"),
        "hidden": _("Cannot be said: the number is not shown"),
        "not_exact": _("Cannot be said from rounded numbers"),
        "wide_interval": _("Could be chance"),
    }[reason]


def _sentence(one: Told, language: str) -> str:
    """The picture in words."""
    said = []
    for code, words in (
        (FEWER, _("Fewer heard than their share: %(groups)s.")),
        (MORE, _("More heard than their share: %(groups)s.")),
        (ABOUT, _("About their share: %(groups)s.")),
    ):
        names = [band.name.say(language) for band in _found(one, code)]
        if names:
            said.append(words % {"groups": "; ".join(names)})
    return " ".join(said) or _("From these numbers no difference can be told apart from chance.")


def _picture(one: Told, name: str, sentence: str, language: str) -> SafeString | None:
    if not one.population.known:
        return None
    rows = [
        ShareRow(
            band.name.say(language),
            against.lower + against.population_share,
            against.upper + against.population_share,
            against.population_share,
        )
        for band, against in zip(one.characteristic.bands, one.found.bands, strict=True)
    ]
    return draw_shares(
        SharePlot(f"shares-{one.characteristic.key}", name, sentence, rows, percent(0, 0), percent(100, 0))
    )


def _population(population: Population, language: str) -> str:
    """Where the figures of who lives there are from."""
    if not population.known:
        return _("The release has no figure of who lives here by this.")
    sources = sources_by_key(cube().release)
    titles = "; ".join(
        f"{source.publisher(language)}: {getattr(source, f'title_{language}')}"
        for key in population.sources
        if (source := sources.get(key)) is not None
    )
    words = catalogue().words["reliability"].get(population.reliability)
    grade = words.say(language) if words is not None else population.reliability
    return _("Who lives here: %(source)s, %(date)s. Reliability: %(grade)s.") % {
        "source": titles,
        "date": period_in_words(population.period, language),
        "grade": grade.rstrip("."),
    }


def reach_in_words(reach: Reach, language: str) -> tuple[str, str, str]:
    """The group that is reached, where, and when it was last borne out."""
    one = characteristics().get(reach.characteristic)
    band = (
        next((each.name.say(language) for each in one.every_band if each.key == reach.band), "")
        if one
        else ""
    )
    area = visible_area(reach.area)
    return band or reach.band, area.name(language) if area is not None else "", day(reach.seen, language)
