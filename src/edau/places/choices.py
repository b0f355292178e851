"""The kinds of area that Edau knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    COUNTRY = "country", _("country")
    AUTHORITY = "authority", _("local authority")
    HEALTH_BOARD = "health_board", _("health board")
    BOARD = "board", _("Public Services Board area")
    PLACE = "place", _("town or village")
    COMMUNITY = "community", _("community")
    WARD = "ward", _("ward")
    LSOA = "lsoa", _("small area")
