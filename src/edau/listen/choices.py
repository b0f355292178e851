"""The closed lists of `listen`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """How somebody said it."""

    STORY = "story", _("Story")
    CONVERSATION = "conversation", _("Good-life conversation")
    INSIGHT = "insight", _("Frontline insight")


class Audience(models.TextChoices):
    """Who may read it; the teller chooses."""

    EVERYONE = "everyone", _("Everyone, without my name")
    ANSWERERS = "answerers", _("Only those who answer")


class Route(models.TextChoices):
    """How it came in."""

    WEB = "web", _("on this site")
    SPOKEN = "spoken", _("told to a listener")
    PAPER = "paper", _("on paper")
    FILE = "file", _("from a file")


class State(models.TextChoices):
    """Where a contribution is on its way to an answer."""

    RECEIVED = "received", _("Received")
    HEARD = "heard", _("Heard")
    WEIGHED = "weighed", _("Weighed")
    ADOPTED = "adopted", _("Adopted")
    ADAPTED = "adapted", _("Adopted in part")
    NOT_ADOPTED = "not_adopted", _("Not adopted")
    DELIVERED = "delivered", _("Delivered")


# A contribution in one of these has been answered, with its reason.
ANSWERED = (State.ADOPTED, State.ADAPTED, State.NOT_ADOPTED, State.DELIVERED)


class Stage(models.TextChoices):
    """How far an involvement is."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
