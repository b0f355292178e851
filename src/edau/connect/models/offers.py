"""What people and organisations offer: what they know, can do and enjoy, and what they own and would share."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.connect.choices import Sort
from edau.core.ids import new_id
from edau.core.languages import said


class Capability(models.Model):
    """What a party can give. The words are theirs; the skills they confirmed are what is matched. Withdrawn, its words,
    its skills and its times are gone and only the row is left."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    party = models.ForeignKey("connect.Party", models.CASCADE, related_name="capabilities")
    receipt = models.ForeignKey("thread.Receipt", models.PROTECT, null=True, related_name="capabilities")
    sort = models.CharField(max_length=6, choices=Sort, default=Sort.DO)
    words = models.TextField(blank=True)
    language = models.CharField(max_length=2)
    remote = models.BooleanField(default=False)
    km = models.FloatField(default=5)  # as far as they would go
    capacity = models.PositiveSmallIntegerField(default=1)  # how often a month
    free = models.OneToOneField("connect.FreeWeek", models.SET_NULL, null=True, related_name="capability")
    waiting = models.BooleanField(default=False)  # out of sight until somebody has looked
    made = models.DateTimeField(default=timezone.now)
    fresh_until = models.DateField()  # asked again then whether it still holds; not matched after it
    reminded = models.DateField(null=True)
    withdrawn = models.DateTimeField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "capabilities"
        indexes = [models.Index(fields=["withdrawn", "fresh_until"])]

    def __str__(self) -> str:
        return f"capability {self.id}"


class Offered(models.Model):
    """A skill that a capability has, as its giver confirmed it. Where, how far and whether remote are those of the capability
    and its party, written down again: so a need's page finds who is in reach in one index, among all offers of a country."""

    capability = models.ForeignKey(Capability, models.CASCADE, related_name="skills")
    skill = models.CharField(max_length=40)  # a key of the catalogue
    group = models.PositiveSmallIntegerField()  # the number of its group
    area = models.CharField(max_length=40, default="")
    km = models.FloatField(default=0)
    remote = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["group", "area", "km", "remote", "capability"], name="who_is_in_reach")
        ]
        constraints = [models.UniqueConstraint(fields=["capability", "skill"], name="a_skill_once")]

    def __str__(self) -> str:
        return f"{self.skill} of {self.capability_id}"


class Asset(models.Model):
    """A room, a vehicle, a kitchen, staff hours: something its owner would share, on what conditions, and when."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    owner = models.ForeignKey("connect.Party", models.CASCADE, related_name="assets")
    steward = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    receipt = models.ForeignKey("thread.Receipt", models.PROTECT, null=True, related_name="assets")
    kind = models.CharField(max_length=40, db_index=True)  # a key of the catalogue's kinds
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")  # half of a hall
    name_cy = models.CharField(max_length=160, blank=True)
    name_en = models.CharField(max_length=160, blank=True)
    conditions_cy = models.TextField(blank=True)
    conditions_en = models.TextField(blank=True)
    area = models.CharField(max_length=40, db_index=True)  # the code of the small area it lies in
    latitude = models.FloatField(null=True)  # of a building that everyone may know; empty where it is a home
    longitude = models.FloatField(null=True)
    persons = models.PositiveSmallIntegerField(null=True)  # how many fit in; empty where that means nothing
    access = models.JSONField(default=list)  # codes: step_free, toilet, loop, parking, quiet
    pence_an_hour = models.PositiveIntegerField(null=True)  # what an hour more truly costs; null: not known
    rent_pence = models.PositiveIntegerField(null=True)  # what an hour would be hired out for, where known
    free = models.OneToOneField("connect.FreeWeek", models.SET_NULL, null=True, related_name="asset")
    waiting = models.BooleanField(default=False)
    made = models.DateTimeField(default=timezone.now)
    fresh_until = models.DateField()
    reminded = models.DateField(null=True)
    withdrawn = models.DateTimeField(null=True)
    source = models.CharField(max_length=200, blank=True)  # where it was imported from
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["withdrawn", "fresh_until"])]

    def __str__(self) -> str:
        return f"asset {self.id}"

    def said(self, field: str, language: str) -> tuple[str, str]:
        """A text (`name`, `conditions`) and its language: this one, or the other while it is missing."""
        return said(getattr(self, f"{field}_cy"), getattr(self, f"{field}_en"), language)
