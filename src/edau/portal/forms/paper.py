"""What is filled in for paper: how many sheets, and what stands on one that came back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.listen.actions.contributions import Words
from edau.listen.actions.packs import MOST_SHEETS
from edau.listen.actions.signs import Answer
from edau.listen.choices import WELSH, Audience
from edau.listen.models import Pack
from edau.listen.queries.signs import frameworks_of
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import line_field
from edau.portal.forms.place_field import NamedPlace, name_to_type
from edau.portal.forms.saying import LANGUAGES, plain_lines, text_field
from edau.portal.forms.welsh_effects import add_welsh_questions
from edau.portal.pages.paper_signs import add_sign_fields, typed_answers

HOW_MANY = gettext_lazy("Type a number from 1 to 50.")


class PackForm(forms.Form):
    """A new pack."""

    use_required_attribute = False

    sheets = forms.IntegerField(
        label=gettext_lazy("How many sheets?"),
        help_text=gettext_lazy("From 1 to 50. Each person takes one."),
        min_value=1,
        max_value=MOST_SHEETS,
        initial=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "4", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), HOW_MANY),
    )


class SheetForm(NamedPlace):
    """One sheet, typed. Everything is asked in the order in which it stands on the paper."""

    use_required_attribute = False
    field_order = ("number", "words", "title", "place_name", "place", "audience", "word", "language")

    number = forms.IntegerField(
        label=gettext_lazy("Number of the sheet"),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "size": "4", "autocomplete": "off", "autofocus": True}
        ),
        error_messages={
            "required": gettext_lazy("Type the number that stands at the top of the sheet."),
            "invalid": gettext_lazy("Type the number that stands at the top of the sheet."),
        },
    )
    words = text_field(
        gettext_lazy("The words"),
        gettext_lazy("Letter for letter, in the language they are in. Write […] for what cannot be read."),
        rows=7,
        required=gettext_lazy("Type the words that stand on the sheet."),
    )
    title = line_field(gettext_lazy("The title, if there is one"))
    audience = forms.ChoiceField(
        label=gettext_lazy("Which box is ticked?"),
        help_text=gettext_lazy("Neither or both: only those who answer."),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose who may read it, as the sheet says.")),
    )
    word = line_field(
        gettext_lazy("Their second word"),
        gettext_lazy("Only its hash is kept. Without it their code opens nothing; the printed link does."),
        most=60,
        autocomplete="off",
        spellcheck="false",
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Which language is it in?"),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose Cymraeg or English.")),
    )

    def __init__(
        self,
        *args: Any,
        pack: Pack,
        numbers_in: Collection[int],
        spoken: str = "",
        place: str = "",
        **kwargs: Any,
    ) -> None:
        """`spoken` and `place` are those of the sheet before: a heap is often all of one place and one language."""
        areas = [area.code for area in pack.involvement.areas.all()]
        about = place or (areas[0] if len(areas) == 1 else "")
        known = {code for code, _label in LANGUAGES}
        kwargs["initial"] = {
            "language": spoken if spoken in known else get_language() or "cy",
            "place_name": name_to_type(about) if about and not args else "",
        }
        self.pack, self.numbers_in = pack, numbers_in
        super().__init__(*args, **kwargs)
        add_welsh_questions(self, pack.involvement)
        self.frameworks = frameworks_of(pack.involvement)
        self._sign_fields = add_sign_fields(self, self.frameworks)

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if not 1 <= number <= self.pack.sheets:
            words = {"sheets": self.pack.sheets}
            raise forms.ValidationError(_("This pack has the numbers 1 to %(sheets)s. Look again.") % words)
        if number in self.numbers_in:
            raise forms.ValidationError(already_in(number))
        return number

    def signs(self) -> list[forms.BoundField]:
        """The fields of the questions by which tellers place what they told."""
        return [self[name] for name in self._sign_fields]

    def placed(self) -> dict[str, dict[str, Answer]]:
        """What is ticked on the sheet, by framework and item, once the form is right."""
        return typed_answers(self, self.frameworks)

    def given_words(self) -> Words:
        """What stands on the sheet, once the form is right."""
        given = self.cleaned_data
        asked = [name for name in ("words", "title", *WELSH) if name in given]
        return Words(language=given["language"], **{name: plain_lines(given[name]) for name in asked})


def already_in(number: int) -> str:
    """That a number is not typed twice, and what to do."""
    words = {"number": number}
    return _("Number %(number)s is in already. Look at the number on the sheet once more.") % words
