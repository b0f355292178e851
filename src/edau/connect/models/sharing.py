"""What an organisation shared, as a statement that both sides confirmed and anybody can verify."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.core.ids import new_id
from edau.core.seals import new_salt


class SharingRecord(models.Model):
    """A sealed statement. `statement` is what was counted then: hours by kind of asset, exchanges, groups; no person. It is
    never changed: what was wrong is replaced by another, and both can be read."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="sharing_records")
    begins = models.DateField()
    ends = models.DateField()
    statement = models.JSONField()
    made = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=80)
    countersigned = models.DateTimeField(null=True)
    countersigned_for = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")
    countersigned_by = models.CharField(max_length=80, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    salt = models.CharField(max_length=32, default=new_salt)
    seal = models.CharField(max_length=64, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("begins")), name="a_record_of_some_days"
            )
        ]

    def __str__(self) -> str:
        return f"sharing record {self.id}"
