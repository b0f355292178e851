"""What those who answer fill in: what to see, an answer, a language that was owed, what has been done; and what tellers say
of it afterwards. Every error is a sentence that says what to do, and what was typed stays in its field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.answer.actions import feeling, replies
from edau.answer.actions.replies import Draft
from edau.answer.choices import Mattered, Outcome
from edau.answer.queries.desk import Asked
from edau.answer.queries.words import is_theirs, languages_of
from edau.listen.models import Contribution, Involvement, Theme
from edau.people.models import Organisation
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import text_in_language

LONGEST_QUOTE = 20_000
NO_INVOLVEMENT = "-"


def _words(label: Any, language: str, *, longest: int = replies.LONGEST, rows: int = 9) -> forms.CharField:
    return text_in_language(language, label, longest, rows=rows)


class DeskFilter(forms.Form):
    """Which words to see: a plain form whose answer is an address."""

    use_required_attribute = False

    involvement = forms.ChoiceField(label=gettext_lazy("Involvement"))
    theme = forms.ChoiceField(label=gettext_lazy("Theme"))

    def __init__(
        self, asked: Asked, involvements: Sequence[Involvement], themes: Sequence[Theme], language: str
    ) -> None:
        super().__init__(initial={"involvement": asked.involvement, "theme": asked.theme}, auto_id="f-%s")
        self.fields["involvement"].choices = [  # type: ignore[attr-defined]
            ("", _("All involvements")),
            *((one.pk, one.said("question", language)[0]) for one in involvements),
            (NO_INVOLVEMENT, _("Said outside any involvement")),
        ]
        self.fields["theme"].choices = [  # type: ignore[attr-defined]
            ("", _("All themes")),
            *((one.pk, one.said(language)[0]) for one in themes),
        ]


class ReplyForm(forms.Form):
    """An answer with its reason. Each teller's words can be narrowed to those that it answers."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What comes of it?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose what comes of it.")),
    )
    words_cy = _words(gettext_lazy("The answer in Welsh"), "cy")
    words_en = _words(gettext_lazy("The answer in English"), "en")
    later = forms.BooleanField(
        label=gettext_lazy("The language that I have left empty is still to come"),
        help_text=gettext_lazy(
            "A language left empty is shown as owed, and stays owed to those who read it."
        ),
        required=False,
    )
    checked = forms.BooleanField(label=gettext_lazy("Somebody qualified has read the Welsh"), required=False)
    organisation = forms.ChoiceField(
        label=gettext_lazy("Who answers?"),
        help_text=gettext_lazy("No body is bound to answer this. Say in whose name you do."),
        required=False,
        error_messages=errors(),
    )
    answered_before = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        contributions: Sequence[Contribution],
        organisations: Sequence[Organisation],
        answered_before: int,
    ) -> None:
        super().__init__(data, initial={"answered_before": answered_before})
        self.contributions = contributions
        self.organisations = {one.key: one for one in organisations}
        language = get_language() or "cy"
        if organisations:
            self.fields["organisation"].choices = [  # type: ignore[attr-defined]
                ("", _("Choose a body")),
                *((one.key, one.name(language)) for one in organisations),
            ]
        else:
            del self.fields["organisation"]
        for one in contributions:
            self.fields[f"quote_{one.pk}"] = forms.CharField(
                label=_("Which of these words do you answer?"),
                help_text=_("Copy them from above. Left empty, you answer all of them."),
                required=False,
                max_length=LONGEST_QUOTE,
                widget=forms.Textarea(attrs={"rows": 2, "lang": one.language}),
                error_messages=errors(),
            )

    def quote(self, key: str) -> forms.BoundField:
        """The field for the words of one teller."""
        return self[f"quote_{key}"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        words = {each: str(given.get(f"words_{each}", "")).strip() for each in ("cy", "en")}
        own = get_language() or "cy"
        if not any(words.values()):
            if not {"words_cy", "words_en"} & set(self.errors):
                self.add_error(f"words_{own}", _("Write the answer, in at least one language."))
        elif not given.get("later"):
            for missing in (each for each in languages_of(self.contributions) if not words[each]):
                self.add_error(f"words_{missing}", _owed(missing))
        for one in self.contributions:
            quote = str(given.get(f"quote_{one.pk}", ""))
            if quote and not is_theirs(quote, one):
                self.add_error(
                    f"quote_{one.pk}",
                    _("These are not the words of this person. Copy them from above, as they stand."),
                )
        if self.organisations and not given.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Choose in whose name you answer."))
        return given

    def draft(self) -> Draft:
        """The answer as it was written. Only for a form that is valid."""
        given = self.cleaned_data
        return Draft(
            outcome=Outcome(given["outcome"]),
            words_cy=given["words_cy"],
            words_en=given["words_en"],
            checked=given["checked"],
            later=given["later"],
            quotes={one.pk: given[f"quote_{one.pk}"] for one in self.contributions},
            answered_before=given["answered_before"] or 0,
        )

    def answering(self) -> Organisation | None:
        """The body that was chosen to answer; None where one is bound to."""
        return self.organisations.get(str(self.cleaned_data.get("organisation", "")))


def _owed(language: str) -> str:
    if language == "cy":
        return _(
            "Somebody whose words you answer reads Welsh. Write it in Welsh, or tick that it is still to come."
        )
    return _(
        "Somebody whose words you answer reads English. Write it in English, or tick that it is still to come."
    )


class OwedForm(forms.Form):
    """The language that was owed, of an answer or of what has been done."""

    words = forms.CharField(
        max_length=replies.LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages=errors(gettext_lazy("Write the words that are missing.")),
    )
    checked = forms.BooleanField(label=gettext_lazy("Somebody qualified has read the Welsh"), required=False)

    def __init__(self, data: Any = None, *, part: str, language: str) -> None:
        super().__init__(data, prefix=f"{part}_{language}")
        self.part, self.language = part, language
        self.fields["words"].widget.attrs["lang"] = language
        self.fields["words"].label = _missing(part, language)
        if part != "words" or language != "cy":
            del self.fields["checked"]


def _missing(part: str, language: str) -> str:
    if part == "words":
        return _("The answer in Welsh") if language == "cy" else _("The answer in English")
    return _("What has been done, in Welsh") if language == "cy" else _("What has been done, in English")


class DeliverForm(forms.Form):
    """That what was promised has been done, and what that is."""

    words_cy = _words(gettext_lazy("What has been done, in Welsh"), "cy", rows=5)
    words_en = _words(gettext_lazy("What has been done, in English"), "en", rows=5)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="done")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not any(str(given[name]).strip() for name in ("words_cy", "words_en")):
            self.add_error(
                f"words_{get_language() or 'cy'}", _("Say what has been done, in at least one language.")
            )
        return given


class FeltForm(forms.Form):
    """Did this matter? For the teller, or for who asks them by telephone."""

    mattered = forms.ChoiceField(
        label=gettext_lazy("Did this matter?"),
        choices=Mattered.choices,
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose one of the four.")),
    )
    words = forms.CharField(
        label=gettext_lazy("Say more, if you like"),
        help_text=gettext_lazy("Only those who answer read this. It is not published."),
        required=False,
        max_length=feeling.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=errors(),
    )
