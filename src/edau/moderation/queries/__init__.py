"""Questions about reports, cases and what was decided."""
