"""One chart by itself, for a frame in another site: the picture, its sentence, its source, the way back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from edau.places.models import Area
from edau.portal.addresses import area_address, indicator_address
from edau.portal.pages.profile import fact_of, interval_text, reader_of
from edau.portal.pictures.figures import hill, series_line, spread_of_places
from edau.portal.queries.evidence import Evidence
from edau.portal.words.series import series_text
from edau.understand.analysis.cube import Cube
from edau.understand.analysis.figures import Figure
from edau.understand.catalogue import Indicator
from edau.understand.wording import sentence, shown, verdict


@dataclass(frozen=True)
class Part:
    """A further picture under the first, with its sentence."""

    picture: SafeString | str
    sentence: str


@dataclass(frozen=True)
class Embedded:
    """What a frame shows. `address` is the page it is from, on which everything else stands; `title_language` is that of a
    title which is not in the language of the page."""

    title: str
    verdict: str
    sentence: str
    interval: str
    picture: SafeString | str
    source: str
    address: str
    notes: tuple[str, ...] = ()
    more: tuple[Part, ...] = ()
    title_language: str = ""


def embedded(area: Area, key: str, evidence: Evidence, language: str) -> Embedded | None:
    """The chart of one indicator in one area, with the words of its page; None where the page has no such figure."""
    figure = evidence.figures.get(key)
    if figure is None:
        return None
    reader = reader_of(area, language, evidence.sources)
    fact = fact_of(figure, reader, evidence.cube)
    of_authority = figure.level == "LA"
    name = (reader.authority if of_authority else reader.names)[language].name
    own_page = area.kind != "country"
    return Embedded(
        title=f"{figure.indicator.name.say(language)}: {name}",
        verdict=verdict(figure.relation, language) if figure.relation != "not_compared" else "",
        sentence=sentence(fact, language),
        interval=interval_text(figure, language),
        picture=_picture(area, figure, evidence, name, language)
        or hill(figure, fact, name, evidence.cube, language),
        source=reader.says_source(figure.source, figure.period),
        address=area_address(area, language) if own_page else indicator_address(key, language),
    )


def _picture(area: Area, figure: Figure, evidence: Evidence, name: str, language: str) -> SafeString | str:
    """A picture of another kind than the place on its hill: all places for Wales, a line for an authority's series."""
    if figure.indicator.series:
        return _line(figure.indicator.series, evidence, name, language)
    return _every_place(figure.indicator, evidence.cube) if area.kind == "country" else ""


def _line(series: str, evidence: Evidence, name: str, language: str) -> SafeString | str:
    trend = next((one for one in evidence.trends if one.series.key == series), None)
    if trend is None:
        return ""
    last = trend.last
    wales = series_text(trend.series, last.wales, language) if last.wales is not None else ""
    return series_line(
        trend, name, _("Wales"), language, series_text(trend.series, last.value, language), wales
    )


def _every_place(indicator: Indicator, cube: Cube) -> SafeString | str:
    spread, wales = cube.spreads.get(indicator.key), cube.wales.get(indicator.key)
    if spread is None:
        return ""
    text = shown(indicator, wales) if wales is not None and indicator.unit != "count" else ""
    count = int(np.count_nonzero(~np.isnan(spread.values)))
    return spread_of_places(indicator, spread, wales, text, count) if count else ""
