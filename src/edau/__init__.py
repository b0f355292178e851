"""Edau: the thread between what people say and what public services do."""

__version__ = "0.1.0"
