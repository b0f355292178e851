"""Reports, the case each opens, its decision and the appeal. They point at anything, so by a label and an id."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.core.ids import new_id
from edau.moderation.choices import Decision, Effect, Reason


class Case(models.Model):
    """One item under question, from the first report to the last decision. An item has one open case at most."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    label = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)
    author = models.CharField(max_length=80, blank=True)  # whose item: "receipt …" or "user …", never a name
    organisation = models.CharField(max_length=60, blank=True)  # whose moderators decide; empty: any
    opened = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField()  # by when a moderator owes a decision
    held = models.BooleanField(default=False)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    rule = models.CharField(max_length=10, choices=Reason, blank=True)  # by which rule it stays down
    why_cy = models.TextField(blank=True)  # published
    why_en = models.TextField(blank=True)
    decided = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    escalated = models.DateTimeField(null=True)  # nobody had decided in time

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["label", "object_id"],
                condition=models.Q(decided=None),
                name="one_open_case_per_item",
            )
        ]
        indexes = [models.Index(fields=["decided", "due"]), models.Index(fields=["label", "object_id"])]

    def __str__(self) -> str:
        return f"case {self.id}"


class Report(models.Model):
    """What one reader said of an item, and what it did. One report a reader and case has an effect."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reporter = models.CharField(max_length=80, blank=True)  # "user 5", "receipt …"; empty: nobody we know
    reason = models.CharField(max_length=10, choices=Reason)
    words = models.TextField(blank=True)  # for the moderator alone; erased when the case is closed
    effect = models.CharField(max_length=6, choices=Effect)
    at = models.DateTimeField(default=timezone.now)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reporter"],
                condition=~models.Q(reporter=""),
                name="one_report_a_reader_a_case",
            )
        ]

    def __str__(self) -> str:
        return f"report {self.id}"


class Appeal(models.Model):
    """That the author, or who reported, asks somebody else to look again. One a case."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    case = models.OneToOneField(Case, models.CASCADE, related_name="appeal")
    by = models.CharField(max_length=80)
    words = models.TextField(blank=True)  # for the moderator alone; erased when it is decided
    at = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    why_cy = models.TextField(blank=True)
    why_en = models.TextField(blank=True)
    decided = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"appeal {self.id}"
