"""The codes of the register of trends and signals. Their words stand in the catalogue, `words/signals.yaml`."""

from __future__ import annotations

KINDS = ("trend", "signal")
# STEEPLE: the seven headings under which the years to come are looked at.
HEADINGS = ("social", "technological", "economic", "environmental", "political", "legal", "ethical")
HORIZONS = ("near", "middle", "far")  # up to 5 years, 5 to 15, beyond 15
MARKS = (1, 2, 3, 4, 5)
