"""People as they are (no account needed), the organisations and boards they deal with, who may do what, and consents.

A person is a pseudonym: no name, no address. What somebody said is tied to the person by other apps; how to reach them is
kept apart from both.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.core.ids import new_id
from edau.people.choices import Part, Sector, Standing


class Person(models.Model):
    """Somebody, by a pseudonym. With an account they are found again; without one only their receipts lead to them."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    user = models.OneToOneField("accounts.User", models.SET_NULL, null=True, related_name="person")
    language = models.CharField(max_length=2, default="cy")  # in which they are answered
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"person {self.id}"


class Organisation(models.Model):
    """A body, group or firm that asks, answers or takes part."""

    key = models.SlugField(primary_key=True, max_length=60)
    name_cy = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    name_cy_checked = models.BooleanField(default=False)  # whether somebody qualified has read the Welsh
    sector = models.CharField(max_length=20, choices=Sector)
    area = models.CharField(max_length=40, blank=True)  # the code of the area it serves, where it serves one
    source = models.CharField(max_length=200, blank=True)
    checked = models.BooleanField(default=False)  # whether the source bears out that it is what we say it is
    from_catalogue = models.BooleanField(default=False)  # it ships with Edau; it is changed there
    synthetic = models.BooleanField(default=False)  # made up for the worked example

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

    def name(self, language: str) -> str:
        return self.name_cy if language == "cy" else self.name_en


class Seat(models.Model):
    """A body's place on a Public Services Board. The board is its area, by its code ("psb-…")."""

    board = models.CharField(max_length=40, db_index=True)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="seats")
    standing = models.CharField(max_length=10, choices=Standing)
    law = models.CharField(max_length=40, blank=True)  # the section that says so
    source = models.CharField(max_length=200, blank=True)
    checked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "organisation"], name="one_seat_a_body_a_board")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} on {self.board}"


class Role(models.Model):
    """What an account may do, and where: for one organisation, for one area, or everywhere (both empty).

    A role that was taken back stays as a record of who could do what when: `until` is set.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="roles")
    part = models.CharField(max_length=14, choices=Part)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="roles")
    area = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "until"])]

    def __str__(self) -> str:
        return f"{self.part} of {self.organisation_id or self.area or 'everywhere'}: user {self.user_id}"


class Consent(models.Model):
    """That a person agreed to one purpose, when, to which wording; and when they took it back. Only where consent is the
    lawful basis, or where somebody else writes for them."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)  # a key of the catalogue's purposes
    wording = models.CharField(max_length=20)  # the version of the words they agreed to
    language = models.CharField(max_length=2)
    spoken = models.BooleanField(default=False)  # said aloud to a listener
    taken_by = models.CharField(max_length=80, blank=True)  # who wrote it down, as in the audit trail
    given = models.DateTimeField(default=timezone.now)
    withdrawn = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"consent {self.id} to {self.purpose}"
