"""When somebody or something is free: ticks for parts of days, exact times, or a calendar. Complete without script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from edau.connect.actions.times import Times
from edau.connect.calendars import LARGEST, BadCalendar, read_calendar
from edau.connect.choices import TermTime
from edau.core import clock
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import day_field
from edau.portal.words.offering import calendar_words
from edau.portal.words.week import CODES, DAYS, SHORT_DAYS

PARTS: dict[str, tuple[Any, time, int]] = {
    "morning": (pgettext_lazy("a part of the day", "morning"), time(9), 180),
    "afternoon": (pgettext_lazy("a part of the day", "afternoon"), time(12), 300),
    "evening": (pgettext_lazy("a part of the day", "evening"), time(17), 240),
}
SPANS = {"weekdays": CODES[:5], "weekend": CODES[5:], "every": CODES, **{code: (code,) for code in CODES}}
ANY, TICKS, EXACT, FILE, KEEP = "any", "ticks", "exact", "file", "keep"
ROWS = 4
TYPE_A_TIME = gettext_lazy("Type a time such as 18:30.")


def _slots() -> list[tuple[str, Any]]:
    return [(f"{code}-{part}", f"{code} {part}") for part in PARTS for code in CODES]


class WeekForm(forms.Form):
    """`times()` is what was given, once the form is right: None where what is there is to be kept."""

    how = forms.ChoiceField(
        label=gettext_lazy("When?"),
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose how you want to say when.")),
    )
    slots = forms.MultipleChoiceField(
        label=gettext_lazy("Tick what suits, in an ordinary week"),
        choices=_slots,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=errors(),
    )
    begins = day_field(gettext_lazy("Not before this day"))
    ends = day_field(gettext_lazy("Not after this day"))
    not_bank_holidays = forms.BooleanField(label=gettext_lazy("Not on bank holidays"), required=False)
    terms = forms.ChoiceField(
        label=gettext_lazy("School terms"),
        choices=TermTime.choices,
        required=False,
        error_messages=errors(),
    )
    off = forms.CharField(
        label=gettext_lazy("Days on which it does not suit after all"),
        help_text=gettext_lazy("One on each line, as year-month-day."),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=errors(),
    )
    calendar = forms.FileField(
        label=gettext_lazy("A calendar file (.ics) in which your free times are events"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    def __init__(self, *args: Any, keeps: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [
            (ANY, gettext_lazy("At any time that we agree")),
            (TICKS, gettext_lazy("Mornings, afternoons or evenings")),
            (EXACT, gettext_lazy("Exact times")),
            (FILE, gettext_lazy("From a calendar file")),
        ]
        if keeps:
            ways.insert(0, (KEEP, gettext_lazy("As it is now")))
        self.fields["how"].choices = ways  # type: ignore[attr-defined]
        self.initial.setdefault("how", KEEP if keeps else TICKS)
        self.initial.setdefault("terms", TermTime.ALWAYS)
        self.fields["begins"].required = self.fields["ends"].required = False
        choices = [
            ("", gettext_lazy("no day")),
            ("weekdays", gettext_lazy("Monday to Friday")),
            ("weekend", gettext_lazy("Saturday and Sunday")),
            ("every", gettext_lazy("every day")),
            *zip(CODES, DAYS, strict=True),
        ]
        for row in range(1, ROWS + 1):
            self.fields[f"day_{row}"] = forms.ChoiceField(
                label=gettext_lazy("Day"), choices=choices, required=False, error_messages=errors()
            )
            for name, label in (("from", gettext_lazy("From")), ("to", gettext_lazy("To"))):
                self.fields[f"{name}_{row}"] = forms.TimeField(
                    label=label,
                    required=False,
                    input_formats=["%H:%M"],
                    widget=forms.TimeInput(attrs={"type": "time", "size": "5"}, format="%H:%M"),
                    error_messages={"invalid": TYPE_A_TIME},
                )

    @property
    def rows(self) -> Iterator[tuple[Any, Any, Any]]:
        """The fields of each row of exact times."""
        for row in range(1, ROWS + 1):
            yield self[f"day_{row}"], self[f"from_{row}"], self[f"to_{row}"]

    @property
    def day_names(self) -> list[tuple[Any, Any]]:
        """Monday to Sunday, short and in full."""
        return list(zip(SHORT_DAYS, DAYS, strict=True))

    @property
    def exact_open(self) -> bool:
        """Whether the part with exact times stands open: where they were chosen, or something in it is wrong."""
        wrong = any(
            name.startswith(("day_", "from_", "to_", "calendar", "begins", "ends", "off"))
            for name in self.errors
        )
        return wrong or self["how"].value() in (EXACT, FILE)

    @property
    def grid(self) -> list[tuple[Any, list[tuple[str, Any, bool]]]]:
        """The ticks as a table: each part of the day with its seven boxes, as (value, label, ticked)."""
        ticked = set(self["slots"].value() or ())
        return [
            (name, [(f"{code}-{part}", f"{day} {name}", f"{code}-{part}" in ticked) for code, day in _days()])
            for part, (name, _start, _minutes) in PARTS.items()
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._times: Times | None = None
        how = given.get("how")
        if how == TICKS:
            self._from_ticks(given)
        elif how == EXACT:
            self._from_rows(given)
        elif how == FILE:
            self._from_file(given)
        elif how == ANY:
            self._times = Times([])
        return given

    def times(self) -> Times | None:
        """What was given; None to keep what is there."""
        return self._times

    def _from_ticks(self, given: dict[str, Any]) -> None:
        ticked = given.get("slots") or []
        if not ticked and "slots" not in self.errors:
            self.add_error("slots", _("Tick a part of a day at least, or choose “at any time”."))
        windows = []
        for part, (_name, start, minutes) in PARTS.items():
            codes = [code for code in CODES if f"{code}-{part}" in ticked]
            if codes:
                windows.append(weekly(codes, start, minutes))
        self._times = self._rest(given, windows)

    def _from_rows(self, given: dict[str, Any]) -> None:
        windows = []
        for row in range(1, ROWS + 1):
            names = [f"day_{row}", f"from_{row}", f"to_{row}"]
            if any(name in self.errors for name in names):
                continue
            days, begin, end = (given.get(name) for name in names)
            if not (days or begin or end):
                continue
            if not days:
                self.add_error(names[0], _("Choose the day of these times."))
            elif begin is None or end is None:
                self.add_error(names[1 if begin is None else 2], str(TYPE_A_TIME))
            else:
                minutes = (end.hour - begin.hour) * 60 + end.minute - begin.minute
                minutes += 1440 if minutes <= 0 else 0  # over midnight
                if minutes < 30:
                    self.add_error(names[2], _("A time is half an hour at least."))
                else:
                    windows.append(weekly(list(SPANS[days]), begin, minutes))
        if not windows and not self.errors:
            self.add_error("day_1", _("Give a time at least, or choose “at any time”."))
        self._times = self._rest(given, windows)

    def _from_file(self, given: dict[str, Any]) -> None:
        file = given.get("calendar")
        if file is None:
            self.add_error("calendar", _("Choose the calendar file."))
            return
        try:
            brought = read_calendar(file.read(LARGEST + 1))
        except BadCalendar as bad:
            self.add_error("calendar", calendar_words(bad))
            return
        times = self._rest(given, list(brought.windows))
        self._times = Times(
            times.windows,
            begins=times.begins,
            ends=times.ends,
            bank_holidays=times.bank_holidays,
            terms=times.terms,
            off=[*times.off, *brought.off],
            on=brought.on,
        )

    def _rest(self, given: dict[str, Any], windows: list[dict[str, Any]]) -> Times:
        begins, ends = given.get("begins"), given.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", _("This day is before the first one."))
        return Times(
            windows,
            begins=begins,
            ends=ends,
            bank_holidays=not given.get("not_bank_holidays"),
            terms=given.get("terms") or TermTime.ALWAYS,
            off=self._days_off(str(given.get("off", ""))),
        )

    def _days_off(self, text: str) -> list[date]:
        found = []
        for line in text.split():
            try:
                found.append(date.fromisoformat(line))
            except ValueError:
                self.add_error(
                    "off", _("“%(line)s” is no day. Type it as year-month-day.") % {"line": line[:20]}
                )
                break
        return found


def weekly(codes: list[str], start: time, minutes: int) -> dict[str, Any]:
    """A window of every week on these days (MO to SU), from the first of them in this week on."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    first = datetime.combine(monday + timedelta(days=CODES.index(codes[0])), start)
    return {
        "start": first.isoformat(timespec="minutes"),
        "minutes": minutes,
        "rule": f"FREQ=WEEKLY;BYDAY={','.join(codes)}",
    }


def _days() -> Iterator[tuple[str, Any]]:
    return zip(CODES, DAYS, strict=True)
