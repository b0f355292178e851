"""Against abuse, without asking anybody to prove that they are human: a field that only programs fill in, a signed time,
one effect for one form, and loose limits by a network address that nobody can read back.

A public form takes `Guard`; its view lets the deed happen inside `form.once()`:

    class SayForm(Guard, forms.Form):
        purpose = "say"

    form = SayForm(request.POST, request=request)
    if form.is_valid():
        try:
            with form.once():  # one transaction: the form is spent with its deed or not at all
                contribute(...)
        except AlreadySent as again:
            form.add_error(None, again.words)
"""

from edau.core.abuse.addresses import address_key, network_address
from edau.core.abuse.guard import Guard
from edau.core.abuse.limits import Limit, in_burst, may_try, note, purge, within
from edau.core.abuse.tokens import AlreadySent, new_token

__all__ = [
    "AlreadySent",
    "Guard",
    "Limit",
    "address_key",
    "in_burst",
    "may_try",
    "network_address",
    "new_token",
    "note",
    "purge",
    "within",
]
