"""The word lists of the catalogue that this app reads: names with forms of their own, English words, search
overrides."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def word_list(name: str) -> Mapping[str, Any]:
    """The contents of `catalogue/words/<name>.yaml`, read once. FileNotFoundError if there is no such
    list."""
    text = files("edau.catalogue").joinpath("words", f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text) or {}
