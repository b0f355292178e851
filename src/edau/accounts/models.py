"""Sign-in. A user is a way in, not a person: people without accounts are `people`, not users."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user known by an e-mail address. Without a password they sign in by a code sent to it."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who can sign in. Nothing is kept but the address, the language they read and when they came."""

    LANGUAGES = [("cy", "Cymraeg"), ("en", "English")]

    email = models.EmailField(unique=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="cy")
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_address_whatever_its_case")]

    def __str__(self) -> str:
        return f"user {self.pk}"
