"""What other parts are told of, in the deed's own transaction, before it happens."""

from django.dispatch import Signal

# A pseudonym goes because its last receipt was claimed: `before` and `after` are people.Person, `by` who claimed it. What
# hangs on the first and must stay moves to the second.
joining = Signal()
