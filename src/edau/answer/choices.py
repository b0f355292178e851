"""The closed lists of `answer`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What came of what people said; each needs its reason in plain words."""

    ADOPTED = "adopted", _("Adopted")
    ADAPTED = "adapted", _("Adopted in part")
    NOT_ADOPTED = "not_adopted", _("Not adopted")


class Sent(models.TextChoices):
    """How an answer reaches its person."""

    PAGE = "page", _("on the receipt page")
    EMAIL = "email", _("by e-mail")
    LETTER = "letter", _("by letter")
    CALL = "call", _("by telephone")


class Mattered(models.TextChoices):
    """Did this matter? As the teller feels it."""

    YES = "yes", _("Yes, it did")
    PARTLY = "partly", _("Only in part")
    NO = "no", _("No, it did not")
    TOO_EARLY = "early", _("Too early to say")
