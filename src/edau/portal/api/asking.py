"""A question to the open interface, read and checked: what may be asked, and what a wrong question is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from edau.places.drawn import CITATION, cited
from edau.places.models import Area, DrawnPlace
from edau.places.queries import visible_area
from edau.portal.addresses import code_of
from edau.portal.api.problems import LANGUAGES, Problem, echoes, listed
from edau.portal.queries.evidence import WITH_FIGURES
from edau.understand.catalogue import catalogue

# csv-plain is the one for programs: no byte order mark, and headings that are the same in both languages.
FORMATS = ("json", "csv", "csv-plain", "xlsx", "jsonstat", "geojson", "csvw")
KINDS = tuple(kind for kind in WITH_FIGURES if kind != "lsoa")  # small areas are asked for by their codes
DATA = ("place", "kind", "like", "indicator", "theme", "series", "period", "format", "lang")
ALL = "all"
# A drawn place as figures name it, or as its page is cited.
DRAWN = re.compile(rf"(?:d-)?({CITATION})")


@dataclass(frozen=True)
class Question:
    """What figures are wanted. Areas by code and kind, drawn places, `like` whose neighbours; keys of indicators or of
    series (not both); periods or the beginnings of periods. An empty tuple is "not said"."""

    places: tuple[Area, ...] = ()
    drawn: tuple[DrawnPlace, ...] = ()
    kinds: tuple[str, ...] = ()
    like: Area | None = None
    indicators: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    format: str = "json"
    language: str = "cy"


def question(request: HttpRequest, formats: Collection[str] = FORMATS) -> Question:
    """The question about figures in the query of an address. Raises Problem for one that cannot be asked."""
    given = parameters(request, DATA)
    like = _one(given, "like")
    codes = given.get("place", ())
    indicators, series = given.get("indicator", ()), given.get("series", ())
    themes = chosen(given, "theme", catalogue().themes)
    if series and (indicators or themes):
        raise Problem("not-together", _("Ask for indicators or for series, not for both at once."))
    return Question(
        places=areas(code for code in codes if not DRAWN.fullmatch(code)),
        drawn=_drawn(code for code in codes if DRAWN.fullmatch(code)),
        kinds=chosen(given, "kind", KINDS),
        like=areas([like])[0] if like else None,
        indicators=_indicators(indicators, themes),
        series=_series(series),
        periods=given.get("period", ()),
        format=choice(given, "format", formats),
        language=language(given),
    )


def parameters(request: HttpRequest, allowed: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """The values of each parameter, given by repetition or with commas between, each once.

    Raises Problem where there are too many, one that has no meaning here (mostly a typing slip, which would otherwise be
    answered with something that nobody asked for), or an empty one.
    """
    try:
        given = dict(request.GET.lists())
    except SuspiciousOperation as error:
        raise Problem("too-many-parameters") from error
    unknown = [name for name in given if name not in allowed]
    if unknown:
        raise Problem(
            "unknown-parameter",
            _("Not known: %(unknown)s. Known here: %(known)s."),
            {"unknown": listed(unknown), "known": ", ".join(allowed)},
            unknown=echoes(unknown),
            known=list(allowed),
        )
    split = {
        name: [part.strip() for value in values for part in value.split(",")]
        for name, values in given.items()
    }
    empty = [name for name, values in split.items() if not all(values)]
    if empty:  # mostly a slip of the program that asks; without it the question would mean something else
        raise Problem(
            "invalid-value", _("“%(name)s” has an empty value."), {"name": empty[0]}, parameter=empty[0]
        )
    return {name: tuple(dict.fromkeys(values)) for name, values in split.items()}


def language(given: Mapping[str, tuple[str, ...]]) -> str:
    """The language of the answer: `lang`, else Welsh. Not what the browser prefers: one address has one answer."""
    return choice(given, "lang", LANGUAGES)


def areas(codes: Iterable[str]) -> tuple[Area, ...]:
    """The visible areas with these codes (a code, or the last part of a page's address). Problem for any other."""
    found = {code: visible_area(code_of(code)) for code in codes}
    unknown = [code for code, area in found.items() if area is None]
    if unknown:
        raise _unknown_place(unknown)
    return tuple(dict.fromkeys(area for area in found.values() if area is not None))


def _drawn(codes: Iterable[str]) -> tuple[DrawnPlace, ...]:
    """The drawn places cited so, each once, without the names that visitors gave. Problem for one that nobody kept."""
    citations = {code: code.removeprefix("d-") for code in codes}
    if not citations:
        return ()
    found = cited(citations.values())
    unknown = [code for code, citation in citations.items() if citation not in found]
    if unknown:
        raise _unknown_place(unknown)
    return tuple(found[citation] for citation in dict.fromkeys(citations.values()))


def _unknown_place(codes: Collection[str]) -> Problem:
    return Problem(
        "unknown-place",
        _("Not known: %(unknown)s. All codes are listed at %(where)s."),
        {"unknown": listed(codes), "where": "/api/v1/places"},
        unknown=echoes(codes),
    )


def _indicators(keys: Collection[str], themes: Collection[str]) -> tuple[str, ...]:
    known = catalogue().indicators
    all_known(keys, known, "unknown-indicator", "/api/v1/indicators")
    if not themes:
        return tuple(sorted(keys))
    chosen = tuple(key for key in sorted(keys or known) if known[key].theme in themes)
    if not chosen:  # nothing chosen would mean everything
        raise Problem("no-figures", _("None of these indicators belongs to that theme."))
    return chosen


def _series(keys: Collection[str]) -> tuple[str, ...]:
    known = catalogue().series
    if ALL in keys:
        return tuple(sorted(known))
    all_known(keys, known, "unknown-series", "/api/v1/series")
    return tuple(sorted(keys))


def all_known(keys: Iterable[str], known: Collection[str], kind: str, where: str) -> None:
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise Problem(
            kind,
            _("Not known: %(unknown)s. All keys are listed at %(where)s."),
            {"unknown": listed(unknown), "where": where},
            unknown=echoes(unknown),
        )


def chosen(given: Mapping[str, tuple[str, ...]], name: str, allowed: Collection[str]) -> tuple[str, ...]:
    values = given.get(name, ())
    wrong = [value for value in values if value not in allowed]
    if wrong:
        raise _invalid(name, wrong, allowed)
    return values


def choice(given: Mapping[str, tuple[str, ...]], name: str, allowed: Collection[str]) -> str:
    """The one value of a parameter, or the first that is allowed where it was not given."""
    value = _one(given, name) or next(iter(allowed))
    if value not in allowed:
        raise _invalid(name, [value], allowed)
    return value


def _one(given: Mapping[str, tuple[str, ...]], name: str) -> str:
    values = given.get(name, ("",))
    if len(values) > 1:
        raise Problem("invalid-value", _("“%(name)s” takes one value only."), {"name": name}, parameter=name)
    return values[0]


def _invalid(name: str, wrong: Iterable[str], allowed: Iterable[str]) -> Problem:
    return Problem(
        "invalid-value",
        _("“%(name)s” cannot be %(wrong)s. It can be: %(allowed)s."),
        {"name": name, "wrong": listed(wrong), "allowed": ", ".join(allowed)},
        parameter=name,
        allowed=list(allowed),
    )
