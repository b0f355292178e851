"""Matching what people can do and lend to what is needed: candidates, a joint assignment, and why."""
