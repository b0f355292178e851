"""Deeds with people, their roles, and the bodies they deal with."""
