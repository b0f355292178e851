"""The closed lists of `connect`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sort(models.TextChoices):
    """In what way somebody has something to share."""

    KNOW = "know", pgettext_lazy("a capability", "I know")
    DO = "do", pgettext_lazy("a capability", "I can do")
    OWN = "own", pgettext_lazy("a capability", "I can lend")
    ENJOY = "enjoy", pgettext_lazy("a capability", "I enjoy")


class TermTime(models.TextChoices):
    """When in the school year something is available: its authority's terms say which days those are."""

    ALWAYS = "always", _("all year")
    TERM = "term", _("in term time only")
    HOLIDAYS = "holidays", _("in school holidays only")


class Language(models.TextChoices):
    """Languages in which people can help and be helped. The first eight: each is a bit of a profile."""

    WELSH = "cy", _("Welsh")
    ENGLISH = "en", _("English")
    BSL = "bsl", _("British Sign Language")
    POLISH = "pl", _("Polish")
    ARABIC = "ar", _("Arabic")
    UKRAINIAN = "uk", _("Ukrainian")
    BENGALI = "bn", _("Bengali")
    OTHER = "other", _("another language")


class Stage(models.TextChoices):
    """How far a proposal has come. Nobody is assigned: it goes on only as both sides say yes."""

    PROPOSED = "proposed", pgettext_lazy("a proposal", "waiting for an answer")
    CONSENTED = "consented", pgettext_lazy("a proposal", "both sides said yes")
    AGREED = "agreed", pgettext_lazy("a proposal", "a time is agreed")
    DONE = "done", pgettext_lazy("a proposal", "done")
    THANKED = "thanked", pgettext_lazy("a proposal", "done, and thanked for")
    DECLINED = "declined", pgettext_lazy("a proposal", "not this time")
    LAPSED = "lapsed", pgettext_lazy("a proposal", "nobody answered in time")
    ENDED = "ended", pgettext_lazy("a proposal", "what it was for is no longer there")


OPEN = (Stage.PROPOSED, Stage.CONSENTED, Stage.AGREED)  # it takes up a place of the giver's and of the need's
HELPED = (Stage.DONE, Stage.THANKED)


class Side(models.TextChoices):
    """The two sides of a proposal."""

    GIVER = "giver", _("who offers")
    SEEKER = "seeker", _("who needs")


class Why(models.TextChoices):
    """Why somebody says no this time. The next round learns from it; nothing is kept of who said it beyond the proposal."""

    TIME = "time", pgettext_lazy("a no", "The time does not suit.")
    DISTANCE = "distance", pgettext_lazy("a no", "It is too far.")
    NOT_FOR_ME = "not_for_me", pgettext_lazy("a no", "It is not what I can do or need.")
    ENOUGH = "enough", pgettext_lazy("a no", "I have enough on.")
    SOLVED = "solved", pgettext_lazy("a no", "It is solved already.")
    NOT_THEM = "not_them", pgettext_lazy("a no", "I would rather it were somebody else.")
    NO_REASON = "no_reason", pgettext_lazy("a no", "I would rather not say.")


class Holder(models.TextChoices):
    """Whose account of hours it is."""

    MEMBER = "member", pgettext_lazy("an account of hours", "a person")
    ORGANISATION = "organisation", pgettext_lazy("an account of hours", "an organisation")
    POT = "pot", pgettext_lazy("an account of hours", "the community pot")


class Movement(models.TextChoices):
    """Why hours move from one account to another."""

    EXCHANGE = "exchange", pgettext_lazy("hours", "help that was given")
    ISSUE = "issue", pgettext_lazy("hours", "given by an organisation")
    REDEEM = "redeem", pgettext_lazy("hours", "used for what an organisation had to spare")
    GIFT = "gift", pgettext_lazy("hours", "given to somebody or to all")
    CORRECTION = "correction", pgettext_lazy("hours", "correction")
    CLOSING = "closing", pgettext_lazy("hours", "left to all when the account was closed")


class Mistake(models.TextChoices):
    """Why a transfer of hours is undone."""

    NOT_HELD = "not_held", pgettext_lazy("a mistake", "It did not take place.")
    TWICE = "twice", pgettext_lazy("a mistake", "It was written down twice.")
    MINUTES = "minutes", pgettext_lazy("a mistake", "It took longer or shorter.")
    ACCOUNT = "account", pgettext_lazy("a mistake", "It went to the wrong account.")
    AGREED = "agreed", pgettext_lazy("a mistake", "Both sides asked for it.")


class Season(models.TextChoices):
    """How far a season round has come."""

    OPEN = "open", pgettext_lazy("a season", "taking requests")
    PLANNED = "planned", pgettext_lazy("a season", "being planned")
    PUBLISHED = "published", pgettext_lazy("a season", "published")


class Answered(models.TextChoices):
    """What a connector writes down for somebody who said it."""

    YES = "yes", pgettext_lazy("an answer", "yes")
    NO = "no", pgettext_lazy("an answer", "no")
    TIME = "time", pgettext_lazy("an answer", "a time was agreed")
    DONE = "done", pgettext_lazy("an answer", "it is done")
    THANKS = "thanks", pgettext_lazy("an answer", "thanks")
    STILL = "still", pgettext_lazy("an answer", "it is still true")
    HELPED = "helped", pgettext_lazy("an answer", "somebody has helped")
    CHANGE = "change", pgettext_lazy("an answer", "it is to be changed")
    BACK = "back", pgettext_lazy("an answer", "it is to be withdrawn")


class Said(models.TextChoices):
    """Whose word it is."""

    SELF = "self", pgettext_lazy("who said it", "They said it themselves")
    CARER = "carer", pgettext_lazy("who said it", "Whoever is responsible for them said it")


class How(models.TextChoices):
    """By which way a connector heard it."""

    TOGETHER = "together", pgettext_lazy("how it was said", "Face to face")
    TELEPHONE = "telephone", pgettext_lazy("how it was said", "By telephone")
    PAPER = "paper", pgettext_lazy("how it was said", "On paper")
