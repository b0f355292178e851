"""Reports, the case each opens, its decision and the appeal. They point at anything, so by a label and an id."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.core.ids import new_id
from edau.core.languages import said
from edau.moderation.choices import Decision, Effect, Queued, Reason


class Case(models.Model):
    """One item under question, from the first report to the last decision. An item has one open case at most."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    label = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)
    author = models.CharField(max_length=80, blank=True)  # whose item: "receipt …" or "user …", never a name
    organisation = models.CharField(max_length=60, blank=True)  # whose moderators decide; empty: any
    area = models.CharField(max_length=40, blank=True)  # the area it is about: moderators may be for an area
    page = models.CharField(
        max_length=80, blank=True
    )  # what it stands in, such as an involvement: bursts are counted there
    opened = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField()  # by when a moderator owes a decision
    held = models.BooleanField(default=False)  # out of sight on account of this case
    was_held = models.BooleanField(default=False)  # before the decision: what undoing it goes back to
    lapsed = models.DateTimeField(null=True)  # its hold ended by itself, undecided
    answer = models.TextField(
        blank=True
    )  # its author's, for the moderator alone; erased when the case is closed
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
        indexes = [
            models.Index(fields=["decided", "due"]),
            models.Index(fields=["label", "object_id"]),
            models.Index(fields=["page", "opened"]),
            models.Index(fields=["author", "opened"]),
        ]

    def __str__(self) -> str:
        return f"case {self.id}"

    @property
    def outcome(self) -> str:
        """What holds in the end: what was decided on appeal, else what was decided first; empty while it is open."""
        appeal = getattr(self, "appeal", None)
        return (appeal.decision if appeal is not None else "") or self.decision

    def why(self, language: str) -> tuple[str, str]:
        """The published reason and its language: this one, or the other where it was given in that alone."""
        return said(self.why_cy, self.why_en, language)


class Report(models.Model):
    """What one reader said of an item, and what it did. One report a reader and case has an effect."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reporter = models.CharField(max_length=80, blank=True)  # "user 5", "receipt …"; empty: nobody we know
    reason = models.CharField(max_length=10, choices=Reason)
    words = models.TextField(blank=True)  # for the moderator alone; erased when the case is closed
    effect = models.CharField(max_length=6, choices=Effect)
    queued_by = models.CharField(max_length=9, choices=Queued, blank=True)  # why it did not hold
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
        indexes = [models.Index(fields=["reporter", "at"])]

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

    def why(self, language: str) -> tuple[str, str]:
        """As of a case."""
        return said(self.why_cy, self.why_en, language)
