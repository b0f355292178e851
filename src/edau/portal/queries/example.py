"""Whether the worked example is here. Apart from what builds it, which every start of a demonstration would load to ask."""

from __future__ import annotations

from edau.listen.models import Involvement


def is_built() -> bool:
    """Whether the example is here. One query."""
    return Involvement.objects.filter(synthetic=True).exists()
