"""What a person fills in to say something. Only the words are asked for; every error is a sentence that says what to do,
and what was typed stays in its field."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.files import File
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.core.abuse import Guard
from edau.listen.actions.contributions import LONGEST, Words
from edau.listen.choices import Audience, Kind
from edau.listen.models import Involvement
from edau.listen.personal_data import Finding, Sign, personal_data
from edau.listen.sound import NotSound, Sound, Trouble, sound_of, stripped
from edau.portal.doors.receipts import open_now
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import NO_EMAIL, email_field, line_field, second_word_field, telephone_field
from edau.portal.forms.place_field import NamedPlace, name_to_type
from edau.portal.forms.welsh_effects import add_welsh_questions
from edau.thread.actions import Reach

NONE, EMAIL, LETTER, TELEPHONE = "none", "email", "letter", "telephone"
LANGUAGES = [("cy", "Cymraeg"), ("en", "English")]
SAY_SOMETHING = gettext_lazy("Write something first: a sentence is enough.")
NO_TELEPHONE = gettext_lazy("Type a telephone number of 10 or 11 figures, with its area code.")


def text_field(label: Any, hint: Any = "", *, rows: int = 5, required: Any = "") -> forms.CharField:
    """A large text in somebody’s own words."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=errors(required),
    )


class SayingForm(Guard, NamedPlace):
    """What every way of saying something asks for beside the words themselves."""

    use_required_attribute = False
    kind: ClassVar[Kind] = Kind.STORY
    audience_first: ClassVar[str] = Audience.EVERYONE

    language = forms.ChoiceField(
        label=gettext_lazy("Which language is it in?"),
        help_text=gettext_lazy("Your answer will come in this language."),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose Cymraeg or English.")),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may read it?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose who may read it.")),
    )
    word = second_word_field()
    route = forms.ChoiceField(
        label=gettext_lazy("How shall we send you the answer?"),
        help_text=gettext_lazy(
            "It will be on your receipt in any case. What you give here is kept apart from your words, and deleted"
            " once you have been answered."
        ),
        choices=[
            (NONE, gettext_lazy("I will read it on my receipt")),
            (EMAIL, gettext_lazy("By e-mail")),
            (LETTER, gettext_lazy("By letter")),
            (TELEPHONE, gettext_lazy("By telephone")),
        ],
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose how the answer is to reach you.")),
    )
    email = email_field()
    name = line_field(gettext_lazy("Name for the letter or the call"), autocomplete="name")
    address = forms.CharField(
        label=gettext_lazy("Postal address"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
        error_messages=errors(),
    )
    telephone = telephone_field()
    claim = forms.BooleanField(
        label=gettext_lazy("Keep the receipt with my account"),
        help_text=gettext_lazy("Without this tick nothing ties these words to your account."),
        required=False,
    )

    again = forms.BooleanField(
        label=gettext_lazy("I took part before: count me as the same person"),
        help_text=gettext_lazy(
            "The receipt that is open on this device says so. Nobody sees who you are: it is only counted how many come back."
            " If that receipt is in an account, this one is kept there, too."
        ),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        request: HttpRequest,
        involvement: Involvement | None,
        place: str = "",
        **kwargs: Any,
    ) -> None:
        language = get_language() or "cy"
        areas = [area.code for area in involvement.areas.all()] if involvement is not None else []
        about = place or (areas[0] if len(areas) == 1 else "")
        kwargs["initial"] = {
            "language": language,
            "audience": self.audience_first,
            "route": NONE,
            "place_name": name_to_type(about) if about and not args else "",
        }
        self.place_needed = involvement is None
        super().__init__(*args, request=request, **kwargs)
        if not request.user.is_authenticated:
            del self.fields["claim"]
        if involvement is None or not involvement.follows_id or not open_now(request):
            del self.fields["again"]
        add_welsh_questions(self, involvement)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        route = given.get("route")
        if route == EMAIL and not given.get("email") and "email" not in self.errors:
            self.add_error("email", NO_EMAIL)
        if route == LETTER:
            if not given.get("name"):
                self.add_error("name", _("Say whom the letter is for."))
            if not given.get("address"):
                self.add_error("address", _("Type the address the letter is to go to."))
        if route == TELEPHONE and not 10 <= len(re.sub(r"\D", "", given.get("telephone", ""))) <= 14:
            self.add_error("telephone", NO_TELEPHONE)
        if route != EMAIL and "email" in self.errors:
            del self.errors["email"]  # what is not asked for cannot be wrong
        return given

    def given_words(self) -> Words:
        """What was said, once the form is right."""
        given = self.cleaned_data
        texts = {
            name: plain_lines(given[name])
            for name in Words.__dataclass_fields__
            if name in given and name != "language"
        }
        return Words(language=given["language"], **texts)

    def reach(self) -> Reach | None:
        """How the answer is to go out: nothing is kept that this way does not need."""
        given, route = self.cleaned_data, self.cleaned_data["route"]
        needed = {EMAIL: ("email",), LETTER: ("name", "address"), TELEPHONE: ("name", "telephone")}
        if route not in needed:
            return None
        return Reach(route=route, **{name: plain_lines(given[name]) for name in needed[route]})


class Warned(SayingForm):
    """Words in which what looks like personal data is shown once before anything is kept. It only warns: sent again as they
    are, the words are taken. Who tells of their own life may well name the people in it."""

    looked_at = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        texts = [str(given.get(name, "")) for name in Words.__dataclass_fields__ if name != "language"]
        self.findings = [one for text in texts for one in personal_data(text)]
        if self.findings and given.get("looked_at") != seen(self.findings):
            self.add_error("words", _("Look at this once more: it may say who somebody is."))
        return given

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What was found: what it looks like, and the words themselves."""
        return [(str(SIGNS[one.sign]), one.text) for one in getattr(self, "findings", [])]

    @property
    def seal_of_shown(self) -> str:
        """What the page was shown with: these findings and no others."""
        return seen(getattr(self, "findings", []))


class StoryForm(Warned):
    """One open prompt."""

    purpose = "say"
    field_order: tuple[str, ...] = (
        "words",
        "title",
        "place_name",
        "place",
        "language",
        "audience",
        "word",
        "route",
    )

    words = text_field(
        gettext_lazy("Your words"),
        gettext_lazy(
            "Something that happened, good or bad, or what you would change. Please do not name other people."
        ),
        rows=9,
        required=SAY_SOMETHING,
    )
    title = line_field(gettext_lazy("A title, if you like"))


class ConversationForm(Warned):
    """A good life, in four parts: what matters comes first, services last."""

    purpose = "say_conversation"
    kind = Kind.CONVERSATION
    field_order = (
        "words",
        "can_do",
        "others_can",
        "only_services",
        "title",
        "place_name",
        "place",
        "language",
    )

    words = text_field(
        gettext_lazy("What matters to you?"),
        gettext_lazy("Who and what makes a good day. There is no wrong answer."),
    )
    can_do = text_field(
        gettext_lazy("What can you do yourself?"),
        gettext_lazy("What you are good at, enjoy, or would like to try."),
    )
    others_can = text_field(
        gettext_lazy("What can friends, family and the place you live in do?"),
        gettext_lazy("People, groups, rooms, paths, shops: what is there, or could be."),
    )
    only_services = text_field(
        gettext_lazy("What can only a service do?"),
        gettext_lazy("What is left when the other three have been thought of."),
    )
    title = line_field(gettext_lazy("A title, if you like"))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        parts = ("words", "can_do", "others_can", "only_services")
        if not any(given.get(part) or part in self.errors for part in parts):
            self.add_error("words", _("Write something in at least one of the four parts."))
        return given


class InsightForm(Warned):
    """What somebody sees at work, in under a minute. What looks like personal data needs a tick, not only another look: it is
    about somebody else."""

    purpose = "say_insight"
    kind = Kind.INSIGHT
    audience_first = Audience.ANSWERERS
    field_order = ("words", "not_personal", "place_name", "place", "language", "audience", "word", "route")

    words = text_field(
        gettext_lazy("What are you seeing?"),
        gettext_lazy(
            "A pattern, not a person: what happens, how often, in which service if you like, what would help."
        ),
        rows=6,
        required=SAY_SOMETHING,
    )
    not_personal = forms.BooleanField(
        label=gettext_lazy("It is not about a person, or it may stand there"), required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.findings and not given.get("not_personal") and "words" not in self.errors:
            self.add_error("words", _("Look at this once more: it may say who somebody is."))
        return given


SIGNS = {
    Sign.EMAIL: gettext_lazy("an e-mail address"),
    Sign.TELEPHONE: gettext_lazy("a telephone number"),
    Sign.NHS: gettext_lazy("an NHS number"),
    Sign.INSURANCE: gettext_lazy("a National Insurance number"),
    Sign.NAME: gettext_lazy("somebody’s name"),
}


def seen(findings: list[Finding]) -> str:
    """A name for a list of findings, so that a tick for one text does not count for another."""
    return (
        salted_hmac("edau.portal.insight", "\n".join(one.text for one in findings)).hexdigest()
        if findings
        else ""
    )


NOT_TAKEN = {
    Trouble.EMPTY: gettext_lazy("The file is empty. Choose the recording again."),
    Trouble.TOO_LARGE: gettext_lazy("The file is larger than 25 MB. Record it again, shorter or as speech."),
    Trouble.NOT_SOUND: gettext_lazy(
        "This is not a recording that we can play. Send OGG, MP3, M4A, WAV, FLAC or WebM."
    ),
    Trouble.PICTURES: gettext_lazy("There are pictures in this file. Send one that holds only sound."),
    Trouble.NO_LENGTH: gettext_lazy(
        "We cannot tell how long this recording is. Save it again as MP3, M4A or WAV."
    ),
    Trouble.TOO_LONG: gettext_lazy("The recording is longer than 10 minutes. Send it in parts."),
    Trouble.UNREADABLE: gettext_lazy(
        "We cannot take names and places out of this file. Save it again as MP3 or WAV, and send that."
    ),
}
CHOOSE_FILE = gettext_lazy("Choose the recording you want to send.")


class RecordingForm(SayingForm):
    """A story as it was spoken. The file is judged by its content alone."""

    purpose = "say_recording"
    audience_first = Audience.ANSWERERS  # a voice can be recognised
    field_order = ("file", "title", "place_name", "place", "language", "audience", "word", "route")

    file = forms.FileField(
        label=gettext_lazy("Your recording"),
        help_text=gettext_lazy("At most 10 minutes and 25 MB: OGG, MP3, M4A, WAV, FLAC or WebM."),
        widget=forms.FileInput(attrs={"accept": "audio/*,.opus,.m4a"}),
        error_messages={
            "required": CHOOSE_FILE,
            "missing": CHOOSE_FILE,
            "invalid": CHOOSE_FILE,
            "empty": NOT_TAKEN[Trouble.EMPTY],
        },
    )
    title = line_field(gettext_lazy("A title, if you like"))

    def clean_file(self) -> File[bytes]:
        file = self.cleaned_data["file"]
        try:
            self.sound: Sound = sound_of(file.file)
        except NotSound as no:
            raise forms.ValidationError(NOT_TAKEN[no.trouble]) from no
        file.seek(0)
        try:  # what is kept is stripped of names and places; what cannot be, is better refused here than later
            stripped(file.read(), self.sound.kind)
        except ValueError as no:
            raise forms.ValidationError(NOT_TAKEN[Trouble.UNREADABLE]) from no
        file.seek(0)
        return file


class ForSomebodyForm(StoryForm):
    """What somebody said aloud, written down by a listener with their consent."""

    purpose = "say_for"
    field_order = (
        "consent",
        "words",
        "title",
        "place_name",
        "place",
        "language",
        "audience",
        "word",
        "route",
    )

    consent = forms.BooleanField(
        label=gettext_lazy("I have read this aloud, and they said yes"),
        error_messages=errors(gettext_lazy("Read the words aloud first, and tick this if they said yes.")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("claim", None)
        self.fields.pop("again", None)  # the receipt that is open here is not theirs
        self.fields["words"].label = _("Their words")
        self.fields["words"].help_text = _(
            "As they say them, in their language. Read them back before you send."
        )
        self.fields["word"].label = _("A second word for their receipt")
        self.fields["word"].help_text = _(
            "They choose it. With it they can use the code over the telephone or on a machine; without it only the"
            " printed link opens the receipt."
        )
        self.fields["route"].label = _("How do they want to have the answer?")
        self.fields["route"].help_text = _(
            "Kept apart from their words, and deleted once they have been answered."
        )
        self.fields["route"].choices = [  # type: ignore[attr-defined]
            (NONE, _("They will use the receipt")),
            (EMAIL, _("By e-mail")),
            (LETTER, _("By letter")),
            (TELEPHONE, _("By telephone")),
        ]


def plain_lines(text: str) -> str:
    """A text with the line ends of this machine: browsers send those of another."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
