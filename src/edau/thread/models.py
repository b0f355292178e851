"""The thread: what one record is to another, and the receipts by which people hold their end of it.

An edge must be able to join anything to anything, so it keeps labels and ids, never foreign keys.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.core.ids import new_id
from edau.thread.choices import Link


class Edge(models.Model):
    """One record is something to another. What a machine proposes counts for nothing until a named person accepts it."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    from_label = models.CharField(max_length=80)
    from_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=18, choices=Link)
    to_label = models.CharField(max_length=80)
    to_id = models.CharField(max_length=64)
    by = models.CharField(max_length=80)  # as in the audit trail: "user 5", "receipt …", "edau"
    by_machine = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    accepted = models.DateTimeField(null=True)  # at once where a person made it
    accepted_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_label", "from_id", "kind", "to_label", "to_id"], name="one_edge_of_a_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(by_machine=True) | models.Q(accepted__isnull=False),
                name="what_a_person_ties_is_accepted",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted=None) | ~models.Q(accepted_by=""), name="accepted_by_somebody"
            ),
        ]
        indexes = [
            models.Index(fields=["from_label", "from_id"]),
            models.Index(fields=["to_label", "to_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.from_label} {self.from_id} {self.kind} {self.to_label} {self.to_id}"


class Receipt(models.Model):
    """What a person holds in return for what they said: a link nobody can guess, and a code that can be said aloud.

    Only hashes of both are kept. The second word is one the person chose; without it the code opens nothing.
    """

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="receipts")
    link_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    word_hash = models.CharField(
        max_length=200, blank=True
    )  # Argon2; empty: the code alone opens nothing at all
    pack = models.CharField(
        max_length=16, blank=True
    )  # printed before anybody spoke: the paper pack it belongs to
    number = models.PositiveSmallIntegerField(null=True)  # and its number there
    made = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=2, default="cy")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "number"], condition=~models.Q(pack=""), name="one_receipt_a_number_of_a_pack"
            )
        ]

    def __str__(self) -> str:
        return f"receipt {self.id}"


class Contact(models.Model):
    """How to reach the holder of a receipt, apart from their words, and gone once they have been answered.

    `link` is the secret of the receipt's address, kept only here, so that a letter can carry it.
    """

    ROUTES = [("email", "email"), ("letter", "letter"), ("telephone", "telephone")]

    receipt = models.OneToOneField(Receipt, models.CASCADE, related_name="contact")
    route = models.CharField(max_length=9, choices=ROUTES)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    link = models.CharField(max_length=40, blank=True)
    keep_until = models.DateField(null=True)  # set when everything they said has been answered

    def __str__(self) -> str:
        return f"contact of receipt {self.receipt_id}"
