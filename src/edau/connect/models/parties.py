"""Who offers and who needs: a person by a pseudonym, or an organisation. Nobody is only a recipient: one party does both.

Where somebody lives and how to reach them are kept apart, in tables of their own, which nothing that is shown reads.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.core.ids import new_id

ASKS_A_WEEK = 2


class Party(models.Model):
    """A person or an organisation that takes part, with what holds for everything it offers and needs."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    person = models.OneToOneField("people.Person", models.CASCADE, null=True, related_name="party")
    organisation = models.OneToOneField(
        "people.Organisation", models.CASCADE, null=True, related_name="party"
    )
    area = models.CharField(max_length=40, db_index=True)  # the small area by which it is shown, by its code
    languages = models.JSONField(default=list)  # codes of Language, those preferred first
    asks_a_week = models.PositiveSmallIntegerField(default=ASKS_A_WEEK)  # as often as it wants to be asked
    last_asked = models.DateTimeField(null=True)
    paused_until = models.DateField(null=True)  # nothing is proposed before that day
    alone = models.BooleanField(default=False)  # said that they see few people: their needs come sooner
    at_risk = models.BooleanField(
        default=False
    )  # a child, or an adult at risk: a broker stands between, always
    broker = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    consent = models.ForeignKey(
        "people.Consent", models.SET_NULL, null=True, related_name="+"
    )  # to being acted for
    counts_hours = models.BooleanField(default=True)  # False: helps and is helped without counting
    since = models.DateTimeField(default=timezone.now)
    gone = models.DateTimeField(null=True)  # left: offers and needs are gone with it, the hours ledger stays
    synthetic = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "parties"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None) | models.Q(organisation=None),
                name="a_person_or_an_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"party {self.id}"


class Doorstep(models.Model):
    """Exactly where a party is. Distances are measured from it on this machine; it is shown and exported nowhere."""

    party = models.OneToOneField(Party, models.CASCADE, primary_key=True, related_name="doorstep")
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["latitude", "longitude", "party"])]  # who is near at all

    def __str__(self) -> str:
        return f"doorstep of {self.party_id}"


class Reaching(models.Model):
    """How to reach a party: told to the other side of a proposal once both have said yes, and to no one else."""

    party = models.OneToOneField(Party, models.CASCADE, primary_key=True, related_name="reaching")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"reaching {self.party_id}"


class Block(models.Model):
    """One party does not want to meet another. Either side's block keeps both apart, and is told to neither."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="blocks")
    other = models.ForeignKey(Party, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "other"], name="a_block_once")]

    def __str__(self) -> str:
        return f"block of {self.party_id}"


class Check(models.Model):
    """A check that somebody of an organisation has seen: what, when, and when to look again. No copy and no number is
    kept. The other side is told no more than that what was asked for is held."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    party = models.ForeignKey(Party, models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=40)  # a code of the catalogue's checks
    seen = models.DateField()
    seen_for = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    seen_by = models.CharField(max_length=80)  # as in the audit trail
    until = models.DateField()  # the day to look again: after it the check counts for nothing
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["party", "until"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("seen")), name="seen_before_until")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.party_id}"
