"""Figures, series and areas turned into pictures: what is drawn is decided here, how it is drawn in `ui.charts`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.core import stamps
from edau.language.numbers import number, period
from edau.places.models import Area, Boundary
from edau.places.queries import every_area
from edau.portal.words.phrases import phrases
from edau.ui.charts import hill as hills
from edau.ui.charts import steps, wales
from edau.ui.charts import trend as lines
from edau.understand.analysis.cube import Cube, Spread
from edau.understand.analysis.figures import Figure
from edau.understand.analysis.trends import Trend
from edau.understand.catalogue import Indicator
from edau.understand.wording import Fact, shown

LOCATOR_TOLERANCE = 2.2  # units of the drawing: this map only says where something is
STEPS = (0, 1, 2, 3, 4, 5, 10, 20)  # where each step of a count begins
STEP_LABELS = (
    *(str(low) if high - low == 1 else f"{low}–{high - 1}" for low, high in pairwise(STEPS)),
    f"{STEPS[-1]}+",
)
LONGEST_LINE = 12  # periods in a drawn series; the table has them all


@dataclass(frozen=True)
class Captioned:
    svg: SafeString
    caption: str


def hill(figure: Figure, fact: Fact, name: str, cube: Cube, language: str) -> SafeString | str:
    """The hill of one figure; nothing where there is no value or no spread to set it in."""
    spread = cube.spreads.get(figure.indicator.key)
    if spread is None or figure.value is None or not isinstance(fact.value, str):
        return ""
    if figure.indicator.unit == "count":
        return _steps(figure.indicator, figure.value, fact.value, name, spread, language)
    say = phrases(language)
    wales_text = f"{say.wales} {fact.wales}" if fact.wales else ""
    words = {"name": name, "value": fact.value, "wales": fact.wales}
    title = (say.place_and_wales if fact.wales else say.place_alone) % words
    return hills.draw(
        hills.Hill(
            key=f"h-{figure.indicator.key}",
            title=title,
            description=figure.indicator.short.say(language),
            heights=spread.heights,
            pin=hills.Mark(spread.position(figure.value), fact.value),
            reference=hills.Mark(spread.position(figure.wales), wales_text)
            if wales_text and figure.wales is not None
            else None,
            interval=_interval(figure, spread),
        )
    )


def _steps(
    indicator: Indicator, value: float, text: str, name: str, spread: Spread, language: str
) -> SafeString | str:
    """Whole numbers of things: how many places have as many. Numbers of people are no such thing."""
    if not indicator.key.startswith("n_"):
        return ""
    begins = [bisect_left(spread.known, step) for step in STEPS]
    counts = [end - begin for begin, end in pairwise((*begins, len(spread.known)))]
    own = bisect_right(STEPS, value) - 1
    last = max([own, *(i for i, count in enumerate(counts) if count)])
    words = {"name": name, "value": text, "count": number(counts[own]), "all": number(len(spread.known))}
    return steps.draw(
        steps.Steps(
            key=f"h-{indicator.key}",
            title=phrases(language).place_alone % words,
            description=_("%(count)s of %(all)s towns and villages are on the same step.") % words,
            steps=[steps.Step(STEP_LABELS[i], counts[i]) for i in range(last + 1)],
            own=own,
            value=text,
        )
    )


def spread_of_places(
    indicator: Indicator, spread: Spread, wales_value: float | None, wales_text: str, count: int
) -> SafeString:
    """The hill of an indicator with Wales as its pin."""
    at = spread.position(wales_value) if wales_value is not None and wales_text else None
    low, high = shown(indicator, spread.low), shown(indicator, spread.high)
    words = {"count": number(count), "low": low, "high": high, "wales": wales_text}
    title = _("How %(count)s places are spread, from %(low)s to %(high)s.") % words
    if at is not None:
        title = f"{title} {_('Wales')}: {wales_text}."
    return hills.draw(
        hills.Hill(
            key="spread",
            title=title,
            description="",
            heights=spread.heights,
            pin=hills.Mark(at, f"{_('Wales')} {wales_text}") if at is not None else None,
            ends=(low, high),
        )
    )


def _interval(figure: Figure, spread: Spread) -> tuple[float, float] | None:
    if figure.lower is None or figure.upper is None:
        return None
    return spread.position(figure.lower), spread.position(figure.upper)


def series_line(
    trend: Trend, name: str, wales_name: str, language: str, label: str, wales_label: str
) -> SafeString:
    """A series as a line; the last `LONGEST_LINE` periods."""
    points = trend.points[-LONGEST_LINE:]
    first, last = (period(_to_the_month(at.period), language, short=True) for at in (points[0], points[-1]))
    words = {"name": name, "value": label, "first": first, "last": last, "wales": wales_label}
    title = _("%(name)s, %(first)s to %(last)s; now %(value)s.") % words
    if wales_label:
        title = f"{title} {_('Wales')}: {wales_label}."
    return lines.draw(
        lines.TrendChart(
            key=f"s-{trend.series.key.replace('/', '-')}",
            title=title,
            description=trend.series.name.say(language),
            moments=tuple(
                lines.Moment(_time(point.period), point.value, point.lower, point.upper, point.wales)
                for point in points
            ),
            first=first,
            last=last,
            label=label,
            reference_label=f"{wales_name} {wales_label}" if wales_label else "",
        )
    )


def _to_the_month(text: str) -> str:
    """A date without its day: an axis of years needs none."""
    return text[:7] if len(text) == 10 else text


def _time(text: str) -> float:
    """The beginning of an ISO 8601 period as years."""
    year, month = int(text[:4]), int(text[5:7]) if len(text) > 6 else 1
    return year + (month - 1) / 12


def locator(area: Area, language: str) -> SafeString | str:
    """Where in Wales an area is; nothing where its spot is not known."""
    if area.latitude is None or area.longitude is None:
        return ""
    name = area.name(language)
    return wales.draw_locator(
        key="locator",
        title=_("Map of Wales: where %(name)s is") % {"name": name},
        land_path=land(LOCATOR_TOLERANCE),
        longitude=area.longitude,
        latitude=area.latitude,
        label=name,
    )


def map_of_places(language: str) -> Captioned:
    """Every listed place as a dot."""
    return _map_of_places(stamps.page_tag(), language)


@lru_cache(maxsize=4)
def _map_of_places(tag: str, language: str) -> Captioned:
    places = every_area("place")
    people = sum(place.population or 0 for place in places)
    words = {"count": number(len(places)), "people": number(people / 1e6, 2)}
    with override(language):
        return Captioned(
            svg=wales.draw_places(
                key="map",
                title=_("Map of Wales with %(count)s towns and villages") % words,
                description=_("The dots are largest in the south, round Cardiff, Newport and Swansea."),
                land_path=land(),
                dots=[
                    wales.Dot(p.longitude, p.latitude, p.population or 0)
                    for p in places
                    if p.longitude and p.latitude
                ],
            ),
            caption=_(
                "All %(count)s towns and villages of 1,000 residents or more: %(people)s million people."
            )
            % words,
        )


def indicator_map(
    places: dict[str, Area], values: dict[str, float], *, key: str, title: str, cuts: Sequence[float]
) -> SafeString:
    """Places shaded by an indicator in classes that `cuts` part."""
    dots = []
    for code, value in values.items():
        place = places.get(code)
        if place and place.longitude and place.latitude:
            group = sum(value > cut for cut in cuts)
            dots.append(wales.Dot(place.longitude, place.latitude, place.population or 0, group))
    return wales.draw_places(key=key, title=title, description="", land_path=land(), dots=dots)


def land(tolerance: float = 0.7) -> str:
    """The land of Wales as a path, by authority; a coarser one where the map only says where something is."""
    return _land(stamps.page_tag(), tolerance)


@lru_cache(maxsize=4)
def _land(tag: str, tolerance: float) -> str:
    shown = [area.code for area in every_area("authority")]
    rings = Boundary.objects.filter(area__in=shown).order_by("area_id").values_list("rings", flat=True)
    return wales.land(rings, tolerance)
