"""The forms of the ten principles: what is planned, how it was done, and an organisation's own scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.listen.actions.principles import LONGEST, LONGEST_NAME, MOST_LEVELS, LevelName, Planned, Rated
from edau.listen.models import PrinciplePlan, PrincipleRating
from edau.listen.national_principles import Principle, Scale, principles, wording
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import text_in_language
from edau.understand.catalogue import Wording

CANNOT_SAY = ""


@dataclass(frozen=True)
class Part:
    """One principle of a form, with its words and its fields."""

    number: int
    heading: Wording
    description: Wording
    fields: tuple[BoundField, ...]


class PlanForm(forms.Form):
    """Two texts for each of the ten; whatever is left empty is not planned."""

    use_required_attribute = False

    def __init__(self, *args: Any, plans: Mapping[int, PrinciplePlan] | None = None, **kwargs: Any) -> None:
        kept = {} if plans is None else plans
        kwargs["initial"] = {
            f"{language}_{number}": getattr(plan, f"planned_{language}")
            for number, plan in kept.items()
            for language in ("cy", "en")
        }
        super().__init__(*args, **kwargs)
        for one in principles().values():
            for language, label in (
                ("cy", _numbered(one, _("What you will do, in Welsh"))),
                ("en", _numbered(one, _("What you will do, in English"))),
            ):
                self.fields[f"{language}_{one.number}"] = text_in_language(language, label, LONGEST, rows=2)

    def parts(self) -> Iterator[Part]:
        """The ten, each with its two fields."""
        for one in principles().values():
            yield _part(one, tuple(self[f"{language}_{one.number}"] for language in ("cy", "en")))

    def plans(self) -> dict[int, Planned]:
        """What was typed, once it is right."""
        given = self.cleaned_data
        return {number: Planned(given[f"cy_{number}"], given[f"en_{number}"]) for number in principles()}


class RateForm(forms.Form):
    """A level for each of the ten, or none; and what shows it, which the team must say."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        scale: Scale,
        ratings: Mapping[int, PrincipleRating],
        for_team: bool,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {
            **{f"level_{number}": str(one.value) for number, one in ratings.items()},
            **{f"evidence_{number}": one.evidence for number, one in ratings.items()},
        }
        super().__init__(*args, **kwargs)
        language = get_language() or "cy"
        self.for_team = for_team
        levels = [(str(level.value), level.name.say(language)) for level in scale.levels]
        for one in principles().values():
            self.fields[f"level_{one.number}"] = forms.ChoiceField(
                label=_numbered(one, _("How well was this done?")),
                choices=[*levels, (CANNOT_SAY, _("I cannot say"))],
                required=False,
                widget=forms.RadioSelect,
                error_messages=errors(),
            )
            self.fields[f"evidence_{one.number}"] = text_in_language(
                "",
                _numbered(one, _("What shows it") if for_team else _("Why you think so")),
                LONGEST,
                rows=2,
                hint=_("Everyone can read this.") if for_team else "",
            )

    def parts(self) -> Iterator[Part]:
        """The ten, each with its two fields."""
        for one in principles().values():
            yield _part(one, (self[f"level_{one.number}"], self[f"evidence_{one.number}"]))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for number in principles():
            level, evidence = given.get(f"level_{number}"), given.get(f"evidence_{number}")
            if self.for_team and level and not evidence and f"evidence_{number}" not in self.errors:
                self.add_error(f"evidence_{number}", _("Say what shows it, so that others can look."))
            if evidence and not level and f"level_{number}" not in self.errors:
                self.add_error(f"level_{number}", _("Choose a level, or leave both empty."))
        return given

    def ratings(self) -> dict[int, Rated]:
        """What was chosen, once it is right."""
        given = self.cleaned_data
        return {
            number: Rated(int(given[f"level_{number}"]), given[f"evidence_{number}"])
            for number in principles()
            if given[f"level_{number}"] != CANNOT_SAY
        }


class ScaleForm(forms.Form):
    """The levels of a scale in both languages, from least to most, one on each line."""

    use_required_attribute = False

    levels_cy = forms.CharField(
        label=gettext_lazy("Levels in Welsh"),
        help_text=gettext_lazy("One on each line, from least to most."),
        widget=forms.Textarea(attrs={"rows": 6, "lang": "cy"}),
        max_length=MOST_LEVELS * (LONGEST_NAME + 2),
        error_messages=errors(gettext_lazy("Write the levels in Welsh.")),
    )
    levels_en = forms.CharField(
        label=gettext_lazy("Levels in English"),
        help_text=gettext_lazy("The same levels, in the same order."),
        widget=forms.Textarea(attrs={"rows": 6, "lang": "en"}),
        max_length=MOST_LEVELS * (LONGEST_NAME + 2),
        error_messages=errors(gettext_lazy("Write the levels in English.")),
    )
    checked = forms.BooleanField(label=gettext_lazy("Somebody qualified has read the Welsh"), required=False)

    def __init__(self, *args: Any, scale: Scale, **kwargs: Any) -> None:
        kwargs["initial"] = {
            f"levels_{language}": "\n".join(level.name.say(language) for level in scale.levels)
            for language in ("cy", "en")
        } | {"checked": scale.checked}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        welsh, english = (_lines(given[f"levels_{language}"]) for language in ("cy", "en"))
        if len(welsh) != len(english):
            self.add_error("levels_en", _("There must be as many levels in English as in Welsh."))
        elif not 2 <= len(welsh) <= MOST_LEVELS:
            self.add_error("levels_cy", _("A scale has two levels to ten."))
        elif any(len(name) > LONGEST_NAME for name in (*welsh, *english)):
            self.add_error("levels_cy", _("The name of a level has 80 letters at most."))
        return given

    def levels(self) -> list[LevelName]:
        """The levels, once they are right."""
        given = self.cleaned_data
        pairs = zip(_lines(given["levels_cy"]), _lines(given["levels_en"]), strict=True)
        return [LevelName(cy=cy, en=en) for cy, en in pairs]


def _numbered(one: Principle, label: str) -> str:
    """What a field is called: ten fields of a form would have one name otherwise."""
    return f"{one.number}: {label}"


def _part(one: Principle, fields: tuple[BoundField, ...]) -> Part:
    language = get_language() or "cy"
    return Part(one.number, wording(one.heading, language), wording(one.description, language), fields)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
