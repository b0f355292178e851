"""What every app stands on: stamps that tell whether a page may have changed, the hold register, the audit trail.

The hold register and the audit trail must be able to point at anything, so they keep a label and an id, never a
foreign key: nothing they point at can be kept from being deleted, and nothing is joined through them.
"""

from __future__ import annotations

from django.db import models


class Stamp(models.Model):
    """A named version of something public pages depend on: the live release, or what is visible."""

    name = models.CharField(primary_key=True, max_length=40)
    value = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class Hold(models.Model):
    """An item taken out of sight. While `lifted` is empty it must be absent from every read path."""

    label = models.CharField(max_length=80)  # the model's label, such as "places.Area"
    object_id = models.CharField(max_length=64)
    reason = models.CharField(max_length=40)  # a code, never a text about a person
    since = models.DateTimeField(auto_now_add=True)
    lifted = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["label", "object_id"],
                condition=models.Q(lifted=None),
                name="one_hold_in_force_per_item",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.object_id}: {self.reason}"


class AuditLine(models.Model):
    """One line of the audit trail: who did what to what, as ids and codes, chained by hash to the line before."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    deed = models.CharField(max_length=60)
    by = models.CharField(max_length=80)
    label = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    codes = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.deed}"
