"""What the days of a week are called, and their names in calendars (RFC 5545)."""

from django.utils.translation import gettext_lazy, pgettext_lazy

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)
SHORT_DAYS = (
    pgettext_lazy("a short day", "Mon"),
    pgettext_lazy("a short day", "Tue"),
    pgettext_lazy("a short day", "Wed"),
    pgettext_lazy("a short day", "Thu"),
    pgettext_lazy("a short day", "Fri"),
    pgettext_lazy("a short day", "Sat"),
    pgettext_lazy("a short day", "Sun"),
)
