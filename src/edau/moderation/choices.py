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


class Queued(models.TextChoices):
    """Why a report did not take its item out of sight."""

    KIND = "kind", _("items of this kind are only taken away by a moderator")
    AGAIN = "again", _("its reporter had reported this before")
    CLEARED = "cleared", _("a moderator has cleared it: a new reason and two people are needed")
    LAPSED = "lapsed", _("its hold ended by itself")
    QUOTA = "quota", _("its reporter has reported much today")
    UNKNOWN = "unknown", _("many reports without a name came in")
    SLOW = "slow", _("many reports of one page, one author or from one address came at once")


class Decision(models.TextChoices):
    """What a moderator decided."""

    RESTORED = "restored", _("Shown again")
    REMOVED = "removed", _("Stays out of sight")
    DROPPED = "dropped", _("There was nothing left to decide")
