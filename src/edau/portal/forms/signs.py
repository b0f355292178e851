"""The form by which a teller places a story: for each item choices that need no script, and sliders where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from edau.listen.actions.signs import HUNDRED, Answer
from edau.listen.analysis.signs import NOT_APPLICABLE, STEPS, bands_of, zone_for
from edau.listen.frameworks import Framework, Item, ItemKind
from edau.listen.models import Sign
from edau.portal.forms.errors import NO_SUCH_CHOICE
from edau.portal.words.signs import band_name, step_names

EVEN = {ItemKind.TRIAD: (34, 33, 33), ItemKind.DYAD: (50,)}
LEFT_OUT = ""


@dataclass(frozen=True)
class Slider:
    """One slider, in percent."""

    name: str
    label: str
    value: int


@dataclass(frozen=True)
class Part:
    """One item of a form: its choices, and its sliders. `live` where the sliders hold the answer."""

    field: BoundField
    kind: ItemKind
    sliders: tuple[Slider, ...]
    live: bool
    ends: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The items of one framework."""

    framework: Framework
    name: str
    about: str
    parts: tuple[Part, ...]


class PlaceForm(forms.Form):
    """Every item of some frameworks. Whatever is left out is not answered."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        frameworks: Sequence[Framework],
        signs: Mapping[tuple[str, str], Sign],
        language: str,
        **kwargs: Any,
    ) -> None:
        self.frameworks, self.signs, self.language = frameworks, signs, language
        kwargs["initial"] = {
            name: initial(item, signs[framework.key, item.key])
            for framework, item, name in _named(frameworks)
            if (framework.key, item.key) in signs
        }
        super().__init__(*args, **kwargs)
        for framework, item, name in _named(frameworks):
            choices = choices_of(item, language)
            if (framework.key, item.key) in signs:  # a radio button cannot be let go of
                choices.append((LEFT_OUT, _("Take this answer back")))
            self.fields[name] = forms.ChoiceField(
                label=item.asks.say(language),
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": NO_SUCH_CHOICE},
            )

    def groups(self) -> Iterator[Group]:
        """The form as its page shows it, one framework after another."""
        for framework in self.frameworks:
            parts = tuple(self._part(framework, item) for item in framework.items.values())
            name, about = framework.name.say(self.language), framework.about.say(self.language)
            yield Group(framework, name, about, parts)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._answers: dict[str, dict[str, Answer]] = {one.key: {} for one in self.frameworks}
        for framework, item, name in _named(self.frameworks):
            if name in self.errors:
                continue
            try:
                answer = self._answer(framework, item, name, given.get(name, LEFT_OUT))
            except ValueError:
                self.add_error(name, _("Move the sliders again, or choose one of the answers below them."))
            else:
                if answer is not None:
                    self._answers[framework.key][item.key] = answer
        return given

    def answers(self) -> dict[str, dict[str, Answer]]:
        """What was answered, by framework and item, once it is right."""
        return self._answers

    def _answer(self, framework: Framework, item: Item, name: str, chosen: str) -> Answer | None:
        if chosen == NOT_APPLICABLE:
            return Answer(does_not_apply=True)
        if item.kind == ItemKind.CHOICE:
            return Answer(choice=chosen) if chosen else None
        slid = self._slid(item, name)
        if slid is not None:
            return Answer(shares=_three(slid)) if item.kind == ItemKind.TRIAD else Answer(along=slid[0])
        if not chosen:
            return None
        known = self.signs.get((framework.key, item.key))
        kept = known is not None and not known.does_not_apply and initial(item, known) == chosen
        if item.kind == ItemKind.DYAD:
            # What sliders said more finely stays so where nothing else is chosen.
            return Answer(along=known.along if kept and known is not None else int(chosen))
        if kept and known is not None and not known.by_zone:
            return Answer(shares=_three([known.first or 0, known.second or 0, known.third or 0]))
        return Answer(zone=chosen)

    def _slid(self, item: Item, name: str) -> list[int] | None:
        """What sliders said; None where they were not sent. ValueError for what no slider sends."""
        sent = [self.data.get(slider) for slider in _slider_names(item, name)]
        if any(value is None for value in sent):
            return None
        values = [int(str(value)) for value in sent]
        if any(not 0 <= value <= HUNDRED for value in values):
            raise ValueError("out of range")
        if item.kind == ItemKind.TRIAD and sum(values) != HUNDRED:
            raise ValueError("three shares make a hundred")
        return values

    def _part(self, framework: Framework, item: Item) -> Part:
        name = name_of(framework, item)
        ends = tuple(end.say(self.language) for end in item.ends)
        if item.kind == ItemKind.CHOICE:
            return Part(self[name], item.kind, (), False, ends)
        values, live = self._values(framework, item, name)
        labels = ends if item.kind == ItemKind.TRIAD else (item.asks.say(self.language),)
        sliders = tuple(
            Slider(slider, label, value)
            for slider, label, value in zip(_slider_names(item, name), labels, values, strict=True)
        )
        return Part(self[name], item.kind, sliders, live, ends)

    def _values(self, framework: Framework, item: Item, name: str) -> tuple[Sequence[int], bool]:
        """Where the sliders stand, and whether they hold the answer: as sent, else as kept, else even."""
        if self.is_bound:
            try:
                slid = self._slid(item, name)
            except ValueError:
                slid = None
            return (slid, True) if slid is not None else (EVEN[item.kind], False)
        known = self.signs.get((framework.key, item.key))
        if known is None or known.does_not_apply:
            return EVEN[item.kind], False
        if item.kind == ItemKind.DYAD:
            return (known.along or 0,), known.along not in STEPS
        return (known.first or 0, known.second or 0, known.third or 0), not known.by_zone


def choices_of(item: Item, language: str) -> list[tuple[str, str]]:
    """The answers that need no script: seven zones, five steps, or the options; and always that it does not apply."""
    if item.kind == ItemKind.DYAD:
        return [*step_names(item, language), (NOT_APPLICABLE, band_name(item, NOT_APPLICABLE, language))]
    return [(band, band_name(item, band, language)) for band in bands_of(item)]


def initial(item: Item, sign: Sign) -> str:
    """Which of those answers comes nearest to what is kept."""
    if sign.does_not_apply:
        return NOT_APPLICABLE
    if item.kind == ItemKind.CHOICE:
        return sign.choice
    if item.kind == ItemKind.DYAD:
        along = sign.along or 0
        return str(min(STEPS, key=lambda step: abs(step - along)))
    return zone_for(sign.first or 0, sign.second or 0, sign.third or 0)


def name_of(framework: Framework, item: Item) -> str:
    """The name of an item's field."""
    return f"{framework.key}.{item.key}"


def _named(frameworks: Sequence[Framework]) -> Iterator[tuple[Framework, Item, str]]:
    for framework in frameworks:
        for item in framework.items.values():
            yield framework, item, name_of(framework, item)


def _slider_names(item: Item, name: str) -> list[str]:
    return [f"{name}.{letter}" for letter in ("abc" if item.kind == ItemKind.TRIAD else "x")]


def _three(values: Sequence[int]) -> tuple[int, int, int]:
    a, b, c = values
    return a, b, c
