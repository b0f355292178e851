"""The forms of season rounds: a round, a request for a room, an officer's lock. Complete without script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.accounts.models import User
from edau.connect.actions.parties import Contact, Somebody, Where
from edau.connect.actions.season_requests import LONGEST, MOST_PERSONS, Asked, Range
from edau.connect.actions.seasons import LONGEST_NAME, Weeks
from edau.connect.models import Asset, Party, SeasonRound
from edau.connect.queries.speaking import Speaker, organisations_of
from edau.core.abuse import Guard
from edau.language.alphabet import sort_names
from edau.people.models import Organisation, Role
from edau.people.queries import organisations
from edau.people.rules import Deed, may_with
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import day_field, line_in_language
from edau.portal.forms.place_field import NamedPlace
from edau.portal.forms.week_fields import SPANS, TYPE_A_TIME
from edau.portal.forms.where_field import WhereForm
from edau.portal.words.offering import minutes_words
from edau.portal.words.season import often_words
from edau.portal.words.week import CODES, DAYS

ROWS, CHOICES, LONGEST_MEETING = 4, 3, 8 * 60
MYSELF = ""
PRIMARY, SECONDARY = "primary", "secondary"
HOW_MANY = gettext_lazy("Type how many people come, from 1 to 2,000.")
LANGUAGES = [("cy", "Cymraeg"), ("en", "English")]


class WeeksForm(forms.Form):
    """What a round is called, and its days. `weeks()` is what was given, once the form is right."""

    use_required_attribute = False

    name_cy = line_in_language("cy", gettext_lazy("What the season is called in Welsh"), LONGEST_NAME)
    name_en = line_in_language("en", gettext_lazy("What the season is called in English"), LONGEST_NAME)
    ask_by = day_field(
        gettext_lazy("Last day to ask for a room"),
        gettext_lazy("All requests that have come by then are weighed together, whichever came first."),
    )
    begins = day_field(gettext_lazy("First day of the season"))
    ends = day_field(gettext_lazy("Last day of the season"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not any(given.get(name) or name in self.errors for name in ("name_cy", "name_en")):
            self.add_error(f"name_{get_language() or 'cy'}", _("Give it a name, in Welsh or in English."))
        return given

    def weeks(self) -> Weeks:
        """What was filled in."""
        given = self.cleaned_data
        return Weeks(*(given[name] for name in ("name_cy", "name_en", "ask_by", "begins", "ends")))


def weeks_of(season: SeasonRound) -> dict[str, Any]:
    """What a form begins with that changes a round."""
    return {name: getattr(season, name) for name in ("name_cy", "name_en", "ask_by", "begins", "ends")}


class NewSeasonForm(NamedPlace, WeeksForm):
    """A new round: also whose rooms, and of which place."""

    place_needed = True
    organisation = forms.ChoiceField(
        label=gettext_lazy("Whose rooms are shared out?"),
        error_messages=errors(gettext_lazy("Choose whose rooms they are.")),
    )
    field_order = ("organisation", "name_cy", "name_en", "place_name", "place", "ask_by", "begins", "ends")

    def __init__(self, *args: Any, roles: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "cy"
        self.known = {
            one.key: one
            for one in organisations().values()
            if may_with(roles, Deed.SHARE_OUT, organisations=[one.key], areas=[one.area] if one.area else ())
        }
        names = [(key, one.name(language)) for key, one in self.known.items()]
        named = sort_names(names, language=language, name=lambda one: one[1])
        self.fields["organisation"].choices = named  # type: ignore[attr-defined]
        self.fields["place_name"].label = gettext_lazy("For people of which place?")

    def body(self) -> Organisation:
        """Whose rooms they are."""
        return self.known[self.cleaned_data["organisation"]]


class AskForm(Guard, WhereForm):
    """A request for a room. `asked()` and `who()` are what was given, once the form is right."""

    use_required_attribute = False
    purpose = "season"
    where_label = gettext_lazy("Where does your group come from?")

    words = forms.CharField(
        label=gettext_lazy("What do you want a room for?"),
        help_text=gettext_lazy(
            "A few words, such as “choir practice”. Only you and whoever shares out the rooms read them."
        ),
        max_length=LONGEST,
        error_messages=errors(gettext_lazy("Say in a few words what the room is for.")),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language did you write this?"),
        choices=LANGUAGES,
        error_messages=errors(),
    )
    persons = forms.IntegerField(
        label=gettext_lazy("How many people come?"),
        min_value=1,
        max_value=MOST_PERSONS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "5", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), HOW_MANY),
    )
    least = forms.TypedChoiceField(
        label=gettext_lazy("How long, at least?"), coerce=int, error_messages=errors()
    )
    most = forms.TypedChoiceField(
        label=gettext_lazy("How long would you like?"),
        help_text=gettext_lazy("The plan gives you as much of it as there is room for."),
        coerce=int,
        error_messages=errors(),
    )
    times = forms.TypedChoiceField(
        label=gettext_lazy("How often?"),
        help_text=gettext_lazy("Each time on another day."),
        coerce=int,
        error_messages=errors(),
    )
    organisation = forms.ChoiceField(
        label=gettext_lazy("For whom do you ask?"), required=False, error_messages=errors()
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address, to be told when the plan is published"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages=dict.fromkeys(
            ("invalid", "max_length"), gettext_lazy("Type an e-mail address, such as enw@example.org.")
        ),
    )
    word = forms.CharField(
        label=gettext_lazy("A word of your own for your receipt"),
        help_text=gettext_lazy("With it and the code on your receipt you can open this again from anywhere."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages=errors(),
    )

    def __init__(
        self, *args: Any, spaces: Sequence[Asset], speaker: Speaker, mine: Party | None, **kwargs: Any
    ) -> None:
        language = get_language() or "cy"
        self.speaker, self.mine = speaker, mine
        kwargs["initial"] = {
            "language": language,
            "least": 60,
            "most": 120,
            "times": 1,
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)
        lengths = [(n, minutes_words(n)) for n in range(30, LONGEST_MEETING + 1, 30)]
        for name in ("least", "most"):
            self.fields[name].choices = lengths  # type: ignore[attr-defined]
        self.fields["times"].choices = [(n, often_words(n)) for n in range(1, 8)]  # type: ignore[attr-defined]
        rooms = [("", gettext_lazy("any room")), *((one.pk, _room(one, language)) for one in spaces)]
        labels = (
            gettext_lazy("The room you would like most"),
            gettext_lazy("The next"),
            gettext_lazy("And the next"),
        )
        for row, label in enumerate(labels, start=1):
            self.fields[f"room_{row}"] = forms.ChoiceField(
                label=label, choices=rooms, required=False, error_messages=errors()
            )
        self.bodies = organisations(organisations_of(speaker.roles)) if speaker.account is not None else {}
        self._rows()
        self._who_asks(language)

    def _rows(self) -> None:
        days = [
            ("", gettext_lazy("no day")),
            ("weekdays", gettext_lazy("Monday to Friday")),
            ("weekend", gettext_lazy("Saturday and Sunday")),
            ("every", gettext_lazy("every day")),
            *zip(CODES, DAYS, strict=True),
        ]
        how = [(PRIMARY, gettext_lazy("suits us")), (SECONDARY, gettext_lazy("would do"))]
        for row in range(1, ROWS + 1):
            self.fields[f"day_{row}"] = forms.ChoiceField(
                label=gettext_lazy("Day"), choices=days, required=False, error_messages=errors()
            )
            for name, label in (("from", gettext_lazy("From")), ("to", gettext_lazy("To"))):
                self.fields[f"{name}_{row}"] = time_field(label, required=False)
            self.fields[f"how_{row}"] = forms.ChoiceField(
                label=gettext_lazy("How well?"), choices=how, required=False, error_messages=errors()
            )

    def _who_asks(self, language: str) -> None:
        if self.bodies:
            mine = [(key, one.name(language)) for key, one in self.bodies.items()]
            self.fields["organisation"].choices = [  # type: ignore[attr-defined]
                (MYSELF, gettext_lazy("for myself, or a group of ours")),
                *sorted(mine, key=lambda one: one[1]),
            ]
        else:
            del self.fields["organisation"]
        self.fields["place_name"].required = self.mine is None and not self.bodies
        if self.speaker.account is not None or self.speaker.receipt is not None:
            del self.fields["word"]

    @property
    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The fields of each row of times."""
        for row in range(1, ROWS + 1):
            yield tuple(self[f"{name}_{row}"] for name in ("day", "from", "to", "how"))

    @property
    def rooms(self) -> list[Any]:
        """The fields of the rooms that are liked."""
        return [self[f"room_{row}"] for row in range(1, CHOICES + 1)]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self._ranges = self._read_rows(given)
        least, most = given.get("least"), given.get("most")
        if least and most and most < least:
            self.add_error("most", _("The longest time must be as long as the shortest, or longer."))
        body = self._body()
        known = self.mine is not None or (body is not None and body.area)
        if "place_name" not in self.errors and "place" not in self.errors and not (self.where() or known):
            self.add_error("place_name", _("Type a postcode, or the name of a town or village."))
        return given

    def asked(self) -> Asked:
        """What was asked for."""
        given = self.cleaned_data
        rooms = [given[f"room_{row}"] for row in range(1, CHOICES + 1)]
        return Asked(
            words=given["words"],
            language=given["language"],
            persons=given["persons"],
            least=given["least"],
            most=given["most"],
            times=given["times"],
            ranges=self._ranges,
            preferred=tuple(dict.fromkeys(room for room in rooms if room)),
        )

    def who(self) -> Somebody:
        """Who asks."""
        given, body = self.cleaned_data, self._body()
        where = self.where()
        if where is None and body is not None and body.area:
            where = Where(body.area)
        if where is None and self.mine is not None:
            where = Where(self.mine.area)
        if where is None:
            raise ValueError("The form says who asks once it is right.")
        contact = Contact(email=given["email"]) if given.get("email") else None
        both = {
            "where": where,
            "languages": [given["language"]],
            "language": given["language"],
            "contact": contact,
        }
        if body is not None:
            return Somebody(**both, organisation=body)
        account = self.speaker.account if isinstance(self.speaker.account, User) else None
        return Somebody(
            **both,
            account=account,
            receipt=None if account is not None else self.speaker.receipt,
            word=given.get("word", ""),
        )

    def _body(self) -> Organisation | None:
        return self.bodies.get(str(self.cleaned_data.get("organisation", "")))

    def _read_rows(self, given: dict[str, Any]) -> list[Range]:
        found: list[Range] = []
        for row in range(1, ROWS + 1):
            names = [f"{name}_{row}" for name in ("day", "from", "to", "how")]
            if any(name in self.errors for name in names):
                continue
            days, begin, end, how = (given.get(name) for name in names)
            if not days and begin is None and end is None:
                continue
            if not days:
                self.add_error(names[0], _("Choose the day of these times."))
            elif begin is None or end is None:
                self.add_error(names[1 if begin is None else 2], str(TYPE_A_TIME))
            elif minutes_of(end) and minutes_of(end) <= minutes_of(begin):
                self.add_error(names[2], _("The end is after the beginning, on the same day."))
            else:
                last = minutes_of(end) or 24 * 60
                found += [
                    (CODES.index(code), minutes_of(begin), last, how or PRIMARY) for code in SPANS[days]
                ]
        return found


class LockForm(forms.Form):
    """Where and when a group is to meet, by an officer's decision."""

    use_required_attribute = False

    asset = forms.ChoiceField(
        label=gettext_lazy("Room"), error_messages=errors(gettext_lazy("Choose a room."))
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Day"),
        choices=list(enumerate(DAYS)),
        coerce=int,
        error_messages=errors(gettext_lazy("Choose a day.")),
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How long?"),
        coerce=int,
        error_messages=errors(gettext_lazy("Choose how long.")),
    )

    def __init__(self, *args: Any, spaces: Sequence[Asset], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "cy"
        rooms = [(one.pk, _room(one, language)) for one in spaces if one.withdrawn is None]
        self.fields["asset"].choices = rooms  # type: ignore[attr-defined]
        lengths = [(n, minutes_words(n)) for n in range(30, LONGEST_MEETING + 1, 30)]
        self.fields["minutes"].choices = lengths  # type: ignore[attr-defined]
        self.fields["start"] = time_field(gettext_lazy("From"), required=True)
        self.order_fields(("asset", "weekday", "start", "minutes"))


def time_field(label: Any, *, required: bool) -> forms.TimeField:
    """A time on the hour or the half hour."""
    return forms.TimeField(
        label=label,
        required=required,
        input_formats=["%H:%M"],
        widget=forms.TimeInput(attrs={"type": "time", "step": "1800", "size": "5"}, format="%H:%M"),
        validators=[on_the_half_hour],
        error_messages={"invalid": TYPE_A_TIME, "required": TYPE_A_TIME},
    )


def on_the_half_hour(given: time) -> None:
    """Raises ValidationError for a time between."""
    if given.minute % 30:
        raise forms.ValidationError(_("Type a time on the hour or the half hour, such as 18:30."))


def minutes_of(given: time) -> int:
    """Minutes after midnight."""
    return given.hour * 60 + given.minute


def _room(space: Asset, language: str) -> str:
    name = space.said("name", language)[0]
    return _("%(room)s (for %(count)s)") % {"room": name, "count": space.persons or 0}
