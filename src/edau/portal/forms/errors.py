"""What is wrong with a field, in our words: where Django's own only complain, each says what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

TOO_LONG = gettext_lazy("Write this in fewer words: at most %(limit_value)s letters fit here.")
NO_SUCH_CHOICE = gettext_lazy("Choose one of those on the list.")
WRONG_LETTERS = gettext_lazy("There is a letter in this that cannot be kept. Type it again.")


def errors(required: Any = "") -> dict[str, Any]:
    """What a field of text or a choice may complain of; `required` for one that must not be left empty."""
    known = {
        "max_length": TOO_LONG,
        "invalid_choice": NO_SUCH_CHOICE,
        "null_characters_not_allowed": WRONG_LETTERS,
    }
    return {**known, "required": required} if required else known
