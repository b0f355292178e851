"""When something is free: patterns of a week as people enter them, and the masks they are compiled to on saving."""

from __future__ import annotations

from django.db import models

from edau.connect.choices import TermTime

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class FreeWeek(models.Model):
    """When somebody or something is free, in local time.

    `windows` is what was entered: a list of {"start": "2026-11-23T18:00", "minutes": 120, "rule": "FREQ=WEEKLY;…"} (RFC
    5545; `start` is the first one, `rule` empty for a single one). The seven numbers are the half hours of each weekday as
    bits, the first the one after midnight: compiled, never entered. `off` and `on` are exceptions: days by their date.
    """

    windows = models.JSONField(default=list)
    monday = models.BigIntegerField(default=0)
    tuesday = models.BigIntegerField(default=0)
    wednesday = models.BigIntegerField(default=0)
    thursday = models.BigIntegerField(default=0)
    friday = models.BigIntegerField(default=0)
    saturday = models.BigIntegerField(default=0)
    sunday = models.BigIntegerField(default=0)
    longest = models.PositiveSmallIntegerField(default=0)  # half hours in the longest run, over midnight too
    begins = models.DateField(null=True)  # not before this day
    ends = models.DateField(null=True)  # and not after this
    bank_holidays = models.BooleanField(default=True)  # whether also on bank holidays
    terms = models.CharField(max_length=8, choices=TermTime, default=TermTime.ALWAYS)
    off = models.JSONField(default=list)  # dates on which it is not free after all
    on = models.JSONField(default=list)  # [date, first minute, minutes]: free in addition

    def __str__(self) -> str:
        return f"free week {self.pk}"

    @property
    def days(self) -> tuple[int, ...]:
        """The seven masks, Monday first."""
        return tuple(getattr(self, day) for day in DAYS)


class SchoolTerm(models.Model):
    """A school term of an authority, as imported. None are known until somebody enters them."""

    authority = models.CharField(max_length=40, db_index=True)
    begins = models.DateField()
    ends = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "begins"], name="one_term_at_a_time"),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("begins")), name="a_term_has_days"),
        ]

    def __str__(self) -> str:
        return f"term of {self.authority} from {self.begins}"
