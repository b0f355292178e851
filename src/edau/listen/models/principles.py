"""The ten National Principles for Public Engagement: planned against at the start, rated at the end by both sides."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.core.ids import new_id
from edau.listen.choices import Side


class ScaleLevel(models.Model):
    """One level of an organisation's own scale. An organisation without levels uses the scale of the catalogue.

    A scale that is written anew is another edition: what was rated by an older one keeps its meaning.
    """

    organisation = models.ForeignKey("people.Organisation", models.CASCADE, related_name="scale")
    edition = models.PositiveSmallIntegerField(default=1)  # the newest is the one in use
    value = models.PositiveSmallIntegerField()
    name_cy = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    checked = models.BooleanField(default=False)  # whether somebody qualified has read the Welsh

    class Meta:
        ordering = ["organisation", "edition", "value"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "edition", "value"], name="a_level_once")
        ]

    def __str__(self) -> str:
        return f"{self.value} of {self.organisation_id}"


class PrinciplePlan(models.Model):
    """What an involvement means to do about one principle."""

    involvement = models.ForeignKey("listen.Involvement", models.CASCADE, related_name="principle_plans")
    principle = models.PositiveSmallIntegerField()  # 1 to 10
    planned_cy = models.TextField(blank=True)
    planned_en = models.TextField(blank=True)
    by = models.CharField(max_length=80)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["involvement", "principle"], name="a_plan_for_a_principle_once")
        ]

    def __str__(self) -> str:
        return f"plan for principle {self.principle} of {self.involvement_id}"


class PrincipleRating(models.Model):
    """How one principle was met, as the team or one participant sees it, and what shows it. It rates the engagement."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    involvement = models.ForeignKey("listen.Involvement", models.PROTECT, related_name="ratings")
    principle = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=12, choices=Side)
    receipt = models.ForeignKey(
        "thread.Receipt", models.CASCADE, null=True, related_name="+"
    )  # of a participant
    value = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField(default=0)  # of the scale; nought: that of the catalogue
    evidence = models.TextField(blank=True)
    language = models.CharField(max_length=2)
    by = models.CharField(max_length=80)
    made = models.DateTimeField(default=timezone.now)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["involvement", "principle", "receipt"],
                condition=models.Q(receipt__isnull=False),
                name="a_participant_rates_a_principle_once",
            ),
            models.CheckConstraint(
                condition=models.Q(side="participant", receipt__isnull=False)
                | models.Q(side="team", receipt__isnull=True),
                name="participants_rate_with_their_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"rating {self.id}"
