"""Proposals between an offer and a need, the matchings that made them, and why some needs have none."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.connect.choices import OPEN, Side, Stage, Why
from edau.core.ids import new_id


class Matching(models.Model):
    """One time that everybody was matched together. Where it failed, the proposals of the last one stand."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    begun = models.DateTimeField(default=timezone.now)
    ended = models.DateTimeField(null=True)
    weights = models.CharField(max_length=20)  # the version of the published weights
    needs = models.PositiveIntegerField(default=0)
    offers = models.PositiveIntegerField(default=0)
    pairs = models.PositiveIntegerField(default=0)  # that would be possible
    proposed = models.PositiveIntegerField(default=0)
    value = models.FloatField(default=0)
    bound = models.FloatField(default=0)  # no matching at all could be worth more
    failed = models.CharField(max_length=40, blank=True)  # a code: it took too long, or came to grief
    by = models.CharField(max_length=80)

    class Meta:
        verbose_name_plural = "matchings"

    def __str__(self) -> str:
        return f"matching {self.id}"


class Proposal(models.Model):
    """An offer for a need. What is kept of why is codes and amounts of this pair; nothing is kept of a person."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    need = models.ForeignKey("connect.Need", models.PROTECT, related_name="proposals")
    capability = models.ForeignKey("connect.Capability", models.PROTECT, null=True, related_name="proposals")
    asset = models.ForeignKey("connect.Asset", models.PROTECT, null=True, related_name="proposals")
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.PROPOSED)
    matching = models.ForeignKey(Matching, models.SET_NULL, null=True, related_name="+")
    reasons = models.JSONField(default=list)  # [code, amount]: what spoke for it, the most first
    by = models.CharField(max_length=80)  # "edau", or the broker who proposed it
    because = models.TextField(blank=True)  # why a broker proposed it against the order
    made = models.DateTimeField(default=timezone.now)
    answer_by = models.DateField()
    giver_asked = models.DateTimeField(null=True)
    giver_yes = models.DateTimeField(null=True)
    seeker_yes = models.DateTimeField(null=True)
    declined_by = models.CharField(max_length=6, choices=Side, blank=True)
    why = models.CharField(max_length=10, choices=Why, blank=True)
    when = models.DateTimeField(null=True)  # the time that was agreed
    minutes = models.PositiveSmallIntegerField(null=True)  # how long it took, once done
    done = models.DateTimeField(null=True)
    thanked = models.DateTimeField(null=True)
    thanks = models.TextField(blank=True)  # words of thanks, for the giver
    thanks_language = models.CharField(
        max_length=2, blank=True
    )  # in which they were written; empty: that of the need
    in_welsh = models.BooleanField(default=False)  # it was needed in Welsh, and given in Welsh
    first = models.BooleanField(default=False)  # the first time that this giver helped
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(capability=None) ^ models.Q(asset=None),
                name="somebody_or_something_is_proposed",
            ),
            models.UniqueConstraint(
                fields=["need", "capability"],
                condition=models.Q(stage__in=OPEN),
                name="one_open_proposal_a_capability",
            ),
            models.UniqueConstraint(
                fields=["need", "asset"],
                condition=models.Q(stage__in=OPEN),
                name="one_open_proposal_an_asset",
            ),
        ]
        indexes = [models.Index(fields=["stage", "answer_by"])]

    def __str__(self) -> str:
        return f"proposal {self.id}"


class Unmet(models.Model):
    """Why a need has no proposal, or fewer than it wants: the constraint that emptied the list, as a code with counts that
    name nobody. Where it has some, the detail says how many of how many (`helpers`, `wanted`)."""

    need = models.OneToOneField("connect.Need", models.CASCADE, primary_key=True, related_name="unmet")
    reason = models.CharField(max_length=20)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"unmet {self.need_id}"


class GroupPrice(models.Model):
    """How sought after the time of people with a group of skills was in earlier matchings, by authority: what is
    suggested at once takes it off, so that rare people are kept for what only they can do. Of groups, never of a person."""

    group = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=40)
    price = models.FloatField()
    matchings = models.PositiveSmallIntegerField(default=1)  # that it was learned from

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "area"], name="one_price_a_group_an_area")]

    def __str__(self) -> str:
        return f"price of group {self.group} in {self.area}"
