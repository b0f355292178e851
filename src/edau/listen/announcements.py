"""What this app tells those above it."""

from django.dispatch import Signal

# Many contributions came in together, without a `post_save` for each: `contributions`. Sent inside the deed's transaction.
brought_in = Signal()
