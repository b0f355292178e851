"""The closed lists of `people`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    """What kind of organisation it is."""

    GOVERNMENT = "government", _("Government")
    AUTHORITY = "authority", _("Local authority")
    HEALTH = "health", _("Health")
    FIRE = "fire", _("Fire and rescue")
    POLICE = "police", _("Police")
    ENVIRONMENT = "environment", _("Environment")
    EDUCATION = "education", _("Education")
    CULTURE = "culture", _("Culture and sport")
    COMMUNITY_COUNCIL = "community_council", _("Town or community council")
    VOLUNTARY = "voluntary", _("Community group or charity")
    HOUSING = "housing", _("Housing association")
    FIRM = "firm", _("Firm")
    OTHER = "other", _("Other public body")


class Standing(models.TextChoices):
    """How a body belongs to a Public Services Board: sections 29, 30 and 32 of the Act."""

    MEMBER = "member", _("Statutory member")
    INVITED = "invited", _("Invited participant")
    PARTNER = "partner", _("Other partner")


class Part(models.TextChoices):
    """What somebody does here: the roles that the rules speak of."""

    LISTENER = "listener", _("listener")
    FACILITATOR = "facilitator", _("facilitator")
    BROKER = "broker", _("connector")
    MODERATOR = "moderator", _("moderator")
    OFFICER = "officer", _("officer")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")
