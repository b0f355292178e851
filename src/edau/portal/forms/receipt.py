"""What the holder of a receipt fills in. Every error is a sentence of ours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edau.accounts.forms import CHOOSE_A_LANGUAGE, NOT_AN_ADDRESS, LanguageNames
from edau.accounts.models import User
from edau.core.abuse import Guard, Limit
from edau.listen.actions.contributions import LONGEST
from edau.thread.actions import Reach
from edau.thread.codes import Slip, slip_in, strange_signs
from edau.thread.models import Contact, Receipt

TYPE_THE_CODE = gettext_lazy("Type the code of your receipt, such as 7H4K TM9 2RJ.")
TYPE_THE_WORD = gettext_lazy("Type the second word that you chose with your receipt.")
CHOOSE_A_WORD = gettext_lazy("Choose a word of three letters or more.")
NOT_TEXT = gettext_lazy("There is a sign in it that is not text. Type it again.")
SHORTEST_WORD, LONGEST_WORD = 3, 60


class FindForm(forms.Form):
    """A code and the second word. Slips of the finger are told; which codes there are is not."""

    code = forms.CharField(
        label=gettext_lazy("Code of the receipt"),
        help_text=gettext_lazy("Ten letters and figures. Spaces and small letters do not matter."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={
            "required": TYPE_THE_CODE,
            "max_length": TYPE_THE_CODE,
            "null_characters_not_allowed": TYPE_THE_CODE,
        },
    )
    word = forms.CharField(
        label=gettext_lazy("Your second word"),
        help_text=gettext_lazy("The word you chose yourself. Capital letters do not matter."),
        max_length=LONGEST_WORD,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": TYPE_THE_WORD,
            "max_length": TYPE_THE_WORD,
            "null_characters_not_allowed": TYPE_THE_WORD,
        },
    )

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        slip = slip_in(typed)
        if slip is Slip.SIGN:
            raise ValidationError(
                _(
                    "No code has this in it: %(signs)s. Look again: it may be a letter or figure that looks like it."
                )
                % {"signs": " ".join(strange_signs(typed)[:5])}
            )
        if slip is Slip.LENGTH:
            raise ValidationError(
                _("A code has ten letters and figures. Look whether one is missing or typed twice.")
            )
        if slip is Slip.CHECK:
            raise ValidationError(
                _("One sign is wrong, or two have changed places. Look at the code again, sign by sign.")
            )
        return typed


class AddForm(Guard):
    """More words to something that was said."""

    purpose = "receipt_add"

    to = forms.ChoiceField(
        label=gettext_lazy("What do you want to add to?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what you want to add to."),
            "invalid_choice": gettext_lazy("Choose what you want to add to."),
        },
    )
    words = forms.CharField(
        label=gettext_lazy("Your words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": gettext_lazy("Write what you want to add."),
            "max_length": gettext_lazy("That is too long: 20,000 characters at most."),
            "null_characters_not_allowed": NOT_TEXT,
        },
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language have you written?"),
        choices=User.LANGUAGES,
        widget=LanguageNames,
        error_messages={"required": CHOOSE_A_LANGUAGE, "invalid_choice": CHOOSE_A_LANGUAGE},
    )

    def __init__(
        self,
        *args: Any,
        receipt: Receipt,
        choices: list[tuple[str, str]],
        request: HttpRequest,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.receipt = receipt
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["to"].widget = forms.HiddenInput()
            self.fields["to"].initial = choices[0][0]

    def limits(self) -> list[Limit]:
        return [*super().limits(), Limit(f"{self.purpose} of", self.receipt.pk, 10)]


class WithdrawForm(forms.Form):
    """Which of several things that were said are to be taken back."""

    what = forms.MultipleChoiceField(
        label=gettext_lazy("What do you want to withdraw?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Tick what you want to withdraw."),
            "invalid_choice": gettext_lazy("Tick what you want to withdraw."),
            "invalid_list": gettext_lazy("Tick what you want to withdraw."),
        },
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["what"].widget = forms.MultipleHiddenInput()
            self.fields["what"].initial = [choices[0][0]]


class WordForm(forms.Form):
    """The second word."""

    word = forms.CharField(
        label=gettext_lazy("Your second word"),
        help_text=gettext_lazy("One that you will remember and others will not guess: not your name."),
        min_length=SHORTEST_WORD,
        max_length=LONGEST_WORD,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": CHOOSE_A_WORD,
            "min_length": CHOOSE_A_WORD,
            "max_length": gettext_lazy("That is too long: 60 letters at most."),
            "null_characters_not_allowed": NOT_TEXT,
        },
    )


class ReachForm(forms.Form):
    """How somebody wants to be told that they have been answered."""

    NOWHERE = "none"

    route = forms.ChoiceField(
        label=gettext_lazy("How shall we bring you the answer?"),
        choices=[
            ("email", gettext_lazy("By e-mail")),
            ("letter", gettext_lazy("By letter")),
            ("telephone", gettext_lazy("By telephone")),
            (NOWHERE, gettext_lazy("Do not bring it: I will look here")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose how we shall bring you the answer."),
            "invalid_choice": gettext_lazy("Choose how we shall bring you the answer."),
        },
    )
    name = forms.CharField(
        label=gettext_lazy("What shall we call you?"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "max_length": gettext_lazy("That is too long: 120 letters at most."),
            "null_characters_not_allowed": NOT_TEXT,
        },
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "invalid": NOT_AN_ADDRESS,
            "max_length": NOT_AN_ADDRESS,
            "null_characters_not_allowed": NOT_AN_ADDRESS,
        },
    )
    address = forms.CharField(
        label=gettext_lazy("Postal address"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
        error_messages={
            "max_length": gettext_lazy("That is too long: 500 characters at most."),
            "null_characters_not_allowed": NOT_TEXT,
        },
    )
    telephone = forms.CharField(
        label=gettext_lazy("Telephone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={
            "max_length": gettext_lazy("That is too long: 40 signs at most."),
            "null_characters_not_allowed": NOT_TEXT,
        },
    )

    def __init__(self, *args: Any, contact: Contact | None = None, **kwargs: Any) -> None:
        if contact is not None:
            names = ("route", "name", "email", "address", "telephone")
            kwargs["initial"] = {name: getattr(contact, name) for name in names}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        needed = {
            "email": ("email", NOT_AN_ADDRESS),
            "letter": ("address", gettext_lazy("Write the address that the letter is to go to.")),
            "telephone": ("telephone", gettext_lazy("Write the number that we may call.")),
        }
        name, missing = needed.get(given.get("route", ""), ("", ""))
        if name and not given.get(name) and name not in self.errors:
            self.add_error(name, missing)
        return given

    def reach(self) -> Reach | None:
        """How they are to be reached, with only what that route needs; None: not at all."""
        given = self.cleaned_data
        route = given["route"]
        if route == self.NOWHERE:
            return None
        return Reach(
            route=route,
            name=given["name"],
            email=given["email"] if route == "email" else "",
            telephone=given["telephone"] if route == "telephone" else "",
            address=given["address"] if route == "letter" else "",
        )
