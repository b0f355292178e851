"""Deeds of moderation: report, decide, appeal, and what the clock does."""
