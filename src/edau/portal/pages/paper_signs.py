"""The questions by which tellers place their stories, on paper: numbered boxes to tick, and the numbers typed in again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from edau.listen.actions.signs import Answer
from edau.listen.analysis.signs import NOT_APPLICABLE
from edau.listen.frameworks import Framework, Item, ItemKind
from edau.portal.forms.errors import errors
from edau.portal.forms.signs import choices_of, name_of

LANGUAGES = ("cy", "en")
InBoth = tuple[tuple[str, str], ...]  # language and words, Welsh first


@dataclass(frozen=True)
class Box:
    """One box to tick, with the number by which it is typed."""

    number: int
    said: InBoth


@dataclass(frozen=True)
class OnPaper:
    """One question with its boxes, "does not apply" last."""

    number: int
    asks: InBoth
    boxes: tuple[Box, ...]


def on_paper(frameworks: Sequence[Framework]) -> list[OnPaper]:
    """Every question in the order in which it is typed. Boxes have the same numbers in both languages."""
    found = []
    for number, (_framework, item) in enumerate(_items(frameworks), start=1):
        names = [_names(item, language) for language in LANGUAGES]
        found.append(
            OnPaper(
                number=number,
                asks=tuple((language, item.asks.say(language)) for language in LANGUAGES),
                boxes=tuple(
                    Box(place, tuple(zip(LANGUAGES, said, strict=True)))
                    for place, said in enumerate(zip(*names, strict=True), start=1)
                ),
            )
        )
    return found


class BoxField(forms.TypedChoiceField):
    """The number of the box that is ticked; empty where none is. A line to type in, since a heap of paper is typed by
    number, and not chosen with a mouse."""

    def __init__(self, item: Item, label: str, language: str) -> None:
        keys = [key for key, _name in choices_of(item, language)]
        names = _names(item, language)
        super().__init__(
            label=label,
            help_text="; ".join(f"{place} {name}" for place, name in enumerate(names, start=1)),
            choices=[(str(place), key) for place, key in enumerate(keys, start=1)],
            coerce=lambda number: keys[int(number) - 1],
            empty_value="",
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "2", "autocomplete": "off"}),
            error_messages=errors()
            | {
                "invalid_choice": _(
                    "Type a number from 1 to %(most)s, or leave it empty where no box is ticked."
                )
                % {"most": len(keys)}
            },
        )


def add_sign_fields(form: forms.Form, frameworks: Sequence[Framework]) -> list[str]:
    """Puts the questions at the end of a form; returns the names of their fields."""
    language, names = get_language() or "cy", []
    for number, (framework, item) in enumerate(_items(frameworks), start=1):
        name = name_of(framework, item)
        label = f"{number}. {item.asks.say(language)}"
        form.fields[name] = BoxField(item, label, language)
        names.append(name)
    return names


def typed_answers(form: forms.Form, frameworks: Sequence[Framework]) -> dict[str, dict[str, Answer]]:
    """What was typed, by framework and item, once the form is right; nothing of what was left empty."""
    found: dict[str, dict[str, Answer]] = {}
    for framework, item in _items(frameworks):
        chosen = form.cleaned_data.get(name_of(framework, item), "")
        if chosen:
            found.setdefault(framework.key, {})[item.key] = _answer(item, chosen)
    return found


def _answer(item: Item, chosen: str) -> Answer:
    if chosen == NOT_APPLICABLE:
        return Answer(does_not_apply=True)
    if item.kind == ItemKind.TRIAD:
        return Answer(zone=chosen)
    return Answer(along=int(chosen)) if item.kind == ItemKind.DYAD else Answer(choice=chosen)


def _items(frameworks: Sequence[Framework]) -> Iterator[tuple[Framework, Item]]:
    for framework in frameworks:
        for item in framework.items.values():
            yield framework, item


def _names(item: Item, language: str) -> list[str]:
    with override(language):
        return [str(name) for _key, name in choices_of(item, language)]
