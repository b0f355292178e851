"""Rooms for a season: which spaces are shared out, who asks for what, and where each was placed."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.connect.choices import Season
from edau.core.ids import new_id
from edau.core.languages import said


class SeasonRound(models.Model):
    """One sharing out of rooms for the weeks from `begins` to `ends`."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    name_cy = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="seasons")
    area = models.CharField(max_length=40)  # the code of the area whose rooms these are
    stage = models.CharField(max_length=9, choices=Season, default=Season.OPEN)
    ask_by = models.DateField()
    begins = models.DateField()
    ends = models.DateField()
    seed = models.PositiveIntegerField(default=1)  # the same round planned twice gives the same plan
    planned = models.DateTimeField(null=True)
    published = models.DateTimeField(null=True)
    value = models.FloatField(default=0)
    bound = models.FloatField(default=0)  # no plan at all could be worth more
    first_come = models.JSONField(
        default=dict
    )  # what first come, first served would have given: placed, used, value
    failed = models.CharField(max_length=40, blank=True)
    by = models.CharField(max_length=80)
    made = models.DateTimeField(default=timezone.now)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(begins__gt=models.F("ask_by")) & models.Q(ends__gt=models.F("begins")),
                name="asked_then_begins_then_ends",
            )
        ]

    def __str__(self) -> str:
        return f"season {self.id}"

    def said(self, field: str, language: str) -> tuple[str, str]:
        """A text (`name`) and its language: this one, or the other while it is missing."""
        return said(getattr(self, f"{field}_cy"), getattr(self, f"{field}_en"), language)


class SeasonSpace(models.Model):
    """A space that a round shares out: an asset, and when it is open for that."""

    season = models.ForeignKey(SeasonRound, models.CASCADE, related_name="spaces")
    asset = models.ForeignKey("connect.Asset", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["season", "asset"], name="a_space_once_a_season")]

    def __str__(self) -> str:
        return f"{self.asset_id} in {self.season_id}"


class SeasonRequest(models.Model):
    """What a group asks for: how long, how often a week, for how many, and which times suit."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    season = models.ForeignKey(SeasonRound, models.CASCADE, related_name="requests")
    party = models.ForeignKey("connect.Party", models.CASCADE, related_name="season_requests")
    receipt = models.ForeignKey("thread.Receipt", models.PROTECT, null=True, related_name="season_requests")
    words = models.CharField(max_length=200)
    language = models.CharField(max_length=2)
    persons = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField()  # minutes, in half hours
    most = models.PositiveSmallIntegerField()
    times = models.PositiveSmallIntegerField(default=1)  # a week, each on another day
    ranges = models.JSONField(
        default=list
    )  # [weekday 0–6, first minute, last minute, "primary" or "secondary"]
    preferred = models.JSONField(default=list)  # ids of assets, the first the one most wanted; empty: any
    made = models.DateTimeField(default=timezone.now)
    withdrawn = models.DateTimeField(null=True)
    refused = models.CharField(max_length=20, blank=True)  # why it was not placed, as a code
    detail = models.JSONField(default=dict)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(least__gte=30) & models.Q(most__gte=models.F("least")),
                name="least_and_most_half_hours",
            )
        ]

    def __str__(self) -> str:
        return f"request {self.id}"


class Placing(models.Model):
    """One time in the week that a request was given. A locked one was decided by an officer and is never moved."""

    request = models.ForeignKey(SeasonRequest, models.CASCADE, related_name="placings")
    asset = models.ForeignKey("connect.Asset", models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField()  # 0 is Monday
    start = models.PositiveSmallIntegerField()  # minutes after midnight
    minutes = models.PositiveSmallIntegerField()
    locked = models.BooleanField(default=False)
    locked_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "weekday"], name="a_request_once_a_day"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="a_weekday"),
        ]

    def __str__(self) -> str:
        return f"placing of {self.request_id}"
