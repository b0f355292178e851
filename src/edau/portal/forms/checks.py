"""What somebody fills in who has seen a check: whose, which kind, when, for which organisation, when to look again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

from edau.connect.actions.checks import LONGEST, to_look_again
from edau.connect.skills import check_kinds
from edau.core import clock
from edau.core.ids import LENGTH
from edau.language.alphabet import sort_names
from edau.people.models import Organisation
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import day_field

NO_SUCH_CODE = gettext_lazy(
    "Nobody whose checks you may note has this code. It stands on the page of their own offers and needs: ask them to read"
    " it to you."
)


class CodeForm(forms.Form):
    """The code of somebody, as their own page tells it."""

    use_required_attribute = False

    code = forms.CharField(
        label=gettext_lazy("The code of the person"),
        help_text=gettext_lazy(
            "Twelve letters and figures. It stands on the page of their own offers and needs."
        ),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages=errors(gettext_lazy("Type the code.")),
    )

    def clean_code(self) -> str:
        """As it is kept: however it was spaced or written large."""
        code = "".join(each for each in self.cleaned_data["code"].lower() if each.isalnum())
        if len(code) != LENGTH:
            raise forms.ValidationError(NO_SUCH_CODE)
        return code


class CheckForm(forms.Form):
    """A check that was seen. `bodies` are the organisations for which it may be noted, by key; `eligible` the codes of the
    checks that may be asked of whoever does what this person offers: they stand first."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("What have you seen?"),
        error_messages=errors(gettext_lazy("Choose one of those on the list.")),
    )
    seen = day_field(gettext_lazy("Seen on"))
    organisation = forms.ChoiceField(
        label=gettext_lazy("For which organisation?"),
        error_messages=errors(gettext_lazy("Choose for which organisation it was seen.")),
    )
    until = day_field(
        gettext_lazy("Look again on"),
        gettext_lazy(
            "The day your organisation sets. Leave it empty for what the kind of check suggests: three years for most, one"
            " for driving."
        ),
    )

    def __init__(
        self, data: Any = None, *, bodies: Mapping[str, Organisation], eligible: Collection[str]
    ) -> None:
        language = get_language() or "cy"
        one = next(iter(bodies)) if len(bodies) == 1 else ""
        super().__init__(data, initial={"seen": clock.today(), "organisation": one})
        self.bodies = bodies
        names = {code: kind.name.say(language) for code, kind in check_kinds().items()}
        first = [(code, name) for code, name in names.items() if code in eligible]
        rest = [(code, name) for code, name in names.items() if code not in eligible]
        kinds: list[Any] = [("", gettext_lazy("Choose"))]
        if first:
            kinds.append((gettext_lazy("May be asked for, by what they offer"), first))
        kinds += [(gettext_lazy("Others"), rest)] if first else rest
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        held = [(key, body.name(language)) for key, body in bodies.items()]
        named = sort_names(held, language=language, name=lambda each: each[1])
        self.fields["organisation"].choices = [("", gettext_lazy("Choose")), *named]  # type: ignore[attr-defined]
        self.fields["until"].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        kind, seen, until = given.get("kind"), given.get("seen"), given.get("until")
        if not isinstance(seen, date) or "until" in self.errors:
            return given
        if seen > clock.today():
            self.add_error("seen", gettext_lazy("Nobody can have seen it yet on that day."))
        elif until is None:
            if kind and to_look_again(kind, seen) < clock.today():
                self.add_error(
                    "seen",
                    gettext_lazy("That is so long ago that it would have to be looked at again already."),
                )
        elif until < clock.today():
            self.add_error("until", gettext_lazy("This day has gone by."))
        elif until > seen + LONGEST:
            self.add_error("until", gettext_lazy("Five years at most after the day on which it was seen."))
        return given

    def body(self) -> Organisation:
        """For which organisation it was seen."""
        return self.bodies[self.cleaned_data["organisation"]]
