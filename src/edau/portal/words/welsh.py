"""What the answers to the questions on effects on the Welsh language are called where they are read."""

from django.utils.translation import gettext_lazy

WELSH_LABELS = {
    "welsh_effects": gettext_lazy("Effects on the Welsh language"),
    "welsh_better": gettext_lazy("How it could do more good for Welsh"),
    "welsh_harms": gettext_lazy("How it could do Welsh less harm"),
}
