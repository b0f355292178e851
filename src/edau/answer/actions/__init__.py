"""Deeds of answering."""
