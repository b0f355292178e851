"""What a facilitator fills in to note what happened: quick with a keyboard, and every error says what to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.answer.queries.replies import LABEL as REPLY
from edau.answer.queries.replies import replies_to
from edau.core import clock
from edau.listen.actions.happenings import LEVELLED, LONGEST, What
from edau.listen.choices import Event, Level
from edau.listen.models import Happening, Involvement
from edau.listen.queries.themes import THEME, themes_of
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import SelectInLanguages, day_field, text_in_language
from edau.portal.forms.saying import plain_lines
from edau.portal.words.texts import lang_of
from edau.thread.records import extract

NUMBER = gettext_lazy("Type a number, 0 or more.")
MOST = 40  # records that are offered as evidence: the newest


def _words(language: str, label: Any, hint: Any = "") -> forms.CharField:
    return text_in_language(language, label, LONGEST, rows=3, hint=hint)


def _amount(label: Any, places: int, hint: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=places,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "8", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"), NUMBER
        ),
    )


class HappeningForm(forms.Form):
    """One thing that happened. A day and some words are enough."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("What was it?"),
        choices=[("", gettext_lazy("Choose")), *Event.choices],
        widget=forms.Select(attrs={"autofocus": True}),
        error_messages=errors(gettext_lazy("Choose what it was.")),
    )
    on = day_field(gettext_lazy("On which day?"))
    what_cy = _words(
        "cy", gettext_lazy("In a few words, in Welsh"), gettext_lazy("One language is enough for now.")
    )
    what_en = _words("en", gettext_lazy("In a few words, in English"))
    level = forms.ChoiceField(
        label=gettext_lazy("How much say did people have in it?"),
        help_text=gettext_lazy("Of a meeting, or of a decision that people took."),
        choices=[("", gettext_lazy("Nothing said")), *Level.choices],
        required=False,
        error_messages=errors(),
    )
    people = forms.IntegerField(
        label=gettext_lazy("How many took part?"),
        required=False,
        min_value=0,
        max_value=2_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "6", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NUMBER),
    )
    hours = _amount(gettext_lazy("Hours of all of them together"), 1)
    cost = _amount(gettext_lazy("What it cost, in pounds"), 2, gettext_lazy("Say in the words who paid."))
    evidence = forms.ChoiceField(
        label=gettext_lazy("A record here that goes with it"),
        help_text=gettext_lazy(
            "A reply or a theme of this question, if there is one. A reply shows that people were told, or that something"
            " changed. A theme shows only that people spoke of it."
        ),
        required=False,
        widget=SelectInLanguages,
        error_messages=errors(),
    )

    link = forms.URLField(
        label=gettext_lazy("Or a document elsewhere"),
        help_text=gettext_lazy(
            "The address of minutes, a picture or a film that everyone can open. It stands beside your note but proves"
            " nothing by itself: those who took part, or another body, say whether it was so."
        ),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        error_messages=errors()
        | {"invalid": gettext_lazy("Type the address of a page, such as https://example.org/minutes.")},
    )

    def __init__(
        self, *args: Any, involvement: Involvement, old: Happening | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = _initial_of(old) if old is not None else {"on": clock.today()}
        super().__init__(*args, **kwargs)
        self._offer_records(involvement, get_language() or "cy")

    def _offer_records(self, involvement: Involvement, language: str) -> None:
        """The newest replies and themes; each says which language it is in where that is not the page’s."""
        replies = {f"{REPLY} {one.pk}": one.said("words", language) for one in replies_to(involvement)[:MOST]}
        themes = {f"{THEME} {one.pk}": one.said(language) for one in themes_of(involvement)[:MOST]}
        offered = ((_("Answers"), replies), (_("Themes"), themes))
        field = self.fields["evidence"]
        field.choices = [  # type: ignore[attr-defined]
            ("", _("Nothing that stands here")),
            *(
                (group, [(key, extract(text)) for key, (text, _spoken) in of.items()])
                for group, of in offered
                if of
            ),
        ]
        field.widget.langs = {  # type: ignore[attr-defined]
            key: lang_of(spoken, language) for of in (replies, themes) for key, (_text, spoken) in of.items()
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        wrote = any(given.get(name) or name in self.errors for name in ("what_cy", "what_en"))
        if not wrote:
            self.add_error(f"what_{get_language() or 'cy'}", _("Say in a few words what happened."))
        if given.get("on") and given["on"] > clock.today():
            self.add_error("on", _("That day is still to come. Note it once it has happened."))
        if given.get("level") and given.get("kind") and given["kind"] not in LEVELLED:
            self.add_error("level", _("Only a meeting and a decision that people took have this."))
        return given

    def what(self) -> What:
        """What was filled in, once it is right."""
        given = self.cleaned_data
        label, _dot, key = str(given["evidence"]).partition(" ")
        return What(
            kind=Event(given["kind"]),
            on=given["on"],
            what_cy=plain_lines(given["what_cy"]),
            what_en=plain_lines(given["what_en"]),
            level=given["level"],
            people=given["people"],
            hours=given["hours"],
            cost=given["cost"],
            evidence=(label, key),
            link=given["link"],
        )


def _initial_of(old: Happening) -> dict[str, Any]:
    names = ("kind", "on", "what_cy", "what_en", "level", "people", "hours", "cost", "link")
    evidence = f"{old.evidence_label} {old.evidence_id}" if old.evidence_label else ""
    return {**{name: getattr(old, name) for name in names}, "evidence": evidence}
