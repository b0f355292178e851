"""The closed lists of `moderation`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why somebody reports an item, and by which rule it stays down."""

    PERSONAL = "personal", _("It tells something private about a person")
    HATE = "hate", _("It attacks people for who they are")
    THREAT = "threat", _("It threatens or bullies somebody")
    SEXUAL = "sexual", _("It is sexual or violent")
    UNTRUE = "untrue", _("It says something untrue about a person or a body")
    SPAM = "spam", _("It is an advertisement, or has nothing to do with this")
    OTHER = "other", _("Something else")


class Effect(models.TextChoices):
    """What a report did at once."""

    HELD = "held", _("Out of sight at once")
    QUEUED = "queued", _("Waiting for a moderator")


class Decision(models.TextChoices):
    """What a moderator decided."""

    RESTORED = "restored", _("Shown again")
    REMOVED = "removed", _("Stays out of sight")
