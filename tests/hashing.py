"""Argon2 as cheap as it goes, for the tests: the product's strength costs half a second for each receipt that is issued."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The same hash in the same form, over the least memory that Argon2 allows."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
