"""What is wrong with a release, in words: file and line first, then what is the matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edau.language.numbers import shortest
from edau.understand.files.facts import KnownFact

WORDS: dict[str, Any] = {
    "missing_file": gettext_lazy("the file is missing"),
    "changed_file": gettext_lazy("the file is not the one the release describes"),
    "undescribed_file": gettext_lazy("the release does not describe this file"),
    "changed_id": gettext_lazy("the number of the release does not fit its tables"),
    "not_json": gettext_lazy("this is not whole JSON"),
    "not_a_shape": gettext_lazy("this is not the shape of an area"),
    "not_postcodes": gettext_lazy("this is not a whole file of postcodes"),
    "not_utf8": gettext_lazy("this is not UTF-8 text"),
    "not_csv": gettext_lazy("this is not a whole CSV table"),
    "wrong_columns": gettext_lazy("the columns are not the declared ones"),
    "wrong_width": gettext_lazy("the line has the wrong number of columns"),
    "unsorted": gettext_lazy("the line is out of order"),
    "repeated": gettext_lazy("this was there before"),
    "unknown_reference": gettext_lazy("this names something the release does not have"),
    "required": gettext_lazy("a value is missing"),
    "type": gettext_lazy("the value has the wrong type"),
    "enum": gettext_lazy("the value is not one of those allowed"),
    "pattern": gettext_lazy("the value does not have the right form"),
    "minimum": gettext_lazy("the value is too small"),
    "maximum": gettext_lazy("the value is too large"),
    "more": gettext_lazy("there are more problems in this file"),
}


FACTS: dict[str, Any] = {
    "population": gettext_lazy("people"),
    "households": gettext_lazy("households"),
    "authority": gettext_lazy("people of the authority"),
    "percentage": gettext_lazy("percentage for Wales"),
    "ranks": gettext_lazy("ranks"),
}


class Damage(Protocol):
    """What a problem and an error of a release have in common."""

    @property
    def file(self) -> str: ...

    @property
    def line(self) -> int: ...

    @property
    def code(self) -> str: ...

    @property
    def params(self) -> Mapping[str, str | int]: ...


def in_words(damage: Damage) -> str:
    """ "areas.csv, line 12: the value has the wrong type (population: many)"."""
    where = (
        _("%(file)s, line %(line)s") % {"file": damage.file, "line": damage.line}
        if damage.line
        else damage.file
    )
    what = str(WORDS.get(damage.code, damage.code))
    detail = ": ".join(
        str(damage.params[key]) for key in ("column", "text", "missing", "unknown") if damage.params.get(key)
    )
    return f"{where}: {what} ({detail})" if detail else f"{where}: {what}"


def fact_in_words(fact: KnownFact) -> str:
    """ "W92000004 (population): 3,107,503; published 3,107,500 ± 10"."""
    words = {"about": fact.about, "code": str(FACTS.get(fact.code, fact.code))}
    for key, value in (("got", fact.got), ("expected", fact.expected), ("tolerance", fact.tolerance)):
        words[key] = "–" if value is None else shortest(value, 2)
    return _("%(about)s (%(code)s): %(got)s; published %(expected)s ± %(tolerance)s") % words
