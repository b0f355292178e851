"""Letters: each is a row of the outbox first, then goes out, is tried again, comes back, or is no longer wanted."""

from edau.core.mail.outbox import send

__all__ = ["send"]
