"""What a person fills in about the register: which entries to see, a new or changed entry, a rating.

Every error is a sentence that says what to do, and what was typed stays in its field.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.language.numbers import period
from edau.language.orthography import fold
from edau.places.models import Area
from edau.places.queries import every_area, visible_areas
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import line_in_language, text_in_language
from edau.portal.pages.signals import WALES, Filters, authority_choices
from edau.understand.actions.signals import Entry
from edau.understand.catalogue import Bilingual, OfficialText, catalogue, official
from edau.understand.choices import KINDS, MARKS
from edau.understand.models import Signal
from edau.understand.queries.signals import RatingRow
from edau.understand.signal_catalogue import DATE, signal_words

DO_NOT_KNOW = "0"
LONGEST_TEXT, LONGEST_NOTE, MOST_PLACES = 2_000, 600, 40


def _text(language: str, label: Any, hint: Any = "") -> forms.CharField:
    """A text of an entry in one of the languages."""
    return text_in_language(language, label, LONGEST_TEXT, rows=5, hint=hint)


class FilterForm(forms.Form):
    """Which entries to see: a plain form whose answer is an address. It is only shown; `Filters` reads the answer."""

    use_required_attribute = False

    heading = forms.ChoiceField(label=gettext_lazy("Heading"))
    range = forms.ChoiceField(label=gettext_lazy("Years it speaks of"))
    goal = forms.ChoiceField(label=gettext_lazy("Well-being goal"))
    place = forms.ChoiceField(label=gettext_lazy("Place"))

    def __init__(self, chosen: Filters, language: str) -> None:
        super().__init__(initial=vars(chosen), auto_id="f-%s")
        words = signal_words()
        choices = {
            "heading": (_("All headings"), _worded(words.headings.items(), language)),
            "range": (_("All years"), _worded(words.horizons.items(), language)),
            "goal": (_("All goals"), goal_choices(language)),
            "place": (_("All of Wales"), authority_choices(language)),
        }
        for name, (everything, some) in choices.items():
            self.fields[name].choices = [("", everything), *some]  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """Whose figures to see on the page of one entry."""

    use_required_attribute = False

    place = forms.ChoiceField(label=gettext_lazy("Figures of"))

    def __init__(self, chosen: str, language: str) -> None:
        super().__init__(initial={"place": chosen}, auto_id="f-%s")
        self.fields["place"].choices = [("", _("Wales")), *authority_choices(language)]  # type: ignore[attr-defined]


class SignalForm(forms.Form):
    """An entry of the register. Each language is asked for; one may be left for later, but never half of one."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose whether it is a trend or a signal.")),
    )
    heading = forms.ChoiceField(
        label=gettext_lazy("Which heading does it belong under?"),
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose a heading.")),
    )
    title_cy = line_in_language("cy", gettext_lazy("Title in Welsh"), 120)
    what_cy = _text(
        "cy",
        gettext_lazy("What it is and why it matters, in Welsh"),
        gettext_lazy("Two or three plain sentences. A language that you leave empty is shown as missing."),
    )
    title_en = line_in_language("en", gettext_lazy("Title in English"), 120)
    what_en = _text("en", gettext_lazy("What it is and why it matters, in English"))
    checked = forms.BooleanField(label=gettext_lazy("Somebody qualified has read the Welsh"), required=False)
    horizons = forms.MultipleChoiceField(
        label=gettext_lazy("Which years does it speak of?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages=errors(gettext_lazy("Tick at least one range of years.")),
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Which areas does it touch?"),
        help_text=gettext_lazy("Tick Wales where it touches everybody."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=errors(),
    )
    places = forms.CharField(
        label=gettext_lazy("Towns and villages it touches"),
        help_text=gettext_lazy("One on each line, as its page calls it in either language, or its code."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=errors(),
    )
    goals = forms.MultipleChoiceField(
        label=gettext_lazy("Which well-being goals does it touch?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=errors(),
    )
    series = forms.ChoiceField(
        label=gettext_lazy("Series of figures it rests on"),
        help_text=gettext_lazy("Its line is then drawn beside the text."),
        required=False,
        error_messages=errors(),
    )
    source_cy = line_in_language("cy", gettext_lazy("Source: its title in Welsh"), 240)
    publisher_cy = line_in_language("cy", gettext_lazy("Who published it, in Welsh"), 160)
    source_en = line_in_language("en", gettext_lazy("Source: its title in English"), 240)
    publisher_en = line_in_language("en", gettext_lazy("Who published it, in English"), 160)
    source_address = forms.URLField(
        label=gettext_lazy("Where it can be read"),
        help_text=gettext_lazy("A web address, such as https://www.gov.wales"),
        required=False,
        max_length=400,
        assume_scheme="https",
        error_messages={
            **errors(),
            "invalid": gettext_lazy("Type a web address that begins with https://, or leave this empty."),
        },
    )
    source_date = forms.CharField(
        label=gettext_lazy("When it was published"),
        help_text=gettext_lazy("A year, or a day such as 2021-12-14."),
        max_length=10,
        error_messages={
            **errors(gettext_lazy("Type the year in which the source was published.")),
            "max_length": gettext_lazy("Type a year, or a day such as 2021-12-14."),
        },
    )
    licence = forms.CharField(
        label=gettext_lazy("Licence of the source"),
        help_text=gettext_lazy("Such as OGL-UK-3.0."),
        required=False,
        max_length=120,
        error_messages=errors(),
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, signal: Signal | None = None, **kwargs: Any) -> None:
        language = get_language() or "cy"
        self.kept: list[str] = []
        if signal is not None:
            kwargs["initial"] = self._initial(signal, language)
        super().__init__(*args, **kwargs)
        words = signal_words()
        wales = visible_areas().get(WALES)
        choices: dict[str, list[tuple[str, str]]] = {
            "kind": [
                (code, f"{words.kinds[code].say(language)}. {words.kind_meanings[code].say(language)}")
                for code in KINDS
            ],
            "heading": _worded(words.headings.items(), language),
            "horizons": _worded(words.horizons.items(), language),
            "areas": ([(WALES, wales.name(language))] if wales else []) + authority_choices(language),
            "goals": goal_choices(language),
            "series": [("", _("None")), *_series_choices(language)],
        }
        for name, some in choices.items():
            self.fields[name].choices = some  # type: ignore[attr-defined]

    def _initial(self, signal: Signal, language: str) -> dict[str, Any]:
        ticked = {WALES, *(area.code for area in every_area("authority"))}
        areas = visible_areas()
        # What is held, or is in no release now, cannot be shown; it must not be lost by a change of something else.
        self.kept = [code for code in signal.areas if code not in areas]
        own = {name: getattr(signal, name) for name in Entry.__dataclass_fields__}
        named = [areas[code] for code in signal.areas if code in areas and code not in ticked]
        return {
            **own,
            "areas": [code for code in signal.areas if code in ticked],
            "places": "\n".join(_unmistakable(area, language) for area in named),
            "seen": signal.updated.isoformat(),
        }

    def clean_source_address(self) -> str:
        address = str(self.cleaned_data["source_address"])
        if address and urlsplit(address).scheme not in ("http", "https"):
            raise forms.ValidationError(self.fields["source_address"].error_messages["invalid"])
        return address

    def clean_source_date(self) -> str:
        text = str(self.cleaned_data["source_date"])
        try:
            if not DATE.fullmatch(text):
                raise ValueError(text)
            period(text, "en")
        except ValueError:
            raise forms.ValidationError(_("Type a year, or a day such as 2021-12-14.")) from None
        return text

    def clean_places(self) -> list[str]:
        """The codes of the places that were named."""
        lines = [line.strip() for line in str(self.cleaned_data["places"]).splitlines() if line.strip()]
        if len(lines) > MOST_PLACES:
            raise forms.ValidationError(
                _("Name at most %(count)s places, or tick the area they lie in.") % {"count": MOST_PLACES}
            )
        found, wrong = [], []
        for line in dict.fromkeys(lines):
            try:
                found.append(_code_of(line, get_language() or "cy"))
            except forms.ValidationError as error:
                wrong += error.messages
        if wrong:
            raise forms.ValidationError(wrong)
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._check_pairs(
            given,
            ("title", "what"),
            {
                "title": _("There is a text in this language, so it needs a title, too."),
                "what": _("There is a title in this language, so it needs a text, too."),
            },
            _("Write the title and the text in at least one language."),
        )
        self._check_pairs(
            given,
            ("source", "publisher"),
            {
                "source": _("You have said who published it. Say what it is called, too."),
                "publisher": _("You have said what the source is called. Say who published it, too."),
            },
            _("Say in at least one language what the source is called and who published it."),
        )
        places_wrong = "places" in self.errors
        if not (given.get("areas") or given.get("places") or self.kept or places_wrong):
            self.add_error("areas", _("Tick an area, or name a town or village."))
        if given.get("checked") and not given.get("what_cy"):
            self.add_error("checked", _("There is no Welsh text yet that anybody could have read."))
        return given

    def _check_pairs(
        self, given: dict[str, Any], pair: tuple[str, str], missing: dict[str, str], nothing: str
    ) -> None:
        whole = []
        for language in ("cy", "en"):
            names = [f"{field}_{language}" for field in pair]
            if any(name in self.errors for name in names):
                return
            for field, name, other in zip(pair, names, reversed(names), strict=True):
                if given.get(other) and not given.get(name):
                    self.add_error(name, missing[field])
            whole.append(any(given.get(name) for name in names))
        if not any(whole):
            self.add_error(f"{pair[0]}_{get_language() or 'cy'}", nothing)

    def entry(self) -> Entry:
        """What was typed, once it is right."""
        given = self.cleaned_data
        own = {name: given[name] for name in Entry.__dataclass_fields__ if name != "areas"}
        areas = [*given["areas"], *given["places"], *self.kept]
        return Entry(**own, areas=list(dict.fromkeys(areas)))


class RatingForm(forms.Form):
    """How likely one person thinks an entry, and how much it would change."""

    likelihood = forms.ChoiceField(
        label=gettext_lazy("How likely do you think it is?"),
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Say how likely you think it is, or that you do not know.")),
    )
    impact = forms.ChoiceField(
        label=gettext_lazy("If it happens, how much would it change life in the places it touches?"),
        help_text=gettext_lazy("For better or for worse: only how much."),
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Say how much it would change, or that you do not know.")),
    )
    note = forms.CharField(
        label=gettext_lazy("Why you think so"),
        help_text=gettext_lazy("Everyone can read this, without your name. Do not write about a person."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=errors(),
    )

    def __init__(self, *args: Any, last: RatingRow | None = None, **kwargs: Any) -> None:
        if last is not None:
            kwargs["initial"] = {
                "likelihood": str(last.likelihood or DO_NOT_KNOW),
                "impact": str(last.impact or DO_NOT_KNOW),
            }
        super().__init__(*args, **kwargs)
        language, words = get_language() or "cy", signal_words()
        for name, said in (("likelihood", words.likelihood), ("impact", words.impact)):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                *((str(mark), f"{mark}: {said[mark].say(language)}") for mark in MARKS),
                (DO_NOT_KNOW, _("I do not know")),
            ]

    def marks(self) -> tuple[int | None, int | None]:
        """Likelihood and impact; None is "do not know"."""
        likelihood, impact = (int(self.cleaned_data[name]) or None for name in ("likelihood", "impact"))
        return likelihood, impact


def goal_choices(language: str) -> list[tuple[str, str]]:
    """The seven goals by key, in the order of the Act, in words that a reader of the language can read."""
    return [(goal.key, _plain(goal.title, language)) for goal in catalogue().goals.values()]


def _plain(text: OfficialText, language: str) -> str:
    """A label has room for one wording and no mark of its language: ours where the official one is in the other."""
    wording = official(text, language)
    return wording.label or wording.text


def _series_choices(language: str) -> list[tuple[str, str]]:
    return [(series.key, series.name.say(language)) for series in catalogue().series.values()]


def _worded(words: Iterable[tuple[str, Bilingual]], language: str) -> list[tuple[str, str]]:
    return [(code, text.say(language)) for code, text in words]


def _unmistakable(area: Area, language: str) -> str:
    """The name of a place if no other is called so, else its code."""
    return area.name(language) if len(_called(area.name(language))) == 1 else area.code


def _code_of(line: str, language: str) -> str:
    """The code of the place a line names. Raises ValidationError with what to do."""
    if line.upper() in visible_areas():
        return line.upper()
    called = _called(line)
    if len(called) == 1:
        return called[0].code
    if not called:
        raise forms.ValidationError(
            _("We know no place called “%(name)s”. Type its name as its page has it.") % {"name": line}
        )
    several = "; ".join(
        f"{area.name(language)}, {area.authority.name(language) if area.authority else ''}: {area.code}"
        for area in called
    )
    raise forms.ValidationError(
        _("More than one place is called “%(name)s”. Type the code of yours: %(several)s.")
        % {"name": line, "several": several}
    )


def _called(name: str) -> list[Area]:
    folded = fold(name)
    return [area for area in every_area("place") if folded in (fold(area.name_cy), fold(area.name_en))]
