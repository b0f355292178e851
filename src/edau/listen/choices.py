"""The closed lists of `listen`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The texts of a contribution: its parts, and what it says of the effects on the Welsh language.
PARTS = ("words", "can_do", "others_can", "only_services")
WELSH = ("welsh_effects", "welsh_better", "welsh_harms")


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


class Cycle(models.TextChoices):
    """The stage of the work at which people come in (National Principles; Welsh Government's five stages)."""

    IDENTIFY = "identify", _("Finding out what matters")
    PLAN = "plan", _("Planning what to do")
    DESIGN = "design", _("Designing how to do it")
    DELIVER = "deliver", _("Doing it")
    EVALUATE = "evaluate", _("Looking back at what it changed")


class Co(models.TextChoices):
    """The four Co's of co-production: what people and services do together."""

    COMMISSION = "commission", _("Deciding together what is needed")
    DESIGN = "design", _("Designing together")
    DELIVER = "deliver", _("Doing it together")
    ASSESS = "assess", _("Judging together how well it works")


class Level(models.TextChoices):
    """How much say people have, from least to most. Our own words for the steps of the known ladders."""

    INFORM = "inform", _("We tell you")
    CONSULT = "consult", _("We ask you")
    INVOLVE = "involve", _("We work it out with you")
    COLLABORATE = "collaborate", _("We decide with you")
    EMPOWER = "empower", _("You decide")


class Event(models.TextChoices):
    """What can happen in an involvement that shows how much say people had."""

    INVITED = "invited", _("People helped to shape the involvement itself")
    AGENDA = "agenda", _("People set what was talked about")
    TOLD = "told", _("People were told what the choice is about")
    SESSION = "session", _("People met")
    NARROWED = "narrowed", _("A choice was closed")
    CHANGED = "changed", _("Something was changed because of what people said")
    DECIDED = "decided", _("A decision was taken")
    CHOSE = "chose", _("People took the decision, or a share of it")


class NotedAs(models.TextChoices):
    """As whom somebody noted what happened: by which role, or as the one who opened the involvement."""

    OFFICER = "officer", _("officer")
    FACILITATOR = "facilitator", _("facilitator")
    OPENER = "opener", _("whoever opened this question")


class Side(models.TextChoices):
    """Who rates how well people were engaged."""

    TEAM = "team", _("The team")
    PARTICIPANT = "participant", _("Those who took part")
