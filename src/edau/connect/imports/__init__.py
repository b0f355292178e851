"""Bringing in what bodies share from data that they publish elsewhere: read whole or not at all."""
