"""What is needed, in people's own words, with everything that a match must respect."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.core.ids import new_id


class Need(models.Model):
    """Something that would help: a skill of somebody, or an asset. Withdrawn, its words and its times are gone."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    party = models.ForeignKey("connect.Party", models.CASCADE, related_name="needs")
    receipt = models.ForeignKey("thread.Receipt", models.PROTECT, null=True, related_name="needs")
    title = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    language = models.CharField(max_length=2)
    skill = models.CharField(
        max_length=40, blank=True
    )  # a key of the catalogue; empty where an asset is needed
    group = models.PositiveSmallIntegerField(null=True)  # the number of its group
    asset_kind = models.CharField(max_length=40, blank=True)
    units = models.PositiveSmallIntegerField(default=1)  # how many people or things
    minutes = models.PositiveSmallIntegerField(default=60)
    persons = models.PositiveSmallIntegerField(null=True)  # how many a room must hold
    languages = models.JSONField(default=list)  # any one of these will do; codes of Language
    checks = models.JSONField(
        default=list
    )  # every one of these must be held; codes of the catalogue's checks
    remote = models.BooleanField(default=False)  # by telephone or video will do
    latitude = models.FloatField(
        null=True
    )  # where it is needed, if that is not at the doorstep; shown nowhere
    longitude = models.FloatField(null=True)
    area = models.CharField(max_length=40, db_index=True)  # the small area by which it is shown
    free = models.OneToOneField("connect.FreeWeek", models.SET_NULL, null=True, related_name="need")
    open_to_all = models.BooleanField(
        default=True
    )  # everyone may read it, without who; False: matching alone
    waiting = models.BooleanField(default=False)
    made = models.DateTimeField(default=timezone.now)
    until = models.DateField()  # no longer needed after this day
    met = models.DateTimeField(null=True)  # when as many had helped as were needed
    withdrawn = models.DateTimeField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["group", "withdrawn", "met"]), models.Index(fields=["met", "until"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(units__gte=1), name="a_need_is_for_one_at_least"),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=30) & models.Q(minutes__lte=7 * 24 * 60),
                name="half_an_hour_to_a_week",
            ),
        ]

    def __str__(self) -> str:
        return f"need {self.id}"
