"""What a connector fills in for somebody who is off-line: their words, and that they agreed aloud."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

from edau.portal.forms.errors import errors
from edau.portal.forms.lending import LendForm, LendWordsForm
from edau.portal.forms.offering import NeedForm, OfferForm, WordsForm
from edau.portal.pages.connector import words_to_read
from edau.portal.words.texts import Text


class SpokenConsent(forms.Form):
    """That the words above the form were read aloud, and they said yes. Not asked again of who said so before."""

    agreed = forms.BooleanField(
        label=gettext_lazy("I read the words above to them, and they said yes"),
        error_messages={"required": gettext_lazy("Nobody can act for them before they have said yes.")},
    )
    spoken = forms.ChoiceField(
        label=gettext_lazy("In which language did they agree?"),
        choices=[("cy", gettext_lazy("Welsh")), ("en", gettext_lazy("English"))],
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose the language.")),
    )

    @property
    def reading(self) -> tuple[Text, ...]:
        """What is read to them first, in both languages."""
        return words_to_read(get_language() or "cy")

    @property
    def consent_language(self) -> str:
        """The language in which they agreed; that of the page where it was noted before."""
        return str(self.cleaned_data.get("spoken") or get_language() or "cy")

    def _known(self) -> None:
        del self.fields["agreed"], self.fields["spoken"]


class WordsOfSomebody(SpokenConsent, WordsForm):
    """The first step: they agree, and say what it is. With `known` they agreed before."""

    field_order = ("agreed", "spoken", "words", "language")

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = gettext_lazy("In their own words")
        if known:
            self._known()


class LendWordsOfSomebody(SpokenConsent, LendWordsForm):
    """The same, of a thing that they would lend."""

    field_order = WordsOfSomebody.field_order

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = gettext_lazy("What would they lend?")
        if known:
            self._known()


class OfferOfSomebody(SpokenConsent, OfferForm):
    """The second step of an offer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.party is not None:
            self._known()


class NeedOfSomebody(SpokenConsent, NeedForm):
    """The second step of a need."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.party is not None:
            self._known()


class LendOfSomebody(SpokenConsent, LendForm):
    """The second step of a thing that is lent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.party is not None:
            self._known()
